"""More vehicles and couriers, or fewer, in a configuration as it stands in its file."""

import copy
from typing import Any, Final

from dispatch.errors import ConfigError
from dispatch.phrases import Phrase, did_you_mean

_ALIKE: Final = ("profile", "crates", "kg", "cooled", "emission")
"""Vehicles are alike that agree in these."""


def add_vehicles(raw: dict[str, Any], name: str, count: int, file: str) -> None:
    """Add vehicles like one, each with couriers like those who drive it."""
    model = _named(raw["vehicle"], "id", name, file, "vehicle")
    crew = [courier for courier in raw["courier"] if courier["vehicle"] == name]
    for _ in range(count):
        vehicle = {**copy.deepcopy(model), "id": _free(raw["vehicle"], "id", name)}
        raw["vehicle"].append(vehicle)
        for courier in crew:
            new = _free(raw["courier"], "name", courier["name"])
            raw["courier"].append({**copy.deepcopy(courier), "name": new, "vehicle": vehicle["id"]})


def remove_vehicles(raw: dict[str, Any], name: str, count: int, file: str) -> None:
    """Take vehicles away, and the couriers who drive them: the one named last, those like it before.

    Raises
    ------
    ConfigError
        If there are not so many, or nobody would be left to drive.
    """
    model = _named(raw["vehicle"], "id", name, file, "vehicle")
    alike = [vehicle["id"] for vehicle in raw["vehicle"] if _like(vehicle, model) and vehicle["id"] != name]
    gone = [*reversed(alike), name][:count] if count > 1 else [name]
    if count > len(alike) + 1:
        raise ConfigError(
            "{file}: there are {there} vehicles like '{name}', and {count} are to go.",
            "Take fewer away.",
            file=file,
            there=len(alike) + 1,
            name=name,
            count=count,
        )
    raw["vehicle"] = [vehicle for vehicle in raw["vehicle"] if vehicle["id"] not in gone]
    raw["courier"] = [courier for courier in raw["courier"] if courier["vehicle"] not in gone]
    if not (raw["vehicle"] and raw["courier"]):
        raise ConfigError("{file}: nobody is left to drive.", "Take fewer vehicles away.", file=file)


def add_couriers(raw: dict[str, Any], name: str, count: int, file: str) -> None:
    """Add couriers like one, each on a vehicle of the same kind that stands still during the shift.

    Raises
    ------
    ConfigError
        If no vehicle does.
    """
    model = _named(raw["courier"], "name", name, file, "courier")
    kind = _named(raw["vehicle"], "id", model["vehicle"], file, "vehicle")
    for _ in range(count):
        alike = [vehicle["id"] for vehicle in raw["vehicle"] if _like(vehicle, kind)]
        idle = next((vehicle for vehicle in alike if _stands(raw, vehicle, model)), None)
        if idle is None:
            raise ConfigError(
                "{file}: no vehicle like '{vehicle}' is free during the shift of '{name}'.",
                'Add one with its courier: vehicles = "+1 {vehicle}".',
                file=file,
                vehicle=kind["id"],
                name=name,
            )
        new = _free(raw["courier"], "name", name)
        raw["courier"].append({**copy.deepcopy(model), "name": new, "vehicle": idle})


def remove_couriers(raw: dict[str, Any], name: str, count: int, file: str) -> None:
    """Take a courier away; the vehicle stays.

    Raises
    ------
    ConfigError
        If more than the one named is to go, or nobody would be left.
    """
    _named(raw["courier"], "name", name, file, "courier")
    left = [courier for courier in raw["courier"] if courier["name"] != name]
    if count > 1 or not left:
        raise ConfigError(
            "{file}: couriers: '-{count} {name}' cannot be.",
            "Name each courier who is away.",
            file=file,
            count=count,
            name=name,
        )
    raw["courier"] = left


def count_alike(raw: dict[str, Any], name: str, file: str) -> int:
    """Return how many vehicles are like one, itself among them."""
    model = _named(raw["vehicle"], "id", name, file, "vehicle")
    return sum(_like(vehicle, model) for vehicle in raw["vehicle"])


def _like(vehicle: dict[str, Any], model: dict[str, Any]) -> bool:
    return all(vehicle.get(key) == model.get(key) for key in _ALIKE)


def _stands(raw: dict[str, Any], vehicle: str, courier: dict[str, Any]) -> bool:
    """Tell whether nobody drives a vehicle during a courier's shift."""
    return not any(
        other["vehicle"] == vehicle
        and set(other.get("days", ())) & set(courier.get("days", ()))
        and _overlap(other["shift"], courier["shift"])
        for other in raw["courier"]
    )


def _overlap(one: str, other: str) -> bool:
    hours = [span.partition("-") for span in (one, other)]
    return max(start for start, _, _ in hours) < min(end for _, _, end in hours)


def _named(entries: list[dict[str, Any]], by: str, name: str, file: str, what: str) -> dict[str, Any]:
    known = [str(entry[by]) for entry in entries]
    if name not in known:
        raise ConfigError(
            "{file}: there is no {what} '{name}'{meant}.",
            "Correct the name.",
            file=file,
            what=Phrase(what),
            name=name,
            meant=did_you_mean(name, known),
        )
    return entries[known.index(name)]


def _free(entries: list[dict[str, Any]], by: str, name: str) -> str:
    taken = {entry[by] for entry in entries}
    return next(new for number in range(2, 1000) if (new := f"{name} ({number})") not in taken)
