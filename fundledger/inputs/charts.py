"""The chart of a year that opens: an edition that ships need not be typed."""

import csv
from collections.abc import Sequence
from importlib.resources import files
from typing import Any, Final

from fundledger.domain.ids import AccountKey
from fundledger.inputs.founding import EDITIONS
from fundledger.queries.funds import AccountCode, editions
from fundledger.store.reading import Books

OPENING: Final = "open_year"


def with_shipped(books: Books, deed: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """Add the codes of an edition that ships to a year that opens without any.

    An edition that the fund has already needs none.
    """
    edition = arguments.get("edition")
    if deed != OPENING or arguments.get("codes") or edition not in EDITIONS:
        return arguments
    if edition in editions(books):
        return arguments
    return {**arguments, "codes": shipped_codes(edition)}


def shipped_codes(edition: str) -> Sequence[AccountCode]:
    """Read the codes and names of an edition that ships."""
    place = files("fundledger.data").joinpath("charts", f"{edition}.csv")
    lines = place.read_text(encoding="utf-8").splitlines()
    return [
        AccountCode(AccountKey(row["key"]), row["code"], row["name_zh"], row["name_en"])
        for row in csv.DictReader(lines)
    ]
