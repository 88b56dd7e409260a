"""What documents call a vehicle, and what they say of one that nobody rides."""

from collections.abc import Iterator

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


def flight_rules(vehicle: Vehicle, words: Words) -> Iterator[str]:
    """Say what whoever loads a drone minds before each flight; nothing for other vehicles."""
    if vehicle.kind != "drone":
        return
    yield words("flight.weigh", kg=words.kg(vehicle.capacity.grams))
    yield words("flight.battery", km=words.km(vehicle.trip_range_m or 0))
    yield words("flight.call")
    yield words("flight.wind")
    yield words("flight.risk")
