"""Keep the catalogues: extract what the code says, compile, find what is wrong.

Needs Babel, one of the development tools. Texts come from `N_("…")` and
`translate("…", …)`; labels from every StrEnum on the floors that have rules. The files
carry no dates and no line numbers, so that the same texts make the same bytes.
"""

import ast
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from typing import Final, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from fundledger.i18n.languages import Language
from fundledger.i18n.texts import DOMAIN

PACKAGE: Final = Path(__file__).parents[1]
KEYWORDS: Final = {"N_": None, "translate": None}
FLOORS_WITH_LABELS: Final = (
    "domain",
    "queries",
    "checks",
    "commands",
    "i18n",
    "inputs",
    "store",
)
NO_DAY: Final = datetime(2024, 1, 1, tzinfo=UTC)
HEADER: Final = """\
# Texts of fundledger. Apache-2.0, as the code.
# Kept by: python -m fundledger.i18n update
#"""


class Text(NamedTuple):
    """A text that catalogues must hold: its context (an enum's name) and English."""

    context: str | None
    text: str


Found = dict[Text, list[str]]
"""Texts with the files they are in."""


class Problem(NamedTuple):
    """Something wrong with a catalogue."""

    lang: Language
    what: str
    text: str


def po_path(lang: Language) -> Path:
    """Say where a language's texts are."""
    return PACKAGE / "i18n" / lang / "LC_MESSAGES" / f"{DOMAIN}.po"


def extract() -> Found:
    """Find every text and label in the code."""
    places_of: Found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        for _line, text, _comments, _context in extract_from_file(
            "python", path, keywords=KEYWORDS
        ):
            if isinstance(text, str) and text:
                _note(places_of, Text(None, text), path)
    for floor in FLOORS_WITH_LABELS:
        for path in sorted((PACKAGE / floor).rglob("*.py")):
            for name, value in labels(path.read_text(encoding="utf-8")):
                _note(places_of, Text(name, value), path)
    return places_of


def _note(places_of: Found, text: Text, path: Path) -> None:
    place = path.relative_to(PACKAGE.parent).as_posix()
    places = places_of.setdefault(text, [])
    if place not in places:
        places.append(place)


def labels(source: str) -> Iterator[tuple[str, str]]:
    """Find the members of every public StrEnum in a source: its name, the value."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.ClassDef) or node.name.startswith("_"):
            continue
        if "StrEnum" in map(ast.unparse, node.bases):
            for line in node.body:
                if isinstance(line, ast.Assign):
                    yield node.name, ast.literal_eval(line.value)


def update() -> None:
    """Bring the catalogues in line with the code and compile them.

    What was translated stays; a new text is empty in Chinese and itself in English,
    except for labels, which are empty in both.
    """
    places_of = extract()
    for lang in Language:
        known = read(lang)
        fresh = _empty(lang)
        for text, places in sorted(places_of.items(), key=_by_file):
            translation = _translation(known, text)
            if lang is Language.EN and text.context is None:
                translation = text.text
            fresh.add(
                text.text,
                translation,
                locations=[(place, None) for place in places],  # type: ignore[misc]  # Babel's types forget that a line may be missing
                context=text.context,
            )
        po_path(lang).write_bytes(_written(fresh))
        compile_one(lang)


def _by_file(item: tuple[Text, list[str]]) -> str:
    """Sort by file; within one, texts keep the order of the code."""
    _text, places = item
    return places[0]


def _empty(lang: Language) -> Catalog:
    return Catalog(
        locale=str(lang),
        domain=DOMAIN,
        header_comment=HEADER,
        project="fundledger",
        version="1",
        copyright_holder="fundledger",
        msgid_bugs_address="-",
        creation_date=NO_DAY,
        revision_date=NO_DAY,
        last_translator="fundledger",
        language_team="fundledger",
        fuzzy=False,
    )


def _written(catalogue: Catalog) -> bytes:
    file = io.BytesIO()
    write_po(file, catalogue, width=88, include_lineno=False)
    return file.getvalue()


def read(lang: Language) -> Catalog:
    """Read a language's texts; none when there are none yet."""
    path = po_path(lang)
    if not path.exists():
        return _empty(lang)
    with path.open("rb") as file:
        return read_po(file, locale=str(lang), domain=DOMAIN)


def _translation(catalogue: Catalog, text: Text) -> str:
    message = catalogue.get(text.text, context=text.context)
    return str(message.string) if message else ""


def compiled(lang: Language) -> bytes:
    """Compile a language's texts."""
    file = io.BytesIO()
    write_mo(file, read(lang))
    return file.getvalue()


def compile_one(lang: Language) -> None:
    """Write a language's compiled catalogue beside its texts."""
    po_path(lang).with_suffix(".mo").write_bytes(compiled(lang))


def problems() -> list[Problem]:
    """Find every text that is missing, left over, fuzzy or has lost a placeholder."""
    places_of = extract()
    return [each for lang in Language for each in _problems(lang, places_of)]


def _problems(lang: Language, places_of: Found) -> Iterator[Problem]:
    known = read(lang)
    for text in places_of:
        for what in _wrong(known, text):
            yield Problem(lang, what, f"{text.context or ''} {text.text}".strip())
    for message in known:
        text = Text(message.context, str(message.id))
        if message.id and text not in places_of:
            yield Problem(lang, "no longer in the code", text.text)
    mo = po_path(lang).with_suffix(".mo")
    if not mo.exists() or mo.read_bytes() != compiled(lang):
        yield Problem(lang, "the compiled catalogue is stale", mo.name)


def _wrong(known: Catalog, text: Text) -> Iterator[str]:
    message = known.get(text.text, context=text.context)
    if message is None or not message.string:
        yield "missing"
    elif message.fuzzy:
        yield "fuzzy"
    elif placeholders(str(message.string)) != placeholders(text.text):
        yield "other placeholders"


def placeholders(text: str) -> set[str]:
    """Name the fields of a template; a text with a stray brace has a field '{'."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return {"{"}
    return {name for _, name, _, _ in parts if name is not None}
