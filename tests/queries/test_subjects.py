"""What a record is about, and finding it by that."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path

import pytest

from fundledger.domain.ids import Login, Seq
from fundledger.errors import RefusedError
from fundledger.queries.record_search import Word, days_of, fen_of
from fundledger.queries.records import RecordFilter, RecordRow, records
from fundledger.queries.subjects import MOST_ROWS, NOTHING, Subject, subjects
from fundledger.store import tables as t
from fundledger.store.books import Fund
from fundledger.store.opening import open_ledger
from fundledger.store.reading import Books
from fundledger.store.writing import Writing
from tests import small

OF_ALL = frozenset({"year.close"})
"""It books for every project, in too many rows to be about one."""


@pytest.fixture(scope="module")
def demo(demo_template: Path) -> Iterator[Books]:
    """Open the demo fund's books."""
    with closing(open_ledger(str(demo_template))) as ledger:
        fund = ledger.fund(None)
        with fund.reading() as books:
            yield books


def about(books: Books, action: str) -> tuple[RecordRow, Subject]:
    """Give the newest record of a deed, and what it is about."""
    row = records(books, only=RecordFilter(action=action), limit=1)[0]
    return row, subjects(books, [row.seq])[row.seq]


def fitting(books: Books, *typed: str, outcome: str | None = None) -> list[RecordRow]:
    """List the records that all these words fit."""
    words = tuple(Word(each, each.casefold()) for each in typed)
    rows = records(books, only=RecordFilter(words=words, outcome=outcome), limit=5_000)
    return [row for row in rows if row.action not in OF_ALL]


def test_a_payment_names_its_project_its_payee_and_its_voucher(demo: Books) -> None:
    _, subject = about(demo, "disbursement.pay")
    assert subject.project == "2026-1-105 失能老人上门理发"
    assert subject.party == "丙二社区居民委员会"
    assert (subject.voucher, subject.fen) == ("2026-02 记-0002", 80_000)
    assert not subject.of_budget


def test_an_approval_is_of_the_budget_book(demo: Books) -> None:
    _, subject = about(demo, "project.approve")
    assert subject.of_budget
    assert subject.fen == 170_000


def test_money_received_names_who_gave_it(demo: Books) -> None:
    _, subject = about(demo, "grant.receive")
    assert (subject.party, subject.fen) == ("区级财政补助", 1_500_000)


def test_a_draft_says_what_it_asks_for(demo: Books) -> None:
    _, subject = about(demo, "project.draft")
    assert subject.project == "2026-1-111 社区读书会"
    assert subject.fen == 100_000


@pytest.mark.parametrize(
    ("action", "name", "value"),
    [
        ("month.close", "month", "2026-02"),
        ("role.grant", "role", "head"),
        ("person.add", "login", "ji-4.head"),
        ("published.record", "figure", "spent"),
    ],
)
def test_a_deed_without_a_case_says_what_was_asked(
    demo: Books, action: str, name: str, value: str
) -> None:
    _, subject = about(demo, action)
    assert subject.input[name] == value


def test_a_verified_payee_is_named(demo: Books) -> None:
    _, subject = about(demo, "payee.verify")
    assert subject.party == "丁三社区居民委员会"


def test_a_refusal_names_the_project_it_was_about(small_fund: Fund) -> None:
    with pytest.raises(RefusedError):
        small_fund.write(small.ask("project.cut", project_no=1, fen=300), refuse)
    with small_fund.reading() as books:
        row, subject = about(books, "project.cut")
        assert row.outcome == "refused"
        assert "邻里节" in subject.project
        assert subject.fen == 300
        assert [each.seq for each in fitting(books, "邻里节", outcome="refused")] == [
            row.seq
        ]
        assert [each.seq for each in fitting(books, "3.00", outcome="refused")] == []


def refuse(_write: Writing) -> None:
    raise RefusedError


