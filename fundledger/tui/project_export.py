"""What each tab of a project gives away as a table."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from fundledger.domain.actions import Action
from fundledger.domain.people import Role
from fundledger.errors import N_
from fundledger.tui.export import Exported
from fundledger.tui.figures import yuan, yuan_or_none
from fundledger.tui.project_money import measures, number
from fundledger.tui.project_pages import Tab, View, state_after
from fundledger.tui.words import Words

Rows = list[list[str]]


def _budget(view: View, words: Words) -> tuple[list[str], Rows]:
    granted = {each.line: each.approved_fen for each in view.approved}
    headings = ["#", N_("Kind"), N_("Budget line"), N_("Requested"), N_("Approved")]
    return headings, [
        [
            str(each.line),
            words.call(each.kind),
            each.description,
            yuan(each.requested_fen),
            yuan_or_none(granted.get(each.line)),
        ]
        for each in view.approved or view.asked
    ]


def _reviews(view: View, words: Words) -> tuple[list[str], Rows]:
    headings = [N_("Day"), N_("Stage"), N_("Who"), N_("Verdict"), N_("Opinion")]
    return headings, [
        [
            str(each.on),
            words.call(each.stage),
            words.person(each.reviewer),
            words.say(N_("agrees") if each.agrees else N_("opposes")),
            each.opinion,
        ]
        for each in view.reviews
    ]


def _money(view: View, words: Words) -> tuple[list[str], Rows]:
    amounts = measures(view.funds)
    rows = [[words.say(text), yuan(fen)] for text, fen in amounts]
    return [N_("Measure"), N_("Amount")], rows


def _vouchers(view: View, words: Words) -> tuple[list[str], Rows]:
    headings = [N_("Voucher"), N_("Day"), N_("Summary"), N_("Debit"), N_("Credit")]
    return [*headings, N_("Amount")], [
        [
            number(voucher),
            str(voucher.on),
            voucher.summary,
            words.account(each.debit),
            words.account(each.credit),
            yuan(-each.fen if each.debit_red else each.fen),
        ]
        for voucher, postings in view.vouchers
        for each in postings
    ]


def _log(view: View, words: Words) -> tuple[list[str], Rows]:
    headings = [N_("Day"), N_("What"), N_("Who"), N_("Role"), N_("State"), N_("Why")]
    return headings, [
        [
            str(each.on),
            words.call(Action(each.action)),
            words.person(each.actor),
            words.call(Role(each.role)),
            words.call(state_after(each, each.to_state)) if each.to_state else "",
            each.reason,
        ]
        for each in view.steps
    ]


_TABLES: Final[Mapping[Tab, Callable[[View, Words], tuple[list[str], Rows]]]] = (
    MappingProxyType(
        {
            Tab.OVERVIEW: _budget,
            Tab.REVIEW: _reviews,
            Tab.MONEY: _money,
            Tab.VOUCHERS: _vouchers,
            Tab.LOG: _log,
        }
    )
)


def exported(view: View, words: Words, tab: Tab) -> Exported:
    """Give the table of a tab."""
    headings, rows = _TABLES[tab](view, words)
    titles = [words.say(each) for each in headings]
    return Exported(f"{view.project.code}-{tab}", titles, rows)
