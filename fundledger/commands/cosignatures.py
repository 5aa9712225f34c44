"""What one of two people signed 会签 and the other did not: withdrawn, or returned."""

from fundledger.commands.cases import of_cosignature
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require
from fundledger.domain.actions import Action
from fundledger.domain.cosigning import decide_cosignature_move, ready_cosignature
from fundledger.domain.ids import CosignatureNo
from fundledger.domain.labels import Reason
from fundledger.queries import cosignatures as queries
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.COSIGNATURE_WITHDRAW, case=of_cosignature, ready=ready_cosignature)
def withdraw_cosignature(
    write: Writing, cosignature_no: CosignatureNo, *, reason: Reason
) -> None:
    """Withdraw 撤回 one's own signature before the other signs, for a reason.

    Raises NotFoundError, CosignatureMoveError, OtherSignerError, ReasonNeededError.
    """
    _end(write, cosignature_no, Action.COSIGNATURE_WITHDRAW, reason)


@deed(Action.COSIGNATURE_RETURN, case=of_cosignature, ready=ready_cosignature)
def return_cosignature(
    write: Writing, cosignature_no: CosignatureNo, *, reason: Reason
) -> None:
    """Return 退回 what the other signed instead of signing it too, for a reason.

    Raises NotFoundError, CosignatureMoveError, OtherCosignerError, ReasonNeededError.
    """
    _end(write, cosignature_no, Action.COSIGNATURE_RETURN, reason)


def _end(write: Writing, no: CosignatureNo, action: Action, reason: Reason) -> None:
    row = require(queries.cosignature(write, no), "cosignature", no)
    state = decide_cosignature_move(no, row.state, action)
    write.change(t.cosignature, no, state=state, end_reason=reason)
