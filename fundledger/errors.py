"""Every error a person can meet: facts in fields, a message and a way out.

An error states what happened as a dataclass; `message` and `hint` are templates
over its fields that the faces translate and fill. Nothing here formats money or
dates for a screen: that is the face's work. `N_` marks a text for translation.
"""

from dataclasses import dataclass, fields
from typing import Any, ClassVar


def N_(message: str) -> str:  # noqa: N802 - gettext's conventional name
    """Mark a text for translation and return it unchanged."""
    return message


@dataclass(eq=False)
class FundledgerError(Exception):
    """The root of all errors this package raises on purpose."""

    message: ClassVar[str] = N_("Something went wrong.")
    hint: ClassVar[str] = ""

    @property
    def reason(self) -> str:
        """The name of this kind of error, as the audit chain keeps it."""
        return type(self).__name__.removesuffix("Error")

    @property
    def facts(self) -> dict[str, Any]:
        """The fields by name, for the template and for the audit record."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def __str__(self) -> str:
        """Fill the English template: what a script or a log shows."""
        said = self.message.format(**self.facts)
        advice = self.hint.format(**self.facts)
        return f"{said} {advice}" if advice else said


@dataclass(eq=False)
class RefusedError(FundledgerError):
    """A rule or a right refuses the deed. Chained as a refusal."""

    message = N_("This is refused.")


@dataclass(eq=False)
class InputError(FundledgerError):
    """Text from a person or a file cannot be understood. Never chained."""

    message = N_("This cannot be understood.")


@dataclass(eq=False)
class StoreError(FundledgerError):
    """The database cannot serve: locked, missing, foreign, behind. Never chained."""

    message = N_("The ledger cannot be reached.")
