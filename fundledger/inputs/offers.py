"""What may be chosen for a field now: keys with what they are called.

The list of a noun is the one that `choices` looks for near names in; a field of a
choice offers its words.
"""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from fundledger.domain.ids import ClaimNo, LineNo, ProjectNo
from fundledger.i18n.nouns import Noun
from fundledger.inputs.choices import CHOICES
from fundledger.inputs.forms import DeedForm, FieldForm
from fundledger.inputs.kinds import InputKind
from fundledger.inputs.offered import taken
from fundledger.queries import applications, claims, projects
from fundledger.reports.report import Phrase
from fundledger.store.reading import Books

WORDS: Final = {InputKind.FLAG: ("yes", "no")}


class Offer(NamedTuple):
    """One thing that may be chosen: what is written into the field, and its names."""

    key: str
    names: tuple[str, ...] = ()
    notes: tuple[Phrase, ...] = ()
    """What else is said of it, to translate: what it has free, whether restricted."""

    @property
    def text(self) -> str:
        """Give key and names on one line."""
        return " ".join((self.key, *self.names))


def offers(books: Books, form: FieldForm, given: Mapping[str, Any]) -> list[Offer]:
    """Give all that may be chosen; none where a number is to be typed."""
    if form.noun is None:
        return [Offer(word) for word in WORDS.get(form.kind, form.words)]
    choosable = taken(books, form.owner, form.name, form.noun)
    if choosable is not None:
        return [Offer(each.key, each.names, each.notes) for each in choosable]
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
    choosable = taken(books, "", form.name, form.noun)
    if choosable is not None:
        return next((" ".join(e.names) for e in choosable if e.key == str(key)), "")
    named = CHOICES[form.noun].listed(books, {}).get(str(key), ())
    return " ".join(name for name in named if name and name != str(key))


def called_in_lines(
    books: Books, form: DeedForm, given: Mapping[str, Any]
) -> dict[str, dict[str, str]]:
    """Tell what people call what the lines of a form name: by field, then by key.

    A line names budget lines of the project, and receipts of the claim, that the form
    was opened for.
    """
    claim_no = given.get("claim_no")
    claim = None if claim_no is None else claims.claim(books, ClaimNo(int(claim_no)))
    project_no = given.get("project_no") if claim is None else claim.project_no
    lines: dict[str, str] = {}
    if project_no is not None:
        lines = _budget_lines(books, ProjectNo(int(project_no)))
    names = {path: lines for path, each in form.walk() if lines and _is_line(each)}
    if claim is not None:
        receipts = {
            str(each.no): f"{each.number} {each.seller}"
            for each in claims.receipts(books, claim.no)
        }
        names |= {
            path: receipts for path, each in form.walk() if each.noun is Noun.RECEIPT
        }
    return names


def _is_line(form: FieldForm) -> bool:
    return form.annotation is LineNo or (
        form.kind is InputKind.PAIRS and form.inner[0].annotation is LineNo
    )


def _budget_lines(books: Books, project_no: ProjectNo) -> dict[str, str]:
    project = projects.project(books, project_no)
    if project is None:
        return {}
    return {
        str(each.line): each.description
        for each in applications.budget_lines(books, project_no, project.version)
    }
