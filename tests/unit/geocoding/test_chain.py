from datetime import UTC, datetime
from pathlib import Path

import pytest
from smalltown import address

from dispatch.errors import ResourceError, ServiceError
from dispatch.geocoding.cache import PlaceCache
from dispatch.geocoding.chain import Chain
from dispatch.geocoding.corrections import Corrections
from dispatch.geocoding.retry import ServiceDownError
from dispatch.model import Address, Code, Confidence, Place, Suggestion
from dispatch.ports import Located
from dispatch.words import words

NOW = datetime(2026, 11, 21, 16, 55, tzinfo=UTC)
LINE = "Haarlemmerstraat 12A, 2312 GA Leiden"
FOUND = Address("Haarlemmerstraat", "12", "A", "2312 GA", "Leiden")


def now() -> datetime:
    return NOW


class Fixed:
    """Answer the same for every address, and count."""

    def __init__(self, name: str, answer: Located | Exception) -> None:
        self.name = name
        self.asked = 0
        self._answer = answer

    def locate(self, address: Address) -> Located:
        self.asked += 1
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


def place(source: str, confidence: Confidence = Confidence.EXACT) -> Place:
    return Place(52.16, 4.49, source, confidence, FOUND)


def answers(name: str, confidence: Confidence = Confidence.EXACT) -> Fixed:
    return Fixed(
        name,
        Located(place(name, confidence), None if confidence is Confidence.EXACT else Code.STREET_DIFFERS),
    )


def refuses(name: str, code: Code = Code.NUMBER_UNKNOWN, *scores: float) -> Fixed:
    offers = tuple(
        Suggestion(Address("Straat", str(i)), score, Code.NUMBER_UNKNOWN) for i, score in enumerate(scores)
    )
    return Fixed(name, Located(None, code, f"says {name}", suggestions=offers))


def chain(*, registers: tuple[Fixed, ...] = (), services: tuple[Fixed, ...] = (), **more: object) -> Chain:
    return Chain(corrections=Corrections(()), registers=registers, services=services, **more)  # type: ignore[arg-type]


def source(found: Located) -> str:
    return found.place.source if found.place else ""


def test_an_exact_answer_ends_the_search() -> None:
    service = answers("pdok")
    assert source(chain(registers=(answers("gazetteer"),), services=(service,)).locate(FOUND)) == "gazetteer"
    assert service.asked == 0


def test_a_likely_answer_gives_way_to_an_exact_one() -> None:
    likely = answers("gazetteer", Confidence.LIKELY)
    assert source(chain(registers=(likely,), services=(answers("pdok"),)).locate(FOUND)) == "pdok"
    assert source(chain(registers=(likely,), services=(refuses("pdok"),)).locate(FOUND)) == "gazetteer"


def test_of_refusals_the_last_counts_and_suggestions_are_joined() -> None:
    asked = chain(
        registers=(refuses("gazetteer", "STREET_UNKNOWN", 0.7, 0.5),),
        services=(refuses("pdok", "NUMBER_UNKNOWN", 0.9), refuses("nominatim", "ADDRESS_UNCHECKED")),
    )
    found = asked.locate(FOUND)
    assert (found.place, found.code) == (None, "NUMBER_UNKNOWN")
    # "Straat 0" is offered twice: the better score counts
    assert [(s.address.house_number, s.score) for s in found.suggestions] == [("0", 0.9), ("1", 0.5)]


def test_a_refusal_that_names_the_matter_counts_more_than_one_that_knows_nothing() -> None:
    found = chain(
        registers=(refuses("gazetteer", "ADDITION_UNKNOWN"),), services=(refuses("pdok", "STREET_UNKNOWN"),)
    )
    assert found.locate(FOUND).code == "ADDITION_UNKNOWN"


def test_the_middle_of_the_postcode_is_the_last_resort() -> None:
    centre = answers("postcode", Confidence.APPROXIMATE)
    found = chain(registers=(refuses("gazetteer"),), centres=(centre,)).locate(FOUND)
    assert source(found) == "postcode"
    assert found.code == "NUMBER_UNKNOWN"
    assert centre.asked == 1


def test_without_any_source_an_address_is_unchecked() -> None:
    assert chain().locate(FOUND).code == "ADDRESS_UNCHECKED"


def test_a_service_that_fails_is_left_out_and_told_once() -> None:
    failing = Fixed("pdok", ServiceDownError("unreachable"))
    asked = chain(registers=(refuses("gazetteer"),), services=(failing,))
    told = []
    for number in range(100):
        found = asked.locate(Address("Haarlemmerstraat", str(number + 1), "", "2312 GA", "Leiden"))
        assert found.code == "NUMBER_UNKNOWN"
        told += found.issues
    assert failing.asked == 1
    (issue,) = told
    assert (issue.code, issue.severity) == ("GEOCODER_DOWN", "warning")
    assert words("en").issue(issue).message == (
        "The address service pdok is left out for the rest of this run: it could not be reached."
    )


def test_a_gazetteer_that_breaks_is_left_out_and_told_once() -> None:
    broken = Fixed("gazetteer", ResourceError("The gazetteer broke."))
    asked = chain(registers=(broken,), services=(answers("pdok"),))
    found = asked.locate(FOUND)
    assert source(found) == "pdok"
    assert [issue.code for issue in found.issues] == ["GAZETTEER_UNUSABLE"]
    assert asked.locate(FOUND).issues == ()


def test_the_same_address_is_looked_up_once() -> None:
    register = answers("gazetteer")
    asked = chain(registers=(register,))
    for line in ("Haarlemmerstraat 12A, 2312 GA Leiden", "haarlemmerstr. 12-a 2312ga LEIDEN"):
        asked.locate(address(line))
    assert register.asked == 1


@pytest.mark.parametrize(
    ("confidence", "remembered"),
    [(Confidence.EXACT, True), (Confidence.LIKELY, False), (Confidence.APPROXIMATE, False)],
)
def test_exact_answers_of_services_are_remembered(
    tmp_path: Path, confidence: Confidence, remembered: bool
) -> None:
    file = tmp_path / "cache.sqlite"
    cache = PlaceCache.open(file, 30, now)
    with chain(services=(answers("pdok", confidence),), cache=cache, closing=(cache.close,)) as asked:
        assert source(asked.locate(FOUND)) == "pdok"
    cache = PlaceCache.open(file, 30, now)
    with chain(services=(refuses("pdok"),), cache=cache, closing=(cache.close,)) as asked:
        assert source(asked.locate(FOUND)) == ("cache" if remembered else "")


def test_answers_of_registers_and_failures_are_not_remembered(tmp_path: Path) -> None:
    cache = PlaceCache.open(tmp_path / "cache.sqlite", 30, now)
    failing = Fixed("pdok", ServiceError("down."))
    with chain(
        registers=(answers("gazetteer"),), services=(failing,), cache=cache, closing=(cache.close,)
    ) as asked:
        asked.locate(FOUND)
        assert cache.locate(FOUND).place is None
