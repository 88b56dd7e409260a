"""How what machines say is read: address services, an OSRM server, tills over HTTP, files of our own.

They are fuzzed like the files of :mod:`fuzzing`, which lists them all.
"""

import asyncio
import contextlib
import io
import json
import zipfile
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Final

import opendocument
from smalltown import DOORS, pdok_document

from dispatch.app.columns import columns_told, keep_columns
from dispatch.config import IntakeSection
from dispatch.files.headers import Header
from dispatch.geocoding.cache import PlaceCache
from dispatch.geocoding.nominatim import NominatimGeocoder
from dispatch.geocoding.parsing import parse_address
from dispatch.geocoding.pdok import PdokGeocoder
from dispatch.geocoding.retry import Pace
from dispatch.intake import read_articles, read_export, read_standing
from dispatch.model import Address, Confidence, Place, TravelProfile
from dispatch.serving.api import make_api
from dispatch.serving.guard import Guard, Limits
from dispatch.serving.shop import Basket, Refused, Wanted
from dispatch.travel import CachedTravel, EstimateSource, HttpOsrm

DAY: Final = date(2026, 11, 24)
NOON: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)
KNOWN: Final = Address("Haarlemmerstraat", "12", "A", "2312 GA", "Leiden")
BIKE: Final = TravelProfile("bike")
PLACES: Final = ((52.16, 4.49), (52.17, 4.50))

ARTICLES = (
    "gtin;artikelnummer;artikel;temperatuur;gewicht_g;inhoud;leeftijdsgrens\n"
    "8710400000013;101;Volle melk 1,5 L;Koelvers 0-4\u00b0C;;1,5 L;\n"
    "2112345000000;102;Kaas;gekoeld;ca. 500 g;per kg;\n8710400000020;;Bier;;;6 x 330 ml;18+\n"
)
STANDING = (
    "nummer;weekdag;ingangsdatum;einddatum;naam;straat;huisnummer;postcode;plaats;bezorgen_van;bezorgen_tot\n"
    "V12;di+vr;2026-01-01;24-12-2026;Jansen;Breestraat;1;2311 CH;Leiden;18:00;19:00\n"
    "V13;dagelijks;;;De Vries;Breestraat;2 a;2311 CH;Leiden;;\n"
)
NOMINATIM = json.dumps(
    [{
        "lat": "52.1611", "lon": "4.4901",
        "address": {"house_number": "12a", "road": "Haarlemmerstraat", "city": "Leiden"},
    }]
)  # fmt: skip
OSRM_TABLE = (
    '{"code": "Ok", "durations": [[0, 61.5], [58, 0]], "distances": [[0, 310.2], [300, 0]],'
    ' "sources": [{"distance": 3.1}, {"distance": 2}],'
    ' "destinations": [{"distance": 3.1}, {"distance": 2}]}'
)
OSRM_ROUTE = (
    '{"code": "Ok", "routes": [{"legs": [{"duration": 61.5, "distance": 310.2, "steps":'
    ' [{"geometry": "_izlhA_c~vGgEgE", "name": "Straat", "distance": 310.2}]}]}]}'
)
WANTED = (
    '{"address": "Rapenburg 70, 2311 EZ Leiden", "crates": 2, "weight_kg": 4.5, "chilled": 1,'
    ' "age_check": true, "date": "2026-11-24", "window": "18:00-20:00", "phone": "0612345678"}'
)


def read_article_list(path: Path) -> None:
    read_articles(path, IntakeSection())


def read_standing_orders(path: Path) -> None:
    read_standing(path, IntakeSection(), DAY)


def read_ods(path: Path) -> None:
    read_export(path, IntakeSection())


def read_ods_content(path: Path) -> None:
    """Read an OpenDocument sheet whose content is this."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(ods()[0])) as good, zipfile.ZipFile(whole, "w") as made:
        for part in good.namelist():
            made.writestr(part, path.read_bytes() if part == "content.xml" else good.read(part))
    path.with_name("purchases.ods").write_bytes(whole.getvalue())
    read_ods(path.with_name("purchases.ods"))


@cache
def ods() -> tuple[bytes, ...]:
    """Write a till's export as LibreOffice does."""
    titles = ("bonnummer", "tijdstip", "thuisbezorging", "naam", "straat", "huisnummer", "postcode", "plaats")
    cells = ("1", "2026-11-24T14:05", "ja", "Jansen", "Breestraat", "1", "2311 CH", "Leiden")
    return (opendocument.book(opendocument.row(*titles) + opendocument.row(*cells)),)


def ods_content() -> tuple[bytes, ...]:
    with zipfile.ZipFile(io.BytesIO(ods()[0])) as archive:
        return (archive.read("content.xml"),)


def read_columns(path: Path) -> None:
    columns_told(path.parent, "kassa.csv", (Header("naam", "name"),))


def columns(folder: Path) -> bytes:
    keep_columns(folder, (Header("naam", "name"), Header("iets", "")))
    return (folder / "columns.json").read_bytes()


