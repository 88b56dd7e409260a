"""The routing problem of one day, complete: what every solver, scheduler and checker reads.

``docs/objective.md`` writes the objective and every constraint down in words.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, pairwise

from dispatch.model.causes import Barrier
from dispatch.model.fleet import Depot, Shift
from dispatch.model.orders import LocatedOrder
from dispatch.model.places import Place
from dispatch.model.travel import TravelMatrix
from dispatch.model.values import AN_HOUR, Load, TimeWindow


@dataclass(frozen=True, slots=True)
class ToldWindow:
    """Hold a window within the window of a stop: what its customer was told.

    Parameters
    ----------
    window
        Service begins in it without a price.
    early_cents_per_hour, late_cents_per_hour
        Price of an hour by which service begins before and behind it.
    """

    window: TimeWindow
    early_cents_per_hour: int
    late_cents_per_hour: int

    def __post_init__(self) -> None:
        if min(self.early_cents_per_hour, self.late_cents_per_hour) < 0:
            raise ValueError("a window told has a price below zero")

    def price(self, start: int) -> int:
        """Return what it costs that service begins at a moment, in ticks."""
        early = max(0, self.window.earliest - start) * self.early_cents_per_hour
        late = max(0, start - self.window.latest) * self.late_cents_per_hour
        return (early + late) * AN_HOUR


@dataclass(frozen=True, slots=True)
class Alternative:
    """Hold one of several windows in which a stop may come.

    Parameters
    ----------
    window
        Service begins in it.
    late_until
        Service may begin up to here at the price of lateness.
    """

    window: TimeWindow
    late_until: int

    def __post_init__(self) -> None:
        if self.late_until < self.window.latest:
            raise ValueError("late_until lies before the end of the window")

    @property
    def hours(self) -> TimeWindow:
        """From when on, and until when, service may begin, lateness included."""
        return TimeWindow(self.window.earliest, self.late_until)


@dataclass(frozen=True, slots=True)
class Stop:
    """Hold one door in one window: one or more orders handed over together.

    Parameters
    ----------
    id
        The receipt_id of its first order.
    orders
        At least one.
    place
        Where.
    window
        Service begins in it; of several the one that is taken, as far as a plan does not say otherwise.
    late_until
        Service may begin up to here at the price of lateness; equal to ``window.latest`` where
        the window is hard.
    load
        Of all orders together.
    service_seconds
        Time at the door, from arrival in the window to driving on.
    release
        The trip leaves the store no earlier: everything is bought and packed.
    cold_limit
        Longest time from the start of loading to the start of service in a vehicle without
        cooling, in seconds; None where nothing needs cooling.
    skills
        What the shift must be able to do.
    drop_cents
        Price of leaving it behind today.
    told
        What the customer was told, which lies within ``window`` and its lateness; None if nothing binds.
    margin_seconds
        How long before its end the window is searched and timed to, so that it is kept on a day that goes
        otherwise; no rule: 0 where no chance is asked.
    depot
        Where it is loaded, a number among the depots of the problem; None for the one of whichever shift
        brings it.
    alternatives
        All windows in which it may come, ``window`` among them, in order and apart; empty where that is the
        only one. A plan takes one of them, by its number.
    """

    id: str
    orders: tuple[LocatedOrder, ...]
    place: Place
    window: TimeWindow
    late_until: int
    load: Load
    service_seconds: int
    release: int = 0
    cold_limit: int | None = None
    skills: frozenset[str] = frozenset()
    drop_cents: int = 100_000
    told: ToldWindow | None = None
    margin_seconds: int = 0
    depot: int | None = 0
    alternatives: tuple[Alternative, ...] = ()

    def __post_init__(self) -> None:
        if not self.orders:
            raise ValueError(f"stop {self.id} has no order")
        if self.late_until < self.window.latest:
            raise ValueError(f"stop {self.id}: late_until lies before the end of the window")
        if self.service_seconds < 0 or self.drop_cents < 0:
            raise ValueError(f"stop {self.id}: negative service time or price")
        if self.margin_seconds < 0:
            raise ValueError(f"stop {self.id}: negative margin")
        if self.told and not (
            self.window.earliest <= self.told.window.earliest and self.told.window.latest <= self.late_until
        ):
            raise ValueError(f"stop {self.id}: the window told lies outside its own")
        if self.alternatives:
            self._refuse_alternatives()

    def _refuse_alternatives(self) -> None:
        """Refuse windows that are not several, apart and in order, or of which the one taken is none."""
        if self.told:
            raise ValueError(f"stop {self.id}: who was told a window comes in no other")
        pairs = pairwise(one.window for one in self.alternatives)
        if len(self.alternatives) < 2 or not all(a.latest < b.earliest for a, b in pairs):
            raise ValueError(f"stop {self.id}: its windows are not several, apart and in order")
        if self.taken not in self.alternatives:
            raise ValueError(f"stop {self.id}: its window is none of its alternatives")

    @property
    def taken(self) -> Alternative:
        """Its window, with the lateness allowed behind it."""
        return Alternative(self.window, self.late_until)

    @property
    def number(self) -> int | None:
        """The number of its window among the alternatives; None where there is only one."""
        return self.alternatives.index(self.taken) if self.alternatives else None

    @property
    def choices(self) -> tuple["Stop", ...]:
        """The stop in each of the windows in which it may come."""
        if not self.alternatives:
            return (self,)
        return tuple(self.in_window(number) for number in range(len(self.alternatives)))

    @property
    def hours(self) -> TimeWindow:
        """From when on, and until when, service may begin at all, lateness included; gaps are not told."""
        hours = [one.hours for one in self.alternatives or (self.taken,)]
        return TimeWindow(hours[0].earliest, max(one.latest for one in hours))

    def with_each(self, changed: Callable[[Alternative], Alternative]) -> "Stop":
        """Return the stop with each of its windows changed."""
        own, others = changed(self.taken), tuple(map(changed, self.alternatives))
        return replace(self, window=own.window, late_until=own.late_until, alternatives=others)

    def late_by(self, allowed: Callable[[Alternative], int]) -> "Stop":
        """Return the stop with another lateness, in seconds, allowed in each of its windows."""
        return self.with_each(lambda one: Alternative(one.window, one.window.latest + allowed(one)))

    def in_window(self, number: int | None) -> "Stop":
        """Return the stop in one of its windows, by number; as it is for None, or if it has only one.

        Raises
        ------
        ValueError
            If there is no such window.
        """
        if number is None or number == self.number or not self.alternatives:
            return self
        if not 0 <= number < len(self.alternatives):
            raise ValueError(f"stop {self.id} has no window {number}")
        taken = self.alternatives[number]
        return replace(self, window=taken.window, late_until=taken.late_until)

    @property
    def receipt_ids(self) -> tuple[str, ...]:
        """The receipts handed over here, in order."""
        return tuple(located.order.receipt_id for located in self.orders)

    @property
    def guest(self) -> bool:
        """Whether it is another store's than the first: in a store's own day, of one it shares with."""
        return bool(self.depot)


@dataclass(frozen=True, slots=True)
class Restriction:
    """Keep a vehicle from a stop, always or outside a window.

    Parameters
    ----------
    vehicle, stop
        Ids.
    kind
        What bars it.
    by
        For a zone, the id of the rule that has loading hours (empty where it is closed all day); for crates
        on board, the vehicle that has them.
    window
        Service may begin in it only (no lateness beyond its end); None for never.
    """

    vehicle: str
    stop: str
    kind: Barrier
    by: str = ""
    window: TimeWindow | None = None


@dataclass(frozen=True, slots=True)
class Affinity:
    """Price a pair of shift and stop: that this courier comes there costs so much more, or less.

    Parameters
    ----------
    shift, stop
        Ids.
    cents
        Above zero for "rather not", below for "rather".
    """

    shift: str
    stop: str
    cents: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Hold one day's whole routing problem; it checks itself.

    Parameters
    ----------
    day
        The service day.
    depot
        Place 0 of every matrix.
    stops
        ``stops[i]`` is place ``i + 1`` of every matrix.
    shifts
        Each may get one route.
    travel
        One matrix per profile that a vehicle names.
    restrictions
        Pairs of vehicle and stop with limits; at most one a pair.
    late_cents_per_hour
        Price of an hour of lateness at one stop.
    affinities
        Pairs of shift and stop that cost more or less; at most one a pair.
    wait_cents_per_hour
        Price of an hour of waiting on the road, besides the wage.
    longest_on_board
        Longest time from the start of loading to the start of service, in seconds, in any vehicle and for any
        goods; None for no limit.
    break_on_road_cents
        Price of a break on the road with goods still on board.
    unowed_breaks
        Whether a break that is not owed may be taken: in plans of earlier programs it was.
    more_depots
        Further stores that share couriers; ``more_depots[i]`` is depot ``i + 1``, and place
        ``len(stops) + 1 + i`` of every matrix.
    """

    day: date
    depot: Depot
    stops: tuple[Stop, ...]
    shifts: tuple[Shift, ...]
    travel: tuple[TravelMatrix, ...]
    restrictions: tuple[Restriction, ...] = ()
    late_cents_per_hour: int = 0
    affinities: tuple[Affinity, ...] = ()
    wait_cents_per_hour: int = 0
    longest_on_board: int | None = None
    break_on_road_cents: int = 0
    unowed_breaks: bool = True
    more_depots: tuple[Depot, ...] = ()

    def __post_init__(self) -> None:
        _refuse_twins("stop", [stop.id for stop in self.stops])
        _refuse_twins("receipt", [r for stop in self.stops for r in stop.receipt_ids])
        _refuse_twins("shift", [shift.id for shift in self.shifts])
        _refuse_twins("travel profile", [matrix.profile for matrix in self.travel])
        _refuse_twins("restriction", [f"{r.vehicle} / {r.stop}" for r in self.restrictions])
        for matrix in self.travel:
            if matrix.size != len(self.stops) + len(self.depots):
                raise ValueError(
                    f"matrix {matrix.profile!r} has {matrix.size} places for {len(self.stops)} stops"
                )
        profiles = {matrix.profile for matrix in self.travel}
        stops = {stop.id for stop in self.stops}
        for shift in self.shifts:
            if shift.vehicle.profile not in profiles:
                raise ValueError(f"no travel matrix for profile {shift.vehicle.profile!r}")
            for trip in shift.fixed:
                if not stops.issuperset(trip.stops):
                    raise ValueError(f"shift {shift.id} has a fixed stop that does not exist")
        if not stops.issuperset(r.stop for r in self.restrictions):
            raise ValueError("a restriction names a stop that does not exist")
        _refuse_twins("affinity", [f"{a.shift} / {a.stop}" for a in self.affinities])
        if not stops.issuperset(a.stop for a in self.affinities):
            raise ValueError("an affinity names a stop that does not exist")
        _refuse_twins("fixed stop", [s for shift in self.shifts for trip in shift.fixed for s in trip.stops])
        _refuse_shared_vehicles(self.shifts)
        named = {stop.depot or 0 for stop in self.stops}.union(*(shift.depots for shift in self.shifts))
        if not named <= set(range(len(self.depots))):
            raise ValueError("a stop or a shift names a depot that does not exist")

    @property
    def depots(self) -> tuple[Depot, ...]:
        """All stores where trips may load."""
        return (self.depot, *self.more_depots)

    def depot_place(self, depot: int) -> int:
        """Return the place of a depot in the matrices."""
        return len(self.stops) + depot if depot else 0

    @property
    def depot_places(self) -> tuple[int, ...]:
        """The places of all depots in the matrices, the first one's first."""
        return tuple(map(self.depot_place, range(len(self.depots))))

    @property
    def fixed_stops(self) -> frozenset[str]:
        """The stops of trips that have left already or stay as they are."""
        return frozenset(s for shift in self.shifts for trip in shift.fixed for s in trip.stops)

    def receipts(self) -> dict[str, tuple[str, ...]]:
        """Map stop ids to the receipts handed over there."""
        return {stop.id: stop.receipt_ids for stop in self.stops}

    def own_stops(self, served: Collection[str]) -> tuple[Stop, ...]:
        """Return those of the stops served that are no guests."""
        return tuple(stop for stop in self.stops if stop.id in served and not stop.guest)

    def own_receipts(self) -> dict[str, tuple[str, ...]]:
        """Map stop ids to the receipts handed over there, without those of guests."""
        return {stop.id: () if stop.guest else stop.receipt_ids for stop in self.stops}

    def matrix(self, profile: str) -> TravelMatrix:
        """Return the matrix of a profile."""
        return next(matrix for matrix in self.travel if matrix.profile == profile)

    def in_windows(self, taken: Mapping[str, int]) -> "Problem":
        """Return the problem with stops in the windows that are taken, by id and number."""
        if not taken:
            return self
        return replace(self, stops=tuple(stop.in_window(taken.get(stop.id)) for stop in self.stops))

    def index(self) -> dict[str, int]:
        """Map stop ids to places in the matrices."""
        return {stop.id: place for place, stop in enumerate(self.stops, start=1)}


def loaded_at(shift: Shift, stop: Stop) -> int:
    """Return the depot where a shift loads a stop."""
    return shift.depot if stop.depot is None else stop.depot


def _refuse_twins(what: str, ids: list[str]) -> None:
    if len(set(ids)) != len(ids):
        twin = next(i for i in ids if ids.count(i) > 1)
        raise ValueError(f"two of one {what}: {twin!r}")


def _refuse_shared_vehicles(shifts: tuple[Shift, ...]) -> None:
    """Refuse a vehicle that is needed in two shifts at a time."""
    for one, other in combinations(shifts, 2):
        shared = one.vehicle.id == other.vehicle.id
        if shared and max(one.hours.earliest, other.hours.earliest) < min(
            one.hours.latest, other.hours.latest
        ):
            raise ValueError(f"shifts {one.id} and {other.id} need {one.vehicle.id!r} at the same time")