def test_a_record_of_very_many_rows_is_named_by_its_deed_alone(
    small_fund: Fund,
) -> None:
    def many(write: Writing) -> None:
        rows = [{"key": f"k{no}", "value": "1"} for no in range(MOST_ROWS + 1)]
        write.insert_many(t.setting, rows)

    small_fund.write(small.ask("setting.change", setting="k"), many)
    with small_fund.reading() as books:
        seq = books.head.seq
        assert subjects(books, [seq]) == {seq: NOTHING}


def test_a_body_that_is_no_json_says_nothing(small_fund: Fund) -> None:
    assert small_fund is not None
    with small_fund.reading() as books:
        assert subjects(books, [Seq(99)]) == {Seq(99): NOTHING}


def _is_voucher_51(each: Subject) -> bool:
    return each.voucher.endswith("记-0051") or "until" in each.input


def _is_of_71(each: Subject) -> bool:
    return each.project == "2024-2-71 暑期托管班"


ABOUT: Mapping[str, Callable[[Subject], bool]] = {
    "记51": _is_voucher_51,
    "2024-06记-0051": _is_voucher_51,
    "暑期托管班": _is_of_71,
    "2024-2-71": _is_of_71,
    "1,840": lambda each: each.fen == 184_000,
    "示例商户丁": lambda each: each.party == "示例商户丁",
}


@pytest.mark.parametrize("typed", ABOUT)
def test_what_is_found_is_about_what_was_typed(demo: Books, typed: str) -> None:
    rows = fitting(demo, typed)
    assert rows
    subject_of = subjects(demo, [each.seq for each in rows])
    assert [each for each in subject_of.values() if not ABOUT[typed](each)] == []


def test_everything_about_a_project_is_found(demo: Books) -> None:
    every = records(demo, limit=5_000)
    subject_of = subjects(demo, [each.seq for each in every])
    wanted = [each.seq for each in every if "2024-2-71" in subject_of[each.seq].project]
    assert len(wanted) > 10
    assert [each.seq for each in fitting(demo, "2024-2-71")] == wanted


def test_a_record_fits_every_word_and_the_outcome(demo: Books) -> None:
    one = {each.seq for each in fitting(demo, "暑期托管班")}
    other = {each.seq for each in fitting(demo, "2024-07")}
    assert {each.seq for each in fitting(demo, "暑期托管班", "2024-07")} == one & other
    assert one & other
    assert fitting(demo, "暑期托管班", outcome="refused") == []


def test_people_and_deeds_fit_by_what_the_face_calls_them(demo: Books) -> None:
    word = Word("会计一", "会计一", actors=frozenset({Login("accountant")}))
    deed = Word("拨付", "拨付", actions=frozenset({"disbursement.pay"}))
    by_person = records(demo, only=RecordFilter(words=(word,)), limit=5_000)
    assert {each.actor for each in by_person if each.action == "claim.admit"} == {
        "accountant"
    }
    assert "disbursement.pay" in {
        each.action for each in records(demo, only=RecordFilter(words=(deed,)))
    }


@pytest.mark.parametrize(
    ("typed", "fen"),
    [
        ("3690", 369_000),
        ("3,690.5", 369_050),
        ("¥1,234,567.89", 123_456_789),
        ("12元", 1_200),
        ("0,123", None),
        ("1.5万", 1_500_000),
        ("12.345", None),
        ("邻里", None),
    ],
)
def test_an_amount_is_read_as_it_is_written(typed: str, fen: int | None) -> None:
    assert fen_of(typed) == fen


def test_a_month_and_a_year_are_days() -> None:
    assert [*map(str, days_of("2024-02") or ())] == ["2024-02-01", "2024-02-29"]
    assert [*map(str, days_of("2024-12") or ())] == ["2024-12-01", "2024-12-31"]
    assert [*map(str, days_of("2024") or ())] == ["2024-01-01", "2024-12-31"]
    assert [*map(str, days_of("2024-03-09") or ())] == ["2024-03-09", "2024-03-09"]
    assert days_of("2024-13") is None
    assert days_of("0000") is None
