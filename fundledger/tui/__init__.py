"""The workbench: the screens finance staff have open all day."""
