"""What `verify` found: of one fund, or of a whole ledger."""

from collections.abc import Iterable
from typing import Any, Final

from fundledger.errors import N_
from fundledger.i18n import Language, printable, translate
from fundledger.reports.columns import column, columns, for_programs
from fundledger.reports.report import (
    Audience,
    Basis,
    Phrase,
    Report,
    Table,
    Wording,
)
from fundledger.store.findings import (
    Finding,
    LedgerVerification,
    Scope,
    Verification,
)

LONGEST: Final = 200
SUMMARY: Final = (
    column("status"),
    *for_programs("scope"),
    *columns("records", "rows", "findings"),
)
FUNDS: Final = columns("fund", "status", "records", "rows", "findings", "head")
LEDGER: Final = columns("status", "findings")
FINDINGS: Final = (
    *for_programs("kind", "table", "key", "column", "recorded", "actual"),
    column("finding", audience=Audience.PEOPLE, longest=LONGEST),
)
BESIDE_OTHERS: Final = N_(
    "This covers the fund and the schema. The ledger holds other funds: --all verifies"
    " them too, and what belongs to none."
)
MORE: Final = N_("{more} more findings are not listed.")
TITLE: Final = N_("Verification")
FOUND: Final = N_("What was found")


def of_fund(verified: Verification, basis: Basis) -> Report:
    """Give what was verified of a fund, and each finding."""
    count = len(verified.findings) + verified.more
    summary = (
        verified.status,
        verified.scope,
        verified.records,
        verified.rows,
        count,
    )
    tables = [
        Table("summary", "", SUMMARY, [summary]),
        Table("findings", FOUND, FINDINGS, [*map(_row, verified.findings)]),
    ]
    notes = list(_more(verified.more))
    if verified.scope is Scope.FUND:
        notes.append(Phrase(BESIDE_OTHERS))
    return Report("verify", TITLE, basis, tables, notes)


def of_ledger(verified: LedgerVerification) -> Report:
    """Give what was verified of each fund, and of what belongs to none."""
    funds = [
        (
            each.fund,
            each.status,
            each.records,
            each.rows,
            len(each.findings) + each.more,
            str(each.head),
        )
        for each in verified.funds
    ]
    whole = (verified.status, len(verified.findings) + verified.more)
    findings = [("", each) for each in verified.findings]
    findings += [(fund.fund, each) for fund in verified.funds for each in fund.findings]
    rows = [(fund, *_row(each)) for fund, each in findings]
    tables = [
        Table("funds", N_("Funds"), FUNDS, funds),
        Table("ledger", N_("The ledger as a whole"), LEDGER, [whole]),
        Table("findings", FOUND, (column("fund"), *FINDINGS), rows),
    ]
    more = verified.more + sum(each.more for each in verified.funds)
    return Report("verify", TITLE, None, tables, list(_more(more)))


def _more(more: int) -> Iterable[Phrase]:
    return [Phrase(MORE, {"more": more})] if more else []


def _row(finding: Finding) -> tuple[Any, ...]:
    def say(lang: Language) -> str:
        return finding.described(lambda text: translate(text, lang), printable)

    return (
        finding.kind,
        finding.table,
        finding.key,
        finding.column,
        stored_value(finding.recorded),
        stored_value(finding.actual),
        Wording.of(say),
    )


def stored_value(value: object) -> object:
    """Give a stored value as JSON can hold it."""
    if isinstance(value, bytes):
        return value.hex()
    # A database may hold what no deed writes, a fraction among it.
    return value if isinstance(value, int | str | None) else repr(value)
