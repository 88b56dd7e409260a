"""What documents call a vehicle, and what they say of one that nobody rides."""

from collections.abc import Iterator
from typing import Any

from dispatch.model import Vehicle
from dispatch.words import Words


def vehicle_named(vehicle: Vehicle, words: Words) -> str:
    """Name a vehicle; one without a permit is a trial."""
    return words("vehicle.on_trial", vehicle=vehicle.id) if vehicle.trial else vehicle.id


def vehicle_kind(vehicle: Vehicle, words: Words) -> str:
    """Name a kind of vehicle; one without a permit is a trial."""
    kind = words(f"vehicle.{vehicle.kind}")
    return words("vehicle.on_trial", vehicle=kind) if vehicle.trial else kind


def vehicle_line(vehicle: Vehicle, words: Words) -> str:
    """Name a vehicle with its kind: ``drone-1 (drone, PROEF)``."""
    return f"{vehicle.id} ({vehicle_kind(vehicle, words)})"


def unmanned_sheet(route: str, vehicle: Vehicle, words: Words) -> dict[str, Any]:
    """Word what whoever loads a robot or drone needs besides its trips: rules, labels and boxes to tick."""
    kind = "flight" if vehicle.kind == "drone" else "drive"
    return {
        "title": words(f"{kind}.title", route=route),
        "head": words(f"{kind}.rules"),
        "rules": list(flight_rules(vehicle, words) if kind == "flight" else drive_rules(vehicle, words)),
        "off": words("flight.off" if kind == "flight" else "depart"),
        "there": words(f"{kind}.drop"),
        "ticks": [words(f"{kind}.{box}") for box in ("loaded", "charged", "clear", "dropped", "back")],
    }


def flight_rules(vehicle: Vehicle, words: Words) -> Iterator[str]:
    """Say what whoever loads a drone minds before each flight."""
    yield words("flight.weigh", kg=words.kg(vehicle.capacity.grams))
    yield words("flight.battery", km=words.km(vehicle.trip_range_m or 0))
    yield words("flight.call")
    yield words("flight.wind")
    yield words("flight.risk")


def drive_rules(vehicle: Vehicle, words: Words) -> Iterator[str]:
    """Say what whoever loads a robot minds before each trip."""
    yield words("drive.weigh", kg=words.kg(vehicle.capacity.grams))
    if vehicle.trip_range_m:
        yield words("drive.battery", km=words.km(vehicle.trip_range_m))
    yield words("drive.call")
