"""What was refused is told to people in words, and to programs by its code."""

import json

import pytest

from fundledger.domain.journal import InsufficientError
from fundledger.domain.money import from_fen
from fundledger.errors import RefusedError
from fundledger.store.books import Fund
from fundledger.store.writing import Writing
from tests import small
from tests.cli.conftest import Program


def refuse(_write: Writing) -> None:
    left, taken = from_fen(5), from_fen(1_234_56)
    raise InsufficientError(small.BANK, small.PROJECT, small.AID, left, taken)


@pytest.fixture
def record(small_fund: Fund) -> str:
    """Give the number of a refusal's record."""
    with pytest.raises(RefusedError):
        small_fund.write(small.ask(), refuse)
    return str(small.DEEDS + 1)


@pytest.mark.parametrize(
    ("lang", "why"),
    [
        ("en", "Cash at bank: main has ¥0.05 left; this takes ¥1,234.56."),
        ("zh", "银行存款—main余额为 0.05 元；本次需要 1,234.56 元。"),
    ],
)
def test_people_read_why(
    program: Program, address: str, record: str, lang: str, why: str
) -> None:
    result = program("audit", "--db", address, "--record", record, "--lang", lang)
    assert why in result.out


def test_programs_read_the_code_and_the_facts(
    program: Program, address: str, record: str
) -> None:
    words = ("audit", "--db", address, "--record", record, "--format", "json")
    result = program(*words)
    assert '"insufficient_funds"' in json.dumps(json.loads(result.out)).replace(
        "\\", ""
    )
    assert "this takes" not in result.out
