"""Planned days for tests: any number of stops, every mark, six scripts of names, all invented.

``planned_day(20)`` is a plain day; see its parameters for the rest. Times come from the program's own
scheduler, so that plans are consistent. Streets exist in Leiden, numbers, names and phones are made up.
"""

import math
import random
from dataclasses import replace
from datetime import date
from itertools import pairwise

from said import remark

from dispatch.model import (
    Accounts,
    Address,
    Binding,
    Break,
    BreakAt,
    Cause,
    Code,
    Confidence,
    Depot,
    Help,
    InputFile,
    Issue,
    Leg,
    Load,
    LocatedOrder,
    Obstacle,
    Order,
    Place,
    Plan,
    PlannedDay,
    Problem,
    Provenance,
    Rejected,
    Remedy,
    RouteSequence,
    SearchReport,
    Severity,
    Shift,
    Solution,
    Stop,
    TimeWindow,
    TravelMatrix,
    TripShape,
    Unassigned,
    Vehicle,
)
from dispatch.model.facts import count, courier, moment, term
from dispatch.scheduling import schedule

DAY = date(2026, 11, 21)
STORE = (52.1583, 4.4925)
_HOUR = 3600

STREETS = (
    ("Breestraat", "2311 CS"),
    ("Haarlemmerstraat", "2312 GA"),
    ("Hooigracht", "2312 KT"),
    ("Oude Rijn", "2312 HG"),
    ("Witte Singel", "2311 BH"),
    ("Burgemeester de Gijselaarlaan", "2315 AB"),
    ("Lange Mare", "2312 GN"),
    ("Zoeterwoudsesingel", "2313 EK"),
    ("Herensingel", "2316 JT"),
    ("Rijnsburgerweg", "2334 BK"),
    ("Professor Doctor Cobbenhagenstraat", "2321 KL"),
    ("Nieuwe Beestenmarkt", "2312 CE"),
)

PERSONS = (
    "J. de Vries",
    "Mw. A. van der Meer-Hoogendijk",
    "Γιώργος Παπαδόπουλος",
    "Дмитрий Соколов",
    "王小明",
    "محمد عبد الله",
    "Zoë Ångström",
    "דוד לוי",
    "Fam. Bakker 🚲",
    "김민준",
    "İpek Yıldız",  # noqa: RUF001
    "Maximiliaan Theodorus van Oldenbarnevelt tot Wassenaar en Katwijk",
)

NOTES = (
    "",
    "3e verdieping, lift is stuk. Bel twee keer.",
    "",
    (
        "Achterom via de steeg, poort staat open tot 18:00. Hond is lief. Graag de kratten in de bijkeuken "
        "zetten en het lege statiegeld van vorige week meenemen: twee kratten bier en een tas flessen."
    ),
    "Bel kapot, kloppen",
    "",
    '#panic() $x^2$ [hi] \\ *bold* _it_ `raw` <lbl> @ref "quote" \' // weg /* en weg */ = kop',
    "Niet aanbellen, baby slaapt",
    "12e etage, galerij links",
    "",
)


