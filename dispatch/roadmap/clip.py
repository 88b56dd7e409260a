"""Cut the piece that is needed out of an OpenStreetMap extract."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from dispatch.errors import InputError
from dispatch.files.source import file_name
from dispatch.roadmap.settings import Box

WAY_KEYS: Final = frozenset(
    {"highway", "route", "railway", "natural", "waterway", "landuse", "leisure", "addr:housenumber"}
)
AREA_KEYS: Final = ("natural", "waterway", "landuse", "leisure", "addr:housenumber")
NODE_KEYS: Final = ("addr:housenumber", "place")

_TICK: Final = 200_000


def clip(source: Path, target: Path, box: Box, tick: Callable[[str], None]) -> int:
    """Write the roads, addresses, water, green and turn rules of a box to a file of its own.

    Ways that touch the box are kept whole, with all their nodes.

    Parameters
    ----------
    source, target
        ``.osm.pbf`` files.
    tick
        Called every so often with a word on the state.

    Returns
    -------
    int
        How many road ways were kept.

    Raises
    ------
    InputError
        If the file is no OpenStreetMap extract.
    """
    import osmium

    everything = osmium.osm.NODE | osmium.osm.WAY | osmium.osm.RELATION
    try:
        wanted = osmium.filter.KeyFilter(*NODE_KEYS)
        wanted.enable_for(osmium.osm.NODE)
        stream = osmium.FileProcessor(source, everything).with_locations().with_filter(wanted)
        chosen = target.with_name(f"chosen-{target.name}")
        tracker = osmium.IdTracker()
        with osmium.SimpleWriter(chosen) as writer:
            roads = _Clipper(box, writer, tracker).run(stream, tick)
        _add_references(source, chosen, target, tracker, tick)
        chosen.unlink()
    except (RuntimeError, UnicodeDecodeError) as error:
        raise InputError(
            "{file} is no OpenStreetMap extract that can be read ({why}).",
            "It should be a .osm.pbf file, complete.",
            file=file_name(source),
            why="?" if isinstance(error, UnicodeDecodeError) else str(error),
        ) from None
    return roads


def _add_references(
    source: Path, chosen: Path, target: Path, tracker: Any, tick: Callable[[str], None]
) -> None:
    """Add to what was chosen what it is made of: the nodes of ways, the ways of areas."""
    import osmium

    tick("reading corners")
    tracker.complete_backward_references(source, relation_depth=0)
    made_of = osmium.FileProcessor(source).with_filter(tracker.id_filter())
    with osmium.SimpleWriter(target) as writer:
        for count, pair in enumerate(osmium.zip_processors(osmium.FileProcessor(chosen), made_of)):
            if count % _TICK == 0:
                tick("writing")
            writer.add(pair[0] or pair[1])


class _Clipper:
    """Decide what is kept; nodes come first in the file, then ways, then relations."""

    def __init__(self, box: Box, writer: Any, tracker: Any) -> None:
        self._box = box
        self._writer = writer
        self._tracker = tracker
        self._roads = 0
        self._inside: set[int] = set()

    def run(self, stream: Any, tick: Callable[[str], None]) -> int:
        for count, thing in enumerate(stream):
            if count % _TICK == 0:
                tick(f"{self._roads} roads")
            if thing.is_node():
                if thing.location.valid() and (thing.lat, thing.lon) in self._box:
                    self._keep(thing)
            elif thing.is_way():
                self._way(thing)
            else:
                self._relation(thing)
        return self._roads

    def _way(self, way: Any) -> None:
        if not self._touches(way):
            return
        self._inside.add(way.id)
        tags = way.tags
        if any(tag.k in WAY_KEYS for tag in tags):
            self._roads += "highway" in tags
            self._keep(way)

    def _keep(self, thing: Any) -> None:
        self._writer.add(thing)
        self._tracker.add_references(thing)

    def _touches(self, way: Any) -> bool:
        nodes = way.nodes
        if not len(nodes):
            return False
        for place in {0, len(nodes) // 2, len(nodes) - 1}:
            location = nodes[place].location
            if location.valid() and (location.lat, location.lon) in self._box:
                return True
        return False

    def _relation(self, relation: Any) -> None:
        tags = relation.tags
        wanted = tags.get("type") == "restriction" or (
            tags.get("type") == "multipolygon" and any(key in tags for key in AREA_KEYS)
        )
        if wanted and any(member.type == "w" and member.ref in self._inside for member in relation.members):
            self._keep(relation)
