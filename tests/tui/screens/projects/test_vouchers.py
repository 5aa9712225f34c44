"""What the voucher page shows and exports is what the journal says, red included."""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from operator import add
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from fundledger.commands.deed import Desk
from fundledger.commands.journal import correct_voucher
from fundledger.domain.ids import AccountKey, Login, ProjectNo, VoucherNo
from fundledger.domain.journal import VoucherKind
from fundledger.domain.money import parse_money, to_fen
from fundledger.i18n import Language
from fundledger.queries import journal, projects, register
from fundledger.reports import project as reports
from fundledger.reports.project_file import ProjectFile
from fundledger.store import tables as t
from fundledger.store.books import Fund, Ledger
from fundledger.store.reading import Books
from fundledger.tui.kit.text import Line
from fundledger.tui.screens.projects import vouchers
from fundledger.tui.screens.projects.project import find
from fundledger.tui.shell import voucher_sheet
from fundledger.tui.shell.export import Exported, Form, save
from fundledger.tui.shell.reading import Opened
from fundledger.tui.shell.words import Words
from tests.databases import File
from tests.machine.beginnings import Beginning, InFiles
from tests.machine.test_machine import Machine

Sums = Counter[tuple[VoucherNo, str]]
"""分 by voucher and side."""

WIDTHS = (60, 78, 118)


def booked(books: Books) -> Sums:
    """Sum up postings by the law: a red one is a negative on the other side (§51)."""
    sums: Sums = Counter()
    for posting in books.rows(t.posting.select().where(books.own(t.posting))):
        no, fen = posting.voucher_no, posting.fen
        sums[no, "credit" if posting.debit_red else "debit"] += (
            -fen if posting.debit_red else fen
        )
        sums[no, "debit" if posting.credit_red else "credit"] += (
            -fen if posting.credit_red else fen
        )
    return sums


def journaled(books: Books) -> Sums:
    """Sum up the journal."""
    sums: Sums = Counter()
    for line in register.whole_journal(books):
        sums[line.voucher_no, "debit"] += line.debit_fen
        sums[line.voucher_no, "credit"] += line.credit_fen
    return sums


def texts(line: Line) -> list[str]:
    return [span.text.strip() for span in line if span.text.strip()]


Block = tuple[list[int], list[int]]
"""What the lines of one book of a voucher sum up to by side, and the total below."""


def painted(view: ProjectFile, width: int) -> list[list[Block]]:
    """Read the page: of each voucher, the blocks of money and of budget."""
    words = Words(Language.ZH, view.names, view.accounts)
    shown: list[list[Block]] = []
    sums = [0, 0]
    for line in vouchers.vouchers(view, words, width):
        cells = [span for span in line if span.whole]
        if texts(line) and texts(line)[0].startswith(("记账凭证", "备查凭证")):
            shown.append([])
        if not cells:
            continue
        amounts = [
            to_fen(parse_money(cell.text)) if cell.text.strip() else 0 for cell in cells
        ]
        if texts(line)[0] == "合计":
            shown[-1].append((sums, amounts))
            sums = [0, 0]
        else:
            sums = [*map(add, sums, amounts)]
    return shown


def whole(view: ProjectFile, width: int) -> str:
    """Read the page as one text."""
    words = Words(Language.ZH, view.names, view.accounts)
    lines = vouchers.vouchers(view, words, width)
    return "\n".join("".join(span.text for span in line) for line in lines)


@pytest.mark.parametrize("width", [78, 118])
def test_a_voucher_is_laid_out_as_a_voucher(demo_path: Path, width: int) -> None:
    with closing(Ledger(str(demo_path))) as ledger, ledger.fund().reading() as books:
        view = find(ProjectNo(1), books)
    assert view is not None
    page = whole(view, width)
    sheets = {
        each.split("\n")[1].split()[2]: each.split("\n")
        for each in page.split("\n\n\n")
        if each
    }
    paid = next(each for each in sheets.values() if "1141" in each[4])
    of_budget = next(each for each in sheets.values() if "9202" in each[4])
    assert paid[0].strip() == "记账凭证"
    assert of_budget[0].strip() == "备查凭证（额度）"
    assert paid[1].split()[1:3] == ["2024-03", "记-0002"]
    assert of_budget[1].split()[1:3] == ["2024-03", "备-0065"]
    assert not any("9202" in line for line in paid), "a voucher is of one book"
    assert "附件 1 张" in paid[1], "the slip of the bank"
    assert "附件 0 张" in of_budget[1], "no money moved"
    wide = ["科目编号", "总账科目", "明细科目"]
    named = wide if width > 100 else ["科目"]
    assert paid[3].split() == ["摘要", *named, "借方金额", "贷方金额"]
    assert paid[4].split()[-3:-1] == ["1141", "预付账款"], "debits come first"
    capitals = next(at for at, line in enumerate(paid) if "合计大写" in line)
    assert "合计大写：壹仟贰佰叁拾元整" in paid[capitals]
    signed = "会计主管 财务主管一  记账 会计一  复核 会计二  出纳 出纳二  制单 会计一"
    assert " ".join(paid[capitals + 2 :]).startswith(signed), (
        "as the printed voucher has them"
    )
    assert of_budget[-1].startswith("经办 出纳二"), "signed by nobody"
    assert "…" not in page.replace("家电义务…", ""), "nothing but a long title is cut"


