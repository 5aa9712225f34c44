"""The workbook to be filled in: each sheet's columns, what a cell takes, how to begin.

Columns, labels, choices and examples are those of the deeds' forms.
"""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, Final

from fundledger.domain.chart import ACCOUNTS
from fundledger.domain.money import Money, to_fen
from fundledger.domain.settings import SETTINGS, Setting, SettingUnit
from fundledger.errors import N_
from fundledger.i18n.nouns import Noun
from fundledger.inputs.forms import FieldForm
from fundledger.inputs.founding import EDITIONS
from fundledger.inputs.kinds import HINTS, InputKind
from fundledger.inputs.reading import Reading
from fundledger.inputs.reference import called
from fundledger.inputs.setup.given import SetupBook, SetupRow
from fundledger.inputs.setup.sheets import ALL_SHEETS, FUND, INSTRUCTIONS, SetupSheet
from fundledger.inputs.words import NEW
from fundledger.reports.report import Kind, Phrase
from fundledger.reports.workbook import Cell, Part, Sheet, Source, Workbook

TITLE: Final = N_("A fund to begin with")
ROWS: Final = 300
"""Rows that are ready to be filled in; more are read as well."""
MORE: Final = 50
"""So many empty rows follow those of a fund that is there, at least."""
OWN_ROWS: Final = MappingProxyType({"fund": 1, "founders": 2})
WIDTHS: Final[Mapping[InputKind, int]] = MappingProxyType(
    {InputKind.DAY: 14, InputKind.FLAG: 14, InputKind.NUMBER: 12}
)
WIDE: Final = 26

