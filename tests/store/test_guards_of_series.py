"""What the databases refuse of series, pairs and signatures at a bare prompt.

The small fund has one donation: voucher 1 is its 记, voucher 2 its 备.
"""

import pytest

from tests.store.attack import DAY, Attacker, refused, signature

BUDGET = {"debit": "b_total", "credit": "b_free"}
"""A posting of the budget book."""


def beside(attacker: Attacker, seq: int, **changed: object) -> int:
    """Insert the next 备; gives its number."""
    return attacker.voucher(seq, series="budget", **changed)


def sign_together(attacker: Attacker, *rows: dict[str, object], way: str = "") -> None:
    """Insert several signatures by one statement."""
    places = f"({', '.join('?' * len(rows[0]))})"
    attacker.run(
        f"INSERT {way} INTO signature ({', '.join(rows[0])})"
        f" VALUES {', '.join([places] * len(rows))}",
        *(value for row in rows for value in row.values()),
    )


# --- Series -------------------------------------------------------------------


def test_a_deed_writes_a_voucher_of_each_book(attacker: Attacker) -> None:
    seq = attacker.take_number()
    no = attacker.voucher(seq)
    attacker.posting(seq, no)
    attacker.posting(seq, beside(attacker, seq, pair_no=no), **BUDGET)
    attacker.commit()


def test_a_money_voucher_holds_no_budget(attacker: Attacker) -> None:
    seq = attacker.take_number()
    no = attacker.voucher(seq)
    attacker.posting(seq, no)
    attacker.posting(seq, no, **BUDGET)
    with refused("fundledger:series:"):
        attacker.seal()


def test_a_budget_voucher_holds_no_money(attacker: Attacker) -> None:
    seq = attacker.take_number()
    attacker.posting(seq, beside(attacker, seq))
    with refused("fundledger:series:"):
        attacker.seal()


@pytest.mark.parametrize("series", ["cash", "MONEY", "", None])
def test_there_are_two_series(attacker: Attacker, series: object) -> None:
    seq = attacker.take_number()
    with refused("series"):
        attacker.voucher(seq, series=series, number=1)


@pytest.mark.parametrize("number", [1, 3, 7])
def test_each_series_is_numbered_without_a_gap(attacker: Attacker, number: int) -> None:
    """The 记 of the month do not count for its 备."""
    seq = attacker.take_number()
    attacker.voucher(seq)
    taken = number == 1 and not attacker.embedded
    with refused("uq_voucher" if taken else "fundledger:number:"):
        beside(attacker, seq, number=number)
        attacker.seal()


# --- Pairs --------------------------------------------------------------------


@pytest.mark.parametrize("pair_no", [1, 2, 4, 5, 0, -1])
def test_a_budget_voucher_names_the_money_voucher_before_it(
    attacker: Attacker, pair_no: int
) -> None:
    """Never one of an earlier deed, nor itself, nor one that comes later."""
    seq = attacker.take_number()
    attacker.voucher(seq)
    with refused("pair"):
        beside(attacker, seq, pair_no=pair_no)
        attacker.voucher(seq)
        attacker.seal()


def test_the_last_voucher_of_another_deed_is_no_pair(attacker: Attacker) -> None:
    seq = attacker.take_number()
    no = attacker.voucher(seq)
    attacker.posting(seq, no)
    attacker.commit()
    seq = attacker.take_number()
    with refused("fundledger:pair:"):
        beside(attacker, seq, pair_no=no)
        attacker.seal()


def test_a_budget_voucher_has_the_day_of_its_money_voucher(attacker: Attacker) -> None:
    seq = attacker.take_number()
    no = attacker.voucher(seq)
    with refused("fundledger:pair:"):
        beside(attacker, seq, pair_no=no, on_date="2024-03-06")
        attacker.seal()


@pytest.mark.parametrize("first", ["money", "budget"])
def test_vouchers_of_the_same_book_are_no_pair(attacker: Attacker, first: str) -> None:
    seq = attacker.take_number()
    no = attacker.voucher(seq) if first == "money" else beside(attacker, seq)
    with refused("pair"):
        if first == "money":
            attacker.voucher(seq, pair_no=no)
        else:
            beside(attacker, seq, pair_no=no)
        attacker.seal()


# --- Signatures ---------------------------------------------------------------

APART = [
    ("prepared", "cashier"),
    ("prepared", "reviewed"),
    ("prepared", "chief"),
    ("cashier", "reviewed"),
    ("cashier", "posted"),
    ("cashier", "chief"),
    ("reviewed", "posted"),
    ("posted", "chief"),
]