def exported(view: ProjectFile, folder: Path) -> Iterator[dict[str, str]]:
    """Export the page and read the file as a spreadsheet does."""
    seq = int(view.head.partition(":")[0])
    opened = Opened("f", "F", "sqlite", seq, view.head, "x.db", replay=None)
    report = reports.vouchers(view, opened.basis(view.head))
    path = save(folder, Exported(report, Language.EN), Form.CSV).path
    text = path.read_bytes().decode("utf-8-sig")
    path.unlink()
    yield from csv.DictReader(
        io.StringIO("".join(s for s in text.splitlines(keepends=True) if s[0] != "#"))
    )


def yuan(cell: str) -> int:
    return to_fen(parse_money(cell))


def vouchers_are_shown_as_booked(books: Books, folder: Path) -> Counter[VoucherKind]:
    """Hold every project's page and export to the journal, and that to the postings."""
    law = booked(books)
    assert journaled(books) == law
    kinds: Counter[VoucherKind] = Counter()
    for project in projects.projects(books):
        view = find(project.no, books)
        assert view is not None
        kinds.update(voucher.kind for voucher, _ in view.vouchers)
        expected = [
            (law[voucher.no, "debit"], law[voucher.no, "credit"])
            for voucher, _ in view.vouchers
        ]
        for width in WIDTHS:
            shown = painted(view, width)
            blocks = [block for each in shown for block in each]
            assert all(lines == total for lines, total in blocks)
            assert all(debit == credit for _, (debit, credit) in blocks)
            assert [
                (sum(t[0] for _, t in each), sum(t[1] for _, t in each))
                for each in shown
            ] == expected
        rows = [*exported(view, folder)]
        for voucher, _ in view.vouchers:
            own = [r for r in rows if r["Voucher number"] == voucher.name]
            assert sum(yuan(r["Debit"]) for r in own) == law[voucher.no, "debit"]
            assert sum(yuan(r["Credit"]) for r in own) == law[voucher.no, "credit"]
    return kinds


def test_every_voucher_of_the_demo_is_shown_and_exported_as_the_journal_has_it(
    demo_path: Path, tmp_path: Path
) -> None:
    with closing(Ledger(str(demo_path))) as ledger, ledger.fund().reading() as books:
        kinds = vouchers_are_shown_as_booked(books, tmp_path)
    assert kinds[VoucherKind.NORMAL] > 100


UNUSED = AccountKey("programme_cost.publicity.unrestricted")
USED = AccountKey("programme_cost.materials.unrestricted")


@pytest.fixture
def corrected(demo_path: Path) -> Iterator[tuple[Fund, ProjectNo, VoucherNo]]:
    """Correct a claim's voucher of the demo: a red copy, and a blue one."""
    with closing(Ledger(str(demo_path))) as ledger:
        fund = ledger.fund()
        with fund.reading() as books:
            month = max(each.month for each in journal.vouchers(books))
            no = next(
                each.no
                for each in reversed(journal.vouchers(books, month=month))
                if any(p.debit == USED for p in journal.postings(books, each.no))
            )
            of = next(p.project_no for p in journal.postings(books, no))
        assert of is not None
        last = date.fromisoformat(f"{month}-30")
        desk = Desk(fund=fund, actor=Login("accountant2"), on=last)
        correct_voucher(desk, no, reason="科目用错", accounts={USED: UNUSED})
        yield fund, of, no


def test_a_red_voucher_is_shown_below_zero_on_its_own_side(
    corrected: tuple[Fund, ProjectNo, VoucherNo], tmp_path: Path
) -> None:
    fund, project_no, no = corrected
    with fund.reading() as books:
        view = find(project_no, books)
        assert view is not None
        first, red, blue = (
            voucher_sheet.lines_of(lines)
            for voucher, lines in view.vouchers
            if voucher.no == no or voucher.kind is not VoucherKind.NORMAL
        )
        kinds = vouchers_are_shown_as_booked(books, tmp_path)
    assert kinds[VoucherKind.RED] == kinds[VoucherKind.BLUE] == 1
    for before, annulled in zip(first, red, strict=True):
        assert before.account == annulled.account
        assert annulled.debit_fen == -before.debit_fen
        assert annulled.credit_fen == -before.credit_fen
    assert UNUSED in {each.account for each in blue}
    page = whole(view, 78)
    was, now = (
        each.name for each, _ in view.vouchers if no in (each.no, each.annuls_no)
    )
    assert f"注销 {was} 号凭证" in page
    assert f"已由 {now} 号凭证红字注销" in page
    assert "记账凭证 · 红字凭证" in page


class Shown(Machine):
    """A random game whose vouchers are looked at, when it is over, in the workbench."""

    folder: ClassVar[Path]
    kinds: ClassVar[Counter[VoucherKind]] = Counter()

    def teardown(self) -> None:
        with self.stack, self.life.game.fund.reading() as books:
            Shown.kinds.update(vouchers_are_shown_as_booked(books, self.folder))


def test_every_voucher_of_random_games_is_shown_as_the_journal_has_it(
    sqlite_file: File, tmp_path: Path
) -> None:
    beginning: Beginning = InFiles(sqlite_file, tmp_path)
    Shown.beginning, Shown.folder = beginning, tmp_path
    run_state_machine_as_test(
        Shown,
        settings=settings(
            max_examples=5,
            stateful_step_count=40,
            deadline=None,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=[HealthCheck.too_slow],
        ),
    )
    assert Shown.kinds[VoucherKind.NORMAL]
