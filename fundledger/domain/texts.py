"""Which texts may enter: what people write, keys, logins, account numbers.

Each `check_…` takes an argument's name and its value, raises an InputError that names
the argument, and gives the text in the form that is stored: in NFC and without blanks
at its ends, a bank account's number as digits. Nothing else is changed. Days and
numbers are in `fundledger.domain.values`.

What a text may not hold is what cannot be seen: it would steer a terminal, turn a line
round, or make two texts differ that look the same. The ranges are written out, since
Python's own tables know other characters in each version: a name in a character that
Unicode added last year is a name.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from fundledger.domain.ids import Login
from fundledger.domain.values import Expected, WrongTypeError, type_name
from fundledger.errors import N_, InputError

LONGEST_KEY: Final = 64
LONGEST_IDEMPOTENCY_KEY: Final = 200
BANK_NUMBER_DIGITS: Final = (4, 40)

_BLANKS: Final = " \u3000"
"""The two blanks that people type; both may stand inside a text."""

_HIDDEN: Final = (
    "\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # show nothing
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"  # join, turn, break
    "\u3164\uffa0\U000e0000-\U000e0fff"
    "\xa0\u1680\u2000-\u200a\u202f\u205f\u2800"  # blanks that look like others
    "\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff"  # surrogates, private use
    "\ufdd0-\ufdef\ufff0-\ufffb\ufffe\uffff"  # no characters, annotations
)
_REFUSED: Final = re.compile(f"[\0-\x1f\x7f-\x9f{_HIDDEN}]")
_REFUSED_IN_LINES: Final = re.compile(f"[\0-\x09\x0b-\x1f\x7f-\x9f{_HIDDEN}]")

_NO_CHARACTERS: Final = "".join(
    chr(plane << 16 | last) for plane in range(1, 15) for last in (0xFFFE, 0xFFFF)
)
_NO_CHARACTER: Final = re.compile(f"[{_NO_CHARACTERS}]")
"""Apart from the others: so many single characters would slow every text down."""

_HAN: Final = (
    "\u3007\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0002ee5f\U00030000-\U0003347f"
)
_KEY: Final = re.compile(
    f"[a-z0-9](?:[a-z0-9._-]*[a-z0-9])?|[{_HAN}0-9](?:[{_HAN}0-9._-]*[{_HAN}0-9])?"
)
_NOT_IN_KEY: Final = re.compile(f"[^a-z0-9._{_HAN}-]")
_SMALL_LETTER: Final = re.compile("[a-z]")
_HAN_LETTER: Final = re.compile(f"[{_HAN}]")
_NOT_IN_IDEMPOTENCY_KEY: Final = re.compile(r"[^!-~]")
_NOT_IN_BANK_NUMBER: Final = re.compile(r"[^0-9 -]")
_MEDIA_TYPE: Final = re.compile(r"(?:[a-z0-9][a-z0-9!#$&^_.+-]{0,63}(?:/(?!$)|$)){2}")

_CONTROLS: Final = {
    "\0": "NULL",
    "\t": "TAB",
    "\n": "LINE FEED",
    "\r": "CARRIAGE RETURN",
    "\x1b": "ESCAPE",
    "\x7f": "DELETE",
}
_KINDS: Final = {
    "Cc": "CONTROL CHARACTER",
    "Cs": "HALF OF A CHARACTER",
    "Co": "PRIVATE USE",
}


@dataclass(eq=False)
class CharacterError(InputError):
    """A text holds a character that cannot be seen, or is none."""

    argument: str
    character: str
    position: int
    message = N_("{argument} holds {character} at position {position}.")
    hint = N_("Delete it, or type the text again: it may have come with a copy.")


@dataclass(eq=False)
class BlankTextError(InputError):
    """A text says nothing."""

    argument: str
    message = N_("{argument} is empty.")
    hint = N_("Write at least one character other than a blank.")


@dataclass(eq=False)
class TextTooLongError(InputError):
    """A text has more characters than it may."""

    argument: str
    length: int
    longest: int
    message = N_("{argument} has {length} characters; it may have {longest}.")
    hint = N_("Shorten it, and put the rest into an attachment.")


@dataclass(eq=False)
class KeyCharacterError(InputError):
    """A key or login holds a character that keys do not have."""

    argument: str
    character: str
    position: int
    message = N_("{argument} holds {character} at position {position}.")
    hint = N_("Use small letters a to z or Chinese characters, digits, and . - _ only.")


@dataclass(eq=False)
class MixedScriptsError(InputError):
    """A key or login mixes letters of two scripts."""

    argument: str
    key: str
    message = N_("{argument} mixes two scripts: {key}.")
    hint = N_("Write it in small letters a to z, or in Chinese characters.")


@dataclass(eq=False)
class KeyEndError(InputError):
    """A key or login begins or ends with a sign."""

    argument: str
    key: str
    message = N_("{argument} begins or ends with a sign: {key}.")
    hint = N_("Let it begin and end with a letter or a digit.")


@dataclass(eq=False)
class IdempotencyKeyError(InputError):
    """An idempotency key holds something else than printable ASCII."""

    argument: str
    character: str
    position: int
    message = N_("{argument} holds {character} at position {position}.")
    hint = N_("Use ASCII letters, digits and signs, without blanks.")


@dataclass(eq=False)
class MediaTypeError(InputError):
    """A text is not a media type."""

    argument: str
    text: str
    message = N_("{argument} is '{text}', which is not a media type.")
    hint = N_("Write it like application/pdf or image/jpeg.")


@dataclass(eq=False)
class BankNumberCharacterError(InputError):
    """A bank account's number holds something else than digits."""

    argument: str
    character: str
    position: int
    message = N_("{argument} holds {character} at position {position}.")
    hint = N_(
        "Write the account's digits; blanks and hyphens between them are dropped."
    )


