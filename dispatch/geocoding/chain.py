"""Ask one source after another until an address is found for certain."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, Self

from dispatch.errors import ResourceError, ServiceError
from dispatch.geocoding.corrections import Corrections
from dispatch.geocoding.doors import Query
from dispatch.geocoding.parsing import parse_address
from dispatch.model import Address, Confidence, Issue, Place, Severity, Suggestion
from dispatch.ports import Geocoder, Located

_MOST_SUGGESTIONS: Final = 5


class Chain:
    """Be the geocoder that asks the others in order.

    An exact answer ends the search. Of answers that are only likely, the first counts; of refusals, the
    last, since later sources know more. A service that fails is left out for the rest of the run and
    becomes one issue.

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
        What was the matter with the sources themselves.
    """

    name = "chain"

    def __init__(
        self,
        *,
        corrections: Corrections,
        registers: Sequence[Geocoder] = (),
        services: Sequence[Geocoder] = (),
        centres: Sequence[Geocoder] = (),
        cache: "Geocoder | None" = None,
        issues: Sequence[Issue] = (),
        closing: Sequence[Callable[[], None]] = (),
    ) -> None:
        self._corrections = corrections
        self._registers = tuple(registers)
        self._services = tuple(services)
        self._centres = tuple(centres)
        self._cache = cache
        self._closing = tuple(closing)
        self._issues = list(issues)
        self._down: set[str] = set()
        self._known: dict[str, Located] = {}

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What is the matter with the sources so far: broken files, services that failed."""
        return tuple(self._issues)

    def locate(self, address: Address) -> Located:
        """Look an address up, typed in any form; the same one is looked up once."""
        typed = parse_address(address)
        key = Query.of(typed).key
        if key not in self._known:
            self._known[key] = self._correct(typed)
        return self._known[key]

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
        if not Query.of(address).complete:
            return Located(None, *_incomplete(address))
        answers = []
        for geocoder in self._registers + self._services:
            answer = self._ask(geocoder, address)
            if answer is None:
                continue
            if answer.place is not None and answer.place.confidence is Confidence.EXACT:
                return answer
            answers.append(answer)
        likely = next((answer for answer in answers if answer.place is not None), None)
        if likely is not None:
            return likely
        refusal = _refusal(answers)
        centre = self._centre(address)
        if centre is None:
            return refusal
        return replace(refusal, place=centre)

    def _centre(self, address: Address) -> Place | None:
        for geocoder in self._centres:
            answer = self._ask(geocoder, address)
            if answer is not None and answer.place is not None:
                return answer.place
        return None

    def _ask(self, geocoder: Geocoder, address: Address) -> Located | None:
        if geocoder.name in self._down:
            return None
        try:
            return geocoder.locate(address)
        except ServiceError as error:
            self._issues.append(_down(geocoder.name, error))
        except ResourceError as error:
            self._issues.append(broken(error))
        self._down.add(geocoder.name)
        return None


def _refusal(answers: Sequence[Located]) -> Located:
    if not answers:
        return Located(
            None,
            "ADDRESS_UNCHECKED",
            "no register of addresses could be asked, and the store's own list does not have it",
        )
    best: dict[str, Suggestion] = {}
    for answer in answers:
        for suggestion in answer.suggestions:
            line = suggestion.address.one_line()
            if line not in best or best[line].score < suggestion.score:
                best[line] = suggestion
    ranked = sorted(best.values(), key=lambda suggestion: -suggestion.score)
    return replace(answers[-1], suggestions=tuple(ranked[:_MOST_SUGGESTIONS]))


def _incomplete(address: Address) -> tuple[str, str]:
    if not address.house_number:
        return "NUMBER_MISSING", "there is no house number"
    return "ADDRESS_INCOMPLETE", "there is neither a postcode nor a street"


def _down(name: str, error: ServiceError) -> Issue:
    return Issue(
        code="GEOCODER_DOWN",
        severity=Severity.WARNING,
        message=f"The address service {name} failed and was left out: {error.message}",
        hint="Addresses it would have found are rejected or less certain; run again later.",
        field="geocoding",
    )


def broken(error: ResourceError) -> Issue:
    """Say that a source on this machine cannot be read, so that the chain goes on without it."""
    return Issue("GAZETTEER_BROKEN", Severity.WARNING, error.message, hint=error.hint, field="geocoding")
