"""The books: vouchers reviewed and corrected, months and years closed."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from fundledger.commands import cosignatures, evidence, periods, releases, signatures
from fundledger.domain.actions import Action
from fundledger.domain.ids import CosignatureNo, Month
from fundledger.domain.periods import month_end, month_of, year_of
from fundledger.queries import funds
from fundledger.queries.cosignatures import waiting
from fundledger.queries.evidence import missing
from fundledger.queries.funds import Period
from fundledger.queries.settings import settings
from tests.machine import correction_plays
from tests.machine.correction_plays import all_vouchers
from tests.machine.game import NOTHING
from tests.machine.player import Player


def sign(player: Player) -> None:
    """Sign some part of what waits for it."""
    action, command, who = player.pick(SIGN_ALL)
    player.deed(action, command, {"until": player.game.today}, who=who)


def review_one(player: Player) -> None:
    """Review one voucher, perhaps one's own, perhaps again."""
    one = player.pick(all_vouchers(player))
    player.deed(
        Action.VOUCHER_REVIEW, signatures.review_voucher, {"voucher_no": one.no}
    )


SIGN_ALL: Final[tuple[tuple[Action, Callable[..., Any], str], ...]] = (
    (Action.VOUCHER_PREPARE, signatures.prepare_vouchers, "accountant"),
    (Action.VOUCHER_COUNTERSIGN, signatures.countersign_vouchers, "cashier"),
    (Action.VOUCHER_REVIEW, signatures.review_vouchers, "accountant2"),
    (Action.VOUCHER_REVIEW, signatures.review_vouchers, "accountant"),
    (Action.VOUCHER_POST, signatures.post_vouchers, "accountant"),
    (Action.VOUCHER_POST, signatures.post_vouchers, "accountant2"),
    (Action.VOUCHER_ENDORSE, signatures.endorse_vouchers, "supervisor"),
)
"""Who signs what before a month is closed."""


def close_month(player: Player) -> None:
    """Close the next month, mostly once it is over and everything is reviewed."""
    opened = [each for each in _periods(player) if not each.closed]
    if not opened:
        return
    month = player.pick(opened).key if player.odd() else opened[0].key
    if not player.odd(4):
        player.game.today = max(player.game.today, month_end(month))
        release_if_monthly(player, month)
        for action, sign, who in SIGN_ALL:
            player.deed(action, sign, {"until": month_end(month)}, who=who)
        prove(player, month)
    if month.endswith("-12") and not player.odd():
        close_year(player)
    player.deed(Action.MONTH_CLOSE, periods.close_month, {"month": month})


def prove(player: Player, month: Month) -> None:
    """Attach what a month's vouchers lack, or say now and then why it is missing."""
    with player.game.fund.reading() as books:
        lacking = missing(books, month=month)
    for each in lacking:
        of: dict[str, Any] = {"voucher_no": each.voucher_no}
        of["document"] = each.missing.document
        if player.odd(12):
            why = of | {"reason": player.reason()}
            player.deed(Action.EVIDENCE_EXCUSE, evidence.excuse_attachment, why)
        else:
            paper = of | {"place": "凭证柜", "sheets": each.missing.declared}
            attach = evidence.attach_original
            player.deed(Action.EVIDENCE_ATTACH, attach, paper, who="accountant")


def reopen_month(player: Player) -> None:
    """Reopen a month, mostly the one closed last."""
    closed = [each.key for each in _periods(player) if each.closed]
    month = player.pick([*closed, month_of(player.game.today)])
    if closed and not player.odd():
        month = closed[-1]
    given = {"month": month, "reason": player.reason()}
    player.deed(Action.MONTH_REOPEN, periods.reopen_month, given)


def close_year(player: Player, year: int | None = None) -> None:
    """Carry a year forward: the accountant and the supervisor sign."""
    if year is None:
        year = player.game.today.year - player.pick((0, 1, 1))
    for login in ("accountant", "supervisor"):
        tried = player.deed(
            Action.YEAR_CLOSE,
            periods.close_year,
            {"year": year},
            effect=None,
            who=login if not player.odd() else None,
        )
        if tried.accepted and (tried.result or tried.vouchers):
            player.game.oracle.close_year(year)
        player.game.settle(tried._replace(vouchers=()), NOTHING)


def release(player: Player) -> None:
    """Release restricted net assets up to the end of some month."""
    opened = [each for each in _periods(player) if not each.closed]
    if not opened:
        return
    over = [each for each in opened if month_end(each.key) <= player.game.today]
    release_up_to(player, player.pick(opened if player.odd() or not over else over).key)


def release_up_to(player: Player, month: Month) -> None:
    """Release restricted net assets up to the end of a month."""
    tried = player.deed(
        Action.RELEASE_BOOK, releases.release_net_assets, {"month": month}, effect=None
    )
    if tried.accepted:
        player.game.oracle.release(month_end(month))
    player.game.settle(tried._replace(vouchers=()), NOTHING)


def release_if_monthly(player: Player, month: Month) -> None:
    """Release before a month is closed, where the fund does each month."""
    with player.game.fund.reading() as books:
        monthly = settings(books).release_monthly
    if monthly and not player.odd():
        release_up_to(player, month)


def live_on(player: Player, days: int = 0) -> None:
    """Let a season go by: what is over is signed and closed, and years with it."""
    player.game.today += timedelta(days=days or player.dice.randint(20, 90))
    for _ in range(6):
        opened = [each for each in _periods(player) if not each.closed]
        if not opened or month_end(opened[0].key) >= player.game.today:
            return
        _close_next(player, opened[0].key)


def _close_next(player: Player, month: Month) -> None:
    release_if_monthly(player, month)
    for action, sign, who in SIGN_ALL:
        player.deed(action, sign, {"until": month_end(month)}, who=who)
    prove(player, month)
    if month.endswith("-12"):
        close_year(player, year_of(month))
    player.deed(Action.MONTH_CLOSE, periods.close_month, {"month": month})


def end_cosignature(player: Player) -> None:
    """Withdraw or return what one of two has signed, the last one mostly."""
    with player.game.fund.reading() as books:
        waits = waiting(books)
    no = CosignatureNo(99) if player.odd(20) or not waits else waits[-1].no
    withdrawn = bool(player.odd(2))
    signer = str(waits[-1].login) if waits and withdrawn else None
    player.deed(
        Action.COSIGNATURE_WITHDRAW if withdrawn else Action.COSIGNATURE_RETURN,
        cosignatures.withdraw_cosignature
        if withdrawn
        else cosignatures.return_cosignature,
        {"cosignature_no": no, "reason": player.reason()},
        who=signer,
    )


PLAYS: Final[tuple[Callable[[Player], None], ...]] = (
    sign,
    review_one,
    correction_plays.correct,
    correction_plays.correct,
    correction_plays.correct,
    correction_plays.correct,
    correction_plays.adjust,
    correction_plays.adjust,
    correction_plays.adjust,
    correction_plays.correct_closed_year,
    correction_plays.correct_closed_year,
    release,
    end_cosignature,
    release,
    end_cosignature,
    live_on,
    close_month,
    reopen_month,
    close_year,
)


def _periods(player: Player) -> list[Period]:
    with player.game.fund.reading() as books:
        return funds.periods(books)
