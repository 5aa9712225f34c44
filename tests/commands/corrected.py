"""Vouchers that have rows behind them, and what may turn out to have been otherwise."""

from collections.abc import Callable
from typing import Final

from fundledger.commands import (
    accounts,
    disbursements,
    funding,
    journal,
    notices,
    projects,
    refunds,
    returns,
    running_costs,
    transfers,
)
from fundledger.domain.chart import Book
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import (
    AccountKey,
    ProjectNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.money import from_fen
from fundledger.queries import corrections
from fundledger.queries import funding as received
from fundledger.queries import journal as queries
from tests.commands.money import (
    admitted,
    alone,
    corrected_voucher,
    decided,
    paid,
    receipt,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    AID,
    APPROVER,
    CASHIER,
    SUPERVISOR,
    Scene,
    content,
    yuan,
)

LOOSE: Final = SourceKey("loose")
"""An unrestricted source beside the first; `AID` is restricted."""


# --- Vouchers that have rows behind them -------------------------------------------


def last(scene: Scene) -> VoucherNo:
    with scene.fund.reading() as books:
        every = [e for e in queries.vouchers(books) if e.series is Book.MONEY]
    return every[-1].no


def donation(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    funding.receive_donation(desk, yuan(100), party="商户", bank="main")


def returned_in_part(scene: Scene) -> VoucherNo:
    desk = scene.desk(ACCOUNTANT)
    no = funding.receive_donation(desk, yuan(100), party="商户", bank="main")
    came = last(scene)
    decided(scene, no, 30)
    return came


def grant(scene: Scene) -> None:
    scene.grant(AID, 100)


def unidentified(scene: Scene) -> None:
    funding.receive_unidentified(scene.desk(ACCOUNTANT), yuan(100), bank="main")


def identified(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    no = funding.receive_unidentified(desk, yuan(100), bank="main")
    kind = FundingKind.DONATION
    funding.identify_money(desk, no, kind=kind, party="商户")


def named_since(scene: Scene) -> VoucherNo:
    identified(scene)
    with scene.fund.reading() as books:
        return received.fundings(books)[-1].voucher_no


def sent_back(scene: Scene) -> None:
    desk = scene.desk(ACCOUNTANT)
    no = funding.receive_unidentified(desk, yuan(100), bank="main")
    funding.send_back_unidentified(scene.desk(CASHIER), no, reason="无法查明")


def return_decided(scene: Scene) -> None:
    decided(scene, scene.grant(AID, 100), 60)


def return_paid(scene: Scene) -> None:
    no = decided(scene, scene.grant(AID, 100), 60)
    returns.pay_money_return(scene.desk(CASHIER), no, bank="main")


def cost(scene: Scene) -> VoucherNo:
    desk = scene.desk(SUPERVISOR)
    summary = "审计费"
    return alone(
        running_costs.pay_admin_cost(desk, yuan(60), bank="main", summary=summary)
    )


def cost_bounced(scene: Scene) -> None:
    cost(scene)
    desk, no = scene.desk(CASHIER), 1
    running_costs.bounce_admin_cost(desk, no, reason="户名有误")  # type: ignore[arg-type]


def cost_that_bounced(scene: Scene) -> VoucherNo:
    paid_by = cost(scene)
    desk, no = scene.desk(CASHIER), 1
    running_costs.bounce_admin_cost(desk, no, reason="户名有误")  # type: ignore[arg-type]
    return paid_by


def transfer(scene: Scene, *, in_transit: bool = False) -> None:
    for who in (CASHIER, SUPERVISOR):
        transfers.transfer_money(
            scene.desk(who),
            yuan(40),
            from_bank="main",
            to_bank="third",
            in_transit=in_transit,
        )


def sent(scene: Scene) -> None:
    transfer(scene, in_transit=True)


def arrived(scene: Scene) -> None:
    transfer(scene, in_transit=True)
    transfers.receive_transfer(scene.desk(CASHIER), 1)  # type: ignore[arg-type]


def sent_and_arrived(scene: Scene) -> VoucherNo:
    transfer(scene, in_transit=True)
    first = last(scene)
    transfers.receive_transfer(scene.desk(CASHIER), 1)  # type: ignore[arg-type]
    return first


def refund(scene: Scene, amount: int = 40) -> None:
    for no in (2, 1):
        paid(scene, ProjectNo(no), 60)
    desk = scene.desk(ACCOUNTANT)
    refunds.receive_refund(desk, ProjectNo(1), yuan(amount), bank="main")


def refund_of_more(scene: Scene) -> None:
    refund(scene, 80)


def advance(scene: Scene) -> None:
    paid(scene, ProjectNo(1), 60)


def bounced_and_paid_again(scene: Scene) -> VoucherNo:
    no = paid(scene, ProjectNo(1), 60)
    first = last(scene)
    desk = scene.desk(CASHIER)
    disbursements.bounce_disbursement(desk, no, reason="户名有误")
    disbursements.pay_disbursement(desk, no, bank="main")
    return first


def reimbursement(scene: Scene) -> None:
    admitted(scene, ProjectNo(1), receipt(60), reimburses=True)
    desk, no = scene.desk(SUPERVISOR), 1
    disbursements.approve_disbursement(desk, no)  # type: ignore[arg-type]
    disbursements.pay_disbursement(
        scene.desk(CASHIER),
        no,  # type: ignore[arg-type]
        bank="main",
    )


# --- What may turn out to have been otherwise --------------------------------------

Try = Callable[[Scene, VoucherNo], VoucherNo]


def _accounts(old: str, new: str) -> Try:
    def correct(scene: Scene, no: VoucherNo) -> VoucherNo:
        right = {AccountKey(old): AccountKey(new)}
        return corrected_voucher(scene, no, reason="有误", accounts=right)

    return correct


def _source(key: SourceKey) -> Try:
    def correct(scene: Scene, no: VoucherNo) -> VoucherNo:
        return corrected_voucher(scene, no, reason="有误", to_source=key)

    return correct


def _of_project(scene: Scene, no: VoucherNo) -> VoucherNo:
    return corrected_voucher(scene, no, reason="有误", to_project_no=ProjectNo(2))


def _amounts(right: Callable[[int, int], int]) -> Try:
    """Adjust each posting by its place among those of its book, and its amount."""

    def adjust(scene: Scene, no: VoucherNo) -> VoucherNo:
        with scene.fund.reading() as books:
            budget = corrections.budget_voucher(books, no)
            both = [no] if budget is None else [no, budget]
            amounts = [
                from_fen(right(place, each.fen))
                for one in both
                for place, each in enumerate(queries.postings(books, one))
            ]
        desk = scene.desk(ACCOUNTANT)
        journal.adjust_voucher(desk, no, amounts=amounts, reason="有误")
        return no

    return adjust


TRIES: Final[dict[str, Try]] = {
    "another bank account": _accounts("bank.main", "bank.second"),
    "where it went": _accounts("bank.third", "bank.fourth"),
    "one account for both": _accounts("bank.fourth", "bank.second"),
    "in transit": _accounts("bank.second", "bank.transit"),
    "arrived elsewhere": _accounts("bank.transit", "bank.third"),
    "a grant": _accounts("donations.unrestricted", "grants.unrestricted"),
    "a donation": _accounts("grants.restricted", "donations.restricted"),
    "fundraising": _accounts(
        "admin_cost.unrestricted", "fundraising_cost.unrestricted"
    ),
    "another project": _of_project,
    "less": _amounts(lambda _, fen: fen // 2),
    "no more than was advanced": _amounts(lambda place, fen: 0 if place else fen // 2),
    "another source": _source(LOOSE),
    "restricted": _source(AID),
}
"""Tried one after another, each on what stands by then."""


def four_banks(scene: Scene) -> None:
    for number, key in enumerate(("second", "third", "fourth"), start=2):
        desk, bank = scene.desk(ADMIN), "示例银行"
        accounts.add_bank_account(
            desk, key=key, name=key, bank=bank, number=f"000{number}"
        )


def two_projects(scene: Scene) -> None:
    nos = [scene.on_notice(saying=content(title)) for title in ("饺子宴", "包粽子")]
    scene.wait(10)
    for no in nos:
        notices.establish_project(scene.desk(APPROVER), no)
        projects.record_agreement(scene.desk(ACCOUNTANT), no, f"XY-{no}")
        projects.activate_project(scene.desk(SUPERVISOR), no)
