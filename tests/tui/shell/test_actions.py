"""The one table of actions, walked: nothing else binds a key, nothing in it writes."""

import ast
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from textual.widget import Widget

import fundledger.tui
from fundledger.i18n import Language, translate
from fundledger.tui.app import ROUTES, FundApp
from fundledger.tui.kit.actions import Act, Part, own_bindings
from fundledger.tui.kit.fields import FilterLine, LineField
from fundledger.tui.kit.painting import Page
from fundledger.tui.kit.table import Table
from fundledger.tui.screens.audit.record import RecordScreen
from fundledger.tui.screens.audit.records import AuditScreen
from fundledger.tui.screens.audit.verify import VerifyScreen
from fundledger.tui.screens.books.banks import BanksScreen
from fundledger.tui.screens.books.ledger import LedgerScreen
from fundledger.tui.screens.books.periods import PeriodScreen, PeriodsScreen
from fundledger.tui.screens.books.register import RegisterScreen
from fundledger.tui.screens.books.trial import BooksScreen
from fundledger.tui.screens.books.voucher import VoucherScreen
from fundledger.tui.screens.books.vouchers import VouchersScreen
from fundledger.tui.screens.home.glance import GlanceScreen
from fundledger.tui.screens.home.inbox import InboxScreen
from fundledger.tui.screens.projects.project import ProjectScreen
from fundledger.tui.screens.projects.projects import ProjectsScreen
from fundledger.tui.screens.reports.reconciliation import ReconciliationScreen
from fundledger.tui.screens.start.found import FoundScreen
from fundledger.tui.screens.start.funds import FundsScreen
from fundledger.tui.screens.start.start import StartScreen
from fundledger.tui.screens.things.listing import (
    ClaimsScreen,
    DisbursementsScreen,
    ListingScreen,
)
from fundledger.tui.screens.things.settings import SettingsScreen
from fundledger.tui.screens.things.thing import ThingScreen
from fundledger.tui.shell.actions import (
    ACTS,
    ANYWHERE,
    BEGINNING,
    FORMS,
    MODE_PLACES,
    ScreenKind,
    acts_at,
    bindings,
)
from fundledger.tui.shell.bulk import BulkScreen
from fundledger.tui.shell.confirm import ConfirmScreen
from fundledger.tui.shell.dialogs import Help, Palette
from fundledger.tui.shell.form_screen import FormScreen
from fundledger.tui.shell.lines_field import LinesTable
from fundledger.tui.shell.screen import FundScreen
from fundledger.tui.shell.sheet_screen import SheetScreen
from tests.in_turn import in_turn

AT: dict[ScreenKind | Part, tuple[type[Widget | FundApp], ...]] = {
    ScreenKind.EVERYWHERE: (FundApp,),
    ScreenKind.GLANCE: (GlanceScreen,),
    ScreenKind.PROJECTS: (ProjectsScreen,),
    ScreenKind.PROJECT: (ProjectScreen,),
    ScreenKind.BOOKS: (BooksScreen,),
    ScreenKind.REGISTER: (RegisterScreen,),
    ScreenKind.LEDGER: (LedgerScreen,),
    ScreenKind.VOUCHERS: (VouchersScreen,),
    ScreenKind.VOUCHER: (VoucherScreen,),
    ScreenKind.PERIODS: (PeriodsScreen,),
    ScreenKind.PERIOD: (PeriodScreen,),
    ScreenKind.BANKS: (BanksScreen,),
    ScreenKind.RECONCILIATION: (ReconciliationScreen,),
    ScreenKind.CHECK: (SheetScreen,),
    ScreenKind.AUDIT: (AuditScreen,),
    ScreenKind.RECORD: (RecordScreen,),
    ScreenKind.VERIFY: (VerifyScreen,),
    ScreenKind.FUNDS: (FundsScreen,),
    ScreenKind.START: (StartScreen,),
    ScreenKind.FOUND: (FoundScreen,),
    Part.LIST: (Table, Page),
    Part.DIALOG: (Help, Palette),
    ScreenKind.INBOX: (InboxScreen,),
    ScreenKind.DISBURSEMENTS: (DisbursementsScreen,),
    ScreenKind.CLAIMS: (ClaimsScreen,),
    ScreenKind.LIST: (ListingScreen,),
    ScreenKind.OBJECT: (ThingScreen,),
    ScreenKind.SETTINGS: (SettingsScreen,),
    ScreenKind.FORM: (FormScreen,),
    ScreenKind.CONFIRM: (ConfirmScreen,),
    ScreenKind.BULK: (BulkScreen,),
    Part.FILTER: (FilterLine,),
    Part.FIELD: (LineField,),
    Part.LINES: (LinesTable,),
}
TWINS = {
    "slash": "、",
    "question_mark": "？",
    "colon": "：",
    "asterisk": "＊",
}
SOURCES = sorted(Path(next(iter(fundledger.tui.__path__))).rglob("*.py"))
TAKEN_BY_TERMINALS = {"f10", "f11"}
PAIRS = [(place, act) for act in ACTS for place in sorted(act.places)]
PLACES = (*ScreenKind, *Part)


