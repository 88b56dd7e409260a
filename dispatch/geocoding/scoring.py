"""Score how likely it is that a door is the one an address meant.

A score of 1 is full agreement; each difference takes its penalty off. The penalties were set by hand
and checked on planted typing errors (``benchmarks/addresses.py``).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from dispatch.geocoding.additions import FLOOR
from dispatch.geocoding.doors import Door, Query, Register
from dispatch.geocoding.similar import likeness, steps, street_likeness
from dispatch.model import Code

_STREET: Final = 0.45
_STREET_UNLIKE: Final = 0.25
_STREET_AT_DOOR: Final = 0.2
_OTHER_STREET_EXISTS: Final = 0.2
_CLEARLY: Final = 0.05
_FIRST_LETTER: Final = 0.04
_POSTCODE_ONE_STEP: Final = 0.04
_POSTCODE_LETTERS: Final = 0.05
_POSTCODE_TWO_STEPS: Final = 0.12
_POSTCODE_OTHER: Final = 0.3
_POSTCODE_ALONE: Final = 0.1
_POSTCODE_OF_SAME_STREET: Final = 0.06
_POSTCODE_HAS_NUMBER: Final = 0.06
_TOWN_LIKE: Final = 0.02
_TOWN_MISSING: Final = 0.03
_TOWN_OTHER: Final = 0.15
_TOWN_OTHER_CONFIRMED: Final = 0.06
_ADDITION_SAME_THING: Final = 0.04
_ADDITION_OTHER: Final = 0.25
_ADDITION_MISSING: Final = 0.25
_NUMBER_GLUED: Final = 0.12
_NUMBER_SHUFFLED: Final = 0.28
_NUMBER_SHUFFLED_SAME_POSTCODE: Final = 0.15
_NUMBER_OTHER: Final = 0.35

_ROMAN: Final = {"I": "1", "II": "2", "III": "3", "IV": "4", "V": "5", "VI": "6", "VII": "7"}
_GROUND_FLOOR: Final = frozenset({"HS", "BG", "BEN"})
_LONGEST_RANGE: Final = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """Hold a door with its score and what differs, the gravest first: (code, penalty)."""

    door: Door
    score: float
    differences: tuple[tuple[Code, float], ...]

    @property
    def code(self) -> Code:
        """The gravest difference; ``ADDRESS_UNSURE`` if there is none but another door fits too."""
        return self.differences[0][0] if self.differences else Code.ADDRESS_UNSURE


class Scorer:
    """Score doors against one query.

    Parameters
    ----------
    query
        What was typed.
    register
        Where the doors come from; it also tells whether the typed street and postcode exist elsewhere.
    best_likeness
        How much the street most like the typed one is like it, whether it has the number or not.
    """

    def __init__(self, query: Query, register: Register, best_likeness: float = 0.0) -> None:
        self._query = query
        self._best_likeness = best_likeness
        self._street_exists = bool(query.street_key) and register.knows_street(query.street_key)
        there = register.in_postcode(query.postcode) if query.postcode else ()
        self._streets_there = {door.street_key for door in there}
        self._number_there = {
            door.street_key
            for door in there
            if door.number == query.number and same_addition(query.addition, door)
        }
        self._postcode_exists = bool(there)

    def score(self, door: Door, alone: bool) -> Candidate:
        """Score a door; ``alone`` tells whether it is the only one at its number."""
        found = [
            *self._street(door),
            *self._postcode(door),
            *self._town(door),
            *self._number(door),
            *self._addition(door, alone),
        ]
        differences = tuple(sorted(found, key=lambda item: -item[1]))
        return Candidate(door, max(0.0, 1.0 - sum(penalty for _, penalty in found)), differences)

    def _street(self, door: Door) -> Iterable[tuple[Code, float]]:
        query = self._query
        if not query.street_key or query.street_key == door.street_key:
            return
        unlike = 1.0 - street_likeness(query.street, door.street_key)
        at_door = query.postcode == door.postcode and query.number == door.number
        penalty = (
            unlike * _STREET_AT_DOOR if at_door else unlike * _STREET + 2 * max(0.0, unlike - _STREET_UNLIKE)
        )
        if self._street_exists or (not at_door and 1.0 - unlike < self._best_likeness - _CLEARLY):
            penalty += _OTHER_STREET_EXISTS
        elif not at_door and query.street_key[:1] != door.street_key[:1] and unlike < 0.2:
            penalty += _FIRST_LETTER
        yield (Code.STREET_DIFFERS if self._street_exists else Code.STREET_UNKNOWN), penalty

    def _postcode(self, door: Door) -> Iterable[tuple[Code, float]]:
        query = self._query
        if not door.postcode or query.postcode == door.postcode:
            return
        if not query.postcode:
            if not door.postcode.startswith(query.postcode_text):
                yield Code.POSTCODE_UNKNOWN, _partial_postcode(query.postcode_text, door.postcode)
            return
        away = steps(query.postcode, door.postcode)
        if away == 1:
            penalty = _POSTCODE_ONE_STEP
        elif query.postcode[:4] == door.postcode[:4]:
            penalty = _POSTCODE_LETTERS
        else:
            penalty = _POSTCODE_TWO_STEPS if away == 2 else _POSTCODE_OTHER
        if not query.street_key:
            penalty += _POSTCODE_ALONE
        elif door.street_key in self._streets_there:
            penalty += _POSTCODE_OF_SAME_STREET
        elif self._number_there:
            penalty += _POSTCODE_HAS_NUMBER
        yield (Code.POSTCODE_DIFFERS if self._postcode_exists else Code.POSTCODE_UNKNOWN), penalty

    def _town(self, door: Door) -> Iterable[tuple[Code, float]]:
        query = self._query
        if query.city_key == door.city_key:
            return
        if not query.city_key:
            if not query.postcode or query.postcode != door.postcode:
                yield Code.TOWN_MISSING, _TOWN_MISSING
        elif not door.city_key:
            yield Code.TOWN_DIFFERS, _TOWN_MISSING
        elif likeness(query.city_key, door.city_key) >= 0.75:
            yield Code.TOWN_DIFFERS, _TOWN_LIKE
        else:
            same = query.postcode == door.postcode
            confirmed = same and bool(query.street_key)
            yield Code.TOWN_DIFFERS, _TOWN_OTHER_CONFIRMED if confirmed else _TOWN_OTHER

    def _number(self, door: Door) -> Iterable[tuple[Code, float]]:
        query = self._query
        if query.number == door.number or query.number is None:
            return
        if _glued(query, door):
            penalty = _NUMBER_GLUED
        elif sorted(str(query.number)) == sorted(str(door.number)):
            same = query.postcode == door.postcode
            penalty = _NUMBER_SHUFFLED_SAME_POSTCODE if same else _NUMBER_SHUFFLED
        else:
            penalty = _NUMBER_OTHER + min(abs(query.number - door.number), 1000) / 10_000
        yield Code.NUMBER_UNKNOWN, penalty

    def _addition(self, door: Door, alone: bool) -> Iterable[tuple[Code, float]]:
        typed, there = self._query.addition, door.addition
        if typed == there or (self._query.number != door.number and _glued(self._query, door)):
            return
        if _roman(typed) == _roman(there) or (not there and _is_same_door(typed, self._query.number, alone)):
            yield Code.ADDITION_UNKNOWN, _ADDITION_SAME_THING
        elif not typed:
            yield Code.ADDITION_MISSING, _ADDITION_MISSING + len(there) / 1000
        else:
            related = there and (there.startswith(typed) or typed.startswith(there))
            yield Code.ADDITION_UNKNOWN, _ADDITION_OTHER + (0.0 if related or not there else 0.02)


def same_addition(typed: str, door: Door) -> bool:
    """Tell whether a typed addition is the door's, but for numerals and zeros that a spreadsheet took."""
    return _roman(typed) == _roman(door.addition)


def _glued(query: Query, door: Door) -> bool:
    """Tell whether number and addition, written as one, are the same: 121 and 12-1."""
    return f"{query.number}{query.addition}" == f"{door.number}{door.addition}"


def _roman(addition: str) -> str:
    floor = FLOOR.fullmatch(addition)
    bare = floor[1] if floor else addition
    bare = (bare.lstrip("0") or bare) if bare.isdecimal() else bare
    return _ROMAN.get(bare, bare)


def _is_same_door(typed: str, number: int | None, alone: bool) -> bool:
    """Tell whether an addition only describes the door without one: ground floor, floor, or 12-14."""
    if typed in _GROUND_FLOOR:
        return True
    if FLOOR.fullmatch(typed):
        return alone
    until = int(typed) if re.fullmatch(r"\d{1,5}", typed) else 0
    return number is not None and 0 < until - number <= _LONGEST_RANGE and (until - number) % 2 == 0


def _partial_postcode(text: str, postcode: str) -> float:
    """Return the penalty for something typed that is no whole postcode."""
    away = steps(text, postcode[: max(len(text), 4)] if text.isdigit() else postcode)
    return (0.0, 0.02, 0.05)[away] if away < 3 else 0.1 if len(text) != 4 else 0.2
