"""What the databases refuse of adoptions and handovers, whoever types it."""

from typing import Any

import pytest

from tests.store.attack import DAY, FUND, Attacker, refused

HANDOVER: dict[str, Any] = {
    "fund_id": FUND,
    "no": 1,
    "role": "accountant",
    "grant_no": 2,
    "from_login": "clerk",
    "to_login": "admin",
    "on_date": DAY,
    "state": "proposed",
}
ADOPTION: dict[str, Any] = {
    "fund_id": FUND,
    "edition": 2,
    "rules": "[]",
    "accountant": "clerk",
    "accountant_on": DAY,
    "supervisor": "admin",
    "supervisor_on": DAY,
}


def there(attacker: Attacker) -> str:
    """Say how each database names a row that is there already."""
    return "fundledger:exists:" if attacker.embedded else "duplicate key"


def offer(attacker: Attacker, **forged: object) -> None:
    """Begin a deed, and type a handover."""
    seq = attacker.take_number()
    attacker.insert("handover", **HANDOVER | {"seq": seq} | forged)


def sign(attacker: Attacker, part: str, login: str) -> None:
    """Type a signature under the handover of the same deed."""
    row = {"handover_no": 1, "part": part, "login": login, "on_date": DAY}
    attacker.insert(
        "handover_signature", fund_id=FUND, seq=attacker.head()[0] + 1, **row
    )


@pytest.mark.parametrize(
    ("forged", "rule"),
    [({"supervisor": "clerk"}, "two_people"), ({"edition": 0}, "edition")],
)
def test_an_adoption_is_signed_by_two_people(
    attacker: Attacker, forged: dict[str, object], rule: str
) -> None:
    seq = attacker.take_number()
    with refused(f"ck_adoption_{rule}"):
        attacker.insert("adoption", **ADOPTION | {"seq": seq} | forged)


def test_an_edition_is_adopted_once(attacker: Attacker) -> None:
    seq = attacker.take_number()
    with refused(there(attacker)):
        attacker.insert("adoption", **ADOPTION | {"seq": seq, "edition": 1})


@pytest.mark.parametrize(
    ("forged", "rule"),
    [
        ({"to_login": "clerk"}, "two_people"),
        ({"role": "supervisor"}, "role"),
        ({"state": "done"}, "state"),
        ({"state": "cancelled"}, "cancelled"),
        ({"cancel_reason": "x"}, "cancelled"),
        ({"delegate": "x"}, "delegate"),
    ],
)
def test_a_handover_is_as_its_table_demands(
    attacker: Attacker, forged: dict[str, object], rule: str
) -> None:
    with refused(f"ck_handover_{rule}"):
        offer(attacker, **forged)


def test_each_part_of_a_handover_is_signed_once_and_by_another_person(
    attacker: Attacker,
) -> None:
    offer(attacker)
    sign(attacker, "given", "clerk")
    for part, login in (("given", "admin"), ("witnessed", "clerk")):
        attacker.run("SAVEPOINT again")
        with refused(there(attacker)):
            sign(attacker, part, login)
        attacker.run("ROLLBACK TO SAVEPOINT again")
    with refused("ck_handover_signature_part"):
        sign(attacker, "looked_at", "admin")


def test_a_list_is_never_changed_nor_who_signed_it(attacker: Attacker) -> None:
    offer(attacker)
    seq = attacker.head()[0] + 1
    item = {"item": 1, "kind": "to_review", "key": "2024-03", "title": "", "size": 3}
    attacker.insert("handover_item", fund_id=FUND, seq=seq, handover_no=1, **item)
    sign(attacker, "given", "clerk")
    attacker.commit()
    seq = attacker.take_number() if attacker.embedded else seq
    for table, change, rule in (
        ("handover_item", "size = 1", "append_only"),
        ("handover_signature", "login = 'admin'", "append_only"),
        ("handover", f"to_login = 'clerk', seq = {seq}", "fixed"),
    ):
        why = f"fundledger:{rule}:" if attacker.embedded else "permission denied"
        with refused(why):
            attacker.run(f"UPDATE {table} SET {change}")
