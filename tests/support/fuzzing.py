"""Every parser of the program, with good files of its kind, and moves that spoil them.

A parser reads what it is given or refuses it in words (a ``DispatchError``); anything else is a fault. What
ever failed is kept in ``tests/corpus/PARSER/`` and tried by every run of the tests.
"""

import io
import json
import zipfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

import fuzzanswers as answers
from program import ROOT, SAMPLE
from sampledays import planned_day
from shop import CONFIG
from till import excel, read, table

from dispatch.app.chain import read_chain
from dispatch.app.change_lines import read_lines
from dispatch.app.changes import read_line
from dispatch.app.desk import DayDesk
from dispatch.app.files import find_setting
from dispatch.app.settings import setting_of_run
from dispatch.archive import RunArchive, read_info, read_plan, seal, write_plan
from dispatch.checking import check
from dispatch.checking.agreement import disagreements
from dispatch.config import Config, load_config
from dispatch.day import Book, day_state, read_book
from dispatch.day import news as said
from dispatch.day.book import append
from dispatch.errors import DispatchError
from dispatch.geo.outlines import read_outline
from dispatch.geocoding import parse_address
from dispatch.geocoding.corrections import read_corrections
from dispatch.intake.events import read_event
from dispatch.mapfiles import read_manifest
from dispatch.model import Address, Outcome, TimeWindow
from dispatch.reporting import figures_of, from_json, read_actuals, to_json
from dispatch.study.reading import read_scenarios

CORPUS: Final = ROOT / "tests" / "corpus"
DAY: Final = date(2026, 11, 24)
NOON: Final = datetime(2026, 11, 24, 12, tzinfo=UTC)

Move = tuple[str, int, int, bytes]
"""What is done, where, over how many bytes, and with what."""

MOVES: Final = ("insert", "replace", "cut", "double", "swap", "flip", "shorten")
_TEXTS: Final = (
    *"\";,\t\n\r\x00\x1b\ufeff\u202e=+-@{}[]:#'\\",
    *("-1", "0", "1E+99", "9" * 30, "NaN", "Infinity", "1e400", "24:00", "25:61", "18:00-19:00", "0,5"),
    *("2026-02-30", "0001-01-01", "9999-12-31T23:59-14:00", "46347.58", "null", "true", "ja", "nee", "x"),
    *("2312 AB", "0612345678", "52.16", "4.49", "R1", "v1", "sep=,\n", "\U0001f469\u200d\U0001f373", "1.2.3"),
    *(
        "\ud800",
        "\u0663",
        "x" * 2000,
        "[" * 500,
        "[" * 100_000,
        "1e999",
        "2147483648",
        '"format_version": 3',
        "../../etc/passwd",
        "&lt;",
        "<!--",
    ),
)
_RAW: Final = (b"\xff\xfe", b"\x80", b"\xef\xbb\xbf", b"\x1a", b"PK\x03\x04")
TOKENS: Final = (*(text.encode("utf-8", "surrogatepass") for text in _TEXTS), *_RAW)


def spoiled(seed: bytes, moves: Sequence[Move]) -> bytes:
    """Return a good file after some moves."""
    data = seed
    for move, where, length, token in moves:
        at = where % (len(data) + 1)
        end = min(len(data), at + length)
        match move:
            case "insert":
                data = data[:at] + token + data[at:]
            case "replace":
                data = data[:at] + token + data[end:]
            case "cut":
                data = data[:at] + data[end:]
            case "double":
                data = data[:end] + data[at:]
            case "swap":
                data = data[:at] + data[end:] + data[at:end]
            case "flip" if data[at : at + 1]:
                data = data[:at] + bytes([data[at] ^ (1 << length % 8)]) + data[at + 1 :]
            case "shorten":
                data = data[:at]
    return data


@dataclass(frozen=True)
class Parser:
    """Hold how one kind of file is read.

    Parameters
    ----------
    read
        Reads it, by its path.
    seeds
        Good files.
    name
        What the file is called.
    """

    read: Callable[[Path], object]
    seeds: Callable[[], tuple[bytes, ...]]
    name: str

    def holds(self, data: bytes) -> bool:
        """Read a file; tell whether it was taken. Any other end than a refusal in words is raised."""
        with TemporaryDirectory() as folder:
            path = Path(folder) / self.name
            path.write_bytes(data)
            try:
                self.read(path)
            except DispatchError as refusal:
                shown = refusal.message.translate({ord("\n"): None, ord("\u200d"): None})  # of an emoji
                assert shown.isprintable(), refusal.message  # noqa: PT017
                return False
        return True


@cache
def _archive() -> dict[str, bytes]:
    """Return the files of a run."""
    day = planned_day(5, plain=True)
    with TemporaryDirectory() as name:
        folder = Path(name) / "v1"
        write_plan(day, folder)
        seal(folder, day, status=0)
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def _in_a_run(path: Path) -> Path:
    """Put the other files of a run beside one."""
    for name, data in _archive().items():
        if name != path.name:
            (path.parent / name).write_bytes(data)
    return path.parent


