"""The oracle: what deeds said they did, added up on plain dicts, and the identities.

It knows nothing of posting rules, waterfalls or red marks: every deed tells it which
figures moved, of which source of funds. Free budget and its gap are one number here,
free below zero; whatever a voucher moved can be taken back. All amounts are in 分, each
on its account's own side.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Final, NamedTuple

from tests.machine.lots import Lots, Part, taken

Place = tuple[str, int | None, str | None]
"""An account or a figure, the project, and the source: None where it has none."""
Moves = dict[Place, int]
"""What a deed moves, in 分 on each account's own side."""

RESTRICTED: Final = frozenset({"aid", "care"})
"""The sources whose money is for their purpose alone."""

INCOME = ("donations", "grants", "other_income")
COSTS = (
    "programme_cost",
    "admin_cost",
    "fundraising_cost",
    "other_cost",
    "impairment",
)
RESULTS = (*INCOME, *COSTS, "prior_year")
NET = ("net_restricted", "net_unrestricted")
SIGNED = (*RESULTS, *NET)
"""Accounts that may be below zero; `free` may, as it holds the gap too."""
WAITING = ("free", "b_reserved", "b_committed", "b_payment")


class Effect(NamedTuple):
    """What one voucher moved: balances, and figures that only ever add up."""

    fen_of: Mapping[Place, int]
    counts: Mapping[Place, int]
    lots: Mapping[int, Lots] = MappingProxyType({})
    """The advances of a project as they are from then on."""


class Booked(NamedTuple):
    """A voucher's effect, and its date."""

    on: date
    effect: Effect


def control(key: str) -> str:
    """Name the account that a leaf belongs to."""
    return key.partition(".")[0]


def leaf(key: str, source: str) -> str:
    """Name the leaf that the money of a source goes to."""
    return f"{key}.{'' if source in RESTRICTED else 'un'}restricted"


def net(source: str) -> str:
    """Name the net assets of a source."""
    return "net_restricted" if source in RESTRICTED else "net_unrestricted"


