"""What one run of the program knows of its surroundings."""

import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Final

import click

from fundledger.cli import places
from fundledger.errors import N_, StoreError
from fundledger.i18n import Language, translate
from fundledger.store.addresses import hide_secrets, shown_address

UNKNOWN: Final = "?"
"""What help shows for a place that nothing names."""
PLACES: Final[Mapping[str, Callable[[Path], Path]]] = MappingProxyType(
    {"{ledger}": places.ledger_path, "{demo}": places.demo_path}
)
"""Marks in texts of help, and the places they stand for."""


@dataclass(eq=False)
class NoHomeError(StoreError):
    """A file of a person's own is wanted, and nothing says where those lie."""

    message = N_("There is no home folder, so no place for a ledger of one's own.")
    hint = N_("Name the ledger with --db or FUNDLEDGER_DB, or set HOME.")


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """The language, and where this person's files are, if that is known."""

    lang: Language
    data: Path | None
    log: Path | None
    debug: bool
    private: tuple[str, ...] = field(default=(), repr=False)
    """Words of the command line and its surroundings that hold a secret."""

    @property
    def ledger(self) -> Path:
        """The ledger that a verb opens when none is named. Raises NoHomeError."""
        return places.ledger_path(self._data())

    @property
    def demo(self) -> Path:
        """Where the demo fund lies, away from any other. Raises NoHomeError."""
        return places.demo_path(self._data())

    def say(self, text: str) -> str:
        """Translate a text."""
        return translate(text, self.lang)

    def explain(self, text: str) -> str:
        """Translate a text of help, with `{ledger}` and `{demo}` as they are here."""
        shown = self.say(text)
        for mark, path in PLACES.items():
            place = UNKNOWN if self.data is None else str(path(self.data))
            shown = shown.replace(mark, place)
        return shown

    def hide(self, text: str) -> str:
        """Blank what may be secret in a text that people see."""
        for word in self.private:
            text = text.replace(word, shown_address(word))
        return hide_secrets(text)

    def _data(self) -> Path:
        if self.data is None:
            raise NoHomeError
        return self.data


def session_of(
    lang: Language,
    environ: Mapping[str, str] | None = None,
    arguments: Sequence[str] = (),
) -> Session:
    """Look around once."""
    around = os.environ if environ is None else environ
    home = places.home_dir(around)
    return Session(
        lang=lang,
        data=places.data_dir(around, sys.platform, home),
        log=places.log_path(around, sys.platform, home),
        debug=bool(around.get("FUNDLEDGER_DEBUG")),
        private=tuple(_private([around.get("FUNDLEDGER_DB", ""), *arguments])),
    )


def _private(words: Sequence[str]) -> Iterator[str]:
    """Pick the words that are not to be shown as they are."""
    for word in words:
        option, equals, value = word.partition("=")
        address = value if equals and option.startswith("-") else word
        if shown_address(address) != address:
            yield address


def current(ctx: click.Context | None = None) -> Session:
    """Give this run's session; one of its own where a command is run by itself."""
    context = ctx or click.get_current_context(silent=True)
    session = context.find_object(Session) if context else None
    return session or session_of(Language.EN)
