"""Sources of funds 资金来源: added, and mended where their terms change."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from fundledger.commands.banks import bank_of
from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.cosigning import Signers, cosigned_if
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require_new
from fundledger.commands.posting import find_terms
from fundledger.domain.actions import Action
from fundledger.domain.ids import ProjectNo, SourceKey
from fundledger.domain.labels import (
    NO_PARTY,
    NO_PURPOSE,
    BankKey,
    Party,
    Percent,
    Purpose,
    SourceName,
)
from fundledger.domain.money import Money, to_fen
from fundledger.domain.sources import (
    AGREED,
    GENERAL,
    GENERAL_NAME,
    Share,
    SourcesNeededError,
    decide_shares,
    decide_terms,
)
from fundledger.queries import sources as queries
from fundledger.store import tables as t
from fundledger.store.writing import Writing


class SourceShare(NamedTuple):
    """A source that pays, and what of it; without an amount, as far as it reaches."""

    source: SourceKey
    amount: Money | None = None


NO_SHARES: Sequence[SourceShare] = ()


@deed(Action.SOURCE_ADD, case=WHOLE_FUND)
def add_source(  # noqa: PLR0913 - each is a term of the source
    write: Writing,
    *,
    key: SourceKey,
    name: SourceName,
    restricted: bool,
    purpose: Purpose = NO_PURPOSE,
    giver: Party = NO_PARTY,
    from_on: date | None = None,
    until_on: date | None = None,
    returnable: bool = False,
    overhead_percent: Percent = 0,
    bank: BankKey | None = None,
) -> None:
    """Add a source of funds: what money is given for, by whom, and until when.

    Whether it is restricted never changes. Raises ExistsError, SourceTermsError,
    NotFoundError for an unknown bank account.
    """
    require_new("source", [key], [each.key for each in queries.sources(write)])
    decide_terms(from_on, until_on)
    write.insert(
        t.funding_source,
        key=key,
        name=name,
        restricted=restricted,
        purpose=purpose,
        giver=giver,
        from_on=from_on,
        until_on=until_on,
        returnable=returnable,
        overhead_percent=overhead_percent,
        bank=None if bank is None else bank_of(write, bank),
    )


@deed(Action.SOURCE_CHANGE, case=WHOLE_FUND)
def change_source(  # noqa: PLR0913 - each is a term of the source
    write: Writing,
    source: SourceKey,
    *,
    name: SourceName | None = None,
    purpose: Purpose | None = None,
    giver: Party | None = None,
    from_on: date | None = None,
    until_on: date | None = None,
    returnable: bool | None = None,
    overhead_percent: Percent | None = None,
) -> None:
    """Mend a source's name, purpose, giver or terms; what is left out stays.

    What was agreed with the giver the approver and the supervisor change; a name alone
    the supervisor. Raises NothingChangedError, SourceTermsError, NotFoundError,
    AloneKindError, CosignedAlreadyError.
    """
    known = find_terms(write, source)
    given: dict[str, Any] = {
        "name": name,
        "purpose": purpose,
        "giver": giver,
        "from_on": from_on,
        "until_on": until_on,
        "returnable": returnable,
        "overhead_percent": overhead_percent,
    }
    changed = {
        key: value
        for key, value in given.items()
        if value is not None and value != getattr(known, key)
    }
    decide_terms(
        changed.get("from_on", known.from_on),
        changed.get("until_on", known.until_on),
        changed=len(changed),
    )

    def change(signed: Signers) -> None:
        del signed
        write.change(t.funding_source, source, **changed)

    two = not AGREED.isdisjoint(changed)
    cosigned_if(write, Action.SOURCE_CHANGE, change, two=two)


def lay_general_source(write: Writing) -> None:
    """Write the unrestricted source that every fund begins with."""
    write.insert(
        t.funding_source,
        key=GENERAL,
        name=GENERAL_NAME,
        restricted=False,
        purpose="",
        giver="",
        returnable=False,
        overhead_percent=0,
    )


def shares_of(
    write: Writing,
    fen: int,
    named: Sequence[SourceShare],
    *,
    on: date,
    otherwise: Sequence[SourceKey] = (),
) -> list[Share]:
    """Divide what is decided between the sources named, in 分.

    Without any, `otherwise` pays, or the only source of the fund. Raises
    SourcesNeededError, NotFoundError, and what `decide_shares` does.
    """
    wanted = list(named) or [SourceShare(key) for key in otherwise]
    if not wanted:
        known = [each.key for each in queries.sources(write)]
        if len(known) > 1:
            raise SourcesNeededError(tuple(known))
        wanted = [SourceShare(key) for key in known]
    return decide_shares(
        fen,
        [
            (
                find_terms(write, each.source).terms,
                None if each.amount is None else to_fen(each.amount),
            )
            for each in wanted
        ],
        free=queries.free(write),
        gaps=queries.gaps(write),
        on=on,
    )


def put_in_order(
    write: Writing, project_no: ProjectNo, named: Sequence[Share], *, first: bool
) -> None:
    """Keep the order in which a project's sources are used up: these first, or last."""
    known, own = queries.order(write, project_no), [each.source for each in named]
    later, sooner = (known, own) if first else (own, known)
    wanted = [*sooner, *(key for key in later if key not in sooner)]
    for place, key in enumerate(wanted, start=1):
        if key not in known:
            write.insert(
                t.project_source, project_no=project_no, source=key, place=place
            )
        elif known.index(key) + 1 != place:
            write.change(t.project_source, (project_no, key), place=place)
