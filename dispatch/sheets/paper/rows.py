"""What the courier's sheet says of each stop and break, in words."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from dispatch.clock import MINUTE, ceil_minutes
from dispatch.config import Sheets
from dispatch.model import Leg, Pause
from dispatch.sheets.codes import qr_svg
from dispatch.sheets.doors import also, clock, span
from dispatch.sheets.links import stop_link
from dispatch.sheets.marks import TIMELY
from dispatch.sheets.paper.typesetting import printable
from dispatch.sheets.visits import OrderRow, TripRow, VisitRow
from dispatch.words import Words

_BIG_NUMBER: Final = 8
_NOTE_LINE: Final = 40
"""Characters of a note that fit on a line, at the least."""
_LINES: Final = 36
"""Lines that certainly fit on a page below the address of a stop."""


def trip_rows(trip: TripRow, words: Words, sheets: Sheets) -> Iterator[dict[str, Any]]:
    """Give the rows of a trip in order: stops and the breaks between them."""
    for row in trip.visits:
        yield stop_row(row, words, sheets)
        if row.seq in trip.pauses:
            yield break_row(trip.pauses[row.seq], words)


def break_row(pause: Pause, words: Words) -> dict[str, Any]:
    """Word a break."""
    return {
        "kind": "break",
        "text": words("break.from", start=clock(pause.start), end=clock(pause.end)),
        "minutes": words("minutes", minutes=(pause.end - pause.start) // MINUTE),
    }


def stop_row(row: VisitRow, words: Words, sheets: Sheets) -> dict[str, Any]:
    """Word a stop: where, when, for whom, what, and what to mind."""
    visit, window = row.visit, row.stop.window
    pieces, pieces_word = row.goods.counted(words)
    link = stop_link(sheets.qr, row.route.shift.vehicle.kind, row.point)
    return {
        "kind": "stop",
        "number": row.number,
        "eta": clock(visit.start),
        "window": span(window),
        "wait": words("wait", minutes=visit.wait // MINUTE) if visit.wait >= MINUTE else "",
        "flags": _flags(row, words),
        "slack": _slack(row, words),
        "way": words(
            "flight.way" if row.route.shift.vehicle.kind == "drone" else "from.before",
            km=words.km(visit.metres),
            minutes=ceil_minutes(visit.drive_seconds),
        ),
        "via": via(row.leg, words, sheets),
        "street": printable(row.address.street or row.address.line),
        "house": printable(f"{row.address.house_number} {row.address.addition}", _BIG_NUMBER),
        "town": printable(f"{row.address.postcode} {row.address.city}"),
        "doubts": _doubts(row, words),
        "tall": _tall(row.orders),
        "marks": [mark.said(words) for mark in row.marks if mark.sign not in TIMELY],
        "orders": [_order(order, words, alone=len(row.orders) == 1) for order in row.orders],
        "pieces": str(pieces),
        "pieces_word": pieces_word,
        "goods": row.goods.rest(words),
        "link": link,
        "qr": qr_svg(link) if link else "",
        "qr_alt": words("qr.to", stop=row.number),
    }


def via(leg: Leg | None, words: Words, sheets: Sheets) -> str:
    """Name the streets of a way; empty where unknown, or where the store wants none."""
    streets = leg.streets if sheets.directions and leg is not None else ()
    return words("via", streets=", ".join(map(printable, streets))) if streets else ""


def _tall(orders: Sequence[OrderRow]) -> bool:
    """Tell whether a stop may be higher than a page; only such a one is ever broken."""
    return sum(3 + len(row.located.order.notes) // _NOTE_LINE for row in orders) > _LINES


def _flags(row: VisitRow, words: Words) -> list[str]:
    """Say beside the time that it is too late, tight, or an estimate."""
    late = [words("late", minutes=ceil_minutes(row.visit.late))] if row.visit.late else []
    tight = [words("mark.tight")] if row.tight else []
    return [*late, *tight, *([words("mark.time")] if row.estimated else [])]


def _slack(row: VisitRow, words: Words) -> str:
    """Say how much time a tight stop has left, and how likely it is in time; nothing for others."""
    if not row.tight:
        return ""
    left = words("tight.until", time=clock(row.stop.window.latest), minutes=row.slack // MINUTE)
    return left if row.chance is None else f"{left} · {words('chance', percent=row.chance)}"


def _doubts(row: VisitRow, words: Words) -> list[str]:
    """Say how sure the place is, and what was typed where that differs from what was found."""
    said = also(row.others, words)
    if row.doubtful:
        remark = printable(words.place(row.stop.place))
        said.append(words("address.unsure", remark=remark) if remark else words("address.unsure.bare"))
    said += [words("typed.as", address=printable(order.typed)) for order in row.orders if order.typed]
    return list(dict.fromkeys(said))


def _order(row: OrderRow, words: Words, *, alone: bool) -> dict[str, Any]:
    order = row.located.order
    pieces, pieces_word = row.goods.counted(words)
    goods = "" if alone else ", ".join((f"{pieces} {pieces_word}", *row.goods.rest(words)))
    return {
        "receipt": printable(order.receipt_id),
        "name": printable(order.name),
        "phone": printable(order.phone),
        "note": printable(order.notes),
        "goods": goods,
        "marks": [] if alone else [mark.said(words) for mark in row.marks],
    }
