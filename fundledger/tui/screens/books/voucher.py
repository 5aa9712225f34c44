"""One voucher as a 记账凭证, and what it belongs to: project, record, others."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final, NamedTuple

from textual.binding import BindingType

from fundledger.domain.chart import BANK, Book
from fundledger.domain.signatures import missing
from fundledger.errors import N_
from fundledger.i18n import show
from fundledger.tui.kit.actions import Act
from fundledger.tui.kit.columns import Column, inset
from fundledger.tui.kit.text import BLANK, Line, Span, Tone
from fundledger.tui.shell.actions import ScreenKind, bindings
from fundledger.tui.shell.export import Exported
from fundledger.tui.shell.page_screen import ObjectScreen
from fundledger.tui.shell.picker import Pick, Picker
from fundledger.tui.shell.possible import Case
from fundledger.tui.shell.routes import Open
from fundledger.tui.shell.voucher_sheet import (
    head_of,
    lines_of,
    voucher_sheet,
)
from fundledger.tui.shell.words import Words

if TYPE_CHECKING:
    from fundledger.domain.ids import AccountKey, ProjectNo, VoucherNo
    from fundledger.queries.funds import AccountCode
    from fundledger.queries.journal import Voucher
    from fundledger.queries.register import JournalLine
    from fundledger.queries.vouchers import Beside
    from fundledger.store.reading import Books
    from fundledger.tui.shell.screen import Export
    from fundledger.tui.shell.workers import Run


FEW: Final = 3
"""Up to so many signatures that are missing are named in the heading."""


class VoucherView(NamedTuple):
    """A voucher with everything that its page says."""

    voucher: "Voucher"
    lines: "Sequence[JournalLine]"
    others: "Mapping[VoucherNo, Voucher]"
    """What it annuls, and what annulled it."""
    pair: "Voucher | None"
    """Of a 记, the 备 that belongs to it; of a 备, its 记."""
    beside: "Beside"
    projects: "Mapping[ProjectNo, tuple[str, str]]"
    """Codes and titles of the projects that it names."""
    accounts: "Mapping[AccountKey, AccountCode]"
    names: Mapping[str, str]


def find(no: "VoucherNo", books: "Books") -> VoucherView | None:
    """Find a voucher, in one snapshot."""
    from fundledger.queries import (  # noqa: PLC0415 - SQL
        journal,
        people,
        projects,
        register,
        trial,
        vouchers,
    )

    voucher = journal.voucher(books, no)
    if voucher is None:
        return None
    lines = register.lines_of(books, None, [no])
    named = (voucher.annuls_no, voucher.annulled_by)
    others = [journal.voucher(books, each) for each in named if each is not None]
    nos = {each.project_no for each in lines} - {None}
    of = [projects.project(books, each) for each in sorted(filter(None, nos))]
    return VoucherView(
        voucher,
        lines,
        {each.no: each for each in others if each is not None},
        _pair(books, no),
        vouchers.beside(books, no),
        {each.no: (each.code, each.title) for each in of if each is not None},
        trial.labels(books, voucher.on.year),
        {str(each.login): each.name for each in people.people(books)},
    )


def _pair(books: "Books", no: "VoucherNo") -> "Voucher | None":
    """Find the voucher of the other book that belongs to one."""
    from fundledger.queries import corrections, journal  # noqa: PLC0415 - SQL

    leads = corrections.leading_voucher(books, no)
    pair_no = corrections.budget_voucher(books, no) if leads == no else leads
    return None if pair_no is None else journal.voucher(books, pair_no)


class VoucherScreen(ObjectScreen[VoucherView]):
    """The page of a voucher."""

    KIND: ClassVar[ScreenKind] = ScreenKind.VOUCHER
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(ScreenKind.VOUCHER)]

    def __init__(self, no: "VoucherNo") -> None:
        """Show one voucher."""
        super().__init__()
        self.no = no

    def heading(self) -> tuple[Line, Line]:
        """Name the voucher."""
        title = [Span(self.say(N_("Voucher")))]
        if self.view is None:
            return title, ()
        voucher = self.view.voucher
        named = [*title, Span(f" › {voucher.name}", Tone.STRONG)]
        if voucher.series is Book.BUDGET:
            return named, [Span(self.say(N_("budget: signed by nobody")), Tone.DIM)]
        moves_bank = any(
            each.at.account.startswith(f"{BANK}.") for each in self.view.lines
        )
        left = missing(voucher.signed, moves_bank=moves_bank)
        if not left:
            return named, [Span(self.say(N_("signed by all")), Tone.GOOD)]
        if len(left) > FEW:
            text = self.say(N_("{count} signatures to come"), count=len(left))
        else:
            parts = show(left[::-1], self.lang)
            text = self.say(N_("waits for: {parts}"), parts=parts)
        return named, [Span(text, Tone.WARN)]

    def help_text(self) -> str:
        """Say what the page holds."""
        return self.say(
            N_(
                "A voucher as it was booked: red lines stand below zero on their own"
                " side. [ and ] go to the voucher before and after it, p to its"
                " project, a to its audit record, b to the voucher of the other book,"
                " o to the voucher that it annuls or was annulled by. F6 signs it;"
                " F4 offers every deed, corrections included."
            )
        )

    def load(self) -> None:
        """Ask for the voucher."""
        self.ask("voucher", partial(find, self.no), self.answered)
        self.ask_possible_here()

    def case(self) -> Case:
        """Give the voucher."""
        return Case("voucher", self.no)

    def to_export(self) -> "Export | None":
        """Give the question for the lines of the voucher."""
        if self.view is None:
            return None
        no, lang, basis = self.no, self.lang, self.basis_at()

        def question(books: "Books") -> Exported:
            from fundledger.queries.vouchers import to_print  # noqa: PLC0415 - SQL
            from fundledger.reports.voucher_forms import forms  # noqa: PLC0415 - SQL

            printed = to_print(books, no=no)
            return Exported(forms(books, basis(str(books.head)), printed), lang)

        def export(run: "Run") -> Exported:
            del run
            return self.door_ask(question)

        return export

    # --- Showing ----------------------------------------------------------------------

    @property
    def words(self) -> Words:
        """Words, with the fund's people and accounts."""
        if self.view is None:
            return Words(self.lang)
        return Words(self.lang, self.view.names, self.view.accounts)

    def painted(self, width: int) -> list[Line]:
        """Lay the voucher out, with what it belongs to below."""
        view = self.view
        if view is None:
            return self.still_reading(width)
        rows = lines_of(view.lines)
        head = head_of(view.voucher, self.words, view.others, rows)
        one = next(iter(view.projects)) if len(view.projects) == 1 else None
        called = {
            int(no): f"{code} {title}" for no, (code, title) in view.projects.items()
        }
        sheet = voucher_sheet(head, rows, self.words, width - 2, one, called)
        return inset([*sheet, BLANK, *self._links(view)])

    def _links(self, view: VoucherView) -> list[Line]:
        """Give what can be gone to, each with its key."""
        lines: list[Line] = [
            self._link("p", N_("Project"), f"{code} {title}", f"to_project({no})")
            for no, (code, title) in view.projects.items()
        ]
        for other in view.others.values():
            text = (
                N_("Annuls")
                if other.no == view.voucher.annuls_no
                else N_("Annulled by")
            )
            lines.append(self._link("o", text, other.name, f"to_voucher({other.no})"))
        if view.pair is not None:
            of_budget = view.pair.series is Book.BUDGET
            text = N_("Budget voucher") if of_budget else N_("Money voucher")
            run = f"to_voucher({view.pair.no})"
            lines.append(self._link("b", text, view.pair.name, run))
        seq = view.voucher.seq
        lines.append(self._link("a", N_("Audit record"), f"{seq}", "app.act('record')"))
        return lines

    def _link(self, key: str, text: str, what: str, action: str) -> Line:
        run = action if action.startswith("app.") else f"screen.{action}"
        return [
            Span(f"{key} ", Tone.KEY, run),
            Span(self.say(text) + " ", Tone.DIM, run),
            Span(what, Tone.PLAIN, run),
        ]

    # --- Going on ---------------------------------------------------------------------

    def why_not(self, act: Act) -> str | None:
        """Say where there is nothing to go to."""
        view = self.view
        if view is not None and act.name in WAYS:
            has_way, text = WAYS[act.name]
            return None if has_way(view) else self.say(text)
        return super().why_not(act)

    def action_step(self, by: int) -> None:
        """Go to the voucher before or after it."""
        if self.view is not None:
            no = self.view.beside.before if by < 0 else self.view.beside.after
            if no is not None:
                self.action_to_voucher(no)

    def action_to_voucher(self, no: "VoucherNo") -> None:
        """Show another voucher here."""
        self.no, self.possible = no, None
        self.page.action_first()
        self.load()

    def action_other(self) -> None:
        """Go to what it annuls, or to what annulled it."""
        if self.view is not None:
            for other in self.view.others:
                self.action_to_voucher(other)

    def action_pair(self) -> None:
        """Go to the voucher of the other book."""
        if self.view is not None and self.view.pair is not None:
            self.action_to_voucher(self.view.pair.no)

    def action_record(self) -> None:
        """Open the audit record by which it was booked."""
        if self.view is not None:
            self.host.open(Open(ScreenKind.RECORD, self.view.voucher.seq))

    def action_project(self) -> None:
        """Open its project; where it names several, have one chosen."""
        if self.view is None:
            return
        if len(self.view.projects) == 1:
            self.action_to_project(*self.view.projects)
            return
        picks = [Pick(str(no), called) for no, called in self.view.projects.items()]
        heading = self.words.heading
        columns = [Column(heading("code"), 12), Column(heading("title"))]
        picker = Picker(self, self.say(N_("Project")), picks, columns)
        _ = self.host.push_screen(
            picker, lambda key: self.action_to_project(int(key)) if key else None
        )

    def action_to_project(self, no: int) -> None:
        """Open a project."""
        self.host.open(Open(ScreenKind.PROJECT, no))


WAYS: Mapping[str, tuple[Callable[[VoucherView], bool], str]] = {
    "step(-1)": (
        lambda view: view.beside.before is not None,
        N_("This is the first voucher."),
    ),
    "step(1)": (
        lambda view: view.beside.after is not None,
        N_("This is the last voucher."),
    ),
    "project": (lambda view: bool(view.projects), N_("It belongs to no project.")),
    "pair": (
        lambda view: view.pair is not None,
        N_("It moves money only, or budget only."),
    ),
    "other": (
        lambda view: bool(view.others),
        N_("It annuls no voucher, and none annulled it."),
    ),
}
"""Where a key goes, whether there is such a thing, and what is said where not."""
