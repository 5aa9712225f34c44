"""Whatever is asked of open books, JSON has it, under the names of reports."""

import json
from datetime import date
from itertools import islice
from pathlib import Path
from typing import cast

import pytest

import fundledger
from fundledger import InputError, Money, RefusedError, as_json, queries
from fundledger.queries import nouns
from fundledger.queries.measures import project_funds
from fundledger.queries.projects import EVERYTHING, projects
from fundledger.reports import basis
from fundledger.reports import nouns as listed
from fundledger.reports import projects as reported
from fundledger.writers.json import to_json
from tests.queries.asking import every, raw_answer


def names_in(value: object) -> set[str]:
    if isinstance(value, dict):
        named = cast("dict[str, object]", value)
        return {*named}.union(*map(names_in, named.values()))
    several = cast("list[object]", value) if isinstance(value, list) else []
    return set[str]().union(*map(names_in, several))


def test_every_answer_of_every_query_is_json(demo_path: Path) -> None:
    names = set[str]()
    with fundledger.open_fund(demo_path) as fund, fund.reading() as books:
        known = projects(books)
        for asking in every(queries):
            for given in islice(asking.combinations(known, all_of_it=False), 2):
                answer = raw_answer(asking.ask, books, given)
                if isinstance(answer, LookupError):
                    continue
                names |= names_in(json.loads(json.dumps(as_json(answer))))
    assert {"spent_fen", "spent_yuan", "state", "from_on"} <= names


def test_rows_are_named_as_reports_name_them(demo_path: Path) -> None:
    with fundledger.open_fund(demo_path) as fund, fund.reading() as books:
        rests_on = basis.basis_of(fund, books.head)
        of = nouns.listed("claim")
        report = json.loads(to_json(listed.listing(books, rests_on, of, limit=3)))
        assert as_json(nouns.page(books, of, limit=3).rows) == report["claim"]
        every_project = to_json(reported.projects(books, rests_on, EVERYTHING))
        (first, *_) = json.loads(every_project)["projects"]
        funds = as_json(project_funds(books, projects(books)[0].no))
    shared = funds.keys() & first.keys()
    assert {"approved_fen", "paid_yuan", "returned_fen"} <= shared
    assert {name: funds[name] for name in shared} == {n: first[n] for n in shared}


def test_values_are_those_that_records_and_files_have() -> None:
    assert as_json(Money("1.5", "CNY")) == {"fen": 150}
    assert as_json({"cap": Money("1.5", "CNY"), "line_fen": None}) == {
        "cap_fen": 150,
        "cap_yuan": "1.50",
        "line_fen": None,
        "line_yuan": None,
    }
    assert as_json({(1, "x"): date(2024, 8, 15)}) == {"1/x": "2024-08-15"}
    assert as_json(RefusedError())["code"] == "refused"
    with pytest.raises(InputError, match="a row with its fields"):
        as_json(object())