def test_every_place_is_somewhere_and_every_somewhere_is_a_place() -> None:
    assert set(AT) == set(PLACES)


@in_turn(("place", "act"), PAIRS)
def test_every_action_can_be_done_where_it_is_offered(
    place: ScreenKind | Part, act: Act
) -> None:
    method = f"action_{act.name.partition('(')[0]}"
    for kind in AT[place]:
        by_app = isinstance(place, ScreenKind) and hasattr(FundApp, method)
        assert hasattr(kind, method) or by_app


@in_turn("place", PLACES)
def test_no_key_means_two_things_at_one_place(place: ScreenKind | Part) -> None:
    keys = Counter(key for act in acts_at(place) for key in act.keys.split(","))
    assert [key for key, times in keys.items() if times > 1] == []


@in_turn("place", PLACES)
def test_every_binding_of_a_place_is_from_the_table(place: ScreenKind | Part) -> None:
    expected = bindings(place) if isinstance(place, ScreenKind) else own_bindings(place)
    for kind in AT[place]:
        own = kind.__dict__.get("BINDINGS") or kind.BINDINGS
        assert [*own] == expected


@in_turn("act", ACTS)
def test_a_key_that_an_ime_takes_has_its_chinese_twin(act: Act) -> None:
    keys = act.keys.split(",")
    assert [
        twin for key, twin in TWINS.items() if key in keys and twin not in keys
    ] == []


def test_no_key_is_one_that_terminals_take() -> None:
    keys = {key for act in ACTS for key in act.keys.split(",")}
    assert not keys & TAKEN_BY_TERMINALS


@in_turn("act", ACTS)
def test_every_action_is_named_in_chinese(act: Act) -> None:
    named = translate(act.label, Language.ZH)
    assert any(char > "\u2e80" for char in named)


def below(kind: type[object]) -> Iterator[type[object]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


SCREENS_OF_OURS = [kind for kind in below(FundScreen) if "KIND" in kind.__dict__]


def test_every_screen_of_ours_is_at_a_place() -> None:
    placed = {kind for kinds in AT.values() for kind in kinds}
    assert {*SCREENS_OF_OURS} <= placed


@in_turn("kind", SCREENS_OF_OURS)
def test_a_screen_gives_all_that_its_frame_asks_of_it(kind: type[object]) -> None:
    missing = [
        name
        for name in dir(kind)
        if getattr(getattr(kind, name, None), "__isabstractmethod__", False)
    ]
    assert missing == []


def test_a_route_leads_to_every_screen_but_a_sheet() -> None:
    assert {*ROUTES} == (ANYWHERE | FORMS | BEGINNING) - {ScreenKind.CHECK}
    assert {*MODE_PLACES} == {*FundApp.MODES}


def said_by(path: Path) -> Iterator[str]:
    """Find every marked text, also where a catalogue's extractor cannot look."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "N_":
            yield ast.literal_eval(node.args[0])


@in_turn("path", SOURCES)
def test_every_text_of_a_screen_is_said_in_chinese(path: Path) -> None:
    same = [text for text in said_by(path) if translate(text, Language.ZH) == text]
    assert same == []
