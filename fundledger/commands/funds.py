"""The fund itself: its founding, its settings, calendar, figures and files."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Final, NamedTuple

from fundledger.commands import accounts
from fundledger.commands.accounts import NewBankAccount
from fundledger.commands.deed import deed
from fundledger.commands.finding import demand_new
from fundledger.commands.people import NewPerson, lay_people
from fundledger.domain.actions import Action
from fundledger.domain.editions import Replay
from fundledger.domain.ids import CommunityKey, Sha256
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.publishing import Published, Unit, scaled
from fundledger.domain.settings import parse_setting
from fundledger.errors import N_, InputError, RefusedError
from fundledger.queries import funds, published
from fundledger.queries.funds import AccountCode
from fundledger.queries.settings import setting_texts
from fundledger.store import tables as t
from fundledger.store.audit import to_canonical
from fundledger.store.books import Ask, Fund, Ledger
from fundledger.store.writing import Writing

MAX_FILE: Final = 20 * 1024 * 1024
"""The most bytes one attachment may have."""


@dataclass(eq=False)
class FoundersError(RefusedError):
    """Two different people found a fund: nobody grants themselves a role."""

    founders: tuple[str, ...]
    code = "two_founders"
    message = N_("Two different people found a fund, not {founders}.")
    hint = N_("Name two people with different logins.")


@dataclass(eq=False)
class FileSizeError(InputError):
    """A file is empty, or too large."""

    size: int
    limit: int
    message = N_("A file of {size} bytes cannot be kept: from 1 to {limit} bytes can.")
    hint = N_("Make the file smaller, for example by scanning it in grey.")


class Holiday(NamedTuple):
    """A day that is not what its weekday says: a day off, or a worked weekend."""

    on_date: date
    works: bool
    name: str


class _Founding(NamedTuple):
    """What a fund begins with."""

    founders: Sequence[NewPerson]
    year: int
    edition: str
    codes: Sequence[AccountCode]
    settings: Mapping[str, str]
    bank_accounts: Sequence[NewBankAccount]


def create_fund(  # noqa: PLR0913 - a fund begins with all of this
    ledger: Ledger,
    *,
    code: str,
    name: str,
    founders: tuple[NewPerson, NewPerson],
    on: date,
    year: int,
    edition: str,
    codes: Sequence[AccountCode],
    settings: Mapping[str, str] | None = None,
    bank_accounts: Sequence[NewBankAccount] = (),
    replay: Replay | None = None,
) -> Fund:
    """Found a fund: two admins, a year with its months, the chart, the settings.

    The first founder acts; each is granted the role by the other. With `replay` a past
    is done again in it, which its records keep the time of. Raises
    FundExistsError, FoundersError, EditionError, and what settings and bank accounts
    raise.
    """
    logins = tuple(each.login for each in founders)
    if len(set(logins)) != len(founders) or len(founders) < len(("one", "other")):
        raise FoundersError(logins)
    begun = _Founding(founders, year, edition, codes, settings or {}, bank_accounts)
    given = {"code": code, "name": name, **begun._asdict()}
    if replay is not None:
        given["replay"] = replay
    ask = Ask(
        Action.FUND_CREATE,
        logins[0],
        on,
        key=None,
        input=to_canonical(given),
        deed=create_fund.__name__,
    )
    run = partial(_genesis, begun=begun)
    return ledger.found(code, name, ask, run, replay=replay)


def _genesis(write: Writing, begun: _Founding) -> None:
    write.role = Role.ADMIN
    one, other = begun.founders
    lay_people(write, begun.founders)
    for founder, by in ((one, other), (other, one)):
        write.insert(
            t.role_grant,
            no=write.next_no(t.role_grant),
            login=founder.login,
            role=Role.ADMIN,
            scope_kind=ScopeKind.DISTRICT,
            granted_by=by.login,
            from_on=write.on,
        )
    accounts.lay_year(write, begun.year, begun.edition)
    accounts.lay_accounts(write)
    accounts.lay_codes(write, begun.edition, begun.codes)
    accounts.lay_bank_accounts(write, begun.bank_accounts)
    for key, text in begun.settings.items():
        write.insert(t.setting, key=key, value=parse_setting(key, text))


@deed(Action.SETTING_CHANGE)
def change_setting(write: Writing, setting: str, value: str) -> None:
    """Change a setting, given as a person types it.

    Raises UnknownSettingError, SettingError, AmountError.
    """
    text = parse_setting(setting, value)
    if setting in setting_texts(write):
        write.change(t.setting, setting, value=text)
    else:
        write.insert(t.setting, key=setting, value=text)


@deed(Action.HOLIDAY_ADD)
def add_holidays(write: Writing, days: Sequence[Holiday]) -> None:
    """Add days off and worked weekends to the calendar. Raises ExistsError."""
    by = funds.working_calendar(write)
    demand_new("holiday", [day.on_date for day in days], by.holidays | by.worked)
    write.insert_many(t.holiday, [day._asdict() for day in days])


@deed(Action.PUBLISHED_RECORD)
def record_published(
    write: Writing, *, figure: str, as_of: date, value: str, unit: Unit, source: str
) -> int:
    """Record a published figure with its unit, as it was published; give its number.

    Raises FigureError, ExistsError.
    """
    scaled(Published(value, unit))
    seen = published.published(write, as_of)
    known = [each.figure for each in seen if each.as_of == as_of]
    demand_new("published", [figure], known)
    no = write.next_no(t.published)
    write.insert(
        t.published,
        no=no,
        figure=figure,
        as_of=as_of,
        value=value,
        unit=unit,
        source=source,
    )
    return no


@deed(Action.ATTACHMENT_STORE)
def store_attachment(
    write: Writing,
    content: bytes,
    media_type: str,
    community_key: CommunityKey | None = None,
) -> str:
    """Keep a file by its content, and give its SHA-256; the same file is kept once.

    Somebody of a community or a subdistrict names the community it comes from. Raises
    FileSizeError beyond 20 MiB.
    """
    del community_key  # it says where the deed is at home
    if not 1 <= len(content) <= MAX_FILE:
        raise FileSizeError(len(content), MAX_FILE)
    sha256 = Sha256(hashlib.sha256(content).hexdigest())
    if not funds.has_attachment(write, sha256):
        write.insert(
            t.attachment,
            sha256=sha256,
            media_type=media_type,
            size=len(content),
            content=content,
        )
    return sha256
