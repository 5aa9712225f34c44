"""Whether Hypothesis makes a failing life shorter: not unless somebody asks for it."""

import os
from typing import Final

from hypothesis import Phase

SHRINKS: Final = "FUNDLEDGER_TESTS_SHRINK" in os.environ
PHASES: Final = (Phase.generate, Phase.shrink)[: 1 + SHRINKS]
"""For state machines: shrinking a life takes minutes, in which a build stays red."""
