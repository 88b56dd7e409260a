"""What plan.html shows, worded and laid out: figures, rows, and bars on a time axis."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from dispatch.clock import MINUTE, ceil_minutes
from dispatch.model import Issue, Pause, Route, RunSummary
from dispatch.sheets.afterwards import route_spot
from dispatch.sheets.doors import also, clock, door, span, street_line
from dispatch.sheets.links import Navigator, stop_link
from dispatch.sheets.marks import Sign
from dispatch.sheets.phones import dialled
from dispatch.sheets.screen.values import (
    Axis,
    Bar,
    ChangeView,
    IssueView,
    Line,
    MoveView,
    RejectedView,
    RouteView,
    StopView,
    TripView,
)
from dispatch.sheets.sheetday import SheetDay
from dispatch.sheets.vehicles import vehicle_kind, vehicle_named
from dispatch.sheets.visits import DoorRow, LeftRow, RouteRow, TripRow, VisitRow
from dispatch.words import Audience, Words, say_reason, say_remedy

_DASH: Final = "\N{EN DASH}"


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
    navigator
        What a link to a door opens; none for no links.
    region
        Country that phone numbers without one are of.
    """

    def __init__(
        self,
        day: SheetDay,
        words: Words,
        *,
        personal: bool,
        navigator: Navigator = "google",
        region: str = "NL",
    ) -> None:
        self.day = day
        self.summary = RunSummary.of(day.planned)
        self._navigator = navigator
        self._region = region
        self.words = words
        self.personal = personal
        self.audience = Audience.DISPATCHER if personal else Audience.PUBLIC
        self.axis = Axis.of(day.planned.plan.routes)
        numbers = {row.route.name: index for index, row in enumerate(day.routes)}
        self.stops = [self._stop(index, numbers[row.route.name], row) for index, row in enumerate(day.visits)]
        self._planned = {row.name: stop for row, stop in zip(day.visits, self.stops, strict=True)}
        first = len(self.stops)
        self.left = [self._left(first + index, row) for index, row in enumerate(day.left)]
        self.routes = [self._route(index, row) for index, row in enumerate(day.routes)]

    def minutes(self, seconds: int) -> str:
        """Write a span of time as minutes, rounded up; nothing for none."""
        return self.words("minutes", minutes=ceil_minutes(seconds)) if seconds > 0 else ""

    def told(self, issues: Iterable[Issue]) -> tuple[IssueView, ...]:
        """Word issues for those who may see this page."""
        return tuple(
            IssueView(issue.code, issue.severity, issue.field, issue.receipt_id, said.message, said.hint)
            for issue in issues
            for said in (self.words.issue(issue, self.audience),)
        )

    def rejected(self) -> tuple[RejectedView, ...]:
        """Word the rows that were rejected."""
        return tuple(
            RejectedView(row.receipt_id, row.row, self.told(row.issues), row.suggestion)
            for row in self.day.planned.rejected
        )

    def changes(self) -> tuple[ChangeView, ...]:
        """Word what is new to customers since the version before."""
        return tuple(
            ChangeView(
                told.receipt,
                self.words(f"page.change.{told.tell}"),
                *self._who(told.receipt),
                span(told.before) if told.before else "",
                span(told.window) if told.window else "",
                self._stop_of(told.receipt),
            )
            for told in self.day.changes
        )

    def moves(self) -> tuple[MoveView, ...]:
        """Tell which orders stand elsewhere than in the version before, told to the customer or not."""
        return tuple(
            MoveView(
                move.receipt,
                *self._who(move.receipt),
                route_spot(move.was),
                route_spot(move.now),
                self._stop_of(move.receipt),
            )
            for move in self.day.planned.moved
        )

    def _who(self, receipt: str) -> tuple[str, str]:
        """Write name and address of a receipt's customer for those who may see them."""
        located = self.day.orders.get(receipt)
        if located is None or not self.personal:
            return "", ""
        return located.order.name, street_line(door(located))

    def _stop_of(self, receipt: str) -> StopView | None:
        """Return the planned stop of a receipt; None for none."""
        row = self.day.visit_of.get(receipt)
        return self._planned[row.name] if row else None

    def trips(self) -> list[int]:
        """Return the numbers of trips that occur, for the filter."""
        return sorted({stop.trip for stop in self.stops})

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
            slack=self.words("minutes", minutes=row.slack // MINUTE),
            chance="" if row.chance is None else f"{row.chance}%",
            alarm=_alarm(row),
            navigation=self._navigation(row.route.shift.vehicle.kind, row),
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
        pieces, kind = row.goods.counted(self.words)
        return StopView(
            index=index,
            point=row.point if shown else (round(stop.place.lat, 3), round(stop.place.lon, 3)),
            window=" ".join([span(stop.window), *also(row.others, self.words)]),
            address=street_line(address) if shown else "",
            town=f"{address.postcode} {address.city}".strip() if shown else "",
            name=_each(order.name for order in orders) if shown else "",
            phones=self._phones(order.phone for order in orders) if shown else (),
            navigation=self._navigation("bike", row),
            pieces=pieces,
            content=f"{pieces} {kind}",
            weight=self.words.kg(row.goods.grams),
            grams=row.goods.grams,
            marks=tuple(mark.said(self.words) for mark in row.marks if mark.sign is not Sign.NOT_NEIGHBOUR),
            notes=_each(order.notes for order in orders) if shown else "",
            receipts=" ".join(stop.receipt_ids),
            place=self._place(row),
        )

    def _phones(self, typed: Iterator[str]) -> tuple[tuple[str, str], ...]:
        """Give each phone as typed, and as it is dialled; empty where it is no number."""
        return tuple((phone, dialled(phone, self._region)) for phone in dict.fromkeys(filter(None, typed)))

    def _navigation(self, kind: str, row: DoorRow) -> str:
        return stop_link(self._navigator, kind, row.point) if self.personal else ""

    def _place(self, row: DoorRow) -> str:
        place = row.stop.place
        remark = self.words.place(place) if self.personal else ""
        source = self.words.found(place.source)
        return f"{source}: {remark}" if remark else source

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
            vehicle=vehicle_named(vehicle, words),
            kind=vehicle_kind(vehicle, words),
            span=span,
            label=label,
            stops=stops,
            distance=words.km(route.metres),
            room=self._room(route),
            trips=tuple(map(self._trip, row.trips)),
            bars=tuple(self._bars(route, mine)),
            lines=tuple(self._lines(route, mine)),
        )

    def _room(self, route: Route) -> str:
        """Say how full the fullest trip is, and how much of the shift is left after the last."""
        spare = route.shift.hours.latest - route.end
        full = self.words("page.full", share=route.fullest)
        return " · ".join(
            [full, *([self.words("page.spare", span=self.words.span(spare))] if spare > 0 else [])]
        )

    def _trip(self, row: TripRow) -> TripView:
        words, trip = self.words, row.trip
        return TripView(
            number=row.number,
            depart=clock(trip.departure),
            back=clock(trip.arrival),
            stops=len(row.visits),
            crates=row.goods.crates,
            full=f"{row.fullest}%",
            risk=row.breaks_first.name if row.breaks_first else "",
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
            band = self._bar("window", window.earliest, window.latest)
            # The line says what its bars are of.
            own = (
                replace(bar, title="", stop=None) if bar.stop is not None else bar
                for bar in self._visit(row, stop)
            )
            yield Line(stop, stop.address or stop.receipts, (band, *own))
            if (stop.trip, row.seq) in pauses:
                yield self._pause_line(pauses[stop.trip, row.seq])

    def _pause_line(self, pause: Pause) -> Line:
        bar = self._pause(pause)
        return Line(None, bar.title, (bar,))

    def _pause(self, pause: Pause) -> Bar:
        title = self.words("break.from", start=clock(pause.start), end=clock(pause.end))
        return self._bar("break", pause.start, pause.end, title)

    def _bar(self, kind: str, start: int, end: int, title: str = "", stop: int | None = None) -> Bar:
        x = self.axis.at(start)
        return Bar(kind, x, max(0.0, round(self.axis.at(end) - x, 2)), title, stop)


def _alarm(row: VisitRow) -> int:
    """Return what a stop's pin warns of: 1 late, 2 tight, 3 in doubt, the first of them; 0 for nothing."""
    if row.visit.late:
        return 1
    return 2 if row.tight else 3 if row.doubtful else 0


def _each(texts: Iterator[str]) -> str:
    """Join what differs between the orders at one door."""
    return " / ".join(dict.fromkeys(text for text in texts if text))
