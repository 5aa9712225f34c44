"""Whether the first of two signatures still counts. Not deeds by themselves."""

from datetime import date

from fundledger.domain.cosigning import still_signs
from fundledger.queries import people
from fundledger.queries.cosignatures import Cosignature
from fundledger.store.reading import Books


def signature_counts(books: Books, row: Cosignature, on: date) -> bool:
    """Tell whether who signed still has that role on a day, and is not retired."""
    person = people.person(books, row.login)
    active = person is not None and person.active
    return active and still_signs(row.role, people.grants(books, row.login), on)
