"""Who and where: people, roles, conflicts, places, payees, settings, rounds."""

from datetime import date

from sqlalchemy import CheckConstraint, Column, Named, UniqueConstraint

from fundledger.domain.ids import (
    CommunityKey,
    Login,
    ProjectNo,
    RoundKey,
    SubdistrictKey,
)
from fundledger.domain.notices import FirstDay
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.publishing import Figure, Unit
from fundledger.store.tables.base import (
    MUTABLE,
    Day,
    Flag,
    FundRow,
    KeyText,
    Whole,
    fen,
    fund_table,
    one_of,
    refers,
)


class PersonColumns(FundRow):
    """A person who may act; on PostgreSQL the database user proves who it is."""

    login: Named[Login] = Column(KeyText[Login](), primary_key=True)
    name: Named[str] = Column(KeyText[str]())
    database_user: Named[str | None] = Column(KeyText[str]())
    active: Named[bool] = Column(Flag(), info=MUTABLE)


person = fund_table("person", PersonColumns)


class RoleGrantColumns(FundRow):
    """A role that a person holds, where, and from when until when."""

    no: Named[int] = Column(Whole[int](), primary_key=True)
    login: Named[Login] = Column(KeyText[Login]())
    role: Named[Role] = Column(KeyText[Role]())
    scope_kind: Named[ScopeKind] = Column(KeyText[ScopeKind]())
    scope_key: Named[str | None] = Column(KeyText[str]())
    granted_by: Named[Login] = Column(KeyText[Login]())
    from_on: Named[date] = Column(Day())
    until_on: Named[date | None] = Column(Day(), info=MUTABLE)


role_grant = fund_table(
    "role_grant",
    RoleGrantColumns,
    one_of("role", Role),
    one_of("scope_kind", ScopeKind),
    CheckConstraint("(scope_kind = 'district') = (scope_key IS NULL)", name="scope"),
    refers("login", to="person", key=("login",)),
    indexes=[("seq",)],
)


class InterestColumns(FundRow):
    """A declared conflict of interest 回避: with a community or with one project."""

    no: Named[int] = Column(Whole[int](), primary_key=True)
    login: Named[Login] = Column(KeyText[Login]())
    community_key: Named[CommunityKey | None] = Column(KeyText[CommunityKey]())
    project_no: Named[ProjectNo | None] = Column(Whole[ProjectNo]())
    reason: Named[str] = Column(KeyText[str]())
    on_date: Named[date] = Column(Day())


interest = fund_table(
    "interest",
    InterestColumns,
    CheckConstraint(
        "(community_key IS NULL) <> (project_no IS NULL)", name="one_subject"
    ),
    refers("login", to="person", key=("login",)),
    refers("community_key", to="community", key=("key",)),
    refers("project_no", to="project"),
)


class SubdistrictColumns(FundRow):
    """A subdistrict 街道 or town 镇."""

    key: Named[SubdistrictKey] = Column(KeyText[SubdistrictKey](), primary_key=True)
    name: Named[str] = Column(KeyText[str]())


subdistrict = fund_table("subdistrict", SubdistrictColumns)


class CommunityColumns(FundRow):
    """A community 社区, in its subdistrict."""

    key: Named[CommunityKey] = Column(KeyText[CommunityKey](), primary_key=True)
    name: Named[str] = Column(KeyText[str]())
    subdistrict_key: Named[SubdistrictKey] = Column(KeyText[SubdistrictKey]())


community = fund_table(
    "community",
    CommunityColumns,
    refers("subdistrict_key", to="subdistrict", key=("key",)),
)


class PayeeColumns(FundRow):
    """Where a community's money goes; paid only once somebody verified it."""

    no: Named[int] = Column(Whole[int](), primary_key=True)
    community_key: Named[CommunityKey] = Column(KeyText[CommunityKey]())
    name: Named[str] = Column(KeyText[str]())
    bank: Named[str] = Column(KeyText[str]())
    number: Named[str] = Column(KeyText[str]())
    recorded_by: Named[Login] = Column(KeyText[Login]())
    verified_by: Named[Login | None] = Column(KeyText[Login](), info=MUTABLE)
    verified_on: Named[date | None] = Column(Day(), info=MUTABLE)


payee = fund_table(
    "payee",
    PayeeColumns,
    CheckConstraint("verified_by IS NULL OR verified_by <> recorded_by", name="eyes"),
    refers("community_key", to="community", key=("key",)),
    indexes=[("community_key",)],
)


class SettingColumns(FundRow):
    """A setting of the fund, as canonical text; its type lives in the domain."""

    key: Named[str] = Column(KeyText[str](), primary_key=True)
    value: Named[str] = Column(KeyText[str](), info=MUTABLE)


setting = fund_table("setting", SettingColumns)


class CalendarYearColumns(FundRow):
    """A year whose calendar the fund has, by the State Council's paper 文号."""

    year: Named[int] = Column(Whole[int](), primary_key=True)
    paper: Named[str] = Column(KeyText[str]())


calendar_year = fund_table("calendar_year", CalendarYearColumns)


class HolidayColumns(FundRow):
    """A day that is not what its weekday says: a day off, or a working weekend."""

    on_date: Named[date] = Column(Day(), primary_key=True)
    works: Named[bool] = Column(Flag())
    name: Named[str] = Column(KeyText[str]())


holiday = fund_table("holiday", HolidayColumns)


class RoundColumns(FundRow):
    """A round of applications 申报批次; the cap is per application, in 分.

    `first_day` says which day of a public notice 公示 is its first.
    """

    key: Named[RoundKey] = Column(KeyText[RoundKey](), primary_key=True)
    name: Named[str] = Column(KeyText[str]())
    opens_on: Named[date] = Column(Day())
    closes_on: Named[date] = Column(Day(), info=MUTABLE)
    cap_fen: Named[int] = Column(Whole[int]())
    first_day: Named[FirstDay] = Column(KeyText[FirstDay]())


funding_round = fund_table(
    "round", RoundColumns, fen("cap_fen", least=1), one_of("first_day", FirstDay)
)


class PublishedColumns(FundRow):
    """A figure somebody published, with its unit: what reconciliation must meet.

    A wrong one is superseded, for a reason: the last of a figure and day counts.
    """

    no: Named[int] = Column(Whole[int](), primary_key=True)
    figure: Named[str] = Column(KeyText[str]())
    as_of: Named[date] = Column(Day())
    edition: Named[int] = Column(Whole[int]())
    value: Named[str] = Column(KeyText[str]())
    unit: Named[str] = Column(KeyText[str]())
    publication: Named[str] = Column(KeyText[str]())
    reason: Named[str] = Column(KeyText[str]())


published = fund_table(
    "published",
    PublishedColumns,
    one_of("figure", Figure),
    one_of("unit", Unit),
    CheckConstraint("edition >= 1", name="edition"),
    CheckConstraint("edition = 1 OR reason <> ''", name="reason"),
    UniqueConstraint("fund_id", "figure", "as_of", "edition"),
)