class Oracle:
    """Plain dicts of what stands where, and of what was since the beginning."""

    def __init__(self) -> None:
        self.fen_of: Counter[Place] = Counter()
        self.counts: Counter[Place] = Counter()
        self.dated: list[tuple[date, Place, int]] = []
        """Every move of income, cost, adjustments and net assets, by its date."""
        self.released: list[tuple[date, Place, int]] = []
        """Of these, what releases moved."""
        self.in_year: Counter[tuple[int, Place]] = Counter()
        """What came and what was spent in each year, closed or not."""
        self.closed: list[int] = []
        """The years that are closed."""
        self.booked: dict[int, Booked] = {}
        self.order: dict[int, list[str]] = defaultdict(list)
        """The sources of each project, in the order they are used up."""
        self.lots: dict[int, Lots] = defaultdict(Lots)

    def tell(self, voucher_no: int, on: date, effect: Effect) -> None:
        """Add what a voucher moved, and keep it for a correction."""
        self._add(on, effect, 1)
        self.lots.update(effect.lots)
        self.booked[voucher_no] = Booked(on, effect._replace(lots={}))

    def annul(self, voucher_no: int, on: date) -> Booked:
        """Take back on a day what a voucher moved, and give it."""
        booked = self.booked.pop(voucher_no)
        self._add(on, booked.effect, -1)
        return booked

    def _add(self, on: date, effect: Effect, sign: int) -> None:
        for place, fen in effect.counts.items():
            self.counts[place] += sign * fen
        for place, fen in effect.fen_of.items():
            self._move(on, place, sign * fen)
            if control(place[0]) in RESULTS:
                self.counts[f"ever:{place[0]}", None, place[2]] += sign * fen
                self.in_year[on.year, place] += sign * fen

    def _move(self, on: date, place: Place, fen: int) -> None:
        self.fen_of[place] += fen
        if control(place[0]) in SIGNED:
            self.dated.append((on, place, fen))

    def put_in_order(self, no: int, sources: list[str], *, first: bool) -> None:
        """Keep in which order a project uses its sources up."""
        known = self.order[no]
        if first:
            self.order[no] = [
                *sources,
                *(each for each in known if each not in sources),
            ]
        else:
            known += [each for each in sources if each not in known]

    def standing(self, key: str, no: int) -> list[Part]:
        """Tell what of each source a project has on an account, in its order."""
        others = {
            source
            for (name, at, source), fen in self.fen_of.items()
            if (name, at) == (key, no) and fen and source is not None
        }
        named = [*self.order[no], *sorted(others - set(self.order[no]))]
        return [Part(each, self.of(key, no, each)) for each in named]

    def in_order(self, key: str, no: int, fen: int) -> list[Part]:
        """Take an amount from what a project has on an account, in its order."""
        return taken(fen, self.standing(key, no))

    def in_reverse(self, key: str, no: int, fen: int) -> list[Part]:
        """Take an amount back from what a project has, the last source first."""
        return taken(fen, self.standing(key, no)[::-1])

    def of(self, key: str, no: int | None = None, source: str | None = None) -> int:
        """Tell what stands at one place."""
        return self.fen_of[key, no, source]

    def bearers(self, no: int, parts: Iterable[Part]) -> list[Part]:
        """Say whose paid cost is taken back: of those that took it over, theirs."""
        left = {
            source: self.counts["admitted", no, source] - self.of("payable", no, source)
            for source in self.sources()
        }
        own: dict[str, int] = {}
        rest = 0
        for source, fen in parts:
            own[source] = min(fen, max(left[source], 0))
            left[source] -= own[source]
            rest += fen - own[source]
        took = [s for s in self.order[no][::-1] if self.counts["took", no, s]]
        for source, fen in taken(rest, [Part(each, left[each]) for each in took]):
            own[source] = own.get(source, 0) + fen
        return [Part(*each) for each in own.items() if each[1]]

    def whole(self, key: str, no: int | None = None) -> int:
        """Tell what an account holds of all sources, for one project or without."""
        return sum(
            fen for (name, at, _), fen in self.fen_of.items() if (name, at) == (key, no)
        )

    def sum(self, *names: str, source: str | None = None) -> int:
        """Sum accounts with their leaves over projects, of one source or of all."""
        return sum(
            fen
            for (key, _, of), fen in self.fen_of.items()
            if control(key) in names and source in (None, of)
        )

    def count(self, what: str, no: int | None = None, source: str | None = None) -> int:
        """Tell a figure of one project or all, of one source or all."""
        return sum(
            fen
            for (name, at, of), fen in self.counts.items()
            if name == what and no in (None, at) and source in (None, of)
        )

    def sources(self) -> set[str]:
        """List the sources that any money was of."""
        places = (*self.fen_of, *self.counts)
        return {source for _, _, source in places if source is not None}

    def places(self) -> dict[Place, int]:
        """Give balances by account, project and source, as the books keep them."""
        standing: Counter[Place] = Counter()
        for (key, no, source), fen in self.fen_of.items():
            name = ("b_free" if fen > 0 else "b_uncovered") if key == "free" else key
            standing[name, no, source] += abs(fen) if key == "free" else fen
        return {place: fen for place, fen in standing.items() if fen}

    def accounts(self) -> dict[tuple[str, str | None], int]:
        """Give balances by account and source, as the books keep them."""
        sums: Counter[tuple[str, str | None]] = Counter()
        for (key, _, source), fen in self.places().items():
            sums[key, source] += fen
        return {place: fen for place, fen in sums.items() if fen}

    def worth(self, source: str) -> int:
        """Tell what a source is worth: net assets, and what will be carried to them."""
        own = self.sum(*NET, *INCOME, "prior_year", source=source)
        return own - self.sum(*COSTS, source=source)

    def overdrawn(self) -> int:
        """Tell by how much unrestricted money is short in all, at least 0."""
        free = sum(self.of("free", None, s) for s in self.sources() - RESTRICTED)
        return max(-free, 0)

    def release(self, on: date) -> None:
        """Release what restricted sources were spent, up to the end of a day."""
        standing = self._until(on)
        for source in sorted(RESTRICTED):
            for (key, to), fen in self._to_release(source, on, standing).items():
                for place, moved in (
                    ((key, None, source), -fen),
                    ((to, None, source), fen),
                ):
                    self._move(on, place, moved)
                    self.released.append((on, place, moved))

    def _to_release(
        self, source: str, on: date, standing: Mapping[Place, int]
    ) -> dict[tuple[str, str], int]:
        """Tell what is to be released, by where from and where to.

        What was released since the last closed year is counted.
        """
        last = max((year for year in self.closed if year < on.year), default=0)
        earlier: Counter[str] = Counter()
        for day, (key, _, of), fen in self.released:
            if of == source and last < day.year and day <= on:
                earlier[key] -= fen

        def of_accounts(*names: str) -> int:
            return sum(
                fen
                for (key, _, of), fen in standing.items()
                if of == source and control(key) in names
            )

        rest = of_accounts(*COSTS)
        steps: dict[tuple[str, str], int] = {}
        for name in ("net", *INCOME):
            key = "net_restricted" if name == "net" else f"{name}.restricted"
            to = "net_unrestricted" if name == "net" else f"{name}.unrestricted"
            has = standing.get((key, None, source), 0) + earlier[key]
            if name == "net":
                has += of_accounts("prior_year")
            part = min(rest, max(has, 0))
            rest -= part
            if part != earlier[key]:
                steps[key, to] = part - earlier[key]
        return steps

    def _until(self, on: date) -> Counter[Place]:
        standing: Counter[Place] = Counter()
        for day, place, fen in self.dated:
            if day <= on:
                standing[place] += fen
        return standing

    def close_year(self, year: int) -> None:
        """Release; then carry income, cost and adjustments to net assets, by source.

        Cost goes to unrestricted net assets; what is adjusted of a restricted source's
        cost comes back from there.
        """
        on = date(year, 12, 31)
        self.release(on)
        self.closed.append(year)
        for (key, no, source), fen in self._until(on).items():
            if control(key) not in RESULTS or not fen:
                continue
            assert source is not None
            self._move(on, (key, no, source), -fen)
            of_cost = control(key) in COSTS
            stays = control(key) in INCOME and key.endswith(".unrestricted")
            own = "net_unrestricted" if of_cost or stays else net(source)
            self._move(on, (own, None, source), -fen if of_cost else fen)
