"""What people write enters only if all of it can be seen and read back."""

# What is wrong in type is what these tests are about.
# pyright: reportUnknownLambdaType=false, reportUnknownArgumentType=false
# pyright: reportUnknownMemberType=false, reportUnknownVariableType=false

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundledger.domain.people import Role
from fundledger.domain.texts import (
    BankNumberCharacterError,
    BankNumberLengthError,
    BlankTextError,
    CharacterError,
    IdempotencyKeyError,
    KeyCharacterError,
    KeyEndError,
    MediaTypeError,
    MixedScriptsError,
    TextTooLongError,
    check_bank_number,
    check_idempotency_key,
    check_key,
    check_login,
    check_media_type,
    check_text,
)
from fundledger.domain.values import WrongTypeError


def title(value: object) -> str:
    return check_text("title", value, longest=30)


def opinion(value: object) -> str:
    return check_text("opinion", value, longest=30, lines=True, empty=True)


@pytest.mark.parametrize(
    "text",
    [
        "老人食堂（二期）",
        "𠮷野䶮㛃 🎉",  # names beyond the first plane, an emoji
        "\U0002ebf0家",  # a character newer than this Python's tables
        "东门　社区",  # an ideographic blank
        "[bold red]加粗[/]测试",
        "=cmd|calc",
        "Ünïcode, née",
        "5 < 6 & 7",
    ],
)
def test_what_can_be_seen_enters_as_it_is(text: str) -> None:
    assert title(text) == text
    assert opinion(text) == text


@pytest.mark.parametrize(
    ("character", "name"),
    [
        ("\0", "U+0000 NULL"),
        ("\t", "U+0009 TAB"),
        ("\r", "U+000D CARRIAGE RETURN"),
        ("\x1b", "U+001B ESCAPE"),
        ("\x7f", "U+007F DELETE"),
        ("\x9b", "U+009B CONTROL CHARACTER"),
        ("\xa0", "U+00A0 NO-BREAK SPACE"),
        ("\xad", "U+00AD SOFT HYPHEN"),
        ("\u034f", "U+034F COMBINING GRAPHEME JOINER"),
        ("\u061c", "U+061C ARABIC LETTER MARK"),
        ("\u2003", "U+2003 EM SPACE"),
        ("\u200b", "U+200B ZERO WIDTH SPACE"),
        ("\u200d", "U+200D ZERO WIDTH JOINER"),
        ("\u200e", "U+200E LEFT-TO-RIGHT MARK"),
        ("\u2028", "U+2028 LINE SEPARATOR"),
        ("\u2029", "U+2029 PARAGRAPH SEPARATOR"),
        ("\u202a", "U+202A LEFT-TO-RIGHT EMBEDDING"),
        ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("\u2060", "U+2060 WORD JOINER"),
        ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("\u2069", "U+2069 POP DIRECTIONAL ISOLATE"),
        ("\u2800", "U+2800 BRAILLE PATTERN BLANK"),
        ("\u3164", "U+3164 HANGUL FILLER"),
        ("\ud83d", "U+D83D HALF OF A CHARACTER"),
        ("\ue000", "U+E000 PRIVATE USE"),
        ("\ufdd0", "U+FDD0 NO CHARACTER"),
        ("\ufe0f", "U+FE0F VARIATION SELECTOR-16"),
        ("\ufeff", "U+FEFF ZERO WIDTH NO-BREAK SPACE"),
        ("\ufff9", "U+FFF9 INTERLINEAR ANNOTATION ANCHOR"),
        ("\uffff", "U+FFFF NO CHARACTER"),
        ("\U0001ffff", "U+1FFFF NO CHARACTER"),
        ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
        ("\U000f0000", "U+F0000 PRIVATE USE"),
        ("\U0010ffff", "U+10FFFF NO CHARACTER"),
    ],
)
def test_what_cannot_be_seen_is_refused_by_its_name_and_place(
    character: str, name: str
) -> None:
    for check in (title, opinion):
        with pytest.raises(CharacterError) as refused:
            check(f"社区{character}食堂")
        assert refused.value.character == name
        assert refused.value.position == 3


@pytest.mark.parametrize("place", ["{}甲", "甲{}", "甲{}乙"])
@pytest.mark.parametrize("character", ["\u202e", "\u200b", "\x1b", "\xa0"])
def test_it_is_refused_wherever_it_stands(place: str, character: str) -> None:
    with pytest.raises(CharacterError):
        title(place.format(character))


def test_only_a_text_of_lines_has_line_ends() -> None:
    assert opinion("一\n二\r\n三\n") == "一\n二\n三"
    with pytest.raises(CharacterError) as refused:
        title("一\n二")
    assert refused.value.character == "U+000A LINE FEED"
    with pytest.raises(CharacterError):
        opinion("一\r二")


def test_blanks_at_the_ends_are_dropped_and_inside_they_stay() -> None:
    assert title("  老人 食堂　 ") == "老人 食堂"


@pytest.mark.parametrize("text", ["", " ", "　", " 　 "])
def test_a_text_says_something(text: str) -> None:
    with pytest.raises(BlankTextError):
        title(text)
    assert opinion(text) == ""


