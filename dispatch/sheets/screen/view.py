"""What plan.html shows, worded and laid out: figures, rows, and bars on a time axis."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dispatch.clock import HOUR, MINUTE, ceil_minutes
from dispatch.model import Issue, Pause, Route
from dispatch.sheets.doors import clock, street_line
from dispatch.sheets.marks import Sign
from dispatch.sheets.sheetday import DoorRow, LeftRow, RouteRow, SheetDay, TripRow, VisitRow
from dispatch.words import Audience, Words, say_reason, say_remedy

COLOURS: Final = 12
"""Colours of routes in ``assets/page.css``; further routes begin anew."""

_DASH: Final = "\N{EN DASH}"


@dataclass(frozen=True, slots=True)
class Axis:
    """Place moments on a time axis of whole hours, in percent of its width."""

    begin: int
    end: int

    @classmethod
    def of(cls, routes: Sequence[Route]) -> "Axis":
        """Make an axis on which all routes fit."""
        begin = min((route.start for route in routes), default=8 * HOUR)
        end = max((route.end for route in routes), default=begin + 8 * HOUR)
        return cls(begin // HOUR * HOUR, max(-(-end // HOUR), begin // HOUR + 2) * HOUR)

    def at(self, moment: int) -> float:
        """Return the position of a moment, on the axis at most."""
        share = (min(max(moment, self.begin), self.end) - self.begin) / (self.end - self.begin)
        return round(100 * share, 3)

    def hours(self) -> list[tuple[float, str]]:
        """Return position and label of every whole hour, of every other one on a long axis."""
        step = HOUR if self.end - self.begin <= 12 * HOUR else 2 * HOUR
        return [(self.at(hour), clock(hour)) for hour in range(self.begin, self.end + 1, step)]


@dataclass(frozen=True, slots=True)
class Bar:
    """Draw one stretch of time: ``x`` and ``width`` in percent of the axis."""

    kind: str
    x: float
    width: float
    title: str
    stop: int | None = None


@dataclass(frozen=True, slots=True)
class StopView:
    """Hold what is shown of one stop, in words; ``route`` is -1 for one that is not planned."""

    index: int
    point: tuple[float, float]
    window: str
    window_seconds: int
    address: str
    town: str
    name: str
    phone: str
    crates: int
    bags: int
    weight: str
    grams: int
    marks: tuple[str, ...]
    notes: str
    receipts: str
    place: str
    route: int = -1
    route_name: str = ""
    trip: int = 0
    seq: int = 0
    number: str = ""
    eta: str = ""
    eta_seconds: int = 0
    wait: str = ""
    late: str = ""
    cold: str = ""
    way: str = ""
    never: bool = False
    code: str = ""
    reason: str = ""
    remedy: str = ""

    @property
    def label(self) -> str:
        """Name the stop as the sheets do, or by its receipts where it is not planned."""
        return f"{self.route_name} {self.number}" if self.route >= 0 else self.receipts


@dataclass(frozen=True, slots=True)
class TripView:
    """Hold the figures of one trip, in words."""

    number: int
    depart: str
    back: str
    stops: int
    crates: int
    weight: str
    distance: str
    drive: str
    service: str
    wait: str
    pause: str
    cost: str


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line of the timeline stop by stop; a break has no stop."""

    stop: StopView | None
    text: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class RouteView:
    """Hold what is shown of one route."""

    index: int
    name: str
    courier: str
    vehicle: str
    kind: str
    span: str
    label: str
    stops: str
    distance: str
    cost: str
    trips: tuple[TripView, ...]
    bars: tuple[Bar, ...]
    lines: tuple[Line, ...]

    @property
    def who(self) -> str:
        """The courier, or the vehicle where no person may be named."""
        return self.courier or self.vehicle

    @property
    def colour(self) -> int:
        """The number of its colour."""
        return self.index % COLOURS


@dataclass(frozen=True, slots=True)
class IssueView:
    """Hold what is shown of one issue, in words."""

    code: str
    severity: str
    field: str
    receipt_id: str
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class RejectedView:
    """Hold what is shown of one rejected row."""

    receipt_id: str
    row: int
    issues: tuple[IssueView, ...]
    suggestion: str


