"""The chart's dated editions: codes and names of accounts (data/charts)."""

from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator

from fundledger.domain import chart
from fundledger.domain.ids import AccountKey
from fundledger.errors import InputError
from fundledger.readers.cells import FileRow, carry
from fundledger.readers.tables import read_table


def _account(text: str) -> AccountKey:
    try:
        return chart.account(text).key
    except InputError as error:
        raise carry(error) from error


class ChartRow(FileRow):
    """An account's code and names in one edition."""

    key: Annotated[AccountKey, BeforeValidator(_account)]
    code: str
    name_zh: str
    name_en: str


def read_chart(edition: str) -> list[ChartRow]:
    """Read an edition that ships. Raises what `read_table` raises."""
    return read_chart_file(files("fundledger.data") / "charts" / f"{edition}.csv")


def read_chart_file(source: Path | Traversable) -> list[ChartRow]:
    """Read an edition from a file of somebody's own."""
    return read_table(source, ChartRow)