Filled = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows by sheet, each with the typed values of its fields."""
EMPTY: Final[Filled] = MappingProxyType({})

STEPS: Final = (
    N_("Fill in the sheets from left to right. A column with * must be filled in."),
    N_("Select a cell to see what it takes. Some cells have a list to choose from."),
    N_("Keep the headings. No formulas, no merged cells; add rows as you like."),
    N_("Try it: fundledger setup FILE.xlsx --dry-run. It names every faulty cell."),
    N_("Do it: fundledger setup FILE.xlsx. The fund is created if it is not there."),
    N_("Add rows later and do it again: what is there already stays as it is."),
    N_("A setting without a value is left as it is."),
    N_(
        "A fund that begins in the middle of its work fills in the opening sheets too:"
        " an accountant and a supervisor each do the same file, with --as LOGIN."
    ),
    N_(
        "The first founder acts, or whom --as names. Nobody grants themselves a role;"
        " an accountant verifies the payees. What is to be done next is said at the"
        " end."
    ),
)
LISTED: Final = (
    N_("Sheet"),
    N_("Column"),
    N_("Must be given"),
    N_("What it takes"),
    N_("Example"),
)
SHEET_WIDTHS: Final = (18, 26, 14, 76, 30)
UNITS: Final[Mapping[SettingUnit, str]] = MappingProxyType(
    {
        SettingUnit.SWITCH: N_("yes or no."),
        SettingUnit.YUAN: N_("An amount in yuan, like 1234.50."),
        SettingUnit.ACCOUNT: N_("One of the list."),
    }
)
NEW_KEY: Final = N_(
    "A short key of your own: small letters, digits and - . _, or Chinese characters."
    " Other sheets name it, and it does not change any more."
)
OWN_NOTES: Final[Mapping[tuple[str, str], str]] = MappingProxyType(
    {
        ("create_fund", "code"): N_("Letters and digits; it names files."),
        ("create_fund", "year"): N_("The first year; empty: the year of today."),
        ("create_fund", "edition"): N_(
            "Empty: the one of the first year, with 预付账款 and 应付账款 for dealings"
            " with communities. -other: 其他应收款 and 其他应付款."
        ),
        ("grant_role", "scope_key"): N_(
            "The key of the community or of the subdistrict; empty for the district."
        ),
        ("grant_role", "from_on"): N_("The first day; empty: the day it is granted."),
        ("grant_role", "until_on"): N_("The last day; empty: until it is revoked."),
        ("open_round", "cap"): N_("In yuan, for one application; empty: the setting."),
    }
)
"""What is to be known of a field here, where its kind says too little."""
ON_POSTGRESQL: Final = N_("On PostgreSQL only: the user that the person connects as.")
FROM_SHEET: Final = N_("A key of the sheet {sheet}.")
EXAMPLE: Final = N_("{note} Example: {example}")


def template(filled: Filled = EMPTY, about: Phrase | None = None) -> Workbook:
    """Give the workbook to be filled in; `filled` are its first rows, by sheet.

    `about` says where they are from.
    """
    sheets = [_sheet(each, filled) for each in ALL_SHEETS]
    return Workbook(TITLE, [_instructions(about), *sheets])


def typed_rows(book: SetupBook) -> dict[str, list[dict[str, Any]]]:
    """Give the rows of sheets that were read, with what is faulty left out."""
    return {
        name: [_typed(rows.sheet, row) for row in rows.rows]
        for name, rows in book.sheets.items()
    }


def _typed(sheet: SetupSheet, row: SetupRow) -> dict[str, Any]:
    fields = [field for name, field in sheet.fields.items() if name in row.values]
    return Reading(None).fields("", fields, row.values, ())


def _instructions(about: Phrase | None) -> Sheet:
    rows = [[Cell(Phrase(TITLE), part=Part.TITLE)], []]
    if about is not None:
        rows += [[Cell(about)], []]
    rows += [
        [Cell(Phrase("{number}. {text}", {"number": number, "text": Phrase(text)}))]
        for number, text in enumerate(STEPS, start=1)
    ]
    rows += [[], [Cell(Phrase(each), part=Part.HEADING) for each in LISTED]]
    for sheet in ALL_SHEETS:
        about = Phrase(
            N_("{about} Who may: {roles}."),
            {"about": Phrase(sheet.about), "roles": called(sheet.roles)},
        )
        texts: Sequence[Any] = (Phrase(sheet.title), "", "", about, "")
        rows.append([Cell(text, part=Part.HEADING) for text in texts])
        rows += [
            [Cell(text, part=Part.TEXT) for text in _listed(sheet, name, field)]
            for name, field in sheet.fields.items()
        ]
    return Sheet(INSTRUCTIONS, rows, SHEET_WIDTHS, is_protected=True)


def _listed(sheet: SetupSheet, name: str, field: FieldForm) -> tuple[Any, ...]:
    return (
        "",
        Phrase(field.label),
        Phrase(N_("yes")) if sheet.is_required(name) else "",
        _note(field),
        _example(field),
    )


def _sheet(sheet: SetupSheet, filled: Filled) -> Sheet:
    fields = sheet.fields
    heads = [_heading(sheet, name, field) for name, field in fields.items()]
    heads += [Cell(Phrase(text), part=Part.HEADING) for text in sheet.remarks]
    widths = [WIDTHS.get(field.kind, WIDE) for field in fields.values()]
    given = filled.get(sheet.name)
    if sheet.name == "settings":
        decided = None if given is None else {e["setting"]: e["value"] for e in given}
        rows = [list(_setting(each, decided)) for each in SETTINGS.values()]
        return Sheet(sheet.title, [heads, *rows], [*widths, 76], frozen=1)
    entry = [_entry(field, filled) for field in fields.values()]
    first = [_filled_row(entry, sheet, each) for each in given or ()]
    empty = max(OWN_ROWS.get(sheet.name, _last(sheet, filled)) - len(first), 0)
    return Sheet(sheet.title, [heads, *first, *[entry] * empty], widths, frozen=1)


def _last(sheet: SetupSheet, filled: Filled) -> int:
    """Count the rows that are ready: what is filled in, and some to go on with."""
    return max(ROWS, len(filled.get(sheet.name, ())) + MORE)


def _filled_row(
    entry: Sequence[Cell], sheet: SetupSheet, values: Mapping[str, Any]
) -> list[Cell]:
    """Put values into the cells of a row: amounts as 分, the others as they are."""
    cells: list[Cell] = []
    for cell, name in zip(entry, sheet.fields, strict=True):
        value = values.get(name)
        fen = to_fen(value) if isinstance(value, Money) else value
        cells.append(cell._replace(value=fen))
    return cells


def _heading(sheet: SetupSheet, name: str, field: FieldForm) -> Cell:
    text = "{label} *" if sheet.is_required(name) else "{label}"
    return Cell(Phrase(text, {"label": Phrase(field.label)}), part=Part.HEADING)


def _entry(field: FieldForm, filled: Filled) -> Cell:
    note: Any = _note(field)
    example = _example(field)
    if example:
        note = Phrase(EXAMPLE, {"note": note, "example": example})
    return Cell(
        kind=_kind(field),
        is_open=True,
        choices=_choices(field),
        note=note,
        source=_source(field, filled),
    )


def _setting(setting: Setting, decided: Mapping[str, str] | None) -> Iterator[Cell]:
    """Give the cells of a setting: its name, its value, and what it means.

    Of a fund that is there, a value stands only where the fund decided it.
    """
    yield Cell(setting.key, kind=Kind.CODE)
    switch = setting.unit is SettingUnit.SWITCH
    value = setting.default if decided is None else decided.get(setting.key)
    yield Cell(
        value == "true" if switch and value else value,
        is_open=True,
        choices=(True, False) if switch else _accounts(setting),
        note=Phrase(UNITS.get(setting.unit, N_("A whole number."))),
    )
    yield Cell(Phrase(setting.description), part=Part.TEXT)


def _accounts(setting: Setting) -> tuple[str, ...]:
    """Name the accounts that a setting takes."""
    if setting.unit is not SettingUnit.ACCOUNT:
        return ()
    return tuple(key for key in map(str, ACCOUNTS) if _is_taken(setting, key))


def _is_taken(setting: Setting, key: str) -> bool:
    try:
        setting.read(key)
    except ValueError:
        return False
    return True


def _kind(field: FieldForm) -> Kind:
    match field.kind:
        case InputKind.DAY:
            return Kind.DAY
        case InputKind.MONEY:
            return Kind.MONEY
        case InputKind.NUMBER:
            return Kind.COUNT
        case _:
            return Kind.TEXT


def _choices(field: FieldForm) -> tuple[Any, ...]:
    if field.kind is InputKind.FLAG:
        return (True, False)
    if (field.owner, field.name) == (FUND.deed, "edition"):
        return EDITIONS
    return () if field.choices is None else tuple(field.choices)


def _listing(noun: Noun | None) -> SetupSheet | None:
    """Give the sheet that lists what a field names; people stand on two."""
    sheets = [each for each in ALL_SHEETS if noun is not None and each.noun is noun]
    return sheets[-1] if sheets else None


def _source(field: FieldForm, filled: Filled) -> Source | None:
    sheet = _listing(field.noun)
    last = 0 if sheet is None else _last(sheet, filled)
    return None if sheet is None else Source(sheet.title, 0, 1, last)


def _note(field: FieldForm) -> Phrase:
    own = OWN_NOTES.get((field.owner, field.name))
    sheet = _listing(field.noun)
    if own is not None:
        return Phrase(own)
    if field.name == "database_user":
        return Phrase(ON_POSTGRESQL)
    if (field.owner, field.name) in NEW:
        return Phrase(NEW_KEY)
    if sheet is not None:
        return Phrase(FROM_SHEET, {"sheet": Phrase(sheet.title)})
    if field.kind is InputKind.FLAG:
        return Phrase(UNITS[SettingUnit.SWITCH])
    return Phrase(HINTS[field.kind])


def _example(field: FieldForm) -> Any:  # noqa: ANN401 - a text, or a choice
    if field.name == "database_user" or field.kind is InputKind.FLAG:
        return ""
    if field.choices is not None:
        return next(iter(field.choices))
    return str(field.example)
