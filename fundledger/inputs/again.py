"""A past done again: lines of a chain, one by one, in a replay ledger of their own.

Each line is done by its deed, with the time and the database user that the line says;
what was refused is asked again, and has to be refused again. (Where it was about a file
or a batch that nobody kept, the refusal is recorded as the line has it.) Nothing is
looked up beforehand: what a line names is judged by its deed, as it was then. The n-th
line is the n-th record: a ledger that holds some of them goes on after the last.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any, Final, NamedTuple

from fundledger.commands.lookup import NotFoundError
from fundledger.commands.registry import DEEDS
from fundledger.commands.rights import UnknownPersonError
from fundledger.domain.batches import Batch
from fundledger.domain.editions import Replay
from fundledger.domain.ids import Seq
from fundledger.errors import N_, FundledgerError, InputError, RefusedError, StoreError
from fundledger.inputs import chain, doing
from fundledger.inputs.doing import FOUNDING, Order
from fundledger.inputs.forms import form_of
from fundledger.inputs.lines import ATTACHMENTS, DeedLine, Stamped
from fundledger.inputs.parsing import Opener
from fundledger.queries.records import record
from fundledger.store.addresses import shown_address
from fundledger.store.books import Fund, Ledger
from fundledger.store.recording import KeyConflictError
from fundledger.store.replaying import Replaying

REPLAY: Final = "replay"
WRONG: Final = (
    InputError,
    RefusedError,
    KeyConflictError,
    NotFoundError,
    UnknownPersonError,
)
"""What a line may be wrong by; anything else is the ledger's own trouble."""


@dataclass(eq=False)
class PastError(InputError):
    """A line cannot be done again as it was done."""

    row: int
    problem: FundledgerError
    message = N_("Line {row} does not come out as it did: {problem}")
    hint = N_("Begin again in a new ledger, with the file as it was exported.")


@dataclass(eq=False)
class UnstampedError(InputError):
    """A line does not say when and as whom it was recorded."""

    message = N_("it does not say when it was recorded.")
    hint = N_("Write deed_edition, recorded_at, database_user and outcome into it.")


@dataclass(eq=False)
class EditionDiffersError(InputError):
    """The deed was done by another edition of its rules."""

    deed: str
    edition: int
    known: int
    message = N_("it is by edition {edition} of {deed}; this version has {known}.")
    hint = N_("Do the file again with the version that it was exported by.")


@dataclass(eq=False)
class AcceptedNowError(InputError):
    """What was refused is accepted."""

    refusal: str
    message = N_("it was refused ({refusal}), and is accepted now.")
    hint = N_("Has the file been changed, or do its lines stand in another order?")


@dataclass(eq=False)
class RefusedOtherwiseError(InputError):
    """What was refused is refused by another rule."""

    refusal: str
    actual: str
    message = N_("it was refused as {refusal}, and is refused as {actual} now.")
    hint = N_("Has the file been changed, or do its lines stand in another order?")


@dataclass(eq=False)
class UnrecordedError(InputError):
    """A line leaves no record of its own."""

    seq: int
    message = N_("it leaves no record {seq} of its own.")
    hint = N_("Does the same line stand in the file twice?")


@dataclass(eq=False)
class OtherPastError(InputError):
    """The ledger holds a past, but another one."""

    seq: int
    field: str
    message = N_("the ledger's record {seq} says something else of {field}.")
    hint = N_("Give --db the address of a new ledger: this one was another file's.")


@dataclass(eq=False)
class LiveLedgerError(StoreError):
    """A past is to be done again where books are kept in earnest."""

    ledger: str
    fund: str
    message = N_("The ledger at {ledger} has live books: {fund}.")
    hint = N_("Give --db the address of a new ledger.")


class Repeated(NamedTuple):
    """A line that was done again."""

    line: DeedLine
    seq: int
    again: bool
    """Whether the ledger held it already: nothing was written."""


def is_founding(line: DeedLine) -> bool:
    """Tell whether a file that begins so is the past of a whole fund."""
    return line.deed == FOUNDING


def do_again(
    ledger: Ledger, lines: Iterator[DeedLine], opener: Opener
) -> Iterator[Repeated]:
    """Do a fund's past again from its first deed on, or from where the ledger stands.

    The ledger is migrated and holds no other fund. Raises PastError, LiveLedgerError,
    StoreError.
    """
    past = map(_marked, lines)
    fund = _begun(ledger)
    seqs = count(1)
    if fund is not None:
        yield from _held_already(fund, past, opener, seqs)
    for seq, line in zip(seqs, past, strict=False):
        ledger.replaying = _moment(line, seq)
        try:
            if fund is None:
                fund = _created(ledger, _order(line))
            else:
                _repeat(fund, seq, line, opener)
        except WRONG as error:
            raise PastError(line.row, error) from error
        yield Repeated(line, seq, again=False)


