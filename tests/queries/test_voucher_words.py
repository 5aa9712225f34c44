"""A page of a month's vouchers holds what fits the typed words, wherever it stands."""

from pathlib import Path

import fundledger
from fundledger.domain.chart import Book
from fundledger.domain.ids import Login, Month
from fundledger.domain.signatures import SignaturePart
from fundledger.queries.journal import Voucher, vouchers
from fundledger.queries.record_search import Word
from fundledger.queries.voucher_words import page

MONTH = Month("2026-03")


def word(typed: str, *logins: str) -> Word:
    return Word(typed, typed.lower(), frozenset(map(Login, logins)))


def test_a_page_holds_what_fits_every_word_and_nothing_else(demo_path: Path) -> None:
    def by_number(voucher: Voucher) -> bool:
        return str(voucher.number).startswith("4") or "4" in voucher.summary

    with fundledger.open_fund(demo_path) as fund, fund.reading() as books:
        every = vouchers(books, month=MONTH, series=Book.MONEY)
        last = every[-1]
        assert page(books, MONTH) == every
        assert page(books, MONTH, [word("4")]) == [e for e in every if by_number(e)]
        assert page(books, MONTH, [word("2026-03")]) == every
        assert last in page(books, MONTH, [word(f"记-{last.number:04}")], limit=10)
        assert page(books, MONTH, [word(last.summary[:4].upper())], after=every[0].no)
        own = [each for each in every if "accountant" in (each.prepared_by or "")]
        signed = page(books, MONTH, [word("会计", "accountant", "accountant2")])
        assert {each.no for each in own} <= {each.no for each in signed}
        assert page(books, MONTH, [word("4"), word("100%")]) == []
        waiting = page(books, MONTH, part=SignaturePart.REVIEWED)
        assert waiting
        assert all(e.prepared_by and not e.reviewed_by for e in waiting)
