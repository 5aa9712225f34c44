"""One thing whole, by its noun: some are printed in a form of their own."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from fundledger.queries.nouns import Listed
from fundledger.reports import nouns
from fundledger.reports.adoptions import rules_edition
from fundledger.reports.handovers import handover_list
from fundledger.reports.report import Basis, Report
from fundledger.reports.sources import one_source
from fundledger.store.reading import Books

OWN_FORMS: Final[Mapping[str, Callable[[Books, Basis, object], Report | None]]] = (
    MappingProxyType(
        {
            "handover": handover_list,
            "adoption": rules_edition,
            "source": one_source,
        }
    )
)
"""What has a form of its own, to be signed or with more than its fields."""


def whole(books: Books, basis: Basis, of: Listed, key: object) -> Report | None:
    """Give one thing whole, in its own form where it has one; None without it."""
    own = OWN_FORMS.get(of.noun)
    return nouns.whole(books, basis, of, key) if own is None else own(books, basis, key)
