"""The fund as a whole: where it stands, its banks, its year, and what must hold.

Every identity gives pairs of amounts in 分 that must be equal, by where they hold.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final, NamedTuple

from tests.independent.banks import bank_money
from tests.independent.lines import (
    YEAR_END,
    Line,
    Trial,
    every_line,
    month_end,
    project_balances,
    sums,
    trial,
    until,
)
from tests.independent.projects import Funds, funds_of
from tests.independent.raw import Tables
from tests.independent.sources import worth

Pairs = dict[Any, tuple[int, int]]
OWNED: Final = ("bank", "recoverable", "advance")
OWED: Final = ("payable", "other_payable")
INCOME: Final = ("donations", "grants", "other_income")
OWED_TO_IT: Final = ("advance", "recoverable")
STAGES: Final = ("b_free", "b_reserved", "b_committed", "b_payment")
NET: Final = ("net_restricted", "net_unrestricted")
MOVES: Final = ("release", "reclassified_net", "reclassified_income")
"""The rules that move net assets, or income, from one kind to the other."""


def by_control(lines: Iterable[Line]) -> dict[str, int]:
    """Give what each account stands at, leaves folded into theirs."""
    return sums(lines, lambda each: each.control, lambda each: each.own)


def at_a_glance(tables: Tables, day: str | None) -> dict[str, int]:
    """Give the amounts of the fund's first page, by what they are called."""
    lines = until(every_line(tables), day)
    stands = by_control(lines)
    leaves = sums(lines, lambda each: each.account, lambda each: each.own)
    keys = {
        "free": "b_free",
        "reserved": "b_reserved",
        "committed": "b_committed",
        "payment": "b_payment",
        "disbursed": "b_disbursed",
        "overhead": "b_overhead",
        "uncovered": "b_uncovered",
        "bank": "bank",
        "advance": "advance",
        "recoverable": "recoverable",
        "payable": "payable",
    }
    amounts = {name: stands.get(key, 0) for name, key in keys.items()}
    return {**amounts, "unidentified": leaves.get("other_payable.unidentified", 0)}


def spending(lines: Iterable[Line], by: Callable[[Line], Any]) -> dict[Any, int]:
    """Sum admitted cost: programme cost less prior-year corrections, not closing."""
    accounts = ("programme_cost", "prior_year")
    counted = [
        each
        for each in lines
        if each.control in accounts and each.project_no and not each.closes
    ]
    return sums(counted, by, lambda each: each.debit - each.credit)


def banks(tables: Tables, first: str, last: str) -> dict[str, Trial]:
    """Give opening, in, out and closing of each bank account, by its own key."""
    moved = trial(until(every_line(tables), last), first)
    return {
        row["key"]: moved.get(row["account_key"], Trial())
        for row in tables.get("bank_account", [])
    }


class Activities(NamedTuple):
    """What a year brought and cost one kind of money 业务活动表, in 分."""

    income: int
    cost: int
    prior_year: int
    moved: int
    """Released or reclassified from the other kind; below zero to it."""


def activities(lines: Iterable[Line], year: int) -> dict[int, Activities]:
    """Sum income and cost of a year, restricted (1) and unrestricted (0) apart."""
    of_year = [
        each
        for each in lines
        if each.month.startswith(f"{year}-") and each.kind != "opening"
    ]
    own = [e for e in of_year if e.rule not in MOVES and not e.closes]
    moved = [e for e in of_year if e.rule in MOVES]
    return {
        restricted: Activities(
            _part(own, restricted, lambda e: e.control in INCOME),
            _part(own, restricted, _is_cost),
            _part(own, restricted, lambda e: e.control == "prior_year"),
            _part(moved, restricted, lambda e: e.control in (*NET, *INCOME)),
        )
        for restricted in (1, 0)
    }


def kind_of(line: Line) -> int | None:
    """Tell which kind of net assets a line is of: all cost is unrestricted (0)."""
    return 0 if _is_cost(line) else line.restricted


def _is_cost(line: Line) -> bool:
    known = (*INCOME, *NET, "prior_year")
    return line.restricted is not None and line.control not in known


def _part(
    lines: Iterable[Line], restricted: int, counts: Callable[[Line], bool]
) -> int:
    return sum(e.own for e in lines if kind_of(e) == restricted and counts(e))


# --- What must hold -----------------------------------------------------------------


def balanced(_tables: Tables, lines: list[Line]) -> Pairs:
    """R1: debits are credits, by voucher and by month and book."""
    pairs: Pairs = {}
    grains: tuple[Callable[[Line], Any], ...] = (
        lambda e: e.voucher_no,
        lambda e: (e.month, e.book),
    )
    for by in grains:
        debits = sums(lines, by, lambda e: e.debit)
        credits_ = sums(lines, by, lambda e: e.credit)
        pairs |= {key: (fen, credits_[key]) for key, fen in debits.items()}
    return pairs


