"""PDOK on loopback: answering well, badly, slowly, with nonsense, or not at all."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.exc import GeocoderParseError
from smalltown import DOORS, address, door, pdok_answer, pdok_document, send, serving

from dispatch.app.geocoders import build_chain
from dispatch.config import Area, Geocoding
from dispatch.errors import ServiceError
from dispatch.geocoding import locate_orders, parse_address
from dispatch.geocoding.pdok import Pdok, PdokGeocoder
from dispatch.geocoding.retry import Pace
from dispatch.model import Address, Confidence, Order

KNOWN = Address("Haarlemmerstraat", "12", "A", "2312 GA", "Leiden")
BRISK = Pace(min_delay_seconds=0.0, back_off_seconds=0.0)


@contextmanager
def pdok(
    answer: Callable[[BaseHTTPRequestHandler], None], *, timeout: float = 5.0, pace: Pace = BRISK
) -> Iterator[tuple[PdokGeocoder, list[str]]]:
    with serving(answer) as (url, asked):
        geocoder = PdokGeocoder(url, accept_score=0.93, timeout=timeout, pace=pace)
        yield geocoder, asked
        geocoder.close()


def body(text: str | bytes, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    sent = text if isinstance(text, bytes) else text.encode()
    return lambda handler: send(handler, sent, status, **headers)


def documents(*docs: Any) -> Callable[[BaseHTTPRequestHandler], None]:
    return body(json.dumps({"response": {"docs": list(docs)}}))


def test_the_geopy_class_returns_locations() -> None:
    with serving(pdok_answer) as (url, _):
        service = Pdok(f"{url}/", timeout=5)
        best = service.geocode("Haarlemmerstraat 12 A Leiden")
        assert not isinstance(best, list)
        assert best is not None
        assert best.address == "Haarlemmerstraat 12A, 2312GA Leiden"
        assert (best.latitude, best.longitude) == (52.1611, 4.4901)
        several = service.geocode("Leiden", exactly_one=False, rows=7)
        assert isinstance(several, list)
        assert len(several) == 7
        service.adapter.session.close()
    with serving(documents()) as (url, _):
        service = Pdok(url, timeout=5)
        assert service.geocode("Nergens") is None
        service.adapter.session.close()


def test_only_the_address_is_sent() -> None:
    with pdok(pdok_answer) as (geocoder, asked):
        geocoder.locate(KNOWN)
    (path,) = asked
    parameters = parse_qs(urlsplit(path).query)
    assert urlsplit(path).path == "/free"
    assert parameters == {
        "q": ["Haarlemmerstraat 12 A 2312 GA Leiden"],
        "fq": ["type:adres"],
        "rows": ["20"],
    }


def test_an_address_costs_two_requests_at_most() -> None:
    with pdok(pdok_answer) as (geocoder, asked):
        geocoder.locate(Address("Haarlemmerstraat", "999", "", "2312 GA", "Leiden"))
        assert len(asked) == 2


@pytest.mark.parametrize(
    ("line", "found", "code"),
    [
        ("Haarlemmerstraat 12A, 2321 GA Leiden", "Haarlemmerstraat 12A, 2312 GA Leiden", "POSTCODE_UNKNOWN"),
        ("Haarlemmerstraat 12A, 2312 GA Leidn", "Haarlemmerstraat 12A, 2312 GA Leiden", "TOWN_DIFFERS"),
    ],
)
def test_near_misses_are_likely_where_postcode_or_street_and_town_hold(
    line: str, found: str, code: str
) -> None:
    with pdok(pdok_answer) as (geocoder, _):
        located = geocoder.locate(parse_address(address(line)))
    assert located.place is not None
    assert (located.place.confidence, located.code) == (Confidence.LIKELY, code)
    assert located.place.address.one_line() == found


@pytest.mark.parametrize(
    "line",
    [
        "Kerkstraat 3",  # the whole country is searched, so "the only one" says nothing
        "Hoofdstraat 82",
        "Haarlemmerstraat 12B, 2312 GA Leiden",
        "Haarlemmersrtaat 121, Leiden",  # spelling and nothing to confirm it
    ],
)
def test_what_a_list_of_answers_cannot_settle_is_only_suggested(line: str) -> None:
    with pdok(pdok_answer) as (geocoder, _):
        assert geocoder.locate(parse_address(address(line))).place is None


def test_near_misses_that_it_always_returns_are_not_believed() -> None:
    with pdok(documents(*map(pdok_document, DOORS))) as (geocoder, _):
        found = geocoder.locate(Address("Wegwijzerweg", "44", "", "2399 ZZ", "Leiden"))
    assert found.place is None


WRECKS: list[Any] = [
    None,
    "text",
    [],
    {},
    {**pdok_document(DOORS[2]), "centroide_ll": "POINT(east north)"},
    {**pdok_document(DOORS[2]), "centroide_ll": "POINT(4.49 952.16)"},
    {**pdok_document(DOORS[2]), "centroide_ll": None},
    {**pdok_document(DOORS[2]), "huisnummer": {"number": 12}},
    {**pdok_document(DOORS[2]), "huisnummer": 10**30},
    {**pdok_document(DOORS[2]), "huis_nlt": ["12A"]},
    {**pdok_document(DOORS[2]), "huis_nlt": "13A"},  # contradicts its own number
    {**pdok_document(DOORS[2]), "straatnaam": 7},
    {**pdok_document(DOORS[2]), "woonplaatsnaam": ""},
    {**pdok_document(DOORS[2]), "type": "weg"},
]


def test_documents_that_are_no_address_are_passed_over() -> None:
    with pdok(documents(*WRECKS)) as (geocoder, _):
        assert geocoder.locate(KNOWN).place is None
    with pdok(documents(*WRECKS, pdok_document(DOORS[2]))) as (geocoder, _):
        found = geocoder.locate(KNOWN).place
        assert found is not None
        assert found.point == DOORS[2].point


def test_text_of_an_answer_is_one_harmless_line() -> None:
    singel = pdok_document(door("Singel", 5, "", "2315AA", "Leiden", 52.1))
    with pdok(documents(singel | {"straatnaam": "=Sin\x07gel\u202e"})) as (geocoder, _):
        found = geocoder.locate(parse_address(address("Singel 5, 2315 AA Leiden"))).place
    assert found is not None
    assert found.address.street == "Singel"


def test_additions_in_every_form_are_read() -> None:
    hyphened = {**pdok_document(door("Singel", 5, "", "2315AA", "Leiden", 52.1)), "huis_nlt": "5A-2"}
    with pdok(documents(hyphened)) as (geocoder, _):
        found = geocoder.locate(parse_address(address("Singel 5 a-2, 2315 AA Leiden"))).place
    assert found is not None
    assert found.confidence is Confidence.EXACT


NONSENSE: dict[str, Callable[[BaseHTTPRequestHandler], None]] = {
    "html": body("<html><body>Onderhoud</body></html>"),
    "empty": body(""),
    "cut short": body('{"response": {"docs": ['),
    "another shape": body('{"error": "x"}'),
    "docs is no list": body('{"response": {"docs": {"0": 1}}}'),
    "null": body("null"),
    "deep": body("[" * 200_000),
    "no text": body(b"\xff\xfe\x00\x01"),
    "huge": body(b'{"response": {"docs": ["' + b"x" * 3_000_000 + b'"]}}'),
    "huge number": body('{"response": {"docs": [' + "9" * 10_000 + "]}}"),
    "bad question": body("{}", 400),
}


@pytest.mark.parametrize("kind", NONSENSE)
def test_nonsense_is_no_answer_and_three_times_ends_it(kind: str) -> None:
    with pdok(NONSENSE[kind]) as (geocoder, asked):
        if kind == "huge number":
            assert geocoder.locate(KNOWN).place is None
            return
        for _ in range(2):
            found = geocoder.locate(KNOWN)
            assert (found.place, found.code) == (None, "ADDRESS_UNCHECKED")
        with pytest.raises(ServiceError, match="unintelligible"):
            geocoder.locate(KNOWN)
        count = len(asked)
        with pytest.raises(ServiceError, match="unintelligible"):
            geocoder.locate(KNOWN)
        assert len(asked) == count == 3


@pytest.mark.parametrize(
    ("status", "why", "requests"),
    [(500, "errors", 3), (503, "silent", 3), (404, "errors", 3), (401, "refused", 1), (403, "refused", 1)],
)
def test_errors_are_tried_again_where_it_helps(status: int, why: str, requests: int) -> None:
    with pdok(body("oops", status)) as (geocoder, asked):
        with pytest.raises(ServiceError, match=why):
            geocoder.locate(KNOWN)
        assert len(asked) == requests


def test_a_passing_error_is_got_over_with_growing_waits() -> None:
    waits: list[float] = []
    state = iter([503, 500])

    def answer(handler: BaseHTTPRequestHandler) -> None:
        status = next(state, 0)
        send(handler, b"", status) if status else pdok_answer(handler)

    pace = Pace(min_delay_seconds=0.0, back_off_seconds=0.5, sleep=waits.append)
    with pdok(answer, pace=pace) as (geocoder, _):
        assert geocoder.locate(KNOWN).place is not None
    assert waits == [0.5, 1.0]


def test_being_asked_to_wait_is_honoured_within_reason() -> None:
    waits: list[float] = []
    pace = Pace(min_delay_seconds=0.0, back_off_seconds=0.5, sleep=waits.append)
    with pdok(body("", 429, Retry_After="3600"), pace=pace) as (geocoder, _), pytest.raises(ServiceError):
        geocoder.locate(KNOWN)
    assert waits == [10.0, 10.0]


def drip(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, for ever: every single read succeeds in time."""
    handler.send_response(200)
    handler.end_headers()
    for _ in range(200):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def drip_head(handler: BaseHTTPRequestHandler) -> None:
    for _ in range(200):
        handler.wfile.write(b"H")
        handler.wfile.flush()
        time.sleep(0.05)


