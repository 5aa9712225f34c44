"""Pages of the manual: what there is, and a page as plain text for a terminal.

The pages are written in Markdown. A library reads them; here they are laid out as
lines of so many cells, where Chinese takes two a character and breaks by its own rules.
"""

from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import TYPE_CHECKING, Final, NamedTuple

from fundledger.i18n.languages import Language
from fundledger.tui.kit.text import cell_width, wrap

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from markdown_it.tree import SyntaxTreeNode

FOLDERS: Final = {Language.EN: "en", Language.ZH: "zh"}
SUFFIX: Final = ".md"
ORDER: Final = (
    *("setup", "keys"),
    *("preparer", "subdistrict_reviewer", "district_reviewer", "district_approver"),
    *("accountant", "cashier", "supervisor", "auditor", "admin"),
    *("sources", "roles", "deeds", "settings", "exits", "scripts"),
)
"""How the pages follow each other: beginning, who one is, what one looks up."""
RULES: Final = {"h1": "=", "h2": "-"}
"""How a heading is underlined, by its rank."""
GAP: Final = "  "
INDENT: Final = "    "
NARROWEST: Final = 2
"""No column of a table is narrower, in cells."""


class Page(NamedTuple):
    """A page of the manual: the topic that names it, its title and its Markdown."""

    topic: str
    title: str
    text: str


@cache
def pages(lang: Language) -> dict[str, Page]:
    """Read the manual in a language, by topic."""
    folder = files("fundledger.manual") / FOLDERS[lang]
    read = [_page(each) for each in folder.iterdir() if each.name.endswith(SUFFIX)]
    by_topic = {page.topic: page for page in read}
    return {topic: by_topic[topic] for topic in ORDER if topic in by_topic}


def _page(file: "Traversable") -> Page:
    text = file.read_text(encoding="utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    return Page(file.name.removesuffix(SUFFIX), title, text)


def laid_out(text: str, width: int) -> Iterator[str]:
    """Lay out a page of Markdown as lines of at most so many cells.

    Examples keep their lines, however long: somebody copies them.
    """
    from markdown_it import MarkdownIt
    from markdown_it.tree import SyntaxTreeNode

    root = SyntaxTreeNode(MarkdownIt("commonmark").enable("table").parse(text))
    for place, block in enumerate(
        each for each in root.children if each.type != "html_block"
    ):
        if place:
            yield ""
        yield from _block(block, width)


def _block(block: "SyntaxTreeNode", width: int) -> Iterator[str]:
    match block.type:
        case "heading":
            lines = wrap(_inline(block), width)
            yield from lines
            if block.tag in RULES:
                yield RULES[block.tag] * max(map(cell_width, lines))
        case "fence":
            yield from (f"{INDENT}{each}" for each in block.content.splitlines())
        case "table":
            yield from _table([list(map(_inline, row)) for row in _rows(block)], width)
        case "bullet_list" | "ordered_list":
            for number, item in enumerate(block.children, start=1):
                mark = "- " if block.type == "bullet_list" else f"{number}. "
                yield from _item(item, mark, width)
        case _:
            yield from wrap(_inline(block), width)


def _item(item: "SyntaxTreeNode", mark: str, width: int) -> Iterator[str]:
    """Lay out an item of a list: its mark, and all its lines beside it."""
    room = width - len(mark)
    lines = [line for block in item.children for line in _block(block, room)]
    for place, line in enumerate(lines):
        yield f"{' ' * len(mark) if place else mark}{line}".rstrip()


def _inline(block: "SyntaxTreeNode") -> str:
    """Write what stands in a block as text; links are their words."""
    return "".join(_words(node) for node in block.walk() if not node.is_nested)


def _words(node: "SyntaxTreeNode") -> str:
    if node.type == "softbreak":
        return _between_lines(node)
    return node.content if node.type in {"text", "code_inline"} else ""


def _between_lines(node: "SyntaxTreeNode") -> str:
    """Join two lines of a paragraph: by a blank, but not within Chinese."""
    before, after = node.previous_sibling, node.next_sibling
    last = before.content[-1:] if before else ""
    first = after.content[:1] if after else ""
    is_wide = cell_width(last) > 1 or cell_width(first) > 1
    return "" if is_wide else " "


def _rows(table: "SyntaxTreeNode") -> Iterator[Sequence["SyntaxTreeNode"]]:
    for part in table.children:
        for row in part.children:
            yield row.children


def _table(rows: Sequence[Sequence[str]], width: int) -> Iterator[str]:
    """Lay out a table, its head underlined; what is too long goes on below."""
    widths = _widths(rows, width)
    head, *body = rows
    yield from _row(head, widths)
    yield GAP.join("-" * each for each in widths)
    for row in body:
        yield from _row(row, widths)


def _row(row: Iterable[str], widths: Sequence[int]) -> Iterator[str]:
    cells = [wrap(text, room) for text, room in zip(row, widths, strict=True)]
    for line in zip_longest(*cells, fillvalue=""):
        padded = (
            text + " " * (room - cell_width(text))
            for text, room in zip(line, widths, strict=True)
        )
        yield GAP.join(padded).rstrip()


def _widths(rows: Sequence[Sequence[str]], width: int) -> list[int]:
    """Give each column what it needs, and take what is too much from the widest."""
    widths = [
        max(NARROWEST, *map(cell_width, texts)) for texts in zip(*rows, strict=True)
    ]
    room = width - len(GAP) * (len(widths) - 1)
    while sum(widths) > room and max(widths) > NARROWEST:
        widths[widths.index(max(widths))] -= 1
    return widths
