"""What pages of the manual say of tables and forms, written from those themselves.

A page in docs/manual has, between two comments, a part that is made here:

    <!-- made: exits -->
    | code | when |
    |---|---|
    | 0 | done; nothing is wrong |

    <!-- end -->

The head of a table is the page's own, its rows are the program's. A test holds every
page to what would be made now; `python -m tests.fixtures.make manual` writes them.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Any, Final

from fundledger.cli.exits import MEANINGS
from fundledger.cli.pages import FOLDERS
from fundledger.commands.registry import DEEDS
from fundledger.domain.people import INCOMPATIBLE, ROLE_SCOPES, Role, ScopeKind
from fundledger.domain.settings import SETTINGS
from fundledger.i18n import Language, label, translate
from fundledger.inputs.forms import form_of
from fundledger.inputs.reference import one_deed, roles_of
from fundledger.reports.report import Table
from fundledger.tui.kit.actions import Act, Part
from fundledger.tui.shell.actions import ACTS, MODES, SCREENS, ScreenKind
from fundledger.writers.values import spoken

MANUAL: Final = Path(__file__).parents[1] / "docs" / "manual"
PART: Final = re.compile(
    r"(<!-- made: (?P<name>[a-z-]+) -->\n)(?P<body>.*?)(<!-- end -->\n)", re.DOTALL
)
HEAD: Final = re.compile(r"\|.*\|\n\|[-|]+\|\n")
YES: Final = "●"

Rows = Iterable[Iterable[str]]


def made_pages() -> Iterator[tuple[Path, str]]:
    """Give each page of the manual with its made parts as they should be now."""
    for lang, folder in FOLDERS.items():
        for page in sorted((MANUAL / folder).glob("*.md")):
            text = page.read_text(encoding="utf-8")
            yield page, PART.sub(partial(_written, lang), text)


def write() -> None:
    """Write the made parts of all pages."""
    for page, text in made_pages():
        page.write_text(text, encoding="utf-8")


def _written(lang: Language, part: re.Match[str]) -> str:
    name = part["name"]
    head = HEAD.match(part["body"])
    if name == "deeds":
        body = "\n".join(_reference(lang))
    else:
        assert head, f"the table {name} has no head"
        body = head[0] + "".join(f"{_row(row)}\n" for row in TABLES[name](lang))
    return f"{part[1]}{body}\n{part[4]}"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _exits(lang: Language) -> Rows:
    return ([str(int(code)), translate(text, lang)] for code, text in MEANINGS.items())


def _settings(lang: Language) -> Rows:
    for row in SETTINGS.values():
        what = translate(row.description, lang)
        yield f"`{row.key}`", label(row.unit, lang), f"`{row.default}`", what


def _roles(lang: Language) -> Rows:
    """Give each role a number, where it is granted, and which others it excludes."""
    by_comma = "、" if lang is Language.ZH else ", "
    for number, role in enumerate(Role, start=1):
        scopes = [kind for kind in ScopeKind if kind in ROLE_SCOPES[role]]
        others = [each for each in Role if frozenset({role, each}) in INCOMPATIBLE]
        yield (
            str(number),
            f"{label(role, lang)} `{role}`",
            by_comma.join(label(kind, lang) for kind in scopes),
            by_comma.join(label(each, lang) for each in others),
        )


def _matrix(lang: Language) -> Rows:
    for name in DEEDS:
        permitted = roles_of(name)
        marks = [YES if role in permitted else "" for role in Role]
        yield translate(form_of(name).title, lang), *marks


def _screens(lang: Language) -> Rows:
    return ([f"`{number}`", translate(text, lang)] for _, number, text in MODES)


def _keys(lang: Language, chosen: Callable[[Act], bool]) -> Rows:
    for act in filter(chosen, ACTS):
        twins = [key for key in act.keys.split(",") if len(key) == 1 and key > "\x7f"]
        keys = " ".join(f"`{key}`" for key in (*act.shown.split(), *twins))
        yield keys, translate(act.label, lang)


def _is_everywhere(act: Act) -> bool:
    on_all = ScreenKind.EVERYWHERE in act.places or act.places >= SCREENS
    return on_all and not act.name.startswith("mode(")


def _is_somewhere(act: Act) -> bool:
    of_screens = any(isinstance(place, ScreenKind) for place in act.places)
    return of_screens and not _is_everywhere(act) and not act.name.startswith("mode(")


def _of(*parts: StrEnum) -> Callable[[Act], bool]:
    return lambda act: not act.places.isdisjoint(parts)


TABLES: Final[Mapping[str, Callable[[Language], Rows]]] = {
    "exits": _exits,
    "settings": _settings,
    "roles": _roles,
    "matrix": _matrix,
    "screens": _screens,
    "keys-everywhere": partial(_keys, chosen=_is_everywhere),
    "keys-somewhere": partial(_keys, chosen=_is_somewhere),
    "keys-lists": partial(_keys, chosen=_of(Part.LIST)),
    "keys-typing": partial(_keys, chosen=_of(Part.FILTER, Part.DIALOG)),
    "keys-forms": partial(_keys, chosen=_of(Part.FIELD, Part.LINES)),
}


def _reference(lang: Language) -> Iterator[str]:
    """Write every deed as the reference of the program tells it."""
    for name in DEEDS:
        report = one_deed(name)
        tables = {table.name: table for table in report.tables}
        yield f"## {translate(report.title, lang)} `{name}`"
        yield ""
        yield from _about(tables["deeds"], lang)
        yield ""
        if "fields" in tables:
            yield from _whole(tables["fields"], lang, but="example")
            yield ""
        if "postings" in tables:
            yield from _whole(tables["postings"], lang)
            yield ""
        yield "```sh"
        yield str(next(iter(tables["examples"].rows))[1])
        yield "```"
        yield ""


def _about(listed: Table, lang: Language) -> Iterator[str]:
    """Say who may do a deed, and what it touches."""
    (cells,) = listed.rows
    for column, value in list(zip(listed.columns, cells, strict=True))[2:]:
        text = _text(value, lang)
        if text:
            colon = "：" if lang is Language.ZH else ": "
            yield f"- {translate(column.heading, lang)}{colon}{text}"


def _whole(table: Table, lang: Language, but: str = "") -> Iterator[str]:
    places = [n for n, column in enumerate(table.columns) if column.name != but]
    yield _row(translate(table.columns[place].heading, lang) for place in places)
    yield f"|{'---|' * len(places)}"
    for row in table.rows:
        yield _row(_text(row[place], lang) for place in places)


def _text(value: Any, lang: Language) -> str:  # noqa: ANN401 - any value of a report
    return spoken(value, lang).replace("\n", " ")
