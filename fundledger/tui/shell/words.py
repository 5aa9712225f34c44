"""Words in the language of the moment, and people by name."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from fundledger.i18n import Language, account_name, label, translate

if TYPE_CHECKING:
    from fundledger.domain.ids import AccountKey
    from fundledger.queries.funds import AccountCode


class Words(NamedTuple):
    """What a painter needs to speak: the language, and who is called what."""

    lang: Language
    names: Mapping[str, str] = MappingProxyType({})
    """Names by login."""
    accounts: "Mapping[AccountKey, AccountCode]" = MappingProxyType({})
    """Codes and names of accounts, in the edition that the fund keeps."""

    def say(self, text: str, **facts: object) -> str:
        """Give a marked text, filled with facts."""
        translated = translate(text, self.lang)
        return translated.format(**facts) if facts else translated

    def heading(self, column: str) -> str:
        """Give the heading of a column, the same as in every report."""
        from fundledger.reports.columns import COLUMNS  # noqa: PLC0415 - slow to load

        return translate(COLUMNS[column].heading, self.lang)

    def call(self, member: StrEnum) -> str:
        """Give the name that people call a member by."""
        return label(member, self.lang)

    def person(self, login: str) -> str:
        """Name a person; the login where no name is known."""
        return self.names.get(login, login)

    def answer(self, answer: str | None) -> str:
        """Say what became of an objection."""
        from fundledger.reports.project import (  # noqa: PLC0415 - slow to load
            ANSWERS,
            UNANSWERED,
        )

        return self.say(ANSWERS.get(answer or "", UNANSWERED))

    def account(self, key: "AccountKey") -> str:
        """Name an account as the fund does, its code first."""
        known = self.accounts.get(key)
        if known is None:
            return account_name(key, self.lang)
        name = known.name_zh if self.lang is Language.ZH else known.name_en
        return f"{known.code} {name}"

    def day(self, on: date | None) -> str:
        """Write a day, or a dash for none."""
        return on.isoformat() if on else "—"
