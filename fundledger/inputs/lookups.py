"""What one input names, looked up once: a file may name the same thing on every line.

The books are one snapshot, so that what was found once is there on every line.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fundledger.i18n.nouns import Noun
from fundledger.inputs.choices import WITHIN, not_named, require_there, resolve
from fundledger.inputs.faults import UnknownReferenceError
from fundledger.store.reading import Books


class Lookups:
    """Remembers what was looked up in open books."""

    def __init__(self, books: Books) -> None:
        """Begin with nothing looked up."""
        self.books = books
        self._resolved: dict[tuple[Noun, str], object] = {}
        self._problems: dict[tuple[Noun, str], UnknownReferenceError | None] = {}

    def resolve(self, noun: Noun, value: object) -> object:
        """Take what people call a thing by for its number or key."""
        if not isinstance(value, str):
            return value
        name = (noun, value)
        if name not in self._resolved:
            self._resolved[name] = resolve(self.books, noun, value)
        return self._resolved[name]

    def require_there(
        self, noun: Noun, field: str, value: object, given: Mapping[str, Any]
    ) -> None:
        """Have what a field names. Raises what `choices.require_there` raises."""
        if noun in WITHIN:
            require_there(self.books, noun, field, value, given)
            return
        name = (noun, str(value))
        if name not in self._problems:
            self._problems[name] = self._problem(noun, field, value, given)
        problem = self._problems[name]
        if problem is not None:
            raise replace(problem, field=field)

    def not_named(
        self, noun: Noun, field: str, value: str, given: Mapping[str, Any]
    ) -> UnknownReferenceError:
        """Say that nothing is called so that is numbered."""
        if noun in WITHIN:
            return not_named(self.books, noun, field, value, given)
        name = (noun, value)
        problem = self._problems.get(name)
        if problem is None:
            problem = not_named(self.books, noun, field, value, given)
            self._problems[name] = problem
        return replace(problem, field=field)

    def _problem(
        self, noun: Noun, field: str, value: object, given: Mapping[str, Any]
    ) -> UnknownReferenceError | None:
        try:
            require_there(self.books, noun, field, value, given)
        except UnknownReferenceError as error:
            return error
        return None
