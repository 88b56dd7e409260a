"""Stores of a chain that share couriers: which of them do, and their day planned apart and together."""

import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from dispatch.app.adapters import travel_source
from dispatch.app.files import Setting
from dispatch.day import DayState
from dispatch.errors import ConfigError, DispatchError, InputError
from dispatch.model import PLANNED, PlannedDay, Problem
from dispatch.model.names import own
from dispatch.phrases import did_you_mean
from dispatch.pipeline.sharing import Neighbour, Shared, plan_shared
from dispatch.ports import Progress
from dispatch.zones import load_zones

ANY_VEHICLE: Final = ""
"""In place of the id of a vehicle: all of the store's."""

_BUG: Final = 1

_TERMS: Final = {
    "late_cents_per_hour": "costs.late_per_hour",
    "wait_cents_per_hour": "costs.wait_per_hour",
    "break_on_road_cents": "costs.break_on_road",
    "longest_on_board": "cold.on_board_minutes",
}
"""What must be the same at all stores, by the key that says it."""

LoadsAt = Mapping[str, tuple[str, ...]]
"""Id of a vehicle → names of the stores where its trips may load."""


@dataclass(frozen=True, slots=True)
class Store:
    """Hold a store that shares couriers.

    Parameters
    ----------
    name
        As tables call it.
    planned
        Its day; None if it has no plan.
    setting
        Its configuration; None where that cannot be read.
    may_load_at
        As the list of stores says.
    state
        What its book says of wishes.
    """

    name: str
    planned: PlannedDay | None
    setting: Setting | None
    may_load_at: LoadsAt
    state: DayState = field(default_factory=DayState)


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Name a trip that loads at another store than its vehicle's own.

    Parameters
    ----------
    vehicle, store
        Its id, and the store that it is of.
    trip
        Number, from 1.
    loads_at
        Name of the store where it loads.
    loading
        When, in seconds since midnight.
    stops
        How many it has.
    """

    vehicle: str
    store: str
    trip: int
    loads_at: str
    loading: int
    stops: int


@dataclass(frozen=True, slots=True)
class Together:
    """Hold what stores would save by sharing couriers, or why that is not known.

    Parameters
    ----------
    stores
        Names.
    shared
        The day planned apart and together; None if it could not be.
    error
        Why not.
    bug
        The traceback of a bug that kept it from being known; empty if none did.
    driven
        Whether the plan together is the one that couriers work from.
    stays
        Stores where trips have left or must stay, or a window is held: each goes on with its own day.
    """

    stores: tuple[str, ...]
    shared: Shared | None = None
    error: DispatchError | None = None
    bug: str = ""
    driven: bool = False
    stays: tuple[str, ...] = ()

    @property
    def status(self) -> int:
        """0, or the exit status of what went wrong."""
        if self.bug:
            return _BUG
        return self.error.exit_status if self.error else PLANNED

    @property
    def elsewhere(self) -> Iterator[Elsewhere]:
        """The trips of the plan together that load at another store."""
        for route in self.shared.together.routes if self.shared else ():
            for number, trip in enumerate(route.trips, start=1):
                if trip.depot != route.shift.depot:
                    yield Elsewhere(
                        own(self.stores[route.shift.depot], route.shift.vehicle.id),
                        self.stores[route.shift.depot],
                        number,
                        self.stores[trip.depot],
                        trip.loading_start,
                        len(trip.visits),
                    )


def groups(loads_at: Mapping[str, LoadsAt]) -> list[tuple[str, ...]]:
    """Put stores together that share couriers, through others too; those that share none are in no group."""
    joined = {name: {name} for name in loads_at}
    for name, vehicles in loads_at.items():
        for other in {one for names in vehicles.values() for one in names}:
            both = joined[name] | joined[other]
            for member in both:
                joined[member] = both
    found = [tuple(name for name in loads_at if name in joined[one]) for one in loads_at]
    return [group for group in dict.fromkeys(found) if len(group) > 1]


def known_stores(file: str, store: str, may_load_at: LoadsAt, names: Sequence[str]) -> LoadsAt:
    """Return where vehicles may load besides their own store.

    Raises
    ------
    ConfigError
        If a store is named that is not in the list.
    """
    for name in (one for named in may_load_at.values() for one in named if one not in names):
        raise ConfigError(
            "{file}: {store} may load at '{name}', which is no store of the list{instead}.",
            "Name stores as tables call them; see docs/stores.md.",
            file=file,
            store=store,
            name=name,
            instead=did_you_mean(name, names),
        )
    others = {v: tuple(dict.fromkeys(n for n in named if n != store)) for v, named in may_load_at.items()}
    return {vehicle: named for vehicle, named in others.items() if named}


def share(stores: Sequence[Store], now: Callable[[], datetime], progress: Progress) -> Together:
    """Plan the day of stores apart and together; nothing is published, and no store's plan changes."""
    names = tuple(store.name for store in stores)
    try:
        return Together(names, shared_day(stores, now, progress))
    except DispatchError as error:
        return Together(names, error=error)
    except Exception as error:  # noqa: BLE001 - the stores have their plans, which are to be told
        return Together(names, bug="".join(traceback.format_exception(error)))


