"""Which account of the books a bank account of the fund is."""

from fundledger.commands.lookup import require
from fundledger.domain.ids import AccountKey
from fundledger.queries.funding import bank_leaf
from fundledger.store.reading import Books


def bank_of(books: Books, bank: str) -> AccountKey:
    """Give the account of one of the fund's bank accounts. Raises NotFoundError."""
    return require(bank_leaf(books, bank), "bank_account", bank)
