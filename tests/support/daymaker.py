"""Random days for tests: every feature of a Problem, in any size, from a seeded generator.

``random_problem(random.Random(7), stops=8, shifts=2)`` makes a problem in which each feature (lateness
at a price, releases, cold limits, skills, zones, ranges, breaks, fixed trips …) is present or not by
chance. ``random_solution`` makes any well-formed solution, ``fill`` a feasible one by random insertion.
``with_terms`` adds, each by chance, the terms that few stores use: who likes to come where, windows told,
limits of a trip, paid hours, prices of waiting and of breaks on the road, the longest time on board;
``with_depots`` adds stores, and ``with_hours`` hours of the day in which one gets on slower or faster.
Hypothesis draws problems through ``problems()``, so that a failing seed is shown.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from hypothesis import strategies as st

from dispatch.model import (
    UNREACHABLE,
    Address,
    Affinity,
    Alternative,
    Barrier,
    Break,
    BreakAt,
    Confidence,
    Depot,
    FixedTrip,
    Load,
    LocatedOrder,
    Order,
    Pace,
    Place,
    Problem,
    Restriction,
    RouteSequence,
    Shift,
    Solution,
    Stop,
    TimeWindow,
    ToldWindow,
    TravelMatrix,
    Vehicle,
)
from dispatch.model.pace import WAY

DAY = date(2026, 11, 21)
MINUTE = 60
HOUR = 3600
SKILLS = ("id_check", "lifting", "stairs")


@dataclass(frozen=True)
class Traits:
    """Which features a random problem has."""

    lateness: bool = True
    releases: bool = True
    cold: bool = True
    skills: bool = True
    zones: bool = True
    range_: bool = True
    breaks: bool = True
    fixed: bool = True
    now: bool = True
    gaps: bool = True
    tight: bool = True

    @classmethod
    def draw(cls, rng: random.Random, share: float = 0.5) -> "Traits":
        """Draw each feature with the same chance."""
        return cls(**{name: rng.random() < share for name in cls.__dataclass_fields__})


def located(receipt: str, lat: float = 52.16, lon: float = 4.49, **values: object) -> LocatedOrder:
    """Make an order with a place."""
    address = Address("Breestraat", "1", "", "2311 AA", "Leiden")
    place = Place(lat, lon, "given", Confidence.EXACT, address)
    order = Order(receipt, 2, 9 * HOUR, f"Klant {receipt}", "", address, **values)  # type: ignore[arg-type]
    return LocatedOrder(order, place)


def depot() -> Depot:
    """Make the store."""
    return Depot("Winkel", 52.16, 4.49, Address(line="Breestraat 1, Leiden"))


def make_stop(
    name: str,
    window: tuple[int, int] = (0, 86_400),
    *,
    late: int = 0,
    load: Load | None = None,
    service: int = 120,
    **values: object,
) -> Stop:
    """Make a stop in a line; the rest as in :class:`Stop`."""
    order = located(name)
    times = TimeWindow(*window)
    load = load or Load(1, 5000)
    return Stop(name, (order,), order.place, times, times.latest + late, load, service, **values)  # type: ignore[arg-type]


def make_vehicle(name: str = "bike1", **values: object) -> Vehicle:
    """Make a bike with room for plenty; the rest as in :class:`Vehicle`."""
    usual: dict[str, object] = {
        "kind": "bike",
        "profile": "bike",
        "capacity": Load(100, 1_000_000, 100, 100),
        "loading_seconds": 600,
        "use_cents": 500,
        "cents_per_km": 10,
    }
    return Vehicle(name, **(usual | values))  # type: ignore[arg-type]


def make_shift(name: str = "Sanne", hours: tuple[int, int] = (0, 86_400), **values: object) -> Shift:
    """Make a shift on a bike of its own; the rest as in :class:`Shift`."""
    usual: dict[str, object] = {"vehicle": make_vehicle(f"bike of {name}"), "cents_per_hour": 1800}
    return Shift(name, name, hours=TimeWindow(*hours), **(usual | values))  # type: ignore[arg-type]


def line_matrix(places: int, seconds: int = 600, metres: int = 1000, profile: str = "bike") -> TravelMatrix:
    """Put all places on a line, the depot first, ``seconds`` and ``metres`` between neighbours."""
    rows = [[abs(a - b) for b in range(places)] for a in range(places)]
    return TravelMatrix.of(
        profile,
        [[cell * seconds for cell in row] for row in rows],
        [[cell * metres for cell in row] for row in rows],
        "line",
    )


def make_problem(stops: list[Stop], shifts: list[Shift], **values: object) -> Problem:
    """Make a problem on a line, a cell every 600 s; lateness costs 30 euros an hour."""
    usual: dict[str, object] = {
        "travel": (line_matrix(len(stops) + 1),),
        "late_cents_per_hour": 3000,
        "unowed_breaks": False,
    }
    return Problem(DAY, depot(), tuple(stops), tuple(shifts), **(usual | values))  # type: ignore[arg-type]


def random_problem(
    rng: random.Random, stops: int = 8, shifts: int = 2, traits: Traits | None = None
) -> Problem:
    """Make a random problem; which features it has is drawn as well unless ``traits`` says.

    Lone hours and narrow windows make most small problems feel every constraint.
    """
    traits = traits or Traits.draw(rng)
    profiles = ("bike", "van")
    points = [(rng.uniform(0, 6000), rng.uniform(0, 6000)) for _ in range(stops + 1)]
    points[0] = (3000.0, 3000.0)
    travel = tuple(_matrix(rng, traits, profile, points) for profile in profiles)
    span = TimeWindow(14 * HOUR, 14 * HOUR + rng.choice((3, 5, 8)) * HOUR)
    stop_list = [_stop(rng, traits, f"S{n + 1}", span) for n in range(stops)]
    shift_list = _shifts(rng, traits, shifts, span)
    problem = Problem(
        DAY,
        depot(),
        tuple(stop_list),
        tuple(shift_list),
        travel,
        tuple(_restrictions(rng, stop_list, shift_list, span)) if traits.zones else (),
        rng.choice((0, 600, 3000)) if traits.lateness else 0,
        unowed_breaks=False,
    )
    return _with_fixed(rng, problem) if traits.fixed and stops > 1 else problem


TERMS = ("affinity", "several", "told", "trips", "paid", "waiting", "board", "breaks")
"""What :func:`with_terms` may add."""


def with_terms(rng: random.Random, problem: Problem, *names: str) -> Problem:
    """Add terms to a problem: those named, or else each by chance."""
    drawn = names or tuple(name for name in TERMS if rng.random() < 0.5)
    stops, shifts = problem.stops, problem.shifts
    if "several" in drawn:
        stops = tuple(_several(rng, stop) if rng.random() < 0.6 else stop for stop in stops)
    if "told" in drawn:
        stops = tuple(_told(rng, stop) if rng.random() < 0.6 else stop for stop in stops)
    if "trips" in drawn:
        shifts = _shared(rng, shifts, _trip_limits)
    if "paid" in drawn:
        least = rng.choice((HOUR, 3 * HOUR))
        shifts = tuple(
            replace(s, least_paid_seconds=rng.choice((0, least, s.hours.latest - s.hours.earliest)))
            for s in shifts
        )
    likings = tuple(
        Affinity(shift.id, stop.id, rng.choice((-900, -200, 100, 300, 2000)))
        for shift in shifts
        for stop in stops
        if "affinity" in drawn and rng.random() < 0.4
    )
    return replace(
        problem,
        stops=stops,
        shifts=shifts,
        affinities=likings,
        wait_cents_per_hour=rng.choice((300, 1800)) if "waiting" in drawn else 0,
        longest_on_board=rng.choice((40, 75, 120)) * MINUTE if "board" in drawn else None,
        break_on_road_cents=rng.choice((50, 400)) if "breaks" in drawn else 0,
    )


def with_depots(rng: random.Random, problem: Problem, more: int | None = None) -> Problem:
    """Add stores that some of the stops are of, and where some of the shifts live or may load too."""
    depots = 1 + (rng.choice((1, 1, 2)) if more is None else more)
    stops = tuple(replace(s, depot=rng.choice((None, *range(depots), 0))) for s in problem.stops)
    shifts = []
    for shift in problem.shifts:
        may = tuple(d for d in range(depots) if rng.random() < 0.6)
        shifts.append(replace(shift, depot=rng.choice((0, rng.randrange(depots))), may_load_at=may))
    further = tuple(Depot(f"Winkel {n}", 52.16, 4.49, Address()) for n in range(2, depots + 1))
    travel = tuple(_with_places(rng, matrix, depots - 1) for matrix in problem.travel)
    return replace(problem, stops=stops, shifts=tuple(shifts), travel=travel, more_depots=further)


def with_hours(rng: random.Random, problem: Problem) -> Problem:
    """Let the vehicles get on slower, or faster, in some hours of the day."""
    return replace(problem, travel=tuple(replace(m, pace=random_pace(rng)) for m in problem.travel))


def random_pace(rng: random.Random, first: int = 13 * HOUR, last: int = 22 * HOUR) -> Pace:
    """Make the pace of a day with up to six changes."""
    edges = sorted(rng.sample(range(first, last, 60), rng.randint(1, 6)))
    factors = [rng.choice((0.5, 0.8, 1.0, 1.15, 1.5, 2.0, 5.0)) for _ in edges]
    speeds = (WAY, *(-(-WAY * 1000 // round(factor * 1000)) for factor in factors))
    return Pace((0, *edges), speeds, rng.choice((0, 20, 45)))


def _with_places(rng: random.Random, matrix: TravelMatrix, more: int) -> TravelMatrix:
    """Add places to a matrix, somewhere among the others."""
    old, size = matrix.size, matrix.size + more
    rows: list[list[list[int]]] = []
    for get, most in ((matrix.seconds, 1500), (matrix.metres, 8000)):
        cells = [
            [get(a, b) if max(a, b) < old else rng.randint(60, most) * (a != b) for b in range(size)]
            for a in range(size)
        ]
        rows.append(cells)
    return TravelMatrix.of(matrix.profile, *rows, matrix.source, estimated=matrix.estimated)


def _several(rng: random.Random, stop: Stop) -> Stop:
    """Let a stop come in one or two other windows as well, before or behind its own."""
    if stop.told:
        return stop
    own, beyond = Alternative(stop.window, stop.late_until), stop.late_until - stop.window.latest
    windows, opens = [own], stop.window.earliest - rng.randint(1, 3) * HOUR
    if rng.random() < 0.5:
        before = TimeWindow(opens, min(stop.window.earliest - 1, opens + rng.choice((0, 15, 60)) * MINUTE))
        windows.insert(0, Alternative(before, before.latest + rng.choice((0, beyond))))
    if len(windows) == 1 or rng.random() < 0.4:
        opens = stop.window.latest + rng.choice((1, 20 * MINUTE, HOUR))
        behind = TimeWindow(opens, opens + rng.choice((0, 15, 60)) * MINUTE)
        windows.append(Alternative(behind, behind.latest + rng.choice((0, beyond))))
    return replace(stop, alternatives=tuple(windows))


def _told(rng: random.Random, stop: Stop) -> Stop:
    """Tell a customer some part of the window, with its lateness now and then."""
    if stop.alternatives:
        return stop
    until = rng.choice((stop.window.latest, stop.late_until))
    opens = rng.randint(stop.window.earliest, until)
    window = TimeWindow(opens, min(until, opens + rng.choice((0, 10, 30)) * MINUTE))
    return replace(stop, told=ToldWindow(window, rng.choice((0, 600, 2000)), rng.choice((0, 600, 3000))))


def _shared(
    rng: random.Random, shifts: tuple[Shift, ...], change: Callable[[random.Random, Vehicle], Vehicle]
) -> tuple[Shift, ...]:
    """Change every vehicle once, whoever drives it."""
    vehicles = {shift.vehicle.id: change(rng, shift.vehicle) for shift in shifts}
    return tuple(replace(shift, vehicle=vehicles[shift.vehicle.id]) for shift in shifts)


def _trip_limits(rng: random.Random, vehicle: Vehicle) -> Vehicle:
    return replace(
        vehicle,
        max_stops=rng.choice((None, 1, 2, 3)),
        trip_range_m=rng.choice((None, rng.randrange(4000, 16_000))),
    )


def _matrix(
    rng: random.Random, traits: Traits, profile: str, points: list[tuple[float, float]]
) -> TravelMatrix:
    speed, detour = (4.5, 1.3) if profile == "bike" else (7.5, 1.5)
    size = len(points)
    seconds = [[0] * size for _ in points]
    metres = [[0] * size for _ in points]
    for a in range(size):
        for b in range(size):
            if a == b:
                continue
            far = math.dist(points[a], points[b]) * detour * rng.uniform(0.95, 1.25)
            metres[a][b] = round(far)
            seconds[a][b] = round(far / speed) + 45
            if traits.gaps and rng.random() < 0.02:
                metres[a][b] = seconds[a][b] = UNREACHABLE
    return TravelMatrix.of(profile, seconds, metres, "random")


def _stop(rng: random.Random, traits: Traits, name: str, span: TimeWindow) -> Stop:
    width = rng.choice((10, 30, 60, 120) if traits.tight else (60, 120, 480)) * MINUTE
    earliest = rng.randrange(span.earliest - width // 2, span.latest - width // 2, 30)
    window = TimeWindow(max(0, earliest), earliest + width)
    crates = rng.choice((1, 1, 2, 3, 5))
    chilled = rng.randint(0, crates)
    frozen = rng.randint(0, crates - chilled)
    wants = rng.random()
    return Stop(
        id=name,
        orders=(located(name),),
        place=located(name).place,
        window=window,
        late_until=window.latest + (rng.choice((0, 15, 45)) * MINUTE if traits.lateness else 0),
        load=Load(crates, crates * rng.randint(2000, 12_000), chilled, frozen),
        service_seconds=rng.choice((0, 60, 150, 300)),
        release=rng.randrange(span.earliest - HOUR, span.latest - HOUR, 60) if traits.releases else 0,
        cold_limit=rng.choice((20, 40, 90)) * MINUTE if traits.cold and chilled + frozen else None,
        skills=frozenset(rng.sample(SKILLS, 1)) if traits.skills and wants < 0.4 else frozenset(),
        drop_cents=rng.choice((500, 2000, 10_000, 100_000)),
    )


def _shifts(rng: random.Random, traits: Traits, count: int, span: TimeWindow) -> list[Shift]:
    made: list[Shift] = []
    for n in range(count):
        half = (span.earliest + span.latest) // 2
        share = made and rng.random() < 0.2 and made[-1].hours.latest <= half
        start = half if share else span.earliest + rng.randrange(0, HOUR, 300)
        end = half if not share and rng.random() < 0.3 and start < half else span.latest
        hours = TimeWindow(start, max(start + HOUR, end))
        name = f"Courier{n + 1}"
        made.append(
            Shift(
                id=name,
                courier=name,
                vehicle=made[-1].vehicle if share else _vehicle(rng, traits, f"V{n + 1}"),
                hours=hours,
                skills=frozenset(s for s in SKILLS if rng.random() < 0.6),
                breaks=_breaks(rng, hours) if traits.breaks else (),
                cents_per_hour=rng.choice((0, 1500, 2400)),
                max_trips=rng.randint(1, 4),
                not_before=hours.earliest + rng.randrange(0, HOUR, 60) if traits.now else 0,
            )
        )
    return made


def _vehicle(rng: random.Random, traits: Traits, name: str) -> Vehicle:
    kind = rng.choice(("bike", "van"))
    crates = rng.randint(5, 14) if traits.tight else 40
    return Vehicle(
        id=name,
        kind=kind,
        profile=kind,
        capacity=Load(crates, crates * rng.choice((6000, 12_000)), crates * 2 // 3, crates // 2),
        cooled=rng.random() < 0.3,
        loading_seconds=rng.choice((0, 300, 600)),
        range_m=rng.randrange(10_000, 60_000) if traits.range_ and rng.random() < 0.6 else None,
        use_cents=rng.choice((0, 500, 4000)),
        cents_per_km=rng.choice((0, 7, 25)),
    )


def _breaks(rng: random.Random, hours: TimeWindow) -> tuple[Break, ...]:
    length = hours.latest - hours.earliest
    breaks = []
    for _ in range(rng.randint(0, 2)):
        opens = hours.earliest + rng.randrange(0, length * 2 // 3, 60)
        window = TimeWindow(opens, opens + rng.choice((30, 90, 240)) * MINUTE)
        breaks.append(Break(rng.choice((15, 30)) * MINUTE, window, over=rng.choice((0, 1, 2, 4)) * HOUR))
    return tuple(sorted(breaks, key=lambda owed: owed.window.earliest))


def _restrictions(
    rng: random.Random, stops: list[Stop], shifts: list[Shift], span: TimeWindow
) -> list[Restriction]:
    limits = []
    for vehicle in sorted({shift.vehicle.id for shift in shifts}):
        for stop in stops:
            if rng.random() < 0.15:
                window = None
                if rng.random() < 0.6:
                    opens = rng.randrange(span.earliest - HOUR, span.latest, 60)
                    window = TimeWindow(opens, opens + rng.choice((1, 2, 4)) * HOUR)
                kind = rng.choice((Barrier.ZONE, Barrier.REACH)) if window is None else Barrier.ZONE
                by = "" if window is None else "haarlemmerstraat"
                limits.append(Restriction(vehicle, stop.id, kind, by, window))
    return limits


def _with_fixed(rng: random.Random, problem: Problem) -> Problem:
    """Send some couriers off already, with up to two trips each, some with a break on the road."""
    left = [stop.id for stop in problem.stops]
    rng.shuffle(left)
    shifts = []
    for shift in problem.shifts:
        trips: list[FixedTrip] = []
        clock = shift.hours.earliest + shift.vehicle.loading_seconds
        for trip in range(rng.randint(0, min(2, shift.max_trips))):
            stops = tuple(left.pop() for _ in range(min(len(left), rng.randint(1, 2))))
            if not stops:
                break
            number = sum(len(t.breaks) for t in trips)
            paused = number < len(shift.breaks) and rng.random() < 0.3
            breaks = (BreakAt(number, trip, rng.randint(1, len(stops))),) if paused else ()
            trips.append(FixedTrip(stops, clock, breaks))
            clock += rng.randrange(30, 120) * MINUTE
        shifts.append(replace(shift, fixed=tuple(trips), not_before=clock if trips else shift.not_before))
    return replace(problem, shifts=tuple(shifts))


def fixed_solution(problem: Problem) -> Solution:
    """Make the emptiest solution: the fixed trips and nothing else."""
    return Solution(
        tuple(
            RouteSequence(
                shift.id,
                tuple(trip.stops for trip in shift.fixed),
                tuple(taken for trip in shift.fixed for taken in trip.breaks),
            )
            for shift in problem.shifts
            if shift.fixed
        )
    )


def random_solution(rng: random.Random, problem: Problem, share: float = 0.8) -> Solution:
    """Make any well-formed solution: fixed trips kept, breaks somewhere; most likely infeasible."""
    routes = {order.shift: order for order in fixed_solution(problem).routes}
    fixed = {stop for order in routes.values() for trip in order.trips for stop in trip}
    free = [stop.id for stop in problem.stops if stop.id not in fixed and rng.random() < share]
    rng.shuffle(free)
    for shift in problem.shifts:
        order = routes.get(shift.id, RouteSequence(shift.id, ()))
        trips = list(order.trips)
        while free and len(trips) < shift.max_trips and rng.random() < 0.7:
            size = rng.randint(1, 4)
            trips.append(tuple(free[:size]))
            free = free[size:]
        if trips:
            breaks = _somewhere(rng, shift, trips, order.breaks)
            windows = _some_windows(rng, problem, trips[len(shift.fixed) :])
            routes[shift.id] = RouteSequence(shift.id, tuple(trips), breaks, windows)
    return Solution(tuple(routes.values()))


def _some_windows(
    rng: random.Random, problem: Problem, trips: list[tuple[str, ...]]
) -> tuple[tuple[str, int], ...]:
    """Take one of its windows for each stop that has several."""
    several = {s.id: len(s.alternatives) for s in problem.stops if s.alternatives}
    return tuple((s, rng.randrange(several[s])) for trip in trips for s in trip if s in several)


def _somewhere(
    rng: random.Random, shift: Shift, trips: list[tuple[str, ...]], had: tuple[BreakAt, ...]
) -> tuple[BreakAt, ...]:
    """Take some of the breaks that are left at ascending places behind the fixed trips."""
    first = max((taken.number for taken in had), default=-1) + 1
    spots = [
        (trip, position)
        for trip in range(len(shift.fixed), len(trips))
        for position in range(len(trips[trip]) + 1)
        if (trip, position) != (0, 0) and (trip, position) != (len(trips) - 1, len(trips[-1]))
    ]
    numbers = [n for n in range(first, len(shift.breaks)) if rng.random() < 0.7]
    if not spots:
        return had
    places = sorted(rng.choices(spots, k=len(numbers)))
    return had + tuple(BreakAt(n, *place) for n, place in zip(numbers, places, strict=True))


def fill(
    rng: random.Random,
    problem: Problem,
    feasible: Callable[[Problem, Solution], bool],
    tries: int = 60,
) -> Solution:
    """Make a feasible solution by inserting stops and breaks at random as long as nothing breaks."""
    best = fixed_solution(problem)
    if not feasible(problem, best):
        return best
    for _ in range(tries):
        changed = _nudge(rng, problem, best)
        if changed and feasible(problem, changed):
            best = changed
    return best


def _nudge(rng: random.Random, problem: Problem, solution: Solution) -> Solution | None:
    """Insert an unserved stop somewhere and lay the route's free breaks anew."""
    served = solution.served()
    left = [stop.id for stop in problem.stops if stop.id not in served]
    if not left:
        return None
    shift = rng.choice(problem.shifts)
    routes = {order.shift: order for order in solution.routes}
    order = routes.get(shift.id, RouteSequence(shift.id, ()))
    trips = [list(trip) for trip in order.trips]
    first = len(shift.fixed)
    if len(trips) == first or (len(trips) < shift.max_trips and rng.random() < 0.4):
        if len(trips) >= shift.max_trips:
            return None
        trips.insert(rng.randint(first, len(trips)), [])
    trip = rng.choice([t for t in trips[first:] if not t] or trips[first:])
    trip.insert(rng.randint(0, len(trip)), rng.choice(left))
    had = tuple(taken for fixed in shift.fixed for taken in fixed.breaks)
    frozen = [tuple(t) for t in trips]
    windows = _some_windows(rng, problem, frozen[first:])
    routes[shift.id] = RouteSequence(shift.id, tuple(frozen), _somewhere(rng, shift, frozen, had), windows)
    return Solution(tuple(routes.values()))


def problems(
    max_stops: int = 8, max_shifts: int = 3, traits: Traits | None = None
) -> st.SearchStrategy[tuple[int, Problem]]:
    """Draw (seed, problem) pairs."""
    return st.builds(
        drawn_problem,
        st.integers(0, 2**32),
        st.integers(0, max_stops),
        st.integers(1, max_shifts),
        st.just(traits),
    )


def drawn_problem(seed: int, stops: int, shifts: int, traits: Traits | None = None) -> tuple[int, Problem]:
    """Make the pair of a seed and a size."""
    problem = random_problem(random.Random(seed), stops, shifts, traits)
    if not traits and seed % 3:
        problem = with_terms(random.Random(seed), problem)
    if not traits and seed % 4 == 1:
        problem = with_depots(random.Random(seed), problem)
    return seed, with_hours(random.Random(seed), problem) if not traits and seed % 5 == 2 else problem
