"""Whether a voucher, or a paper attached to it, is ready for a deed on evidence."""

from fundledger.domain.evidence import (
    AttachedFacts,
    EvidenceFacts,
    decide_excuse,
    decide_open,
    decide_withdrawal,
)
from fundledger.domain.readiness import Act, require_reason


def ready_to_attach(facts: EvidenceFacts, _act: Act) -> None:
    """Attach while the voucher's month is open. Raises EvidenceClosedError."""
    decide_open(facts.month, closed=facts.closed)


def ready_to_excuse(facts: EvidenceFacts, act: Act) -> None:
    """Say why something is missing, while it is.

    Raises EvidenceClosedError, NothingMissingError, ReasonNeededError.
    """
    decide_open(facts.month, closed=facts.closed)
    require_reason(act)
    decide_excuse(facts)


def ready_to_withdraw(facts: AttachedFacts, act: Act) -> None:
    """Withdraw what was attached by mistake, for a reason.

    Raises ReasonNeededError, EvidenceWithdrawnError, EvidenceClosedError,
    EvidenceSharedError.
    """
    require_reason(act)
    decide_withdrawal(facts)
