"""Vehicles that nobody rides: what they are allowed, how fast they are, the wind they meet, who consents."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Final

from pydantic import Field

from dispatch.config.values import HoursOfDay, Section
from dispatch.phrases import Detail, Phrase

if TYPE_CHECKING:
    from dispatch.config.sections import VehicleSection

ROBOT: Final = "robot"
DRONE: Final = "drone"

USUAL_KMH: Final = {ROBOT: 6.0, DRONE: 60.0}
"""Speed where the vehicle does not say."""

_ROBOT_KMH: Final = (4, 15)
_LONGEST_FLIGHT_HOURS: Final = 1

CONSENTS: Final = {ROBOT: "robot_ok", DRONE: "drone_ok"}
"""What a customer agreed to, by kind of vehicle, as the till writes it among the skills of an order."""

_WORDS: Final = {
    ROBOT: frozenset({"robot_ok", "robot_mag", "robot_akkoord", "robot_toegestaan", "robot_allowed"}),
    DRONE: frozenset({"drone_ok", "drone_mag", "drone_akkoord", "drone_toegestaan", "drone_allowed"}),
}
"""Dutch and English."""


class Wind(Section):
    """Wind in some hours, or in all that no other entry names."""

    metres_per_second: Annotated[float, Field(ge=0, le=60)]
    from_degrees: Annotated[int, Field(ge=0, le=360)]
    """Where it blows from: 0 north, 90 east, 240 west-south-west."""
    hours: HoursOfDay | None = None


class Air(Section):
    """What drones meet."""

    wind: tuple[Wind, ...] = ()
    """Without any the air is taken to be calm, and that is said."""
    clearance_metres: Annotated[float, Field(ge=1, le=5000)] = 50.0
    """How far flights stay from every area that is closed to them."""


def unmanned(kind: str) -> bool:
    """Tell whether nobody rides such a vehicle."""
    return kind in CONSENTS


def speed_mph(vehicle: "VehicleSection") -> int:
    """Return the speed that the vehicle's times are made of, in metres an hour; 0 where the road decides."""
    if not unmanned(vehicle.profile):
        return 0
    return round((vehicle.speed_kmh or USUAL_KMH[vehicle.profile]) * 1000)


def consent_of(skill: str) -> str:
    """Return the kind of vehicle that a skill consents to; empty for a skill that is asked for."""
    written = "_".join(skill.casefold().replace("-", " ").replace("_", " ").split())
    return next((kind for kind, forms in _WORDS.items() if written in forms), "")


def consents(skills: Iterable[str]) -> frozenset[str]:
    """Return the kinds of vehicle that an order consents to."""
    return frozenset(filter(None, map(consent_of, skills)))


def vehicle_mistakes(vehicle: "VehicleSection") -> Iterator[Phrase]:
    """Find what cannot be in the section of a vehicle."""
    name: dict[str, Detail] = {"id": vehicle.id}
    if not unmanned(vehicle.profile):
        for key in ("speed_kmh", "allowed", "permit"):
            if getattr(vehicle, key):
                yield Phrase(
                    "vehicle '{id}': {key} is for robots and drones, and this is a {kind}",
                    name | {"key": key, "kind": vehicle.profile},
                )
        return
    if vehicle.allowed and not vehicle.permit:
        yield Phrase("vehicle '{id}': allowed = true needs the permit's number, permit = \"…\"", name)
    if vehicle.profile == ROBOT:
        yield from _robot_mistakes(vehicle, name)
    else:
        yield from _drone_mistakes(vehicle, name)


def _robot_mistakes(vehicle: "VehicleSection", name: dict[str, Detail]) -> Iterator[Phrase]:
    least, most = _ROBOT_KMH
    if vehicle.speed_kmh is not None and not least <= vehicle.speed_kmh <= most:
        yield Phrase(
            "vehicle '{id}': a robot on the pavement does {least} to {most} km/h",
            name | {"least": least, "most": most},
        )


def _drone_mistakes(vehicle: "VehicleSection", name: dict[str, Detail]) -> Iterator[Phrase]:
    if vehicle.max_stops not in (None, 1):
        yield Phrase("vehicle '{id}': a drone has one drop a flight, max_stops = 1", name)
    if vehicle.trip_range_km is None:
        yield Phrase("vehicle '{id}': a drone needs trip_range_km, what its battery lasts for", name)
    elif vehicle.trip_range_km * 1000 > speed_mph(vehicle) * _LONGEST_FLIGHT_HOURS:
        yield Phrase(
            "vehicle '{id}': trip_range_km is more than it flies in {n} hour at its speed, speed_kmh",
            name | {"n": _LONGEST_FLIGHT_HOURS},
        )
