"""The settings of the fund, read once as a whole."""

from typing import Final, NamedTuple

from sqlalchemy import select

from fundledger.domain.ids import Seq
from fundledger.domain.settings import Settings, parse_settings
from fundledger.store import tables as t
from fundledger.store.prepared import Prepared, owned
from fundledger.store.reading import Books

_TEXTS: Final = Prepared(
    select(t.setting.c.key, t.setting.c.value).where(owned(t.setting))
)


class Decided(NamedTuple):
    """A setting that the fund decided, and the record that last wrote it."""

    setting: str
    value: str
    seq: Seq
    record_key: str | None


def setting_texts(books: Books) -> dict[str, str]:
    """Give the settings that the fund decided for itself, as canonical text."""
    rows = books.rows(_TEXTS)
    return {key: value for key, value in rows}  # noqa: C416 - rows are not tuples


def settings(books: Books) -> Settings:
    """Give every setting of the fund, defaults included."""
    return parse_settings(setting_texts(books))


def decided_settings(books: Books) -> list[Decided]:
    """List the settings that the fund decided, each with the record that says so."""
    s, r = t.setting.c, t.record.c
    statement = (
        select(s.key, s.value, s.seq, r.key)
        .join_from(t.setting, t.record, (r.fund_id == s.fund_id) & (r.seq == s.seq))
        .where(books.own(t.setting))
        .order_by(s.key)
    )
    return [
        Decided(key, value, Seq(seq), record_key)
        for key, value, seq, record_key in books.rows(statement)
    ]
