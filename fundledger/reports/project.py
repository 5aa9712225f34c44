"""One project whole: its application, reviews, money, vouchers, and every step.

What is shown was found before; nothing here asks the books.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, Final

from fundledger.domain.actions import Action
from fundledger.domain.claims import ReceiptKind
from fundledger.domain.people import Role
from fundledger.errors import N_
from fundledger.reports.columns import ACCOUNT_CODE, COLUMNS, columns
from fundledger.reports.labels import account_label
from fundledger.reports.project_amounts import statements
from fundledger.reports.project_file import (
    BACK,
    ProjectFile,
    state_after,
    steps_by_version,
)
from fundledger.reports.report import Basis, Dual, Phrase, Report, Table

if TYPE_CHECKING:
    from fundledger.queries.source_uses import ProjectSourceUses

FACTS: Final = columns("field", "value")
BUDGET: Final = columns(
    "line", "kind", "description", "requested_fen", "approved_fen", "spent_fen"
)
OPINIONS: Final = columns(
    "on", "stage", "reviewer", "agrees", "recommended_fen", "opinion"
)
SENT_BACK: Final = columns(
    "version", "on", "action", "actor", "role", "until", "reason"
)
DECISIONS: Final = columns("approval_no", "on", "approver", "approved_fen")
AMENDMENTS: Final = columns("amendment_no", "on", "line", "change_fen", "reason")
NOTICES: Final = columns(
    *("approval_no", "amendment_no", "published_on", "notice_from", "notice_until"),
    *("first_day", "working_days", "published_fen", "publication", "reason"),
)
OBJECTIONS: Final = columns("on", "objection", "raised_by", "answer", "answered_on")
MEASURES: Final = columns("part", "measure", "fen")
OF_SOURCES: Final = columns(
    *("source", "source_name", "approved_fen", "reserved_fen", "committed_fen"),
    *("payment_fen", "disbursed_fen", "spent_fen", "advance_fen", "recoverable_fen"),
    "payable_fen",
)
DISBURSEMENTS: Final = columns("disbursement_no", "kind", "state", "fen")
RECEIPTS: Final = columns(
    "claim_no",
    "state",
    "on",
    "receipt",
    "number",
    "seller",
    "claimed_fen",
    "admitted_fen",
    "reason",
)
STEPS: Final = columns("on", "action", "actor", "role", "state", "reason")
VOUCHERS: Final = (
    *columns("voucher", "on", "kind", "summary", "project_no", "source"),
    ACCOUNT_CODE,
    *columns("name_zh", "name_en", "debit_fen", "credit_fen", "seq"),
)
ANSWERS: Final = {"upheld": N_("upheld"), "dismissed": N_("dismissed")}
UNANSWERED: Final = N_("not answered yet")
REIMBURSES: Final = {True: N_("Reimbursement"), False: N_("Advance")}


def overview(file: ProjectFile, basis: Basis) -> Report:
    """Give the application as it stands, and its budget line by line."""
    granted = {each.line: each for each in file.approved}
    lines: Sequence[Any] = file.approved or file.requested
    budget = [
        (
            each.line,
            each.kind,
            each.description,
            each.requested_fen,
            granted[each.line].approved_fen if each.line in granted else None,
            granted[each.line].spent_fen if each.line in granted else None,
        )
        for each in lines
    ]
    facts = Table("facts", "", FACTS, [*_facts(file)])
    return _report(
        file, basis, [facts, Table("budget", N_("Budget lines"), BUDGET, budget)]
    )


def _facts(file: ProjectFile) -> Iterable[tuple[Dual, Any]]:
    project = file.project
    place = f"{project.subdistrict} {project.community}"
    named = {
        "code": project.code,
        "title": project.title,
        "community": place,
        "round": project.round_key,
        "category": project.category,
        "state": project.state,
    }
    if file.versions:
        version = file.versions[-1]
        named["period"] = f"{version.starts_on} – {version.ends_on}"
        named["version"] = str(version.version)
        named["purpose"] = version.purpose
    for name, value in named.items():
        yield Dual(name, Phrase(COLUMNS[name].heading)), value


def review(file: ProjectFile, basis: Basis) -> Report:
    """Give what reviewers said, what was approved, changed and objected."""
    opinions = [
        (
            each.on,
            each.stage,
            file.person(each.reviewer),
            Dual(each.agrees, Phrase(N_("agrees") if each.agrees else N_("opposes"))),
            each.recommended_fen,
            each.opinion,
        )
        for each in file.reviews
    ]
    decisions = [
        (each.no, each.on, file.person(each.approver), each.approved_fen)
        for each in file.approvals
    ]
    amendments = [
        (each.no, each.on, each.line, each.change_fen, each.reason)
        for each in file.amendments
    ]
    objections = [
        (each.on, each.reason, each.raised_by, _answer(each.answer), each.answered_on)
        for each in file.objections
    ]
    sent_back = [
        (
            version,
            each.on,
            Action(each.action),
            file.person(each.actor),
            Role(each.role),
            file.due_days.get(each.seq),
            each.reason,
        )
        for version, steps in steps_by_version(file)
        for each in steps
        if each.action in BACK
    ]
    tables = [
        Table("opinions", N_("Opinions"), OPINIONS, opinions),
        Table("sent_back", N_("Sent back"), SENT_BACK, sent_back),
        Table("decisions", N_("Decisions"), DECISIONS, decisions),
        Table("amendments", N_("Amendments"), AMENDMENTS, amendments),
        Table("notices", N_("Public notices"), NOTICES, [*_notices(file)]),
        Table("objections", N_("Objections"), OBJECTIONS, objections),
    ]
    return _report(file, basis, tables)


def _notices(file: ProjectFile) -> Iterable[tuple[Any, ...]]:
    for each in file.notices:
        yield (
            each.approval_no,
            each.amendment_no,
            each.published_on,
            each.starts_on,
            each.ends_on,
            each.first_day,
            each.working_days,
            each.published_fen,
            each.publication,
            each.reason,
        )


def _answer(answer: str | None) -> Dual:
    return Dual(answer, Phrase(ANSWERS.get(answer or "", UNANSWERED)))


def money(file: ProjectFile, basis: Basis) -> Report:
    """Give the measures, the disbursements, and each receipt of each claim."""
    amounts = [
        (Phrase(each.title), Phrase(entry.label), entry.fen)
        for each in statements(file)
        for entry in (*each.entries, each.result)
    ]
    paid = [
        (
            each.no,
            Dual(
                "reimbursement" if each.reimburses else "advance",
                Phrase(REIMBURSES[each.reimburses]),
            ),
            each.state,
            each.fen,
        )
        for each in file.disbursements
    ]
    shares = [(uses.source, name, *_shares(uses)) for name, uses in file.by_source]
    tables = [
        Table("measures", N_("Amounts"), MEASURES, amounts),
        Table("sources", N_("By source of funds"), OF_SOURCES, shares),
        Table("disbursements", N_("Disbursements"), DISBURSEMENTS, paid),
        Table("receipts", N_("Claims"), RECEIPTS, [*_receipts(file)]),
    ]
    return _report(file, basis, tables)


def _shares(uses: "ProjectSourceUses") -> Iterable[int]:
    return (getattr(uses, e.name.removesuffix("_fen")) for e in OF_SOURCES[2:])


def _receipts(file: ProjectFile) -> Iterable[tuple[Any, ...]]:
    for claim, receipts in file.claims:
        for each in receipts:
            yield (
                claim.no,
                claim.state,
                each.issued_on,
                ReceiptKind(each.kind),
                each.number,
                each.seller,
                each.claimed_fen,
                each.admitted_fen,
                each.reason,
            )


def vouchers(file: ProjectFile, basis: Basis) -> Report:
    """Give every line of the vouchers that book something of it, as booked."""
    rows = [
        (
            voucher.name,
            voucher.on,
            voucher.kind,
            voucher.summary,
            line.project_no,
            line.source,
            *account_label(
                line.at.account, file.charts.get(voucher.on.year, file.accounts)
            ),
            line.debit_fen,
            line.credit_fen,
            line.seq,
        )
        for voucher, lines in file.vouchers
        for line in lines
    ]
    table = Table("vouchers", N_("Vouchers"), VOUCHERS, rows)
    return _report(file, basis, [table])


def log(file: ProjectFile, basis: Basis) -> Report:
    """Give every step: when, what, who, in which role, to which state, why."""
    rows = [
        (
            each.on,
            Action(each.action),
            file.person(each.actor),
            Role(each.role),
            state_after(each, each.to_state) if each.to_state else None,
            each.reason,
        )
        for each in file.steps
    ]
    return _report(file, basis, [Table("steps", N_("Log"), STEPS, rows)])


def _report(file: ProjectFile, basis: Basis, tables: Sequence[Table]) -> Report:
    return Report(file.project.code or "project", N_("Project"), basis, tables)
