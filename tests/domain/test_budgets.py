"""A project's figures, their identities, and when nothing is on its way."""

import pytest

from fundledger.domain.budgets import (
    FundsDifferences,
    NoFinalReportError,
    NotSettledError,
    OpenClaimsError,
    ProjectFunds,
    add,
    decide_finished,
    decide_settled,
    differences,
)

# Approved 1,000 and 200 more, 100 cut; 900 paid of which 50 came back, 700 admitted,
# 100 still advanced, 30 to recover, 20 written off, of which another source bore 5.
RUNNING = ProjectFunds(
    established=1_000,
    supplements=200,
    cuts=100,
    committed=150,
    payment=50,
    disbursed=845,
    paid=900,
    admitted=710,
    returned=50,
    advance=100,
    payable=10,
    recoverable=30,
    written_off=20,
    borne=5,
)
RIGHT = FundsDifferences(0, 0, 0, 0)
# By how much one 分 more of a figure fails each identity.
PULLS = {
    "established": (1, 0, 0, 0),
    "supplements": (1, 0, 0, 0),
    "cuts": (-1, 0, 0, 0),
    "lapsed": (-1, 0, 0, 0),
    "reserved": (0, 0, 0, 0),
    "committed": (-1, 0, 0, 0),
    "payment": (-1, 0, 0, 0),
    "disbursed": (0, 0, 1, -1),
    "paid": (-1, 1, -1, 0),
    "admitted": (0, -1, 0, 1),
    "returned": (0, -1, 1, 0),
    "advance": (0, -1, 0, 1),
    "payable": (0, 1, 0, -1),
    "recoverable": (0, -1, 0, 1),
    "written_off": (0, -1, 0, 1),
    "borne": (0, 0, 1, -1),
}


def test_a_running_project_holds_its_identities() -> None:
    assert differences(RUNNING) == RIGHT
    assert RUNNING.approved == 1_100
    assert RUNNING.spent == RUNNING.admitted
    assert RUNNING.net_paid - RUNNING.borne == RUNNING.disbursed


@pytest.mark.parametrize("field", ProjectFunds._fields)
def test_each_figure_pulls_at_its_own_identities(field: str) -> None:
    wrong = RUNNING._replace(**{field: getattr(RUNNING, field) + 1})
    assert differences(wrong) == PULLS[field]


def test_projects_add_up() -> None:
    both = add(RUNNING, RUNNING)
    assert both == ProjectFunds(*(2 * fen for fen in RUNNING))
    assert differences(both) == RIGHT


@pytest.mark.parametrize("field", ["payment", "advance", "recoverable", "payable"])
def test_a_project_is_settled_when_nothing_is_on_its_way(field: str) -> None:
    decide_settled(ProjectFunds(committed=5, paid=9))
    with pytest.raises(NotSettledError):
        decide_settled(ProjectFunds(**{field: 1}))


def test_a_project_closes_with_a_report_no_open_claim_and_all_settled() -> None:
    decide_finished(ProjectFunds(), open_claims=0, final_report=True)
    with pytest.raises(NoFinalReportError):
        decide_finished(ProjectFunds(), open_claims=0, final_report=False)
    with pytest.raises(OpenClaimsError):
        decide_finished(ProjectFunds(), open_claims=1, final_report=True)
    with pytest.raises(NotSettledError):
        decide_finished(ProjectFunds(advance=1), open_claims=0, final_report=True)
