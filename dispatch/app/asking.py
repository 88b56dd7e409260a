"""Ask once more what an archived plan was asked, from the till's file or the day's book."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from dispatch.app.adapters import open_geocoder, travel_source
from dispatch.app.day import Asked, corrections_from, take_in
from dispatch.app.desk import DayDesk
from dispatch.app.files import Setting
from dispatch.app.request import PlanOptions, read_till
from dispatch.archive import RunArchive
from dispatch.building.fleet import fleet_of_day
from dispatch.building.problem import make_depot, terms_of
from dispatch.building.stops import join_stop
from dispatch.checking.agreement import Discrepancy, Witness
from dispatch.clock import MINUTE
from dispatch.config import Config, require_delivery
from dispatch.day import Book, Clock, FleetNews, day_state, news, read_book, roster, since_version
from dispatch.day.settling import told_window
from dispatch.model import (
    Address,
    Confidence,
    Place,
    PlannedDay,
    Problem,
    Rejected,
    Stop,
    TimeWindow,
    ToldWindow,
    TravelMatrix,
)
from dispatch.pipeline import Adapters, Request, Road
from dispatch.pipeline.day import problem_of_day
from dispatch.pipeline.problem import DayProblem, stop_rules
from dispatch.pipeline.till import Coming, goods_of, till_of
from dispatch.pipeline.wished import with_wishes_of_till
from dispatch.ports import Geocoder, Located, Silent
from dispatch.words import words
from dispatch.zones import load_zones, profiles_on

_SERVICES: Final = frozenset({"pdok", "nominatim", "cache"})
_SAME_DEGREES: Final = 1.5e-6


@dataclass(frozen=True, slots=True)
class TillAgain:
    """Name the till's files that a plan is held against; with none, the day's book is asked."""

    purchases: Path | None = None
    lines: Path | None = None
    corrections: Path | None = None


@dataclass(frozen=True, slots=True)
class AskedAgain:
    """Hold what comes of asking again.

    Parameters
    ----------
    found
        In what the plan differs.
    receipts
        How many orders were held against their rows.
    elsewhere
        How many are not in the till's file, and were believed of the book.
    unseen
        Places that only a service on the network knows, and were believed.
    travelled
        Whether travel was measured again as well.
    """

    found: tuple[Discrepancy, ...]
    receipts: int
    elsewhere: int
    unseen: int
    travelled: bool


def ask_again(
    folder: Path, day: PlannedDay, setting: Setting, till: TillAgain, now: Callable[[], datetime]
) -> AskedAgain | None:
    """Hold a plan against the till's file, or else against the book of its day; None if there is neither.

    Raises
    ------
    DispatchError
        If the file, the book or the configuration cannot be read.
    """
    archive = RunArchive(folder.parent.parent)
    book = read_book(folder.parent)
    entries = _before(book, day.version)
    desk = DayDesk(day.day, setting, archive, entries, now, writing=False)
    planned = [receipt for stop in day.problem.stops for receipt in stop.receipt_ids]
    witness, elsewhere = Witness.BOOK, 0
    if till.purchases is not None:
        witness = Witness.TILL
        files = read_till(
            PlanOptions(
                purchases=till.purchases, lines=till.lines, corrections=till.corrections, day=day.day
            ),
            setting,
            now,
        )
        corrections = corrections_from(till.corrections, setting) if till.corrections else None
        asked_of_till = Asked("verify", files, corrections=corrections)
        take_in(desk, asked_of_till, day.now)
        alone = DayDesk(day.day, setting, archive, Book(()), now, writing=False)
        take_in(alone, asked_of_till, day.now)
        elsewhere = len(set(planned) - set(alone.state(None).receipts))
    elif not entries.entries:
        return None
    with open_geocoder(_offline(setting), now) as chain:
        places = _Places(chain, day)
        source, _ = travel_source(setting.config, now)
        adapters = Adapters(places, source, Silent(), now)
        road = Road(Silent())
        asked = problem_of_day(
            _request(desk, day), setting.config, load_zones(setting.config.zones), adapters, road
        )
    same = _sources(asked.problem) == _sources(day.problem)
    found = _differences(day, asked, setting.config, same_roads=same)
    waiting = _waiting_for_promises(book, day.version)
    found = [one for one in found if one.what != "problem.stops.release" or one.where not in waiting]
    return AskedAgain(
        tuple(replace(one, against=witness) for one in found),
        len(planned) - elsewhere,
        elsewhere,
        len(places.believed),
        same,
    )


def ask_own_orders(day: PlannedDay, setting: Setting) -> tuple[Discrepancy, ...]:
    """Hold what a plan asks against its own orders and settings, where nothing else is there to ask.

    Shifts are left alone if the day had begun: only the book knows what became of them.
    """
    config = setting.config
    zones = load_zones(config.zones)
    who = roster(day.day, config.courier, config.vehicle, FleetNews(), 0)
    profiles = profiles_on(day.day, zones, config.vehicle)
    fleet = fleet_of_day(day.day, who.couriers, config.vehicle, profiles, config.costs.call_hours)
    rules = stop_rules(require_delivery(config.store, day.day), fleet, config, config.promise, None)
    passed = _found_by_planning(config)
    gone = {stop for shift in day.problem.shifts for trip in shift.fixed for stop in trip.stops}
    told, found = _told_before(day, config), list[Discrepancy]()
    for stop in day.problem.stops:
        if stop.id not in gone:
            own = join_stop(stop.orders, rules)
            forms = (own, replace(own, told=told.of(own)))
            found += _fewest(_stop_differs(stop, one, passed) for one in forms)
    if not day.replaces and day.now is None:
        shifts = {shift.id: shift for shift in fleet.shifts}
        for shift in day.problem.shifts:
            found += _fields_differ("problem.shifts", shift.id, shift, shifts.get(shift.id))
    if day.problem.depot != make_depot(config.store):
        found.append(Discrepancy("problem.depot"))
    for name, value in terms_of(config.costs, config.cold).items():
        if getattr(day.problem, name) not in (value, None):
            found.append(Discrepancy(f"problem.{name}"))
    return tuple(replace(one, against=Witness.SETTINGS) for one in found)


def _sources(problem: Problem) -> dict[str, str]:
    return {matrix.profile: matrix.source for matrix in problem.travel}


def _before(book: Book, version: int) -> Book:
    """Return the book as it stood when a version was made."""
    for place, entry in enumerate(book.entries):
        if isinstance(entry.news, news.VersionMade) and entry.news.version == version:
            return Book(book.entries[:place])
    return book


def _waiting_for_promises(book: Book, version: int) -> frozenset[str]:
    """Return the stops of routes that make room for promises: they may leave later than they could."""
    said = (entry.news for entry in book.entries)
    made = [one for one in said if isinstance(one, news.VersionMade) and one.version == version]
    return frozenset(name for one in made for route in one.reserved for trip in route.trips for name in trip)


def _request(desk: DayDesk, day: PlannedDay) -> Request:
    config = desk.setting.config
    clock = None
    if day.now is not None:
        clock = Clock(day.now, day.now, day.now + round(config.promise.handover_minutes * MINUTE))
    state = desk.state(clock.left if clock else None)
    till = till_of(state, config.intake, Coming(day.day, words(config.store.language)))
    state, _ = with_wishes_of_till(state, till, (courier.name for courier in config.courier))
    return Request(
        day=day.day,
        till=till,
        goods=goods_of(state),
        state=state,
        before=day_state(since_version(desk.book.entries)),
        base=desk.archive.read(day.day, day.replaces) if day.replaces else None,
        clock=clock,
    )


def _offline(setting: Setting) -> Config:
    geocoding = setting.config.geocoding.model_copy(update={"offline": True})
    return setting.config.model_copy(update={"geocoding": geocoding})


class _Places:
    """Find places on this machine; what only a service knows is taken from the plan, and counted."""

    name = "verify"

    def __init__(self, geocoder: Geocoder, day: PlannedDay) -> None:
        self._geocoder = geocoder
        self._known: Mapping[Address, Place] = {
            located.order.address: located.place
            for stop in day.problem.stops
            for located in stop.orders
            if located.place.source in _SERVICES
        }
        self.believed: set[Address] = set()

    def locate(self, address: Address) -> Located:
        """Look an address up."""
        found = self._geocoder.locate(address)
        known = self._known.get(address)
        sure = found.place is not None and found.place.confidence is Confidence.EXACT
        if sure or known is None:
            return found
        self.believed.add(address)
        return Located(known, known.code, "taken" if known.code else "", known.facts)


_WHOLE = (
    "depot",
    "late_cents_per_hour",
    "wait_cents_per_hour",
    "longest_on_board",
    "break_on_road_cents",
)
"""What of a problem is of no stop and no shift; what a plan of an older program did not have is None."""


def _found_by_planning(config: Config) -> frozenset[str]:
    """Return what stands in a stop because of earlier days or of the search, and is not asked by anybody."""
    learned = {"service_seconds"} if config.service.learn else set()
    return frozenset(learned | ({"margin_seconds"} if config.promise.chance is not None else set()))


def _differences(
    day: PlannedDay, asked: DayProblem, config: Config, *, same_roads: bool
) -> list[Discrepancy]:
    """Compare what was asked then with what is asked now, value by value."""
    then, now = day.problem, asked.problem
    found = [
        Discrepancy(f"problem.{name}")
        for name in _WHOLE
        if getattr(then, name) not in (getattr(now, name), None)
    ]
    if set(then.affinities) != set(now.affinities):
        found.append(Discrepancy("problem.affinities"))
    shifts = {shift.id: shift for shift in now.shifts}
    for shift in then.shifts:
        found += _fields_differ("problem.shifts", shift.id, shift, shifts.get(shift.id))
    found += [Discrepancy("problem.shifts", name) for name in shifts.keys() - {s.id for s in then.shifts}]
    passed = _found_by_planning(config)
    found += _stops(then, asked, _told_before(day, config), passed)
    found += _rows(day, asked)
    return found + (list(_roads(then, now)) if same_roads else [])


def _roads(then: Problem, now: Problem) -> Iterator[Discrepancy]:
    """Compare travel and what is closed, where both were measured on the same roads."""
    if set(then.restrictions) != set(now.restrictions):
        yield Discrepancy("problem.restrictions")
    matrices = {matrix.profile: matrix for matrix in now.travel}
    if [stop.id for stop in then.stops] != [stop.id for stop in now.stops]:
        return  # told already: other places
    for matrix in then.travel:
        if _numbers(matrix) != _numbers(matrices[matrix.profile]):
            yield Discrepancy("problem.travel", matrix.profile)


def _numbers(matrix: TravelMatrix) -> tuple[bytes, bytes, bool]:
    return bytes(matrix.flat_seconds), bytes(matrix.flat_metres), matrix.estimated


@dataclass(frozen=True, slots=True)
class _Told:
    """Hold what customers had been told before a plan was made, and what it costs to break that."""

    windows: Mapping[str, TimeWindow]
    cents_per_hour: int

    def of(self, stop: Stop) -> ToldWindow | None:
        """Return what the customers of a stop had been told."""
        return told_window(stop, self.windows, self.cents_per_hour)


def _stops(then: Problem, asked: DayProblem, told: _Told, passed: frozenset[str]) -> list[Discrepancy]:
    """Compare stops; one whose wish was given up stands as it would without.

    What a customer was told may stand in a stop; in a plan of an older program its window then begins there.
    """
    wished = {stop.id: stop for stop in asked.problem.stops}
    bare = {stop.id: stop for stop in asked.bare}
    found: list[Discrepancy] = []
    for stop in then.stops:
        other, plain = wished.get(stop.id), bare.get(stop.id)
        if other is not None and stop.told is None and stop.window in _waited_for(other, told.windows):
            other, plain = (one and replace(one, window=stop.window) for one in (other, plain))
        forms = list(dict.fromkeys((other, plain)))
        forms += [replace(one, told=told.of(one)) for one in forms if one is not None]
        found += _fewest(_stop_differs(stop, one, passed) for one in forms)
    return found + [Discrepancy("problem.stops", name) for name in wished.keys() - {s.id for s in then.stops}]


def _fewest(forms: Iterator[Iterable[Discrepancy]]) -> tuple[Discrepancy, ...]:
    """Return the discrepancies of the form that has the fewest."""
    return min((tuple(one) for one in forms), key=len)


def _told_before(day: PlannedDay, config: Config) -> _Told:
    told = {one.receipt: one.before for one in day.told if one.before is not None}
    return _Told(told, config.costs.break_told_per_hour)


def _waited_for(stop: Stop, told: Mapping[str, TimeWindow]) -> list[TimeWindow]:
    """Return the windows of a stop that begin when a window told before begins."""
    begins = [told[receipt].earliest for receipt in stop.receipt_ids if receipt in told]
    return [TimeWindow(begin, stop.window.latest) for begin in begins if begin in stop.window]


def _stop_differs(stop: Stop, other: Stop | None, passed: frozenset[str]) -> list[Discrepancy]:
    if other is None:
        return [Discrepancy("problem.stops", stop.id)]
    found = _fields_differ("problem.stops", stop.id, stop, other, passed | {"orders", "place"})
    if not _same_place(stop.place, other.place):
        found.append(Discrepancy("problem.stops.place", stop.id))
    orders = {located.order.receipt_id: located for located in other.orders}
    for located in stop.orders:
        twin, name = orders.get(located.order.receipt_id), located.order.receipt_id
        if twin is None:
            found.append(Discrepancy("problem.stops.orders", name))
            continue
        found += _fields_differ("problem.stops.orders.order", name, located.order, twin.order)
        if not _same_place(located.place, twin.place):
            found.append(Discrepancy("problem.stops.orders.place", name))
    if len(orders) != len(stop.orders):
        found.append(Discrepancy("problem.stops.orders", stop.id))
    return found


def _same_place(one: Place, other: Place) -> bool:
    return (
        abs(one.lat - other.lat) < _SAME_DEGREES
        and abs(one.lon - other.lon) < _SAME_DEGREES
        and (one.address, one.confidence, one.code) == (other.address, other.confidence, other.code)
    )


def _rows(day: PlannedDay, asked: DayProblem) -> list[Discrepancy]:
    """Compare the rows that became no stop, and the counts."""
    found = []
    if day.accounts.not_flagged != asked.intake.not_flagged:
        found.append(Discrepancy("accounts.not_flagged"))
    if day.extra_columns != asked.intake.extra_columns:
        found.append(Discrepancy("extra_columns"))
    then, now = ({(r.receipt_id, r.row): r for r in rejected} for rejected in (day.rejected, asked.rejected))
    for key in then.keys() | now.keys():
        one, other = then.get(key), now.get(key)
        if one is None or other is None or _told(one) != _told(other):
            found.append(Discrepancy("rejected", key[0] or str(key[1])))
    return found


def _told(reject: Rejected) -> tuple[object, ...]:
    return reject.cells, tuple(issue.code for issue in reject.issues)


def _fields_differ(
    what: str, where: str, one: Any, other: Any, passed: frozenset[str] = frozenset()
) -> list[Discrepancy]:
    if other is None:
        return [Discrepancy(what, where)]
    return [
        Discrepancy(f"{what}.{part.name}", where)
        for part in fields(one)
        if part.name not in passed and getattr(one, part.name) != getattr(other, part.name)
    ]
