"""One small planned day made by hand, every figure in it chosen: two trips, a break, two orders at one door.

Nothing here is computed by the program, so that what the writers make of it can be checked by hand.
"""

from dataclasses import replace
from datetime import date
from itertools import pairwise

from said import remark

from dispatch.config import Store
from dispatch.model import (
    Accounts,
    Address,
    Binding,
    Break,
    Cause,
    Code,
    Confidence,
    Cost,
    Depot,
    Help,
    InputFile,
    Issue,
    Leg,
    Load,
    LocatedOrder,
    Obstacle,
    Order,
    Pause,
    Place,
    Plan,
    PlannedDay,
    Problem,
    Provenance,
    Rejected,
    Remedy,
    Route,
    SearchReport,
    Severity,
    Shift,
    Stop,
    TimeWindow,
    Totals,
    TravelMatrix,
    Trip,
    TripShape,
    Unassigned,
    Vehicle,
    Visit,
)
from dispatch.model.facts import count, courier, moment, term, written

DAY = date(2026, 11, 21)
STORE_POINT = (52.1583, 4.4925)
STORE = Store.model_validate(
    {
        "name": "Buurtsuper De Waag",
        "address": "Nieuwe Rijn 1, 2312 JB Leiden",
        "lat": STORE_POINT[0],
        "lon": STORE_POINT[1],
        "phone": "071 512 34 56",
        "opening": "08:00-20:00",
        "delivery": "14:00-22:00",
    }
)


def at(text: str) -> int:
    """Read HH:MM or HH:MM:SS as seconds since midnight."""
    hours, minutes, seconds = (*map(int, text.split(":")), 0)[:3]
    return hours * 3600 + minutes * 60 + seconds


def order(receipt: str, row: int, **changes: object) -> Order:
    """Make an order of one crate, without anything special."""
    plain = Order(
        receipt_id=receipt,
        row=row,
        purchased_at=at("13:00"),
        name="J. Jansen",
        phone="06-12345678",
        address=Address("Breestraat", "12", "a", "2311CS", "Leiden"),
        grams=4_500,
        extra=(("kassa", "3"),),
    )
    return replace(plain, **changes)  # type: ignore[arg-type]


def stop(
    orders: tuple[Order, ...],
    point: tuple[float, float],
    address: Address,
    window: tuple[str, str],
    *,
    confidence: Confidence = Confidence.EXACT,
    doubt: str = "",
) -> Stop:
    """Make a stop at a place that a gazetteer knows."""
    place = Place(*point, "gazetteer", confidence, address, **(remark(doubt) if doubt else {}))
    load = Load(
        sum(o.crates for o in orders),
        sum(o.grams for o in orders),
        sum(o.chilled_crates for o in orders),
        sum(o.frozen_crates for o in orders),
    )
    limits = TimeWindow(at(window[0]), at(window[1]))
    return Stop(
        orders[0].receipt_id,
        tuple(LocatedOrder(o, place) for o in orders),
        place,
        limits,
        limits.latest + 1800,
        load,
        120,
    )


BREESTRAAT = stop(
    (
        order("B1", 2, crates=2, chilled_crates=1, age_check=True, notes="Bel kapot; kloppen, graag"),
        order("B2", 3, bags=2, name="A. de Vries", phone="+31 6 87654321"),
    ),
    (52.1571, 4.4851),
    Address("Breestraat", "12", "A", "2311 CS", "Leiden"),
    ("14:00", "16:00"),
)
HOOIGRACHT = stop(
    (order("B3", 4, grams=12_340, total_cents=4_599),),
    (52.1590, 4.4970),
    Address("Hooigracht", "7", "bis", "2312 KT", "Leiden"),
    ("15:00", "16:00"),
    confidence=Confidence.LIKELY,
    doubt="toevoeging niet gevonden",
)
MARE = stop(
    (order("B4", 5, crates=3, frozen_crates=1, phone=""),),
    (52.1640, 4.4890),
    Address("Lange Mare", "99", "", "2312 GN", "Leiden"),
    ("16:00", "17:00"),
)
LEFT = stop(
    (order("B5", 6, crates=9, name="C. Bakker"),),
    (52.1700, 4.5000),
    Address("Herensingel", "3", "", "2316 JT", "Leiden"),
    ("17:00", "18:00"),
)

VEHICLE = Vehicle("bakfiets-1", "bike", "bike", Load(12, 120_000, 12, 12), use_cents=250, cents_per_km=10)
SHIFT = Shift(
    "s1",
    "Sanne",
    VEHICLE,
    TimeWindow(at("14:00"), at("20:00")),
    breaks=(Break(900, TimeWindow(at("15:00"), at("18:00"))),),
    cents_per_hour=1_800,
)


