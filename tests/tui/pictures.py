"""Draw the workbench for the documents: `python -m tests.tui.pictures docs`.

Rich's own SVG squeezes Chinese, because it counts code points; here every run of text
is as long as the cells it takes. What is shown is the demo fund.
"""

import asyncio
import re
import sys
import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style

from fundledger.cli.demo_books import create_demo
from fundledger.i18n import Language
from fundledger.tui.app import FundApp
from fundledger.tui.shell.reading import Door
from tests.tui import golden, stage

CELL = 8.4
LINE = 18
SIZE = 14
BASELINE = 13.5
EDGE = 10
FONTS = (
    "'Sarasa Mono SC','Noto Sans Mono CJK SC','Source Han Mono SC','PingFang SC',"
    "Menlo,Consolas,'DejaVu Sans Mono',monospace"
)
SHOTS = {
    "workbench": (),
    "workbench-projects": ("2",),
    "workbench-project": ("2", "j", "enter"),
    "workbench-reconciliation": ("7",),
    "workbench-audit": ("8",),
}
"""Each picture, and the keys that lead to it."""

WIDE, HIGH = 120, 34
PLACE = re.compile(r"/\S+/demo\.db")
WORDS = re.compile(r"\S+(?: \S+)*")


class Run(NamedTuple):
    """Characters of one width and style, and the cell they begin at."""

    text: str
    style: Style
    at: int

    @property
    def cells(self) -> int:
        """Count its cells."""
        return cell_len(self.text)


def runs(line: list[Segment]) -> Iterator[Run]:
    """Split a line where the style or the width of the characters changes."""
    at = 0
    for segment in line:
        style = segment.style or Style()
        for _, group in groupby(segment.text, key=cell_len):
            run = Run("".join(group), style, at)
            yield run
            at += run.cells


def colour(style: Style, *, back: bool) -> str | None:
    """Give a colour of a style as the terminal would show it."""
    front, behind = style.color, style.bgcolor
    if style.reverse:
        front, behind = behind, front
    chosen = behind if back else front
    return chosen.get_truecolor().hex if chosen else None


def svg(lines: list[list[Segment]], columns: int, back: str) -> str:
    """Draw a screen."""
    width, height = columns * CELL + 2 * EDGE, len(lines) * LINE + 2 * EDGE
    box = f'viewBox="0 0 {width:g} {height:g}"'
    font = f'font-family="{FONTS}" font-size="{SIZE}"'
    drawn = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {box} {font}>',
        f'<rect width="100%" height="100%" rx="6" fill="{back}"/>',
    ]
    for row, line in enumerate(lines):
        for run in runs(line):
            drawn += draw(run, row, back)
    return "\n".join([*drawn, "</svg>"]) + "\n"


def draw(run: Run, row: int, back: str) -> Iterator[str]:
    """Draw a run: what is behind it, then its words, each as long as its cells."""
    x, y, long = EDGE + run.at * CELL, EDGE + row * LINE, run.cells * CELL
    behind = colour(run.style, back=True)
    if behind and behind != back:
        yield (
            f'<rect x="{x:g}" y="{y:g}" width="{long + 0.2:g}" height="{LINE + 0.2:g}"'
            f' fill="{behind}"/>'
        )
    weight = ' font-weight="bold"' if run.style.bold else ""
    fill = colour(run.style, back=False)
    for match in WORDS.finditer(run.text):
        before, text = run.text[: match.start()], match[0]
        yield (
            f'<text x="{x + cell_len(before) * CELL:g}" y="{y + BASELINE:g}"'
            f' textLength="{cell_len(text) * CELL:g}" lengthAdjust="spacingAndGlyphs"'
            f' fill="{fill}"{weight}>{escape(text)}</text>'
        )


async def shoot(ledger: Path, keys: tuple[str, ...], lang: Language) -> str:
    """Open the workbench, press keys, and draw what is seen, hashes masked."""
    shown = FundApp(Door(str(ledger), None), lang)
    async with shown.run_test(size=(WIDE, HIGH)) as pilot:
        await stage.opened(pilot)
        for key in keys:
            await pilot.press(key)
            await stage.still(pilot)
        lines = [[*map(without_hash, strip)] for strip in stage.strips(shown)]
        back = shown.current_theme.background or "#000000"
    return svg(lines, WIDE, back)


def without_hash(segment: Segment) -> Segment:
    """Hide hashes, who runs this and where: a picture is the same everywhere."""
    text = PLACE.sub("~/demo.db", golden.masked(segment.text))
    return segment._replace(text=text + " " * (segment.cell_length - cell_len(text)))


def main(folder: Path) -> None:
    """Write every picture in both languages."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as room:
        ledger = Path(room) / "demo.db"
        create_demo(ledger)
        for lang in Language:
            for name, keys in SHOTS.items():
                path = folder / f"{name}-{lang.partition('_')[0]}.svg"
                path.write_text(
                    asyncio.run(shoot(ledger, keys, lang)), encoding="utf-8"
                )


if __name__ == "__main__":
    main(Path(sys.argv[1] if sys.argv[1:] else "docs"))
