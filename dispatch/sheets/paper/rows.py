"""What the paper says of one trip: its stops, marks, breaks and ways back, in words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from dispatch.clock import MINUTE, ceil_minutes
from dispatch.config import Sheets
from dispatch.model import Confidence, Leg, LocatedOrder, Order, Pause, PlannedDay, Route, Stop, Trip, Visit
from dispatch.sheets.doors import clock, door
from dispatch.sheets.goods import Goods
from dispatch.sheets.paper.links import qr_svg, stop_link
from dispatch.sheets.paper.typesetting import printable
from dispatch.words import Words

HEAVY_GRAMS: Final = 23_000
"""Above this an order, or the mean crate of one, is marked heavy, unless the store says otherwise.

23 kg is the load constant of the NIOSH lifting equation (Waters, Putz-Anderson, Garg and Fine, 1993).
"""

_TO: Final = "\N{EN DASH}"
_BIG_NUMBER: Final = 8
_NOTE_LINE: Final = 40
"""Characters of a note that fit on a line, at the least."""
_LINES: Final = 36
"""Lines that certainly fit on a page below the address of a stop."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """Hold what rows are worded with: the words, the settings, the stops, and the ways between them."""

    day: PlannedDay
    words: Words
    sheets: Sheets
    stops: dict[str, Stop]
    heavy_grams: int
    legs: dict[tuple[str, int], tuple[Leg, ...]]

    @classmethod
    def of(cls, day: PlannedDay, words: Words, sheets: Sheets, heavy_grams: int = HEAVY_GRAMS) -> "Speaker":
        """Make a speaker for a day."""
        stops = {stop.id: stop for stop in day.problem.stops}
        legs = {(shape.route, shape.trip): shape.legs for shape in day.shapes}
        return cls(day, words, sheets, stops, heavy_grams, legs)

    def via(self, route: Route, trip: int, leg: int) -> str:
        """Name the streets of a leg of a trip; empty where unknown, or where the store wants none."""
        legs = self.legs.get((route.name, trip), ())
        streets = legs[leg].streets if self.sheets.directions and leg < len(legs) else ()
        return self.words("via", streets=", ".join(map(printable, streets))) if streets else ""

    def estimated(self, route: Route) -> bool:
        """Tell whether the times of a route are estimates."""
        return self.day.problem.matrix(route.shift.vehicle.profile).estimated


def span(start: int, end: int) -> str:
    """Write two moments as ``14:00-15:00``, with the dash of print."""
    return f"{clock(start)}{_TO}{clock(end)}"


def cold(order: Order) -> bool:
    """Tell whether an order must stay cold."""
    return order.chilled_crates > 0 or order.frozen_crates > 0


def heavy(order: Order, limit: int) -> bool:
    """Tell whether an order, or the mean crate of it, weighs more grams than the limit."""
    return order.grams > limit * max(1, order.crates)


def marks(order: Order, words: Words, heavy_grams: int) -> list[str]:
    """Return the marks of one order, the gravest first."""
    found = []
    if order.age_check:
        found.append(words("mark.age"))
    if order.chilled_crates:
        found.append(words("mark.chilled"))
    if order.frozen_crates:
        found.append(words("mark.frozen"))
    if heavy(order, heavy_grams):
        found.append(words("mark.heavy"))
    if order.floor:
        found.append(words("mark.floor", floor=order.floor))
    return found


def trip_rows(speaker: Speaker, route: Route, number: int, trip: Trip) -> Iterator[dict[str, Any]]:
    """Give the rows of a trip in order: stops and the breaks between them."""
    pauses = {pause.position: pause for pause in route.pauses if pause.trip == number - 1 and pause.position}
    for seq, visit in enumerate(trip.visits, start=1):
        yield stop_row(speaker, route, number, seq, visit)
        if seq in pauses:
            yield break_row(speaker.words, pauses[seq])


def break_row(words: Words, pause: Pause) -> dict[str, Any]:
    """Word a break."""
    return {
        "kind": "break",
        "text": words("break.from", start=clock(pause.start), end=clock(pause.end)),
        "minutes": words("minutes", minutes=(pause.end - pause.start) // MINUTE),
    }


def stop_row(speaker: Speaker, route: Route, trip: int, seq: int, visit: Visit) -> dict[str, Any]:
    """Word a stop: where, when, for whom, what, and what to mind."""
    words, stop = speaker.words, speaker.stops[visit.stop]
    orders = [located.order for located in stop.orders]
    goods = Goods.of(orders)
    kind = route.shift.vehicle.kind
    link = stop_link(speaker.sheets.qr, kind, stop.place.point)
    address = door(stop.orders[0])
    return {
        "kind": "stop",
        "number": str(seq),
        "eta": clock(visit.start),
        "window": span(stop.window.earliest, stop.window.latest),
        "wait": words("wait", minutes=visit.wait // MINUTE) if visit.wait >= MINUTE else "",
        "flags": _flags(speaker, route, visit),
        "way": words("from.before", km=words.km(visit.metres), minutes=ceil_minutes(visit.drive_seconds)),
        "via": speaker.via(route, trip, seq - 1),
        "street": printable(address.street or address.line),
        "house": printable(f"{address.house_number} {address.addition}", _BIG_NUMBER),
        "town": printable(f"{address.postcode} {address.city}"),
        "doubts": _doubts(stop, words),
        "tall": _tall(orders),
        "marks": _marks(stop, speaker),
        "orders": [_order(order, speaker, alone=len(orders) == 1) for order in orders],
        "crates": str(goods.crates),
        "crates_word": words.form("total.crates", goods.crates),
        "goods": goods.rest(words),
        "link": link,
        "qr": qr_svg(link) if link else "",
        "qr_alt": words("qr.to", stop=seq),
    }


def _tall(orders: Sequence[Order]) -> bool:
    """Tell whether a stop may be higher than a page; only such a one is ever broken."""
    lines = sum(3 + len(order.notes) // _NOTE_LINE for order in orders)
    return lines > _LINES


def _flags(speaker: Speaker, route: Route, visit: Visit) -> list[str]:
    """Say beside the time that it is too late, or an estimate."""
    found = []
    if visit.late:
        late = speaker.words("late", minutes=ceil_minutes(visit.late))
        found.append(late)
    if speaker.estimated(route):
        found.append(speaker.words("mark.time"))
    return found


def _marks(stop: Stop, speaker: Speaker) -> list[str]:
    """Join the marks of a stop and all its orders, each once; nothing cold or 18+ goes to neighbours."""
    words, orders = speaker.words, [located.order for located in stop.orders]
    found = [] if stop.place.confidence is Confidence.EXACT else [words("mark.address")]
    found += dict.fromkeys(mark for order in orders for mark in marks(order, words, speaker.heavy_grams))
    if any(order.age_check or cold(order) for order in orders):
        found.append(words("mark.not.neighbour"))
    return found


def _doubts(stop: Stop, words: Words) -> list[str]:
    """Say how sure the place is, and what was typed where that differs from what was found."""
    said = []
    if stop.place.confidence is not Confidence.EXACT:
        remark = printable(stop.place.remark)
        said.append(words("address.unsure", remark=remark) if remark else words("address.unsure.bare"))
    typed = [located.order.address.one_line() for located in stop.orders if typed_differs(located)]
    said += [words("typed.as", address=printable(line)) for line in typed]
    return list(dict.fromkeys(said))


def typed_differs(located: LocatedOrder) -> bool:
    """Tell whether the address on the sheet reads otherwise than the one on the order."""
    typed, found = located.order.address.one_line(), door(located).one_line()
    return bool(typed) and _squeezed(typed) != _squeezed(found)


def _squeezed(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())


def _order(order: Order, speaker: Speaker, *, alone: bool) -> dict[str, Any]:
    words = speaker.words
    return {
        "receipt": printable(order.receipt_id),
        "name": printable(order.name),
        "phone": printable(order.phone),
        "note": printable(order.notes),
        "goods": ""
        if alone
        else ", ".join((words.count("crate", order.crates), *Goods.of([order]).rest(words))),
        "marks": [] if alone else marks(order, words, speaker.heavy_grams),
    }
