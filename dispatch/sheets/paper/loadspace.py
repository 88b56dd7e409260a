"""The load space of a vehicle as the packer sees it from the side, its places and its limits."""

from collections.abc import Iterator
from typing import Any, Final

from dispatch.sheets.loading import Bay, Placed, place_name
from dispatch.sheets.visits import TripRow
from dispatch.words import Words

LEVELS: Final = {"bike": 2, "van": 4, "robot": 1, "drone": 1}
"""Crates on top of each other in a kind of vehicle."""

_WIDEST: Final = 16
"""Stacks side by side that a page shows; of a larger vehicle, what lies nearest the door is left out."""


def space(row: TripRow, say: Words) -> dict[str, Any]:
    """Draw the load space: stacks from the far end to the door, and a row for each cold bay and the bags."""
    vehicle = row.route.shift.vehicle
    floor = [one for one in row.placed if one.bay is Bay.FLOOR]
    room = max(vehicle.capacity.crates - row.goods.chilled - row.goods.frozen, len(floor))
    levels = LEVELS.get(vehicle.kind, 2)
    while len(floor) > _WIDEST * levels:
        levels += 1
    room = min(room, _WIDEST * levels)
    cells = [_cell(one, row, say) for one in floor]
    cells += [{"place": str(place), "stop": "", "dark": False} for place in range(len(floor) + 1, room + 1)]
    bays = ((bay, [one for one in row.placed if one.bay is bay]) for bay in list(Bay)[1:])
    return {
        "title": say(f"loading.space.{vehicle.kind}"),
        "levels": levels,
        "stacks": [cells[start : start + levels] for start in range(0, room, levels)],
        "bays": [
            {"title": say(f"loading.bay.{bay}"), "cells": [_cell(one, row, say) for one in placed]}
            for bay, placed in bays
            if placed
        ],
    }


def limits(row: TripRow, say: Words) -> Iterator[str]:
    """Say how much of each thing that can run out is taken: ``8 van 10 koel``."""
    load, room = row.trip.load, row.route.shift.vehicle.capacity
    taken = [
        (str(load.crates), str(room.crates), say("loading.places")),
        (say.decimal(load.grams / 1000), say.decimal(room.grams / 1000, 1 if room.grams % 1000 else 0), "kg"),
    ]
    if load.chilled:
        taken.append((str(load.chilled), str(room.chilled), say("temperature.chilled")))
    if load.frozen:
        taken.append((str(load.frozen), str(room.frozen), say("temperature.frozen")))
    for n, most, what in taken:
        yield say("loading.limit", n=n, room=most, what=what)


def _cell(one: Placed, row: TripRow, say: Words) -> dict[str, Any]:
    """Draw a place with the stop it is for; every other stop is darker, so that runs stand out in grey."""
    return {
        "place": place_name(one, say),
        "stop": row.visits[one.seq - 1].number,
        "dark": one.seq % 2 == 0,
    }
