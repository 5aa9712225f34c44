"""Every fault of a setup is told at once, with its cell; nothing is written then."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any, Final

import pytest

from tests.cli.conftest import Ended, Program
from tests.cli.deeds import digest
from tests.cli.setups import ON, SHEETS, folder, typed
from tests.sheets import Rows, workbook_of

Fault = tuple[str, str, str]

WRONG: Final[dict[str, Rows]] = {
    "settings": [
        ("setting", "value"),
        ("subdistrict_stage", "maybe"),
        ("reviewers_need", "2"),
        ("reviewers_needed", "many"),
        ("notice_working_days", "5"),
        ("notice_working_days", "6"),
    ],
    "communities": [
        ("key", "name", "subdistrict", "remark"),
        ("jia-1", "甲一社区", "jia", ""),
        ("Jia 2", "甲二社区", "jia", ""),
        ("jia-3", "", "yi", ""),
        ("jia-4", "", "", "gone"),
    ],
    "people": [("login", "nom"), ("zhang", "张三")],
    "roles": [
        ("login", "role", "scope_kind", "scope_key", "from_on"),
        ("zhang", "preparer", "社区", "Jia 2", ""),
        ("li", "cook", "", "", ""),
        ("li", "auditor", "", "", "45292"),
        ("nobody", "auditor", "", "", "2024-13-01"),
    ],
    "payees": [
        ("community_key", "name", "bank", "number"),
        ("jia-1", "居委会", "银行", "6.22202E+18"),
        ("jia-1", "居委会", "银行", '="001001"'),
        ("jia-1", "居委会", "银行", "12"),
    ],
    "rounds": [
        ("key", "name", "opens_on", "closes_on", "cap"),
        ("2024-1", "第一批", "2024-01-08", "2024-01-01", "6,00"),
        ("2024-2", "第二批", "2024-02-08", "2024-02-01", "6000", "more"),
    ],
    "peple": [("login", "name"), ("zhao", "赵")],
}
"""What is wrong, sheet by sheet; the others stay as they are."""

TOLD: Final[Sequence[Fault]] = (
    ("peple", "", "sheet_unknown"),
    ("settings", "B2", "setting"),
    ("settings", "A3", "close_reference"),
    ("settings", "B4", "setting"),
    ("settings", "6", "row_twice"),
    ("communities", "D1", "field_unknown"),
    ("communities", "A3", "key_character"),
    ("communities", "B4", "field_missing"),
    ("communities", "C4", "close_reference"),
    ("communities", "B5", "field_missing"),
    ("communities", "C5", "field_missing"),
    ("people", "B1", "field_unknown"),
    ("people", "1", "column_missing"),
    ("roles", "D2", "key_character"),
    ("roles", "B3", "choice_cell"),
    ("roles", "E4", "serial_day"),
    ("roles", "A5", "close_reference"),
    ("roles", "E5", "day_text"),
    ("payees", "D2", "lost_digits"),
    ("payees", "D3", "formula_text"),
    ("payees", "D4", "bank_number_length"),
    ("rounds", "E2", "unreadable_amount"),
    ("rounds", "F3", "beside_headings"),
)
"""Where each fault is, and what; zhang is unknown only for his own row's fault."""


def faults(ended: Ended) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(ended.out)["faults"]
    return rows


def setup(program: Program, file: Path, db: Path, *words: object) -> Ended:
    return program("setup", file, "--db", db, ON, "--format=json", *words)


def codes(ended: Ended) -> list[Fault]:
    return [(each["sheet"], each["cell"], each["code"]) for each in faults(ended)]


def test_every_fault_is_told_at_once_with_its_cell(
    program: Program, tmp_path: Path
) -> None:
    file = folder(tmp_path / "sheets", {**SHEETS, **WRONG})
    ended = setup(program, file, tmp_path / "new.db")
    assert ended.code == 2
    assert codes(ended) == [*TOLD]
    assert f"sheets: faults: {len(TOLD)}. Nothing was written." in ended.err
    assert not (tmp_path / "new.db").exists()
    assert all(each["problem"] and each["hint"] for each in faults(ended))
    people = program("setup", file, "--db", tmp_path / "new.db", "--lang=zh").out
    assert "“cook”" in people


def test_faults_are_told_even_where_no_fund_can_begin(
    program: Program, tmp_path: Path
) -> None:
    rows: dict[str, Rows] = {
        "fund": [("code", "name", "year", "edition"), ("abc", "基金", 2020, 2027)],
        "founders": [("login", "name"), ("li", "李"), ("Wang", "王")],
        "rounds": WRONG["rounds"],
    }
    ended = setup(program, folder(tmp_path / "sheets", rows), tmp_path / "new.db")
    assert codes(ended) == [
        ("fund", "C2", "first_year"),
        ("founders", "A3", "key_character"),
        ("rounds", "E2", "unreadable_amount"),
        ("rounds", "F3", "beside_headings"),
    ]


