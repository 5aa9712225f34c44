"""Every action of the workbench, in one table.

Bindings, the row of keys, help and the palette are drawn from it, and nothing else
binds a key. Deeds are not in it one by one: a function key opens those of its kind.
"""

from collections.abc import Iterator
from enum import StrEnum
from typing import Final

from textual.binding import Binding, BindingType

from fundledger.errors import N_
from fundledger.tui.kit.actions import FIELD_ACTS, LIST_ACTS, TYPING_ACTS, Act, Part, at
from fundledger.tui.shell.gestures import NAMES, Gesture


class ScreenKind(StrEnum):
    """A screen: where an action is at home, and what a route leads to."""

    EVERYWHERE = "everywhere"
    INBOX = "inbox"
    GLANCE = "glance"
    PROJECTS = "projects"
    PROJECT = "project"
    BOOKS = "books"
    REGISTER = "register"
    LEDGER = "ledger"
    VOUCHERS = "vouchers"
    VOUCHER = "voucher"
    PERIODS = "periods"
    PERIOD = "period"
    BANKS = "banks"
    RECONCILIATION = "reconciliation"
    CHECK = "check"
    AUDIT = "audit"
    RECORD = "record"
    VERIFY = "verify"
    FUNDS = "funds"
    START = "start"
    FOUND = "found"
    DISBURSEMENTS = "disbursements"
    CLAIMS = "claims"
    SETTINGS = "settings"
    LIST = "list_of"
    OBJECT = "object"
    FORM = "form"
    CONFIRM = "confirm"
    BULK = "bulk"


_P = ScreenKind
MODES: Final = (
    (_P.INBOX, "1", N_("To do")),
    (_P.PROJECTS, "2", N_("Projects")),
    (_P.DISBURSEMENTS, "3", N_("Disbursements")),
    (_P.CLAIMS, "4", N_("Claims")),
    (_P.BOOKS, "5", N_("Books")),
    (_P.BANKS, "6", N_("Banks")),
    (_P.RECONCILIATION, "7", N_("Reports")),
    (_P.AUDIT, "8", N_("Audit")),
    (_P.SETTINGS, "9", N_("Settings")),
    (_P.GLANCE, "0", N_("At a glance")),
)
"""The screens that number keys switch to; the missing numbers are the later ones'."""

MODE_PLACES: Final = at(*(place for place, _, _ in MODES))
OF_BOOKS: Final = at(
    _P.REGISTER, _P.LEDGER, _P.VOUCHERS, _P.VOUCHER, _P.PERIODS, _P.PERIOD
)
LISTINGS: Final = at(_P.DISBURSEMENTS, _P.CLAIMS, _P.LIST)
SCREENS: Final = (
    MODE_PLACES
    | OF_BOOKS
    | LISTINGS
    | at(_P.PROJECT, _P.OBJECT, _P.CHECK, _P.RECORD, _P.VERIFY)
)
"""Where books are shown; dialogs and the choice of a fund are not among them."""
EXPORTED: Final = SCREENS - at(_P.VERIFY, _P.SETTINGS)
BEGINNING: Final = at(_P.START, _P.FOUND)
"""Where there are no books yet."""
ANYWHERE: Final = SCREENS | at(_P.FUNDS)
FILTERED: Final = at(_P.INBOX, _P.PROJECTS, _P.AUDIT, _P.BOOKS, _P.VOUCHERS) | LISTINGS
COUNTED: Final = at(_P.BOOKS, _P.REGISTER, _P.LEDGER)
"""Books that count all vouchers, or those that are reviewed."""
OF_MONTHS: Final = at(_P.BOOKS, _P.REGISTER, _P.LEDGER, _P.VOUCHERS, _P.BANKS)
"""Where a month is shown, and one goes to another."""
MARKED: Final = at(_P.VOUCHERS) | LISTINGS
"""Lists whose rows are marked, to do the same to all of them."""
WITH_LISTS: Final = (
    FILTERED
    | OF_MONTHS
    | at(
        _P.RECONCILIATION,
        _P.CHECK,
        _P.PERIODS,
        _P.PERIOD,
        _P.SETTINGS,
        _P.OBJECT,
        _P.PROJECT,
    )
)
ROWS: Final = WITH_LISTS - at(_P.OBJECT, _P.PROJECT)
"""Where there is a row under the cursor."""
OF_CASES: Final = (
    at(_P.INBOX, _P.PROJECTS, _P.PROJECT, _P.OBJECT)
    | LISTINGS
    | at(_P.VOUCHERS, _P.VOUCHER, _P.PERIODS, _P.PERIOD)
)
"""Where deeds begin: what is under the cursor, or on the page."""
OF_ONE: Final = at(_P.VOUCHER)
TABBED: Final = at(_P.INBOX, _P.PROJECT, _P.PROJECTS)
OF_EVIDENCE: Final = at(_P.OBJECT, _P.FORM)
FORMS: Final = at(_P.FORM, _P.CONFIRM, _P.BULK)

