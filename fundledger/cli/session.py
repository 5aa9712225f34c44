"""What one run of the program knows of its surroundings."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import click

from fundledger.cli import places
from fundledger.i18n import Language, translate


@dataclass(frozen=True, kw_only=True, slots=True)
class Session:
    """The language, and where this person's files are."""

    lang: Language
    data: Path
    log: Path
    debug: bool

    def say(self, text: str) -> str:
        """Translate a text."""
        return translate(text, self.lang)


def session_of(lang: Language, environ: Mapping[str, str] | None = None) -> Session:
    """Look around once."""
    around = os.environ if environ is None else environ
    home = Path(around.get("HOME") or Path.home())
    return Session(
        lang=lang,
        data=places.data_dir(around, sys.platform, home),
        log=places.log_path(around, sys.platform, home),
        debug=bool(around.get("FUNDLEDGER_DEBUG")),
    )


def current(ctx: click.Context | None = None) -> Session:
    """Give this run's session; one of its own where a command is run by itself."""
    context = ctx or click.get_current_context(silent=True)
    found = context.find_object(Session) if context else None
    return found or session_of(Language.EN)