def _read_plan(path: Path) -> None:
    day = read_plan(_in_a_run(path))
    check(day.problem, day.plan)
    disagreements(day)


def _book() -> tuple[bytes, ...]:
    news = (
        said.Cancel(("1",)),
        said.ChangeWindow("2", TimeWindow(64_800, 68_400)),
        said.Give(("3",), "Anna", said.Turn.FIRST),
        said.CourierOut("Anna", 61_800),
        said.StoreCloses(69_300),
        said.Done("4", Outcome.DELIVERED, 63_720),
        said.Undo(3),
    )
    with TemporaryDirectory() as name:
        folder = Path(name)
        append(folder, Book(()), news, time=NOON.isoformat(), origin="change")
        return ((folder / "book.jsonl").read_bytes(),)


def _read_book(path: Path) -> None:
    day_state(read_book(path.parent).entries)


def _read_changes(path: Path) -> None:
    (path.parent / "dispatch.toml").write_text(CONFIG, encoding="utf-8")
    setting = find_setting(path.parent / "dispatch.toml", None, {}, {})
    desk = DayDesk(DAY, setting, RunArchive(path.parent / "runs"), Book(()), lambda: NOON, writing=False)
    for line in read_lines(path):
        with suppress(DispatchError):  # there are no orders here to be cancelled
            read_line(line, desk, 43_200)


def _read_lines(path: Path) -> None:
    read(path.parent, table({}, {}), lines=path.read_bytes())


def _read_corrections(path: Path) -> None:
    read(path.parent, table({}, {}), corrections=path.read_bytes())


def _read_export(path: Path) -> None:
    read(path.parent, path.read_bytes())


def _read_workbook(path: Path) -> None:
    read(path.parent, path.read_bytes(), name="purchases.xlsx")


def _read_sheet(path: Path) -> None:
    """Read a workbook whose first sheet is this."""
    whole = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(_workbook()[0])) as good, zipfile.ZipFile(whole, "w") as made:
        for part in good.namelist():
            made.writestr(part, path.read_bytes() if part.endswith("sheet1.xml") else good.read(part))
    read(path.parent, whole.getvalue(), name="purchases.xlsx")


def _workbook() -> tuple[bytes, ...]:
    rows = [line.split(";") for line in table({}, {}).splitlines()]
    return (excel(rows),)


def _sheet() -> tuple[bytes, ...]:
    with zipfile.ZipFile(io.BytesIO(_workbook()[0])) as archive:
        name = next(name for name in archive.namelist() if name.endswith("sheet1.xml"))
        return (archive.read(name),)


def _read_addresses(path: Path) -> None:
    read_corrections(path)


def _read_typed(path: Path) -> None:
    for line in path.read_bytes().decode("utf-8", "replace").split("\n"):
        once = parse_address(Address(line=line))
        assert parse_address(once) == once


def _read_events(path: Path) -> None:
    for line in path.read_bytes().decode("utf-8", "replace").split("\n"):
        read_event(line)


@cache
def _base() -> Config:
    return load_config(SAMPLE / "dispatch.toml")


def _read_scenario(path: Path) -> None:
    read_scenarios(path, _base())


def _read_settings(path: Path) -> None:
    folder = _in_a_run(path)
    seal(folder, read_plan(folder), status=0)
    setting_of_run(folder, None, {})


def _read_figures(path: Path) -> None:
    try:
        plain = json.loads(path.read_bytes())
    except (ValueError, RecursionError):
        return
    from_json(plain, path.name)


def _figures() -> tuple[bytes, ...]:
    figures = figures_of(planned_day(5, plain=True), emissions={}, margin=0.25)
    return (json.dumps(to_json(figures)).encode(),)


def _read_manifest(path: Path) -> None:
    read_info(_in_a_run(path))


def _read_outline(path: Path) -> None:
    read_outline(path, "promise.area.polygon")


def _read_map(path: Path) -> None:
    try:
        read_manifest(path.parent)
    except (FileNotFoundError, ValueError):
        return


def _sample(*names: str) -> Callable[[], tuple[bytes, ...]]:
    return lambda: tuple((SAMPLE / name).read_bytes() for name in names)


def _texts(*texts: str) -> Callable[[], tuple[bytes, ...]]:
    return lambda: tuple(text.encode() for text in texts)


