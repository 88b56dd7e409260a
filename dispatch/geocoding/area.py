"""Tell whether a place lies in the service area."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from dispatch.address_keys import Postcodes, postcode_key
from dispatch.config import Area
from dispatch.geo.globe import metres_between
from dispatch.geo.outlines import covers, read_outline, surface
from dispatch.model import Address, Code, Fact, Issue, Place, Point, Severity
from dispatch.model.facts import metres as metres_fact
from dispatch.model.facts import written

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True, slots=True)
class ServiceArea:
    """Hold the rules of a service area that an address alone decides, ready to check.

    Parameters
    ----------
    postcodes
        Postcodes served; if there are none, every postcode is.
    outline
        (lon, lat) polygon; None for everywhere.
    far_metres
        Longest distance from the store as the crow flies.
    """

    store: Point
    postcodes: Postcodes
    outline: "BaseGeometry | None"
    far_metres: float

    @classmethod
    def of(cls, area: Area, store: Point) -> Self:
        """Prepare the area as configured.

        Raises
        ------
        ConfigError
            If a postcode or the outline cannot be understood.
        """
        postcodes = Postcodes.of(area.postcodes, "promise.area.postcodes")
        outline = surface(read_outline(area.polygon, "promise.area.polygon")) if area.polygon else None
        return cls(store, postcodes, outline, area.far_km * 1000)

    def doubt(self, place: Place) -> Issue | None:
        """Return why a place cannot be served, or None if it can."""
        metres = metres_between(self.store, place.point)
        if metres > self.far_metres:
            return self._far(place, metres)
        outside = self.doubt_postcode(place.address)
        if outside is not None:
            return outside
        if self.outline is not None and not covers(self.outline, place.point):
            return _outside("outline")
        return None

    def doubt_postcode(self, address: Address) -> Issue | None:
        """Return why an address cannot be served by its postcode alone; None if it has none."""
        postcode = postcode_key(address.postcode)
        if postcode and not self.postcodes.covers(postcode):
            return _outside("postcode", (written("postcode", postcode[:4]),))
        return None

    def _far(self, place: Place, metres: float) -> Issue:
        turned = (
            -90 <= place.lon <= 90 and metres_between(self.store, (place.lon, place.lat)) < self.far_metres
        )
        # Nobody cares for the metres of a place that far.
        way = metres_fact("distance", round(metres / 1000) * 1000)
        return Issue(
            Code.FAR_AWAY,
            Severity.ERROR,
            "exchanged" if turned else "far",
            (way,),
            field="lat" if place.source == "given" else "postcode",
        )


def _outside(about: str, facts: tuple[Fact, ...] = ()) -> Issue:
    column = "postcode" if about == "postcode" else ""
    return Issue(Code.OUTSIDE_AREA, Severity.ERROR, about, facts, column)
