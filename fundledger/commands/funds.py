"""The fund itself: its founding, its settings and files."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from fundledger.commands import accounts
from fundledger.commands.accounts import NewBankAccount
from fundledger.commands.calendars import lay_calendars
from fundledger.commands.cases import WHOLE_FUND, of_community
from fundledger.commands.cosigning import Signers, cosigned_if
from fundledger.commands.deed import creation_deed, deed
from fundledger.commands.people import NewPerson, lay_people
from fundledger.commands.sources import lay_general_source
from fundledger.domain.actions import Action
from fundledger.domain.contents import check_content
from fundledger.domain.editions import Replay
from fundledger.domain.ids import CommunityKey, Sha256
from fundledger.domain.labels import (
    EditionKey,
    FundCode,
    FundName,
    MediaType,
    SettingKey,
    SettingText,
    Year,
)
from fundledger.domain.people import Role, ScopeKind
from fundledger.domain.settings import LIMITS, parse_setting
from fundledger.errors import N_, InputError
from fundledger.queries import funds
from fundledger.queries.funds import AccountCode
from fundledger.queries.settings import setting_texts
from fundledger.store import tables as t
from fundledger.store.writing import Writing

NO_SETTINGS: Final[Mapping[SettingKey, SettingText]] = MappingProxyType({})

MAX_FILE: Final = 20 * 1024 * 1024
"""The most bytes one attachment may have."""


@dataclass(eq=False)
class FileSizeError(InputError):
    """A file is empty, or too large."""

    size: int
    limit: int
    message = N_("A file of {size} bytes cannot be kept: from 1 to {limit} bytes can.")
    hint = N_("Make the file smaller, for example by scanning it in grey.")


@creation_deed
def create_fund(  # noqa: PLR0913 - a fund begins with all of this
    write: Writing,
    *,
    code: FundCode,
    name: FundName,
    founders: Sequence[NewPerson],
    year: Year,
    edition: EditionKey,
    codes: Sequence[AccountCode],
    settings: Mapping[SettingKey, SettingText] = NO_SETTINGS,
    bank_accounts: Sequence[NewBankAccount] = (),
    replay: Replay | None = None,
) -> None:
    """Create a fund: two admins, a year with its months, chart, calendar, settings.

    The first founder acts; each is granted the role by the other. With `replay` a past
    is done again in it, which its records keep the time of. Raises
    FundExistsError, FoundersError, EditionError, and what settings and bank accounts
    raise.
    """
    write.begin_fund(code, name, replay)
    one, other = founders
    lay_people(write, founders)
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
    accounts.lay_year(write, year, edition)
    accounts.lay_accounts(write)
    accounts.lay_codes(write, edition, codes)
    lay_general_source(write)
    lay_calendars(write)
    accounts.lay_bank_accounts(write, bank_accounts, edition, codes)
    for key, text in settings.items():
        write.insert(t.setting, key=key, value=parse_setting(key, text))


@deed(Action.SETTING_CHANGE, case=WHOLE_FUND)
def change_setting(write: Writing, setting: SettingKey, value: SettingText) -> None:
    """Change a setting, given as a person types it.

    Once there are vouchers, the admin and the supervisor change the limits above which
    two people sign. Raises UnknownSettingError, SettingError, AmountError,
    AloneKindError, CosignedAlreadyError.
    """
    text = parse_setting(setting, value)

    def change(signed: Signers) -> None:
        del signed
        if setting in setting_texts(write):
            write.change(t.setting, setting, value=text)
        else:
            write.insert(t.setting, key=setting, value=text)

    two = setting in LIMITS and write.next_no(t.voucher) > 1
    cosigned_if(write, Action.SETTING_CHANGE, change, two=two)


@deed(Action.ATTACHMENT_STORE, case=of_community)
def store_attachment(
    write: Writing,
    content: bytes,
    media_type: MediaType,
    community_key: CommunityKey | None = None,
) -> Sha256:
    """Keep a file by its content, and give its SHA-256; the same file is kept once.

    Somebody of a community or a subdistrict names the community it comes from. Raises
    FileSizeError beyond 20 MiB, and UnknownContentError, LyingContentError or
    DangerousContentError for what its bytes say.
    """
    del community_key  # it says where the deed is at home
    if not 1 <= len(content) <= MAX_FILE:
        raise FileSizeError(len(content), MAX_FILE)
    check_content(content, media_type)
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
