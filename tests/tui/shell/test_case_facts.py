"""Whoever signs sees whose money it is, how much, and to which account it goes."""

from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from textual.pilot import Pilot

import fundledger
from fundledger.domain.ids import ClaimNo, DisbursementNo, ProjectNo
from fundledger.i18n.nouns import Noun
from fundledger.queries import claims, disbursements, places, projects
from fundledger.queries.journal import last_vouchers
from fundledger.queries.recoveries import recoveries
from fundledger.store.opening import open_ledger
from fundledger.tui.shell.case_facts import FACTS, case_facts
from fundledger.tui.shell.possible import Case
from tests.tui import stage
from tests.tui.shell.acting import (
    at_work,
    box,
    confirmation,
    go_on,
    keys,
    last_record,
    open_form,
)

DAY = date(2024, 8, 30)
PROJECT = 89
"""A project of the demo, of 丙5, that asks for its first money."""


def checked(path: Path) -> tuple[DisbursementNo, list[str]]:
    """Have a payment checked; give what its approver must see."""
    with closing(open_ledger(str(path))) as ledger:
        fund = ledger.fund()
        done = fundledger.do(
            fund,
            "request_disbursement",
            actor="bing-5.preparer",
            on=DAY,
            project_no=PROJECT,
            amount="512.34",
        )
        _ = fundledger.do(
            fund,
            "check_disbursement",
            actor="accountant",
            on=DAY,
            disbursement_no=done.result,
        )
        no = DisbursementNo(int(str(done.result)))
        with fund.reading() as books:
            of = disbursements.disbursement(books, no)
            assert of is not None
            payee = places.payee(books, of.payee_no)
            project = projects.project(books, of.project_no)
            assert payee is not None
            assert project is not None
            home = [project.code, project.title, project.community]
            return no, [*home, payee.name, payee.bank, payee.number, "¥512.34"]


def handed_in(path: Path) -> tuple[ClaimNo, list[str]]:
    """Have a claim handed in that is paid back; give what who admits it must see."""
    receipt = {
        "line": 1,
        "kind": "invoice",
        "number": "FP2024019001",
        "seller": "示例商店",
        "issued_on": "2024-08-29",
        "amount": "123.45",
    }
    with closing(open_ledger(str(path))) as ledger:
        fund = ledger.fund()
        done = fundledger.do(
            fund,
            "draft_claim",
            actor="bing-5.preparer",
            on=DAY,
            project_no=PROJECT,
            reimburses=True,
            receipts=[receipt],
        )
        no = ClaimNo(int(str(done.result)))
        _ = fundledger.do(
            fund, "submit_claim", actor="bing-5.preparer", on=DAY, claim_no=no
        )
        with fund.reading() as books:
            project = projects.project(books, ProjectNo(PROJECT))
            assert project is not None
            payee = disbursements.registered_payee(books, project.community_key)
            assert payee is not None
            count = f"票据张数         {len(claims.receipts(books, no))}"
            home = [project.code, project.community, "¥123.45", count]
            return no, [*home, payee.name, payee.bank, payee.number]


async def seen_to_the_end(
    pilot: Pilot[None], deed: str, wanted: list[str], **given: int
) -> None:
    """Open a deed's form, and go on: the form and what confirms it show all this."""
    await open_form(pilot, deed, **given)
    assert missing(pilot, wanted) == []
    await go_on(pilot)
    assert not confirmation(pilot).is_refused
    assert missing(pilot, wanted) == []


def missing(pilot: Pilot[None], wanted: list[str]) -> list[str]:
    """Give what is not on the screen."""
    return [each for each in wanted if not stage.shows(pilot.app, each)]


async def test_who_approves_a_payment_sees_payee_account_and_amount(
    demo_path: Path,
) -> None:
    no, wanted = checked(demo_path)
    async with at_work(demo_path, "supervisor") as pilot:
        await seen_to_the_end(pilot, "approve_disbursement", wanted, disbursement_no=no)
        await keys(pilot, "end", "f6")
    assert last_record(demo_path).deed == "approve_disbursement"


async def test_who_admits_a_claim_sees_payee_account_and_amount(
    demo_path: Path,
) -> None:
    no, wanted = handed_in(demo_path)
    async with at_work(demo_path, "accountant") as pilot:
        await seen_to_the_end(pilot, "admit_claim", wanted, claim_no=no)


async def test_the_facts_are_those_of_the_case_that_stands_in_the_field(
    demo_path: Path,
) -> None:
    no, wanted = checked(demo_path)
    async with at_work(demo_path, "supervisor") as pilot:
        await open_form(pilot, "approve_disbursement", disbursement_no=no)
        box(pilot, "disbursement_no").put("999999")
        await stage.still(pilot)
        assert wanted[-1] in missing(pilot, wanted)
        box(pilot, "disbursement_no").put(str(no))
        await stage.still(pilot)
        assert missing(pilot, wanted) == []


@pytest.mark.parametrize("key", [10**30, -1, "", "none", "9" * 19, "²"])
def test_what_names_no_case_has_no_facts(demo_path: Path, key: object) -> None:
    with (
        closing(open_ledger(str(demo_path))) as ledger,
        ledger.fund().reading() as books,
    ):
        assert [case_facts(books, Case(noun, key)) for noun in FACTS] == [()] * len(
            FACTS
        )


def test_a_recovery_a_receipt_and_a_voucher_have_facts(demo_path: Path) -> None:
    with (
        closing(open_ledger(str(demo_path))) as ledger,
        ledger.fund().reading() as books,
    ):
        debt = recoveries(books)[0]
        (receipt,) = claims.last_receipts(books, 1)
        (voucher,) = last_vouchers(books, 1)
        cases = {
            Noun.RECOVERY: debt.no,
            Noun.RECEIPT: receipt.no,
            Noun.VOUCHER: voucher,
        }
        headings = {
            noun: [each.heading for each in case_facts(books, Case(noun, str(no)))]
            for noun, no in cases.items()
        }
    home = ["Project", "Community"]
    assert headings[Noun.RECOVERY] == [*home, "Owed", "Recovered"]
    assert headings[Noun.RECEIPT][:4] == [*home, "Receipt", "Amount claimed"]
    assert headings[Noun.VOUCHER] == ["Voucher", "Summary", "Amount"]
