"""Ask once more what an archived plan was asked, from the till's file or the day's book."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dispatch import __version__
from dispatch.app.adapters import open_geocoder, travel_source
from dispatch.app.day import Asked, corrections_from, take_in
from dispatch.app.desk import DayDesk
from dispatch.app.differing import (
    SERVICES,
    differences,
    fewest,
    fields_differ,
    found_by_planning,
    stop_differs,
    told_before,
)
from dispatch.app.digest import has_others
from dispatch.app.files import Setting
from dispatch.app.request import PlanOptions, TillFiles, read_till
from dispatch.app.retelling import AskedDay, told_otherwise
from dispatch.app.settings import addresses_are_elsewhere
from dispatch.archive import RunArchive
from dispatch.building.fleet import fleet_of_day
from dispatch.building.parting import own_part
from dispatch.building.problem import make_depot, terms_of
from dispatch.building.stops import join_stop
from dispatch.checking.agreement import Discrepancy, Witness
from dispatch.clock import MINUTE
from dispatch.config import Config, require_delivery
from dispatch.day import Book, Clock, FleetNews, day_state, news, roster, since_version
from dispatch.model import (
    Address,
    Confidence,
    InputFile,
    Issue,
    Place,
    PlannedDay,
    Problem,
)
from dispatch.pipeline import Adapters, Request, Road
from dispatch.pipeline.day import problem_of_day
from dispatch.pipeline.problem import stop_rules
from dispatch.pipeline.till import Coming, goods_of, till_of
from dispatch.pipeline.wished import with_wishes_of_till
from dispatch.ports import Geocoder, Located, Silent, TravelSource
from dispatch.words import words
from dispatch.zones import load_zones, profiles_on


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
    abroad
        Whether the run found its addresses in a list or a map that is not here: all were believed.
    travelled
        Whether travel was measured again as well.
    handed
        What the files are that were handed over.
    book
        Of the day, as it stood when the plan was made.
    """

    found: tuple[Discrepancy, ...]
    receipts: int
    elsewhere: int
    unseen: int
    abroad: bool
    travelled: bool
    handed: tuple[InputFile, ...]
    book: Book


def ask_again(
    folder: Path,
    day: PlannedDay,
    book: Book,
    setting: Setting,
    till: TillAgain,
    now: Callable[[], datetime],
    *,
    sound: bool = True,
) -> AskedAgain | None:
    """Hold a plan against the till's file, or else against the book of its day; None if there is neither.

    Parameters
    ----------
    folder, day
        The run, and what was read from it.
    book
        Of the day, as it stands now.
    sound
        Whether the plan keeps every rule and holds together, so that what follows from it can be told.

    Raises
    ------
    DispatchError
        If the file, an earlier version or the configuration cannot be read.
    """
    archive, before = RunArchive(folder.parent.parent), book.before(day.version)
    desk = DayDesk(day.day, setting, archive, before, now, writing=False)
    planned = [receipt for stop in own_part(day.problem).stops for receipt in stop.receipt_ids]
    files, elsewhere = None, 0
    if till.purchases is not None:
        files, listed = _take_in_again(till, desk, day)
        elsewhere = len(set(planned) - listed)
    elif not before.entries:
        return None
    made = book.made(day.version)
    source, told = travel_source(setting.config, now)
    abroad = addresses_are_elsewhere(setting)
    asked, unseen = _put_together(desk, day, source, told, made, abroad=abroad)
    same = _sources(own_part(asked.problem.problem)) == _sources(own_part(day.problem))
    found = differences(day, asked.problem, setting.config, same_roads=same)
    waiting = _waiting_for_promises(made)
    found = [one for one in found if one.what != "problem.stops.release" or one.where not in waiting]
    if same and sound and day.provenance.program == __version__:
        of_files = None if files is None else (*files.issues, *desk.issues)
        found += told_otherwise(day, replace(asked, of_files=of_files), setting.config, source)
    witness = Witness.BOOK if files is None else Witness.TILL
    return AskedAgain(
        tuple(replace(one, against=witness) for one in found),
        len(planned) - elsewhere,
        elsewhere,
        unseen,
        abroad,
        same,
        files.inputs if files else (),
        before,
    )


