"""What a record is about, in a line."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from fundledger.domain.people import Role
from fundledger.domain.publishing import Figure, Unit
from fundledger.errors import N_
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.queries.subjects import Subject


def about(subject: "Subject", words: Words) -> str:
    """Say what a record is about: a project, a voucher, whom, or what was asked."""
    parts = [subject.project]
    if subject.projects > 1:
        parts.append(words.say(N_("{count} projects"), count=subject.projects))
    if not subject.project:
        parts += _named_in_input(subject, words)
    parts += [subject.party, subject.voucher]
    return " · ".join(dict.fromkeys(filter(None, parts)))


def _named_in_input(subject: "Subject", words: Words) -> list[str]:
    """Say whom or what the input of a deed names."""
    values = subject.input
    return [
        show(str(values[name]), words) for name, show in SHOWN.items() if name in values
    ]


def _plain(value: str, _words: Words) -> str:
    return value


def _called(kind: type[StrEnum]) -> Callable[[str, Words], str]:
    """Call a member by its name; a value that is none stays as it is."""

    def call(value: str, words: Words) -> str:
        return words.call(kind(value)) if value in list(kind) else value

    return call


def _until(value: str, words: Words) -> str:
    return words.say(N_("up to {day}"), day=value)


SHOWN: Final[Mapping[str, Callable[[str, Words], str]]] = MappingProxyType(
    {
        "login": lambda value, words: words.person(value),
        "name": _plain,
        "role": _called(Role),
        "community_key": _plain,
        "month": _plain,
        "year": _plain,
        "on_date": _plain,
        "setting": _plain,
        "figure": _called(Figure),
        "value": _plain,
        "unit": _called(Unit),
        "round_key": _plain,
        "until": _until,
        "summary": _plain,
        "raised_by": _plain,
    }
)
"""Inputs that say what a deed was about, in the order in which they are read."""
