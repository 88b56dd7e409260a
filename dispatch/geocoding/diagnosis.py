"""Name what is wrong with an address that a register does not have."""

from collections.abc import Sequence
from typing import Final

from dispatch.geocoding.doors import Door, Query, Register
from dispatch.geocoding.exact import on_typed_street
from dispatch.geocoding.similar import nearest_streets
from dispatch.geocoding.weighing import Candidate, number_list, same_addition
from dispatch.spelling import write_postcode

_MUCH_ALIKE: Final = 0.8


def diagnose(query: Query, register: Register, candidates: Sequence[Candidate]) -> tuple[str, str]:
    """Return a code and the matter in words; the words may quote the register."""
    if not query.complete:
        return incomplete(query)
    if query.postcode:
        there = register.in_postcode(query.postcode)
        if there:
            return _at_postcode(query, register, there, candidates)
        digits = query.postcode[:4]
        if not any(postcode.startswith(digits) for postcode in register.postcodes()):
            return "POSTCODE_UNKNOWN", f"no address in postcode {digits} is known here"
        if not query.street_key:
            return "POSTCODE_UNKNOWN", "the postcode does not exist"
    return _on_street(query, register)


def incomplete(query: Query) -> tuple[str, str]:
    """Return code and words for an address that cannot name a door."""
    if query.number is None:
        return "NUMBER_MISSING", "there is no house number"
    return "ADDRESS_INCOMPLETE", "there is neither a postcode nor a street"


def _at_postcode(
    query: Query, register: Register, there: Sequence[Door], candidates: Sequence[Candidate]
) -> tuple[str, str]:
    streets = sorted({door.street for door in there})
    doors = on_typed_street(query, there, register)
    if not doors:
        likelier = candidates[0].door if candidates else None
        why = ""
        if likelier is not None:
            kept = "postcode" if likelier.postcode == query.postcode else "street"
            why = f"; the {kept} is likelier to be right"
        where = ", ".join(streets[:3])
        return "STREET_DIFFERS", f"the postcode belongs to {where}, which is not the street typed{why}"
    return _door(query, doors, "at this postcode")


def _on_street(query: Query, register: Register) -> tuple[str, str]:
    if not register.knows_street(query.street_key):
        return "STREET_UNKNOWN", f"there is no street of this name{_nearest(query, register)}"
    along = register.along_street(query.street_key)
    in_town = [door for door in along if door.city_key == query.city_key]
    towns = sorted({door.city for door in along})
    if query.city_key and not in_town:
        return "TOWN_DIFFERS", f"there is no street of this name in that town, but in {', '.join(towns[:3])}"
    if not query.city_key and len(towns) > 1:
        return "TOWN_AMBIGUOUS", f"there is a street of this name in {', '.join(towns[:4])}"
    doors = in_town or along
    code, detail = _door(query, doors, "on this street")
    if code != "ADDRESS_UNSURE" or not query.postcode:
        return code, detail
    found = next(door for door in doors if door.number == query.number)
    return "POSTCODE_UNKNOWN", f"the postcode does not exist; there it is {write_postcode(found.postcode)}"


def _nearest(query: Query, register: Register) -> str:
    """Name the street most like the typed one, if it is much like it."""
    near = nearest_streets(query.street, register.streets(), limit=1)
    if not near or near[0][1] < _MUCH_ALIKE:
        return ""
    along = register.along_street(near[0][0])
    lacking = all(door.number != query.number for door in along)
    return f"; the nearest is {along[0].street}" + (
        f", which has no number {query.number}" if lacking else ""
    )


def _door(query: Query, doors: Sequence[Door], where: str) -> tuple[str, str]:
    number = query.number or 0
    at_number = [door for door in doors if door.number == number]
    if not at_number:
        nearest = sorted(doors, key=lambda door: (abs(door.number - number), door.number, door.addition))[:5]
        nearest.sort(key=lambda door: (door.number, door.addition))
        return "NUMBER_UNKNOWN", f"number {number} does not exist {where}; nearest are {number_list(nearest)}"
    at_number.sort(key=lambda door: door.addition)
    if not any(same_addition(query.addition, door) for door in at_number):
        there = number_list(at_number)
        if not query.addition:
            return "ADDITION_MISSING", f"number {number} exists {where} only with an addition: {there}"
        return "ADDITION_UNKNOWN", f"that addition does not exist {where}; there are {there}"
    if query.city_key and all(door.city_key != query.city_key for door in at_number):
        return "TOWN_DIFFERS", f"the postcode is in {at_number[0].city}, which is not the town typed"
    return "ADDRESS_UNSURE", "the parts of the address do not agree with one door"
