"""Where areas lie: the owner's map of which of them pay for their deliveries."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from dispatch.geo.globe import METRES_PER_DEGREE, shrink
from dispatch.model import PlannedDay, Point
from dispatch.reporting.axes import Area, Axes, Said, Scale, round_step
from dispatch.reporting.deliveries import Delivery, area_of
from dispatch.reporting.drawing import GREEN, INK, RED, SOFT, Drawing, Plot
from dispatch.reporting.figures import DayFigures
from dispatch.reporting.tables import language_of
from dispatch.words import Words

Spots = Mapping[str, Sequence[Point]]
"""Area → a position for each order that was brought there, to a hundredth of a degree."""

_COARSE: Final = 2
"""Decimals of a degree: about a kilometre, so that no position is somebody's door."""

_SMALLEST, _LARGEST = 4.0, 15.0
"""Points from the middle of a circle to its edge."""

_BESIDE, _ABOVE = 22.0, 36.0
"""Points beside and above a map that its words take."""

_CLOSEST: Final = 0.005
"""Kilometres of a point, at least."""

_WIDE, _HIGH = 0.3, 0.16
"""What a name takes, as shares of how far areas lie apart at most."""

_ROOM: Final = 1.5


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


def draw_areas(areas: Sequence[Circle], width: float, height: float, say: Words) -> Plot:
    """Draw areas, as large as their deliveries are many: green what leaves something, red what loses.

    Names stand where there is room, of those that lose first.
    """
    drawing = Drawing(width, height)
    east, north = _alike([one.east for one in areas], [one.north for one in areas], width, height)
    said = Said(say("report.axis.east"), say("report.axis.north"))
    axes = Axes(drawing, Area(0, 0, width, height), east, north, said, language_of(say.language))
    most = max(one.deliveries for one in areas)
    for one in areas:
        colour = SOFT if one.left_cents is None else RED if one.left_cents < 0 else GREEN
        x, y = axes.x(one.east), axes.y(one.north)
        drawing.disc(x, y, max(_SMALLEST, _LARGEST * math.sqrt(one.deliveries / most)), colour)
    for one in _named(areas):
        x, y = axes.x(one.east), axes.y(one.north)
        drawing.text(x, y - 1, one.area, "middle", size=6.5, colour=INK)
        drawing.text(x, y + 6.5, say.euro(one.cents), "middle", size=6.5, colour=INK)
    title = say("report.plot.areas")
    return Plot(title, f"{title}: {', '.join(one.area for one in areas)}", drawing)


def _alike(
    easts: Sequence[float], norths: Sequence[float], width: float, height: float
) -> tuple[Scale, Scale]:
    """Return scales on which a kilometre is as long in both directions, with room for circles around."""
    across, up = width - _BESIDE, height - _ABOVE
    apart = max((max(easts) - min(easts)) / across, (max(norths) - min(norths)) / up, _CLOSEST) * _ROOM
    step = round_step(apart * up / 3)
    east, north = ((max(values) + min(values)) / 2 for values in (easts, norths))
    return (
        Scale(east - apart * across / 2, east + apart * across / 2, step),
        Scale(north - apart * up / 2, north + apart * up / 2, step),
    )


def _named(areas: Sequence[Circle]) -> list[Circle]:
    """Return the areas whose names have room, none over another."""
    span = max(max(at) - min(at) for at in ([one.east for one in areas], [one.north for one in areas])) or 1.0
    named: list[Circle] = []
    for one in sorted(areas, key=lambda one: one.left_cents is None or one.left_cents >= 0):
        if all(
            abs(one.east - other.east) > _WIDE * span or abs(one.north - other.north) > _HIGH * span
            for other in named
        ):
            named.append(one)
    return named
