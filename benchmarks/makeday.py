"""A product day of any size: real doors of an installed map, bikes and vans, two waves of windows."""

import math
import random
import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np

from dispatch.config import Hours, RushHour, Travel
from dispatch.geo.globe import metres_between
from dispatch.mapfiles import GAZETTEER
from dispatch.model import (
    Address,
    Alternative,
    Break,
    Confidence,
    Depot,
    Load,
    LocatedOrder,
    Order,
    Place,
    Point,
    Problem,
    Shift,
    Stop,
    TimeWindow,
    TravelProfile,
    Vehicle,
)
from dispatch.ports import TravelSource
from dispatch.travel import EmbeddedOsrm, EstimateSource, measure, pace_of

STORE = (52.1600, 4.4900)
REACH = 4500
"""Metres from the store to the farthest door, as the crow flies."""

MINUTE, HOUR = 60, 3600
WAVES = (TimeWindow(16 * HOUR, 18 * HOUR), TimeWindow(18 * HOUR, 20 * HOUR))
BOUGHT = (TimeWindow(9 * HOUR, 16 * HOUR + 15 * MINUTE), TimeWindow(10 * HOUR, 18 * HOUR + 15 * MINUTE))
"""When the purchases of each wave are packed: some after its first trips could have left."""

EARLY = TimeWindow(15 * HOUR + 15 * MINUTE, 18 * HOUR + 30 * MINUTE)
LATE = TimeWindow(17 * HOUR + 15 * MINUTE, 20 * HOUR + 45 * MINUTE)
WHOLE = TimeWindow(EARLY.earliest, LATE.latest)
SHIFTS = (WHOLE, EARLY, WHOLE, LATE)

STOPS_A_BIKE, STOPS_A_VAN = 20, 90
"""One more of each for so many stops: scarce enough to think, and enough to serve nearly all."""

BIKE = Vehicle("bike", "bike", "bike", Load(10, 100_000, 10, 10), use_cents=300, cents_per_km=10)
VAN = Vehicle("van", "van", "van", Load(36, 500_000, 36, 36), cooled=True, use_cents=2500, cents_per_km=30)


