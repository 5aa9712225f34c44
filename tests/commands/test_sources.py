"""Sources of funds: added, mended, and who pays what, at every stage and back."""

from datetime import date

import pytest

from fundledger.commands import (
    funding,
    notices,
    running_costs,
    sources,
)
from fundledger.commands.lookup import ExistsError, NotFoundError
from fundledger.commands.sources import SourceShare
from fundledger.domain.chart import B_FREE, B_RESERVED
from fundledger.domain.corrections import (
    CaseVoucherError,
    NothingCorrectedError,
    ReturnedSinceError,
)
from fundledger.domain.funding import FundingKind
from fundledger.domain.ids import (
    AccountKey,
    ClaimNo,
    DisbursementNo,
    FundingNo,
    ProjectNo,
    SourceKey,
    VoucherNo,
)
from fundledger.domain.journal import InsufficientError
from fundledger.domain.rights import NoRoleError
from fundledger.domain.sources import (
    GENERAL,
    NothingChangedError,
    SourceAmountsError,
    SourceDatesError,
    SourceGapError,
    SourceShortError,
    SourcesNeededError,
    SourceTermsError,
    SourceTwiceError,
)
from fundledger.queries import sources as queries
from tests.commands.money import (
    admitted,
    booked,
    corrected_voucher,
    left,
    paid,
    receipt,
    red_checks,
    returned,
    source_changed,
    sourced,
    vouchers,
)
from tests.commands.scene import (
    ACCOUNTANT,
    ADMIN,
    AID,
    APPROVER,
    OPENS,
    REVIEWER1,
    REVIEWER3,
    SPORT,
    SUBDISTRICT,
    SUPERVISOR,
    Scene,
    yuan,
)
from tests.commands.test_journal import two_banks

BOTH = (SourceShare(AID), SourceShare(GENERAL))
"""The restricted source pays first, as far as it reaches."""
FIRST = VoucherNo(1)
"""The donation that the scene begins with, of 20,000.00 元."""
MATERIALS, LABOUR = "programme_cost.materials", "programme_cost.labour"


def row(scene: Scene, key: SourceKey) -> queries.FundingSource:
    with scene.fund.reading() as books:
        source = queries.source(books, key)
    assert source is not None
    return source


def order(scene: Scene, no: ProjectNo) -> list[SourceKey]:
    with scene.fund.reading() as books:
        return queries.order(books, no)


