"""Random lives of a fund: R4 to R10, R13 and R24 hold after every deed."""

from collections import Counter
from random import Random

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from fundledger.domain import chart
from fundledger.domain.chart import IncomeKind, SpendingKind
from fundledger.domain.posting_rules import PostingRule
from tests.domain.life import BANKS, DEEDS, PROJECTS, SOURCES, Deed, Life
from tests.phases import PHASES

KINDS = [SpendingKind.MATERIALS, SpendingKind.VENUE]
CORRECTED = [chart.ADVANCE, chart.PAYABLE]
WAYS = [(BANKS[0], BANKS[1]), (BANKS[1], BANKS[0])]
OVERHEAD = [chart.ADMIN_COST, chart.FUNDRAISING_COST]
LOSSES = [chart.ADMIN_COST, chart.IMPAIRMENT]


class Fund(RuleBasedStateMachine):
    """Any deed by anybody, now and then a correction, now and then a year end."""

    def __init__(self) -> None:
        super().__init__()
        self.life = Life()

    @rule(
        request=st.builds(
            Deed,
            rule=st.just(PostingRule.DONATION_RECEIVED),
            fen=st.integers(1, 400),
            project_no=st.sampled_from(PROJECTS),
            banks=st.sampled_from(WAYS),
            kind=st.sampled_from(KINDS),
            source=st.sampled_from(SOURCES),
            other=st.sampled_from(SOURCES),
            income=st.sampled_from(IncomeKind),
            corrected=st.sampled_from(CORRECTED),
            overhead=st.sampled_from(OVERHEAD),
            loss=st.sampled_from(LOSSES),
        ),
        data=st.data(),
    )
    def play(self, request: Deed, data: st.DataObject) -> None:
        possible = self.life.possible(request)
        self.life.play(request._replace(rule=data.draw(st.sampled_from(possible))))

    @precondition(lambda self: bool(self.life.this_year))
    @rule(data=st.data())
    def annul(self, data: st.DataObject) -> None:
        self.life.annul(data.draw(st.integers(0, len(self.life.this_year) - 1)))

    @rule()
    def release(self) -> None:
        self.life.release()

    @rule()
    def close_the_year(self) -> None:
        self.life.close_the_year()

    @invariant()
    def every_identity_holds(self) -> None:
        self.life.ask()


Fund.TestCase.settings = settings(
    max_examples=60, stateful_step_count=60, deadline=None, phases=PHASES
)
test_the_identities_hold_through_any_life = Fund.TestCase


def dice_of(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a life to replay, not a secret


def drawn(random: Random, life: Life) -> Deed:
    deed = Deed(
        PostingRule.DONATION_RECEIVED,
        random.randint(1, 400),
        random.choice(PROJECTS),
        random.choice(WAYS),
        random.choice(KINDS),
        random.choice(SOURCES),
        random.choice(SOURCES),
        random.choice([*IncomeKind]),
        random.choice(CORRECTED),
        random.choice(OVERHEAD),
        random.choice(LOSSES),
    )
    return deed._replace(rule=random.choice(life.possible(deed)))


def test_a_long_life_meets_every_rule_and_holds_every_identity() -> None:
    random, life, met = dice_of(20240815), Life(), Counter[str]()
    for _ in range(6_000):
        dice = random.random()
        if dice < 0.01:
            life.close_the_year()
            met["closed"] += 1
        elif dice < 0.02:
            life.release()
        elif dice < 0.1 and life.this_year:
            met["annulled"] += life.annul(random.randrange(len(life.this_year)))
        else:
            deed = drawn(random, life)
            met[deed.rule] += life.play(deed)
        life.ask()
    assert min(met[deed] for deed in (*DEEDS, "closed", "annulled")) > 0
