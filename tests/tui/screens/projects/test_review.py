"""The review tab says who returned what, why, until when, and how many agreed."""

from contextlib import closing
from pathlib import Path

from fundledger.domain.ids import ProjectNo
from fundledger.i18n import Language
from fundledger.store.books import Ledger
from fundledger.tui.screens.projects.project import find
from fundledger.tui.screens.projects.review import review
from fundledger.tui.shell.words import Words


def page(path: Path, no: int, lang: Language = Language.ZH) -> str:
    """Read the tab of one project of the demo."""
    with closing(Ledger(str(path))) as ledger, ledger.fund().reading() as books:
        view = find(ProjectNo(no), books)
    assert view is not None
    lines = review(view, Words(lang, view.names, view.accounts), 78)
    return "\n".join("".join(span.text for span in line) for line in lines)


def test_who_returned_it_why_and_until_when_stands_under_its_version(
    demo_path: Path,
) -> None:
    first, second = page(demo_path, 14).split("第 2 版：")
    assert "退回申报 · 乙街道初审" in first
    assert "补正期限 2024-02-07" in first
    assert "原因：纪念品单价偏高，请重报明细。" in first
    assert "申请 1,826.00" in first
    assert "申请 1,646.00" in second
    assert "区级评审：2 人中 2 人同意，需 2 人同意" in second


def test_who_rejected_it_and_why_is_said(demo_path: Path) -> None:
    shown = page(demo_path, 19)
    assert "不予" in shown or "拒绝" in shown
    assert "与慈善总会在本街道的旧衣回收点重复，不予推荐。" in shown


def test_notice_and_objections_stand_with_the_decision(demo_path: Path) -> None:
    _, decision = page(demo_path, 2).split("审批与公示")
    assert "公示2024-02-22至2024-02-29，5个工作日 · 2,294.00" in decision
    assert "一位居民担心音响扰民，要求取消。" in decision
    english = page(demo_path, 2, Language.EN)
    assert "on notice from 2024-02-22 until 2024-02-29, 5 working days" in english
    assert "dismissed" in english
