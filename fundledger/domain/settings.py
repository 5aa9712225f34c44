"""What a fund decides for itself: one table of settings, and how their text is read.

Where a local rule decides (caps, ratios, notice days, reviewers), it is a setting
with a default. A setting is kept as canonical text, in 元 where it is an amount.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from fundledger.domain.ids import AccountKey
from fundledger.domain.money import Money, format_yuan, from_fen, parse_money, to_fen
from fundledger.errors import N_, InputError


class SettingUnit(StrEnum):
    """What a setting counts."""

    WORKING_DAYS = "working_days"
    PEOPLE = "people"
    YUAN = "yuan"
    PERCENT = "percent"
    SWITCH = "switch"
    ACCOUNT = "account"


def _amount(value: object) -> object:
    """Read an amount where it comes as text; not below zero."""
    amount = parse_money(value) if isinstance(value, str) else value
    if isinstance(amount, Money) and to_fen(amount) < 0:
        below_zero = "an amount from 0 up"
        raise ValueError(below_zero)
    return amount


def _unit(unit: SettingUnit) -> dict[str, Any]:
    return {"unit": unit}


_Amount = Annotated[Money, BeforeValidator(_amount)]
_InterestAccount = Literal["fundraising_cost", "other_income.unrestricted"]
_OverheadAccount = Literal["admin_cost", "fundraising_cost"]


class Settings(BaseModel):
    """The settings of a fund: each field is a row of the table."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", arbitrary_types_allowed=True, validate_default=True
    )

    notice_working_days: int = Field(
        default=5,
        ge=0,
        le=60,
        description=N_(
            "Working days of public notice 公示; the day of approval is none."
        ),
        json_schema_extra=_unit(SettingUnit.WORKING_DAYS),
    )
    reviewers_needed: int = Field(
        default=2,
        ge=1,
        le=15,
        description=N_(
            "District reviewers who must agree before the approver decides."
        ),
        json_schema_extra=_unit(SettingUnit.PEOPLE),
    )
    subdistrict_stage: bool = Field(
        default=True,
        description=N_("Whether the subdistrict reviews first 街道初审."),
        json_schema_extra=_unit(SettingUnit.SWITCH),
    )
    application_cap: _Amount = Field(
        default=from_fen(1_000_000),
        description=N_("The most an application may ask for, unless its round says."),
        json_schema_extra=_unit(SettingUnit.YUAN),
    )
    advance_waits_until_cleared: bool = Field(
        default=True,
        description=N_("Whether an instalment waits until the earlier one is cleared."),
        json_schema_extra=_unit(SettingUnit.SWITCH),
    )
    approver_agrees_above: _Amount = Field(
        default=from_fen(500_000),
        description=N_("Disbursements above this need the approver's agreement too."),
        json_schema_extra=_unit(SettingUnit.YUAN),
    )
    supplement_notice_above: _Amount = Field(
        default=from_fen(100_000),
        description=N_("Supplements above this have a public notice of their own."),
        json_schema_extra=_unit(SettingUnit.YUAN),
    )
    line_tolerance_percent: int = Field(
        default=0,
        ge=0,
        le=50,
        description=N_("By how much a budget line may be overspent."),
        json_schema_extra=_unit(SettingUnit.PERCENT),
    )
    admin_cost_cap_percent: int = Field(
        default=10,
        ge=0,
        le=100,
        description=N_(
            "The most that administration may cost, of the year's spending."
        ),
        json_schema_extra=_unit(SettingUnit.PERCENT),
    )
    interest_account: _InterestAccount = Field(
        default="fundraising_cost",
        description=N_("Where interest is booked: 筹资费用 under the 2004 edition."),
        json_schema_extra=_unit(SettingUnit.ACCOUNT),
    )
    bank_fee_account: _OverheadAccount = Field(
        default="admin_cost",
        description=N_("Where bank fees are booked."),
        json_schema_extra=_unit(SettingUnit.ACCOUNT),
    )
    shared_bank_account: bool = Field(
        default=False,
        description=N_(
            "Whether a bank account is shared with other money: then no 余额调节表 is"
            " possible."
        ),
        json_schema_extra=_unit(SettingUnit.SWITCH),
    )


class Setting(NamedTuple):
    """One row of the table, as screens and documents show it."""

    key: str
    unit: SettingUnit
    default: str
    description: str


@dataclass(eq=False)
class UnknownSettingError(InputError):
    """There is no setting by this key."""

    key: str
    message = N_("There is no setting {key!r}.")


@dataclass(eq=False)
class SettingError(InputError):
    """The text is not a value of this setting."""

    key: str
    text: str
    unit: SettingUnit
    message = N_("{text!r} is not a value of {key}, which is in {unit}.")


def _row(key: str) -> Setting:
    field = Settings.model_fields[key]
    extra = field.json_schema_extra
    unit = SettingUnit(str(extra["unit"])) if isinstance(extra, dict) else None
    assert unit is not None, "every setting says what it counts"
    return Setting(key, unit, canonical(field.default), str(field.description))


def canonical(value: object) -> str:
    """Write a setting's value as its canonical text."""
    if isinstance(value, Money):
        return format_yuan(value).replace(",", "")
    return str(value).lower() if isinstance(value, bool) else str(value)


SETTINGS: Final[Mapping[str, Setting]] = MappingProxyType(
    {key: _row(key) for key in Settings.model_fields}
)
"""Every setting, by key, in the order of the model."""


def parse_setting(key: str, text: str) -> str:
    """Read one setting as a person typed it and give its canonical text.

    Raises UnknownSettingError, SettingError, and an AmountError for an amount.
    """
    return canonical(getattr(parse_settings({key: text}), key))


def parse_settings(texts: Mapping[str, str]) -> Settings:
    """Read settings from their texts; those not given have their defaults.

    Raises UnknownSettingError, SettingError, and an AmountError for an amount.
    """
    for key in texts:
        if key not in SETTINGS:
            raise UnknownSettingError(key)
    try:
        return Settings.model_validate(
            {key: text.strip() for key, text in texts.items()}
        )
    except ValidationError as error:
        key = str(error.errors()[0]["loc"][0])
        raise SettingError(key, texts[key], SETTINGS[key].unit) from error


def interest_account(settings: Settings) -> AccountKey:
    """Tell the account that interest is credited to."""
    return AccountKey(settings.interest_account)


def bank_fee_account(settings: Settings) -> AccountKey:
    """Tell the account that bank fees are charged to."""
    return AccountKey(settings.bank_fee_account)
