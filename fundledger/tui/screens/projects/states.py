"""How the states of cases look: a tone beside the word that says the same."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from fundledger.domain.projects import ProjectState
from fundledger.tui.kit.text import Tone

_S = ProjectState

TONES: Final[Mapping[ProjectState, Tone]] = MappingProxyType(
    {
        _S.DRAFT: Tone.DIM,
        _S.SUBMITTED: Tone.PLAIN,
        _S.SUBDISTRICT_REVIEW: Tone.PLAIN,
        _S.DISTRICT_REVIEW: Tone.PLAIN,
        _S.RETURNED: Tone.WARN,
        _S.REJECTED: Tone.DIM,
        _S.WITHDRAWN: Tone.DIM,
        _S.ON_NOTICE: Tone.WARN,
        _S.ESTABLISHED: Tone.GOOD,
        _S.ACTIVE: Tone.GOOD,
        _S.SUSPENDED: Tone.BAD,
        _S.CLOSING: Tone.WARN,
        _S.CLOSED: Tone.GOOD,
        _S.CANCELLED: Tone.DIM,
    }
)
"""One tone for each state of a project."""

ORDER: Final = MappingProxyType({state: at for at, state in enumerate(_S)})
"""States in the order of a project's life."""
