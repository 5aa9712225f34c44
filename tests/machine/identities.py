"""What is true of the oracle's figures after any deed, whatever the deed was."""

from tests.machine.oracle import (
    COSTS,
    INCOME,
    NET,
    RESTRICTED,
    SIGNED,
    WAITING,
    Oracle,
    control,
)


def hold(oracle: Oracle) -> None:
    """Hold every identity."""
    _floors(oracle)
    for place in _cases(oracle):
        _r4(oracle, *place)
        _r5(oracle, *place)
    _r6(oracle)
    _r7(oracle)
    for source in oracle.sources():
        _r24(oracle, source)
        nothing_is_spent_on_something_else(oracle, source)
    _r9(oracle)


def nothing_is_spent_on_something_else(oracle: Oracle, source: str) -> None:
    """Hold that what a source is worth and what it spent is what it received."""
    received, spent = oracle.count("received", source=source), spending(oracle, source)
    assert oracle.worth(source) + spent == received, source
    if source in RESTRICTED:
        assert oracle.worth(source) >= 0, f"{source} was spent on something else"


def spending(oracle: Oracle, source: str) -> int:
    """Tell what a source ever spent, less what was taken back."""
    return oracle.count("spent", source=source)


def _cases(oracle: Oracle) -> set[tuple[int, str]]:
    places = (*oracle.fen_of, *oracle.counts)
    return {
        (no, source)
        for _, no, source in places
        if no is not None and source is not None
    }


def _floors(oracle: Oracle) -> None:
    below = {
        (key, no, source): fen
        for (key, no, source), fen in oracle.fen_of.items()
        if fen < 0
        and control(key) not in SIGNED
        and (key != "free" or source in RESTRICTED)
    }
    assert not below, f"below their floor: {below}"
    for no, lots in oracle.lots.items():
        for source in oracle.sources():
            assert lots.of(source) == oracle.of("advance", no, source)


def _r4(oracle: Oracle, no: int, source: str) -> None:
    assert oracle.of("payable", no, source) <= oracle.of("b_payment", no, source)


def _r5(oracle: Oracle, no: int, source: str) -> None:
    def count(what: str) -> int:
        return oracle.counts[what, no, source]

    def of(key: str) -> int:
        return oracle.of(key, no, source)

    granted = count("established") + count("supplements") - count("cuts")
    paid, returned = count("paid"), count("returned")
    assert granted + count("taken_over") == (
        of("b_committed") + of("b_payment") + paid + count("lapsed")
    )
    assert paid == (
        count("admitted")
        - of("payable")
        + returned
        + of("advance")
        + of("recoverable")
        + count("written_off")
        + count("borne")
    )
    assert of("b_disbursed") == paid - returned - count("borne")
    lost = count("written_off")
    assert count("admitted") + lost >= of("payable"), f"{no}: {source} owes too much"


def _r6(oracle: Oracle) -> None:
    count = oracle.count
    granted = count("established") + count("supplements") - count("cuts")
    open_fen = oracle.sum("b_committed", "b_payment")
    assert open_fen == granted - count("paid") - count("lapsed")


def _r7(oracle: Oracle) -> None:
    waiting = oracle.sum(*WAITING)
    assert oracle.sum("b_total") == waiting + oracle.sum("b_disbursed", "b_overhead")
    assert oracle.sum("bank") == waiting + oracle.sum("other_payable")


def _r24(oracle: Oracle, source: str) -> None:
    """R8 and R24: what a source is worth follows from its income and cost."""
    stands = oracle.sum(*WAITING, "advance", "recoverable", source=source)
    stands -= oracle.sum("payable", source=source)
    assert oracle.worth(source) == stands
    total = oracle.sum("b_disbursed", "b_overhead", *WAITING, source=source)
    assert oracle.sum("b_total", source=source) == total
    since = sum(
        -fen if control(name.removeprefix("ever:")) in COSTS else fen
        for (name, _, of), fen in oracle.counts.items()
        if name.startswith("ever:") and of == source
    )
    assert oracle.worth(source) == since + oracle.count("reclassified", source=source)


def _r9(oracle: Oracle) -> None:
    owned = oracle.sum("bank", "recoverable", "advance")
    owed = oracle.sum("payable", "other_payable")
    net = oracle.sum(*NET, "prior_year")
    assert owned - owed == net + oracle.sum(*INCOME) - oracle.sum(*COSTS)
