"""The catalogues hold every text, and say what the code means."""

import ast
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from string import Formatter

import pytest

import fundledger
from fundledger.commands.registry import DEEDS
from fundledger.errors import FundledgerError
from fundledger.i18n import Language, label, translate, upkeep
from fundledger.i18n.__main__ import main
from fundledger.i18n.nouns import Noun
from tests.package import members_of

PACKAGE = Path(fundledger.__file__).parent


def test_the_catalogues_are_whole_and_compiled(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main([]) == 0, capsys.readouterr().err


def test_the_upkeep_takes_no_other_word() -> None:
    assert main(["upgrade"]) == 2


@pytest.mark.parametrize("lang", Language)
def test_every_member_of_the_domain_has_a_name(lang: Language) -> None:
    kinds = members_of(StrEnum, "fundledger.domain")
    assert kinds
    known = upkeep.read(lang)
    unnamed = [
        member
        for kind in kinds
        for member in kind
        if not getattr(known.get(member.value, context=kind.__name__), "string", "")
    ]
    assert unnamed == []


def test_no_two_enums_share_a_name() -> None:
    floors = tuple(f"fundledger.{floor}" for floor in upkeep.FLOORS_WITH_LABELS)
    names = sorted(
        kind.__name__
        for kind in members_of(StrEnum, "fundledger")
        if kind.__module__.startswith(floors)
    )
    assert names == sorted(set(names))


def test_members_of_one_enum_have_different_chinese_names() -> None:
    for kind in members_of(StrEnum, "fundledger.domain"):
        names = [label(member, Language.ZH) for member in kind]
        assert len(names) == len(set(names)), kind


def test_a_template_speaks_of_fields_its_error_has() -> None:
    for kind in members_of(FundledgerError, "fundledger"):
        facts = set(getattr(kind, "__dataclass_fields__", ()))
        for template in (kind.message, kind.hint):
            spoken = {name for _, name, _, _ in Formatter().parse(template) if name}
            assert spoken <= facts, kind


def test_every_error_can_be_told_in_chinese() -> None:
    for kind in members_of(FundledgerError, "fundledger"):
        assert translate(kind.message, Language.ZH) != kind.message, kind


def test_every_thing_a_deed_can_miss_has_a_noun() -> None:
    words = {of.noun for deed in DEEDS.values() for of in deed.case}
    for path in (PACKAGE / "commands").glob("*.py"):
        words |= set(nouns(ast.parse(path.read_text("utf-8"))))
    assert words <= set(Noun)


def nouns(tree: ast.AST) -> Iterator[str]:
    """Find the words given to `demand`, `require_new` and the errors behind them."""
    place = {"demand": 1, "require_new": 0, "NotFoundError": 0, "ExistsError": 0}
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) in place:
            given = [*call.args, *(each.value for each in call.keywords)]
            word = given[place[ast.unparse(call.func)]]
            if isinstance(word, ast.Constant):
                yield str(word.value)


class Broken:
    """Catalogues of a small package, to be broken."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        for floor in upkeep.FLOORS_WITH_LABELS:
            (folder / floor).mkdir(parents=True)
        for lang in Language:
            (folder / "i18n" / lang / "LC_MESSAGES").mkdir(parents=True)
        code = (
            'N_("{left} is left")\nclass Kind(StrEnum):\n    "A kind."\n    A = "a"\n'
        )
        (folder / "domain" / "kinds.py").write_text(code)
        monkeypatch.setattr(upkeep, "PACKAGE", folder)
        upkeep.update()
        self.say("zh_CN", 'msgid "{left} is left"', "还剩 {left}")
        for lang in Language:
            self.say(lang, 'msgid "a"', "甲")
        assert upkeep.problems() == []

    def say(self, lang: str, line: str, text: str) -> None:
        """Fill in what is said after a line, and compile."""
        path = upkeep.po_path(Language(lang))
        lines = path.read_text("utf-8").splitlines()
        lines[lines.index(line) + 1] = f'msgstr "{text}"'
        path.write_text("\n".join(lines) + "\n", "utf-8")
        upkeep.compile_one(Language(lang))

    def edit(self, old: str, new: str) -> None:
        """Change the Chinese file as an editor would."""
        path = upkeep.po_path(Language.ZH)
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new), "utf-8")

    def problems_of(self) -> set[str]:
        return {each.what for each in upkeep.problems()}


@pytest.fixture
def broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Broken:
    return Broken(tmp_path, monkeypatch)


def test_a_text_without_translation_is_found(broken: Broken) -> None:
    broken.say("zh_CN", 'msgid "{left} is left"', "")
    assert broken.problems_of() == {"missing"}


def test_a_member_without_a_name_is_found(broken: Broken) -> None:
    broken.say("en", 'msgid "a"', "")
    assert broken.problems_of() == {"missing"}


def test_a_lost_placeholder_is_found(broken: Broken) -> None:
    broken.say("zh_CN", 'msgid "{left} is left"', "还剩 {rest}")
    assert broken.problems_of() == {"other placeholders"}


def test_a_fuzzy_translation_is_found(broken: Broken) -> None:
    broken.edit("#, python-brace-format", "#, fuzzy, python-brace-format")
    upkeep.compile_one(Language.ZH)
    assert broken.problems_of() == {"fuzzy"}


def test_a_stale_compiled_catalogue_is_found(broken: Broken) -> None:
    broken.edit("还剩", "剩余")
    assert broken.problems_of() == {"the compiled catalogue is stale"}


def test_a_text_that_left_the_code_is_found(broken: Broken) -> None:
    (upkeep.PACKAGE / "domain" / "kinds.py").write_text('N_("{left} is left")\n')
    assert broken.problems_of() == {"no longer in the code"}


def test_an_update_keeps_what_was_translated(broken: Broken) -> None:
    before = upkeep.po_path(Language.ZH).read_bytes()
    upkeep.update()
    assert upkeep.po_path(Language.ZH).read_bytes() == before
    assert broken.problems_of() == set()


NEVER = {
    "台账": "账簿",
    "账本": "账簿",
    "资金账": "财务账",
    "自有账户之间划转": "本单位账户间划转",
    "参数值": "设置值",
}
"""What is called by another word, everywhere: one word for one thing."""


def test_one_thing_has_one_word_in_chinese() -> None:
    catalogue = Path(fundledger.__file__).parent / "i18n/zh_CN/LC_MESSAGES"
    manual = Path(__file__).parents[2] / "docs/manual/zh"
    for path in (catalogue / "fundledger.po", *manual.glob("*.md")):
        text = path.read_text("utf-8").replace("善款台账", "")
        assert [word for word in NEVER if word in text] == [], path.name
