"""How the frame, its body and dialogs are laid out."""

from typing import Final

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
#beside { height: 1fr; }
#beside > #left { width: 3fr; }
#beside > DetailPane { width: 2fr; border-left: solid $panel; }
Dialog, LineDialog { align: center middle; background: $background 60%; }
LineDialog > #box { height: auto; max-height: 84%; }
LineDialog VerticalScroll { height: auto; max-height: 14; }
Dialog > #box, LineDialog > #box {
    width: 100%; height: 84%;
    border: round $primary; background: $surface; padding: 0 1;
}
AskDialog > #box { height: auto; }
"""