ACTUALS = "receipt_id;arrived_at;outcome\n1001;17:42;delivered\n1002;18:01;niet thuis\n"
CHANGES = (
    'cancel 1 2\nwindow 3 18:00-19:00\naddress 4 "Breestraat 1, 2311 CH Leiden"\ngive 5 --to Anna --first\n'
    "courier Anna --out 17:10 --crates-back 17:30\ncourier Chris --new --in 15:00-19:15 --vehicle fiets-1\n"
    "vehicle fiets-1 --out 17:10\nstore --closes 19:15\ndone 6 17:42 --outcome not_home\nlock R2.1\n"
)
EVENT = (
    '{"event": "paid", "receipt_id": "7", "at": "2026-11-24T14:05:00+01:00", "name": "Jansen",'
    ' "street": "Breestraat", "house_number": "1", "postcode": "2311 CH", "crates": 2,'
    ' "window": {"from": "18:00", "to": "19:00"},'
    ' "lines": [{"article": "melk", "quantity": 2, "weight_g": 1000}]}\n'
)
OUTLINE = (
    '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {}, "geometry":'
    ' {"type": "Polygon", "coordinates": [[[4.4, 52.1], [4.6, 52.1], [4.6, 52.2], [4.4, 52.1]]]}}]}'
)
SCENARIO = "[costs]\nlate_per_hour = 90\n"
TYPED = "Rapenburg 70-a, 2311 EZ Leiden\nHaarlemmerstr. 12 bis\n't Hof 3 II, leiden\nPostbus 9500\n"
MAP = (
    '{"format": 1, "id": "abc", "box": [52.1, 4.4, 52.2, 4.6], "profiles": ["bike"],'
    ' "data_date": "2026-11-01"}'
)


def _kept_by(write: Callable[[Path], bytes]) -> Callable[[], tuple[bytes, ...]]:
    """Let a seed be written by the program itself."""

    def seeds() -> tuple[bytes, ...]:
        with TemporaryDirectory() as folder:
            return (write(Path(folder)),)

    return seeds


PARSERS: Final[dict[str, Parser]] = {
    "actuals": Parser(read_actuals, _texts(ACTUALS), "actuals.csv"),
    "addresses": Parser(_read_addresses, _sample("addresses.csv"), "addresses.csv"),
    "articles": Parser(answers.read_article_list, _texts(answers.ARTICLES), "articles.csv"),
    "body": Parser(answers.read_body, _texts(answers.WANTED), "body.json"),
    "book": Parser(_read_book, _book, "book.jsonl"),
    "chain": Parser(read_chain, _texts('[[store]]\nfolder = "."\nname = "Een"\n'), "stores.toml"),
    "changes": Parser(_read_changes, _texts(CHANGES), "changes.csv"),
    "columns": Parser(answers.read_columns, _kept_by(answers.columns), "columns.json"),
    "config": Parser(load_config, _sample("dispatch.toml"), "dispatch.toml"),
    "corrections": Parser(_read_corrections, lambda: (table({}, {}).encode(),), "rejected.csv"),
    "events": Parser(_read_events, _texts(EVENT), "events.ndjson"),
    "export": Parser(_read_export, lambda: (table({}, {}, {}).encode(), *_few_rows()), "purchases.csv"),
    "figures": Parser(_read_figures, _figures, "figures.json"),
    "lines": Parser(_read_lines, lambda: (_head_of("lines.csv"),), "lines.csv"),
    "manifest": Parser(_read_manifest, lambda: (_archive()["manifest.json"],), "manifest.json"),
    "map": Parser(_read_map, _texts(MAP), "map.json"),
    "matrices": Parser(_read_plan, lambda: (_archive()["travel.npz"],), "travel.npz"),
    "nominatim": Parser(answers.read_nominatim, _texts(answers.NOMINATIM), "answer.json"),
    "ods": Parser(answers.read_ods, answers.ods, "purchases.ods"),
    "ods-content": Parser(answers.read_ods_content, answers.ods_content, "content.xml"),
    "osrm-route": Parser(answers.read_osrm_route, _texts(answers.OSRM_ROUTE), "answer.json"),
    "osrm-table": Parser(answers.read_osrm_table, _texts(answers.OSRM_TABLE), "answer.json"),
    "outline": Parser(_read_outline, _texts(OUTLINE), "area.geojson"),
    "pdok": Parser(answers.read_pdok, answers.pdok, "answer.json"),
    "places": Parser(answers.read_places, _kept_by(answers.places), "cache.sqlite"),
    "plan": Parser(_read_plan, lambda: (_archive()["plan.json"],), "plan.json"),
    "scenario": Parser(_read_scenario, _texts(SCENARIO), "scenario.toml"),
    "settings": Parser(_read_settings, lambda: (_settings(),), "settings.json"),
    "sheet": Parser(_read_sheet, _sheet, "sheet1.xml"),
    "standing": Parser(answers.read_standing_orders, _texts(answers.STANDING), "standing.csv"),
    "travel-cache": Parser(answers.read_travel_cache, _kept_by(answers.travel_cache), "kept.matrix"),
    "typed": Parser(_read_typed, _texts(TYPED), "typed.txt"),
    "workbook": Parser(_read_workbook, _workbook, "purchases.xlsx"),
}


def _few_rows() -> tuple[bytes, ...]:
    return (_head_of("purchases.csv"),)


def _head_of(name: str, lines: int = 12) -> bytes:
    return b"\n".join((SAMPLE / name).read_bytes().splitlines()[:lines]) + b"\n"


@cache
def _settings() -> bytes:
    from dispatch.app.settings import keep_settings

    with TemporaryDirectory() as folder:
        return keep_settings(_base(), Path(folder)).read_bytes()
