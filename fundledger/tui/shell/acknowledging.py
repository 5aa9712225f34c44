"""What is said of a deed that was done: its record, its vouchers, and who goes on."""

from typing import Final

from fundledger.errors import N_
from fundledger.i18n import show
from fundledger.tui.shell.desk import Acknowledged
from fundledger.tui.shell.words import Words

DONE: Final = N_("✓ {deed}: record {seq}  {booked}")
AGAIN: Final = N_("✓ {deed}: it had been done already, as record {seq}  {booked}")
NEXT: Final = N_("Next: {roles}")
USUALLY: Final = N_("Later, usually: {roles}")


def acknowledgement(title: str, outcome: Acknowledged, words: Words) -> str:
    """Acknowledge a deed by its title."""
    text = words.say(
        AGAIN if outcome.again else DONE,
        deed=words.say(title),
        seq=outcome.seq,
        booked="  ".join(outcome.vouchers),
    )
    if not outcome.next_roles:
        return text
    roles = show(outcome.next_roles, words.lang)
    after = words.say(USUALLY if outcome.usually else NEXT, roles=roles)
    return f"{text}  {after}"
