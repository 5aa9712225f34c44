"""What cannot be recovered 核销: who bears it, and how it is booked."""

from dataclasses import dataclass
from typing import NamedTuple

from fundledger.domain.ids import SourceKey
from fundledger.domain.posting_rules import PostingRule
from fundledger.domain.sources import RestrictedSourceError, Source
from fundledger.errors import N_, RefusedError


@dataclass(eq=False)
class ConsentNeededError(RefusedError):
    """Restricted money bears a loss with its giver's written consent."""

    source: SourceKey
    code = "consent_needed"
    message = N_("Source {source} is restricted: its giver must agree to bear this.")
    hint = N_("Name the giver's letter, or let an unrestricted source bear it.")


@dataclass(eq=False)
class BearerApartError(RefusedError):
    """Both sign for the same bearer."""

    signed_for: SourceKey
    named: SourceKey
    code = "bearer_apart"
    message = N_("The other signature is for {signed_for} as bearer, not {named}.")
    hint = N_("Name {signed_for}, or let it be signed anew.")


@dataclass(eq=False)
class ConsentApartError(RefusedError):
    """Both sign on the same letter."""

    signed_for: str
    named: str
    code = "consent_apart"
    message = N_("The other signature is on the consent {signed_for}, not {named}.")
    hint = N_("Name the same letter.")


class SignedFor(NamedTuple):
    """Who bears a loss, and by which letter, as one of two has signed."""

    bearer: SourceKey
    consent: str


def decide_bearer(
    own: Source, bearer: Source, *, signed_for: SignedFor | None, consent: str
) -> str:
    """Decide whether a source may bear what is given up of another, by which consent.

    Raises BearerApartError, ConsentApartError, ConsentNeededError,
    RestrictedSourceError.
    """
    first = signed_for or SignedFor(bearer.key, consent)
    if first.bearer != bearer.key:
        raise BearerApartError(first.bearer, bearer.key)
    if bearer.restricted and bearer.key != own.key:
        raise RestrictedSourceError(bearer.key)
    if bearer.restricted and not consent.strip():
        raise ConsentNeededError(bearer.key)
    if bearer.restricted and consent != first.consent:
        raise ConsentApartError(first.consent, consent)
    return first.consent or consent


def write_off_rule(own: Source, bearer: Source) -> PostingRule:
    """Tell how it is booked: the budget stays, or another source fills it up."""
    if own.key == bearer.key:
        return PostingRule.WRITTEN_OFF
    return PostingRule.WRITTEN_OFF_BORNE