@pytest.mark.parametrize("parts", [*APART, *(pair[::-1] for pair in APART)])
def test_one_person_does_not_sign_two_parts(
    attacker: Attacker, parts: tuple[str, str]
) -> None:
    """Not by one statement, nor by two of a deed, nor in two deeds."""
    seq = attacker.take_number()
    one, other = (signature(seq, part=part) for part in parts)
    attacker.run("SAVEPOINT untouched")
    with refused("fundledger:apart:"):
        sign_together(attacker, one, other)
    attacker.run("ROLLBACK TO SAVEPOINT untouched")
    attacker.insert("signature", **one)
    attacker.run("SAVEPOINT signed")
    with refused("fundledger:apart:"):
        attacker.insert("signature", **other)
    attacker.run("ROLLBACK TO SAVEPOINT signed")
    attacker.commit()
    seq = attacker.take_number()
    with refused("fundledger:apart:"):
        attacker.insert("signature", **other | {"seq": seq})


def test_one_person_signs_what_goes_together(attacker: Attacker) -> None:
    seq = attacker.take_number()
    clerk = [signature(seq, part=p, login="clerk") for p in ("prepared", "posted")]
    admin = [signature(seq, part=p) for p in ("chief", "reviewed")]
    sign_together(attacker, *clerk, *admin)
    attacker.commit()


def test_a_budget_voucher_is_signed_by_nobody(attacker: Attacker) -> None:
    seq = attacker.take_number()
    rows = [signature(seq), signature(seq, voucher_no=2)]
    attacker.run("SAVEPOINT unsigned")
    for several in (rows[1:], rows, rows[::-1]):
        with refused("fundledger:unsigned:"):
            sign_together(attacker, *several)
        attacker.run("ROLLBACK TO SAVEPOINT unsigned")


def test_a_part_is_signed_once(attacker: Attacker) -> None:
    seq = attacker.take_number()
    rows = [signature(seq), signature(seq, login="clerk")]
    with refused("fundledger:exists:" if attacker.embedded else "pk_signature"):
        sign_together(attacker, *rows)


@pytest.mark.parametrize("part", ["approved", "PREPARED", ""])
def test_there_are_five_parts(attacker: Attacker, part: str) -> None:
    seq = attacker.take_number()
    reason = "fundledger:signature:" if attacker.embedded else "signature_part"
    with refused(reason):
        attacker.insert("signature", **signature(seq, part=part))


def test_a_signature_belongs_to_the_deed_under_way(attacker: Attacker) -> None:
    attacker.take_number()
    with refused("fundledger:seq:"):
        attacker.insert("signature", **signature(1))


@pytest.mark.parametrize("way", ["OR REPLACE", "OR IGNORE"])
def test_a_signature_is_not_written_over(attacker: Attacker, way: str) -> None:
    if not attacker.embedded:
        return
    seq = attacker.take_number()
    attacker.insert("signature", **signature(seq))
    for login in ("clerk", "admin"):
        with refused("fundledger:exists:"):
            sign_together(attacker, signature(seq, login=login), way=way)


def test_an_upsert_of_a_signature_changes_nobody(owner: Attacker) -> None:
    seq = owner.take_number()
    owner.insert("signature", **signature(seq))
    with refused(f"fundledger:{'exists' if owner.embedded else 'append_only'}:"):
        owner.run(
            "INSERT INTO signature (fund_id, seq, voucher_no, part, login, on_date)"
            f" VALUES (1, {seq}, 1, 'reviewed', 'clerk', '{DAY}')"
            " ON CONFLICT (fund_id, voucher_no, part) DO UPDATE SET login = 'clerk'"
        )


@pytest.mark.parametrize(
    ("statement", "rule"),
    [
        ("UPDATE signature SET login = 'clerk'", "append_only"),
        ("UPDATE signature SET part = 'chief'", "append_only"),
        ("DELETE FROM signature", "never_deleted"),
        ("UPDATE voucher SET series = 'money' WHERE no = 2", "append_only"),
        ("UPDATE voucher SET pair_no = NULL WHERE no = 2", "append_only"),
    ],
)
def test_series_and_signatures_never_change(
    owner: Attacker, statement: str, rule: str
) -> None:
    """Not even for the owner of the database."""
    seq = owner.take_number()
    owner.insert("signature", **signature(seq))
    with refused(f"fundledger:{rule}:"):
        owner.run(statement)
