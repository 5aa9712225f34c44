"""Where the fund works: subdistricts and communities, each added once."""

from collections.abc import Sequence

from fundledger.commands.deed import deed
from fundledger.commands.finding import demand, demand_new
from fundledger.domain.actions import Action
from fundledger.domain.ids import CommunityKey, SubdistrictKey
from fundledger.queries import places
from fundledger.queries.places import Community, Subdistrict
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.SUBDISTRICT_ADD)
def add_subdistricts(write: Writing, added: Sequence[Subdistrict]) -> None:
    """Add subdistricts 街道 and towns 镇. Raises ExistsError."""
    _lay_subdistricts(write, added)


@deed(Action.SUBDISTRICT_ADD)
def add_subdistrict(write: Writing, *, key: SubdistrictKey, name: str) -> None:
    """Add one subdistrict. Raises ExistsError."""
    _lay_subdistricts(write, [Subdistrict(key, name)])


@deed(Action.COMMUNITY_ADD)
def add_communities(write: Writing, added: Sequence[Community]) -> None:
    """Add communities to their subdistricts. Raises ExistsError, NotFoundError."""
    _lay_communities(write, added)


@deed(Action.COMMUNITY_ADD)
def add_community(
    write: Writing, *, key: CommunityKey, name: str, subdistrict: SubdistrictKey
) -> None:
    """Add one community. Raises ExistsError, NotFoundError."""
    _lay_communities(write, [Community(key, name, subdistrict)])


def _lay_subdistricts(write: Writing, added: Sequence[Subdistrict]) -> None:
    known = [each.key for each in places.subdistricts(write)]
    demand_new("subdistrict", [each.key for each in added], known)
    write.insert_many(t.subdistrict, [each._asdict() for each in added])


def _lay_communities(write: Writing, added: Sequence[Community]) -> None:
    known = [each.key for each in places.communities(write)]
    demand_new("community", [each.key for each in added], known)
    homes = {each.key: each for each in places.subdistricts(write)}
    write.insert_many(
        t.community,
        [
            {
                "key": each.key,
                "name": each.name,
                "subdistrict_key": demand(
                    homes.get(each.subdistrict), "subdistrict", each.subdistrict
                ).key,
            }
            for each in added
        ],
    )
