"""An OSRM server that fails, on loopback; a real one is in tests/contract."""

import http.server
import json
import threading
from collections.abc import Iterator

import pytest

from dispatch.errors import ServiceError
from dispatch.model import TravelProfile
from dispatch.travel import HttpOsrm

BIKE, VAN = TravelProfile("bike"), TravelProfile("van")
PLACES = [(52.0, 5.0), (52.1, 5.1)]
TABLE = {
    "code": "Ok",
    "durations": [[0, 60.4], [None, 0]],
    "distances": [[0, 500.6], [None, 0]],
    "sources": [{"distance": 1.2}, {"distance": 3.6}],
    "destinations": [{"distance": 1.2}, {"distance": 3.6}],
}


class Handler(http.server.BaseHTTPRequestHandler):
    server: "Server"

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        answers = self.server.answers
        status, body = answers.pop(0) if len(answers) > 1 else answers[0]
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *args: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.answers: list[tuple[int, object]] = [(200, TABLE)]
        self.asked: list[str] = []


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@pytest.fixture
def pauses() -> list[float]:
    return []


@pytest.fixture
def source(server: Server, pauses: list[float]) -> HttpOsrm:
    return HttpOsrm({"bike": f"http://127.0.0.1:{server.server_port}/"}, 2.0, pause=pauses.append)


def test_an_answer_becomes_a_matrix(source: HttpOsrm, server: Server) -> None:
    matrix = source.matrix(BIKE, PLACES)
    assert (matrix.seconds(0, 1), matrix.metres(0, 1)) == (60, 501)
    assert not matrix.reachable(1, 0)
    assert source.snap(BIKE, PLACES)[1].island
    assert server.asked[0].startswith("/table/v1/driving/5.000000,52.000000;5.100000,52.100000?")
    assert source.name == f"OSRM server 127.0.0.1:{server.server_port}"


def test_a_busy_server_is_asked_again_with_growing_pauses(
    source: HttpOsrm, server: Server, pauses: list[float]
) -> None:
    server.answers = [(503, b"busy"), (429, b"busy"), (502, b""), (200, TABLE)]
    assert source.matrix(BIKE, PLACES).seconds(0, 1) == 60
    assert pauses == [0.5, 1.0, 2.0]


def test_a_server_that_stays_busy_is_given_up(source: HttpOsrm, server: Server, pauses: list[float]) -> None:
    server.answers = [(503, b"busy")]
    with pytest.raises(ServiceError, match=r"4 tries \(status 503\)"):
        source.matrix(BIKE, PLACES)
    assert len(server.asked) == 4


def test_no_server_is_told_without_the_places(pauses: list[float]) -> None:
    source = HttpOsrm({"bike": "http://127.0.0.1:9"}, 1.0, pause=pauses.append)
    with pytest.raises(ServiceError, match="ConnectionError") as caught:
        source.matrix(BIKE, PLACES)
    assert "52" not in str(caught.value)


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (200, b"<html>welcome</html>", "no OSRM server"),
        (302, b"", "no OSRM server"),
        (200, ["Ok"], "no OSRM server"),
        (200, {"code": "Ok"}, "no OSRM server"),
        (200, TABLE | {"durations": [[0, -1], [1, 0]]}, "no OSRM server"),
        (200, TABLE | {"durations": [[0, 1e12], [1, 0]]}, "no OSRM server"),
        (200, TABLE | {"distances": [[0, 1]]}, "no OSRM server"),
        (200, TABLE | {"sources": [{}, {}]}, "no OSRM server"),
        (404, {"code": "InvalidUrl", "message": "URL string malformed"}, "InvalidUrl"),
        (400, {"code": "TooBig", "message": "Too many table coordinates"}, "max-table-size"),
    ],
)
def test_an_answer_that_asking_again_does_not_mend_is_told_at_once(
    source: HttpOsrm, server: Server, status: int, body: object, words: str
) -> None:
    server.answers = [(status, body)]
    with pytest.raises(ServiceError, match=words):
        source.matrix(BIKE, PLACES)
    assert len(server.asked) == 1


def test_a_kind_without_a_server_is_told(source: HttpOsrm) -> None:
    with pytest.raises(ServiceError, match="no OSRM server for van"):
        source.matrix(VAN, PLACES)


def test_a_server_that_does_not_know_the_zone_is_marked(source: HttpOsrm) -> None:
    matrix = source.matrix(TravelProfile("bike", ("markt",)), PLACES)
    assert matrix.estimated
    assert matrix.source.endswith("through closed zones")


@pytest.mark.parametrize(
    "step",
    [
        {"geometry": "_izlhA_c~vG", "name": "Laan"},
        {"geometry": "_", "name": "Laan", "distance": 5},
        {"geometry": "", "name": "Laan", "distance": 5},
        {"geometry": "~~~~~~~~~~~~A~~~~~~~~~~~~A", "name": "Laan", "distance": 5},
    ],
)
def test_a_way_that_cannot_be_drawn_is_no_answer(source: HttpOsrm, server: Server, step: object) -> None:
    server.answers = [(200, {"code": "Ok", "routes": [{"legs": [{"steps": [step]}]}]})]
    with pytest.raises(ServiceError, match="no OSRM server"):
        source.legs(BIKE, PLACES)