def make_day(
    stops: int, seed: int, folder: Path | None, *, full: bool, fleet: float = 1.0, drop_cents: int = 5000
) -> Problem:
    """Make a day.

    Parameters
    ----------
    stops
        How many.
    seed
        Of doors, windows, loads and releases.
    folder
        The installed map; without one, made-up doors and estimated travel times.
    full
        Whether breaks, cold limits, skills and priced lateness count as well.
    fleet
        So many times the shifts that are about enough.
    drop_cents
        Price of leaving an order behind.
    """
    rng = random.Random(f"{stops} {seed}")
    source: TravelSource = EmbeddedOsrm(folder) if folder else EstimateSource()
    doors = _doors(rng, folder, stops + stops // 20 + 10)
    profiles = (TravelProfile("bike"), TravelProfile("van"))
    windows = [WHOLE] * (len(doors) + 1)
    measured = measure(source, profiles, [STORE, *doors], windows, Travel())
    barred = measured.barred("bike") | measured.barred("van")
    kept = [place for place in range(1, len(doors) + 1) if place not in barred][:stops]
    if len(kept) < stops:
        raise SystemExit(f"only {len(kept)} of {stops} doors can be reached")
    return Problem(
        date(2026, 11, 24),
        Depot("Store", *STORE, Address()),
        tuple(
            replace(_stop(rng, f"s{n}", doors[place - 1], full=full), drop_cents=drop_cents)
            for n, place in enumerate(kept, start=1)
        ),
        _shifts(rng, round(stops * fleet), full=full),
        tuple(matrix.keep([0, *kept]) for matrix in measured.matrices),
        late_cents_per_hour=3000,
    )


def _doors(rng: random.Random, folder: Path | None, count: int) -> list[Point]:
    """Draw doors of the map within reach, or points around the store."""
    return doors_of(rng, folder, count) if folder else [_somewhere(rng) for _ in range(count)]


def doors_of(rng: random.Random, folder: Path, count: int) -> list[Point]:
    """Draw different doors of an installed map within reach of the store."""
    database = sqlite3.connect(folder / GAZETTEER)
    rows = database.execute("SELECT DISTINCT lat, lon FROM address ORDER BY lat, lon").fetchall()
    database.close()
    return rng.sample([row for row in rows if metres_between(STORE, row) <= REACH], count)


def _somewhere(rng: random.Random) -> Point:
    away, turn = REACH * math.sqrt(rng.random()) / 111_200, rng.uniform(0, 2 * math.pi)
    lat = STORE[0] + away * math.sin(turn)
    return lat, STORE[1] + away * math.cos(turn) / math.cos(math.radians(lat))


def _stop(rng: random.Random, name: str, door: Point, *, full: bool) -> Stop:
    wave = rng.randrange(2)
    crates = rng.choice((1, 1, 2, 2, 2, 3, 3, 4, 5))
    chilled = rng.randint(0, crates) if rng.random() < 0.5 else 0
    frozen = int(crates > chilled and rng.random() < 0.15)
    limit = 60 * MINUTE if frozen else 90 * MINUTE if chilled else None
    place = Place(*door, "given", Confidence.EXACT, Address())
    plain = Stop(
        name,
        (LocatedOrder(Order(name, 2, 0, "", "", Address()), place),),
        place,
        WAVES[wave],
        WAVES[wave].latest,
        Load(crates, crates * rng.randint(4000, 11_000)),
        rng.choice((90, 120, 150, 180, 240)),
        release=rng.randrange(BOUGHT[wave].earliest, BOUGHT[wave].latest, MINUTE),
        drop_cents=5000,
    )
    asked = rng.random()
    if not full:
        return plain
    return replace(
        plain,
        late_until=plain.window.latest + 30 * MINUTE,
        load=Load(plain.load.crates, plain.load.grams, chilled, frozen),
        cold_limit=limit,
        skills=frozenset({"id_check"} if asked < 0.1 else {"lifting"} if asked < 0.15 else ()),
    )


def _shifts(rng: random.Random, stops: int, *, full: bool) -> tuple[Shift, ...]:
    bikes, vans = math.ceil(stops / STOPS_A_BIKE), math.ceil(stops / STOPS_A_VAN)
    made = []
    for n in range(bikes + vans):
        vehicle = BIKE if n < bikes else VAN
        name, hours = f"{vehicle.id}{n + 1}", SHIFTS[n % len(SHIFTS)]
        has = {skill for skill, share in (("id_check", 0.7), ("lifting", 0.4)) if rng.random() < share}
        pause = Break(15 * MINUTE, TimeWindow(17 * HOUR, 19 * HOUR + 30 * MINUTE), over=4 * HOUR + HOUR // 2)
        made.append(
            Shift(
                name,
                "",
                replace(vehicle, id=name),
                hours,
                frozenset(has if full else ()),
                (pause,) if full and hours == WHOLE else (),
                cents_per_hour=1800 if vehicle is BIKE else 2160,
                max_trips=(5 if vehicle is BIKE else 3) if hours == WHOLE else (3 if vehicle is BIKE else 2),
            )
        )
    return tuple(made)


def with_several(problem: Problem, share: float, seed: int, *, one: bool = False) -> Problem:
    """Let a share of the customers come in 45 minutes of either wave, or in one of them only.

    The seed draws the same windows whether both count or one.
    """
    rng, stops = random.Random(f"several {seed}"), []
    for stop in problem.stops:
        begins = [rng.randrange(wave.earliest, wave.latest - 45 * MINUTE, 15 * MINUTE) for wave in WAVES]
        chosen, beyond = rng.random() < share, stop.late_until - stop.window.latest
        windows = [TimeWindow(begin, begin + 45 * MINUTE) for begin in begins]
        choices = tuple(Alternative(window, window.latest + beyond) for window in windows)
        if chosen:
            first, several = choices[rng.randrange(2)], () if one else choices
            changed = {"window": first.window, "late_until": first.late_until, "alternatives": several}
            stops.append(replace(stop, **changed, release=min(stop.release, WAVES[0].earliest)))
        else:
            stops.append(stop)
    return replace(problem, stops=tuple(stops))


def with_rush(problem: Problem, factor: float) -> Problem:
    """Let all travel take so many times as long from 16:30 to 18:30."""
    hours = Hours(16 * HOUR + 30 * MINUTE, 18 * HOUR + 30 * MINUTE)
    bands = tuple(RushHour(hours=hours, factor=factor, profile=kind) for kind in ("bike", "van"))
    section = Travel(rush_hours=bands)
    return replace(
        problem, travel=tuple(replace(one, pace=pace_of(section, one.profile)) for one in problem.travel)
    )


def promised(problem: Problem) -> Problem:
    """Let each leg be as slow as the window at its door is in the mean; the way home as the last door."""
    windows = [WHOLE, *(stop.window for stop in problem.stops)]
    travel = []
    for matrix in problem.travel:
        if matrix.pace is None:
            travel.append(matrix)
            continue
        slower = np.array([matrix.pace.mean(window.earliest, window.latest - 1) for window in windows])
        factors = np.tile(slower, (matrix.size, 1))
        factors[:, 0] = slower
        usual = np.frombuffer(matrix.flat_seconds, np.int32).reshape(factors.shape)
        still = np.minimum(usual, matrix.pace.door_seconds)
        still[:, 0] = 0
        seconds = (still + np.rint((usual - still) * factors)).astype(np.int32)
        travel.append(replace(matrix.over(matrix.size, seconds, matrix.flat_metres), pace=None))
    return replace(problem, travel=tuple(travel))
