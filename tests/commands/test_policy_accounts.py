"""On which accounts dealings with communities stand: a policy, for a whole year.

The chart of a year says it. The accounts stay what they are, whatever their codes.
"""

from datetime import date

import pytest

from fundledger.commands.accounts import EditionError, NextYearError
from fundledger.domain.chart import (
    ACCOUNTS,
    ADVANCE,
    HEADINGS,
    OTHER_RECEIVABLE,
    PAYABLE,
    RECOVERABLE,
)
from fundledger.domain.ids import AccountKey
from fundledger.inputs.doing import do
from fundledger.inputs.founding import EDITIONS
from fundledger.queries import balances, trial
from fundledger.readers.charts import read_chart
from fundledger.reports import balances as balance_reports
from fundledger.reports import journal as journal_reports
from fundledger.reports.report import Basis, Report
from fundledger.store.recording import GuardError
from fundledger.writers.hledger import to_hledger
from tests import small
from tests.commands.money import admitted, paid, receipt, red_checks
from tests.commands.scene import ACCOUNTANT, SUPERVISOR, Scene
from tests.independent.comparing import cells

OTHER = {
    edition: edition.removesuffix("-other")
    for edition in EDITIONS
    if edition.endswith("-other")
}
CODES = {
    ADVANCE: ("1141", "112202"),
    RECOVERABLE: ("1122", "112201"),
    PAYABLE: ("2202", "220903"),
}
"""By the one policy, and by the other."""


def opened(scene: Scene, year: int, edition: str) -> None:
    """Open a year by an edition that ships, without typing its codes."""
    desk = scene.desk(SUPERVISOR)
    do(
        scene.fund,
        "open_year",
        actor=desk.actor,
        on=desk.on,
        year=year,
        edition=edition,
    )


@pytest.fixture
def changed(scene: Scene) -> Scene:
    """Pay an advance in 2024, change the policy on 1 January, and pay another."""
    project = scene.active()
    paid(scene, project, 900)
    opened(scene, 2025, "2004-other")
    scene.today = date(2025, 1, 8)
    admitted(scene, project, receipt(900))
    paid(scene, project, 500)
    return scene


def report_of(scene: Scene, as_of: date | None = None) -> Report:
    with scene.fund.reading() as books:
        basis = Basis("scene", "基金", str(books.head), as_of, None)
        return balance_reports.turnover(books, basis)


@pytest.mark.parametrize("edition", OTHER)
def test_the_other_policy_differs_in_those_accounts_and_no_other(edition: str) -> None:
    here, there = (
        {row.key: row.code for row in read_chart(e)} for e in (edition, OTHER[edition])
    )
    differing = {key: (there.get(key), here[key]) for key in here}
    changed = {key: pair for key, pair in differing.items() if pair[0] != pair[1]}
    assert changed == {**CODES, OTHER_RECEIVABLE: (None, "1122")}


def test_a_voucher_prints_the_code_of_its_year(changed: Scene) -> None:
    with changed.fund.reading() as books:
        basis = Basis("scene", "基金", str(books.head), None, None)
        report = journal_reports.journal(books, basis)
        rows = cells(report, "lines", "month account code")
        text = "".join(to_hledger(journal_reports.journal(books, basis)))
    of_advance = [(month[:4], code) for month, key, code in rows if key == ADVANCE]
    assert set(of_advance) == {("2024", "1141"), ("2025", "112202")}
    assert text.count("code:112202") == of_advance.count(("2025", "112202"))
    assert text.count("code:1141") == 1


def test_the_account_stays_what_it_is(changed: Scene) -> None:
    """The claim of 2025 clears the advance of 2024, though its code is another."""
    with changed.fund.reading() as books:
        assert balances.balances(books)[ADVANCE] == 50_000
        assert trial.labels(books, 2024)[ADVANCE].code == "1141"
        assert trial.labels(books, 2025)[ADVANCE].code == "112202"
    assert red_checks(changed) == {}


def test_the_trial_balance_sums_the_leaves_up_under_their_account(
    changed: Scene,
) -> None:
    rows = cells(report_of(changed), "accounts", "account_level code closing_fen")
    assert [row for row in rows if row[1].startswith("1122")] == [
        (1, "1122", 50_000),
        (2, "112202", 50_000),
    ]
    before = cells(
        report_of(changed, date(2024, 12, 31)), "accounts", "account_level code"
    )
    assert (1, "1141") in before
    assert not [row for row in before if row[1].startswith("1122")]


def test_the_notes_state_the_policy_of_the_year(changed: Scene) -> None:
    [before] = report_of(changed, date(2024, 12, 31)).notes[-1:]
    [after] = report_of(changed).notes[-1:]
    assert "1141 Advances paid" in str(before)
    assert "112202 Other receivables: advances to communities" in str(after)
    assert "220903" in str(after)


def test_nobody_posts_to_the_account_above_them(changed: Scene) -> None:
    with pytest.raises(GuardError, match="leaf"):
        changed.fund.write(
            small.ask("journal.import", actor=ACCOUNTANT, on=changed.today),
            lambda write: small.book(
                write, [small.entry(AccountKey("bank.main"), OTHER_RECEIVABLE, 1)]
            ),
        )


def test_a_chart_may_leave_that_account_out_but_no_other(scene: Scene) -> None:
    for edition in ("2004", "2004-other"):
        keys = {row.key for row in read_chart(edition)}
        assert keys - HEADINGS.keys() == ACCOUNTS.keys()
    codes = [row for row in read_chart("2004-other") if row.key != ADVANCE]
    rows = [
        {name: getattr(row, name) for name in ("key", "code", "name_zh", "name_en")}
        for row in codes
    ]
    with pytest.raises(EditionError):
        do(
            scene.fund,
            "open_year",
            actor=SUPERVISOR,
            on="2024-12-01",
            year=2025,
            edition="own",
            codes=rows,
        )


def test_the_policy_of_a_year_that_is_open_does_not_change(scene: Scene) -> None:
    with pytest.raises(NextYearError):
        opened(scene, 2024, "2004-other")


def test_it_may_change_back_the_year_after(changed: Scene) -> None:
    opened(changed, 2026, "2026")
    with changed.fund.reading() as books:
        assert trial.labels(books, 2026)[ADVANCE].code == "1141"
        assert OTHER_RECEIVABLE not in trial.labels(books, 2026)
