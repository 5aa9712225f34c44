"""What is wrong with a record, by code: the faces tell it in their language.

A problem is `code` or `code:subject`, where the subject names a field, a table or a
column. Nothing here imports SQLAlchemy.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NamedTuple, NewType

from fundledger.errors import N_

Problem = NewType("Problem", str)

NAMED: Final = 80
"""So much of a name that a record gives is shown."""


class Sentence(NamedTuple):
    """A sentence for the faces to translate, and what it speaks of."""

    template: str
    subject: str


SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "no_text": N_("its {subject} is no text"),
        "too_long": N_("its {subject} is too long"),
        "not_canonical": N_("its {subject} is not canonical JSON"),
        "fields": N_("these fields are missing or too many: {subject}"),
        "field": N_("its field {subject} does not hold what it should"),
        "too_deep": N_("its {subject} is nested too deeply"),
        "not_utf8": N_("its {subject} is not UTF-8"),
        "not_json": N_("its {subject} is no JSON"),
        "no_whole_number": N_("{subject} is no whole number"),
        "number_too_large": N_("a number in its {subject} has more than 64 bits"),
        "contradiction": N_("its outcome contradicts its refusal, result or key"),
        "change": N_("a change has neither the form of new rows nor of a changed one"),
        "table": N_("no deed writes a table {subject}"),
        "altered_table": N_("the table of the records is not as declared"),
        "schema": N_("its schema {subject} is unknown here"),
        "founding": N_("only the first record founds a fund, and its own"),
        "columns": N_("new rows of {subject} do not name each of its columns"),
        "fixed": N_("it changes columns of {subject} that never change"),
        "no_single_row": N_("it changes no single row of {subject}"),
        "same": N_("it changes a column of {subject} into what it was"),
        "value": N_("{subject} does not take such a value"),
        "before": N_("{subject} was not as the record says"),
        "constraint": N_("its rows do not fit the table {subject}"),
        "sums": N_("the postings do not add up to balances"),
        "unknown_name": N_("it names what is not known here"),
    }
)
"""By code, what is wrong."""


def problem(code: str, subject: str = "") -> Problem:
    """Make a problem; what a record names is cut to a length that can be shown."""
    return Problem(f"{code}:{subject[:NAMED]}" if subject else code)


def sentence(text: str) -> Sentence:
    """Give the sentence of a problem; any other text stands for itself."""
    code, _, subject = text.partition(":")
    if code not in SENTENCES:
        return Sentence("{subject}", text)
    return Sentence(SENTENCES[code], subject)
