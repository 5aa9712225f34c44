"""The demo fund's files (data/demo): one model for the rows of each.

What the columns mean is told in data/README.md. The files are kept in the words of
the field; `Story` holds them all, read and validated.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Final, Literal

from pydantic import BeforeValidator, ConfigDict

from fundledger.domain.actions import Action
from fundledger.domain.chart import SpendingKind
from fundledger.domain.claims import ReceiptKind
from fundledger.domain.ids import (
    CommunityKey,
    LineNo,
    Login,
    ProjectNo,
    RoundKey,
    SubdistrictKey,
)
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.publishing import Figure, Unit
from fundledger.readers.cells import Amount, Day, FileRow, Flag, Whole, carry, whole
from fundledger.readers.problems import WordError
from fundledger.readers.tables import read_document, read_table

RECEIPT_KINDS: Final[Mapping[str, ReceiptKind]] = MappingProxyType(
    {
        "发票": ReceiptKind.INVOICE,
        "收据": ReceiptKind.RECEIPT,
        "签收单": ReceiptKind.SIGNED_LIST,
        "银行回单": ReceiptKind.BANK_SLIP,
        "照片": ReceiptKind.PHOTO,
    }
)
"""Receipts as the files name them."""


def _receipt_kind(text: str) -> ReceiptKind:
    if text not in RECEIPT_KINDS:
        raise carry(WordError(text, ", ".join(RECEIPT_KINDS)))
    return RECEIPT_KINDS[text]


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


Text = Annotated[str, BeforeValidator(_text)]
"""What YAML read as a number or a switch, as text again."""
Project = Annotated[ProjectNo, BeforeValidator(whole)]
Line = Annotated[LineNo, BeforeValidator(whole)]


class FundFile(FileRow):
    """`fund.yaml`: the fund, its settings, its two founders."""

    model_config = ConfigDict(strict=False)

    code: str
    name_zh: str
    name_en: str
    year: int
    chart_edition: Text
    as_of: date
    founders: tuple[Login, Login]
    settings: dict[str, Text]


class HolidayRow(FileRow):
    """A day that differs from the week."""

    date: Day
    kind: Literal["holiday", "workday"]
    name: str


class PublishedRow(FileRow):
    """A published figure."""

    figure: Figure
    value: str
    unit: Unit
    as_of: Day
    source: str


class SubdistrictRow(FileRow):
    """A subdistrict 街道 or town 镇."""

    key: SubdistrictKey
    name: str


class CommunityRow(FileRow):
    """A community 社区."""

    key: CommunityKey
    subdistrict: SubdistrictKey
    name: str


class PayeeRow(FileRow):
    """A registered payee of a community; a change is a new version."""

    community: CommunityKey
    version: Whole
    name: str
    bank: str
    number: str


class PersonRow(FileRow):
    """A person, in one role."""

    login: Login
    name: str
    role: Role
    scope: ScopeKind
    scope_key: str | None = None
    deputy: Login | None = None


class BankAccountRow(FileRow):
    """A bank account of the fund."""

    key: str
    name: str
    bank: str
    number: str


class RoundRow(FileRow):
    """A round of applications 申报批次."""

    key: RoundKey
    name: str
    opens: Day
    closes: Day
    cap: Amount


class FundingRow(FileRow):
    """Money in or out that belongs to no project."""

    no: str
    kind: Literal["donation", "grant", "interest", "fee", "unidentified", "identify"]
    bank_account: str
    amount: Amount
    restricted: Flag
    purpose: str = ""
    source: str
    refers_to: str | None = None


class ProjectRow(FileRow):
    """An application 申报书, numbered as it was drafted."""

    no: Project
    community: CommunityKey
    round: RoundKey
    category: str
    title: str
    starts: Day
    ends: Day
    restricted_to: str | None = None
    purpose: str


class BudgetLineRow(FileRow):
    """A budget line of one version of an application."""

    project: Project
    version: Whole
    line: Line
    kind: SpendingKind
    description: str
    requested: Amount


class DecisionRow(FileRow):
    """What a decision says of one line; decision 0 is the recommendation."""

    project: Project
    decision: Whole
    kind: Literal["recommend", "approve", "supplement", "cut"]
    line: Line
    amount: Amount


class DisbursementRow(FileRow):
    """An instalment, or the reimbursement of a claim."""

    project: Project
    disbursement: Whole
    kind: Literal["advance", "reimbursement"]
    claim: Whole | None = None
    amount: Amount
    bank_account: str


class ClaimRow(FileRow):
    """A claim 支出报账."""

    project: Project
    claim: Whole
    kind: Literal["advance", "reimbursement"]


class ReceiptRow(FileRow):
    """A receipt 票据 in one version of a claim."""

    project: Project
    claim: Whole
    version: Whole
    receipt: Whole
    line: Line
    kind: Annotated[ReceiptKind, BeforeValidator(_receipt_kind)]
    number: str
    seller: str
    date: Day
    claimed: Amount
    admitted: Amount | None = None
    reason: str = ""


class RecoveryRow(FileRow):
    """A disallowed receipt to be paid back."""

    no: str
    project: Project
    claim: Whole
    receipt: Whole
    amount: Amount
    kind: Literal["before_booking", "after_booking"]
    bank_account: str
    reason: str


class DeedRow(FileRow):
    """One deed by one person."""

    date: Day
    actor: Login
    action: Action
    project: Project | None = None
    ref: str = ""
    amount: Amount | None = None
    voucher_date: Day | None = None
    note: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Story:
    """The demo fund as told by its files; `deeds` is the diary, in order."""

    fund: FundFile
    holidays: list[HolidayRow]
    published: list[PublishedRow]
    subdistricts: list[SubdistrictRow]
    communities: list[CommunityRow]
    payees: list[PayeeRow]
    people: list[PersonRow]
    bank_accounts: list[BankAccountRow]
    rounds: list[RoundRow]
    funding: list[FundingRow]
    projects: list[ProjectRow]
    budget_lines: list[BudgetLineRow]
    decisions: list[DecisionRow]
    disbursements: list[DisbursementRow]
    claims: list[ClaimRow]
    receipts: list[ReceiptRow]
    recoveries: list[RecoveryRow]
    deeds: list[DeedRow]


def read_story(data: Path | Traversable | None = None) -> Story:
    """Read the demo's files, from the folder given or those that ship.

    Raises what `read_table` and `read_document` raise.
    """
    data = data or files("fundledger.data")
    demo = data / "demo"
    months = sorted((demo / "deeds").iterdir(), key=lambda month: month.name)
    return Story(
        fund=read_document(demo / "fund.yaml", FundFile),
        holidays=read_table(data / "holidays.csv", HolidayRow),
        published=read_table(demo / "published.csv", PublishedRow),
        subdistricts=read_table(demo / "subdistricts.csv", SubdistrictRow),
        communities=read_table(demo / "communities.csv", CommunityRow),
        payees=read_table(demo / "payees.csv", PayeeRow),
        people=read_table(demo / "people.csv", PersonRow),
        bank_accounts=read_table(demo / "bank_accounts.csv", BankAccountRow),
        rounds=read_table(demo / "rounds.csv", RoundRow),
        funding=read_table(demo / "funding.csv", FundingRow),
        projects=read_table(demo / "projects.csv", ProjectRow),
        budget_lines=read_table(demo / "budget_lines.csv", BudgetLineRow),
        decisions=read_table(demo / "decisions.csv", DecisionRow),
        disbursements=read_table(demo / "disbursements.csv", DisbursementRow),
        claims=read_table(demo / "claims.csv", ClaimRow),
        receipts=read_table(demo / "receipts.csv", ReceiptRow),
        recoveries=read_table(demo / "recoveries.csv", RecoveryRow),
        deeds=[row for month in months for row in read_table(month, DeedRow)],
    )
