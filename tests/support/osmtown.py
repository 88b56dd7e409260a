"""A small town of our own making, as an OpenStreetMap extract.

Places are metres (x to the east, y to the north) from a corner at (52, 5). The map::

     y
    500        E---Bovenweg---+----------+~~~Zonestraat~~~+
               |              |                           |
               Eenrichting    Noordlaan                   Oostlaan
               (one-way up)   |                           |
    200  +-----+------Noordkade-------------+-------------+
         :     |                            :
    ==== : ====|======== the canal ======== : ============
         :     Westbrug                     Oostbrug (cycle path)
      0  +-----+-------Zuidkade-------+-----+-------------+         Eiland
               |              |             |
               Achterweg      Winkelstraat  Trap (steps)
               |              (pedestrian)  |
   -300        +--------Achterweg-----------+
         0    200            500           800          1000    1500-1600

At x = 0 a path with a narrow cycle barrier crosses the canal. ``Eiland`` is connected to nothing.
"""

import math
from datetime import UTC, datetime
from pathlib import Path

import osmium

from dispatch.model import Point, TravelProfile
from dispatch.roadmap.build import build_map
from dispatch.roadmap.settings import MapSettings

LAT, LON = 52.0, 5.0
NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
BIKE, VAN, VAN_OUTSIDE = TravelProfile("bike"), TravelProfile("van"), TravelProfile("van", ("markt",))


def at(x: float, y: float) -> Point:
    """Return the (lat, lon) of a place in the town."""
    return (LAT + y / 111_195.0, LON + x / (111_195.0 * math.cos(math.radians(LAT))))


STREETS = [
    ("Zuidkade", "residential", [(0, 0), (200, 0), (500, 0), (800, 0), (1000, 0)], {}),
    ("Noordkade", "residential", [(0, 200), (200, 200), (500, 200), (800, 200), (1000, 200)], {}),
    ("Westbrug", "residential", [(200, 0), (200, 200)], {"bridge": "yes"}),
    ("Oostbrug", "cycleway", [(800, 0), (800, 200)], {"bridge": "yes"}),
    ("Sluippad", "path", [(0, 0), (0, 100), (0, 200)], {"bicycle": "yes"}),
    ("Eenrichting", "residential", [(200, 200), (200, 500)], {"oneway": "yes", "oneway:bicycle": "no"}),
    ("Noordlaan", "residential", [(500, 200), (500, 500)], {}),
    ("Bovenweg", "residential", [(200, 500), (500, 500), (800, 500)], {}),
    ("Zonestraat", "residential", [(800, 500), (900, 500), (1000, 500)], {}),
    ("Oostlaan", "residential", [(1000, 500), (1000, 200)], {}),
    ("Achterweg", "residential", [(200, 0), (200, -300), (500, -300), (800, -300)], {}),
    ("Winkelstraat", "pedestrian", [(500, 0), (500, -300)], {"bicycle": "yes"}),
    ("Trap", "steps", [(800, 0), (800, -300)], {}),
    ("Eiland", "residential", [(1500, 0), (1600, 0)], {}),
]
NODE_TAGS = {(0, 100): {"barrier": "cycle_barrier", "maxwidth:physical": "0.7"}}
ZONE = ((at(850, 450), at(1050, 450), at(1050, 550), at(850, 550)),)
"""The last node of Zonestraat lies in it, that of Oostlaan does not."""

CANAL = [(0, 60), (1000, 60), (1000, 140), (0, 140)]
ISLET = [(400, 90), (400, 110), (450, 110), (450, 90)]
PARK = [(550, -50), (750, -50), (750, -250), (550, -250)]
HOUSE = [(590, 10), (610, 10), (610, 30), (590, 30)]
COURT = [(690, 10), (730, 10), (730, 50), (690, 50)]
COURTYARD = [(700, 20), (700, 40), (720, 40), (720, 20)]


def address(number: str, street: str, postcode: str = "1234 AB") -> dict[str, str]:
    """Return the tags of an address in town."""
    return {
        "addr:street": street,
        "addr:housenumber": number,
        "addr:postcode": postcode,
        "addr:city": "Proefstad",
    }


