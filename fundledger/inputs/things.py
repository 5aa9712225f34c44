"""One thing whole, by its noun: what two people sign is shown as its form is."""

from fundledger.i18n.nouns import Noun
from fundledger.inputs.cosigned import one_cosignature
from fundledger.queries.nouns import Listed
from fundledger.reports import things
from fundledger.reports.report import Basis, Report
from fundledger.store.reading import Books


def whole(books: Books, basis: Basis, of: Listed, key: object) -> Report | None:
    """Give one thing whole, in its own form where it has one; None without it."""
    if of.noun == Noun.COSIGNATURE:
        return one_cosignature(books, basis, key)
    return things.whole(books, basis, of, key)
