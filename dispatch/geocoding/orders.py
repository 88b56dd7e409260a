"""Give every order of the day its place, or a reason why it has none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from dispatch.config import Area
from dispatch.geo.globe import metres_between
from dispatch.geocoding.area import ServiceArea
from dispatch.geocoding.doors import Query
from dispatch.geocoding.parsing import parse_address
from dispatch.model import (
    Code,
    Confidence,
    Issue,
    LocatedOrder,
    Order,
    Place,
    Point,
    Rejected,
    Severity,
    Spare,
)
from dispatch.model.facts import metres, term
from dispatch.ports import Geocoder, Located, Progress, Silent, Stage

_FAR_FROM_ADDRESS: Final = 250.0
"""Metres from the door of the address beyond which a position given is doubted."""
_WORTH_SUGGESTING: Final = 0.66
"""Below this, at least the house number would change: no address to take over unseen."""

Cells = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LocatedOrders:
    """Hold what became of the orders: each is located or rejected, in file order.

    Parameters
    ----------
    issues
        Doubts about orders that are located all the same, and failures of sources.
    """

    located: tuple[LocatedOrder, ...]
    rejected: tuple[Rejected, ...]
    issues: tuple[Issue, ...]


def locate_orders(
    orders: Sequence[Order],
    geocoder: Geocoder,
    *,
    store: Point,
    area: Area,
    cells: Mapping[str, Cells] | None = None,
    spares: Sequence[Spare] = (),
    progress: Progress | None = None,
) -> LocatedOrders:
    """Locate orders by their coordinates if they have them, else by their addresses.

    Parameters
    ----------
    store
        (lat, lon), from which distances count.
    area
        The service area; ``road_km`` is not looked at, for it needs travel times.
    cells
        The rows as read, by receipt id, for those that are rejected.
    spares
        Further rows of some receipts: of each receipt the first row that is found counts.

    Raises
    ------
    ConfigError
        If the service area cannot be understood.
    """
    served = ServiceArea.of(area, store)
    progress = progress or Silent()
    progress.begin(Stage.LOCATING, len(orders))
    locating = _Locating(geocoder, served, cells or {})
    for done, order in enumerate(orders, start=1):
        locating.take(order)
        progress.advance(done)
    for spare in spares:
        locating.take_spare(spare)
    progress.end()
    return LocatedOrders(tuple(locating.located.values()), tuple(locating.rejected), tuple(locating.issues))


@dataclass(slots=True)
class _Locating:
    """Sort orders into located and rejected ones."""

    geocoder: Geocoder
    served: ServiceArea
    cells: Mapping[str, Cells]
    located: dict[str, LocatedOrder] = field(default_factory=dict)
    rejected: list[Rejected] = field(default_factory=list)
    issues: list[Issue] = field(default_factory=list)

    def take(self, order: Order, row: Cells | None = None) -> None:
        found = _given(order, self.geocoder) or self.geocoder.locate(order.address)
        self.issues += found.issues
        issue = _refused(found, order, self.served)
        if found.place is None or issue is not None:
            cells = self.cells.get(order.receipt_id, ()) if row is None else row
            self.rejected.append(_reject(order, cells, issue or _issue(found), found))
            return
        self.located[order.receipt_id] = LocatedOrder(order, found.place)
        if found.place.confidence is not Confidence.EXACT:
            self.issues.append(_about(order, _issue(found)))

    def take_spare(self, spare: Spare) -> None:
        """Take a further row of a receipt, unless one before it was found."""
        planned = self.located.get(spare.order.receipt_id)
        if planned is not None:
            self.rejected.append(spare.beaten_by(planned.order.row))
            return
        self.take(spare.order, spare.rejected.cells)
        if spare.order.receipt_id in self.located:
            self.issues += spare.issues


def _refused(found: Located, order: Order, served: ServiceArea) -> Issue | None:
    if found.place is not None:
        return served.doubt(found.place)
    elsewhere = None if _worthy(found) else served.doubt_postcode(parse_address(order.address))
    return elsewhere or _issue(found)


def _given(order: Order, geocoder: Geocoder) -> Located | None:
    """Take the position that the till gives; one far from the address that it also gives is doubted."""
    if order.given_position is None:
        return None
    typed = parse_address(order.address)
    place = Place(*order.given_position, "given", Confidence.EXACT, typed)
    if not Query.of(typed).complete:
        return Located(place)
    door = geocoder.locate(order.address)
    apart = 0.0
    if door.place is not None and door.place.confidence is Confidence.EXACT:
        apart = metres_between(place.point, door.place.point)
    if apart <= _FAR_FROM_ADDRESS:
        return Located(place, issues=door.issues)
    code, facts = Code.POSITION_DIFFERS, (metres("apart", round(apart)),)
    doubted = replace(place, confidence=Confidence.LIKELY, code=code, facts=facts)
    return Located(doubted, code, "taken", facts, issues=door.issues)


def _issue(found: Located) -> Issue:
    """Say what is the matter with an answer that is not exact."""
    code = found.code or Code.ADDRESS_UNSURE
    facts = (term("why", ".".join(filter(None, ("address", code, found.about)))), *found.facts)
    if found.place is None:
        about = "suggested" if _worthy(found) else "not_found"
        return Issue(code, Severity.ERROR, about, facts, _column(code))
    if found.place.confidence is Confidence.APPROXIMATE:
        return Issue(Code.ADDRESS_APPROXIMATE, Severity.WARNING, facts=facts, field=_column(code))
    return Issue(code, Severity.WARNING, "taken", facts, _column(code))


def _column(code: Code) -> str:
    for word, column in (
        ("NUMBER", "house_number"),
        ("ADDITION", "addition"),
        ("POSTCODE", "postcode"),
        ("STREET", "street"),
        ("TOWN", "city"),
    ):
        if code.startswith(word):
            return column
    return "address"


def _reject(order: Order, cells: Cells, issue: Issue, found: Located) -> Rejected:
    return Rejected(
        receipt_id=order.receipt_id,
        row=order.row,
        cells=cells,
        issues=(_about(order, issue),),
        suggestion=found.suggestions[0].address.one_line() if _worthy(found) else "",
    )


def _worthy(found: Located) -> bool:
    """Tell whether nothing was found, and the best suggestion may be taken over."""
    return found.place is None and bool(found.suggestions) and found.suggestions[0].score >= _WORTH_SUGGESTING


def _about(order: Order, issue: Issue) -> Issue:
    return replace(issue, row=order.row or None, receipt_id=order.receipt_id)