def _begun(ledger: Ledger) -> Fund | None:
    """Find the fund whose past is being done again; None in an empty ledger."""
    funds = ledger.funds()
    if any(each.replay is None for each in funds) or len(funds) > 1:
        codes = ", ".join(each.code for each in funds)
        raise LiveLedgerError(shown_address(ledger.address), codes)
    return funds[0] if funds else None


def _marked(line: DeedLine) -> DeedLine:
    """Have the fund say that its past is done again, for whatever reason."""
    if is_founding(line) and REPLAY not in line.input:
        return line._replace(input={**line.input, REPLAY: str(Replay.MIGRATION)})
    return line


def _moment(line: DeedLine, seq: int) -> Replaying:
    """Say when and by whom the line's record is made, and which. Raises PastError."""
    stamped = _stamped(line)
    return Replaying(lambda: stamped.recorded_at, stamped.database_user, Seq(seq))


def _stamped(line: DeedLine) -> Stamped:
    if line.stamped is None:
        raise PastError(line.row, UnstampedError())
    known = DEEDS[line.deed].deed_edition if line.deed in DEEDS else 0
    edition = line.stamped.deed_edition
    if known and edition != known:
        raise PastError(line.row, EditionDiffersError(line.deed, edition, known))
    return line.stamped


def _created(ledger: Ledger, order: Order) -> Fund:
    _deed, values, actor, on, key = order
    return doing.create(ledger, values, actor=actor, on=on, key=key)


def _order(line: DeedLine) -> Order:
    return Order(line.deed, line.input, line.actor or "", line.on or "", line.key)


def _repeat(fund: Fund, seq: int, line: DeedLine, opener: Opener) -> None:
    """Do one line again. Raises what makes it come out in another way."""
    stamped = _stamped(line)
    if stamped.refusal is not None and _is_lost(line, opener):
        doing.retell(fund, _order(line), stamped.refusal)
        _require_refusal(fund, seq, str(stamped.code))
        return
    try:
        outcome = doing.repeat(fund, _order(line), opener)
    except RefusedError:
        if stamped.code is None:
            raise
        _require_refusal(fund, seq, stamped.code)
        return
    if stamped.code is not None:
        raise AcceptedNowError(stamped.code)
    if outcome.seq != seq:
        raise UnrecordedError(seq)


def _is_lost(line: DeedLine, opener: Opener) -> bool:
    """Tell whether what was refused was about content that nobody kept."""
    for name, form in form_of(line.deed).fields.items():
        value: Any = line.input.get(name)
        if form.annotation is Batch and isinstance(value, Mapping):
            return True
    try:
        for sha256 in chain.files_of(line):
            opener(f"{ATTACHMENTS}/{sha256}")
    except InputError:
        return True
    return False


def _require_refusal(fund: Fund, seq: int, refusal: str) -> None:
    """Have the refusal on record, by its code."""
    with fund.reading() as books:
        full = record(books, Seq(seq))
    if full is None:
        raise UnrecordedError(seq)
    actual: Mapping[str, Any] = full.record.refusal or {}
    if actual.get("code") != refusal:
        raise RefusedOtherwiseError(refusal, str(actual.get("code")))


def _held_already(
    fund: Fund, past: Iterator[DeedLine], opener: Opener, seqs: Iterator[int]
) -> Iterator[Repeated]:
    """Pass over the lines that the ledger holds. Raises PastError for another one."""
    with fund.reading() as books:
        last = books.head.seq
        for recorded, line, seq in zip(chain.lines(books), past, seqs, strict=False):
            difference = _difference(recorded, line, opener)
            if difference is not None:
                raise PastError(line.row, OtherPastError(seq, difference))
            yield Repeated(line, seq, again=True)
            if seq == last:
                return


def _difference(recorded: DeedLine, line: DeedLine, opener: Opener) -> str | None:
    """Name what a record and a line say differently."""
    for name in ("deed", "actor", "on", "key"):
        if getattr(recorded, name) != getattr(line, name):
            return name
    for name in Stamped._fields:
        if getattr(recorded.stamped, name) != getattr(_stamped(line), name):
            return name
    if recorded.input != line.input:
        inputs = [doing.canonical(_order(each), opener) for each in (recorded, line)]
        if inputs[0] != inputs[1]:
            return "input"
    return None
