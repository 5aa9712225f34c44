"""What must be right before an application is handed in."""

from datetime import date

import pytest

from fundledger.domain.applications import (
    Application,
    DueDateError,
    DuplicateApplicationError,
    IncompleteError,
    LinesSumError,
    NotOverdueError,
    OverCapError,
    Round,
    RoundClosedError,
    decide_content,
    decide_due_date,
    decide_overdue,
    decide_submission,
)
from fundledger.domain.ids import CommunityKey, LineNo, RoundKey
from fundledger.domain.people import Role

ROUND = Round(RoundKey("2024-1"), date(2024, 1, 8), date(2024, 1, 31), 600_000)
DAY = date(2024, 1, 15)
WHOLE = Application(
    community=CommunityKey("jia-1"),
    round_key=ROUND.key,
    title="家电义务维修日",
    purpose="会修电器的居民每月摆一次摊。",
    starts_on=date(2024, 3, 10),
    ends_on=date(2024, 5, 31),
    requested_fen=123_000,
    lines_fen={LineNo(1): 89_000, LineNo(2): 34_000},
)


def test_a_whole_application_is_taken() -> None:
    decide_submission(WHOLE, ROUND, DAY, others=["广场舞汇演"])


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        (WHOLE._replace(title=" \u3000"), ("title",)),
        (WHOLE._replace(purpose=""), ("purpose",)),
        (WHOLE._replace(ends_on=date(2024, 3, 9)), ("ends_on",)),
        (WHOLE._replace(requested_fen=0), ("requested",)),
        (WHOLE._replace(lines_fen={}), ("lines",)),
        (WHOLE._replace(lines_fen={LineNo(1): 0}), ("lines",)),
        (WHOLE._replace(title="", purpose=""), ("title", "purpose")),
    ],
)
def test_every_field_that_says_nothing_is_named(
    changed: Application, named: tuple[str, ...]
) -> None:
    with pytest.raises(IncompleteError) as refused:
        decide_submission(changed, ROUND, DAY, others=[])
    assert refused.value.fields == named


@pytest.mark.parametrize("requested", [122_999, 123_001])
def test_the_lines_add_up_to_the_request(requested: int) -> None:
    with pytest.raises(LinesSumError):
        decide_submission(
            WHOLE._replace(requested_fen=requested), ROUND, DAY, others=[]
        )


def test_the_cap_itself_may_be_asked_for_and_no_more() -> None:
    decide_submission(WHOLE, ROUND._replace(cap_fen=123_000), DAY, others=[])
    with pytest.raises(OverCapError):
        decide_submission(WHOLE, ROUND._replace(cap_fen=122_999), DAY, others=[])


@pytest.mark.parametrize(
    ("on", "is_open"),
    [
        (date(2024, 1, 7), False),
        (date(2024, 1, 8), True),
        (date(2024, 1, 31), True),
        (date(2024, 2, 1), False),
    ],
)
def test_a_round_is_open_from_its_first_to_its_last_day(
    on: date, *, is_open: bool
) -> None:
    if is_open:
        decide_submission(WHOLE, ROUND, on, others=[])
    else:
        with pytest.raises(RoundClosedError):
            decide_submission(WHOLE, ROUND, on, others=[])


def test_what_was_returned_is_mended_after_the_round() -> None:
    decide_content(WHOLE, ROUND)
    with pytest.raises(LinesSumError):
        decide_content(WHOLE._replace(requested_fen=1), ROUND)


@pytest.mark.parametrize("title", ["家电义务维修日", " 家电 义务维修日"])
def test_the_same_title_twice_in_a_round_is_a_duplicate(title: str) -> None:
    with pytest.raises(DuplicateApplicationError):
        decide_submission(WHOLE, ROUND, DAY, others=[title])


@pytest.mark.parametrize("due_on", [None, date(2024, 1, 14), DAY])
def test_what_is_returned_needs_a_day_to_come(due_on: date | None) -> None:
    with pytest.raises(DueDateError):
        decide_due_date(due_on, DAY)
    decide_due_date(date(2024, 1, 16), DAY)


@pytest.mark.parametrize(
    "reviewer", [Role.SUBDISTRICT_REVIEWER, Role.DISTRICT_REVIEWER]
)
def test_a_reviewer_withdraws_only_what_is_overdue(reviewer: Role) -> None:
    decide_overdue(reviewer, DAY, date(2024, 1, 16))
    for due_on in (DAY, None):
        with pytest.raises(NotOverdueError):
            decide_overdue(reviewer, due_on, DAY)


def test_a_preparer_may_always_withdraw() -> None:
    decide_overdue(Role.PREPARER, None, DAY)
