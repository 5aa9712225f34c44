"""A fund's books: every deed recorded, every figure provable."""

from typing import Final

__version__: Final = "0.1.0"
