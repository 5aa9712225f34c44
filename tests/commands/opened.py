"""The second fund of `data`: it begins in November, with eight projects behind it."""

import csv
from datetime import date
from pathlib import Path
from typing import Any, Final

from fundledger.commands.adoptions import adopt_rules
from fundledger.commands.people import verify_payee
from fundledger.domain.editions import RULES_EDITION
from fundledger.domain.ids import Login, PayeeNo
from fundledger.inputs.setup.doing import Setup
from fundledger.inputs.setup.fund import found_fund, founding
from fundledger.inputs.setup.given import SetupBook, setup_book
from fundledger.readers.charts import read_chart
from fundledger.readers.sheets import read_workbook
from fundledger.store.books import Ledger
from tests.commands.scene import Scene

FOLDER: Final = Path(__file__).parents[2] / "data" / "opening-fund"
BEGINS: Final = date(2026, 11, 2)
ACCOUNTANT, ACCOUNTANT2 = Login("acc.sun"), Login("acc.feng")
SUPERVISOR, CASHIER, APPROVER = Login("sup.zhou"), Login("cash.qian"), Login("app.song")


def founded(ledger: Ledger, user: str | None = None) -> Scene:
    """Found the fund, with everything but its opening: the rules are adopted."""
    setup = Setup(_book(user), "", BEGINS)
    begins = founding(setup, read_chart, user=user)
    assert begins is not None, setup.faults
    fund = found_fund(ledger, setup, begins)
    assert fund is not None, setup.faults
    assert setup.through(fund, to_the_end=False), setup.faults
    scene = Scene(fund, BEGINS)
    for no in (1, 2):
        verify_payee(scene.desk(ACCOUNTANT), PayeeNo(no))
    for login in (ACCOUNTANT, SUPERVISOR):
        adopt_rules(scene.desk(login), rules_edition=RULES_EDITION)
    return scene


def sign(scene: Scene, login: Login) -> Setup:
    """Have somebody do the workbook: with the opening in it, that signs it."""
    setup = Setup(setup_book("opening-fund", read_workbook(FOLDER)), login, BEGINS)
    setup.through(scene.fund, to_the_end=False)
    return setup


def opened(ledger: Ledger, user: str | None = None) -> Scene:
    """Open the books: both have signed."""
    scene = founded(ledger, user)
    for login in (ACCOUNTANT, SUPERVISOR):
        assert not sign(scene, login).faults
    return scene


def sheets() -> dict[str, list[dict[str, Any]]]:
    """Read the opening sheets as a program would give them to the deed."""
    read: dict[str, list[dict[str, Any]]] = {}
    for path in sorted(FOLDER.glob("opening_*.csv")):
        with path.open(encoding="utf-8") as file:
            rows = [
                {name: text for name, text in row.items() if text}
                for row in csv.DictReader(file)
            ]
        read[path.stem.removeprefix("opening_")] = rows
    return read


def _book(user: str | None) -> SetupBook:
    book = setup_book("opening-fund", read_workbook(FOLDER))
    for name in ("founders", "people"):
        for row in book.rows(name):
            if user is not None:
                row.values["database_user"] = user
    return book
