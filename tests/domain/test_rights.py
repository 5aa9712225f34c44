"""Rights, separation of duties, conflicts of interest and grants."""

from datetime import date, timedelta
from itertools import product

import pytest

from fundledger.domain.actions import Action
from fundledger.domain.ids import CommunityKey, Login, ProjectNo, SubdistrictKey
from fundledger.domain.people import (
    ACTING,
    COMMUNITY_ROLES,
    INCOMPATIBLE,
    ROLE_SCOPES,
    Acted,
    Grant,
    Interest,
    Place,
    Role,
    Scope,
    ScopeKind,
)
from fundledger.domain.rights import (
    ConflictOfInterestError,
    ExclusiveRoleError,
    GrantDatesError,
    NoRoleError,
    OutOfScopeError,
    OwnWorkError,
    ScopeOfRoleError,
    SelfGrantError,
    covers,
    decide_conflict,
    decide_grant,
    decide_right,
    decide_separation,
    holds_on,
    incompatible,
)
from tests.in_turn import in_turn

WANG, LI = Login("wang"), Login("li")
JIA, YI = SubdistrictKey("jia"), SubdistrictKey("yi")
JIA_1, JIA_2 = CommunityKey("jia-1"), CommunityKey("jia-2")
HERE = Place(JIA, JIA_1)
FUND = Place()
DAY = date(2024, 6, 1)
DISTRICT = Scope(ScopeKind.DISTRICT)
P1 = ProjectNo(1)

every_pair = in_turn(("one", "other"), list(product(Role, Role)))


def scope_here(role: Role) -> Scope:
    kind = min(ROLE_SCOPES[role])
    key = {ScopeKind.COMMUNITY: JIA_1, ScopeKind.SUBDISTRICT: JIA}.get(kind)
    return Scope(kind, key)


def granted(role: Role, scope: Scope | None = None, login: Login = WANG) -> Grant:
    return Grant(login, role, scope or scope_here(role), date(2024, 1, 1))


def test_a_refusal_names_every_role_that_may() -> None:
    cashier = [granted(Role.CASHIER)]
    with pytest.raises(NoRoleError) as refused:
        decide_right(WANG, Action.VOUCHER_REVIEW, HERE, cashier, DAY)
    assert refused.value.facts == {
        "actor": WANG,
        "action": Action.VOUCHER_REVIEW,
        "roles": (Role.ACCOUNTANT, Role.SUPERVISOR),
    }


def test_the_role_that_fits_is_acted_in() -> None:
    grants = [granted(Role.CASHIER), granted(Role.HEAD)]
    chosen = decide_right(WANG, Action.DISBURSEMENT_REQUEST, HERE, grants, DAY)
    assert chosen == {Role.HEAD}


def test_the_grants_of_others_are_no_help() -> None:
    with pytest.raises(NoRoleError):
        decide_right(LI, Action.CLAIM_ADMIT, HERE, [granted(Role.ACCOUNTANT)], DAY)


def test_somebody_may_hold_several_roles_that_fit() -> None:
    grants = [granted(Role.ACCOUNTANT), granted(Role.SUPERVISOR)]
    assert decide_right(WANG, Action.VOUCHER_REVIEW, FUND, grants, DAY) == {
        Role.ACCOUNTANT,
        Role.SUPERVISOR,
    }


@pytest.mark.parametrize(
    ("on", "holds"),
    [
        (date(2024, 5, 31), False),
        (date(2024, 6, 1), True),
        (date(2024, 6, 30), True),
        (date(2024, 7, 1), False),
    ],
)
def test_a_grant_holds_from_its_first_to_its_last_day(on: date, *, holds: bool) -> None:
    grant = Grant(WANG, Role.CASHIER, DISTRICT, date(2024, 6, 1), date(2024, 6, 30))
    assert holds_on(grant, on) is holds
    if not holds:
        with pytest.raises(NoRoleError):
            decide_right(WANG, Action.DISBURSEMENT_PAY, HERE, [grant], on)


