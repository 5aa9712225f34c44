"""Words in the language of the moment, and people by name."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from fundledger.i18n import Language, label, translate


class Words(NamedTuple):
    """What a painter needs to speak: the language, and who is called what."""

    lang: Language
    names: Mapping[str, str] = {}
    """Names by login."""

    def say(self, text: str, **facts: object) -> str:
        """Give a marked text, filled with facts."""
        said = translate(text, self.lang)
        return said.format(**facts) if facts else said

    def call(self, member: StrEnum) -> str:
        """Give the name that people call a member by."""
        return label(member, self.lang)

    def person(self, login: str) -> str:
        """Name a person; the login where no name is known."""
        return self.names.get(login, login)

    def day(self, on: date | None) -> str:
        """Write a day, or a dash for none."""
        return on.isoformat() if on else "—"
