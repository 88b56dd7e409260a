"""A small register of addresses with one twist each, as a gazetteer file and as services on loopback."""

import json
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from dispatch.address_keys import city_key, street_key, write_postcode
from dispatch.geocoding.doors import Door
from dispatch.mapfiles import GAZETTEER, GAZETTEER_SCHEMA
from dispatch.model import Address


def door(
    street: str, number: int, addition: str, postcode: str, city: str, lat: float, lon: float = 4.49
) -> Door:
    return Door(street, number, addition, postcode, city, street_key(street), city_key(city), lat, lon)


DOORS = (
    door("Haarlemmerstraat", 10, "", "2312GA", "Leiden", 52.1610),
    door("Haarlemmerstraat", 12, "", "2312GA", "Leiden", 52.1611),
    door("Haarlemmerstraat", 12, "A", "2312GA", "Leiden", 52.1611, 4.4901),
    door("Haarlemmerstraat", 14, "", "2312GA", "Leiden", 52.1612),
    door("Haarlemmerstraat", 18, "", "2312GA", "Leiden", 52.1614),
    door("Haarlemmerstraat", 121, "", "2312DL", "Leiden", 52.1630),
    door("Haarlemmerweg", 12, "", "2316AD", "Leiden", 52.1680),
    # twice the same number with additions only
    door("Breestraat", 60, "", "2311CS", "Leiden", 52.1580),
    door("Breestraat", 62, "A", "2311CS", "Leiden", 52.1581),
    door("Breestraat", 62, "B", "2311CS", "Leiden", 52.1582),
    # streets that differ in a number only
    door("1e Binnenvestgracht", 5, "", "2311VH", "Leiden", 52.1560),
    door("2e Binnenvestgracht", 5, "", "2312BZ", "Leiden", 52.1640),
    # one name in two towns
    door("Kerkstraat", 3, "", "2351CA", "Leiderdorp", 52.1600, 4.53),
    door("Kerkstraat", 3, "", "2341GL", "Oegstgeest", 52.1800, 4.47),
    door("Hoofdstraat", 82, "", "2351AM", "Leiderdorp", 52.1590, 4.53),
    # names with something in them
    door("Lange Sint Agnietenstraat", 4, "", "2312WC", "Leiden", 52.1600),
    door("Van der Werffstraat", 7, "", "2312VT", "Leiden", 52.1620),
    door("Curaçaostraat", 9, "", "2315KD", "Leiden", 52.1710),
    door("Hoge Rijndijk", 18, "", "2382AS", "Zoeterwoude", 52.1450),
    door("Prinses Beatrixlaan", 8, "", "2351LS", "Leiderdorp", 52.1550, 4.53),
    # a register that has one address at two places, 111 m and 1.1 km apart
    door("Topaaslaan", 19, "", "2332JC", "Leiden", 52.1500),
    door("Topaaslaan", 19, "", "2332JC", "Leiden", 52.1510),
    door("Zilverlaan", 1, "", "2332KA", "Leiden", 52.1500),
    door("Zilverlaan", 1, "", "2332KA", "Leiden", 52.1600),
    # no postcode in the source
    door("Nieuwbouwpad", 2, "", "", "Leiden", 52.1720),
)


def write_gazetteer(folder: Path, doors: tuple[Door, ...] = DOORS) -> Path:
    """Write an installed map that has nothing but a gazetteer; return its folder."""
    folder.mkdir(parents=True, exist_ok=True)
    with sqlite3.connect(folder / GAZETTEER) as database:
        database.executescript(GAZETTEER_SCHEMA)
        database.executemany(
            "INSERT INTO address VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (d.postcode, d.number, d.addition, d.street, d.city, d.street_key, d.city_key, d.lat, d.lon)
                for d in doors
            ],
        )
    database.close()
    return folder


def address(line: str) -> Address:
    """Write a test's address in one line; it is parsed by whoever gets it."""
    return Address(line=line)


Answer = Callable[[BaseHTTPRequestHandler], None]


@contextmanager
def serving(answer: Answer) -> Iterator[tuple[str, list[str]]]:
    """Answer every request on loopback in one way; yield the address and the paths asked for."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            try:
                answer(self)
            except OSError:
                self.close_connection = True  # the client has left

        def log_message(self, *arguments: object) -> None:
            """Stay silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()


def send(handler: BaseHTTPRequestHandler, body: bytes, status: int = 200, **headers: str) -> None:
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(body)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


def pdok_document(found: Door) -> dict[str, object]:
    """Write a door as PDOK Locatieserver does."""
    number = f"{found.number}{found.addition}"
    return {
        "type": "adres",
        "weergavenaam": f"{found.street} {number}, {found.postcode} {found.city}",
        "straatnaam": found.street,
        "huisnummer": found.number,
        "huis_nlt": number,
        "postcode": found.postcode,
        "woonplaatsnaam": found.city,
        "centroide_ll": f"POINT({found.lon} {found.lat})",
        "score": 9.5,
    }


def pdok_answer(handler: BaseHTTPRequestHandler) -> None:
    """Answer like PDOK: with whatever shares a word with the question, best first, near misses too."""
    parameters = parse_qs(urlsplit(handler.path).query)
    if not set(parameters) <= {"q", "fq", "rows"} or parameters.get("fq") != ["type:adres"]:
        return send(handler, b'{"error": "unknown parameter"}', 400)
    asked = set(parameters["q"][0].lower().split())

    def shared(found: Door) -> int:
        words = (
            f"{found.street} {found.number} {found.addition} {found.city} {found.postcode}".lower().split()
        )
        return len(asked.intersection([*words, *write_postcode(found.postcode).lower().split()]))

    best = sorted((d for d in DOORS if shared(d)), key=shared, reverse=True)[: int(parameters["rows"][0])]
    answer = {"response": {"numFound": len(best), "docs": [pdok_document(d) for d in best]}}
    return send(handler, json.dumps(answer).encode())


def nominatim_answer(handler: BaseHTTPRequestHandler) -> None:
    """Answer like Nominatim to a structured question: houses in the street, or the street itself."""
    asked = {key: values[0] for key, values in parse_qs(urlsplit(handler.path).query).items()}
    number, _, street = asked.get("street", "").partition(" ")
    doors = [d for d in DOORS if street and d.street_key == street_key(street)]
    same = [d for d in doors if f"{d.number}{d.addition}" == number]
    places: list[dict[str, object]] = [
        {
            "lat": str(d.lat),
            "lon": str(d.lon),
            "address": {
                "house_number": f"{d.number}{d.addition.lower()}",
                "road": d.street,
                "city": d.city,
                "postcode": write_postcode(d.postcode),
                "country_code": "nl",
            },
        }
        for d in same
    ]
    if not same:
        places = [
            {"lat": str(d.lat), "lon": str(d.lon), "address": {"road": d.street, "town": d.city}}
            for d in doors[:1]
        ]
    send(handler, json.dumps(places).encode())