def _put_together(
    desk: DayDesk,
    day: PlannedDay,
    source: TravelSource,
    told: Sequence[Issue],
    made: news.VersionMade | None,
    *,
    abroad: bool,
) -> tuple[AskedDay, int]:
    """Put together once more what a plan was asked; return it, and how many places were believed."""
    config = desk.setting.config
    request, wished = _request(desk, day, made)
    road = Road(Silent(), [*told, *wished])
    with open_geocoder(_offline(desk.setting), desk.now) as chain:
        places = _Places(chain, day, abroad=abroad)
        adapters = Adapters(places, source, Silent(), desk.now)
        asked = problem_of_day(request, config, load_zones(config.zones), adapters, road)
    return AskedDay(request, asked, road), len(places.believed)


def _take_in_again(till: TillAgain, desk: DayDesk, day: PlannedDay) -> tuple[TillFiles, frozenset[str]]:
    """Take the till's files in at a desk; return them, and the receipts that they list without any book."""
    options = PlanOptions(
        purchases=till.purchases, lines=till.lines, corrections=till.corrections, day=day.day
    )
    files = read_till(options, desk.setting, desk.now)
    corrections = corrections_from(till.corrections, desk.setting) if till.corrections else None
    alone = DayDesk(day.day, desk.setting, desk.archive, Book(), desk.now, writing=False)
    for one in (desk, alone):
        take_in(one, Asked("verify", files, corrections=corrections), day.now)
    return files, frozenset(alone.state(None).receipts)


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
    passed = found_by_planning(config)
    gone = day.problem.fixed_stops
    told, found = told_before(day, config), list[Discrepancy]()
    for stop in own_part(day.problem).stops:
        if stop.id not in gone:
            own = join_stop(stop.orders, rules).choices
            forms = (*own, *map(told.to, own))
            found += fewest(stop_differs(stop, one, passed) for one in forms)
    if not day.replaces and day.now is None:
        shifts = {shift.id: shift for shift in fleet.shifts}
        for shift in own_part(day.problem).shifts:
            found += fields_differ("problem.shifts", shift.id, shift, shifts.get(shift.id))
    if day.problem.depot != make_depot(config.store):
        found.append(Discrepancy("problem.depot"))
    for name, value in terms_of(config.costs, config.cold).items():
        if getattr(day.problem, name) not in (value, None):
            found.append(Discrepancy(f"problem.{name}"))
    return tuple(replace(one, against=Witness.SETTINGS) for one in found)


def _sources(problem: Problem) -> dict[str, str]:
    return {matrix.profile: matrix.source for matrix in problem.travel}


def _waiting_for_promises(made: news.VersionMade | None) -> frozenset[str]:
    """Return the stops of routes that make room for promises: they may leave later than they could."""
    reserved = made.reserved if made else ()
    return frozenset(name for route in reserved for trip in route.trips for name in trip)


def _request(
    desk: DayDesk, day: PlannedDay, made: news.VersionMade | None
) -> tuple[Request, tuple[Issue, ...]]:
    """Return what was known when a plan was made, and what there is to say of wishes of the till.

    Parameters
    ----------
    made
        What the book says of it; None if it does not.
    """
    moment = made.moment if made else None
    config = desk.setting.config
    clock = None
    if day.now is not None:
        now = day.now if moment is None else moment
        handover, release = config.promise.handover_minutes, config.promise.release_minutes
        ready, released = (now + round(minutes * MINUTE) for minutes in (handover, release))
        clock = Clock(now, day.now, ready, released)
    state = desk.state(clock.left if clock else None)
    till = till_of(state, config.intake, Coming(day.day, words(config.store.language)))
    state, wished = with_wishes_of_till(state, till, (courier.name for courier in config.courier))
    request = Request(
        day=day.day,
        till=till,
        goods=goods_of(state),
        state=state,
        before=day_state(since_version(desk.book.entries)),
        base=desk.archive.read(day.day, day.replaces) if day.replaces else None,
        clock=clock,
        parted=made is not None and has_others(made.digest),
    )
    return request, wished


def _offline(setting: Setting) -> Config:
    geocoding = setting.config.geocoding.model_copy(update={"offline": True})
    return setting.config.model_copy(update={"geocoding": geocoding})


class _Places:
    """Find places on this machine; what only a service knows is taken from the plan, and counted.

    Parameters
    ----------
    abroad
        Whether this machine lacks the list or the map in which the run found addresses: none is found here.
    """

    name = "verify"

    def __init__(self, geocoder: Geocoder, day: PlannedDay, *, abroad: bool) -> None:
        self._geocoder = geocoder
        self._known: Mapping[Address, Place] = {
            located.order.address: located.place
            for stop in day.problem.stops
            for located in stop.orders
            if abroad or located.place.source in SERVICES
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
