"""Nominatim on loopback, under the public server's policy."""

import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from smalltown import nominatim_answer, send, serving

from dispatch.errors import ServiceError
from dispatch.geocoding.nominatim import NominatimGeocoder
from dispatch.geocoding.retry import Pace
from dispatch.model import Address, Confidence

KNOWN = Address("Haarlemmerstraat", "12", "A", "2312 GA", "Leiden")
BRISK = Pace(min_delay_seconds=0.0, back_off_seconds=0.0)


def geocoder(url: str, pace: Pace | None = BRISK) -> NominatimGeocoder:
    return NominatimGeocoder(url, accept_score=0.93, timeout=5, user_agent="winkel (bel 071)", pace=pace)


def test_it_says_who_asks_and_sends_the_address_only() -> None:
    agents: list[str] = []

    def answer(handler: BaseHTTPRequestHandler) -> None:
        agents.append(handler.headers["User-Agent"])
        nominatim_answer(handler)

    with serving(answer) as (url, asked):
        service = geocoder(f"{url}/nominatim")
        found = service.locate(KNOWN).place
        service.close()
    assert found is not None
    assert found.confidence is Confidence.EXACT
    assert agents == ["winkel (bel 071)"]
    (path,) = asked
    assert urlsplit(path).path == "/nominatim/search"
    parameters = parse_qs(urlsplit(path).query)
    assert parameters["street"] == ["12A Haarlemmerstraat"]
    assert set(parameters) == {
        *("street", "city", "postalcode", "format", "limit", "addressdetails", "countrycodes"),
    }


def test_a_request_a_second_at_most() -> None:
    with serving(nominatim_answer) as (url, asked):
        service = geocoder(url, pace=None)
        begin = time.monotonic()
        for _ in range(3):
            service.locate(KNOWN)
        service.close()
        assert len(asked) == 3
        assert time.monotonic() - begin >= 2.0


def test_a_street_is_no_door() -> None:
    with serving(nominatim_answer) as (url, _):
        service = geocoder(url)
        assert service.locate(Address("Haarlemmerstraat", "999", "", "2312 GA", "Leiden")).place is None
        service.close()


@pytest.mark.parametrize(
    "answer",
    [
        [None, 1, "x", {}, {"address": 3}, {"lat": "x", "lon": "y", "address": {"house_number": "12A"}}],
        [{"lat": None, "lon": None, "address": {"house_number": "12A", "road": "Haarlemmerstraat"}}],
        [{"lat": "152", "lon": "4", "address": {"house_number": "12A", "road": "Haarlemmerstraat"}}],
        [{"lat": "52", "lon": "4", "address": {"house_number": ["12A"], "road": "Haarlemmerstraat"}}],
    ],
)
def test_entries_that_are_no_address_are_passed_over(answer: Any) -> None:
    with serving(lambda handler: send(handler, json.dumps(answer).encode())) as (url, _):
        service = geocoder(url)
        assert service.locate(KNOWN).place is None
        service.close()


@pytest.mark.parametrize("text", ["{}", '{"error": "Unable to geocode"}', "<html>", "3"])
def test_nonsense_three_times_ends_it(text: str) -> None:
    with serving(lambda handler: send(handler, text.encode())) as (url, _):
        service = geocoder(url)
        assert [service.locate(KNOWN).code for _ in range(2)] == ["ADDRESS_UNCHECKED"] * 2
        with pytest.raises(ServiceError, match="unintelligible"):
            service.locate(KNOWN)
        service.close()
