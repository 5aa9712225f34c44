"""Whose money lies in which bank account, from raw rows.

A pair for every account that a source names: what lies in it, with what is under way to
it and without what nobody can name yet, and what its sources have.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from tests.independent.lines import Line
from tests.independent.raw import Tables

TRANSIT: Final = "bank.transit"
UNIDENTIFIED: Final = "other_payable.unidentified"
CASH: Final = (
    "b_free",
    "b_reserved",
    "b_committed",
    "b_payment",
    "other_payable.to_return",
)


def bank_money(tables: Tables, lines: list[Line]) -> dict[Any, tuple[int, int]]:
    """R2: an account that sources name holds their money, and no other."""
    bank_of = {e["key"]: e["bank"] for e in tables["funding_source"] if e["bank"]}
    lies = Counter[str]()
    belongs = Counter[str]()
    for each in lines:
        if each.control == "bank" and each.account != TRANSIT:
            lies[each.account] += each.own
        sign = {**dict.fromkeys(CASH, 1), "b_uncovered": -1}.get(each.account, 0)
        if each.source in bank_of:
            belongs[bank_of[each.source]] += sign * each.own
    lies.update(_by_bank(tables, lines, TRANSIT, _sent_to(tables)))
    lies.subtract(_by_bank(tables, lines, UNIDENTIFIED, _came_to(tables)))
    return {bank: (lies[bank], belongs[bank]) for bank in bank_of.values()}


def _sent_to(tables: Tables) -> dict[int, str]:
    rows = tables.get("transfer", [])
    ways = ("voucher_no", "arrived_voucher_no")
    return {e[way]: e["to_bank"] for e in rows for way in ways if e[way] is not None}


def _came_to(tables: Tables) -> dict[int, str]:
    named = "identified_voucher_no"
    rows = tables.get("funding", [])
    return {e[named]: e["bank"] for e in rows if e[named] is not None}


def _by_bank(
    tables: Tables, lines: Iterable[Line], account: str, bank_of: Mapping[int, str]
) -> Counter[str]:
    """Sum an account up by the bank account that its vouchers are about."""
    vouchers = tables.get("voucher", [])
    annulled = {e["no"]: e["annuls_no"] for e in vouchers if e["annuls_no"] is not None}
    blue = {(e["seq"], e["series"]): e["no"] for e in vouchers if e["kind"] == "blue"}
    red = {annulled[e["no"]]: e for e in vouchers if e["no"] in annulled}
    fen_of = Counter[str]()
    for each in lines:
        if each.account != account:
            continue
        no: int | None = annulled.get(each.voucher_no, each.voucher_no)
        while no is not None and no not in bank_of:
            by = red.get(no)
            no = None if by is None else blue.get((by["seq"], by["series"]))
        bank = each.counter if no is None else bank_of[no]
        if bank.startswith("bank."):
            fen_of[bank] += each.own
    return fen_of
