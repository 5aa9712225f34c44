"""`fundledger verify`: prove the books from their chain."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from fundledger.cli.exits import Exit
from fundledger.cli.opening import head_source, opened_fund, opened_ledger
from fundledger.cli.options import Asked, Format, common
from fundledger.cli.reports import put
from fundledger.cli.streams import is_terminal, write_error
from fundledger.cli.verbs import Taken, option, verb
from fundledger.domain.ids import Seq, Sha256
from fundledger.errors import N_, InputError
from fundledger.i18n import printable, translate
from fundledger.writers.report import Column, Kind, Report, Sheet, Source

if TYPE_CHECKING:
    from fundledger.store.findings import Finding, LedgerVerification, Verification

SUMMARY: Final = (
    Column("status", N_("Verdict")),
    Column("scope", ""),
    Column("records", N_("Records"), Kind.COUNT),
    Column("rows", N_("Rows"), Kind.COUNT),
    Column("findings", N_("Findings"), Kind.COUNT),
)
FUNDS: Final = (
    Column("fund", N_("Fund")),
    Column("status", N_("Verdict")),
    Column("records", N_("Records"), Kind.COUNT),
    Column("rows", N_("Rows"), Kind.COUNT),
    Column("findings", N_("Findings"), Kind.COUNT),
    Column("head", N_("Head")),
)
LEDGER: Final = (
    Column("status", N_("Verdict")),
    Column("findings", N_("Findings"), Kind.COUNT),
)
FINDINGS: Final = (
    Column("kind", ""),
    Column("table", ""),
    Column("key", ""),
    Column("column", ""),
    Column("recorded", ""),
    Column("found", ""),
    Column("", N_("Finding")),
)
STAGES: Final = {"chain": N_("Walking the chain"), "rows": N_("Comparing rows")}
LONGEST: Final = 200
"""A finding longer than this is cut on a screen; CSV and JSON have it whole."""

OF_FUND: Final = Column("fund", N_("Fund"))
BESIDE_OTHERS: Final = N_(
    "This covers the fund and the schema. The ledger holds other funds: --all verifies"
    " them too, and what belongs to none."
)

_HEAD: Final = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")


@dataclass(eq=False)
class HeadError(InputError):
    """An outside copy of the head is not of the form SEQ:HASH."""

    text: str
    message = N_("'{text}' is not a chain head.")
    hint = N_("Write it as reports print it: a number, a colon, 64 hex digits.")


@dataclass(eq=False)
class BesideAllError(InputError):
    """An option speaks of one fund, and every fund is to be verified."""

    option: str
    message = N_("{option} means nothing beside --all, which verifies every fund.")
    hint = N_("Leave one of the two out.")


def read_head(text: str) -> tuple[Seq, Sha256]:
    """Read SEQ:HASH. Raises HeadError."""
    found = _HEAD.fullmatch(text.strip().lower())
    if found is None:
        raise HeadError(text)
    return Seq(int(found[1])), Sha256(found[2])


@verb(
    N_(
        "Walk the chain, replay it, and compare every row of every table, the balances,"
        " the attachments and the guards with it. Anything found, or left unread, is"
        " exit 1. A chain rewritten or shortened as a whole shows only beside a head"
        " that was written down elsewhere: give it with --head. With --all, every fund,"
        " and once for all of them the ledger's file."
    )
)
@option("--all", is_flag=True, help=N_("Every fund of the ledger, and its file."))
@option(
    "--head",
    type=Taken("SEQ:HASH", read_head),
    help=N_("The chain's head by an outside copy, as reports print it."),
)
@common(without=("as_of", "at"))
def command(asked: Asked, *, all: bool, head: tuple[Seq, Sha256] | None) -> Exit:  # noqa: A002 - the option's name
    """Verify one fund or all, and print what was found. Raises BesideAllError."""
    from fundledger.store.audit import Head
    from fundledger.store.verify import Status, verify

    if all:
        for name, value in (("--fund", asked.fund), ("--head", head)):
            if value is not None:
                raise BesideAllError(name)
        return _verify_all(asked)
    outside = None if head is None else Head(*head)
    with opened_fund(asked) as fund:
        found = verify(fund, head=outside, progress=_progress(asked))
        source = head_source(asked, fund, found.head)
    put(_report(found, source, asked), asked)
    return Exit.OK if found.status is Status.OK else Exit.OFFENCES


def _verify_all(asked: Asked) -> Exit:
    """Verify every fund, and print them with what was found of each and of none."""
    from fundledger.store.verify import Status, verify_all

    tell = _progress(asked)
    with opened_ledger(asked) as ledger:
        verdict = verify_all(ledger, progress=tell and (lambda _fund: tell))
    put(_report_of_all(verdict, asked), asked)
    return Exit.OK if verdict.status is Status.OK else Exit.OFFENCES


def _report_of_all(verdict: "LedgerVerification", asked: Asked) -> Report:
    funds = [
        (
            each.fund,
            each.status,
            each.records,
            each.rows,
            len(each.findings) + each.more,
            str(each.head),
        )
        for each in verdict.funds
    ]
    ledger = [(verdict.status, len(verdict.findings) + verdict.more)]
    sheets = [
        Sheet("funds", N_("Funds"), FUNDS, funds),
        Sheet("ledger", N_("The ledger as a whole"), LEDGER, ledger),
    ]
    found = [("", each) for each in verdict.findings]
    found += [(fund.fund, each) for fund in verdict.funds for each in fund.findings]
    rows = [(fund, *_row(each, asked)) for fund, each in found]
    if rows or asked.format is not Format.TEXT:
        columns = (OF_FUND, *FINDINGS)
        sheets.append(Sheet("findings", N_("What was found"), columns, rows))
    more = verdict.more + sum(each.more for each in verdict.funds)
    return Report("verify", N_("Verification"), None, sheets, _more(more, asked))


def _more(more: int, asked: Asked) -> list[str]:
    if not more:
        return []
    note = translate(N_("{more} more findings are not listed."), asked.lang)
    return [note.format(more=more)]


def _progress(asked: Asked) -> Callable[[str, int, int], None] | None:
    """Show how far it is, on a terminal."""
    if not is_terminal(sys.stderr):
        return None

    def tell(stage: str, done: int, total: int) -> None:
        said = translate(STAGES.get(stage, stage), asked.lang)
        share = done * 100 // total if total else 100
        write_error(f"\r\033[K{said} {share} %", end="")
        if done >= total:
            write_error("\r\033[K", end="")

    return tell


def _report(found: "Verification", source: Source, asked: Asked) -> Report:
    from fundledger.store.findings import Scope

    count = len(found.findings) + found.more
    summary = [(found.status, found.scope, found.records, found.rows, count)]
    sheets = [Sheet("summary", "", SUMMARY, summary)]
    rows = [_row(each, asked) for each in found.findings]
    if rows or asked.format is not Format.TEXT:
        sheets.append(Sheet("findings", N_("What was found"), FINDINGS, rows))
    notes = _more(found.more, asked)
    if found.scope is Scope.FUND:
        notes.append(translate(BESIDE_OTHERS, asked.lang))
    return Report("verify", N_("Verification"), source, sheets, notes)


def _row(finding: "Finding", asked: Asked) -> tuple[Any, ...]:
    said = finding.told(lambda text: translate(text, asked.lang), printable)
    cut = said if len(said) <= LONGEST else f"{said[:LONGEST]}…"
    return (
        finding.kind,
        finding.table,
        finding.key,
        finding.column,
        *(_raw(value) for value in (finding.recorded, finding.found)),
        cut,
    )


def _raw(value: object) -> object:
    """Give a stored value as JSON can hold it."""
    if isinstance(value, bytes):
        return value.hex()
    return repr(value) if isinstance(value, float) else value