GOES_BACK: Final = SCREENS - MODE_PLACES | FILTERED | FORMS | at(_P.FOUND)
HELPED: Final = ANYWHERE | FORMS | BEGINNING
TYPED: Final = FORMS | at(_P.FOUND)
"""Where a question mark is typed: what is promised there is F1."""

ACTS: Final = (
    *LIST_ACTS,
    Act("open", "enter", "Enter", N_("Open"), WITH_LISTS | at(_P.FUNDS, _P.START), 1),
    # Deeds.
    *(
        Act(f"gesture('{each}')", each, each.shown, NAMES[each], OF_CASES | FORMS, rank)
        for rank, each in enumerate(Gesture, start=2)
    ),
    Act("new", "ctrl+n,n", "Ctrl+N", N_("New …"), SCREENS, 3),
    Act("snippet", "ctrl+o", "Ctrl+O", N_("Usual texts"), at(_P.FORM), 3),
    Act("look", "ctrl+l", "Ctrl+L", N_("Look at it"), at(_P.INBOX, _P.FORM), 3),
    Act("original", "ctrl+g", "Ctrl+G", N_("See the original"), OF_EVIDENCE, 4),
    Act("found", "f6", "F6", N_("Create the fund"), at(_P.FOUND), 1),
    Act("clear", "ctrl+r", "Ctrl+R", N_("Begin anew"), at(_P.FORM), 3),
    # What is on the screen.
    Act("filter", "slash,、", "/", N_("Filter"), FILTERED),
    Act("views", "w,ctrl+o", "Ctrl+O", N_("Saved views"), FILTERED, 4),
    Act("sort", "s", "s", N_("Sort"), at(_P.PROJECTS) | LISTINGS),
    Act("refused", "r", "r", N_("Only refused"), at(_P.AUDIT)),
    Act("verify", "v", "v", N_("Verify"), at(_P.AUDIT)),
    Act("again", "v", "v", N_("Verify again"), at(_P.VERIFY)),
    Act("run_checks", "v", "v", N_("Run the checks"), at(_P.INBOX), 3),
    Act("cancel", "c", "c", N_("Cancel"), at(_P.VERIFY, _P.INBOX), 5),
    Act("month(-1)", "left", "←", N_("Month before"), OF_MONTHS, 4),
    Act("month(1)", "right", "→", N_("Next month"), OF_MONTHS, 4),
    Act("today", "t", "t", N_("This month"), OF_MONTHS, 5),
    Act("queue", "u", "u", N_("To be signed"), at(_P.BOOKS, _P.PERIODS)),
    Act("periods", "p", "p", N_("Periods"), at(_P.BOOKS)),
    Act("levels", "l", "l", N_("Levels"), at(_P.BOOKS), 4),
    Act("ledger", "z", "z", N_("General ledger"), at(_P.BOOKS, _P.REGISTER), 3),
    Act("unmoved", "m", "m", N_("Accounts at rest"), at(_P.BOOKS), 4),
    Act("counted", "v", "v", N_("Reviewed or all"), COUNTED, 4),
    Act("mark", "space", "Space", N_("Mark"), MARKED),
    Act("mark_all", "asterisk,＊", "*", N_("Mark all"), MARKED, 3),
    Act("queue", "m", "m", N_("Next queue"), at(_P.VOUCHERS)),
    Act("step(-1)", "left_square_bracket,left,【", "[", N_("Voucher before"), OF_ONE),
    Act("step(1)", "right_square_bracket,right,】", "]", N_("Next voucher"), OF_ONE),
    Act("project", "p", "p", N_("Project"), OF_ONE),
    Act("record", "a", "a", N_("Audit record"), OF_ONE),
    Act("pair", "b", "b", N_("The other book"), OF_ONE, 4),
    Act("other", "o", "o", N_("Annulled, or by what"), OF_ONE),
    Act("tab(-1)", "left_square_bracket,left,【", "[", N_("Tab before"), TABBED, 3),
    Act("tab(1)", "right_square_bracket,right,】", "]", N_("Next tab"), TABBED),
    Act("export('xlsx')", "e", "e", N_("Export"), EXPORTED),
    Act("export('csv')", "E", "E", N_("Export CSV"), EXPORTED, 0),
    Act("details", "d", "d", N_("Details of an error"), ANYWHERE, 0),
    # Everywhere.
    Act("back", "escape", "Esc", N_("Back"), GOES_BACK),
    Act("refresh", "f5", "F5", N_("Refresh"), ANYWHERE, 4),
    *(
        Act(f"mode('{place}')", number, number, label, SCREENS, 0)
        for place, number, label in MODES
    ),
    Act("help", "f1,question_mark,？", "F1", N_("Help"), TYPED, 1),
    Act("help", "question_mark,？,f1", "?", N_("Help"), HELPED - TYPED, 1),
    Act("palette", "ctrl+p,colon,：", "Ctrl+P", N_("Commands"), SCREENS | FORMS, 3),
    Act("copy", "y", "y", N_("Copy the row"), ROWS, 0),
    Act("switch_fund", "ctrl+f", "Ctrl+F", N_("Switch the fund"), SCREENS, 0),
    Act("search", "ctrl+k", "Ctrl+K", N_("Search"), SCREENS, 3),
    Act("business_date", "ctrl+d", "Ctrl+D", N_("Business date"), SCREENS, 0),
    Act("identity", "f3", "F3", N_("Who acts"), SCREENS, 3),
    Act("language", "f9", "F9", "中/EN", at(_P.EVERYWHERE), 3),
    Act("theme", "f2", "F2", N_("Light or dark"), at(_P.EVERYWHERE), 0),
    Act("quit", "ctrl+q", "Ctrl+Q", N_("Quit"), at(_P.EVERYWHERE), 1),
    *TYPING_ACTS,
    *FIELD_ACTS,
)
"""All of them, in the order in which the row of keys and help name them."""

BY_NAME: Final = {act.name: act for act in ACTS}

WORKBENCH_NAME: Final = "act"
"""The app's one action through which keys, clicks and the palette go."""


def acts_at(place: ScreenKind | Part) -> Iterator[Act]:
    """Give what can be done at a place, what is the same everywhere included."""
    everywhere = isinstance(place, ScreenKind)
    for act in ACTS:
        if place in act.places or (everywhere and ScreenKind.EVERYWHERE in act.places):
            yield act


def command(act: Act) -> str:
    """Give the text that runs an action through the app."""
    return f"app.{WORKBENCH_NAME}({act.name!r})"


def bindings(place: ScreenKind) -> list[BindingType]:
    """Give the bindings of a screen: only its own, so that nothing is bound twice."""
    return [
        Binding(
            act.keys,
            command(act),
            act.label,
            show=False,
            priority=place is ScreenKind.EVERYWHERE,
        )
        for act in ACTS
        if place in act.places
    ]
