"""A light and a dark theme, both with enough contrast, and the frame's layout."""

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="fundledger-dark",
    primary="#5fafd7",
    secondary="#5f87af",
    accent="#ffd75f",
    success="#87d787",
    warning="#ffaf5f",
    error="#ff8787",
    foreground="#e4e4e4",
    background="#121212",
    surface="#1c1c1c",
    panel="#303030",
    dark=True,
    variables={"dim": "#9e9e9e"},
)
LIGHT: Final = Theme(
    name="fundledger-light",
    primary="#005f87",
    secondary="#5f87af",
    accent="#7a5200",
    success="#005f00",
    warning="#874b00",
    error="#af0000",
    foreground="#1c1c1c",
    background="#ffffff",
    surface="#f4f4f4",
    panel="#e0e0e0",
    dark=False,
    variables={"dim": "#5f5f5f"},
)

CSS: Final = """
Screen { background: $background; color: $foreground; }
#body { height: 1fr; }
#modes { background: $panel; }
#whose { background: $panel; }
#heading { background: $surface; text-style: bold; }
#status { background: $surface; }
#keys { background: $panel; }
#filter { height: 1; border: none; padding: 0 1; background: $boost; }
#filter:focus { border: none; }
#trouble { height: 1fr; }
#split { layout: vertical; }
#split > #totals { padding-top: 1; }
#split.wide { layout: horizontal; }
#split.wide > #list { width: 3fr; }
#split.wide > #totals { width: 2fr; padding-top: 0; border-left: solid $panel; }
Dialog { align: center middle; background: $background 60%; }
Dialog > #box {
    width: 100%; height: 84%;
    border: round $primary; background: $surface; padding: 0 1;
}
"""
