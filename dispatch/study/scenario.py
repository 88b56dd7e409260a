"""What is to be otherwise: scenarios, and the cells that a study is made of."""

from dataclasses import dataclass
from datetime import date

from dispatch.config import Config, Weekday
from dispatch.model import LocatedOrder, Point, TravelProfile
from dispatch.zones import Zone, profiles_on


@dataclass(frozen=True, slots=True)
class Windows:
    """Change the windows that customers are promised.

    Parameters
    ----------
    width
        Seconds to which wider windows are narrowed; which part of a window a customer then chooses is
        drawn. None to leave them as wide as they are.
    later
        Seconds by which they are moved; below zero to earlier.
    """

    width: int | None = None
    later: int = 0

    def __post_init__(self) -> None:
        if self.width is not None and self.width <= 0:
            raise ValueError("a window needs a width")

    @property
    def changed(self) -> bool:
        """Whether anything is otherwise."""
        return self.width is not None or self.later != 0


@dataclass(frozen=True, slots=True)
class Demand:
    """Change what is ordered.

    Parameters
    ----------
    volume
        Orders as a multiple of those of the day.
    weekday
        The weekday whose orders are brought instead; None for the day's own.
    """

    volume: float = 1.0
    weekday: Weekday | None = None

    def __post_init__(self) -> None:
        if not 0 < self.volume <= 100:
            raise ValueError("a volume is above 0 and at most 100")


@dataclass(frozen=True, slots=True)
class Scenario:
    """Name a set of circumstances.

    Parameters
    ----------
    name
        As tables and pages call it.
    config
        The store's configuration under these circumstances.
    windows, demand
        What no key of the configuration says.
    paid_shift
        Whether couriers are paid for their whole shift, driven or not.
    consents
        By kind of vehicle that nobody rides, the share of customers who would let it come.
    curve
        The vehicle that a curve counts; empty for a scenario that is no point of one.
    count
        How many vehicles like it there are.
    """

    name: str
    config: Config
    windows: Windows = Windows()
    demand: Demand = Demand()
    paid_shift: bool = False
    consents: tuple[tuple[str, float], ...] = ()
    curve: str = ""
    count: int = 0


@dataclass(frozen=True, slots=True)
class DayOrders:
    """Hold a day of the archive as far as it can be planned again.

    Parameters
    ----------
    day
        The service day.
    orders
        Those that were found and could be reached, planned or left behind.
    rejected
        Rows that never became orders with a place: they cannot be planned under any circumstances.
    digest
        Of the file they were read from.
    shared
        Whether a courier loaded at another store than his own.
    """

    day: date
    orders: tuple[LocatedOrder, ...]
    rejected: int = 0
    digest: str = ""
    shared: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """Name one plan of a study: day, scenario and seed."""

    day: date
    scenario: str
    seed: int

    def __str__(self) -> str:
        return f"{self.day} / {self.scenario} / {self.seed}"


@dataclass(frozen=True, slots=True)
class CellTask:
    """Hold all that the plan of a cell is made from but the travel.

    Parameters
    ----------
    cell
        Which one.
    scenario
        Its circumstances; ``config.solver`` says how long to search.
    orders
        What is to be brought.
    turned_away
        Orders that the store does not take under these circumstances.
    zones
        Of the configuration, read.
    """

    cell: Cell
    scenario: Scenario
    orders: tuple[LocatedOrder, ...]
    turned_away: int
    zones: tuple[Zone, ...]

    @property
    def profiles(self) -> tuple[TravelProfile, ...]:
        """Ways of travelling of its vehicles on its day."""
        by_vehicle = profiles_on(self.cell.day, self.zones, self.scenario.config.vehicle)
        return tuple(dict.fromkeys(by_vehicle.values()))

    @property
    def points(self) -> tuple[Point, ...]:
        """Its store and its doors, each once."""
        doors = (located.place.point for located in self.orders)
        return tuple(dict.fromkeys((self.scenario.config.store.point, *doors)))
