"""Where areas lie: the owner's map of which of them pay for their deliveries."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Final

from dispatch.geo.globe import METRES_PER_DEGREE, shrink
from dispatch.model import PlannedDay, Point
from dispatch.reporting.deliveries import Delivery, area_of
from dispatch.reporting.drawing import GREEN, INK, RED, SOFT, title
from dispatch.reporting.figures import DayFigures
from dispatch.words import Words

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Spots = Mapping[str, Sequence[Point]]
"""Area → a position for each order that was brought there, to a hundredth of a degree."""

_COARSE: Final = 2
"""Decimals of a degree: about a kilometre, so that no position is somebody's door."""

_SMALLEST, _LARGEST = 60.0, 900.0
"""Square points of a circle."""


@dataclass(frozen=True, slots=True)
class Circle:
    """Hold an area as it is drawn.

    Parameters
    ----------
    area
        Its name.
    east, north
        Kilometres from the middle of all areas to that of its orders.
    deliveries
        How many there were.
    cents
        What one of them cost.
    left_cents
        What baskets left in all, below zero if they lost; None where no value is known.
    """

    area: str
    east: float
    north: float
    deliveries: int
    cents: int
    left_cents: int | None


def spots_of(day: PlannedDay) -> Spots:
    """Return where the orders of each area were brought; those without an area nowhere."""
    spots: dict[str, list[Point]] = {}
    stops = {stop.id: stop for stop in day.problem.stops}
    visits = (visit for route in day.plan.routes for trip in route.trips for visit in trip.visits)
    for located in (located for visit in visits for located in stops[visit.stop].orders):
        if area := area_of(located.order):
            lat, lon = located.place.point
            spots.setdefault(area, []).append((round(lat, _COARSE), round(lon, _COARSE)))
    return spots


def together(days: Iterable[Spots]) -> Spots:
    """Put the positions of several days together."""
    spots: dict[str, list[Point]] = {}
    for area, found in ((area, found) for day in days for area, found in day.items()):
        spots.setdefault(area, []).extend(found)
    return spots


def circles(figures: Sequence[DayFigures], spots: Spots) -> list[Circle]:
    """Return the areas whose place is known, those with most deliveries first."""
    middles = {area: (fmean(lat for lat, _ in at), fmean(lon for _, lon in at)) for area, at in spots.items()}
    found: dict[str, list[Delivery]] = {}
    for one in (one for day in figures for one in day.deliveries if one.area in middles):
        found.setdefault(one.area, []).append(one)
    if not found:
        return []
    lat, lon = (fmean(middles[area][axis] for area in found) for axis in (0, 1))
    kilometres = METRES_PER_DEGREE / 1000
    drawn = []
    for area, mine in found.items():
        known = [one.margin_cents - one.cost_cents for one in mine if one.margin_cents is not None]
        drawn.append(
            Circle(
                area,
                (middles[area][1] - lon) * shrink(lat) * kilometres,
                (middles[area][0] - lat) * kilometres,
                len(mine),
                round(fmean(one.cost_cents for one in mine)),
                sum(known) if known else None,
            )
        )
    return sorted(drawn, key=lambda one: (-one.deliveries, one.area))


def draw_areas(axes: "Axes", areas: Sequence[Circle], say: Words) -> None:
    """Draw areas, as large as their deliveries are many: green what leaves something, red what loses."""
    most = max(one.deliveries for one in areas)
    for one in areas:
        known = one.left_cents is not None
        colour = SOFT if one.left_cents is None else RED if one.left_cents < 0 else GREEN
        axes.scatter(
            one.east,
            one.north,
            max(_SMALLEST, _LARGEST * one.deliveries / most),
            colour,
            alpha=0.35,
            edgecolors=colour,
            hatch="///" if known and colour == RED else "",
        )
        told = f"{one.area}\n{say.euro(one.cents)}"
        axes.annotate(
            told, (one.east, one.north), ha="center", va="center", fontsize=6.5, color=INK, parse_math=False
        )
    axes.set_aspect("equal", adjustable="datalim")
    axes.margins(0.25)
    title(axes, say("report.plot.areas"), across=say("report.axis.east"), up=say("report.axis.north"))