@dataclass(eq=False)
class BankNumberLengthError(InputError):
    """A bank account's number has too few digits, or too many."""

    argument: str
    digits: int
    fewest: int
    most: int
    message = N_("{argument} has {digits} digits; it has {fewest} to {most}.")
    hint = N_("Compare it with the card or the bank's letter.")


def check_text(
    name: str, value: object, *, longest: int, lines: bool = False, empty: bool = False
) -> str:
    r"""Check a text that people write, and give it in NFC without blanks at its ends.

    `longest` counts characters. With `lines` it may hold \n (and \r\n, read as \n);
    `empty` lets it say nothing. Raises WrongTypeError, CharacterError, BlankTextError,
    TextTooLongError.
    """
    text = _text(name, value)
    if lines:
        text = text.replace("\r\n", "\n")
    offender = (_REFUSED_IN_LINES if lines else _REFUSED).search(text)
    if offender is None and not text.isprintable():
        offender = _NO_CHARACTER.search(text)
    if offender is not None:
        character = character_name(offender[0])
        raise CharacterError(name, character, offender.start() + 1)
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
    text = text.strip(_BLANKS + "\n" if lines else _BLANKS)
    if not text and not empty:
        raise BlankTextError(name)
    if len(text) > longest:
        raise TextTooLongError(name, len(text), longest)
    return text


def check_key(name: str, value: object) -> str:
    """Check a key: small letters a–z or Han characters, digits, `.-_`, at most 64.

    One script only, and no capital letters, so that no two keys look alike or differ
    in case alone. It begins and ends with a letter or a digit. Raises WrongTypeError,
    BlankTextError, TextTooLongError, KeyCharacterError, MixedScriptsError, KeyEndError.
    """
    text = _bounded(name, value, LONGEST_KEY)
    if _KEY.fullmatch(text):
        return text
    offender = _NOT_IN_KEY.search(text)
    if offender is not None:
        character = character_name(offender[0])
        raise KeyCharacterError(name, character, offender.start() + 1)
    if _SMALL_LETTER.search(text) and _HAN_LETTER.search(text):
        raise MixedScriptsError(name, text)
    raise KeyEndError(name, text)


def check_login(name: str, value: object) -> Login:
    """Check a login: what `check_key` takes. Raises what that raises."""
    return Login(check_key(name, value))


def check_idempotency_key(name: str, value: object) -> str:
    """Check the key by which a deed is done once: ASCII without blanks, at most 200.

    Raises WrongTypeError, BlankTextError, TextTooLongError, IdempotencyKeyError.
    """
    text = _bounded(name, value, LONGEST_IDEMPOTENCY_KEY)
    if offender := _NOT_IN_IDEMPOTENCY_KEY.search(text):
        character = character_name(offender[0])
        raise IdempotencyKeyError(name, character, offender.start() + 1)
    return text


def check_media_type(name: str, value: object) -> str:
    """Check a media type (RFC 6838), in small letters and without parameters.

    Raises WrongTypeError, MediaTypeError.
    """
    text = _text(name, value)
    if not _MEDIA_TYPE.fullmatch(text):
        raise MediaTypeError(name, text)
    return text


def check_bank_number(name: str, value: object) -> str:
    """Check the number of a bank account, 4 to 40 digits, and give its digits alone.

    Raises WrongTypeError, BankNumberCharacterError, BankNumberLengthError.
    """
    text = _text(name, value)
    if offender := _NOT_IN_BANK_NUMBER.search(text):
        character = character_name(offender[0])
        raise BankNumberCharacterError(name, character, offender.start() + 1)
    number = text.replace(" ", "").replace("-", "")
    fewest, most = BANK_NUMBER_DIGITS
    if not fewest <= len(number) <= most:
        raise BankNumberLengthError(name, len(number), fewest, most)
    return number


def character_name(character: str) -> str:
    """Name a character: 'U+202E RIGHT-TO-LEFT OVERRIDE'."""
    kind = _KINDS.get(unicodedata.category(character), "NO CHARACTER")
    name = _CONTROLS.get(character) or unicodedata.name(character, kind)
    return f"U+{ord(character):04X} {name}"


def _text(name: str, value: object) -> str:
    if type(value) is not str:
        raise WrongTypeError(name, Expected.TEXT, type_name(value))
    return value


def _bounded(name: str, value: object, longest: int) -> str:
    """Take a text that is there and is not too long."""
    text = _text(name, value)
    if not text:
        raise BlankTextError(name)
    if len(text) > longest:
        raise TextTooLongError(name, len(text), longest)
    return text
