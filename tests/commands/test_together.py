"""Several people, or several clicks, on one case at the same moment: one effect.

Each deed runs in a process of its own, on its own connection.
"""

from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import date
from typing import Any

from fundledger.commands import claims, disbursements
from fundledger.commands.claims import Verdict
from fundledger.commands.deed import Desk
from fundledger.domain.ids import AccountKey, ClaimNo, DisbursementNo, Login
from fundledger.errors import RefusedError
from fundledger.store.books import Ledger
from fundledger.store.verify import Status, verify
from tests.commands.money import approved, booked, paid, receipt, receipt_nos, submitted
from tests.commands.scene import ACCOUNTANT, CASHIER, Scene
from tests.databases import Database, frozen
from tests.store.writers import start, together

AT_ONCE = 6
BANK = AccountKey("bank.main")


def do_once(
    line: Any,  # noqa: ANN401 - the end of a pipe
    address: str,
    login: Login,
    on: date,
    act: Callable[..., object],
    what: Sequence[object],
) -> str:
    """Do a deed once, once told to begin; say how it ended."""
    with closing(Ledger(address, frozen)) as ledger:
        desk = Desk(fund=ledger.fund(), actor=login, on=on)
        line.send("ready")
        line.recv()
        try:
            act(desk, *what)
        except RefusedError as error:
            return error.code
    return "done"


def admit(desk: Desk, claim_no: ClaimNo, verdicts: list[Verdict]) -> None:
    claims.admit_claim(desk, claim_no, admitted=verdicts)


def pay(desk: Desk, no: DisbursementNo) -> None:
    disbursements.pay_disbursement(desk, no, bank="main")


def all_at_once(
    database: Database, desk: Desk, act: Callable[..., object], *what: object
) -> list[str]:
    jobs = [
        start(do_once, database.address, desk.actor, desk.on, act, what)
        for _ in range(AT_ONCE)
    ]
    return sorted(together(jobs))


def test_a_claim_admitted_by_many_at_once_is_admitted_once(
    database: Database, scene: Scene
) -> None:
    project = scene.active()
    paid(scene, project, 1500)
    given = receipt(300)
    claim = submitted(scene, project, given)
    verdicts = [Verdict(receipt_nos(scene, claim)[0], given.amount)]
    ended = all_at_once(database, scene.desk(ACCOUNTANT), admit, claim, verdicts)
    assert ended == ["claim_move"] * (AT_ONCE - 1) + ["done"]
    assert booked(scene) == [
        ("programme_cost.materials.unrestricted", "advance", 300),
    ]
    assert verify(scene.fund).status is Status.OK


def test_a_payment_pressed_by_many_at_once_leaves_the_bank_once(
    database: Database, scene: Scene
) -> None:
    project = scene.active()
    instalment = approved(scene, project, 500)
    before = scene.left(BANK)
    ended = all_at_once(database, scene.desk(CASHIER), pay, instalment)
    assert ended == ["disbursement_move"] * (AT_ONCE - 1) + ["done"]
    assert before - scene.left(BANK) == 50_000
    assert verify(scene.fund).status is Status.OK