def planned_day(
    stops: int = 20,
    *,
    couriers: int | None = None,
    trips: int = 2,
    breaks: bool = True,
    plain: bool = False,
    estimated: bool = True,
    left_behind: int = 0,
    rejected: int = 0,
    version: int = 1,
    seed: int = 1,
) -> PlannedDay:
    """Make a planned day.

    Parameters
    ----------
    stops
        Planned stops; some stand for several orders.
    couriers
        Routes; default one for each 25 stops.
    trips
        Trips of each route (fewer where there are not enough stops).
    breaks
        Whether each courier takes a break after the middle stop of the last trip.
    plain
        Whether all the odd things are left out: no marks, notes, doubts or foreign names.
    estimated
        Whether travel times are estimates.
    left_behind
        Further stops that are in no route.
    rejected
        Rows refused.
    """
    rng = random.Random(seed)
    count = stops + left_behind
    made = tuple(_stop(number, rng, plain) for number in range(count))
    couriers = min(stops, couriers or -(-stops // 25))
    shifts = tuple(_shift(number, breaks) for number in range(max(1, couriers)))
    problem = Problem(DAY, _depot(), made, shifts, _travel(made, estimated))
    solution = _solution(problem, made[:stops], couriers, trips, breaks)
    problem = _with_windows(problem, schedule(problem, solution), rng)
    plan = schedule(problem, solution)
    return _day(problem, plan, rejected, version, plain)


def _depot() -> Depot:
    address = Address("Nieuwe Rijn", "1", "", "2312 JB", "Leiden")
    return Depot("Buurtsuper De Waag", *STORE, address, "071 512 34 56")


def _stop(number: int, rng: random.Random, plain: bool) -> Stop:
    angle, radius = rng.uniform(0, 2 * math.pi), 0.022 * math.sqrt(rng.uniform(0.02, 1))
    lat, lon = STORE[0] + radius * math.sin(angle), STORE[1] + radius * math.cos(angle) * 1.6
    street, postcode = STREETS[number % len(STREETS)]
    house = Address(street, str(1 + number * 7 % 240), ("", "A", "bis", "II")[number % 4], postcode, "Leiden")
    if not plain and number % 17 == 13:
        house = replace(house, house_number="12345-67890-12345-67890-12345-67890-1234")
    place = Place(round(lat, 6), round(lon, 6), "gazetteer", Confidence.EXACT, house)
    if not plain and number % 11 == 5:
        place = replace(place, confidence=Confidence.LIKELY, **remark("toevoeging niet gevonden"))
    if not plain and number % 23 == 7:
        place = replace(
            place, source="postcode", confidence=Confidence.APPROXIMATE, **remark("midden van postcode")
        )
    many = 1 if plain or number % 10 != 8 else 2 + number // 10 % 2
    orders = tuple(_order(number, part, house, place, plain) for part in range(many))
    load = sum((_load(located.order) for located in orders), Load())
    cold = 5400 if load.chilled or load.frozen else None
    skills = frozenset({"id_check"} if any(located.order.age_check for located in orders) else ())
    window = TimeWindow(14 * _HOUR, 22 * _HOUR)
    release = max(located.order.purchased_at for located in orders) + 1200
    return Stop(
        id=orders[0].order.receipt_id,
        orders=orders,
        place=place,
        window=window,
        late_until=window.latest,
        load=load,
        service_seconds=90 + 30 * len(orders),
        release=release,
        cold_limit=cold,
        skills=skills,
    )


def _order(number: int, part: int, house: Address, place: Place, plain: bool) -> LocatedOrder:
    typed = house
    if place.confidence is Confidence.LIKELY:
        typed = replace(house, addition="4-hoog", street=house.street.replace("straat", "str."))
    crates = 1 + number % 3
    chilled = 0 if plain else min(crates, number % 4 // 2)
    frozen = 1 if not plain and number % 7 == 3 and crates > chilled else 0
    order = Order(
        receipt_id=f"B{number + 1:04d}" + (f"-{part + 1}" if part else ""),
        row=2 + number,
        purchased_at=9 * _HOUR + number % 200 * 60,
        name=f"J. Jansen {number + 1}" if plain else PERSONS[(number + part) % len(PERSONS)],
        phone=f"06-123456{number % 100:02d}",
        address=typed,
        crates=crates,
        bags=number % 5 % 3,
        grams=6_000 + number * 1_700 % 15_000 + (26_000 if not plain and number % 9 == 4 else 0),
        chilled_crates=chilled,
        frozen_crates=frozen,
        age_check=not plain and number % 6 == 2,
        total_cents=2_500 + number * 137 % 9_000,
        notes="" if plain else NOTES[(number + part) % len(NOTES)],
        extra=(("kassa", str(1 + number % 3)),),
    )
    return LocatedOrder(order, place)


def _load(order: Order) -> Load:
    return Load(order.crates + -(-order.bags // 3), order.grams, order.chilled_crates, order.frozen_crates)


def _shift(number: int, breaks: bool) -> Shift:
    van = number % 3 == 2
    vehicle = Vehicle(
        f"Bus {number + 1}" if van else f"Bakfiets {number + 1}",
        "van" if van else "bike",
        "van" if van else "bike",
        Load(500, 5_000_000, 500, 500),
        loading_seconds=900 if van else 600,
        cents_per_km=25 if van else 4,
    )
    owed = (Break(1800, TimeWindow(14 * _HOUR, 21 * _HOUR), 0),) if breaks else ()
    names = (
        "Sanne",
        "Youssef",
        "Daan",
        "Fatima",
        "Bram",
        "Noor",
        "Lotte",
        "Milan",
        "Eva",
        "Ravi",
        "Tess",
        "Kees",
    )
    name = names[number % 12] + (str(number // 12 + 1) if number >= 12 else "")
    hours = TimeWindow(13 * _HOUR, 23 * _HOUR)
    return Shift(f"s{number + 1}", name, vehicle, hours, frozenset({"id_check"}), owed, 1650)


def _travel(stops: tuple[Stop, ...], estimated: bool) -> tuple[TravelMatrix, ...]:
    points = [STORE, *(stop.place.point for stop in stops)]
    crow = [[_metres(a, b) for b in points] for a in points]
    matrices = []
    for profile, fixed, per_metre, detour in (("bike", 46, 0.312, 1.28), ("van", 68, 0.112, 1.53)):
        seconds = [
            [0 if a == b else round(fixed + per_metre * m) for b, m in enumerate(row)]
            for a, row in enumerate(crow)
        ]
        metres = [[round(detour * m) for m in row] for row in crow]
        source = "estimate" if estimated else "osrm 26.8"
        matrices.append(TravelMatrix.of(profile, seconds, metres, source, estimated=estimated))
    return tuple(matrices)


def _metres(a: tuple[float, float], b: tuple[float, float]) -> float:
    north, east = (a[0] - b[0]) * 111_195, (a[1] - b[1]) * 111_195 * math.cos(math.radians(a[0]))
    return math.hypot(north, east)


def _solution(problem: Problem, stops: tuple[Stop, ...], couriers: int, trips: int, breaks: bool) -> Solution:
    around = sorted(stops, key=lambda s: math.atan2(s.place.lat - STORE[0], (s.place.lon - STORE[1]) / 1.6))
    routes = []
    for number in range(couriers):
        mine = around[number * len(around) // couriers : (number + 1) * len(around) // couriers]
        parts = min(trips, len(mine))
        tours = tuple(
            tuple(_nearest_first(mine[part * len(mine) // parts : (part + 1) * len(mine) // parts]))
            for part in range(parts)
        )
        last = len(tours) - 1
        middle = len(tours[last]) // 2
        where = (BreakAt(0, last, middle),) if breaks and (middle or last) else ()
        routes.append(RouteSequence(problem.shifts[number].id, tours, where))
    return Solution(tuple(routes))


def _nearest_first(stops: list[Stop]) -> list[str]:
    here, left, order = STORE, list(stops), []
    while left:
        nearest = min(left, key=lambda stop: _metres(here, stop.place.point))
        left.remove(nearest)
        order.append(nearest.id)
        here = nearest.place.point
    return order


def _with_windows(problem: Problem, plan: Plan, rng: random.Random) -> Problem:
    """Give every stop the window of an hour or two in which its visit falls; now and then a wait, or late."""
    starts = {visit.stop: visit.start for r in plan.routes for trip in r.trips for visit in trip.visits}
    stops = []
    for number, stop in enumerate(problem.stops):
        start = starts.get(stop.id, 18 * _HOUR)
        earliest = max(14 * _HOUR, start // 1800 * 1800 - rng.choice((0, 0, 1800, 3600)))
        if number % 13 == 6:
            earliest = start // 300 * 300 + 300
        window = TimeWindow(earliest, max(earliest + rng.choice((1, 2, 2)) * _HOUR, start + 1200))
        if number % 19 == 18:
            window = TimeWindow(min(earliest, start - 1800), start // 300 * 300 - 300)
        stops.append(replace(stop, window=window, late_until=window.latest + 2 * _HOUR))
    return replace(problem, stops=tuple(stops))


def _day(problem: Problem, plan: Plan, rejected: int, version: int, plain: bool) -> PlannedDay:
    planned = sum(len(stop.orders) for stop in problem.stops) - sum(
        len(stop.orders) for stop in plan.unserved
    )
    behind = sum(len(stop.orders) for stop in plan.unserved)
    return PlannedDay(
        day=DAY,
        version=version,
        problem=problem,
        plan=plan,
        unassigned=tuple(_unassigned(stop) for stop in plan.unserved),
        rejected=tuple(_rejected(number) for number in range(rejected)),
        issues=() if plain else _doubts(problem),
        accounts=Accounts(40 + rejected + behind + planned, 40, rejected, behind, planned),
        shapes=tuple(_shapes(problem, plan)),
        extra_columns=("kassa",),
        search=SearchReport("search 1", 7, 5000, 1, 2.0, True, trace=((0.1, 9000), (1.0, 8000))),
        provenance=Provenance(
            "0.1.0",
            "2026-11-21T13:05:00+01:00",
            (InputFile("purchases", "purchases.csv", "0" * 64, 1234),),
            travel_sources=tuple((m.profile, m.source) for m in problem.travel),
            place_sources=(("gazetteer", planned),),
            timings=(("solve", 2.0),),
        ),
    )


def _shapes(problem: Problem, plan: Plan) -> list[TripShape]:
    places = {stop.id: stop.place.point for stop in problem.stops}
    shapes = []
    for route in plan.routes:
        for number, trip in enumerate(route.trips, start=1):
            path = [STORE, *(places[visit.stop] for visit in trip.visits), STORE]
            legs = tuple(Leg(_bend(a, b), ("Breestraat",)) for a, b in pairwise(path))
            shapes.append(TripShape(route.name, number, legs))
    return shapes


def _bend(a: tuple[float, float], b: tuple[float, float]) -> tuple[tuple[float, float], ...]:
    """Draw a way with a corner in it, as along streets."""
    return (a, (a[0], b[1]), b)


def _unassigned(stop: Stop) -> Unassigned:
    full = (count("n", 1), courier("courier", "Sanne", "bakfiets-1"), count("trip", 2))
    binding = Binding("s1", Obstacle.CAPACITY_FULL_CRATES, full)
    longer = (count("n", 1), count("total", 1), full[1], moment("until", 79_200))
    remedy = Remedy(Help.HOUR_LATER, "s1", longer)
    return Unassigned(stop.id, False, Cause.CAPACITY, (binding,), remedy, (binding,))


def _rejected(number: int) -> Rejected:
    issue = Issue(
        Code.ADDRESS_INCOMPLETE,
        Severity.ERROR,
        "parts",
        (term("lacking", "address.part.postcode_or_town"),),
        "postcode",
        900 + number,
    )
    cells = (
        ("bonnummer", f"X{number:03d}"),
        ("naam", "=HYPERLINK(1)"),
        ("straat", "Breestraat"),
        ("huisnummer", "1"),
    )
    return Rejected(f"X{number:03d}", 900 + number, cells, (issue,), "Breestraat 1, 2311 CS Leiden")


def _doubts(problem: Problem) -> tuple[Issue, ...]:
    return tuple(
        Issue(Code.ADDRESS_UNSURE, Severity.WARNING, "taken",
              (term("why", "address.ADDRESS_UNSURE.taken"),), "address",
              stop.orders[0].order.row, receipt_id=stop.id)
        for stop in problem.stops
        if stop.place.confidence is not Confidence.EXACT
    )  # fmt: skip
