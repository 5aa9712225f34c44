"""What each project was granted, paid, spent and gave back; and the figures of all.

By the definitions of the books: *admitted* is programme cost since the project began,
without closing vouchers, less prior-year corrections; *paid* is gross less bounced;
*returned* is refunded and recovered. A red copy counts under the rule of what it
annuls.
"""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from tests.independent.lines import Line, every_line, until
from tests.independent.raw import Row, Tables, by_key


class Measure(NamedTuple):
    """Which lines of a project it counts, and with which sign."""

    accounts: frozenset[str]
    rules: frozenset[str] = frozenset()
    """Without any: every rule but those that close a year."""
    sign: int = 1


def _of(*accounts: str, under: str = "", sign: int = 1) -> Measure:
    return Measure(frozenset(accounts), frozenset(under.split()), sign)


MEASURES: Final[Mapping[str, Measure]] = MappingProxyType(
    {
        "established": _of("b_committed", under="established"),
        "supplements": _of("b_committed", under="supplement"),
        "cuts": _of("b_committed", under="cut", sign=-1),
        "lapsed": _of("b_committed", under="lapsed", sign=-1),
        "reserved": _of("b_reserved"),
        "committed": _of("b_committed"),
        "payment": _of("b_payment"),
        "disbursed": _of("b_disbursed"),
        "gross": _of("bank", under="advance_paid reimbursement_paid", sign=-1),
        "bounced": _of("bank", under="advance_bounced reimbursement_bounced"),
        "refunded": _of("bank", under="refund"),
        "recovered": _of("bank", under="recovered"),
        "cost": _of("programme_cost"),
        "prior": _of("prior_year"),
        "payable": _of("payable"),
        "advance": _of("advance"),
        "recoverable": _of("recoverable"),
        "written_off": _of(
            "recoverable", under="written_off written_off_borne", sign=-1
        ),
        "borne": _of("recoverable", under="written_off_borne", sign=-1),
        "brought_budget": _of("b_committed", "b_payment", under="opening"),
        "brought_out": _of("advance", "recoverable", "programme_cost", under="opening"),
        "brought_owed": _of("payable", "prior_year", under="opening"),
        "brought_disbursed": _of("b_disbursed", under="opening"),
    }
)


class Funds(dict[str, int]):
    """The measures of one project, or of several together, in 分."""

    def __missing__(self, name: str) -> int:
        """Count nothing of what never moved."""
        assert name in MEASURES, name
        return 0

    @property
    def approved(self) -> int:
        """Established, with supplements and cuts, and what an opening brought in."""
        here = self["established"] + self["supplements"] - self["cuts"]
        return here + self["brought_budget"] + self["brought_disbursed"]

    @property
    def decided(self) -> int:
        """Approved, and on notice."""
        return self.approved + self["reserved"]

    @property
    def paid(self) -> int:
        """Paid, less what bounced."""
        return self["gross"] - self["bounced"] + self["brought_disbursed"]

    @property
    def returned(self) -> int:
        """Refunded and recovered."""
        return self["refunded"] + self["recovered"]

    @property
    def spent(self) -> int:
        """Admitted cost, here and in years that were closed before."""
        before = self["brought_disbursed"] + self["brought_owed"] - self["brought_out"]
        return self["cost"] - self["prior"] + before


def funds_of(lines: Iterable[Line]) -> dict[int, Funds]:
    """Measure every project that a line names."""
    measured: dict[int, Funds] = {}
    for line in lines:
        if line.project_no is None:
            continue
        funds = measured.setdefault(line.project_no, Funds())
        for name, measure in MEASURES.items():
            if line.control in measure.accounts and _counts(line, measure):
                funds[name] += measure.sign * line.own
    return measured


def _counts(line: Line, measure: Measure) -> bool:
    return line.rule in measure.rules if measure.rules else not line.closes


def together(some: Iterable[Funds]) -> Funds:
    """Sum measures up."""
    whole = Funds()
    for each in some:
        for name, fen in each.items():
            whole[name] += fen
    return whole


class Standing(NamedTuple):
    """How a project stood at the end of a day."""

    title: str
    state: str


def standing(tables: Tables, day: str | None) -> dict[int, Standing]:
    """Tell title and state of each project that had begun, by its own steps."""
    if day is None:
        return {
            row["no"]: Standing(row["title"], row["state"])
            for row in tables.get("project", [])
        }
    titles = {
        (row["project_no"], row["version"]): row["title"]
        for row in tables.get("application", [])
    }
    state: dict[int, str] = {}
    version: dict[int, int] = {}
    for row in sorted(tables.get("step", []), key=lambda each: each["no"]):
        if row["on_date"] > day or not _moves_project(row):
            continue
        no = row["project_no"]
        state[no] = row["to_state"]
        makes = row["action"] in ("project.draft", "project.revise")
        version[no] = version.get(no, 0) + makes
    return {no: Standing(titles[no, version[no]], state[no]) for no in state}


def _moves_project(step: Row) -> bool:
    of_parts = ("disbursement_no", "claim_no", "recovery_no")
    return step["to_state"] is not None and all(step[e] is None for e in of_parts)


def passed_review(tables: Tables, day: str | None) -> set[int]:
    """Tell which projects were ever approved by the district, by a day."""
    return {
        row["project_no"]
        for row in tables.get("step", [])
        if row["action"] == "project.approve" and (day is None or row["on_date"] <= day)
    }