class PageView:
    """Word a planned day for the screen.

    Parameters
    ----------
    day
        What is shown.
    words
        The language.
    personal
        Whether names, phones, addresses, notes and exact places may be shown.
    """

    def __init__(self, day: SheetDay, words: Words, *, personal: bool) -> None:
        self.day = day
        self.words = words
        self.personal = personal
        self.audience = Audience.DISPATCHER if personal else Audience.PUBLIC
        self.axis = Axis.of(day.planned.plan.routes)
        numbers = {row.route.name: index for index, row in enumerate(day.routes)}
        self.stops = [self._stop(index, numbers[row.route.name], row) for index, row in enumerate(day.visits)]
        first = len(self.stops)
        self.left = [self._left(first + index, row) for index, row in enumerate(day.left)]
        self.routes = [self._route(index, row) for index, row in enumerate(day.routes)]

    def minutes(self, seconds: int) -> str:
        """Write a span of time as minutes, rounded up; nothing for none."""
        return self.words("minutes", minutes=ceil_minutes(seconds)) if seconds > 0 else ""

    def nameless(self, text: str) -> str:
        """Name vehicles for couriers in a sentence where no person may be named."""
        if not self.personal:
            for shift in self.day.planned.problem.shifts:
                text = re.sub(rf"\b{re.escape(shift.courier)}\b", shift.vehicle.id, text)
        return text

    def told(self, issues: Iterable[Issue]) -> tuple[IssueView, ...]:
        """Word issues for those who may see this page."""
        audience = Audience.DISPATCHER if self.personal else Audience.PUBLIC
        return tuple(
            IssueView(issue.code, issue.severity, issue.field, issue.receipt_id, said.message, said.hint)
            for issue in issues
            for said in (self.words.issue(issue, audience),)
        )

    def rejected(self) -> tuple[RejectedView, ...]:
        """Word the rows that were rejected."""
        return tuple(
            RejectedView(row.receipt_id, row.row, self.told(row.issues), row.suggestion)
            for row in self.day.planned.rejected
        )

    def marks(self) -> list[str]:
        """Return every mark that occurs, for the filter."""
        return sorted({mark for stop in self.stops for mark in stop.marks})

    def _stop(self, index: int, route: int, row: VisitRow) -> StopView:
        visit = row.visit
        cold = row.goods.cold and not row.route.shift.vehicle.cooled
        return replace(
            self._view(index, row),
            route=route,
            route_name=row.route.name,
            trip=row.trip_number,
            seq=row.seq,
            number=row.number,
            eta=clock(visit.start),
            eta_seconds=visit.start,
            wait=self.minutes(visit.wait) if visit.wait >= MINUTE else "",
            late=self.minutes(visit.late),
            cold=self.minutes(visit.cold_seconds) if cold else "",
            way=f"{self.words.km(visit.metres)}, {self.minutes(visit.drive_seconds) or self.minutes(1)}",
        )

    def _left(self, index: int, row: LeftRow) -> StopView:
        view, why = self._view(index, row), row.why
        if why is None:
            return view
        return replace(
            view,
            never=why.never,
            code=why.cause,
            reason=say_reason(self.words, why, self.audience),
            remedy=say_remedy(self.words, why.remedy, self.audience),
        )

    def _view(self, index: int, row: DoorRow) -> StopView:
        """Word what is known of a stop whether it is planned or not."""
        stop, address, shown = row.stop, row.address, self.personal
        orders = [order.located.order for order in row.orders]
        return StopView(
            index=index,
            point=row.point if shown else (round(stop.place.lat, 3), round(stop.place.lon, 3)),
            window=f"{clock(stop.window.earliest)}{_DASH}{clock(stop.window.latest)}",
            window_seconds=stop.window.earliest,
            address=street_line(address) if shown else "",
            town=f"{address.postcode} {address.city}".strip() if shown else "",
            name=_each(order.name for order in orders) if shown else "",
            phone=_each(order.phone for order in orders) if shown else "",
            crates=row.goods.crates,
            bags=row.goods.bags,
            weight=self.words.kg(row.goods.grams),
            grams=row.goods.grams,
            marks=tuple(mark.said(self.words) for mark in row.marks if mark.sign is not Sign.NOT_NEIGHBOUR),
            notes=_each(order.notes for order in orders) if shown else "",
            receipts=" ".join(stop.receipt_ids),
            place=self._place(row),
        )

    def _place(self, row: DoorRow) -> str:
        place = row.stop.place
        remark = self.words.place(place) if self.personal else ""
        return f"{place.source}: {remark}" if remark else place.source

    def _route(self, index: int, row: RouteRow) -> RouteView:
        words, route = self.words, row.route
        vehicle = route.shift.vehicle
        first = sum(len(before.visits) for before in self.day.routes[:index])
        mine = list(zip(row.visits, self.stops[first:], strict=False))
        span = f"{clock(route.start)}{_DASH}{clock(route.end)}"
        stops = words.count("stop", len(mine))
        label = words(
            "page.lane",
            start=clock(route.start),
            end=clock(route.end),
            trips=words.count("trip", len(route.trips)),
            stops=stops,
        )
        return RouteView(
            index=index,
            name=route.name,
            courier=route.shift.courier if self.personal else "",
            vehicle=vehicle.id,
            kind=words(f"vehicle.{vehicle.kind}"),
            span=span,
            label=label,
            stops=stops,
            distance=words.km(route.metres),
            cost=words.euro(route.cost.cents),
            trips=tuple(map(self._trip, row.trips)),
            bars=tuple(self._bars(route, mine)),
            lines=tuple(self._lines(route, mine)),
        )

    def _trip(self, row: TripRow) -> TripView:
        words, trip = self.words, row.trip
        return TripView(
            number=row.number,
            depart=clock(trip.departure),
            back=clock(trip.arrival),
            stops=len(row.visits),
            crates=row.goods.crates,
            weight=words.kg(row.goods.grams),
            distance=words.km(trip.metres),
            drive=self.minutes(trip.drive_seconds),
            service=self.minutes(row.service_seconds),
            wait=self.minutes(row.wait_seconds) if row.wait_seconds >= MINUTE else "",
            pause=self.minutes(row.pause_seconds),
            cost=words.euro(row.cents),
        )

    def _bars(self, route: Route, mine: list[tuple[VisitRow, StopView]]) -> Iterator[Bar]:
        words = self.words
        for trip in route.trips:
            yield self._bar("loading", trip.loading_start, trip.departure, words("page.legend.loading"))
            yield self._bar("drive", trip.departure, trip.arrival, words("page.legend.drive"))
        for pause in route.pauses:
            yield self._pause(pause)
        for row, stop in mine:
            yield from self._visit(row, stop)

    def _visit(self, row: VisitRow, stop: StopView) -> Iterator[Bar]:
        visit = row.visit
        title = " · ".join(part for part in (stop.label, stop.eta, stop.address or stop.receipts) if part)
        if visit.wait >= MINUTE:
            yield self._bar("wait", visit.arrival, visit.start, self.words("wait", minutes=visit.wait // 60))
        kind = "service late" if visit.late else "service"
        yield self._bar(kind, visit.start, visit.departure, title, stop.index)

    def _lines(self, route: Route, mine: list[tuple[VisitRow, StopView]]) -> Iterator[Line]:
        pauses = {(pause.trip + 1, pause.position): pause for pause in route.pauses}
        for row, stop in mine:
            if row.seq == 1 and (stop.trip, 0) in pauses:
                yield self._pause_line(pauses[stop.trip, 0])
            window = row.stop.window
            band = self._bar("window", window.earliest, window.latest, stop.window)
            yield Line(stop, stop.address or stop.receipts, (band, *self._visit(row, stop)))
            if (stop.trip, row.seq) in pauses:
                yield self._pause_line(pauses[stop.trip, row.seq])

    def _pause_line(self, pause: Pause) -> Line:
        bar = self._pause(pause)
        return Line(None, bar.title, (bar,))

    def _pause(self, pause: Pause) -> Bar:
        title = self.words("break.from", start=clock(pause.start), end=clock(pause.end))
        return self._bar("break", pause.start, pause.end, title)

    def _bar(self, kind: str, start: int, end: int, title: str, stop: int | None = None) -> Bar:
        x = self.axis.at(start)
        return Bar(kind, x, max(0.0, round(self.axis.at(end) - x, 3)), title, stop)


def _each(texts: Iterator[str]) -> str:
    """Join what differs between the orders at one door."""
    return " / ".join(dict.fromkeys(text for text in texts if text))
