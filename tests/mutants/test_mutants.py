"""The mutation run itself: it forgets no table, sees what survives, and tidies up."""

import importlib
import pkgutil
from collections.abc import Iterator
from itertools import islice
from types import MappingProxyType, ModuleType

import pytest

import fundledger.domain
from fundledger.domain import people, rights
from tests.mutants.changing import Family, changed, passes, survivors
from tests.mutants.families import FAMILIES

NO_TABLES = {
    "archives.EMBEDDED",
    "archives.INSIDE",
    "archives.KINDS",
    "archives.MACROS",
    "contents.ACTIVE",
    "contents.ALIASES",
    "contents.SIGNATURES",
    "pdf.NAMES",
    "signatures.PART_OF",
    "texts.BANK_NUMBER_DIGITS",
    "vouchers.MARKS",
    "vouchers.SERIES",
}
"""Bounds, words, marks that files are told by, and what is turned round of another."""

every_family = pytest.mark.parametrize("family", FAMILIES, ids=lambda each: each.name)


def modules() -> Iterator[ModuleType]:
    path, prefix = fundledger.domain.__path__, f"{fundledger.domain.__name__}."
    for module in pkgutil.iter_modules(path, prefix):
        yield importlib.import_module(module.name)


def tables() -> Iterator[str]:
    """Name the public tables of the domain, each where it is assigned."""
    for module in modules():
        assigned = module.__annotations__ if hasattr(module, "__annotations__") else {}
        for name, value in vars(module).items():
            kind = isinstance(value, MappingProxyType | frozenset | tuple | dict)
            if kind and name in assigned and not name.startswith("_"):
                yield f"{module.__name__.rpartition('.')[2]}.{name}"


def test_every_rule_table_of_the_domain_is_tried() -> None:
    of_domain = {each for each in FAMILIES if "domain" in each.module.__name__}
    names = {family.name for family in of_domain}
    assert sorted({*tables()} - NO_TABLES) == sorted(names)


@every_family
def test_a_fault_here_and_there_in_each_table_is_seen(family: Family) -> None:
    assert passes(family.tests)
    some = islice(family.mutants(), 0, None, 211)
    assert [mutant.cell for mutant in survivors(family, some)] == []


def test_a_fault_that_no_test_sees_is_named() -> None:
    family = FAMILIES[0]._replace(tests=(lambda: None,))
    (unseen,) = survivors(family, islice(family.mutants(), 1))
    assert unseen.cell == "fund.create dropped"


def test_a_table_is_changed_wherever_it_is_known_and_put_back() -> None:
    before, emptied = people.PERMITS, MappingProxyType[object, object]({})
    with changed(people, "PERMITS", emptied):
        assert {id(vars(each)["PERMITS"]) for each in (people, rights)} == {id(emptied)}
    assert {id(vars(each)["PERMITS"]) for each in (people, rights)} == {id(before)}
