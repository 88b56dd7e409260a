"""Answer for an address from a register: exact, likely, or what is wrong and what was meant."""

from typing import Final

from dispatch.geocoding.candidates import find_candidates
from dispatch.geocoding.diagnosis import diagnose
from dispatch.geocoding.differences import parts_of
from dispatch.geocoding.doors import Door, Query, Register
from dispatch.geocoding.exact import Twice, find_exact
from dispatch.geocoding.scoring import Candidate
from dispatch.geocoding.similar import nearest_streets, street_likeness
from dispatch.model import Address, Code, Confidence, Place, Suggestion
from dispatch.model.facts import metres
from dispatch.ports import Located

_CLEARLY: Final = 0.04
"""How much worse the next door must score before the best is taken."""

_NEAR_TWICE_METRES: Final = 250.0
_MOST_SUGGESTIONS: Final = 5


class RegisterGeocoder:
    """Be the geocoder of a register of addresses.

    Parameters
    ----------
    name
        The source that places carry.
    accept_score
        From which score on a near miss is taken, if it is unambiguous.
    """

    def __init__(self, name: str, register: Register, accept_score: float) -> None:
        self.name = name
        self.register = register
        self._accept_score = accept_score

    def locate(self, address: Address) -> Located:
        """Look a normalised address up."""
        return match_query(Query.of(address), self.register, self.name, self._accept_score)


def match_query(query: Query, register: Register, source: str, accept_score: float) -> Located:
    """Answer for a query from a register.

    A near miss is ``likely`` only if it scores at least ``accept_score``, the next door scores clearly
    less, and no other street is as much like the one typed. From a register that is not complete, only a
    door at the typed postcode, or in the typed street and town, is taken.
    """
    exact = find_exact(query, register)
    if isinstance(exact, Door):
        return Located(_place(exact, source, Confidence.EXACT))
    if isinstance(exact, Twice):
        return _twice(exact, source)
    candidates = find_candidates(query, register) if query.complete else []
    suggestions = tuple(suggest(item) for item in candidates[:_MOST_SUGGESTIONS])
    if candidates and _certain(query, register, candidates, accept_score):
        best = candidates[0]
        found = _place(best.door, source, Confidence.LIKELY, best.code)
        return Located(found, best.code, "taken", found.facts, suggestions[1:])
    return Located(None, *diagnose(query, register, candidates), suggestions)


def suggest(candidate: Candidate) -> Suggestion:
    """Offer a door, with what differs most."""
    door, score = candidate.door, round(candidate.score, 3)
    return Suggestion(door.address, score, candidate.code, parts_of(door))


def _place(door: Door, source: str, confidence: Confidence, code: Code | None = None) -> Place:
    facts = parts_of(door) if code else ()
    return Place(door.lat, door.lon, source, confidence, door.address, code, facts)


def _twice(twice: Twice, source: str) -> Located:
    apart = (metres("apart", round(twice.metres)),)
    if twice.metres > _NEAR_TWICE_METRES:
        return Located(None, Code.ADDRESS_TWICE, facts=apart)
    place = _place(twice.doors[0], source, Confidence.LIKELY, Code.ADDRESS_TWICE)
    return Located(place, Code.ADDRESS_TWICE, facts=apart)


def _certain(query: Query, register: Register, candidates: list[Candidate], accept_score: float) -> bool:
    best = candidates[0]
    if best.score < accept_score or best.door.number != query.number:
        return False
    if not register.complete and not _agrees_in_place(query, best.door):
        return False
    if any(
        best.score - other.score < _CLEARLY for other in candidates[1:] if _is_other(other.door, best.door)
    ):
        return False
    if not query.street_key or best.door.street_key == query.street_key:
        return True
    if query.postcode and best.door.postcode == query.postcode:
        return True
    alike = street_likeness(query.street, best.door.street_key)
    near = nearest_streets(query.street, register.streets(), limit=3)
    return all(street == best.door.street_key or other < alike - _CLEARLY for street, other in near)


def _agrees_in_place(query: Query, door: Door) -> bool:
    """Tell whether the whole postcode, or street and town, are the door's."""
    same_postcode = bool(query.postcode) and query.postcode == door.postcode
    return same_postcode or (query.street_key, query.city_key) == (door.street_key, door.city_key)


def _is_other(one: Door, other: Door) -> bool:
    return one.identity != other.identity
