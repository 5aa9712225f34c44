"""What is wrong with a record is a code, which the faces tell in their language."""

import re
from pathlib import Path

import fundledger
from fundledger.i18n import Language, describe
from fundledger.store.findings import Finding, Kind
from fundledger.store.parsing import RecordFormatError
from fundledger.store.problems import SENTENCES, problem

SOURCES = ("parsing", "changes", "rebuilding", "verify")
CODE = re.compile(r'(?:_refuse|problem)\(\s*"(\w+)"')


def test_every_problem_has_a_sentence_and_every_sentence_a_problem() -> None:
    root = Path(fundledger.__file__).parent
    files = [root / "store" / f"{name}.py" for name in SOURCES]
    files.append(root / "checks" / "r15_separation.py")
    used = {code for file in files for code in CODE.findall(file.read_text("utf-8"))}
    assert used == set(SENTENCES)


def test_an_error_tells_the_problem_in_the_readers_language() -> None:
    error = RecordFormatError(4, problem("too_deep", "body"))
    assert "4 无法读取：其 body 嵌套过深" in describe(error, Language.ZH).message
    assert "its body is nested too deeply" in describe(error, Language.EN).message


def test_only_kinds_with_a_code_are_told_by_it() -> None:
    """What an altered row holds may look like a code, and stays what it is."""
    where = {"table": "setting", "key": "x", "column": "value"}
    altered = Finding(kind=Kind.VALUE_ALTERED, **where, recorded="a", actual="table:b")
    assert str(altered) == "setting x: value is table:b, the chain says a"
    unread = Finding(
        kind=Kind.BODY_UNREADABLE, table="record", key="4", actual="table:b"
    )
    assert str(unread) == "record 4 cannot be read: no deed writes a table b"
