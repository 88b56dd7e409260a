"""Ask one source after another until an address is found for certain."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Self

from dispatch.address_keys import street_key
from dispatch.errors import ResourceError, ServiceError
from dispatch.geocoding.beside import is_opposite, is_questioned, without_relation
from dispatch.geocoding.cache import PlaceCache
from dispatch.geocoding.candidates import find_candidates
from dispatch.geocoding.corrections import Corrections
from dispatch.geocoding.diagnosis import incomplete
from dispatch.geocoding.doors import Query
from dispatch.geocoding.down import ServiceDownError
from dispatch.geocoding.matching import suggest
from dispatch.geocoding.parsing import parse_address
from dispatch.model import Address, Code, Confidence, Issue, Place, Severity, Suggestion
from dispatch.model.facts import written
from dispatch.ports import Geocoder, Located

_MOST_SUGGESTIONS: Final = 5
_OPPOSITE: Final = "TO"
_UNKNOWN: Final = frozenset({Code.STREET_UNKNOWN, Code.POSTCODE_UNKNOWN})


class Chain:
    """Be the geocoder that asks the others in order.

    An exact answer ends the search. Of answers that are only likely, the first counts; of refusals, the last
    that says more than that street or postcode is unknown, since later sources know more. A service that
    fails is left out for the rest of the run and becomes one issue.

    Parameters
    ----------
    corrections
        Win over everything.
    registers
        Sources on this machine.
    services
        Sources on the network; asked only if no register gave an exact answer.
    centres
        Last resorts that give an approximate place.
    cache
        Remembers exact answers of services.
    issues
        What was the matter with the sources when they were opened.
    """

    name = "chain"

    def __init__(
        self,
        *,
        corrections: Corrections,
        registers: Sequence[Geocoder] = (),
        services: Sequence[Geocoder] = (),
        centres: Sequence[Geocoder] = (),
        cache: PlaceCache | None = None,
        issues: Sequence[Issue] = (),
        closing: Sequence[Callable[[], None]] = (),
    ) -> None:
        self._corrections = corrections
        self._registers = tuple(registers)
        self._services = tuple(services)
        self._centres = tuple(centres)
        self._cache = cache
        self._closing = tuple(closing)
        self.issues = tuple(issues)
        self._untold: list[Issue] = []
        self._down: set[str] = set()
        self._known: dict[str, Located] = {}

    def locate(self, address: Address) -> Located:
        """Look an address up, typed in any form; the same one is looked up once.

        A source that failed meanwhile is told with the answer.
        """
        typed = parse_address(address)
        found = self._look_up(typed)
        bare, word = without_relation(address)
        if word and not _names_the_street(found, typed):
            found = self._beside(parse_address(bare), word)
        if is_questioned(address) and self._corrections.find(typed) is None:
            found = _questioned(found)
        untold, self._untold = tuple(self._untold), []
        return replace(found, issues=untold)

    def _look_up(self, typed: Address) -> Located:
        key = Query.of(typed).key
        if key not in self._known:
            self._known[key] = self._correct(typed)
        return self._known[key]

    def _beside(self, bare: Address, word: str) -> Located:
        """Look up an address that a place is beside: the door is marked, for it is another one.

        A houseboat opposite a house may be in the register itself, with the addition ``TO``.
        """
        if is_opposite(word) and not bare.addition:
            boat = self._look_up(replace(bare, addition=_OPPOSITE))
            if _is_exact(boat):
                return boat
        found = self._look_up(bare)
        if found.place is None:
            return found
        facts = (written("word", word), written("door", f"{bare.house_number}{bare.addition}"))
        likely = Confidence.LIKELY if _is_exact(found) else found.place.confidence
        place = replace(found.place, confidence=likely, code=Code.ADDRESS_BESIDE, facts=facts)
        return replace(found, place=place, code=Code.ADDRESS_BESIDE, about="taken", facts=facts)

    def close(self) -> None:
        """Close files and connections."""
        for close in self._closing:
            close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _correct(self, typed: Address) -> Located:
        correction = self._corrections.find(typed)
        if correction is None:
            return self._search(typed)
        if correction.position is not None:
            return self._corrections.locate(typed)
        found = self._search(correction.use)
        if found.place is None:
            return found
        return replace(found, place=replace(found.place, source=self._corrections.name))

    def _search(self, address: Address) -> Located:
        query = Query.of(address)
        if not query.complete:
            return Located(None, *incomplete(query))
        remembered = self._ask(self._cache, address) if self._cache is not None else None
        if remembered is not None and remembered.place is not None:
            return remembered
        answers = []
        for geocoder in self._registers + self._services:
            answer = self._ask(geocoder, address)
            if answer is not None and _is_exact(answer):
                self._remember(geocoder, address, answer.place)
                return answer
            if answer is not None:
                answers.append(answer)
        likely = next((answer for answer in answers if answer.place is not None), None)
        if likely is not None:
            return likely
        centre = self._centre(address)
        refusal = self._refusal(address, answers)
        return refusal if centre is None else replace(refusal, place=centre)

    def _remember(self, geocoder: Geocoder, address: Address, place: Place | None) -> None:
        if self._cache is None or place is None or geocoder not in self._services:
            return
        if self._cache.name not in self._down:
            try:
                self._cache.remember(address, place)
            except ResourceError as error:
                self._drop(self._cache, cache_unusable(error))

    def _centre(self, address: Address) -> Place | None:
        for geocoder in self._centres:
            answer = self._ask(geocoder, address)
            if answer is not None and answer.place is not None:
                return answer.place
        return None

    def _refusal(self, address: Address, answers: Sequence[Located]) -> Located:
        """Join what the sources said of an address that none of them has."""
        judged = [answer for answer in answers if answer.code != Code.ADDRESS_UNCHECKED]
        if judged:
            offered = [suggestion for answer in judged for suggestion in answer.suggestions]
            telling = [answer for answer in judged if answer.code not in _UNKNOWN] or judged
            return replace(telling[-1], suggestions=_best(offered))
        alike = find_candidates(Query.of(address), self._corrections.register)
        best = _best([suggest(candidate) for candidate in alike])
        return Located(None, Code.ADDRESS_UNCHECKED, "no_register", suggestions=best)

    def _ask(self, geocoder: Geocoder, address: Address) -> Located | None:
        """Return the answer of a source, or None if it has failed now or before."""
        if geocoder.name in self._down:
            return None
        try:
            return geocoder.locate(address)
        except ServiceError as error:
            self._drop(geocoder, _service_down(geocoder.name, error))
        except ResourceError as error:
            of_cache = geocoder is self._cache
            self._drop(geocoder, cache_unusable(error) if of_cache else gazetteer_unusable(error))
        return None

    def _drop(self, geocoder: Geocoder, issue: Issue) -> None:
        self._down.add(geocoder.name)
        self._untold.append(issue)


def _names_the_street(found: Located, typed: Address) -> bool:
    """Tell whether an exact answer is on the very street that was typed, words that say beside included."""
    if found.place is None or not _is_exact(found):
        return False
    if found.place.source == "correction":
        return True
    return bool(typed.street) and street_key(typed.street) == street_key(found.place.address.street)


def _questioned(found: Located) -> Located:
    """Mark a door that whoever wrote the address was not sure of."""
    if found.place is None or not _is_exact(found):
        return found
    place = replace(found.place, confidence=Confidence.LIKELY, code=Code.ADDRESS_QUESTIONED, facts=())
    return replace(found, place=place, code=Code.ADDRESS_QUESTIONED, about="taken", facts=())


def _is_exact(answer: Located) -> bool:
    return answer.place is not None and answer.place.confidence is Confidence.EXACT


def _best(offered: Sequence[Suggestion]) -> tuple[Suggestion, ...]:
    """Return the best suggestions, each address once."""
    best: dict[str, Suggestion] = {}
    for suggestion in sorted(offered, key=lambda item: -item.score):
        best.setdefault(suggestion.address.one_line(), suggestion)
    return tuple(best.values())[:_MOST_SUGGESTIONS]


def _service_down(name: str, error: ServiceError) -> Issue:
    about = error.about if isinstance(error, ServiceDownError) else "errors"
    facts = (written("service", name),)
    return Issue(Code.GEOCODER_DOWN, Severity.WARNING, about, facts, field="geocoding")


def gazetteer_unusable(error: ResourceError) -> Issue:
    """Say that the gazetteer cannot be read, so that the chain goes on without it."""
    facts = (written("trouble", error.message),)
    return Issue(Code.GAZETTEER_UNUSABLE, Severity.WARNING, facts=facts, field="geocoding")


def cache_unusable(error: ResourceError) -> Issue:
    """Say that the cache cannot be used, so that services are asked anew."""
    facts = (written("trouble", error.message),)
    return Issue(Code.CACHE_UNUSABLE, Severity.INFO, facts=facts, field="geocoding")
