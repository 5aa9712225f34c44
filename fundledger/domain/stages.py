"""Which stage of a case an action belongs to, by the tables of moves."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Final

from fundledger.domain.actions import Action
from fundledger.domain.claims import CLAIM_MOVES, RECOVERY_MOVES
from fundledger.domain.disbursements import DISBURSEMENT_MOVES
from fundledger.domain.inbox import CaseKind
from fundledger.domain.projects import MOVES

_MOVES: Final[Mapping[CaseKind, Mapping[tuple[Any, Action], object]]] = (
    MappingProxyType(
        {
            CaseKind.PROJECT: MOVES,
            CaseKind.DISBURSEMENT: DISBURSEMENT_MOVES,
            CaseKind.CLAIM: CLAIM_MOVES,
            CaseKind.RECOVERY: RECOVERY_MOVES,
        }
    )
)


def is_of_stage(kind: CaseKind, state: str, action: Action) -> bool:
    """Tell whether a case in a state takes an action, or whether no state matters."""
    moves = _MOVES.get(kind, {})
    states = {at for at, of in moves if of is action}
    return not states or state in states
