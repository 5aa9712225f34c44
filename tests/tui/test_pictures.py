"""The pictures in the documents: well-formed, and Chinese as wide as it is."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rich.cells import cell_len
from textual.theme import Theme

from fundledger.i18n import Language
from fundledger.tui.kit import themes
from tests.tui import pictures

TEXT = "{http://www.w3.org/2000/svg}text"


async def test_every_text_of_a_picture_is_as_long_as_its_cells(
    ledger_path: Path,
) -> None:
    drawn = await pictures.shoot(ledger_path, ("2",), Language.ZH)
    texts = ET.fromstring(drawn).findall(TEXT)  # noqa: S314 - our own
    assert any("邻里节" in (each.text or "") for each in texts)
    for each in texts:
        length = float(each.attrib["textLength"])
        assert length == pytest.approx(cell_len(each.text or "") * pictures.CELL)


def luminance(colour: str) -> float:
    """Compute relative luminance (WCAG 2.1)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Compute the contrast of two colours, 1 to 21 (WCAG 2.1)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [themes.DARK, themes.LIGHT], ids=lambda t: t.name)
def test_every_colour_of_text_can_be_read(theme: Theme) -> None:
    text = (
        theme.primary,
        theme.accent,
        theme.success,
        theme.warning,
        theme.error,
        theme.foreground,
        theme.variables["dim"],
    )
    for colour in text:
        for back in (theme.background, theme.surface, theme.panel):
            assert colour is not None
            assert back is not None
            assert contrast(colour, back) >= 4.5, (colour, back)
