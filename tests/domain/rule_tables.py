"""The rule tables, written once more by hand: plain text in `tables/`, read here.

They are written from the design and from what makes sense, never from the code: a cell
that somebody changes in only one of the two places is a failing test. Two blanks or
more part the columns, a comma the names in a cell; "-" is nothing, "#" a remark.
"""

import re
from collections.abc import Mapping
from functools import cache
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final

from fundledger.domain.actions import Action
from fundledger.domain.chart import Account
from fundledger.domain.people import Role
from fundledger.domain.posting_rules import PostingRule, Slot

FOLDER: Final = Path(__file__).parent / "tables"
Row = Mapping[str, str]

SHORT: Final[Mapping[str, Role]] = MappingProxyType(
    {
        "preparer": Role.PREPARER,
        "head": Role.HEAD,
        "street": Role.SUBDISTRICT_REVIEWER,
        "district": Role.DISTRICT_REVIEWER,
        "approver": Role.DISTRICT_APPROVER,
        "accountant": Role.ACCOUNTANT,
        "cashier": Role.CASHIER,
        "chief": Role.SUPERVISOR,
        "auditor": Role.AUDITOR,
        "admin": Role.ADMIN,
    }
)
"""What the tables call the roles."""


class TableShapeError(ValueError):
    """A line of a table does not have the columns of its heading, or says it twice."""


@cache
def rows(name: str) -> tuple[Row, ...]:
    """Read a table's rows by the names of its columns."""
    text = (FOLDER / f"{name}.txt").read_text("utf-8")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    heading, *body = (re.split(r"\s{2,}", line.strip()) for line in lines)
    for cells in body:
        if len(cells) != len(heading):
            raise TableShapeError(name, cells)
    return tuple(dict(zip(heading, cells, strict=True)) for cells in body)


def names(cell: str) -> list[str]:
    """List what a cell names, in its order."""
    return [] if cell == "-" else cell.split(", ")


def roles(cell: str) -> frozenset[Role]:
    """Give the roles that a cell names."""
    return frozenset(SHORT[name] for name in names(cell))


def permits() -> dict[tuple[Action, Role], bool]:
    """Say of every deed and role whether the role may do it."""
    return {
        (Action(row["deed"]), role): {"x": True, ".": False}[row[short]]
        for row in rows("permits")
        for short, role in SHORT.items()
    }


def by_role(column: str) -> dict[Role, frozenset[str]]:
    """Give what the table of roles says in one column."""
    return {SHORT[row["role"]]: frozenset(names(row[column])) for row in rows("roles")}


def roles_that_are(kind: str) -> frozenset[Role]:
    """Find the roles of a kind."""
    return frozenset(role for role, kinds in by_role("is").items() if kind in kinds)


def moves() -> dict[tuple[str, Action], Row]:
    """Give the rows of a project's life by state and deed, each state its own."""
    table: dict[tuple[str, Action], Row] = {}
    for row in rows("projects"):
        for state in names(row["in"]):
            if (state, Action(row["deed"])) in table:
                raise TableShapeError(state, row["deed"])
            to = state if row["to"] == "stays" else row["to"]
            table[state, Action(row["deed"])] = {**row, "to": to}
    return table


def case_moves(of: str) -> dict[tuple[str, Action], frozenset[str]]:
    """Give the life of a disbursement, a claim, a recovery or a return."""
    return {
        (row["in"], Action(row["deed"])): frozenset(names(row["to"]))
        for row in rows("cases")
        if row["of"] == of
    }


def waits() -> dict[tuple[str, str, Action], frozenset[str]]:
    """Say for which deeds a case in a state waits, and what must also be so."""
    return {
        (row["of"], state, Action(row["action"])): frozenset(names(row["when"]))
        for row in rows("waits")
        for state in names(row["in"])
    }


def group(of: str, name: str) -> list[str]:
    """List the members of a group, in its order."""
    (row,) = (row for row in rows("groups") if (row["of"], row["group"]) == (of, name))
    return names(row["members"])


def pairs(of: str, name: str) -> dict[str, str]:
    """Give what each member of a group becomes, or is booked as."""
    each = (member.partition(" > ") for member in group(of, name))
    return {old: new for old, _, new in each}


def cosigned() -> dict[Action, frozenset[Role]]:
    """Say who signs which deed of the fund."""
    return {Action(row["deed"]): roles(row["signed by"]) for row in rows("cosigned")}


def alone() -> dict[Action, Role]:
    """Say who does which of these deeds alone, up to an amount."""
    signed = {Action(row["deed"]): row["alone"] for row in rows("cosigned")}
    return {deed: SHORT[name] for deed, name in signed.items() if name != "-"}


def postings() -> dict[PostingRule, list[Row]]:
    """Give the lines of each posting rule, in their order."""
    by_rule = groupby(rows("postings"), key=lambda row: row["rule"])
    return {
        PostingRule(rule): [row for row in lines if row["debit"] != "-"]
        for rule, lines in by_rule
    }


def sides(*, debit: bool, credit: bool) -> str:
    """Write which sides of a posting are so, as the table does: red, or of another."""
    named = [name for name, is_so in (("debit", debit), ("credit", credit)) if is_so]
    return ", ".join(named) or "-"


def account_row(account: Account) -> Row:
    """Write an account as the table does."""
    money = {None: "-", True: "restricted", False: "unrestricted"}
    return {
        "account": account.key,
        "book": account.book,
        "side": account.side,
        "floor": "yes" if account.floor else "-",
        "project": account.by_project,
        "source": "yes" if account.by_source else "-",
        "money": money[account.restricted],
        "leaf of": ("" if account.postable else "(control)") + (account.control or "")
        or "-",
    }


def slot_accounts() -> dict[Slot, frozenset[str]]:
    """Give the accounts that may fill each slot."""
    return {
        Slot[row["slot"]]: frozenset(names(row["accounts"])) for row in rows("slots")
    }


def measures() -> dict[str, tuple[set[str], set[str], set[PostingRule], str]]:
    """Give each measure: accounts counted, accounts taken off, rules, and the sign."""
    in_the_year = {rule for rule in PostingRule if not rule.startswith("year_end")}
    named = {"any": set(PostingRule), "any but year end": in_the_year}
    table: dict[str, tuple[set[str], set[str], set[PostingRule], str]] = {}
    for row in rows("measures"):
        accounts = set(names(row["counts"]))
        less = {name for name in accounts if name.startswith("less ")}
        rules = named.get(row["under"]) or set(map(PostingRule, names(row["under"])))
        off = {name.removeprefix("less ") for name in less}
        table[row["measure"]] = (accounts - less, off, rules, row["as"])
    return table
