"""What may be chosen for a field now: keys with what they are called.

The list of a noun is the one that `choices` looks for near names in; a field of a
choice offers its words.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from fundledger.domain.ids import ProjectNo
from fundledger.i18n.nouns import Noun
from fundledger.inputs.choices import CHOICES
from fundledger.inputs.forms import FieldForm
from fundledger.inputs.kinds import InputKind
from fundledger.queries import projects
from fundledger.store.reading import Books

WORDS: Final = {InputKind.FLAG: ("yes", "no")}


class Offer(NamedTuple):
    """One thing that may be chosen: what is written into the field, and its names."""

    key: str
    names: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Give key and names on one line."""
        return " ".join((self.key, *self.names))


def has_offers(form: FieldForm) -> bool:
    """Tell whether a field is filled by choosing."""
    return form.noun is not None or form.kind in (InputKind.CHOICE, InputKind.FLAG)


def offers(books: Books, form: FieldForm, given: Mapping[str, Any]) -> list[Offer]:
    """Give all that may be chosen; none where a number is to be typed."""
    if form.noun is None:
        return [Offer(word) for word in WORDS.get(form.kind, form.words)]
    listed = CHOICES[form.noun].listed(books, given)
    return [
        Offer(key, tuple(name for name in dict.fromkeys(names) if name and name != key))
        for key, names in listed.items()
    ]


def called(books: Books, form: FieldForm, key: Any) -> str:  # noqa: ANN401 - of any noun
    """Tell what people call that which a field names; nothing where it has no name."""
    if form.noun is Noun.PROJECT:
        project = projects.project(books, ProjectNo(int(key)))
        return "" if project is None else f"{project.code} {project.title}"
    if form.noun is None:
        return ""
    named = CHOICES[form.noun].listed(books, {}).get(str(key), ())
    return " ".join(name for name in named if name and name != str(key))
