"""What a fund decides for itself: one table of settings, and how their text is read.

Where a local rule decides (caps, ratios, notice days, reviewers), it is a setting
with a default. A setting is kept as canonical text, in 元 where it is an amount.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from fundledger.domain.chart import ADMIN_COST, FUNDRAISING_COST
from fundledger.domain.ids import AccountKey
from fundledger.domain.money import Money, format_yuan, from_fen, parse_money, to_fen
from fundledger.domain.posting_rules import PostingRule
from fundledger.errors import N_, InputError


class SettingUnit(StrEnum):
    """What a setting counts."""

    WORKING_DAYS = "working_days"
    PEOPLE = "people"
    YUAN = "yuan"
    PERCENT = "percent"
    SWITCH = "switch"
    ACCOUNT = "account"
    INTEREST = "interest"


BY_EDITION: Final = "by_edition"
"""A setting that leaves it to the edition of the year's chart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a fund, with their defaults. `SETTINGS` describes each."""

    notice_working_days: int = 5
    reviewers_needed: int = 2
    subdistrict_stage: bool = True
    application_cap: Money = from_fen(1_000_000)  # noqa: RUF009 - Money does not change
    advance_waits_until_cleared: bool = True
    approver_agrees_above: Money = from_fen(500_000)  # noqa: RUF009 - as above
    supplement_notice_above: Money = from_fen(100_000)  # noqa: RUF009 - as above
    two_sign_above: Money = from_fen(100_000)  # noqa: RUF009 - as above
    line_tolerance_percent: int = 0
    admin_cost_cap_percent: int = 10
    interest: PostingRule | None = None
    bank_fee_account: AccountKey = ADMIN_COST
    shared_bank_account: bool = False
    release_monthly: bool = False


class Setting(NamedTuple):
    """One row of the table: how a setting is shown, and how its text is read."""

    key: str
    unit: SettingUnit
    default: str
    description: str
    read: Callable[[str], object]
    """Raises ValueError, or an AmountError, for what the setting cannot be."""


@dataclass(eq=False)
class UnknownSettingError(InputError):
    """There is no setting by this key."""

    key: str
    known: tuple[str, ...]
    message = N_("There is no setting '{key}'.")
    hint = N_("The settings are: {known}.")


@dataclass(eq=False)
class SettingError(InputError):
    """The text is not a value of this setting."""

    key: str
    text: str
    unit: SettingUnit
    message = N_("'{text}' is not a value of {key}, which is in {unit}.")
    hint = N_("Write the value in {unit}.")


_NUMBER: Final = re.compile(r"[0-9]{1,4}")
_SWITCH: Final = MappingProxyType({"true": True, "false": False})


def _number(least: int, most: int) -> Callable[[str], int]:
    """Read a whole number between two others."""

    def read(text: str) -> int:
        if not _NUMBER.fullmatch(text) or not least <= int(text) <= most:
            raise ValueError(text)
        return int(text)

    return read


def _one_of(*keys: AccountKey) -> Callable[[str], AccountKey]:
    """Read the key of one of these accounts."""

    def read(text: str) -> AccountKey:
        if text not in keys:
            raise ValueError(text)
        return AccountKey(text)

    return read


def _interest(text: str) -> PostingRule | None:
    """Read a rule by which interest is booked, or that the edition says."""
    rules = (PostingRule.INTEREST, PostingRule.INTEREST_AGAINST_COST)
    named = {BY_EDITION: None, **{rule.value: rule for rule in rules}}
    if text not in named:
        raise ValueError(text)
    return named[text]


def _switch(text: str) -> bool:
    """Read true or false."""
    if text not in _SWITCH:
        raise ValueError(text)
    return _SWITCH[text]


def _amount(text: str) -> Money:
    """Read an amount from 0 up."""
    amount = parse_money(text)
    if to_fen(amount) < 0:
        raise ValueError(text)
    return amount


