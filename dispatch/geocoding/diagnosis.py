"""Name what is wrong with an address that a register does not have."""

from collections.abc import Iterable, Sequence
from typing import Final

from dispatch.address_keys import write_postcode
from dispatch.geocoding.doors import Door, Query, Register
from dispatch.geocoding.exact import on_typed_street
from dispatch.geocoding.scoring import Candidate, same_addition
from dispatch.geocoding.similar import nearest_streets
from dispatch.model import Code, Fact
from dispatch.model.facts import count, written

Diagnosis = tuple[Code, str, tuple[Fact, ...]]
"""A code, which of its clauses says it, and the facts, which may quote the register."""

_MUCH_ALIKE: Final = 0.8
_MOST_NUMBERS: Final = 6


def diagnose(query: Query, register: Register, candidates: Sequence[Candidate]) -> Diagnosis:
    """Return what is wrong with an address."""
    if not query.complete:
        return incomplete(query)
    if query.postcode:
        there = register.in_postcode(query.postcode)
        if there:
            return _at_postcode(query, register, there, candidates)
        digits = query.postcode[:4]
        if not any(postcode.startswith(digits) for postcode in register.postcodes()):
            return Code.POSTCODE_UNKNOWN, "digits", (written("postcode", digits),)
        if not query.street_key:
            return Code.POSTCODE_UNKNOWN, "", ()
    return _on_street(query, register)


def incomplete(query: Query) -> Diagnosis:
    """Return what is wrong with an address that cannot name a door."""
    return (Code.NUMBER_MISSING if query.number is None else Code.ADDRESS_INCOMPLETE), "", ()


def _at_postcode(
    query: Query, register: Register, there: Sequence[Door], candidates: Sequence[Candidate]
) -> Diagnosis:
    streets = sorted({door.street for door in there})
    doors = on_typed_street(query, there, register)
    if not doors:
        about = ""
        if candidates:
            kept = candidates[0].door.postcode == query.postcode
            about = "postcode_likelier" if kept else "street_likelier"
        return Code.STREET_DIFFERS, about, _list("street", streets[:3])
    return _door(query, doors, "at_postcode")


def _on_street(query: Query, register: Register) -> Diagnosis:
    if not register.knows_street(query.street_key):
        return Code.STREET_UNKNOWN, *_nearest(query, register)
    along = register.along_street(query.street_key)
    in_town = [door for door in along if door.city_key == query.city_key]
    towns = sorted({door.city for door in along})
    if query.city_key and not in_town:
        return Code.TOWN_DIFFERS, "towns", _list("town", towns[:3])
    if not query.city_key and len(towns) > 1:
        return Code.TOWN_AMBIGUOUS, "", _list("town", towns[:4])
    doors = in_town or along
    diagnosis = _door(query, doors, "on_street")
    if diagnosis[0] is not Code.ADDRESS_UNSURE or not query.postcode:
        return diagnosis
    found = next(door for door in doors if door.number == query.number)
    return Code.POSTCODE_UNKNOWN, "there", (written("postcode", write_postcode(found.postcode)),)


def _nearest(query: Query, register: Register) -> tuple[str, tuple[Fact, ...]]:
    """Name the street most like the typed one, if it is much like it."""
    near = nearest_streets(query.street, register.streets(), limit=1)
    if not near or near[0][1] < _MUCH_ALIKE:
        return "", ()
    along = register.along_street(near[0][0])
    street = written("street", along[0].street)
    if all(door.number != query.number for door in along):
        return "near_without_number", (street, written("number", str(query.number)))
    return "near", (street,)


def _door(query: Query, doors: Sequence[Door], where: str) -> Diagnosis:
    number = query.number or 0
    typed = written("number", str(number))
    at_number = [door for door in doors if door.number == number]
    if not at_number:
        nearest = sorted(doors, key=lambda door: (abs(door.number - number), door.number, door.addition))[:5]
        nearest.sort(key=lambda door: (door.number, door.addition))
        return Code.NUMBER_UNKNOWN, where, (typed, *_numbers(nearest))
    at_number.sort(key=lambda door: door.addition)
    if not any(same_addition(query.addition, door) for door in at_number):
        code = Code.ADDITION_UNKNOWN if query.addition else Code.ADDITION_MISSING
        return code, where, (typed, *_numbers(at_number))
    if query.city_key and all(door.city_key != query.city_key for door in at_number):
        return Code.TOWN_DIFFERS, "postcode", (written("town", at_number[0].city),)
    return Code.ADDRESS_UNSURE, "", ()


def _list(name: str, texts: Iterable[str]) -> tuple[Fact, ...]:
    return tuple(written(name, text) for text in texts)


def _numbers(doors: Sequence[Door]) -> tuple[Fact, ...]:
    """Return how many numbers doors have, and those in order, each once."""
    numbers = list(dict.fromkeys(door.written for door in doors))
    shown = numbers[:_MOST_NUMBERS] + (["…"] if len(numbers) > _MOST_NUMBERS else [])
    return (count("n", len(numbers)), *_list("numbers", shown))
