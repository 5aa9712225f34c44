"""`fundledger verify`: prove the books from their chain."""

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from fundledger.cli.exits import Exit
from fundledger.cli.opening import basis_at, opened_fund, opened_ledger
from fundledger.cli.options import Options, common
from fundledger.cli.reports import put
from fundledger.cli.streams import is_terminal, write_error
from fundledger.cli.verbs import Taken, option, verb
from fundledger.domain.ids import Seq, Sha256
from fundledger.errors import N_, InputError
from fundledger.i18n import translate

STAGES: Final = {"chain": N_("Walking the chain"), "rows": N_("Comparing rows")}

_HEAD: Final = re.compile(r"([1-9][0-9]{0,17}):([0-9a-f]{64})")


@dataclass(eq=False)
class HeadError(InputError):
    """An outside copy of the head is not of the form SEQ:HASH."""

    text: str
    message = N_("'{text}' is not a chain head.")
    hint = N_("Write it as reports print it: a number, a colon, 64 hex digits.")


@dataclass(eq=False)
class BesideAllError(InputError):
    """An option speaks of one fund, and every fund is to be verified."""

    option: str
    message = N_("{option} means nothing beside --all, which verifies every fund.")
    hint = N_("Leave one of the two out.")


def read_head(text: str) -> tuple[Seq, Sha256]:
    """Read SEQ:HASH. Raises HeadError."""
    match = _HEAD.fullmatch(text.strip().lower())
    if match is None:
        raise HeadError(text)
    return Seq(int(match[1])), Sha256(match[2])


@verb(
    N_(
        "Walk the chain, rebuild the books from it, and compare every row of every"
        " table, the balances,"
        " the attachments and the guards with it. Anything found, or left unread, is"
        " exit 1. A chain rewritten or shortened as a whole shows only beside a head"
        " that was written down elsewhere: give it with --head. With --all, every fund,"
        " and once for all of them the ledger's file."
    )
)
@option("--all", is_flag=True, help=N_("Every fund of the ledger, and its file."))
@option(
    "--head",
    type=Taken("SEQ:HASH", read_head),
    help=N_("The chain's head by an outside copy, as reports print it."),
)
@common(without=("as_of", "at"))
def command(options: Options, *, all: bool, head: tuple[Seq, Sha256] | None) -> Exit:  # noqa: A002 - the option's name
    """Verify one fund or all, and print what was found. Raises BesideAllError."""
    from fundledger.reports import verification
    from fundledger.store.audit import Head
    from fundledger.store.verify import Status, verify

    if all:
        for name, value in (("--fund", options.fund), ("--head", head)):
            if value is not None:
                raise BesideAllError(name)
        return _verify_all(options)
    outside = None if head is None else Head(*head)
    with opened_fund(options) as fund:
        verified = verify(fund, head=outside, progress=_progress(options))
        basis = basis_at(options, fund, verified.head)
    put(verification.of_fund(verified, basis), options)
    return Exit.OK if verified.status is Status.OK else Exit.OFFENCES


def _verify_all(options: Options) -> Exit:
    """Verify every fund, and print them with what was found of each and of none."""
    from fundledger.reports import verification
    from fundledger.store.verify import Status, verify_all

    tell = _progress(options)
    with opened_ledger(options) as ledger:
        verdict = verify_all(ledger, progress=tell and (lambda _fund: tell))
    put(verification.of_ledger(verdict), options)
    return Exit.OK if verdict.status is Status.OK else Exit.OFFENCES


def _progress(options: Options) -> Callable[[str, int, int], None] | None:
    """Show how far it is, on a terminal."""
    if not is_terminal(sys.stderr):
        return None

    def tell(stage: str, done: int, total: int) -> None:
        stage_name = translate(STAGES.get(stage, stage), options.lang)
        share = done * 100 // total if total else 100
        write_error(f"\r\033[K{stage_name} {share} %", end="")
        if done >= total:
            write_error("\r\033[K", end="")

    return tell
