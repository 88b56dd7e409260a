"""Who drives what on a day; the law of breaks lives here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from dispatch.clock import HOUR, MINUTE
from dispatch.config import (
    DRONE,
    CourierSection,
    Hours,
    VehicleSection,
    skills_in_use,
    skills_of,
    unmanned,
    working_on,
)
from dispatch.model import Break, Load, Shift, TimeWindow, TravelProfile, Vehicle


@dataclass(frozen=True, slots=True)
class Fleet:
    """Hold who drives what on a day, how each vehicle travels, and what they can do.

    Parameters
    ----------
    day
        The service day.
    sections
        The vehicles as configured.
    vehicles, profiles
        By id.
    shifts
        Of the couriers who work on that day.
    skills
        Those that some courier or vehicle has; others are asked of nobody.
    """

    day: date
    sections: tuple[VehicleSection, ...]
    vehicles: Mapping[str, Vehicle]
    profiles: Mapping[str, TravelProfile]
    shifts: tuple[Shift, ...]
    skills: frozenset[str]

    @property
    def driven(self) -> tuple[VehicleSection, ...]:
        """The vehicles on the road, as configured."""
        ids = {shift.vehicle.id for shift in self.shifts}
        return tuple(section for section in self.sections if section.id in ids)

    @property
    def used(self) -> tuple[TravelProfile, ...]:
        """The travel profiles of the vehicles on the road."""
        keys = {shift.vehicle.profile for shift in self.shifts}
        found = {profile.key: profile for profile in self.profiles.values() if profile.key in keys}
        return tuple(found[key] for key in sorted(found))


def fleet_of_day(
    day: date,
    couriers: Sequence[CourierSection],
    sections: Sequence[VehicleSection],
    profiles: Mapping[str, TravelProfile],
    call_hours: float,
) -> Fleet:
    """Gather the shifts and vehicles of a day.

    Parameters
    ----------
    profiles
        How each vehicle travels on this day, by its id.
    call_hours
        Hours that a call is paid for at least.
    """
    vehicles = make_vehicles(sections, {name: profile.key for name, profile in profiles.items()})
    return Fleet(
        day=day,
        sections=tuple(sections),
        vehicles=vehicles,
        profiles=profiles,
        shifts=make_shifts(day, couriers, sections, vehicles, call_hours),
        skills=skills_in_use(couriers, sections),
    )


def make_vehicles(sections: Sequence[VehicleSection], profiles: Mapping[str, str]) -> dict[str, Vehicle]:
    """Turn the vehicles of the configuration into those of the model, by id.

    Parameters
    ----------
    profiles
        Vehicle id → key of the travel matrix it uses on this day.
    """
    return {
        section.id: Vehicle(
            id=section.id,
            kind=section.profile,
            profile=profiles[section.id],
            capacity=Load(
                section.crates,
                round(section.kg * 1000),
                section.crates if section.chilled_crates is None else section.chilled_crates,
                section.crates if section.frozen_crates is None else section.frozen_crates,
            ),
            cooled=section.cooled,
            loading_seconds=round(section.loading_minutes * MINUTE),
            range_m=None if section.range_km is None else round(section.range_km * 1000),
            use_cents=section.fixed_cost,
            cents_per_km=section.cost_per_km,
            max_stops=1 if section.profile == DRONE else section.max_stops,
            trip_range_m=None if section.trip_range_km is None else round(section.trip_range_km * 1000),
            trial=unmanned(section.profile) and not section.allowed,
        )
        for section in sections
    }


def make_shifts(
    day: date,
    couriers: Sequence[CourierSection],
    sections: Sequence[VehicleSection],
    vehicles: Mapping[str, Vehicle],
    call_hours: float,
) -> tuple[Shift, ...]:
    """Turn the couriers who work on a day into shifts, in the order of the configuration.

    Couriers who share a vehicle share its range in proportion to their hours.
    """
    working = working_on(couriers, day)
    hours_of: dict[str, int] = {}
    for courier in working:
        hours_of[courier.vehicle] = hours_of.get(courier.vehicle, 0) + _length(courier.shift)
    shifts = []
    for courier in working:
        vehicle = vehicles[courier.vehicle]
        if vehicle.range_m is not None:
            part = vehicle.range_m * _length(courier.shift) // hours_of[courier.vehicle]
            vehicle = replace(vehicle, range_m=part)
        breaks = legal_breaks(courier.shift, courier.breaks)
        shifts.append(
            Shift(
                id=courier.name,
                courier=courier.name,
                vehicle=vehicle,
                hours=TimeWindow(courier.shift.start, courier.shift.end),
                skills=skills_of(courier, couriers, sections),
                breaks=breaks,
                cents_per_hour=courier.hourly_wage,
                max_trips=courier.max_trips,
                least_paid_seconds=_least_paid(courier, breaks, call_hours),
            )
        )
    return tuple(shifts)


def _least_paid(courier: CourierSection, breaks: Sequence[Break], call_hours: float) -> int:
    """Return how many seconds a courier who is sent out is paid for at least; breaks are not paid."""
    if courier.paid == "work":
        return 0
    if courier.paid == "call":
        return round(call_hours * HOUR)
    length = _length(courier.shift)
    return length - sum(owed.seconds for owed in breaks if owed.over < length)


def legal_breaks(shift: Hours, preset: str) -> tuple[Break, ...]:
    """Return the breaks that the law (Arbeidstijdenwet, art. 5:4) asks of a shift.

    Adults: 30 minutes when work exceeds 5.5 hours, 45 when it exceeds 10. Aged 16 or 17: 30 minutes
    when it exceeds 4.5 hours. A break begins at least an hour into the shift, ends at least
    an hour before its end, and nobody works longer than those hours in one stretch before it.
    """
    if preset == "none":
        return ()
    stretch = round(4.5 * HOUR) if preset == "16-17" else round(5.5 * HOUR)
    length = _length(shift)
    if length <= stretch:
        return ()
    last = shift.end - HOUR
    half_hour = 30 * MINUTE
    long_day = preset == "adult" and length > 10 * HOUR
    latest = min(shift.start + stretch, last - half_hour)
    earliest = shift.start + (2 * HOUR if long_day else HOUR)
    breaks = [Break(half_hour, TimeWindow(min(earliest, latest), latest), stretch)]
    if long_day:
        breaks.append(Break(15 * MINUTE, TimeWindow(shift.start + 6 * HOUR, last - 15 * MINUTE), 10 * HOUR))
    return tuple(breaks)


def _length(hours: Hours) -> int:
    return hours.end - hours.start