class Home(NamedTuple):
    """Where a project is at home, by key and by name."""

    subdistrict: str
    subdistrict_name: str
    community: str
    community_name: str


def homes(tables: Tables) -> dict[int, Home]:
    """Tell where each project is at home."""
    communities = by_key(tables.get("community", []), "key")
    subdistricts = by_key(tables.get("subdistrict", []), "key")
    at_home: dict[int, Home] = {}
    for row in tables.get("project", []):
        community = communities[row["community_key"]]
        key = community["subdistrict_key"]
        name = subdistricts[key]["name"]
        at_home[row["no"]] = Home(key, name, community["key"], community["name"])
    return at_home


class Total(NamedTuple):
    """A row of control totals; amounts in 分."""

    level: str
    key: str
    name: str
    communities: int
    projects: int
    approved: int
    spent: int
    gross: int
    paid: int


def totals(tables: Tables, day: str | None) -> list[Total]:
    """Sum up the fund, then subdistricts, communities and projects, each by place."""
    funds, passed = funds_of(until(every_line(tables), day)), passed_review(tables, day)
    at_home, rows = homes(tables), by_key(tables.get("project", []), "no")
    known = [no for no in at_home if no in passed or no in funds]

    def place(no: int) -> tuple[str, str, str]:
        home = at_home[no]
        return home.subdistrict, home.community, rows[no]["code"]

    levels: dict[str, Callable[[int], tuple[str, str]]] = {
        "subdistrict": lambda no: at_home[no][:2],
        "community": lambda no: at_home[no][2:],
        "project": lambda no: (rows[no]["code"], rows[no]["title"]),
    }
    groups: dict[tuple[str, str, str], list[int]] = {("fund", "", ""): known}
    for level, name in levels.items():
        for no in sorted(known, key=place):
            groups.setdefault((level, *name(no)), []).append(no)
    return [
        _total(key, [no for no in nos if no in passed], at_home, together(
            funds[no] for no in nos if no in funds
        ))
        for key, nos in groups.items()
    ]  # fmt: skip


def _total(
    key: tuple[str, str, str],
    passed: list[int],
    at_home: Mapping[int, Home],
    whole: Funds,
) -> Total:
    return Total(
        *key,
        communities=len({at_home[no].community for no in passed}),
        projects=len(passed),
        approved=whole.approved,
        spent=whole.spent,
        gross=whole["gross"],
        paid=whole.paid,
    )


class Figure(NamedTuple):
    """A published figure beside the books, in 分 or counted."""

    figure: str
    as_of: str
    booked: int
    difference: int
    met: bool


SCALES: Final = {"元": 2, "万元": 6, "个": 0}
"""How many decimals of a unit there are until 分, or until one."""


def figures(tables: Tables, day: str | None) -> list[Figure]:
    """Hold what was published up to a day to the books of its own day."""
    rows = sorted(tables.get("published", []), key=lambda e: (e["as_of"], e["figure"]))
    return [_figure(tables, e) for e in rows if day is None or e["as_of"] <= day]


def _figure(tables: Tables, row: Row) -> Figure:
    fund = totals(tables, row["as_of"])[0]
    booked = {
        "communities": fund.communities,
        "projects_reviewed": fund.projects,
        "approved": fund.approved,
        "spent": fund.spent,
        "paid": fund.paid,
    }[row["figure"]]
    whole, _, part = row["value"].partition(".")
    places = SCALES[row["unit"]]
    difference = booked - int(whole + part.ljust(places, "0"))
    step = 10 ** (places - len(part))
    met = difference == 0 if row["unit"] == "个" else 2 * abs(difference) < step
    return Figure(row["figure"], row["as_of"], booked, difference, met)


def _paid_before(tables: Tables) -> set[int]:
    """Name the payments that an opening brought in as paid."""
    done: dict[str, set[int]] = {"pay": set(), "bounce": set()}
    for row in tables.get("step", []):
        verb = row["action"].removeprefix("disbursement.")
        if row["opening"] and verb in done:
            done[verb].add(row["disbursement_no"])
    return done["pay"] - done["bounce"]


def by_cases(tables: Tables) -> dict[int, dict[str, int]]:
    """Tell of each project what its cases say, not one posting asked.

    What was paid here and stayed paid, came back as refund, was recovered, and what
    amendments changed.
    """
    before = _paid_before(tables)
    sums: dict[int, dict[str, int]] = {
        row["no"]: dict.fromkeys(("paid", "refunded", "recovered", "amended"), 0)
        for row in tables.get("project", [])
    }
    for row in tables.get("disbursement", []):
        if row["no"] in before:
            sums[row["project_no"]]["paid"] -= row["fen"]
        if row["state"] in ("paid", "acknowledged"):
            sums[row["project_no"]]["paid"] += row["fen"]
    for row in tables.get("refund", []):
        sums[row["project_no"]]["refunded"] += row["fen"]
    for row in tables.get("recovery", []):
        sums[row["project_no"]]["recovered"] += row["recovered_fen"]
    for row in tables.get("amendment", []):
        if row["voucher_no"] is not None:
            sums[row["project_no"]]["amended"] += row["change_fen"]
    return sums
