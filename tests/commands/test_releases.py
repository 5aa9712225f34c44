"""Restricted money that was spent is released: by month, at year end, by source."""

from collections.abc import Sequence
from datetime import date

import pytest

from fundledger.checks import r10_release
from fundledger.commands import (
    accounts,
    disallowances,
    funding,
    funds,
    journal,
    periods,
    releases,
    running_costs,
)
from fundledger.commands.posting import book
from fundledger.commands.sources import SourceShare
from fundledger.domain.chart import B_FREE, B_TOTAL, NET_RESTRICTED
from fundledger.domain.corrections import CorrectionKindError
from fundledger.domain.ids import AccountKey, ClaimNo, FundingNo, Month, SourceKey
from fundledger.domain.journal import NothingToPostError, PostingRule, VoucherKind
from fundledger.domain.periods import (
    MonthNotOpenError,
    MonthNotOverError,
    ReleaseDueError,
    UnsignedVouchersError,
    month_end,
    months_of,
)
from fundledger.domain.rights import NoRoleError
from fundledger.queries import journal as queries
from tests import small
from tests.commands.money import (
    SourcedRow,
    admitted,
    cost_corrected,
    entry,
    left,
    paid,
    receipt,
    receipt_nos,
    red_checks,
    returned,
    sourced,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    AID,
    SPORT,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_periods import closed

JANUARY, FEBRUARY = Month("2024-01"), Month("2024-02")
GRANTS = ("grants.restricted", "grants.unrestricted")
DONATIONS = ("donations.restricted", "donations.unrestricted")
NET = ("net_restricted", "net_unrestricted")


def spent(scene: Scene, *of: SourceKey, approved: int = 2000) -> ClaimNo:
    """Spend 600.00 元 of restricted money on a project."""
    shares = [SourceShare(key) for key in of or (AID,)]
    project = scene.active(approved - 800, 800, of=shares)
    paid(scene, project, 900)
    return admitted(scene, project, receipt(600))


def release(scene: Scene, month: Month = JANUARY) -> list[SourcedRow]:
    """Release what a month that is over has spent; give what was booked."""
    scene.today = max(scene.today, month_end(month))
    no = releases.release_net_assets(scene.desk(ACCOUNTANT), month)
    return sourced(scene, no)


def opened(scene: Scene, amount: int) -> None:
    """Bring restricted net assets in from before these books, in 元."""
    fen = amount * 100
    brought = [
        entry(AccountKey("bank.main"), NET_RESTRICTED, fen, of=AID),
        entry(B_TOTAL, B_FREE, fen, of=AID),
    ]
    scene.fund.write(
        small.ask("journal.import", actor=ACCOUNTANT, on=date(2024, 1, 2)),
        lambda write: book(
            write,
            PostingRule.OPENING,
            brought,
            summary="期初余额",
            kind=VoucherKind.OPENING,
        ),
    )


def year_over(scene: Scene, year: int) -> None:
    """Sign everything, and close each month but December."""
    scene.today = date(year + 1, 1, 8)
    scene.sign_all(date(year, 12, 31))
    for month in months_of(year)[:-1]:
        periods.close_month(scene.desk(SUPERVISOR), month)


def test_what_was_spent_is_released_inside_the_year_s_income(scene: Scene) -> None:
    scene.source(AID, 2000)
    spent(scene)
    assert release(scene) == [(*GRANTS, 600, AID)]
    last = vouchers(scene)[-1]
    assert (last.kind, last.rule) == (VoucherKind.RELEASE, PostingRule.RELEASE)
    assert last.on == date(2024, 1, 31)
    assert left(scene, "grants.restricted") == 1400
    assert red_checks(scene) == {}


def test_income_is_released_donations_before_grants_before_other_income(
    scene: Scene,
) -> None:
    scene.source(AID, 200)
    desk = scene.desk(ACCOUNTANT)
    funding.receive_donation(desk, yuan(300), party="企业", bank="main", source=AID)
    accounts.change_bank_account(scene.desk(ADMIN), "main", source=AID)
    funds.change_setting(scene.desk(ADMIN), "interest", "interest")
    funding.receive_interest(desk, yuan(1500), bank="main")
    spent(scene)
    assert release(scene) == [
        (*DONATIONS, 300, AID),
        (*GRANTS, 200, AID),
        ("other_income.restricted", "other_income.unrestricted", 100, AID),
    ]


def test_what_was_carried_over_is_released_first(scene: Scene) -> None:
    """Opening, income and cost in one year: 400 of 600 come from before it."""
    opened_source(scene)
    spent(scene)
    assert release(scene) == [(*NET, 400, AID), (*GRANTS, 200, AID)]
    assert left(scene, "net_restricted") == 0
    year_over(scene, 2024)
    closed(scene, 2024)
    assert left(scene, "net_restricted", of=AID) == 1800
    assert left(scene, "net_unrestricted", of=AID) == 0
    assert red_checks(scene) == {}


def opened_source(scene: Scene) -> None:
    """Have a source with 400.00 元 from before, and a grant of 2,000.00 元."""
    scene.source(AID)
    opened(scene, 400)
    scene.grant(AID, 2000)


def test_every_source_is_released_by_itself(scene: Scene) -> None:
    scene.source(AID, 500)
    scene.source(SPORT, 1600)
    spent(scene, AID, SPORT)
    assert release(scene) == [(*GRANTS, 500, AID), (*GRANTS, 100, SPORT)]
    assert left(scene, "grants.restricted", of=AID) == 0
    assert left(scene, "grants.restricted", of=SPORT) == 1500
    assert red_checks(scene) == {}


def test_a_later_release_counts_what_the_year_released_before(scene: Scene) -> None:
    scene.source(AID, 2000, overhead_percent=10)
    claim = spent(scene, approved=1500)
    release(scene)
    scene.today = date(2024, 2, 20)
    running_costs.pay_admin_cost(
        scene.desk(SUPERVISOR), yuan(50), bank="main", summary="印刷费", source=AID
    )
    assert release(scene, FEBRUARY) == [(*GRANTS, 50, AID)]
    [no] = receipt_nos(scene, claim)
    desk = scene.desk(ACCOUNTANT)
    disallowances.disallow_receipt(desk, no, yuan(80), reason="不符")
    assert release(scene, FEBRUARY) == [(*GRANTS[::-1], 80, AID)]
    assert left(scene, "grants.restricted") == 2000 - 570
    assert red_checks(scene) == {}


def test_what_went_back_to_its_giver_is_released(scene: Scene) -> None:
    scene.source(AID, 2000)
    returned(scene, FundingNo(2), 700)
    assert release(scene) == [(*GRANTS, 700, AID)]
    assert red_checks(scene) == {}


def test_unrestricted_money_is_not_released(scene: Scene) -> None:
    project = scene.active()
    paid(scene, project, 900)
    admitted(scene, project, receipt(600))
    with pytest.raises(NothingToPostError):
        release(scene)
    scene.source(AID, 2000)
    with pytest.raises(NothingToPostError):
        release(scene)
    assert scene.refusals() == ["nothing_to_post"] * 2


def test_a_release_is_booked_once_in_an_open_month_by_the_accountant(
    scene: Scene,
) -> None:
    scene.source(AID, 2000)
    spent(scene)
    with pytest.raises(NoRoleError):
        releases.release_net_assets(scene.desk(SUPERVISOR), JANUARY)
    with pytest.raises(MonthNotOverError):
        releases.release_net_assets(scene.desk(ACCOUNTANT), JANUARY)
    release(scene)
    with pytest.raises(NothingToPostError):
        release(scene)
    for month in (JANUARY, FEBRUARY):
        scene.today = month_end(month)
        scene.sign_all()
        periods.close_month(scene.desk(SUPERVISOR), month)
    desk = scene.desk(ACCOUNTANT, date(2024, 2, 29))
    with pytest.raises(NothingToPostError):
        releases.release_net_assets(desk, FEBRUARY)


def test_a_closed_month_takes_no_release(scene: Scene) -> None:
    scene.source(AID, 2000)
    spent(scene)
    scene.today = month_end(JANUARY)
    scene.sign_all()
    periods.close_month(scene.desk(SUPERVISOR), JANUARY)
    with pytest.raises(MonthNotOpenError):
        release(scene)


def test_a_release_is_not_corrected_but_counted_anew(scene: Scene) -> None:
    scene.source(AID, 2000)
    spent(scene)
    release(scene)
    last = vouchers(scene)[-1].no
    with pytest.raises(CorrectionKindError):
        journal.adjust_voucher(
            scene.desk(ACCOUNTANT), last, amounts=[yuan(1)], reason="误"
        )


def test_a_year_is_closed_after_what_is_still_to_be_released(scene: Scene) -> None:
    scene.source(AID, 500)
    scene.source(SPORT, 1600)
    spent(scene, AID, SPORT)
    year_over(scene, 2024)
    assert closed(scene, 2024) == 3
    released, income, cost = vouchers(scene)[-3:]
    kinds = [VoucherKind.RELEASE, VoucherKind.CLOSING, VoucherKind.CLOSING]
    assert [each.kind for each in (released, income, cost)] == kinds
    assert sourced(scene, released.no) == [
        (*GRANTS, 500, AID),
        (*GRANTS, 100, SPORT),
    ]
    assert set(sourced(scene, income.no)) == {
        ("donations.unrestricted", "net_unrestricted", 20000, "general"),
        ("grants.restricted", "net_restricted", 1500, SPORT),
        ("grants.unrestricted", "net_unrestricted", 500, AID),
        ("grants.unrestricted", "net_unrestricted", 100, SPORT),
    }
    kind = "programme_cost.materials.restricted"
    assert sourced(scene, cost.no) == [
        ("net_unrestricted", kind, 500, AID),
        ("net_unrestricted", kind, 100, SPORT),
    ]
    assert [left(scene, "net_unrestricted", of=key) for key in (AID, SPORT)] == [0, 0]
    assert red_checks(scene) == {}


def test_a_fund_that_released_each_month_has_nothing_left_at_year_end(
    scene: Scene,
) -> None:
    scene.source(AID, 2000)
    spent(scene)
    release(scene)
    year_over(scene, 2024)
    assert closed(scene, 2024) == 2
    assert [each.kind for each in vouchers(scene)[-2:]] == [VoucherKind.CLOSING] * 2
    assert red_checks(scene) == {}


def test_cost_of_a_closed_year_that_was_too_high_is_taken_back_by_source(
    scene: Scene,
) -> None:
    """Its release is taken back at the next year end, through 以前年度净资产调整."""
    scene.source(AID, 2000)
    spent(scene)
    cost = vouchers(scene)[-1].no
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    year_over(scene, 2024)
    closed(scene, 2024)
    cost_corrected(scene, cost, 50)
    assert sourced(scene) == [("advance", "prior_year.restricted", 50, AID)]
    scene.sign_all()
    periods.close_month(scene.desk(SUPERVISOR), months_of(2024)[-1])
    year_over(scene, 2025)
    assert closed(scene, 2025) == 2
    adjusted, taken_back = vouchers(scene)[-2:]
    assert sourced(scene, adjusted.no) == [
        ("prior_year.restricted", "net_unrestricted", 50, AID)
    ]
    assert sourced(scene, taken_back.no) == [(*NET[::-1], 50, AID)]
    assert left(scene, "net_restricted", of=AID) == 1450
    assert left(scene, "net_unrestricted", of=AID) == 0
    assert red_checks(scene) == {}


def offences(scene: Scene) -> Sequence[r10_release.ReleaseApart]:
    with scene.fund.reading() as books:
        return r10_release.offences(books)


def monthly(scene: Scene) -> None:
    funds.change_setting(scene.desk(ADMIN), "release_monthly", "true")


def test_a_month_is_closed_after_its_release_where_that_is_monthly(
    scene: Scene,
) -> None:
    """The release is a voucher like others: made first, signed, and then closed."""
    monthly(scene)
    scene.source(AID, 2000)
    spent(scene)
    scene.today = date(2024, 2, 2)
    scene.sign_all()
    with pytest.raises(ReleaseDueError) as refused:
        periods.close_month(scene.desk(SUPERVISOR), JANUARY)
    assert refused.value.amount == yuan(600)
    release(scene)
    with pytest.raises(UnsignedVouchersError):
        periods.close_month(scene.desk(SUPERVISOR), JANUARY)
    scene.sign_all()
    periods.close_month(scene.desk(SUPERVISOR), JANUARY)
    assert offences(scene) == []
    assert red_checks(scene) == {}


def test_each_month_releases_what_the_year_has_spent_less_what_it_released(
    scene: Scene,
) -> None:
    """No correction of an earlier year takes anything back until its own is closed."""
    monthly(scene)
    scene.source(AID, 2000)
    spent(scene)
    cost = vouchers(scene)[-1].no
    accounts.open_year(scene.desk(SUPERVISOR), year=2025, edition="2004")
    scene.today = date(2024, 12, 31)
    release(scene)
    year_over(scene, 2024)
    closed(scene, 2024)
    scene.sign_all()
    periods.close_month(scene.desk(SUPERVISOR), months_of(2024)[-1])
    cost_corrected(scene, cost, 50)
    scene.today = date(2025, 2, 3)
    scene.sign_all()
    periods.close_month(scene.desk(SUPERVISOR), months_of(2025)[0])
    assert offences(scene) == []
    assert red_checks(scene) == {}


def test_a_month_closed_without_its_release_is_found_where_that_is_monthly(
    scene: Scene,
) -> None:
    scene.source(AID, 2000)
    spent(scene)
    scene.today = date(2024, 2, 2)
    scene.sign_all()
    periods.close_month(scene.desk(SUPERVISOR), JANUARY)
    assert offences(scene) == []
    funds.change_setting(scene.desk(ADMIN), "release_monthly", "true")
    assert offences(scene) == [(AID, date(2024, 1, 31), 60_000, 0, 0)]
    periods.reopen_month(scene.desk(SUPERVISOR), JANUARY, reason="漏登")
    release(scene)
    scene.sign_all()
    periods.close_month(scene.desk(SUPERVISOR), JANUARY)
    assert offences(scene) == []


def test_a_release_is_a_voucher_that_somebody_reviews(scene: Scene) -> None:
    scene.source(AID, 2000)
    spent(scene)
    release(scene)
    scene.sign_all()
    with scene.fund.reading() as books:
        last = queries.voucher(books, vouchers(scene)[-1].no)
    assert last is not None
    assert set(last.signed) == {"prepared", "reviewed", "posted", "chief"}
