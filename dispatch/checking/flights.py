"""Hold the lines of flights against the areas that are closed to drones: a geometry of its own."""

from collections.abc import Iterator, Sequence

from dispatch.checking.agreement import Discrepancy, Witness
from dispatch.geo.outlines import Polygon, surface
from dispatch.model import PlannedDay


def crossings(day: PlannedDay, closed: Sequence[Polygon]) -> Iterator[Discrepancy]:
    """Yield each trip of a drone whose line, as drawn, touches a closed area.

    Parameters
    ----------
    closed
        Outlines of all that is closed to drones on that day.
    """
    import shapely

    flying = {route.name for route in day.plan.routes if route.shift.vehicle.kind == "drone"}
    if not flying or not closed:
        return
    area = surface(closed)
    for shape in day.shapes:
        lines = [[(lon, lat) for lat, lon in leg.line] for leg in shape.legs if len(leg.line) > 1]
        if shape.route in flying and any(shapely.LineString(line).intersects(area) for line in lines):
            yield Discrepancy("shapes.legs.line", f"{shape.route} {shape.trip}", Witness.SETTINGS)
