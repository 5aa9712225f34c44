"""Where the fund works: subdistricts and communities, each added once."""

from fundledger.commands.cases import WHOLE_FUND
from fundledger.commands.deed import deed
from fundledger.commands.lookup import require, require_new
from fundledger.domain.actions import Action
from fundledger.domain.ids import CommunityKey, SubdistrictKey
from fundledger.domain.labels import PlaceName
from fundledger.queries import places
from fundledger.store import tables as t
from fundledger.store.writing import Writing


@deed(Action.SUBDISTRICT_ADD, case=WHOLE_FUND)
def add_subdistrict(write: Writing, *, key: SubdistrictKey, name: PlaceName) -> None:
    """Add a subdistrict 街道 or a town 镇. Raises ExistsError."""
    known = [each.key for each in places.subdistricts(write)]
    require_new("subdistrict", [key], known)
    write.insert(t.subdistrict, key=key, name=name)


@deed(Action.COMMUNITY_ADD, case=WHOLE_FUND)
def add_community(
    write: Writing, *, key: CommunityKey, name: PlaceName, subdistrict: SubdistrictKey
) -> None:
    """Add a community to its subdistrict. Raises ExistsError, NotFoundError."""
    require_new("community", [key], [each.key for each in places.communities(write)])
    homes = {each.key: each for each in places.subdistricts(write)}
    home = require(homes.get(subdistrict), "subdistrict", subdistrict)
    write.insert(t.community, key=key, name=name, subdistrict_key=home.key)