def by_source(scene: Scene, key: AccountKey, no: ProjectNo | None = None) -> list[int]:
    """Tell what of both sources stands on an account, in 元: the restricted first."""
    return [scene.left(key, no, of) // 100 for of in (AID, GENERAL)]


def of_both(scene: Scene) -> ProjectNo:
    """Have 2,000.00 元 approved, of which the restricted source gives 1,500.00."""
    scene.source(AID, 1500)
    return scene.active(of=BOTH)


def advanced(scene: Scene) -> tuple[ProjectNo, DisbursementNo]:
    """Pay an advance of 1,700.00 元, of which 1,500.00 are restricted."""
    project = of_both(scene)
    return project, paid(scene, project, 1700)


def spent(scene: Scene, project: ProjectNo) -> ClaimNo:
    """Claim 1,600.00 元: materials of the restricted source, labour of both."""
    return admitted(scene, project, receipt(1200), receipt(400, 2, "FP-2"))


# --- added and mended ---


def test_a_fund_begins_with_one_unrestricted_source(scene: Scene) -> None:
    with scene.fund.reading() as books:
        [source] = queries.sources(books)
    assert (source.key, source.restricted, source.bank) == (GENERAL, False, None)


def test_a_source_is_kept_with_what_was_agreed(scene: Scene) -> None:
    two_banks(scene)
    sources.add_source(
        scene.desk(ADMIN),
        key=AID,
        name="救助专项",
        restricted=True,
        purpose="困难群众",
        giver="区民政局",
        from_on=OPENS,
        until_on=date(2024, 12, 31),
        returnable=True,
        overhead_percent=5,
        bank="second",
    )
    assert row(scene, AID) == (
        *(AID, "救助专项", True, "困难群众", "区民政局", OPENS, date(2024, 12, 31)),
        *(True, 5, "bank.second"),
    )


def test_a_source_has_a_key_of_its_own_and_terms_that_can_be_kept(scene: Scene) -> None:
    scene.source(AID)
    with pytest.raises(ExistsError):
        scene.source(AID, restricted=False)
    with pytest.raises(SourceTermsError):
        scene.source(SPORT, from_on=date(2024, 2, 2), until_on=date(2024, 2, 1))
    with pytest.raises(NotFoundError):
        scene.source(SPORT, bank="nowhere")
    with pytest.raises(NoRoleError):
        sources.add_source(
            scene.desk(ACCOUNTANT), key=SPORT, name="体育", restricted=True
        )
    scene.source(SPORT, from_on=date(2024, 2, 1), until_on=date(2024, 2, 1))
    assert scene.refusals() == [
        "exists_already",
        "source_terms",
        "no_role",
    ]


def test_a_source_is_mended_in_what_is_given_and_stays_as_it_is_else(
    scene: Scene,
) -> None:
    scene.source(AID, until_on=date(2024, 6, 30), overhead_percent=5)
    before, desk = row(scene, AID), scene.desk(SUPERVISOR)
    later = date(2024, 9, 30)
    source_changed(scene, AID, name="救助专项", until_on=later)
    assert row(scene, AID) == before._replace(name="救助专项", until_on=later)
    with pytest.raises(NothingChangedError):
        sources.change_source(desk, AID, name="救助专项", overhead_percent=5)
    with pytest.raises(NothingChangedError):
        sources.change_source(desk, AID)
    with pytest.raises(SourceTermsError):
        sources.change_source(desk, AID, from_on=date(2024, 10, 1))
    with pytest.raises(NotFoundError):
        sources.change_source(desk, SPORT, name="体育")
    assert row(scene, AID).until_on == later


def test_whether_a_source_is_restricted_never_changes() -> None:
    """No argument says so; the column is fixed, like its key."""
    assert "restricted" not in sources.change_source.shape.converters
    assert "key" not in sources.change_source.shape.converters


# --- approved ---


def test_an_approval_takes_its_sources_in_the_order_they_are_named(
    scene: Scene,
) -> None:
    scene.source(AID, 1500)
    no = scene.on_notice(of=BOTH)
    assert sourced(scene) == [
        ("b_free", "b_reserved", 1500, AID),
        ("b_free", "b_reserved", 500, GENERAL),
    ]
    assert order(scene, no) == [AID, GENERAL]
    assert by_source(scene, B_FREE) == [0, 19500]


def test_an_approval_takes_of_each_source_what_it_says(scene: Scene) -> None:
    scene.source(AID, 1500)
    named = [SourceShare(GENERAL, yuan(700)), SourceShare(AID)]
    no = scene.on_notice(of=named)
    assert by_source(scene, B_RESERVED, no) == [1300, 700]
    assert order(scene, no) == [GENERAL, AID]


def test_an_approval_is_of_the_only_source_there_is(scene: Scene) -> None:
    no = scene.on_notice()
    assert order(scene, no) == [GENERAL]


def test_where_there_are_several_sources_who_approves_names_them(scene: Scene) -> None:
    scene.source(AID, 1500)
    no = scene.reviewed()
    with pytest.raises(SourcesNeededError) as refused:
        scene.approve(no, 1200, 800)
    assert refused.value.known == (AID, GENERAL)


@pytest.mark.parametrize(
    ("named", "error"),
    [
        ([(AID, None)], SourceShortError),
        ([(AID, 1501), (GENERAL, None)], SourceShortError),
        ([(AID, 1500), (GENERAL, 499)], SourceAmountsError),
        ([(AID, 1500), (GENERAL, 501)], SourceAmountsError),
        ([(AID, None), (GENERAL, 2001)], SourceAmountsError),
        ([(AID, None), (AID, None)], SourceTwiceError),
        ([(AID, -100), (GENERAL, 2100)], SourceAmountsError),
        ([(SourceKey("nowhere"), None)], NotFoundError),
    ],
)
def test_the_sources_named_give_exactly_what_is_approved(
    scene: Scene, named: list[tuple[SourceKey, int | None]], error: type[Exception]
) -> None:
    scene.source(AID, 1500)
    no = scene.reviewed()
    shares = [
        SourceShare(key, None if amount is None else yuan(amount))
        for key, amount in named
    ]
    with pytest.raises(error):
        scene.approve(no, 1200, 800, of=shares)
    assert left(scene, "b_reserved") == 0
    assert order(scene, no) == []


@pytest.mark.parametrize(
    "terms", [{"from_on": date(2024, 2, 1)}, {"until_on": date(2024, 1, 7)}]
)
def test_a_source_pays_only_while_it_runs(scene: Scene, terms: dict[str, date]) -> None:
    scene.source(AID, 5000, from_on=terms.get("from_on", date(2024, 1, 1)))
    if "until_on" in terms:
        source_changed(scene, AID, until_on=terms["until_on"])
    no = scene.reviewed()
    with pytest.raises(SourceDatesError) as refused:
        scene.approve(no, 1200, 800, of=[SourceShare(AID)])
    assert refused.value.on == scene.today


def test_a_source_pays_on_its_first_and_on_its_last_day(scene: Scene) -> None:
    scene.source(AID, 5000, from_on=OPENS, until_on=OPENS)
    no = scene.reviewed()
    assert scene.today == OPENS
    scene.approve(no, 1200, 800, of=[SourceShare(AID)])
    assert by_source(scene, B_RESERVED, no) == [2000, 0]


def test_an_overdrawn_source_pays_for_nothing_new_and_binds_no_other(
    scene: Scene,
) -> None:
    """A bank fee overdraws the unrestricted source by 3.00 元."""
    scene.source(AID, 5000)
    supervisor, accountant = scene.desk(SUPERVISOR), scene.desk(ACCOUNTANT)
    running_costs.pay_admin_cost(supervisor, yuan(20000), bank="main", summary="房租")
    running_costs.pay_bank_fee(accountant, yuan(3), bank="main")
    no = scene.reviewed()
    with pytest.raises(SourceGapError) as refused:
        scene.approve(no, 1200, 800, of=[SourceShare(GENERAL), SourceShare(AID)])
    assert (refused.value.source, refused.value.gap) == (GENERAL, yuan(3))
    scene.approve(no, 1200, 800, of=[SourceShare(AID)])


def test_what_was_reserved_goes_back_to_whom_it_is_of(scene: Scene) -> None:
    scene.source(AID, 1500)
    no = scene.on_notice(of=BOTH)
    objection = notices.raise_objection(scene.desk(SUBDISTRICT), no, "偏高", "居民")
    notices.uphold_objection(scene.desk(APPROVER), no, objection, "异议成立")
    assert by_source(scene, B_FREE) == [1500, 20000]
    assert by_source(scene, B_RESERVED) == [0, 0]


def test_an_approval_made_anew_names_its_sources_anew(scene: Scene) -> None:
    scene.source(AID, 1500)
    no = scene.on_notice(of=BOTH)
    objection = notices.raise_objection(scene.desk(SUBDISTRICT), no, "偏高", "居民")
    notices.uphold_objection(scene.desk(APPROVER), no, objection, "异议成立")
    scene.agree(no, REVIEWER1, REVIEWER3)
    scene.approve(no, 1000, 500, of=[SourceShare(GENERAL, yuan(300)), BOTH[0]])
    assert order(scene, no) == [GENERAL, AID]
    assert by_source(scene, B_RESERVED, no) == [1200, 300]


# --- corrections ---


def to(
    scene: Scene, no: VoucherNo, source: SourceKey, **accounts: AccountKey
) -> VoucherNo:
    """Correct a voucher to another source."""
    return corrected_voucher(
        scene,
        no,
        reason="来源有误",
        to_source=source,
        accounts={AccountKey(old): new for old, new in accounts.items()},
    )


def test_money_of_another_source_moves_its_budget_too(scene: Scene) -> None:
    scene.source(AID)
    blue = to(scene, FIRST, AID)
    _, red, right = vouchers(scene)
    assert sourced(scene, red.no) == [
        ("donations.unrestricted", "bank.main", 20000, GENERAL),
        ("b_free", "b_total", 20000, GENERAL),
    ]
    assert sourced(scene, right.no) == [
        ("bank.main", "donations.restricted", 20000, AID),
        ("b_total", "b_free", 20000, AID),
    ]
    assert by_source(scene, B_FREE) == [20000, 0]
    with scene.fund.reading() as books:
        assert queries.received(books, AID) == 2_000_000
        assert queries.received(books, GENERAL) == 0
    with pytest.raises(NothingCorrectedError):
        to(scene, blue, AID)
    to(scene, blue, GENERAL)
    assert by_source(scene, B_FREE) == [0, 20000]
    assert red_checks(scene) == {}


def test_money_that_is_promised_already_stays_with_its_source(scene: Scene) -> None:
    scene.source(AID)
    scene.on_notice(of=[SourceShare(GENERAL)])
    with pytest.raises(InsufficientError) as refused:
        to(scene, FIRST, AID)
    assert (refused.value.account, refused.value.source) == (B_FREE, GENERAL)
    assert refused.value.left == yuan(18000)


def test_money_of_which_some_went_back_stays_with_its_source(scene: Scene) -> None:
    """What went back was of that source, though others could pay for it since."""
    scene.source(AID)
    scene.grant(GENERAL, 5000)
    returned(scene, FundingNo(1), 400)
    with pytest.raises(ReturnedSinceError):
        to(scene, FIRST, AID)
    assert by_source(scene, B_FREE) == [0, 24600]


def test_what_was_decided_for_a_project_keeps_its_sources(scene: Scene) -> None:
    project, _ = advanced(scene)
    spent(scene, project)
    for voucher in vouchers(scene)[-2:]:
        with pytest.raises(CaseVoucherError):
            to(scene, voucher.no, GENERAL)


def test_unidentified_money_becomes_another_source_s(scene: Scene) -> None:
    desk, kind = scene.desk(ACCOUNTANT), FundingKind.GRANT
    no = funding.receive_unidentified(desk, yuan(300), bank="main")
    voucher = funding.identify_money(desk, no, kind=kind, party="区财政")
    scene.source(AID)
    to(scene, voucher, AID)
    assert booked(scene)[0][1] == "grants.restricted"
    assert by_source(scene, B_FREE) == [300, 20000]
    assert red_checks(scene) == {}
