"""What the program reports of a fund beside another one, it reports of it alone."""

import re
from contextlib import closing
from itertools import product
from types import MappingProxyType
from typing import Final

from fundledger.cli.app import VERBS
from fundledger.reports.verification import BESIDE_OTHERS
from fundledger.store.books import Ledger
from tests import lived, small
from tests.cli.conftest import Program
from tests.databases import Database

REPORTS: Final = (
    ("balance",),
    ("balance", "--as-of", "2024-05-06"),
    ("balance", "--turnover", "--since", "2024-05-06"),
    ("check",),
    ("verify",),
    ("reconcile", "--projects"),
    ("projects",),
    ("projects", "--as-of", "2024-05-06"),
    ("sources",),
    ("sources", "--as-of", "2024-05-06"),
    ("sources", "--by-project"),
    ("balance", "--turnover", "--vouchers", "reviewed"),
    ("ledger",),
    ("account",),
    ("account", "bank.main", "--page-rows", "5"),
    ("voucher",),
    ("journal",),
    ("journal", "--account", "bank.main"),
    ("audit",),
    ("audit", "--record", "5"),
    ("inbox", "--as", "clerk", "--on", "2024-05-06"),
    ("list", "voucher"),
    ("list", "account"),
    ("show", "voucher", "3"),
    ("query", "SELECT * FROM v_line WHERE fund = :fund ORDER BY posting_no, account"),
)
NO_REPORTS: Final = {
    "demo",
    "export",
    "setup",
    "workbench",
    "init",
    "do",
    "deeds",
    "migrate",
    "completion",
    "help",
}
"""Verbs that read no fund, write to one, take one along as it is, or open one to look
at."""
FORMATS: Final = MappingProxyType({"sqlite": ("text", "json"), "postgresql": ("csv",)})
"""Which format is asked for on which database: a writer does not know whence rows come.
"""
HASH: Final = re.compile("[0-9a-f]{8,64}")

Outputs = dict[tuple[str, ...], tuple[int, str]]


def lived_fund(ledger: Ledger, user: str | None, code: str, given: int) -> None:
    """Let a small fund live, with so many donations."""
    fund = lived.live(small.create(ledger, user, code, given))
    lived.publish(fund, "spent", f"0.0{given}", "万元")


def reports(program: Program, database: Database, code: str) -> Outputs:
    """Ask for every report: how each ended, and what it said."""
    outputs: Outputs = {}
    for words, kind in product(REPORTS, FORMATS[database.kind]):
        whose = ("--db", database.address, "--fund", code, "--format", kind)
        ended = program(*words, *whose)
        assert ended.err == "" or words[0] in {"check", "reconcile"}, ended.err
        out = ended.out.replace(database.address, "(ledger)")
        if words[0] == "verify":
            out = without_scope(out)
        outputs[*words, kind] = (ended.code, out)
    return outputs


def without_scope(out: str) -> str:
    """Leave out whether the rest of the file was verified too: alone it is."""
    narrowed = out.replace(BESIDE_OTHERS, "").replace('[""]', "[]")
    lines = re.sub(r"\bfile\b", "fund", narrowed).splitlines()
    return "\n".join(line for line in lines if line.strip("# "))


def without_hashes(outputs: Outputs) -> Outputs:
    """Leave out the hashes, which know the place of their fund in its ledger."""
    return {words: (code, HASH.sub("#", out)) for words, (code, out) in outputs.items()}


def test_every_verb_that_reports_is_asked() -> None:
    assert {words[0] for words in REPORTS} == VERBS.keys() - NO_REPORTS


def test_every_report_is_the_same_beside_another_fund(
    program: Program, database: Database, another_database: Database
) -> None:
    with closing(database.ledger()) as ledger:
        lived_fund(ledger, database.clerk, "one", 1)
        one_alone = reports(program, database, "one")
        lived_fund(ledger, database.clerk, "other", 2)
    with closing(another_database.ledger()) as ledger:
        lived_fund(ledger, database.clerk, "other", 2)
    other_alone = reports(program, another_database, "other")
    assert reports(program, database, "one") == one_alone
    beside = reports(program, database, "other")
    assert without_hashes(beside) == without_hashes(other_alone)
    assert all(one_alone[words][1] != other_alone[words][1] for words in one_alone)