_U = SettingUnit
_ROWS: Final[tuple[tuple[str, SettingUnit, str, Callable[[str], object]], ...]] = (
    (
        "notice_working_days",
        _U.WORKING_DAYS,
        N_(
            "Working days of public notice 公示; the round says which day is the first."
        ),
        _number(0, 60),
    ),
    (
        "reviewers_needed",
        _U.PEOPLE,
        N_("District reviewers who must agree before the approver decides."),
        _number(1, 15),
    ),
    (
        "subdistrict_stage",
        _U.SWITCH,
        N_("Whether the subdistrict reviews first 街道初审."),
        _switch,
    ),
    (
        "application_cap",
        _U.YUAN,
        N_("The most an application may ask for, unless its round says."),
        _amount,
    ),
    (
        "advance_waits_until_cleared",
        _U.SWITCH,
        N_("Whether an instalment waits until the earlier one is cleared."),
        _switch,
    ),
    (
        "approver_agrees_above",
        _U.YUAN,
        N_("Disbursements above this need the approver's agreement too."),
        _amount,
    ),
    (
        "supplement_notice_above",
        _U.YUAN,
        N_("Supplements above this have a public notice of their own."),
        _amount,
    ),
    (
        "two_sign_above",
        _U.YUAN,
        N_("Running costs and differences 差额调整 above this take two signatures."),
        _amount,
    ),
    (
        "line_tolerance_percent",
        _U.PERCENT,
        N_("By how much a budget line may be overspent."),
        _number(0, 50),
    ),
    (
        "admin_cost_cap_percent",
        _U.PERCENT,
        N_("The most that administration may cost, of the year's spending."),
        _number(0, 100),
    ),
    (
        "interest",
        _U.INTEREST,
        N_("How interest is booked: by_edition, as cost less, or as other income."),
        _interest,
    ),
    (
        "bank_fee_account",
        _U.ACCOUNT,
        N_("Where bank fees are booked."),
        _one_of(ADMIN_COST, FUNDRAISING_COST),
    ),
    (
        "shared_bank_account",
        _U.SWITCH,
        N_("Whether a bank account is shared: then no 余额调节表 is possible."),
        _switch,
    ),
    (
        "release_monthly",
        _U.SWITCH,
        N_("Whether restricted net assets are released each month, not at year end."),
        _switch,
    ),
)


LIMITS: Final = frozenset({"two_sign_above", "approver_agrees_above"})
"""What two people keep to: once there are vouchers, two change it."""


def canonical(value: object) -> str:
    """Write a setting's value as its canonical text."""
    if value is None:
        return BY_EDITION
    if isinstance(value, Money):
        return format_yuan(value).replace(",", "")
    return str(value).lower() if isinstance(value, bool) else str(value)


def _setting(
    key: str, unit: SettingUnit, description: str, read: Callable[[str], object]
) -> Setting:
    default = canonical(getattr(Settings(), key))
    return Setting(key, unit, default, description, read)


SETTINGS: Final[Mapping[str, Setting]] = MappingProxyType(
    {row[0]: _setting(*row) for row in _ROWS}
)
"""Every setting, by key."""


def parse_setting(key: str, text: str) -> str:
    """Read one setting as a person typed it and give its canonical text.

    Raises UnknownSettingError, SettingError, and an AmountError for an amount.
    """
    return canonical(_read(key, text))


def parse_settings(texts: Mapping[str, str]) -> Settings:
    """Read settings from their texts; those not given have their defaults.

    Raises UnknownSettingError, SettingError, and an AmountError for an amount.
    """
    values: dict[str, Any] = {key: _read(key, text) for key, text in texts.items()}
    return Settings(**values)


def _read(key: str, text: str) -> object:
    row = SETTINGS.get(key)
    if row is None:
        raise UnknownSettingError(key, tuple(sorted(SETTINGS)))
    try:
        return row.read(text.strip())
    except ValueError as error:
        raise SettingError(key, text, row.unit) from error
