"""A light and a dark theme, both with enough contrast."""

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
