"""A role as a scene hands it out."""

from typing import NamedTuple

from fundledger.domain.ids import Login
from fundledger.domain.people import Role, ScopeKind


class NewGrant(NamedTuple):
    """A role to be granted, from the desk's date on."""

    login: Login
    role: Role
    scope_kind: ScopeKind = ScopeKind.DISTRICT
    scope_key: str | None = None