@pytest.mark.parametrize(
    ("scope", "place", "reaches"),
    [
        (DISTRICT, HERE, True),
        (DISTRICT, FUND, True),
        (Scope(ScopeKind.SUBDISTRICT, JIA), HERE, True),
        (Scope(ScopeKind.SUBDISTRICT, YI), HERE, False),
        (Scope(ScopeKind.SUBDISTRICT, JIA), FUND, False),
        (Scope(ScopeKind.COMMUNITY, JIA_1), HERE, True),
        (Scope(ScopeKind.COMMUNITY, JIA_2), HERE, False),
        (Scope(ScopeKind.COMMUNITY, JIA_1), FUND, False),
        (Scope(ScopeKind.COMMUNITY, None), FUND, False),
        (Scope(ScopeKind.COMMUNITY, JIA), HERE, False),
        (Scope(ScopeKind.SUBDISTRICT, JIA_1), HERE, False),
    ],
)
def test_a_scope_reaches_its_own_place(
    scope: Scope, place: Place, *, reaches: bool
) -> None:
    assert covers(scope, place) is reaches


def test_a_role_elsewhere_is_no_role_here() -> None:
    grant = granted(Role.PREPARER, Scope(ScopeKind.COMMUNITY, JIA_2))
    with pytest.raises(OutOfScopeError) as refused:
        decide_right(WANG, Action.PROJECT_SUBMIT, HERE, [grant], DAY)
    assert refused.value.facts == {
        "actor": WANG,
        "action": Action.PROJECT_SUBMIT,
        "roles": (Role.PREPARER,),
        "subdistrict": JIA,
        "community": JIA_1,
    }


@every_pair
def test_nobody_passes_their_own_work(one: Role, other: Role) -> None:
    earlier = [Acted(WANG, one)]
    if frozenset({one, other}) in INCOMPATIBLE:
        assert incompatible(one, other)
        with pytest.raises(OwnWorkError) as refused:
            decide_separation(WANG, Action.PROJECT_APPROVE, {other}, earlier)
        assert (refused.value.role, refused.value.earlier) == (other, one)
    else:
        chosen = decide_separation(WANG, Action.PROJECT_APPROVE, {other}, earlier)
        assert chosen is other


@every_pair
def test_the_work_of_others_is_in_nobodys_way(one: Role, other: Role) -> None:
    earlier = [Acted(LI, one)]
    assert decide_separation(WANG, Action.CLAIM_ADMIT, {other}, earlier) is other


def test_of_two_roles_the_one_that_goes_with_the_past_is_acted_in() -> None:
    roles = {Role.ACCOUNTANT, Role.SUPERVISOR}
    earlier = [Acted(WANG, Role.DISTRICT_REVIEWER), Acted(WANG, Role.SUPERVISOR)]
    chosen = decide_separation(WANG, Action.VOUCHER_REVIEW, roles, earlier)
    assert chosen is Role.SUPERVISOR


def test_nobody_is_exempt_from_separation() -> None:
    earlier = [Acted(WANG, Role.PREPARER)]
    for role in ACTING - {Role.PREPARER}:
        with pytest.raises(OwnWorkError):
            decide_separation(WANG, Action.PROJECT_APPROVE, {role}, earlier)


def conflict(
    role: Role, interests: list[Interest], grants: list[Grant] | None = None
) -> None:
    decide_conflict(
        WANG, Action.PROJECT_REVIEW, role, HERE, P1, interests, grants or []
    )


@in_turn("role", sorted(ACTING))
@pytest.mark.parametrize(
    "interest",
    [Interest(WANG, JIA_1, None, DAY), Interest(WANG, None, P1, DAY)],
    ids=["community", "project"],
)
def test_a_declared_interest_binds_every_acting_role(
    role: Role, interest: Interest
) -> None:
    with pytest.raises(ConflictOfInterestError) as refused:
        conflict(role, [interest])
    assert refused.value.declared


@pytest.mark.parametrize(
    "interest",
    [
        Interest(LI, JIA_1, None, DAY),
        Interest(WANG, JIA_2, None, DAY),
        Interest(WANG, None, ProjectNo(2), DAY),
    ],
)
def test_an_interest_elsewhere_binds_nobody_here(interest: Interest) -> None:
    conflict(Role.DISTRICT_REVIEWER, [interest])


