"""A project's vouchers, each laid out as a 记账凭证."""

from fundledger.errors import N_
from fundledger.reports.project_file import ProjectFile
from fundledger.tui.kit.text import BLANK, Line
from fundledger.tui.screens.projects.pages import nothing
from fundledger.tui.shell.voucher_sheet import head_of, lines_of, voucher_sheet
from fundledger.tui.shell.words import Words


def vouchers(view: ProjectFile, words: Words, width: int) -> list[Line]:
    """Lay every voucher that books something of the project out as a 记账凭证."""
    painted: list[Line] = []
    for voucher, lines in view.vouchers:
        rows = lines_of(lines)
        head = head_of(voucher, words, view.others, rows)
        chart = view.charts.get(voucher.on.year, words.accounts)
        spoken = words._replace(accounts=chart)
        painted += voucher_sheet(head, rows, spoken, width, view.project.no)
        painted += [BLANK, BLANK]
    return painted or nothing(words, N_("Nothing is booked yet."))