def hang(handler: BaseHTTPRequestHandler) -> None:
    handler.connection.recv(1)


@pytest.mark.parametrize("slow", [drip, drip_head, hang])
def test_a_slow_service_is_left_at_the_deadline(slow: Callable[[BaseHTTPRequestHandler], None]) -> None:
    with pdok(slow, timeout=0.2) as (geocoder, _):
        begin = time.monotonic()
        with pytest.raises(ServiceError, match="silent"):
            geocoder.locate(KNOWN)
        for _ in range(100):  # a dead service costs its time-out three times, not once an order
            with pytest.raises(ServiceError):
                geocoder.locate(KNOWN)
        assert time.monotonic() - begin < 3.0


def test_a_service_that_answers_but_ever_so_slowly_is_given_up() -> None:
    moments = iter(range(0, 1000, 3))  # every call takes three seconds by this clock
    pace = Pace(min_delay_seconds=0.0, slow_seconds=2.5, clock=lambda: float(next(moments)))
    with pdok(pdok_answer, pace=pace) as (geocoder, asked):
        for _ in range(10):
            assert geocoder.locate(KNOWN).place is not None
        with pytest.raises(ServiceError, match="slow"):
            geocoder.locate(KNOWN)
        assert len(asked) == 10


def test_nobody_there_is_told_without_the_address() -> None:
    with serving(pdok_answer) as (url, _):
        pass
    geocoder = PdokGeocoder(url, accept_score=0.93, timeout=1.0, pace=BRISK)
    with pytest.raises(ServiceError, match="unreachable") as caught:
        geocoder.locate(KNOWN)
    assert "Haarlemmerstraat" not in str(caught.value)
    assert "2312" not in str(caught.value)
    geocoder.close()


