"""Who works on a day: the configuration, and what the book says since."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from dispatch.clock import DAY
from dispatch.config import CourierSection, Hours, VehicleSection, working_on
from dispatch.day.fleet_news import CourierNews, FleetNews


@dataclass(frozen=True, slots=True)
class Roster:
    """Hold who works.

    Parameters
    ----------
    couriers
        As the configuration would have them if it knew the news.
    shared
        (courier, usual vehicle, vehicle wanted, the other courier): who was to take a vehicle that somebody
        else drives then, and goes on as before.
    """

    couriers: tuple[CourierSection, ...]
    shared: tuple[tuple[str, str, str, str], ...] = ()


def roster(
    day: date,
    couriers: Sequence[CourierSection],
    vehicles: Sequence[VehicleSection],
    news: FleetNews,
    now: int = 0,
) -> Roster:
    """Work the news of the day into the couriers of the configuration.

    A courier who is new, comes in on a day off or works other hours does so; one who takes another vehicle
    drives it, unless somebody else does at that time. Who stopped still has a shift: what was driven in it
    is a fact.

    Parameters
    ----------
    day
        The service day.
    couriers, vehicles
        Of the configuration.
    news
        What the book says.
    now
        Whoever takes a vehicle does so from then on, in seconds since midnight.
    """
    known = {courier.name: courier for courier in couriers}
    wanted = [_changed(courier, news.couriers.get(courier.name), day) for courier in couriers]
    wanted += [
        made
        for name, word in news.couriers.items()
        if word.new and name not in known and (made := _new(name, word, couriers, vehicles))
    ]
    shared = list(_shared(wanted, known, news, day, now))
    back = {name for name, *_ in shared}
    kept = [
        known[courier.name].model_copy(update={"shift": courier.shift, "extra": courier.extra})
        if courier.name in back
        else courier
        for courier in wanted
        if courier.name not in back or courier.name in known
    ]
    return Roster(tuple(kept), tuple(shared))


def _changed(courier: CourierSection, word: CourierNews | None, day: date) -> CourierSection:
    if word is None:
        return courier
    changes: dict[str, object] = {}
    if word.hours is not None:
        changes["shift"] = Hours(word.hours.earliest, word.hours.latest)
        changes["extra"] = tuple(dict.fromkeys((*courier.extra, day)))
    if word.vehicle:
        changes["vehicle"] = word.vehicle
    return courier.model_copy(update=changes)


def _new(
    name: str, word: CourierNews, couriers: Sequence[CourierSection], vehicles: Sequence[VehicleSection]
) -> CourierSection | None:
    """Make a courier whom the configuration does not know; without a word on it, at the usual wage."""
    if word.hours is None or word.vehicle not in {vehicle.id for vehicle in vehicles}:
        return None
    usual = sorted(courier.hourly_wage for courier in couriers)
    wage = word.wage_cents if word.wage_cents is not None else usual[len(usual) // 2] if usual else 0
    hours = Hours(word.hours.earliest, word.hours.latest)
    made = CourierSection(name=name, vehicle=word.vehicle, shift=hours)
    return made.model_copy(update={"hourly_wage": wage})  # in cents, as it was read


def _shared(
    wanted: Sequence[CourierSection],
    known: Mapping[str, CourierSection],
    news: FleetNews,
    day: date,
    now: int,
) -> Iterator[tuple[str, str, str, str]]:
    """Find couriers who were to take a vehicle that another drives at the same time."""
    working = working_on(wanted, day)
    for one, other in combinations(working, 2):
        if one.vehicle != other.vehicle or not _overlap(one, other, news, now):
            continue
        taker, owner = (one, other) if _took(one, known) else (other, one)
        if _took(taker, known):
            usual = known[taker.name].vehicle if taker.name in known else ""
            yield taker.name, usual, taker.vehicle, owner.name


def _took(courier: CourierSection, known: Mapping[str, CourierSection]) -> bool:
    return courier.name not in known or known[courier.name].vehicle != courier.vehicle


def _overlap(one: CourierSection, other: CourierSection, news: FleetNews, now: int) -> bool:
    spans = [_span(courier, news, now) for courier in (one, other)]
    return max(start for start, _ in spans) < min(end for _, end in spans)


def _span(courier: CourierSection, news: FleetNews, now: int) -> tuple[int, int]:
    stopped = news.couriers.get(courier.name, CourierNews()).stopped
    return max(now, courier.shift.start), min(courier.shift.end, DAY * 2 if stopped is None else stopped)