def test_a_deed_of_the_whole_fund_conflicts_with_nothing() -> None:
    interests = [Interest(WANG, JIA_1, None, DAY), Interest(WANG, None, P1, DAY)]
    decide_conflict(WANG, Action.FEE_PAY, Role.ACCOUNTANT, FUND, None, interests, [])


@in_turn("role", sorted(ACTING - COMMUNITY_ROLES))
@in_turn("past", sorted(COMMUNITY_ROLES))
def test_who_works_for_a_community_does_not_judge_it(role: Role, past: Role) -> None:
    old = granted(past)._replace(until_on=date(2024, 2, 1))
    with pytest.raises(ConflictOfInterestError) as refused:
        conflict(role, [], [old])
    assert not refused.value.declared
    conflict(role, [], [granted(past, Scope(ScopeKind.COMMUNITY, JIA_2))])


@in_turn("role", sorted(COMMUNITY_ROLES))
def test_working_for_ones_own_community_is_no_conflict(role: Role) -> None:
    conflict(role, [], [granted(role)])


@in_turn("role", Role)
def test_nobody_grants_themselves_a_role(role: Role) -> None:
    with pytest.raises(SelfGrantError):
        decide_grant(WANG, granted(role), [])


@every_pair
def test_auditors_and_admins_hold_no_other_role(one: Role, other: Role) -> None:
    exclusive = {one, other} & {Role.AUDITOR, Role.ADMIN} and one is not other
    if exclusive:
        with pytest.raises(ExclusiveRoleError):
            decide_grant(LI, granted(other), [granted(one)])
    else:
        decide_grant(LI, granted(other), [granted(one)])


@pytest.mark.parametrize("days", [-400, 400])
def test_no_other_role_comes_by_another_day(days: int) -> None:
    """Dated back, or ahead, a grant meets those that begin later, or end."""
    grants = granted(Role.CASHIER)
    moved = granted(Role.AUDITOR)._replace(from_on=grants.from_on + timedelta(days))
    with pytest.raises(ExclusiveRoleError):
        decide_grant(LI, moved, [grants])
    over = moved._replace(until_on=grants.from_on - timedelta(1))
    if days < 0:
        decide_grant(LI, over, [grants])


def test_a_role_given_up_is_no_hindrance() -> None:
    past = granted(Role.AUDITOR)._replace(until_on=date(2023, 12, 31))
    decide_grant(LI, granted(Role.CASHIER), [past, granted(Role.ADMIN, login=LI)])


@pytest.mark.parametrize("days", [0, 1])
def test_a_grant_may_last_a_day_or_longer(days: int) -> None:
    grant = granted(Role.CASHIER)
    decide_grant(LI, grant._replace(until_on=grant.from_on + timedelta(days)), [])


def test_no_grant_ends_before_it_begins() -> None:
    """Or it would be on the books, and never held: a mistyped year."""
    grant = granted(Role.CASHIER)
    with pytest.raises(GrantDatesError) as refused:
        decide_grant(LI, grant._replace(until_on=grant.from_on - timedelta(1)), [])
    assert refused.value.facts == {
        "login": grant.login,
        "role": Role.CASHIER,
        "from_on": grant.from_on,
        "until_on": grant.from_on - timedelta(1),
    }


@in_turn(("role", "kind"), list(product(Role, ScopeKind)))
def test_a_role_is_granted_for_its_own_kind_of_scope(
    role: Role, kind: ScopeKind
) -> None:
    key = None if kind is ScopeKind.DISTRICT else "jia"
    grant = granted(role, Scope(kind, key))
    if kind in ROLE_SCOPES[role]:
        decide_grant(LI, grant, [])
    else:
        with pytest.raises(ScopeOfRoleError):
            decide_grant(LI, grant, [])


@pytest.mark.parametrize(
    ("role", "scope"),
    [
        (Role.CASHIER, Scope(ScopeKind.DISTRICT, "jia")),
        (Role.HEAD, Scope(ScopeKind.COMMUNITY, None)),
    ],
)
def test_a_scope_names_its_place_and_the_district_none(
    role: Role, scope: Scope
) -> None:
    with pytest.raises(ScopeOfRoleError):
        decide_grant(LI, granted(role, scope), [])
