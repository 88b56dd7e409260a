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
    weekday_of,
    working_on,
)
from dispatch.doctoring.findings import Finding, Surroundings, fail, ok, warn


def couriers(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look whether somebody can deliver in every hour that is promised, today and tomorrow."""
    for ahead, word in ((0, "today"), (1, "tomorrow")):
        day = around.now.date() + timedelta(days=ahead)
        hours = _delivery(config, day)
        if hours is None:
            yield ok("COURIERS", f"The store does not deliver {word} ({day}).")
        else:
            yield from _covered(config, day, hours, word)


def shifts(config: Config, _: Surroundings) -> Iterator[Finding]:
    """Look for shifts that never meet the delivery hours."""
    idle = [
        courier.name
        for courier in config.courier
        if not any(_meet(courier.shift, delivery_hours(config.store, weekday)) for weekday in courier.days)
    ]
    if idle:
        yield warn(
            "SHIFTS",
            f"The shift lies outside the delivery hours on every day: {', '.join(idle)}.",
            "Correct the shift or the days of the [[courier]], or [store] delivery.",
        )
    else:
        yield ok("SHIFTS", "Every shift meets the delivery hours.")


def skills(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look whether somebody may check an ID in every hour that is promised today."""
    day = around.now.date()
    hours = _delivery(config, day)
    working = _working(config, day)
    if hours is None or not working:
        return
    checking = [one for one in working if ID_CHECK in skills_of(one, config.courier, config.vehicle)]
    for gap in _gaps(hours, [one.shift for one in checking]):
        yield warn(
            "ID_CHECK",
            f"Nobody with the skill id_check works {gap} today; orders with an 18+ article cannot go then.",
            'Give a courier skills = ["id_check"].',
        )


def vehicles(config: Config, _: Surroundings) -> Iterator[Finding]:
    """Look for vehicles that nobody drives, and for fleets that cannot take cold goods far."""
    idle = [v.id for v in config.vehicle if v.id not in {c.vehicle for c in config.courier}]
    if idle:
        yield warn(
            "VEHICLES", f"Nobody drives {', '.join(idle)}.", "Give a courier the vehicle, or take it out."
        )
    else:
        yield ok("VEHICLES", f"{len(config.vehicle)} vehicles, {len(config.courier)} couriers.")


def _covered(config: Config, day: date, hours: Hours, word: str) -> Iterator[Finding]:
    working = _working(config, day)
    if not working:
        yield fail(
            "COURIERS",
            f"No courier works {word} ({day}, {weekday_of(day)}), while the store delivers {hours}.",
            "Add the weekday to the days of a [[courier]], or close the day in [store.days].",
        )
        return
    gaps = _gaps(hours, [one.shift for one in working])
    for gap in gaps:
        yield warn(
            "COURIERS",
            f"Nobody works {gap} {word}, while the store delivers {hours}.",
            "Lengthen a shift, add a courier, or shorten [store] delivery.",
        )
    if not gaps:
        names = "1 courier" if len(working) == 1 else f"{len(working)} couriers"
        yield ok("COURIERS", f"{names} cover {hours} {word}.")
    if max(one.shift.end for one in working) <= hours.end and not gaps:
        yield warn(
            "COURIERS_LAST",
            f"The last shift {word} ends with the last delivery window ({hours}): "
            "who delivers at the end cannot be back in time.",
            "Let one shift end half an hour after the last window.",
        )


def _delivery(config: Config, day: date) -> Hours | None:
    return delivery_hours(config.store, weekday_of(day))


def _meet(one: Hours, other: Hours | None) -> bool:
    return other is not None and max(one.start, other.start) < min(one.end, other.end)


def _working(config: Config, day: date) -> tuple[CourierSection, ...]:
    return working_on(config.courier, weekday_of(day))


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
