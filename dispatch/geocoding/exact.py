"""Decide whether an address names one door of a register beyond doubt."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from dispatch.geocoding.doors import Door, Query, Register, spread
from dispatch.geocoding.similar import nearest_streets, street_likeness

SAME_DOOR_METRES: Final = 50.0
"""Entries of one address this close together are one door."""

_SAME_STREET: Final = 0.8
"""A typed street this like the street at the postcode is that street with a typing error."""


@dataclass(frozen=True, slots=True)
class Twice:
    """Hold entries of one address that lie too far apart to be one door."""

    doors: tuple[Door, ...]
    metres: float


def find_exact(query: Query, register: Register) -> Door | Twice | None:
    """Return the door whose postcode (or town and street), number and addition agree.

    A typed street must agree too, or differ from the register by a typing error only; a typed town
    may differ if postcode and street agree and the typed town has no such address. An address that
    the register has at two places is :class:`Twice`.
    """
    if query.number is None:
        return None
    doors = _by_postcode(query, register) if query.postcode else _by_town(query, register)
    if not doors:
        return None
    metres = spread(doors)
    return doors[0] if metres <= SAME_DOOR_METRES else Twice(tuple(doors), metres)


def _by_postcode(query: Query, register: Register) -> Sequence[Door]:
    at_postcode = register.at_postcode(query.postcode, query.number or 0)
    doors = [door for door in at_postcode if door.addition == query.addition]
    if query.street_key:
        doors = on_typed_street(query, doors, register)
    elif len({door.street_key for door in doors}) > 1:
        doors = []
    if not all(query.city_key in ("", door.city_key) or not door.city_key for door in doors):
        doors = doors if _town_is_a_slip(query, register) else []
    return doors or [door for door in _by_town(query, register) if not door.postcode]


def _town_is_a_slip(query: Query, register: Register) -> bool:
    """Tell whether the typed town can only be wrong: postcode and street agree, and it has no such door."""
    if not (query.street_key and register.complete):
        return False
    on_street = register.on_street(query.street_key, query.number or 0)
    return all(door.city_key != query.city_key for door in on_street)


def _by_town(query: Query, register: Register) -> list[Door]:
    """Return the doors whose town, street, number and addition agree, and what is typed of a postcode."""
    if not (query.street_key and query.city_key):
        return []
    return [
        door
        for door in register.on_street(query.street_key, query.number or 0)
        if door.addition == query.addition
        and door.city_key == query.city_key
        and (not door.postcode or door.postcode.startswith(query.postcode_text))
    ]


def on_typed_street(query: Query, doors: Sequence[Door], register: Register) -> list[Door]:
    """Return the doors whose street is the typed one, at most with a typing error; all if none was typed.

    A door without a street does not contradict. A like name is not the typed street if a street of the
    typed name exists, if another name is more like what was typed, or if numbers in the names differ
    (1e and 2e Binnenvestgracht).
    """
    if not query.street_key:
        return list(doors)
    same = [door for door in doors if door.street_key in ("", query.street_key)]
    if same or not doors or register.knows_street(query.street_key):
        return same
    alike = {
        key: street_likeness(query.street, key)
        for key in {door.street_key for door in doors}
        if _digits(key) == _digits(query.street_key)
    }
    best = max(alike.values(), default=0.0)
    if best < _SAME_STREET or nearest_streets(query.street, register.streets(), limit=1)[0][1] > best:
        return []
    return [door for door in doors if alike.get(door.street_key) == best]


def _digits(key: str) -> list[str]:
    return re.findall(r"\d+", key)