def test_a_rate_is_kept() -> None:
    with pdok(pdok_answer, pace=Pace(min_delay_seconds=0.1)) as (geocoder, asked):
        begin = time.monotonic()
        for _ in range(4):
            geocoder.locate(KNOWN)
        assert len(asked) == 4
        assert time.monotonic() - begin >= 0.3


def test_a_dead_service_is_one_issue_for_a_hundred_orders() -> None:
    with serving(body("", 500)) as (url, _):
        section = Geocoding(pdok_url=url, timeout_seconds=1.0)
        with build_chain(section, map_folder=None, cache_file=None, now=None) as chain:  # type: ignore[arg-type]
            orders = [
                Order(f"R{i}", i + 1, 0, "A. Klant", "", Address("", str(i), "", "2311 CS", ""))
                for i in range(1, 101)
            ]
            found = locate_orders(orders, chain, store=(52.158, 4.492), area=Area())
    assert len(found.rejected) == 100
    assert {issue.code for reject in found.rejected for issue in reject.issues} == {"ADDRESS_UNCHECKED"}
    assert [issue.code for issue in found.issues] == ["GEOCODER_DOWN"]


def test_the_middle_of_a_postcode_without_a_map() -> None:
    with serving(pdok_answer) as (url, _):
        section = Geocoding(pdok_url=url)
        with build_chain(section, map_folder=None, cache_file=None, now=None) as chain:  # type: ignore[arg-type]
            found = chain.locate(address("Haarlemmerstraat 16, 2312 GA Leiden"))
            assert found.place is not None
            assert (found.place.source, found.place.confidence) == ("postcode", Confidence.APPROXIMATE)
            assert chain.locate(address("Haarlemmerstraat 99, 2312 GA Leiden")).place is None


def test_the_geopy_class_names_a_strange_shape() -> None:
    with serving(body("[]")) as (url, _):
        service = Pdok(url, timeout=5)
        with pytest.raises(GeocoderParseError, match=r"response\.docs"):
            service.geocode("x")
        service.adapter.session.close()


def test_no_thread_stays_behind_after_good_answers() -> None:
    others = set(threading.enumerate())  # those that slow servers of other tests hold
    with pdok(pdok_answer) as (geocoder, _):
        for _ in range(5):
            geocoder.locate(KNOWN)
        deadline = time.monotonic() + 5
        while any(thread.name == "geocoding" for thread in set(threading.enumerate()) - others):
            assert time.monotonic() < deadline
            time.sleep(0.01)
