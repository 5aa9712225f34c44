"""A small fund in sheets, and how they are written down."""

import csv
import io
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Final

from tests.sheets import Rows, workbook_of

ON: Final = "--on=2024-01-02"
SHEETS: Final[Mapping[str, Rows]] = {
    "fund": [("code", "name"), ("abc", "社区基金")],
    "founders": [("login", "name"), ("li", "李会计"), ("wang", "王主管")],
    "settings": [("setting", "value"), ("subdistrict_stage", "否")],
    "subdistricts": [("key", "name"), ("jia", "甲街道")],
    "communities": [
        ("Short key *", "名称", "subdistrict"),
        ("jia-1", "甲一社区", "jia"),
        ("jia-2", "甲二社区", "jia"),
    ],
    "people": [("login", "name"), ("zhang", "张三"), ("sun", "孙会计")],
    "roles": [
        ("login", "role", "scope_kind", "scope_key", "until_on"),
        ("zhang", "preparer", "社区", "jia-1", ""),
        ("sun", "会计", "", "", "2025-12-31"),
    ],
    "bank_accounts": [
        ("key", "name", "bank", "number"),
        ("main", "专户", "示例银行", "0000 1111 2222"),
    ],
    "sources": [
        ("key", "name", "restricted", "until_on", "bank"),
        ("aid", "助老专项", "是", "2025-12-31", "main"),
    ],
    "payees": [
        ("community_key", "name", "bank", "number"),
        ("jia-1", "甲一居委会", "示例银行", "0000 0000 1001"),
    ],
    "rounds": [
        ("key", "name", "opens_on", "closes_on", "cap"),
        ("2024-1", "第一批", "2024-01-08", "2024-01-31", "6000"),
    ],
}
"""Every sheet, each with a row or two; headings in whatever words there are."""


def folder(path: Path, sheets: Mapping[str, Rows]) -> Path:
    """Write a CSV file for each sheet."""
    path.mkdir(exist_ok=True)
    for name, rows in sheets.items():
        text = io.StringIO()
        csv.writer(text).writerows(rows)
        (path / f"{name}.csv").write_text(text.getvalue(), encoding="utf-8-sig")
    return path


def typed(sheets: Mapping[str, Rows]) -> Mapping[str, Rows]:
    """Have days and amounts as a spreadsheet has them."""
    round_row = ("2024-1", "第一批", date(2024, 1, 8), date(2024, 1, 31), 6000)
    return {**sheets, "rounds": [sheets["rounds"][0], round_row]}


def written(path: Path, sheets: Mapping[str, Rows] = SHEETS) -> Path:
    """Write a folder of CSV files, or a workbook where the name is one's."""
    if path.suffix == ".xlsx":
        return workbook_of(path, typed(sheets))
    return folder(path, sheets)