def by_project(tables: Tables, lines: list[Line]) -> Pairs:
    """R4: what is kept by project sums to its account, and is covered."""
    named = {row["key"] for row in tables["account"] if row["by_project"] == "yes"}
    whole = sums(lines, lambda e: e.account, lambda e: e.own)
    of_projects = project_balances(tables, lines)
    pairs: Pairs = {
        key: (fen, sum(f for (_, k, _), f in of_projects.items() if k == key))
        for key, fen in whole.items()
        if key in named
    }
    for (no, key, source), fen in of_projects.items():
        if key == "payable":
            cover = of_projects.get((no, "b_payment", source), 0)
            pairs["covered", no, source] = (fen, min(fen, cover))
    return pairs


def granted_and_paid(_tables: Tables, lines: list[Line]) -> Pairs:
    """R5: what became of the grant, and of the money paid."""
    pairs: Pairs = {}
    for no, f in funds_of(lines).items():
        pairs["granted", no] = (
            f.approved,
            f["committed"] + f["payment"] + f.paid + f["lapsed"],
        )
        owed = f["advance"] + f["recoverable"] + f["written_off"] - f["payable"]
        pairs["paid", no] = (f.paid, f.spent + f.returned + owed)
    return pairs


def rolled(_tables: Tables, lines: list[Line]) -> Pairs:
    """R6: commitments go from one year to the next."""
    pairs: Pairs = {}
    for year in sorted({each.month[:4] for each in lines}):
        before = funds_of(e for e in lines if e.month[:4] < year)
        after = funds_of(e for e in lines if e.month[:4] <= year)
        for no, f in after.items():
            was = before.get(no, Funds())
            brought = f["brought_budget"] - was["brought_budget"]
            gone = f.paid - was.paid + f["lapsed"] - was["lapsed"]
            opening = was["committed"] + was["payment"] + brought
            pairs[year, no] = (
                opening + f.approved - was.approved - brought - gone,
                f["committed"] + f["payment"],
            )
    return pairs


def budget(_tables: Tables, lines: list[Line]) -> Pairs:
    """R7: all stages are the total; what is disbursed was paid; the bank covers it."""
    stands = by_control(lines)
    waiting = sum(stands.get(key, 0) for key in STAGES)
    gap, gone = stands.get("b_uncovered", 0), stands.get("b_disbursed", 0)
    pairs: Pairs = {
        "total": (
            stands.get("b_total", 0) + gap,
            waiting + gone + stands.get("b_overhead", 0),
        ),
        "bank": (
            stands.get("bank", 0),
            waiting - gap + stands.get("other_payable", 0),
        ),
    }
    for no, f in funds_of(lines).items():
        paid = f.paid - f.returned - f["borne"]
        pairs["disbursed", no] = (f["disbursed"], paid)
    return pairs


def net_assets(_tables: Tables, lines: list[Line]) -> Pairs:
    """R8: opening + income − cost + prior year = closing, by restriction and year."""
    pairs: Pairs = {}
    for year in sorted({int(each.month[:4]) for each in lines}):
        before = [e for e in lines if e.month < f"{year}-01"]
        own = [e for e in lines if e.month.startswith(f"{year}-")]
        opening = [*before, *(e for e in own if e.kind == "opening")]
        for restricted, of in activities(own, year).items():
            expected = carried(opening, restricted) + of.income - of.cost
            closing = carried([*before, *own], restricted)
            expected += of.prior_year + of.moved
            pairs[year, restricted] = (expected, closing)
    return pairs


def carried(lines: Iterable[Line], restricted: int) -> int:
    """Give net assets of a kind, with what of its years is not closed yet."""
    return sum(
        -each.own if _is_cost(each) else each.own
        for each in lines
        if kind_of(each) == restricted
    )


def position(_tables: Tables, lines: list[Line]) -> Pairs:
    """R9: what is owned, less what is owed, is net assets."""
    stands = by_control(lines)
    owned = sum(stands.get(key, 0) for key in OWNED)
    owed = sum(stands.get(key, 0) for key in OWED)
    return {"position": (owned - owed, carried(lines, 1) + carried(lines, 0))}


