"""All agreements there are: the modules that fill the table, and the table."""

from typing import Final

from tests.independent import books, cases, fund, lists, pages, records
from tests.independent.comparing import AGREEMENTS, Moment, differing

__all__ = ["AGREEMENTS", "MODULES", "Moment", "differing"]

MODULES: Final = (books, pages, fund, cases, lists, records)
