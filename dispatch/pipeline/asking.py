"""What is answered at the till: each window tried in the day as it stands, and where it fits nowhere, why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from dispatch.building.stops import join_stop
from dispatch.config import Config
from dispatch.day import news
from dispatch.day.promised import renamed
from dispatch.explaining import explain
from dispatch.model import (
    UNREACHABLE,
    Code,
    Issue,
    LocatedOrder,
    Plan,
    Problem,
    RouteSequence,
    Severity,
    Solution,
    Stop,
    TimeWindow,
    Unassigned,
    to_cents,
)
from dispatch.model.facts import count
from dispatch.pipeline.promising import drop_stops
from dispatch.pipeline.solving import find_routes, judge
from dispatch.pipeline.standing import StandingDay, Ways
from dispatch.pipeline.travelling import too_far, way_to
from dispatch.ports import Silent
from dispatch.slots import Found, Offer, PlaceSearch, Slot, cheapest
from dispatch.solving import Budget

ASKED: Final = "?"
"""What the stop is called that is asked for, with a number behind for its window."""


@dataclass(frozen=True, slots=True)
class Question:
    """Ask about a basket at a door.

    Parameters
    ----------
    order
        The basket where it goes, bought at the latest moment at which a promise would be held.
    offers
        The windows.
    taken
        Window → orders that are promised it.
    search_seconds
        How long to look for other plans before windows are refused.
    """

    order: LocatedOrder
    offers: tuple[Offer, ...]
    taken: Mapping[TimeWindow, int]
    search_seconds: float


@dataclass(frozen=True, slots=True)
class Answered:
    """Hold the answer for each window, or why nothing is delivered there."""

    slots: tuple[Slot, ...]
    issues: tuple[Issue, ...] = ()


def ask(day: StandingDay, question: Question) -> Answered:
    """Answer for each window that the store offers.

    Raises
    ------
    ServiceError, ResourceError
        From the travel source.
    """
    free = [offer for offer in question.offers if not _full(offer, question)]
    stops = [
        stop_of(day, question.order, offer.window, f"{ASKED}{number}") for number, offer in enumerate(free)
    ]
    slots = {offer.window: Slot(offer, full=True) for offer in question.offers}
    if not stops:
        return Answered(tuple(slots.values()), _left_out(day))
    measured = day.first_ways(question.order.place.point)
    problem = day.with_doors_beside(stops, measured)
    way = way_to(problem.travel, len(problem.stops))
    limit = day.config.promise.area.road_km
    if limit is not None and limit * 1000 < way < UNREACHABLE:
        return Answered((), (too_far(way, limit),))
    found = _find_places(day, stops, problem, measured)
    refused = sum(stop.id not in found for stop in stops)
    for offer, stop in zip(free, stops, strict=True):
        if stop.id in found:
            slots[offer.window] = _slot(offer, found[stop.id], day)
        else:
            seconds = question.search_seconds / refused
            slots[offer.window] = _Refusing(day, offer, stop).answer(seconds)
    return Answered(cheapest(tuple(slots.values())), _left_out(day))


def _find_places(
    day: StandingDay, stops: Sequence[Stop], problem: Problem, measured: Ways
) -> Mapping[str, Found]:
    """Find the cheapest place of each stop; ways without which that is not sure are measured then."""
    search = PlaceSearch(day.standing, stops)
    found = search.find(problem, measured)
    while search.missing:
        measured = {key: {*places, *search.missing.get(key, ())} for key, places in measured.items()}
        found = search.find(day.with_doors_beside(stops, measured), measured)
    return found


def stop_of(day: StandingDay, order: LocatedOrder, window: TimeWindow, name: str) -> Stop:
    """Make the stop that a basket is, promised a window."""
    named = replace(order.order, receipt_id=name, window=window)
    stop = join_stop((replace(order, order=named),), day.rules)
    price = day.config.costs.break_promise
    return replace(stop, late_until=stop.window.latest, drop_cents=stop.drop_cents + price)


def promise_of(number: str, order: LocatedOrder, slot: Slot, expires: int) -> news.Promise:
    """Write down a window that was taken.

    Parameters
    ----------
    number
        Of the promise.
    order
        The basket where it goes; its receipt and phone, if known, tell the purchase when it comes.
    slot
        The window, and the routes that make room for it.
    expires
        Until when it is held.
    """
    basket, names = order.order, {name for route in slot.routes for trip in route.trips for name in trip}
    (asked,) = (name for name in names if name.startswith(ASKED))
    return news.Promise(
        number=number,
        window=slot.window,
        expires=expires,
        address=order.place.address,
        lat=order.place.lat,
        lon=order.place.lon,
        purchased_at=basket.purchased_at,
        routes=tuple(renamed(route, asked, number) for route in slot.routes),
        receipt=basket.receipt_id if basket.receipt_id != ASKED else "",
        phone=basket.phone,
        crates=basket.crates,
        bags=basket.bags,
        grams=basket.grams,
        chilled_crates=basket.chilled_crates,
        frozen_crates=basket.frozen_crates,
        age_check=basket.age_check,
    )


def _left_out(day: StandingDay) -> tuple[Issue, ...]:
    """Tell of the routes that nothing can be added to: another store would have to agree."""
    if not day.shared:
        return ()
    return (Issue(Code.SHARED_NOT_OFFERED, Severity.INFO, facts=(count("n", day.shared),)),)


def _full(offer: Offer, question: Question) -> bool:
    return offer.limit is not None and question.taken.get(offer.window, 0) >= offer.limit


def _slot(offer: Offer, found: Found, day: StandingDay) -> Slot:
    shift = found.before.shift
    return Slot(
        offer,
        shift.courier,
        shift.vehicle.id,
        found.trip,
        own_trip=found.own_trip,
        start=found.visit.start,
        extra_cents=to_cents(found.extra_ticks),
        work_seconds=found.work_seconds,
        tightness=found.tightness(day.standing.promised),
        routes=(found.fit.sequence,),
    )


class _Refusing:
    """Look for another plan that has room for a stop; where there is none, say why and what would help.

    Parameters
    ----------
    day
        As it stands.
    offer, stop
        The window, and the stop in it, which fits nowhere in the routes as they are.
    """

    def __init__(self, day: StandingDay, offer: Offer, stop: Stop) -> None:
        self._day, self._offer, self._stop = day, offer, stop
        standing = day.standing
        left = {one.id for one in standing.problem.stops} - standing.solution.served()
        self._problem = drop_stops(day.with_doors([stop]), left)

    def answer(self, seconds: float) -> Slot:
        """Answer for the window; the search takes so many seconds at most."""
        why = self._why()
        if why.never or seconds <= 0:
            return Slot(self._offer, why=why)
        found = self._search(self._day.config, seconds)
        return self._other_plan(*found) if found else Slot(self._offer, searched=True, why=why)

    def _why(self) -> Unassigned:
        solution = self._day.standing.solution
        return explain(self._problem, solution, lambda _: solution, judge, for_many=False)[0]

    def _search(self, config: Config, seconds: float) -> tuple[Solution, Plan] | None:
        """Search for a plan with everything that is served now and the new stop, at any price."""
        price = config.costs.break_promise
        dear = (replace(stop, drop_cents=stop.drop_cents + price) for stop in self._problem.stops)
        solver = config.solver
        budget = Budget(seconds, workers=solver.workers, patience=1.0, engine=solver.engine)
        found = find_routes(replace(self._problem, stops=tuple(dear)), budget, solver.seed, Silent())
        plan, violations = judge(self._problem, found)
        return None if violations or plan.unserved else (found, plan)

    def _other_plan(self, found: Solution, plan: Plan) -> Slot:
        standing = self._day.standing
        before, _ = judge(standing.problem, standing.solution)
        route, number = next(
            (route, number)
            for route in plan.routes
            for number, trip in enumerate(route.trips)
            if any(visit.stop == self._stop.id for visit in trip.visits)
        )
        visits = route.trips[number].visits
        extra = sum(one.cost.ticks for one in plan.routes) - sum(one.cost.ticks for one in before.routes)
        return Slot(
            self._offer,
            route.shift.courier,
            route.shift.vehicle.id,
            number + 1,
            own_trip=len(visits) == 1,
            start=next(visit.start for visit in visits if visit.stop == self._stop.id),
            extra_cents=to_cents(extra),
            work_seconds=plan.totals.work_seconds - before.totals.work_seconds,
            searched=True,
            routes=_changed(standing.solution.routes, found.routes, self._problem),
        )


def _changed(
    was: Sequence[RouteSequence], now: Sequence[RouteSequence], problem: Problem
) -> tuple[RouteSequence, ...]:
    """Return the routes that are other than they were; one that is not driven any more has no trips."""
    before, after = ({route.shift: route for route in routes} for routes in (was, now))
    return tuple(
        after.get(shift.id, RouteSequence(shift.id, ()))
        for shift in problem.shifts
        if after.get(shift.id) != before.get(shift.id)
    )