def test_equal_texts_are_stored_alike() -> None:
    assert title("Cafe\u0301") == "Caf\u00e9"
    assert title("\uf900") == "\u8c48"  # a compatibility ideograph


def test_a_text_is_no_longer_than_it_may_be() -> None:
    assert title("老" * 30) == "老" * 30
    assert title(" " + "老" * 30) == "老" * 30
    with pytest.raises(TextTooLongError) as refused:
        title("老" * 31)
    assert (refused.value.length, refused.value.longest) == (31, 30)


@pytest.mark.parametrize("value", [None, 5, b"x", ["x"], True, Role.CASHIER])
def test_text_is_text(value: object) -> None:
    for check in (title, opinion, lambda v: check_key("key", v)):
        with pytest.raises(WrongTypeError):
            check(value)


@given(st.text(max_size=30))
def test_what_entered_can_be_written_anywhere_and_enters_again(text: str) -> None:
    try:
        stored = title(text)
    except (CharacterError, BlankTextError):
        return
    assert stored.encode("utf-8").decode("utf-8") == stored
    assert "\n" not in stored
    assert title(stored) == stored


@pytest.mark.parametrize(
    "key",
    ["a", "7", "2024-1", "jia-1.preparer", "wu_2", "主户", "东门-1", "〇", "a" * 64],
)
def test_a_key_is_letters_of_one_script_digits_and_signs(key: str) -> None:
    assert check_key("key", key) == key
    assert check_login("login", key) == key


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("", BlankTextError),
        (" ", KeyCharacterError),
        ("a b", KeyCharacterError),
        ("a b\n", KeyCharacterError),
        ("main\n", KeyCharacterError),
        ("基本 户", KeyCharacterError),
        ("东门　社区", KeyCharacterError),
        ("Main", KeyCharacterError),  # or it would differ from main by its case alone
        ("ａｂ", KeyCharacterError),
        ("１", KeyCharacterError),
        ("аdmin", KeyCharacterError),  # a Cyrillic а
        ("αdmin", KeyCharacterError),
        ("⼈", KeyCharacterError),  # a radical that looks like 人
        ("\uf900", KeyCharacterError),
        ("é", KeyCharacterError),
        ("ad\u200bmin", KeyCharacterError),
        ("a/b", KeyCharacterError),
        ("a@b", KeyCharacterError),
        ("main主户", MixedScriptsError),
        ("-x", KeyEndError),
        ("..", KeyEndError),
        ("x.", KeyEndError),
        ("_", KeyEndError),
        ("a" * 65, TextTooLongError),
    ],
)
def test_no_key_looks_like_another_or_hides_something(
    key: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        check_key("key", key)


def test_a_wrong_character_of_a_key_is_named() -> None:
    with pytest.raises(KeyCharacterError) as refused:
        check_login("actor", "\u0430dmin")
    assert str(refused.value) == (
        "actor holds U+0430 CYRILLIC SMALL LETTER A at position 1. Use small letters"
        " a to z or Chinese characters, digits, and . - _ only."
    )


@pytest.mark.parametrize("key", ["form-7f3a", "Ab:/?#[]@", "x" * 200])
def test_an_idempotency_key_is_printable_ascii(key: str) -> None:
    assert check_idempotency_key("key", key) == key


@pytest.mark.parametrize(
    ("key", "error"),
    [
        ("", BlankTextError),
        (" ", IdempotencyKeyError),
        ("a b", IdempotencyKeyError),
        ("a\n", IdempotencyKeyError),
        ("表单-1", IdempotencyKeyError),
        ("x" * 201, TextTooLongError),
    ],
)
def test_an_idempotency_key_is_neither_empty_nor_blank(
    key: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        check_idempotency_key("key", key)


@pytest.mark.parametrize("text", ["application/pdf", "image/svg+xml", "text/csv"])
def test_a_media_type_is_a_type_and_a_subtype(text: str) -> None:
    assert check_media_type("media_type", text) == text


@pytest.mark.parametrize(
    "text",
    ["", "pdf", "not a type", "a/b/c", "a/", "/a", "Application/PDF", "text/csv; a=b"],
)
def test_anything_else_is_no_media_type(text: str) -> None:
    with pytest.raises(MediaTypeError):
        check_media_type("media_type", text)


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("6228", "6228"),
        ("0000 0000 0000 0001", "0000000000000001"),
        ("6222-0000-1111", "622200001111"),
        ("0" * 40, "0" * 40),
    ],
)
def test_an_account_number_is_its_digits(typed: str, number: str) -> None:
    assert check_bank_number("number", typed) == number


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        ("", BankNumberLengthError),
        ("1", BankNumberLengthError),
        ("- - -", BankNumberLengthError),
        ("0" * 41, BankNumberLengthError),
        ("6.22202E+18", BankNumberCharacterError),
        ('="001"', BankNumberCharacterError),
        ("６２２８", BankNumberCharacterError),
        ("6228\n", BankNumberCharacterError),
    ],
)
def test_what_a_spreadsheet_made_of_a_number_is_refused(
    typed: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        check_bank_number("number", typed)