def released(tables: Tables, lines: list[Line], day: str | None) -> Pairs:
    """R10: what was spent of a restricted source is released, up to the day it is due.

    That is the end of a closed month where the fund releases each month, else of a
    closed year. What was corrected of earlier years counts when its year is closed.
    """
    years = [f"{e['year']}-12" for e in tables["fund_year"] if e["closed"]]
    monthly = any(
        row["key"] == "release_monthly" and row["value"] == "true"
        for row in tables.get("setting", [])
    )
    if monthly:
        shut = [e["key"] for e in tables.get("period", []) if e["closed"]]
    else:
        shut = years
    ends = [end for end in map(month_end, shut) if day is None or end <= day]
    due = max(ends, default=None)
    if due is None:
        return {}
    carried_on = max((end for end in map(month_end, years) if end <= due), default="")
    restricted = {e["key"] for e in tables.get("funding_source", []) if e["restricted"]}
    some = [e for e in until(lines, due) if e.source in restricted]
    spent, out = dict.fromkeys(restricted, 0), dict.fromkeys(restricted, 0)
    for each in some:
        assert each.source is not None
        corrects = each.control == "prior_year" and each.on <= carried_on
        if not each.closes and (_is_cost(each) or corrects):
            spent[each.source] += each.debit - each.credit
        taken_back = each.rule == f"{YEAR_END}_prior_year_release"
        of_release = each.restricted == 1 and each.kind == "release"
        if of_release or (each.account == "net_restricted" and taken_back):
            out[each.source] -= each.own
    return {key: (fen, spent[key]) for key, fen in out.items()}


def numbered(tables: Tables, _lines: list[Line]) -> Pairs:
    """R11: the numbers of a month and series run from 1."""
    series: dict[Any, list[int]] = {}
    for row in tables.get("voucher", []):
        series.setdefault((row["month"], row["series"]), []).append(row["number"])
    return {
        (key, at): (number, at)
        for key, numbers in series.items()
        for at, number in enumerate(sorted(numbers), 1)
    }


def floors(tables: Tables, lines: list[Line], day: str | None) -> Pairs:
    """R23: nothing with a floor is below it, at any month end, project by project."""
    named = {row["key"] for row in tables["account"] if row["floor"]}
    pairs: Pairs = {}
    for month in sorted({each.month for each in lines}):
        if day is not None and month_end(month) > day:
            continue
        so_far = until(lines, month_end(month))
        of = [each for each in so_far if each.account in named]
        whole = sums(of, lambda e: (e.account, e.source), lambda e: e.own)
        pairs |= {(month, k): (fen, max(fen, 0)) for k, fen in whole.items()}
        of_projects = project_balances(tables, of)
        pairs |= {(month, k): (fen, max(fen, 0)) for k, fen in of_projects.items()}
    return pairs


def by_source(tables: Tables, lines: list[Line]) -> Pairs:
    """R24: each source is worth what stands of it; unrestricted ones are not short."""
    pairs: Pairs = {}
    loose = {e["key"] for e in tables.get("funding_source", []) if not e["restricted"]}
    free = 0
    for key in sorted({each.source for each in lines} - {None}, key=str):
        own = [each for each in lines if each.source == key]
        stands = sums(own, lambda e: e.account, lambda e: e.own)
        waiting = sum(stands.get(name, 0) for name in (*STAGES, *OWED_TO_IT))
        off = stands.get("b_uncovered", 0) + stands.get("payable", 0)
        pairs[key] = (sum(worth(each) for each in own), waiting - off)
        if key in loose:
            free += stands.get("b_free", 0) - stands.get("b_uncovered", 0)
    return {**pairs, "unrestricted": (free, max(free, 0))}


IDENTITIES: Final[Mapping[str, Callable[[Tables, list[Line]], Pairs]]] = (
    MappingProxyType(
        {
            "R1": balanced,
            "R2": bank_money,
            "R4": by_project,
            "R5": granted_and_paid,
            "R6": rolled,
            "R7": budget,
            "R8": net_assets,
            "R9": position,
            "R11": numbered,
            "R24": by_source,
        }
    )
)
"""The checks that amounts alone decide, by their numbers."""
AT_ENDS: Final[Mapping[str, Callable[[Tables, list[Line], str | None], Pairs]]] = (
    MappingProxyType({"R10": released, "R23": floors})
)
"""Those that hold at the ends of months or years, up to a day."""


def apart(tables: Tables, day: str | None) -> dict[str, Pairs]:
    """Give, of each identity, the pairs that are not equal."""
    lines = until(every_line(tables), day)
    pairs = {number: holds(tables, lines) for number, holds in IDENTITIES.items()}
    for number, holds in AT_ENDS.items():
        pairs[number] = holds(tables, lines, day)
    return {
        number: {key: pair for key, pair in of.items() if pair[0] != pair[1]}
        for number, of in pairs.items()
    }
