"""What narrows a list on the command line: COLUMN=VALUE, COLUMN>5000, or any text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fundledger.cli.options import read_word
from fundledger.cli.verbs import Taken
from fundledger.domain.money import AmountError, parse_money, to_fen
from fundledger.errors import N_, InputError
from fundledger.i18n.languages import Language
from fundledger.i18n.nouns import Noun
from fundledger.i18n.texts import label, translate

if TYPE_CHECKING:
    from fundledger.queries.nouns import Condition, Listed

NOUNS: Final = (
    *("account", "adoption", "amendment", "application", "approval", "attachment"),
    *("bank_account", "calendar_year", "claim", "community", "cosignature"),
    *("disbursement", "funding", "handover", "holiday", "interest", "month", "notice"),
    *("objection", "payee", "person"),
    *("project", "published", "receipt", "record", "recovery", "refund", "refusal"),
    *("return", "review", "role_grant", "round", "running_cost", "setting"),
    *("signature", "source", "step", "transfer", "voucher"),
)
"""What a shell offers for a noun; the table of `queries.nouns` loads SQL."""
NOUN: Final = Taken("NOUN", read_word, NOUNS)
FLAGS: Final = {"yes": 1, "是": 1, "1": 1, "no": 0, "否": 0, "0": 0}
_TERM: Final = re.compile(r"([^=:：<>＝＞＜]+)([=＝:：]|[>＞<＜][=＝]?)(.*)", re.DOTALL)
_SIGNS: Final = str.maketrans("＝：＞＜", "=:><")
"""Signs as an input method types them."""


@dataclass(eq=False)
class ConditionError(InputError):
    """A filter is no condition on a column."""

    text: str
    message = N_("'{text}' is no condition.")
    hint = N_("Write COLUMN=VALUE, COLUMN:PART, or COLUMN>5000 for an amount in 元.")


@dataclass(eq=False)
class FlagConditionError(ConditionError):
    """A filter asks a column of yes and no for something else."""

    hint = N_("The column holds yes or no: write COLUMN=yes or COLUMN=no.")


def named(noun: str) -> "Listed":
    """Take a noun as one types it, in any language. Raises UnknownNounError."""
    from fundledger.queries import nouns

    called = {label(Noun(each), lang): each for each in NOUNS for lang in Language}
    return nouns.listed(called.get(noun, noun))


def conditions(
    of: "Listed", filters: Sequence[str], find: str | None
) -> "list[Condition]":
    """Read what a list is narrowed to. Raises ConditionError, FilterColumnError."""
    from fundledger.queries.nouns import Condition

    wanted = [_condition(of, each) for each in filters]
    words = (find or "").split()
    return [*wanted, *(Condition("", ":", word) for word in words)]


def _condition(of: "Listed", text: str) -> "Condition":
    from fundledger.queries.nouns import Condition

    match = _TERM.fullmatch(text)
    if match is None:
        raise ConditionError(text)
    called, sign, value = match.groups()
    name, sign = _column(of, called.strip()), sign.translate(_SIGNS)
    words = _words(of, name, value, whole=sign == "=")
    if words and sign in "=:":
        return Condition(name, "=", words)
    return Condition(name, sign, _value(of, name, value, text))


def _column(of: "Listed", called: str) -> str:
    """Give the column of a name or a heading, as it is printed in any language."""
    from fundledger.reports.columns import COLUMNS

    if called in of.columns:
        return called
    headings = {
        translate(COLUMNS[name].heading, lang): name
        for name in reversed(of.columns)
        for lang in Language
    }
    return headings.get(called, called)


def _words(of: "Listed", name: str, value: str, *, whole: bool) -> tuple[str, ...]:
    """Give the words that are called so where a column holds few."""
    from fundledger.reports.nouns import words_of

    called = {
        (str(each), each_called)
        for each in words_of(of.view, name) or ()
        for each_called in (str(each), *(label(each, lang) for lang in Language))
    }
    fitting = {
        word for word, each in called if value == each or (not whole and value in each)
    }
    return tuple(sorted(fitting))


def _value(of: "Listed", name: str, value: str, text: str) -> str | int:
    """Read amounts in 元, counts and yes or no as the numbers they are kept as."""
    from fundledger.store.views import ViewKind

    kind = of.kinds.get(name)
    if kind is ViewKind.FLAG:
        if value not in FLAGS:
            raise FlagConditionError(text)
        return FLAGS[value]
    if kind is not ViewKind.WHOLE:
        return value
    try:
        return to_fen(parse_money(value)) if name.endswith("_fen") else int(value)
    except (AmountError, ValueError) as error:
        raise ConditionError(text) from error
