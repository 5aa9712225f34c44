"""Duties: rules that are adopted, what two people sign, work that changes hands."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, Named, UniqueConstraint

from fundledger.domain.cosigning import CosignatureState
from fundledger.domain.handovers import HandoverPart, HandoverState, OpenKind
from fundledger.domain.ids import CosignatureNo, Login, Sha256
from fundledger.domain.people import Role
from fundledger.store.tables.base import (
    MUTABLE,
    Day,
    FundRow,
    KeyText,
    Whole,
    fund_table,
    one_of,
    refers,
)


class AdoptionColumns(FundRow):
    """A rules edition that a fund adopted, what it says, and the two who signed it."""

    edition: Named[int] = Column(Whole[int](), primary_key=True)
    rules: Named[str] = Column(KeyText[str]())
    accountant: Named[Login] = Column(KeyText[Login]())
    accountant_on: Named[date] = Column(Day())
    supervisor: Named[Login] = Column(KeyText[Login]())
    supervisor_on: Named[date] = Column(Day())


adoption = fund_table(
    "adoption",
    AdoptionColumns,
    CheckConstraint("edition >= 1", name="edition"),
    CheckConstraint("accountant <> supervisor", name="two_people"),
    refers("accountant", to="person", key=("login",)),
    refers("supervisor", to="person", key=("login",)),
)


class HandoverColumns(FundRow):
    """Accounting work that goes from one person to another 会计工作交接."""

    no: Named[int] = Column(Whole[int](), primary_key=True)
    role: Named[Role] = Column(KeyText[Role]())
    grant_no: Named[int] = Column(Whole[int]())
    from_login: Named[Login] = Column(KeyText[Login]())
    to_login: Named[Login] = Column(KeyText[Login]())
    on_date: Named[date] = Column(Day())
    absent_reason: Named[str | None] = Column(KeyText[str]())
    delegate: Named[str | None] = Column(KeyText[str]())
    state: Named[HandoverState] = Column(KeyText[HandoverState](), info=MUTABLE)
    cancel_reason: Named[str | None] = Column(KeyText[str](), info=MUTABLE)


handover = fund_table(
    "handover",
    HandoverColumns,
    CheckConstraint("role = 'accountant' OR role = 'cashier'", name="role"),
    one_of("state", HandoverState),
    CheckConstraint("from_login <> to_login", name="two_people"),
    CheckConstraint("delegate IS NULL OR absent_reason IS NOT NULL", name="delegate"),
    CheckConstraint(
        "(state <> 'cancelled') = (cancel_reason IS NULL)", name="cancelled"
    ),
    refers("grant_no", to="role_grant"),
    refers("from_login", to="person", key=("login",)),
    refers("to_login", to="person", key=("login",)),
)


class HandoverItemColumns(FundRow):
    """What was open when the work was handed over; amounts in 分."""

    handover_no: Named[int] = Column(Whole[int](), primary_key=True)
    item: Named[int] = Column(Whole[int](), primary_key=True)
    kind: Named[OpenKind] = Column(KeyText[OpenKind]())
    key: Named[str] = Column(KeyText[str]())
    title: Named[str] = Column(KeyText[str]())
    size: Named[int] = Column(Whole[int]())
    fen: Named[int | None] = Column(Whole[int]())


handover_item = fund_table(
    "handover_item",
    HandoverItemColumns,
    one_of("kind", OpenKind),
    CheckConstraint("size >= 1", name="size"),
    refers("handover_no", to="handover"),
)


class HandoverSignatureColumns(FundRow):
    """A signature under a handover: who gives, who takes, who witnesses."""

    handover_no: Named[int] = Column(Whole[int](), primary_key=True)
    part: Named[HandoverPart] = Column(KeyText[HandoverPart](), primary_key=True)
    login: Named[Login] = Column(KeyText[Login]())
    on_date: Named[date] = Column(Day())


handover_signature = fund_table(
    "handover_signature",
    HandoverSignatureColumns,
    one_of("part", HandoverPart),
    UniqueConstraint("fund_id", "handover_no", "login"),
    refers("handover_no", to="handover"),
    refers("login", to="person", key=("login",)),
)


class CosignatureColumns(FundRow):
    """Somebody signed a deed that two people sign 会签: its name, its canonical input.

    It is done once the other has signed, and the deed with it; before, it may be
    withdrawn or returned, with a reason.
    """

    no: Named[CosignatureNo] = Column(Whole[CosignatureNo](), primary_key=True)
    deed: Named[str] = Column(KeyText[str]())
    input: Named[str] = Column(KeyText[str]())
    input_sha256: Named[Sha256] = Column(KeyText[Sha256]())
    role: Named[Role] = Column(KeyText[Role]())
    other_role: Named[Role] = Column(KeyText[Role]())
    login: Named[Login] = Column(KeyText[Login]())
    on_date: Named[date] = Column(Day())
    state: Named[CosignatureState] = Column(KeyText[CosignatureState](), info=MUTABLE)
    end_reason: Named[str | None] = Column(KeyText[str](), info=MUTABLE)


cosignature = fund_table(
    "cosignature",
    CosignatureColumns,
    CheckConstraint("length(input_sha256) = 64", name="input_sha256"),
    one_of("role", Role),
    one_of("other_role", Role),
    one_of("state", CosignatureState),
    CheckConstraint("role <> other_role", name="two_roles"),
    CheckConstraint(
        "(state = 'waiting' OR state = 'done') = (end_reason IS NULL)", name="ended"
    ),
    refers("login", to="person", key=("login",)),
    indexes=[("input_sha256",)],
)
