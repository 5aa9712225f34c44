"""The sheets of a setup are the forms of deeds, in every language."""

import pytest

from fundledger.i18n import Language, translate
from fundledger.inputs.columns import named_columns
from fundledger.inputs.forms import form_of
from fundledger.inputs.setup.books import PRESENT
from fundledger.inputs.setup.sheets import ALL_SHEETS, FUND, OPENING_SHEETS, SetupSheet
from fundledger.inputs.setup.template import template
from fundledger.reports.workbook import Cell
from fundledger.writers.values import spoken
from fundledger.writers.xlsx_book import sheet_name
from fundledger.writers.xlsx_workbook import MESSAGE


@pytest.mark.parametrize("sheet", ALL_SHEETS, ids=lambda each: each.name)
def test_a_sheet_asks_for_what_its_deed_takes(sheet: SetupSheet) -> None:
    form = form_of(sheet.deed)
    own = list(form.fields[sheet.line].inner if sheet.line else form.fields.values())
    assert all(each in own for each in sheet.fields.values())
    assert set(sheet.key) <= set(sheet.fields)
    needed = {each.name for each in own if each.required}
    if sheet is FUND:  # the rest comes from other sheets, and from the chart
        needed -= {"founders", "codes"}
    opening = sheet in OPENING_SHEETS
    if opening and not sheet.line:
        needed -= {"balances"}
    assert needed <= set(sheet.fields)
    assert (sheet.name in PRESENT) is (sheet is not FUND and not opening)


@pytest.mark.parametrize("lang", Language)
def test_a_template_says_in_each_language_what_is_read_again(lang: Language) -> None:
    _instructions, *sheets = template().sheets
    titles = [sheet_name(translate(each.name, lang)) for each in sheets]
    assert len({*titles}) == len(titles) == len(ALL_SHEETS)
    for known, title, sheet in zip(ALL_SHEETS, titles, sheets, strict=True):
        assert title in known.names()
        header = [spoken(cell.value, lang) for cell in sheet.rows[0]]
        remarks = [translate(each, lang) for each in known.remarks]
        named = named_columns(known.fields, header, remarks)
        assert not named.faults
        assert list(named.columns.values()) == list(known.fields)
        assert all(fits(cell, lang) for row in sheet.rows[1:3] for cell in row)


def fits(cell: Cell, lang: Language) -> bool:
    """Tell whether what is shown of a cell is shown whole."""
    return len(spoken(cell.note, lang)) <= MESSAGE
