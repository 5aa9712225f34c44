"""Payments in bulk: what is common to all of them is chosen once."""

from contextlib import closing
from datetime import date
from pathlib import Path

import fundledger
from fundledger.queries import nouns
from fundledger.store.opening import open_ledger
from fundledger.tui.kit.fields import ChoiceField
from fundledger.tui.shell.bulk import BulkScreen, Stage
from fundledger.tui.shell.desk import Acknowledged
from tests.tui import stage
from tests.tui.shell.acting import at_work, host, keys

DAY = date(2024, 8, 30)
TO_PAY = {89: "bing-5", 91: "ji-2"}
"""Projects that ask for their first money, and whose they are."""


def approved(path: Path) -> None:
    """Have a payment of each project approved."""
    with closing(open_ledger(str(path))) as ledger:
        for project_no, community in TO_PAY.items():
            done = fundledger.do(
                ledger.fund(),
                "request_disbursement",
                actor=f"{community}.preparer",
                on=DAY,
                project_no=project_no,
                amount="500",
            )
            for deed, actor in (
                ("check_disbursement", "accountant"),
                ("approve_disbursement", "supervisor"),
            ):
                _ = fundledger.do(
                    ledger.fund(),
                    deed,
                    actor=actor,
                    on=DAY,
                    disbursement_no=done.result,
                )


async def test_payments_in_bulk_take_bank_and_date_once_and_each_is_a_deed(
    demo_path: Path,
) -> None:
    approved(demo_path)
    async with at_work(demo_path, "cashier", stage.LARGE) as pilot:
        await keys(pilot, "3", "space", "space", "space", "f8")
        screen = host(pilot).screen
        assert isinstance(screen, BulkScreen)
        on, bank = screen.boxes
        assert on.value() == "2024-08-30"
        for line, answer in zip(
            screen.sealed.lines, screen.sealed.answers, strict=True
        ):
            line.value = min(answer.right)
        on.put("2024-8-32")
        bank.put("")
        await keys(pilot, "f8")
        assert screen.stage is Stage.ASKING
        assert on.faults
        assert bank.faults
        on.put("2024-08-31")
        assert isinstance(bank.editor, ChoiceField)
        _ = bank.editor.focus()
        await keys(pilot, "enter", "down", "enter")
        assert bank.value() == "grant", "where the money of one of them lies"
        await keys(pilot, "f8")
        await stage.until(pilot, lambda: screen.stage is Stage.OVER)
        came = [isinstance(each, Acknowledged) for each in screen.came.values()]
        assert came == [True, True, False]
    with (
        closing(open_ledger(str(demo_path))) as ledger,
        ledger.fund().reading() as books,
    ):
        rows = nouns.page(books, nouns.listed("disbursement"), limit=500).rows
    paid = [row for row in rows if row["state"] == "paid"]
    assert {row["project_no"] for row in paid} == set(TO_PAY)
    assert {row["last_paid_on"] for row in paid} == {"2024-08-31"}