def small_day() -> PlannedDay:
    """Return the day.

    Trip 1 loads 14:00-14:10 and rides 300 s to Breestraat (14:15, served till 14:17), then 480 s to
    Hooigracht (14:25, waits till 15:00, served till 15:02), and 180 s home: 15:05.
    A break of 15 minutes at the store, loading 15:20-15:30, 2400 s to the Mare (16:10, served till 16:12),
    600 s home: 16:22. Nobody is late.
    """
    first = Trip(
        at("14:00"),
        at("14:10"),
        at("15:05"),
        (
            Visit("B1", at("14:15"), at("14:15"), at("14:17"), 0, 300, 1_000, 900, Load(1, 12_340)),
            Visit("B3", at("14:25"), at("15:00"), at("15:02"), 0, 480, 1_500, 3_600, Load()),
        ),
        Load(4, 21_340, 1, 0),
        960,
        3_055,
        180,
        555,
    )
    second = Trip(
        at("15:20"),
        at("15:30"),
        at("16:22"),
        (Visit("B4", at("16:10"), at("16:10"), at("16:12"), 0, 2_400, 8_000, 3_000, Load()),),
        Load(3, 4_500, 0, 1),
        3_000,
        10_000,
        600,
        2_000,
    )
    # Work 14:00-16:22 less 15 minutes is 7,620 s at 18.00 an hour: 38.10; 13.055 km at 0.10: 1.3055;
    # use: 2.50.
    # A cent is 18,000 ticks: 250 * 18,000 + 7,620 * 1,800 * 5 + 13,055 * 10 * 18.
    cost = Cost(use=4_500_000, work=68_580_000, distance=2_349_900)
    pause = Pause(0, 1, 0, at("15:05"), at("15:20"))
    route = Route("R1", SHIFT, (first, second), (pause,), 7_620, cost)
    left_behind = Cost(unserved=10_000 * 18_000)
    totals = Totals(1, 2, 3, 4, 13_055, 3_960, 360, 2_100, 900, 7_620, 0, cost + left_behind)
    problem = Problem(
        DAY,
        Depot("Buurtsuper De Waag", *STORE_POINT, Address("Nieuwe Rijn", "1", "", "2312 JB", "Leiden")),
        (BREESTRAAT, HOOIGRACHT, MARE, replace(LEFT, drop_cents=10_000)),
        (SHIFT,),
        (TravelMatrix.of("bike", [[0] * 5] * 5, [[0] * 5] * 5, "osrm 26.8"),),
        late_cents_per_hour=3_000,
    )
    return PlannedDay(
        day=DAY,
        version=3,
        problem=problem,
        plan=Plan((route,), (problem.stops[3],), totals),
        unassigned=(Unassigned("B5", False, Cause.CAPACITY, (FULL,), LONGER, (FULL,)),),
        rejected=(rejected(),),
        issues=(_doubt(),),
        accounts=Accounts(read=9, not_flagged=3, rejected=1, unassigned=1, planned=4),
        shapes=(_shape(1, BREESTRAAT, HOOIGRACHT), _shape(2, MARE)),
        extra_columns=("kassa",),
        search=SearchReport("search 1", 7, 5_000, 1, 2.0, reproducible=True),
        provenance=Provenance(
            "0.1.0",
            "2026-11-21T13:05:00+01:00",
            (InputFile("purchases", "purchases.csv", "ab" * 32, 1234),),
            travel_sources=(("bike", "osrm 26.8"),),
            place_sources=(("gazetteer", 5),),
            timings=(("solve", 2.0),),
        ),
    )


SANNE = courier("courier", SHIFT.courier, SHIFT.vehicle.id)
FULL = Binding(SHIFT.id, Obstacle.CAPACITY_FULL_CRATES, (count("n", 2), SANNE, count("trip", 1)))
LONGER = Remedy(
    Help.HOUR_LATER, SHIFT.id, (count("n", 1), count("total", 1), SANNE, moment("until", 22 * 3600))
)


def told_as(one: Unassigned, text: str) -> Unassigned:
    """Put a text that people wrote wherever a reason and a remedy have one."""
    facts = (written("text", text),)
    return replace(
        one,
        because=(Binding("", Obstacle.WRITTEN, facts),),
        remedy=Remedy(Help.WRITTEN, facts=facts),
    )


def rejected() -> Rejected:
    """Return a row with two errors, as a till with Dutch headers wrote it."""
    return Rejected(
        "B6",
        7,
        (("bonnummer", "B6"), ("naam", "=2+5"), ("postcode", "2300"), ("kratten", "-1"), ("kassa", "3")),
        (
            Issue(Code.POSTCODE_INVALID, Severity.ERROR, field="postcode", row=7),
            Issue(Code.AMOUNT_NEGATIVE, Severity.ERROR, field="crates", row=7),
        ),
        "Breestraat 12, 2311 CS Leiden",
    )


def _doubt() -> Issue:
    facts = (term("why", "address.ADDITION_UNKNOWN.taken"), written("door", "7A"))
    return Issue(
        Code.ADDITION_UNKNOWN, Severity.WARNING, "taken", facts, field="addition", row=4, receipt_id="B3"
    )


def _shape(trip: int, *stops: Stop) -> TripShape:
    path = [STORE_POINT, *(stop.place.point for stop in stops), STORE_POINT]
    return TripShape("R1", trip, tuple(_leg(start, end) for start, end in pairwise(path)))


def _leg(start: tuple[float, float], end: tuple[float, float]) -> Leg:
    return Leg((start, (start[0], end[1]), end), ("Breestraat",))
