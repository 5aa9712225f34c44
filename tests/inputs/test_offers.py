"""What may be chosen for a field: called by what tells it apart, and only what fits."""

from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

import fundledger
from fundledger.domain.ids import SourceKey
from fundledger.inputs.defaults import defaults
from fundledger.inputs.forms import form_of
from fundledger.inputs.offers import Offer, offers
from fundledger.queries import funding, returns, sources
from fundledger.queries.trial import last_day
from fundledger.store.books import Fund
from fundledger.store.opening import open_ledger
from fundledger.store.reading import Books

AID = SourceKey("pingan")


@pytest.fixture
def fund(demo_path: Path) -> Iterator[Fund]:
    """Open the demo fund."""
    with closing(open_ledger(str(demo_path))) as ledger:
        yield ledger.fund()


def offered(books: Books, deed: str, field: str) -> dict[str, Offer]:
    """Give what a deed's field offers, by key."""
    return {each.key: each for each in offers(books, form_of(deed).fields[field], {})}


def day_of(books: Books) -> date:
    """Give the day of the last voucher."""
    day = last_day(books)
    assert day is not None
    return day


def test_a_source_is_offered_with_its_name_what_is_free_and_whether_restricted(
    fund: Fund,
) -> None:
    with fund.reading() as books:
        listed = offered(books, "reclassify_source", "to_source")
        free = sources.free(books)
    assert {*listed} == {"general", "pingan", "yiri", "zhulao"}
    restricted, left = map(str, listed["pingan"].notes)
    assert listed["pingan"].names == ("区级平安建设补助",)
    assert (restricted, left) == ("restricted", f"¥{free[AID] / 100:,.2f} free")
    assert next(map(str, listed["general"].notes)).endswith("free")


def test_only_a_source_that_may_be_overdrawn_pays_a_bank_fee(fund: Fund) -> None:
    with fund.reading() as books:
        assert {*offered(books, "pay_bank_fee", "source")} == {"general", "yiri"}


def test_what_is_identified_is_not_sent_back_as_unidentified(fund: Fund) -> None:
    with fund.reading() as books:
        every = {str(each.no): each for each in funding.fundings(books)}
        sent = offered(books, "send_back_unidentified", "funding_no")
        returned = offered(books, "decide_money_return", "funding_no")
    left = {no: e for no, e in every.items() if e.returned_fen < e.fen}
    assert {*sent} == {no for no, e in left.items() if e.source is None}
    assert {*returned} == {no for no, e in left.items() if e.source is not None}
    assert not {*sent} & {*returned}
    assert all(every[no].party in each.names for no, each in returned.items())


def test_a_return_that_is_decided_is_proposed_with_the_account_its_money_lies_in(
    fund: Fund,
) -> None:
    form = form_of("pay_money_return")
    with fund.reading() as books:
        day = day_of(books)
        assert offered(books, "pay_money_return", "return_no") == {}
        free = sources.free(books)
        given = next(e for e in funding.fundings(books) if e.source == AID)
        proposed = defaults(
            books, form_of("decide_money_return"), {"funding_no": given.no}, day
        )
    left = min(given.fen - given.returned_fen, free[AID])
    assert proposed["amount"] == f"{left / 100:,.2f}"
    for actor in ("approver", "supervisor"):
        _ = fundledger.do(
            fund,
            "decide_money_return",
            actor=actor,
            on=day,
            funding_no=given.no,
            amount="100",
            ground="unspent",
            reason="上缴",
        )
    with fund.reading() as books:
        last = returns.money_returns(books)[-1]
        assert {*offered(books, "pay_money_return", "return_no")} == {str(last.no)}
        assert defaults(books, form, {}, day) == {
            "return_no": str(last.no),
            "bank": "grant",
        }
