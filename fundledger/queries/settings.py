"""The settings of the fund, read once as a whole."""

from typing import Final

from sqlalchemy import select

from fundledger.domain.settings import Settings, parse_settings
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books

_TEXTS: Final = Prepared(
    select(t.setting.c.key, t.setting.c.value).where(owned(t.setting))
)


def setting_texts(books: Books) -> dict[str, str]:
    """Give the settings that the fund decided for itself, as canonical text."""
    rows = books.rows(_TEXTS)
    return {key: value for key, value in rows}  # noqa: C416 - rows are not tuples


def settings(books: Books) -> Settings:
    """Give every setting of the fund, defaults included."""
    return parse_settings(setting_texts(books))
