"""Lines from a sheet are the lines that are typed; what is wrong has its cell."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fundledger.domain.chart import B_FREE, B_TOTAL
from fundledger.domain.ids import Seq
from fundledger.domain.sources import GENERAL
from fundledger.inputs.doing import Order, perform
from fundledger.inputs.faults import MOST_FAULTS, FaultsError
from fundledger.inputs.forms import form_of
from fundledger.inputs.reading import read
from fundledger.inputs.sheets import with_sheets
from fundledger.queries.records import record
from fundledger.readers.sheets import read_cells
from tests.commands.scene import ACCOUNTANT, OPENS, SUPERVISOR, Scene
from tests.inputs.test_batches import BANK, INCOME, LINE
from tests.sheets import workbook

FIELDS = ("date", "summary", "rule", "debit", "credit", "amount")
CALLED = ("凭证", "日期", "摘要", "Posting rule", "postings.debit", "credit", "金额")
SOURCES = ("postings.debit_source", "credit_source")
GIFT = ("2024-01-09", "捐赠", "donation_received")


def named(file: Path, deed: str = "import_journal") -> Mapping[str, Any]:
    field = "batch" if deed == "import_journal" else "receipts"
    given = {"file": str(file)}
    return with_sheets(deed, {field: given}, lambda name: read_cells(Path(name)))


def sheet(folder: Path, *rows: tuple[object, ...]) -> Path:
    return workbook(folder / "journal.xlsx", *rows)


def cells(file: Path, scene: Scene | None = None) -> list[tuple[str, str]]:
    """Name the cell and the code of each fault."""
    form = form_of("import_journal")
    try:
        if scene is None:
            read(form, named(file))
        else:
            with scene.fund.reading() as books:
                read(form, named(file), books)
    except FaultsError as error:
        return [(getattr(e, "cell", ""), e.problem.code) for e in error.faults]
    return []


def test_rows_of_a_sheet_make_the_batch_that_lines_make(
    unopened: Scene, tmp_path: Path
) -> None:
    """By the voucher that rows name, or as rows go on; a code names an account, too."""
    budget, both = (B_TOTAL, B_FREE), (GENERAL, GENERAL)
    money, given_to = ("100201", INCOME), ("", GENERAL)
    by_number = sheet(
        tmp_path,
        (*CALLED, *SOURCES),
        ("记-7", *GIFT, *money, 5, *given_to),
        ("记-7", *GIFT, *budget, "5.00", *both),
        ("记-8", *GIFT, *money, 5, *given_to),
        ("记-8", "", "", "", *budget, 5, *both),
    )
    going_on = tmp_path / "journal.csv"
    rows = [
        (*FIELDS, *SOURCES),
        (*GIFT, BANK, INCOME, "5.00", *given_to),
        ("", "", "", *budget, "5", *both),
    ]
    texts = [",".join(map(str, row)) for row in [*rows, *rows[1:]]]
    going_on.write_text("\n".join(texts), encoding="utf-8-sig")
    given: list[Mapping[str, Any]] = [{"batch": [LINE, LINE]}]
    given += [named(by_number), named(going_on)]
    inputs: list[object] = []
    for values in given:
        order = Order("import_journal", values, ACCOUNTANT, OPENS)
        seq = perform(unopened.fund, order._replace(actor=SUPERVISOR)).seq
        perform(unopened.fund, order)
        with unopened.fund.reading() as books:
            full = record(books, Seq(seq))
        assert full is not None
        inputs.append(full.record.input)
    assert inputs[0] == inputs[1] == inputs[2]


def test_every_fault_of_a_sheet_has_its_cell(scene: Scene, tmp_path: Path) -> None:
    file = sheet(
        tmp_path,
        (*CALLED, "attachments", ""),
        ("1", *GIFT, "bank.mein", INCOME, "1.005", "x", ""),
        ("1", "2024-01-10", "", "", BANK, INCOME, 5, "", "?"),
        ("2", "2024-01-33", "捐赠", "gift", BANK, "", 5, "", ""),
    )
    assert sorted(cells(file, scene)) == [
        ("B3", "row_differs"),
        ("B4", "day_text"),
        ("D4", "choice_cell"),
        ("E2", "close_reference"),
        ("F4", "field_missing"),
        ("G2", "argument"),
        ("H2", "number_text"),
        ("I3", "beside_headings"),
    ]


def test_a_heading_is_wrong_once_for_all_rows(tmp_path: Path) -> None:
    file = sheet(tmp_path, ("date", "date", "debt", "credit", "amount"), GIFT, GIFT)
    assert cells(file) == [
        ("B1", "field_repeated"),
        ("C1", "close_field"),
        ("A1", "column_missing"),
        ("A1", "column_missing"),
    ]
    assert cells(tmp_path / "none.csv") == [("", "file_missing")]


def test_of_very_many_faults_the_first_are_told_and_all_are_counted(
    tmp_path: Path,
) -> None:
    rows = [(*GIFT, BANK, INCOME, "x")] * 2_000
    file = tmp_path / "wrong.csv"
    texts = [",".join(row) for row in [FIELDS, *rows]]
    file.write_text("\n".join(texts), encoding="utf-8")
    with pytest.raises(FaultsError) as caught:
        read(form_of("import_journal"), named(file))
    assert (caught.value.total, len(caught.value.faults)) == (2_000, MOST_FAULTS)
    assert len(str(caught.value)) < 10_000


def test_any_lines_may_come_from_a_sheet(tmp_path: Path) -> None:
    header = ("line", "kind", "number", "seller", "issued_on", "amount")
    receipt = (1, "发票", "A-1", "五金店", "2024-03-02", "320.00")
    values = named(workbook(tmp_path / "r.xlsx", header, receipt), "draft_claim")
    whole = read(form_of("draft_claim"), {"project_no": 1, **values})
    assert [each["number"] for each in whole["receipts"]] == ["A-1"]