def shared_day(stores: Sequence[Store], now: Callable[[], datetime], progress: Progress) -> Shared:
    """Plan the day of stores apart and together.

    Raises
    ------
    DispatchError
        If their days cannot be one problem, or a travel source fails.
    """
    neighbours = [_neighbour(store, now) for store in stores]
    _require_alike(tuple(store.name for store in stores), [one.planned for one in neighbours])
    return plan_shared(neighbours, neighbours[0].config.solver, progress)


def require_own_days(stores: Sequence[Store]) -> None:
    """Refuse stores that could not each go on from a plan made together.

    Raises
    ------
    ConfigError
        If their seeds differ, or one searches with what knows one depot only.
    """
    for store in stores:
        if store.setting and store.setting.config.solver.engine != "search":
            raise ConfigError(
                "OR-Tools' routing library knows one store only, and these share couriers.",
                'Plan with [solver] engine = "search".',
            )
    if len({store.setting.config.solver.seed for store in stores if store.setting}) > 1:
        raise _differing(tuple(store.name for store in stores), "solver.seed")


def _neighbour(store: Store, now: Callable[[], datetime]) -> Neighbour:
    if store.planned is None or store.setting is None:
        raise InputError(
            "{store} has no plan, so its couriers are not shared.",
            "Mend what is said of that store.",
            store=store.name,
        )
    config = store.setting.config
    known = [vehicle.id for vehicle in config.vehicle]
    for name in store.may_load_at:
        if name not in (ANY_VEHICLE, *known):
            raise ConfigError(
                "{store} has no vehicle '{name}'{instead}.",
                "Correct may_load_at in the list of stores.",
                store=store.name,
                name=name,
                instead=did_you_mean(name, known),
            )
    all_of_them = store.may_load_at.get(ANY_VEHICLE, ())
    loads_at = {vehicle: store.may_load_at.get(vehicle, all_of_them) for vehicle in known}
    travel, _ = travel_source(config, now)
    return Neighbour(
        store.name, store.planned, config, load_zones(config.zones), travel, loads_at, store.state
    )


def _require_alike(names: tuple[str, ...], days: Sequence[PlannedDay]) -> None:
    """Refuse stores whose days cannot be one problem."""
    if len({day.day for day in days}) > 1:
        raise InputError(
            "{stores} share couriers and are planned for different days.",
            "Name one day with --date.",
            stores=", ".join(names),
        )
    problems: list[Problem] = [day.problem for day in days]
    for term, key in _TERMS.items():
        if len({getattr(problem, term) for problem in problems}) > 1:
            raise _differing(names, key)


def _differing(names: tuple[str, ...], key: str) -> ConfigError:
    return ConfigError(
        "{stores} share couriers and differ in {key}.",
        "Say the same in the configuration of each.",
        stores=", ".join(names),
        key=key,
    )
