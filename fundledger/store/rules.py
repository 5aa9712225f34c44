"""What the databases refuse, by code: guards of ours, constraints, types.

A guard raises `fundledger:CODE: what somebody at a prompt reads`. A record keeps the
code and nothing else of what the driver said; the faces translate its sentence. Keys
that refuse have the codes of the guards that ask for the same; a CHECK is named by its
constraint, alike on both databases.
Nothing here imports SQLAlchemy: every face needs the sentences, and starts fast.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Final, NewType

from fundledger.errors import N_

Rule = NewType("Rule", str)

EXISTS: Final = Rule("exists")
REFERENCE: Final = Rule("reference")
NOT_NULL: Final = Rule("not_null")
DATATYPE: Final = Rule("datatype")
CONSTRAINT: Final = Rule("constraint")

SENTENCES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "amount": N_("an amount is a whole number of 分 above zero"),
        "append_only": N_("what is written here is never changed"),
        "apart": N_("one person does not sign these two parts of a voucher"),
        "balance": N_("balances move only by postings"),
        "book": N_("a posting never crosses books"),
        "by_project": N_("this account is kept by project"),
        "by_source": N_("this account is kept by source of funds"),
        "chain": N_("a record follows the head of its chain, and hashes what it says"),
        "checks": N_("the database must check its constraints"),
        "closed_period": N_("this month is closed or not opened"),
        "cover": N_("what is owed to a project is approved for payment"),
        "dense": N_("postings are counted without a gap"),
        EXISTS: N_("this is already there"),
        "fixed": N_("this column never changes"),
        "floor": N_("an account or a project would fall below its floor"),
        "foreign_keys": N_("the database must check its foreign keys"),
        "gap": N_("a restricted source has no gap"),
        "genesis": N_("a fund begins with an empty chain and two people"),
        "head": N_("the head moves only to the next audit record"),
        "journal": N_("the database must keep a journal on the disk"),
        "leaf": N_("a control account takes no posting"),
        "month": N_("the date of a voucher lies in its month"),
        "never_deleted": N_("nothing is ever deleted"),
        "next_record": N_("a fund is locked for its next audit record only"),
        "number": N_("vouchers are counted without a gap"),
        "old_voucher": N_("no posting joins a sealed voucher"),
        "pair": N_("a 备 voucher names the 记 voucher of the same deed and date"),
        "own_role": N_("nobody grants a role to themselves"),
        "refusal": N_("what is refused books nothing"),
        REFERENCE: N_("this names something that is not there"),
        "restriction": N_("restricted and unrestricted money have leaves of their own"),
        "series": N_("a voucher holds postings of its own book only"),
        "seq": N_("a row belongs to the next audit record"),
        "session": N_("whoever is connected is not the person who acts"),
        "signature": N_("a signature is not as its table demands"),
        "source": N_("restricted money is spent on its purpose alone"),
        "temporary": N_("nothing temporary stands beside a record"),
        "unsigned": N_("a 备 voucher is signed by nobody"),
        "voucher": N_("a voucher is not as its table demands"),
        NOT_NULL: N_("a value is missing"),
        DATATYPE: N_("a value is of another type than its column"),
        CONSTRAINT: N_("a rule of the tables does not hold"),
    }
)
"""By code, what each guard demands. Codes are stable: records keep them."""

_GUARD: Final = re.compile(r"fundledger:([a-z_]+):")


def rule_of_guard(text: str) -> Rule | None:
    """Tell the rule in what a guard raised; None if it was no guard of ours."""
    match = _GUARD.match(text)
    return Rule(match[1]) if match else None
