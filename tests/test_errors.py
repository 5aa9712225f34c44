"""Errors speak plainly, and their codes outlive the names of their classes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Final, TypeVar, Union, get_args, get_origin

import pytest
from moneyed import CNY, Money

from fundledger.domain.people import Role
from fundledger.errors import (
    FundledgerError,
    InputError,
    RefusedError,
    StoreError,
    in_english,
)
from fundledger.readers.problems import Problems
from tests.in_turn import in_turn
from tests.package import members_of

Raised = TypeVar("Raised", bound=FundledgerError)

GOLDEN: Final = Path(__file__).parent / "fixtures" / "refusal_codes.txt"
"""Every code a refusal ever had. A line `- code` is one that no class has any more."""

KINDS: Final = sorted(
    members_of(FundledgerError, "fundledger"), key=lambda kind: kind.__name__
)
REFUSALS: Final = [kind for kind in KINDS if issubclass(kind, RefusedError)]

NEVER: Final = (
    "<",
    "datetime.",
    "Decimal(",
    "Money(",
    "Error(",
    "['",
    "('",
    "{'",
    "b'",
)
"""What only Python's own way of writing a value holds."""


def golden() -> tuple[list[str], list[str]]:
    """Give the codes in use, and those that are retired."""
    lines = GOLDEN.read_text("utf-8").splitlines()
    retired = [line.removeprefix("- ") for line in lines if line.startswith("- ")]
    return [line for line in lines if not line.startswith("- ")], retired


def test_the_codes_of_refusals_are_those_on_the_list() -> None:
    in_use, _ = golden()
    assert sorted(kind.code for kind in REFUSALS) == in_use


def test_a_code_is_never_used_again() -> None:
    in_use, retired = golden()
    assert len({*in_use, *retired}) == len(in_use) + len(retired)


@in_turn("kind", REFUSALS)
def test_a_refusal_names_its_own_code(kind: type[RefusedError]) -> None:
    assert "code" in vars(kind), "records keep it, so it is not made of a class's name"
    assert kind.code.isidentifier()
    assert kind.code == kind.code.lower()


def test_other_errors_have_a_code_each() -> None:
    codes = [
        kind.code for kind in KINDS if kind.__module__ != "fundledger.tui.shell.faults"
    ]
    assert len(codes) == len(set(codes))
    assert "unknown_fund" in codes


def sample(kind: Any) -> Any:  # noqa: ANN401 - a type as a dataclass keeps it
    """Make a value of a field's type: one that Python would write in its own way."""
    kind = getattr(kind, "__supertype__", kind)
    if get_origin(kind) in {Union, UnionType}:
        return sample(get_args(kind)[0])
    if get_origin(kind) is not None:
        return several(get_origin(kind), get_args(kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind), Role.PREPARER)
    if isinstance(kind, type) and issubclass(kind, RefusedError):
        return made_of_samples(kind)
    if isinstance(kind, type) and issubclass(kind, FundledgerError):
        return NoSuchThingError("x", Role.PREPARER)
    return PLAIN[kind]


def made_of_samples(kind: type[Raised]) -> Raised:
    """Make an error of a class, with a sample in each field."""
    return kind(**{field.name: sample(field.type) for field in fields(kind)})


def several(kind: Any, of: Sequence[Any]) -> Any:  # noqa: ANN401 - see `sample`
    if isinstance(kind, type) and issubclass(kind, Mapping):
        return {sample(of[0]): sample(of[1])}
    one = sample(of[0])
    return frozenset({one}) if kind in {frozenset, set} else (one, one)


PLAIN: Final[dict[Any, Any]] = {
    str: "社区",
    int: 7,
    bool: True,
    date: date(2024, 8, 15),
    Money: Money("1234.5", CNY),
    object: Money("1234.5", CNY),
    Any: Money("1234.5", CNY),
    type(None): None,
    Problems: Problems(),
}


@dataclass(eq=False)
class NoSuchThingError(InputError):
    """An error of this test, to stand in others."""

    name: str
    role: Role
    message = "There is no {name} for {role}."
    hint = "Give another {name}."


@in_turn("kind", KINDS)
def test_no_error_shows_how_python_writes_a_value(kind: type[FundledgerError]) -> None:
    error = made_of_samples(kind)
    text = str(error)
    assert not [sign for sign in NEVER if sign in text], text
    assert text.isprintable()
    assert error.message in text
    assert error.hint in text
    left = [field.name for field in fields(error) if f"{{{field.name}}}" in text]
    assert left == [], "a template was not filled"


@pytest.mark.parametrize("root", [RefusedError, InputError, StoreError])
def test_an_error_says_what_happened_and_what_to_do(
    root: type[FundledgerError],
) -> None:
    assert root.message
    assert root.hint
    for kind in KINDS:
        if issubclass(kind, root) and kind is not root:
            assert kind.message not in {"", root.message}, kind
            assert kind.hint not in {"", root.hint}, kind


def test_the_texts_of_an_error_are_filled_and_those_of_its_class_are_not() -> None:
    error = NoSuchThingError("fund", Role.DISTRICT_APPROVER)
    assert NoSuchThingError.hint == "Give another {name}."
    assert error.hint == "Give another fund."
    assert error.message == "There is no fund for district_approver."
    assert str(error) == f"{error.message} {error.hint}"
    assert error.code == NoSuchThingError.code == "no_such_thing"


@pytest.mark.parametrize(
    ("fact", "written"),
    [
        (None, "-"),
        (True, "yes"),
        (False, "no"),
        (7, "7"),
        (Role.PREPARER, "preparer"),
        (date(2024, 8, 15), "2024-08-15"),
        (Money("1234.5", CNY), "1,234.50"),
        (Money("-0.05", CNY), "-0.05"),
        (Money("5.001", CNY), "5.001"),
        (Money("5", "USD"), "5.00 USD"),
        (Money("NaN", CNY), "NaN"),
        (("li", "wang"), "li, wang"),
        ((Role.HEAD, date(2024, 1, 2), None), "head, 2024-01-02"),
        (frozenset({Role.HEAD, Role.CASHIER}), "cashier, head"),
        ({"a": Money("1", CNY)}, "a: 1.00"),
        ((), "-"),
        ({}, "-"),
        (b"xyz", "3 bytes"),
        ("a\x1b[2J\u202eb", "a\\x1b[2J\\u202eb"),
        (NoSuchThingError("x", Role.HEAD), "There is no x for head. Give another x."),
    ],
)
def test_facts_are_written_in_plain_english(fact: object, written: str) -> None:
    assert in_english(fact) == written