def read_pdok(path: Path) -> None:
    """Look an address up at a PDOK that answers this."""
    pace = Pace(min_delay_seconds=0.0, back_off_seconds=0.0)
    _ask(PdokGeocoder("http://127.0.0.1:9", accept_score=0.93, timeout=5, pace=pace), path)


def read_nominatim(path: Path) -> None:
    """Look an address up at a Nominatim that answers this."""
    pace = Pace(min_delay_seconds=0.0, back_off_seconds=0.0)
    geocoder = NominatimGeocoder(
        "http://127.0.0.1:9", accept_score=0.93, user_agent="test", timeout=5, pace=pace
    )
    _ask(geocoder, path)


def _ask(geocoder: Any, path: Path) -> None:
    text = path.read_bytes().decode("utf-8", "replace")
    geocoder._adapter.get_text = lambda *_args, **_more: text  # what comes from the network, and no more
    try:
        found = geocoder.locate(KNOWN)
    finally:
        geocoder.close()
    if found.place is not None:
        told = "".join(vars_of(found.place.address))
        assert told.isprintable()


def vars_of(address: Address) -> tuple[str, ...]:
    return (address.street, address.house_number, address.addition, address.postcode, address.city)


def pdok() -> tuple[bytes, ...]:
    docs = [pdok_document(door) for door in DOORS if door.street == KNOWN.street][:3]
    return (json.dumps({"response": {"numFound": 3, "docs": docs}}).encode(),)


class _Answer:
    status_code = 200
    headers: Final[dict[str, str]] = {}

    def __init__(self, data: bytes) -> None:
        self._data = data

    def json(self) -> Any:
        return json.loads(self._data)


class _Session:
    """Answer every question with the same bytes."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def get(self, _url: str, **_options: Any) -> _Answer:
        return _Answer(self._data)


def read_osrm_table(path: Path) -> None:
    source = HttpOsrm(
        {"bike": "http://127.0.0.1:9"}, session=_Session(path.read_bytes()), pause=lambda _: None
    )
    source.matrix(BIKE, PLACES)
    source.snap(BIKE, PLACES)


def read_osrm_route(path: Path) -> None:
    source = HttpOsrm(
        {"bike": "http://127.0.0.1:9"}, session=_Session(path.read_bytes()), pause=lambda _: None
    )
    source.legs(BIKE, PLACES)


def read_travel_cache(path: Path) -> None:
    """Put a damaged file in the place of a matrix that was kept."""
    kept = CachedTravel(EstimateSource(), path.parent / "kept")
    key = kept._key(BIKE, PLACES)
    (path.parent / "kept").mkdir()
    (path.parent / "kept" / f"{key}.matrix").write_bytes(path.read_bytes())
    matrix = kept.matrix(BIKE, PLACES)
    assert matrix.size == len(PLACES)


def travel_cache(folder: Path) -> bytes:
    CachedTravel(EstimateSource(), folder).matrix(BIKE, PLACES)
    return next(folder.iterdir()).read_bytes()


def read_places(path: Path) -> None:
    opened = PlaceCache.open(path, 30, lambda: NOON)
    with contextlib.closing(opened):
        opened.locate(parse_address(KNOWN))


def places(folder: Path) -> bytes:
    opened = PlaceCache.open(folder / "cache.sqlite", 30, lambda: NOON)
    with contextlib.closing(opened):
        for number in range(30):
            address = Address(KNOWN.street, str(number), KNOWN.addition, KNOWN.postcode, KNOWN.city)
            opened.remember(parse_address(address), Place(52.16, 4.49, "pdok", Confidence.EXACT, address))
        opened.remember(parse_address(KNOWN), Place(52.16, 4.49, "pdok", Confidence.EXACT, KNOWN))
    return (folder / "cache.sqlite").read_bytes()


class _Counter:
    """Be a shop that says what it was asked, and refuses the rest."""

    def ask(self, basket: Basket) -> Any:
        parse_address(Address(line=basket.address))
        raise Refused(409, "Asked.")

    def take(self, wanted: Wanted, _key: str) -> Any:
        return self.ask(wanted)

    def __getattr__(self, name: str) -> Any:
        raise Refused(404, name)


def read_body(path: Path) -> None:
    """Send this to the server as the body of a promise; a bug would be a 500."""
    sent: list[dict[str, Any]] = []
    body = path.read_bytes()
    scope = {
        "type": "http", "http_version": "1.1", "method": "POST",
        "path": "/promises", "raw_path": b"/promises",
        "query_string": b"", "scheme": "http", "root_path": "", "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8765),
        "headers": [
            (b"host", b"localhost"), (b"content-type", b"application/json"),
            (b"content-length", str(len(body)).encode()),
        ],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(Guard(_api(), Limits("", 65_536, 1e9))(scope, receive, send))
    assert sent[0]["status"] in {400, 409, 413, 422}, sent


@cache
def _api() -> Any:
    return make_api(_Counter(), "1")  # type: ignore[arg-type]
