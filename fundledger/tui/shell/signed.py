"""What one of two people has signed 会签, read to be signed by the other.

It runs in a worker's thread, as `desk` does, and gives plain values.
"""

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from fundledger.domain.ids import CosignatureNo, Login
from fundledger.domain.people import Role
from fundledger.errors import FundledgerError
from fundledger.tui.shell.desk import Plan, planned

if TYPE_CHECKING:
    from fundledger.inputs.doing import Order
    from fundledger.store.reading import Books
    from fundledger.tui.shell.reading import Door


class Signed(NamedTuple):
    """A form as the first of two filled it, and how it stands."""

    plan: Plan
    key: str
    """The idempotency key under which the other signs."""
    login: Login
    name: str
    role: Role
    on: date
    other: Role
    """Who signs beside."""
    refusal: FundledgerError | None
    """What would refuse it now, whoever of the others signs."""


def signed_form(door: "Door", no: int, on: date) -> Signed:
    """Read what is signed, and try whether it could be done now.

    Raises UnknownReferenceError, CosignatureMoveError.
    """
    from fundledger.inputs import cosigning, doing  # noqa: PLC0415 - the registry
    from fundledger.inputs.forms import form_of  # noqa: PLC0415

    def ask(books: "Books") -> tuple[Signed, "Order | None"]:
        row, name = cosigning.signed(books, CosignatureNo(no))
        form = form_of(row.deed)
        plan = planned(books, form, cosigning.as_typed(row.asked_for), on)
        signed = Signed(
            plan,
            cosigning.key_of(row.no),
            row.login,
            name,
            row.role,
            row.on,
            row.other,
            cosigning.lapsed(books, row, on),
        )
        others = [] if signed.refusal else cosigning.cosigners(books, row, on)
        order = cosigning.order_of(row, others[0], on) if others else None
        return signed, order

    signed, order = door.ask(ask)
    if order is None:
        return signed
    shown = doing.preview(door.fund, order).shown
    return signed._replace(refusal=shown.refusal)