ADDRESSES = [
    ((100, 10), address("2", "Zuidkade")),
    ((100, 12), address("2", "Zuidkade")),
    ((300, 10), address("4A-2", "Zuidkade")),
    ((400, 10), address("6;8", "Zuidkade")),
    ((510, -150), address("15 bis", "Winkelstraat", "1234 ZZ")),
    ((1550, 8), address("1", "Eiland")),
    ((900, 510), {"addr:place": "Marktplaats", "addr:housenumber": "9", "addr:city": "Proefstad"}),
]


class _Writer:
    """Number nodes and ways; nodes at one place are one node, unless they carry an address."""

    def __init__(self) -> None:
        self.nodes: dict[tuple[float, float], int] = {}
        self.things: list[object] = []
        self.ways: list[object] = []
        self.relations: list[object] = []

    def node(self, place: tuple[float, float], tags: dict[str, str] | None = None) -> int:
        if tags is None and place in self.nodes:
            return self.nodes[place]
        number = len(self.things) + 1
        lat, lon = at(*place)
        marks = tags if tags is not None else NODE_TAGS.get(place, {})
        self.things.append(osmium.osm.mutable.Node(id=number, location=(lon, lat), tags=marks, version=1))
        if tags is None:
            self.nodes[place] = number
        return number

    def way(self, places: list[tuple[float, float]], tags: dict[str, str]) -> int:
        number = len(self.ways) + 1
        nodes = [self.node(place) for place in places]
        self.ways.append(osmium.osm.mutable.Way(id=number, nodes=nodes, tags=tags, version=1))
        return number

    def area(self, corners: list[tuple[float, float]], tags: dict[str, str]) -> int:
        return self.way([*corners, corners[0]], tags)

    def multipolygon(
        self, outer: list[tuple[float, float]], inner: list[tuple[float, float]], tags: dict[str, str]
    ) -> None:
        members = [("w", self.area(outer, {}), "outer"), ("w", self.area(inner, {}), "inner")]
        number = len(self.relations) + 1
        self.relations.append(
            osmium.osm.mutable.Relation(
                id=number, members=members, tags={"type": "multipolygon", **tags}, version=1
            )
        )


def write_town(path: Path) -> Path:
    """Write the extract of the town."""
    town = _Writer()
    for name, highway, places, tags in STREETS:
        town.way(list(places), {"highway": highway, "name": name, **tags})
    for place, tags in ADDRESSES:
        town.node(place, tags)
    town.node((500, 250), {"place": "town", "name": "Proefstad"})
    town.way([(100, 14), (400, 14)], {"addr:interpolation": "even", "addr:housenumber": "2-8"})
    town.area(HOUSE, {"building": "yes", **address("10", "Zuidkade")})
    town.multipolygon(COURT, COURTYARD, {"building": "yes", **address("12", "Zuidkade")})
    town.multipolygon(CANAL, ISLET, {"natural": "water", "name": "Gracht"})
    town.area(PARK, {"leisure": "park", "name": "Plantsoen"})
    town.way([(0, 100_000), (100, 100_000)], {"highway": "residential", "name": "Far away"})
    path.unlink(missing_ok=True)
    with osmium.SimpleWriter(path) as writer:
        for thing in (*town.things, *town.ways, *town.relations):
            writer.add(thing)
    return path


def town_settings(**changes: object) -> MapSettings:
    """Return the settings of the town's map."""
    values: dict[str, object] = {
        "store": at(0, 0),
        "profiles": (BIKE, VAN, VAN_OUTSIDE),
        "outlines": (("markt", (ZONE,)),),
        "reach_km": 3.0,
        "margin_km": 1.0,
    }
    return MapSettings(**{**values, **changes})  # type: ignore[arg-type]


def build_town(folder: Path) -> Path:
    """Build the town's map; return its folder."""
    extract = write_town(folder / "town.osm.pbf")
    built = build_map(extract, folder / "map", town_settings(), now=NOW)
    assert built.status.folder is not None
    return built.status.folder
