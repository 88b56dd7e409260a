"""Find the doors that an address which is not exact may have meant."""

from collections.abc import Iterable, Sequence
from typing import Final

from dispatch.geocoding.doors import Door, Query, Register, spread
from dispatch.geocoding.exact import SAME_DOOR_METRES
from dispatch.geocoding.scoring import Candidate, Scorer
from dispatch.geocoding.similar import nearest_postcodes, nearest_streets

_LEAST: Final = 0.4
_NEIGHBOURS: Final = 6
_LIKELY_STREETS: Final = 3


def find_candidates(query: Query, register: Register) -> list[Candidate]:
    """Return the likeliest doors, best first, each address once."""
    near = nearest_streets(query.street, register.streets()) if query.street_key else []
    doors = list(_with_number(query, register, near))
    doors += _with_other_number(query, register, near)
    scorer = Scorer(query, register, near[0][1] if near else 0.0)
    groups: dict[tuple[object, ...], list[Door]] = {}
    at_number: dict[tuple[object, ...], set[str]] = {}
    for door in doors:
        groups.setdefault((door.identity, door.postcode), []).append(door)
        at_number.setdefault((door.identity[:3], door.postcode), set()).add(door.addition)
    found = []
    for group in groups.values():
        alone = len(at_number[group[0].identity[:3], group[0].postcode]) == 1
        candidate = scorer.score(group[0], alone)
        if candidate.score >= _LEAST and spread(group) <= SAME_DOOR_METRES:
            found.append(candidate)
    number = query.number or 0
    found.sort(
        key=lambda item: (
            -round(item.score, 6),
            abs(item.door.number - number),
            item.door.addition,
            item.door.identity,
        )
    )
    return found


def _with_number(query: Query, register: Register, near: Sequence[tuple[str, float]]) -> Iterable[Door]:
    number = query.number or 0
    for street, _ in near:
        yield from register.on_street(street, number)
    if query.postcode:
        there = register.at_postcode(query.postcode, number)
        yield from _unless_near(there, near)
        if not (query.street_key or there):
            for postcode in nearest_postcodes(query.postcode, register.postcodes()):
                if postcode != query.postcode:
                    yield from register.at_postcode(postcode, number)


def _unless_near(doors: Iterable[Door], near: Sequence[tuple[str, float]]) -> Iterable[Door]:
    listed = {street for street, _ in near}
    return (door for door in doors if door.street_key not in listed)


def _with_other_number(query: Query, register: Register, near: Sequence[tuple[str, float]]) -> list[Door]:
    """Return the doors at the postcode and on the likeliest streets whose numbers come closest."""
    number = query.number or 0
    doors: list[Door] = []
    for street, alike in near[:_LIKELY_STREETS]:
        if alike >= 0.8 or street == near[0][0]:
            doors += _closest(query, register.along_street(street))
    if query.postcode:
        doors += _closest(query, list(_unless_near(register.in_postcode(query.postcode), near)))
    return [door for door in doors if door.number != number]


def _closest(query: Query, doors: Sequence[Door]) -> list[Door]:
    """Pick the nearest numbers in the typed town or postcode, and those with the same digits."""
    number = query.number or 0
    towns = {door.city_key for door in doors}
    if query.city_key in towns:
        doors = [door for door in doors if door.city_key == query.city_key]
    typed, digits = f"{number}{query.addition}", sorted(str(number))
    others = [door for door in doors if door.number != number]
    shuffled = [
        door
        for door in others
        if sorted(str(door.number)) == digits or f"{door.number}{door.addition}" == typed
    ]
    others.sort(
        key=lambda door: (
            door.postcode != query.postcode,
            abs(door.number - number),
            (door.number - number) % 2,
            door.addition,
        )
    )
    return shuffled + others[:_NEIGHBOURS]
