"""What a deed would do, painted: what was typed, vouchers, balances; or the refusal."""

from typing import Final

from fundledger.domain.chart import Book
from fundledger.domain.cosigning import CosignatureState
from fundledger.domain.journal import VoucherKind
from fundledger.domain.money import from_fen, in_words
from fundledger.domain.people import Role
from fundledger.domain.voucher_lines import foreseen_lines
from fundledger.domain.vouchers import MARKS
from fundledger.errors import N_
from fundledger.i18n import describe
from fundledger.i18n import label as called
from fundledger.tui.kit.columns import Column, fact, fen_column, grid, paragraph
from fundledger.tui.kit.figures import amount, yuan
from fundledger.tui.kit.text import BLANK, Line, Span, Tone
from fundledger.tui.shell.case_facts import fact_lines
from fundledger.tui.shell.seen import Confirming, Seen
from fundledger.tui.shell.voucher_sheet import Head, voucher_sheet
from fundledger.tui.shell.words import Words

NOT_NUMBERED: Final = "（待编）"
"""A voucher has its number when it is booked, not before."""


FIRST_OF_TWO: Final = N_(
    "You sign first of two: nothing is booked until {role} has signed beside you. It"
    " waits for them as it stands here."
)
WAITS: Final = str(CosignatureState.WAITING)


def foreseen(of: Confirming, words: Words, width: int) -> list[Line]:
    """Show what is to be confirmed."""
    refusal = of.seen.foreseen.shown.refusal
    lines: list[Line] = []
    if refusal is not None:
        message, hint = describe(refusal, words.lang)
        lines += paragraph(f"✗ {message}", width, Tone.BAD)
        lines += [*paragraph(hint, width, Tone.STRONG), BLANK]
    first = fact_lines(of.seen.about, words, width) + _money(of.seen, words, width)
    lines += [*first, BLANK] if first else []
    for label, written in of.fields:
        lines += fact(words.say(label) if label else "", written, width)
    if refusal is not None:
        return lines
    lines += [BLANK, *_vouchers(of.seen, words, width)]
    lines += _balances(of.seen, words, width)
    return [*lines, BLANK, [Span(words.say(N_("— end of the preview —")), Tone.DIM)]]


def _money(seen: Seen, words: Words, width: int) -> list[Line]:
    """Say how much leaves the bank."""
    facts = seen.facts
    if facts.paid_fen is None:
        return []
    capitals = in_words(from_fen(facts.paid_fen))
    paid = f"¥{yuan(facts.paid_fen)}  {capitals}"
    return fact(words.say(N_("Leaves the bank")), paid, width, Tone.STRONG)


def _vouchers(seen: Seen, words: Words, width: int) -> list[Line]:
    """Lay out the vouchers that would be booked."""
    shown = seen.foreseen.shown
    postings = list(shown.rows("posting"))
    spoken = words._replace(accounts=seen.accounts)
    lines: list[Line] = []
    for voucher in shown.rows("voucher"):
        head = Head(
            f"{MARKS[Book(voucher['series'])]}-{NOT_NUMBERED}",
            voucher["on_date"],
            voucher["summary"],
            VoucherKind(voucher["kind"]),
            voucher["attachments"],
        )
        rows = foreseen_lines(
            each for each in postings if each["voucher_no"] == voucher["no"]
        )
        sheet = voucher_sheet(head, rows, spoken, width, projects=seen.projects)
        lines += [*sheet, BLANK]
    waits = next(
        (row for row in shown.rows("cosignature") if row["state"] == WAITS), None
    )
    if waits is not None:
        role = called(Role(waits["other_role"]), words.lang)
        return paragraph(words.say(FIRST_OF_TWO, role=role), width, Tone.STRONG)
    if not lines:
        lines = [[Span(words.say(N_("No voucher is booked by this.")), Tone.DIM)]]
    return lines


def _balances(seen: Seen, words: Words, width: int) -> list[Line]:
    """Say what the accounts would stand at after it."""
    standing = seen.foreseen.standing
    if not standing:
        return []
    spoken = words._replace(accounts=seen.accounts)
    columns = [
        Column(words.heading("account")),
        fen_column(words.heading("before")),
        fen_column(words.heading("after")),
    ]
    rows = [
        [
            Span(spoken.account(each.account)),
            amount(each.before_fen),
            amount(each.after_fen),
        ]
        for each in standing
    ]
    title = [Span(words.say(N_("Balances")), Tone.TITLE)]
    return [title, *grid(columns, rows, width)]