@pytest.mark.parametrize(
    ("sheet", "rows", "fault"),
    [
        ("fund", [("code", "name"), ("a b", "基金")], ("fund", "A2", "key_character")),
        ("fund", [("code", "name")], ("", "", "fund_missing")),
        (
            "fund",
            [("code", "name"), ("a", "甲"), ("b", "乙")],
            ("fund", "", "fund_rows"),
        ),
        (
            "fund",
            [("code", "name", "edition"), ("a", "甲", "2027")],
            ("fund", "C2", "edition_unknown"),
        ),
        (
            "founders",
            [("login", "name"), ("li", "李")],
            ("founders", "", "two_founders"),
        ),
        (
            "rounds",
            [SHEETS["rounds"][0], ("2024-1", "一", "2024-02-08", "2024-02-01", "")],
            ("rounds", "2", "round_dates"),
        ),
        (
            "roles",
            [("login", "role"), ("li", "accountant")],
            ("roles", "2", "self_grant"),
        ),
        (
            "roles",
            [("login", "role"), ("wang", "accountant")],
            ("roles", "2", "exclusive_role"),
        ),
    ],
)
def test_a_rule_that_refuses_is_a_fault_of_its_row(
    program: Program, tmp_path: Path, sheet: str, rows: Rows, fault: Fault
) -> None:
    file = folder(tmp_path / "sheets", {**SHEETS, sheet: rows})
    ended = setup(program, file, tmp_path / "new.db")
    assert (ended.code, codes(ended)) == (2, [fault])


def test_what_a_spreadsheet_made_of_a_cell_is_told(
    program: Program, tmp_path: Path
) -> None:
    number, day = 6222021234567890123, date(2024, 1, 1)
    sheets: dict[str, Rows] = {
        **typed(SHEETS),
        "bank_accounts": [SHEETS["bank_accounts"][0], ("main", "专户", "行", number)],
        "payees": [SHEETS["payees"][0], ("jia-1", "居委会", "行", 1001)],
        "rounds": [SHEETS["rounds"][0], (day, "一", day, 45322, 6000)],
    }
    file = workbook_of(tmp_path / "fund.xlsx", sheets)
    ended = setup(program, file, tmp_path / "new.db")
    assert codes(ended) == [
        ("bank_accounts", "D2", "lost_digits"),
        ("sources", "E2", "unknown_reference"),
        ("payees", "D2", "lost_digits"),
        ("rounds", "A2", "day_for_text"),
        ("rounds", "D2", "serial_day"),
    ]


def test_what_is_there_already_is_not_changed(program: Program, tmp_path: Path) -> None:
    db = tmp_path / "new.db"
    assert setup(program, folder(tmp_path / "sheets", SHEETS), db).code == 0
    before = digest(db)
    changed: dict[str, Rows] = {
        "fund": [("code", "name"), ("abc", "另一基金")],
        "founders": [("login", "name"), ("li", "李会计"), ("zhao", "赵")],
        "people": [("login", "name"), ("zhang", "张三丰")],
        "roles": [
            ("login", "role", "until_on"),
            ("sun", "accountant", "2026-12-31"),
        ],
    }
    ended = setup(program, folder(tmp_path / "other", changed), db)
    assert codes(ended) == [
        ("fund", "B2", "differs"),
        ("founders", "A3", "no_founder"),
        ("people", "B2", "differs"),
        ("roles", "C2", "differs"),
    ]
    assert faults(ended)[2]["problem"] == "张三丰 here, 张三 in the books."
    assert digest(db) == before


def test_somebody_without_the_right_is_told_once_a_sheet(
    program: Program, tmp_path: Path
) -> None:
    db = tmp_path / "new.db"
    assert setup(program, folder(tmp_path / "sheets", SHEETS), db).code == 0
    more: dict[str, Rows] = {
        "people": [("login", "name"), *((f"p{n}", f"某{n}") for n in range(9))],
        "subdistricts": [("key", "name"), ("yi", "乙街道")],
    }
    file = folder(tmp_path / "more", more)
    ended = setup(program, file, db, "--as=sun")
    assert codes(ended) == [
        ("subdistricts", "", "no_role"),
        ("people", "", "no_role"),
    ]
    assert program("setup", file, "--db", db, "--as=nobody").code == 4
    assert "Give an admin with --as LOGIN: li, wang." in setup(program, file, db).err
    assert setup(program, file, db, "--as=wang").code == 0


def test_a_setup_says_which_fund_it_is_for(program: Program, tmp_path: Path) -> None:
    db, file = tmp_path / "new.db", folder(tmp_path / "sheets", SHEETS)
    assert "--fund says xyz" in setup(program, file, db, "--fund=xyz").err
    assert setup(program, file, db, "--as=zhang").code == 2
    ended = setup(program, file, db, "--as=wang")
    assert ended.code == 0
    without = {each: rows for each, rows in SHEETS.items() if each[:2] != "fo"}
    del without["fund"]
    file = folder(tmp_path / "rest", without)
    assert setup(program, file, db, "--as=wang").code == 0
    other = setup(program, file, db, "--fund=xyz", "--as=wang")
    assert codes(other) == [("", "", "fund_missing")]


def test_no_fund_begins_among_the_demos(
    program: Program, demo_path: Path, tmp_path: Path
) -> None:
    before = digest(demo_path)
    ended = setup(program, folder(tmp_path / "sheets", SHEETS), demo_path)
    assert ended.code == 3
    assert "the demo's 演示" in ended.err
    assert digest(demo_path) == before


def test_a_setup_has_no_more_rows_than_a_fund_needs(
    program: Program, tmp_path: Path
) -> None:
    crowd = [(f"p{number}", "某") for number in range(10_001)]
    file = folder(tmp_path / "sheets", {"people": [("login", "name"), *crowd]})
    ended = setup(program, file, tmp_path / "new.db")
    assert ended.err.startswith("There are 10001 rows; a setup has at most 10000.")
