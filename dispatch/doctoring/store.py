"""How the store is prepared: couriers against delivery hours, vehicles, skills."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from dispatch.config import (
    ID_CHECK,
    Config,
    CourierSection,
    Hours,
    delivery_hours,
    skills_of,
    unmanned,
    weekday_of,
    working_on,
)
from dispatch.doctoring.findings import Finding, Surroundings, fail, ok, warn
from dispatch.model.facts import count, courier, term, vehicle, written
from dispatch.model.facts import day as on_day


def couriers(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look whether somebody can deliver in every hour that is promised, today and tomorrow."""
    for ahead, word in ((0, "word.today"), (1, "word.tomorrow")):
        day = around.now.date() + timedelta(days=ahead)
        hours = _delivery(config, day)
        if hours is None:
            yield ok("COURIERS", "closed", term("when", word), on_day("day", day))
        else:
            yield from _covered(config, day, hours, word)


def shifts(config: Config, _: Surroundings) -> Iterator[Finding]:
    """Look for shifts that never meet the delivery hours."""
    idle = [
        one.name
        for one in config.courier
        if not any(_meet(one.shift, delivery_hours(config.store, weekday)) for weekday in one.days)
    ]
    if idle:
        yield warn("SHIFTS", "idle", *(courier("courier", name) for name in idle))
    else:
        yield ok("SHIFTS", "good")


def skills(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look whether somebody may check an ID in every hour that is promised today."""
    day = around.now.date()
    hours = _delivery(config, day)
    working = _working(config, day)
    if hours is None or not working:
        return
    checking = [one for one in working if ID_CHECK in skills_of(one, config.courier, config.vehicle)]
    for gap in _gaps(hours, [one.shift for one in checking]):
        yield warn("ID_CHECK", "gap", written("gap", str(gap)))


def vehicles(config: Config, _: Surroundings) -> Iterator[Finding]:
    """Look for vehicles that nobody drives, and for fleets that cannot take cold goods far."""
    idle = [v.id for v in config.vehicle if v.id not in {c.vehicle for c in config.courier}]
    if idle:
        yield warn("VEHICLES", "idle", *(vehicle("vehicle", name) for name in idle))
    else:
        yield ok(
            "VEHICLES",
            "good",
            count("vehicles", len(config.vehicle)),
            count("couriers", len(config.courier)),
        )


def _covered(config: Config, day: date, hours: Hours, word: str) -> Iterator[Finding]:
    working = _working(config, day)
    when, open_hours = term("when", word), written("hours", str(hours))
    if not working:
        yield fail(
            "COURIERS",
            "nobody",
            when,
            on_day("day", day),
            written("weekday", weekday_of(day)),
            open_hours,
        )
        return
    gaps = _gaps(hours, [one.shift for one in working])
    for gap in gaps:
        yield warn("COURIERS", "gap", written("gap", str(gap)), when, open_hours)
    if not gaps:
        yield ok("COURIERS", "covered", count("n", len(working)), open_hours, when)
    if max(one.shift.end for one in working) <= hours.end and not gaps:
        yield warn("COURIERS_LAST", "late", when, open_hours)


def _delivery(config: Config, day: date) -> Hours | None:
    return delivery_hours(config.store, day)


def _meet(one: Hours, other: Hours | None) -> bool:
    return other is not None and max(one.start, other.start) < min(one.end, other.end)


def _working(config: Config, day: date) -> tuple[CourierSection, ...]:
    """Return who works on a day, robots and drones aside: they bring little, and to few."""
    alone = {vehicle.id for vehicle in config.vehicle if unmanned(vehicle.profile)}
    return tuple(one for one in working_on(config.courier, day) if one.vehicle not in alone)


def _gaps(hours: Hours, shifts: Sequence[Hours]) -> list[Hours]:
    """Return the parts of the hours that no shift covers."""
    gaps, reached = [], hours.start
    for shift in sorted(shifts, key=lambda shift: shift.start):
        if shift.start > reached:
            gaps.append(Hours(reached, min(shift.start, hours.end)))
        reached = max(reached, shift.end)
        if reached >= hours.end:
            return gaps
    return [*gaps, Hours(reached, hours.end)]
