"""A small store whose days go the whole road in a test: export, plan, plan again, with nothing faked.

Orders bring their own coordinates, travel times are the estimate, nothing asks the network.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from dispatch.app.geocoders import build_chain
from dispatch.config import Config
from dispatch.day import BOOK, Clock, append, day_state, news, read_book, since_version
from dispatch.day.promises import visits_of
from dispatch.intake import read_export
from dispatch.model import PlannedDay
from dispatch.pipeline import Adapters, Request, plan_day
from dispatch.pipeline.till import export_as_news, goods_of, till_of
from dispatch.ports import Silent
from dispatch.travel import EstimateSource
from dispatch.zones import load_zones

DAY = date(2026, 11, 24)
"""A Tuesday."""

STORE = (52.1600, 4.4900)
NOW = datetime(2026, 11, 24, 11, 0, tzinfo=UTC)
COLUMNS = (
    "bonnummer", "tijdstip", "thuisbezorging", "naam", "straat", "huisnummer", "postcode", "plaats",
    "lat", "lon", "kratten", "tassen", "temperatuur", "leeftijdscontrole", "van", "tot", "opmerking",
)  # fmt: skip


def settings(**changes: Mapping[str, Any] | Sequence[Any]) -> dict[str, Any]:
    """Return the raw configuration; a section that is given is laid over ours, a list replaces ours."""
    raw: dict[str, Any] = {
        "store": {
            "name": "Winkel", "lat": STORE[0], "lon": STORE[1],
            "opening": "08:00-21:00", "delivery": "14:00-22:00",
        },
        "vehicle": [
            {"id": "fiets-1", "profile": "bike", "crates": 8, "kg": 100, "loading_minutes": 5},
            {"id": "fiets-2", "profile": "bike", "crates": 8, "kg": 100, "loading_minutes": 5},
        ],
        "courier": [
            {"name": "Anna", "vehicle": "fiets-1", "shift": "14:00-22:00"},
            {"name": "Bram", "vehicle": "fiets-2", "shift": "16:00-22:00"},
        ],
        "intake": {"settle_seconds": 0},
        "geocoding": {"offline": True},
        "travel": {"source": "estimate"},
        "solver": {"engine": "search", "iterations": 40, "workers": 1},
    }  # fmt: skip
    for section, values in changes.items():
        raw[section] = {**raw.get(section, {}), **values} if isinstance(values, Mapping) else list(values)
    return raw


def configure(**changes: Mapping[str, Any] | Sequence[Any]) -> Config:
    """Make the configuration."""
    return Config.model_validate(settings(**changes))


def row(receipt: str, north: float = 500, east: float = 0, **cells: str) -> dict[str, str]:
    """Make a row for a door so many metres from the store; the rest of the cells as they are named."""
    lat, lon = STORE[0] + north / 111_195, STORE[1] + east / (111_195 * 0.6134)  # cos 52.16 degrees
    plain = {
        "bonnummer": receipt, "tijdstip": "2026-11-24T12:00", "thuisbezorging": "ja", "naam": "Q. Kanarie",
        "straat": "Laan", "huisnummer": str(abs(round(north + 7 * east)) or 1), "postcode": "2312 AB",
        "plaats": "Leiden", "lat": f"{lat:.6f}", "lon": f"{lon:.6f}", "kratten": "1",
    }  # fmt: skip
    return {**plain, **cells}


def write_export(path: Path, rows: Sequence[Mapping[str, str]]) -> Path:
    """Write rows as the till would."""
    lines = [";".join(COLUMNS), *(";".join(one.get(name, "") for name in COLUMNS) for one in rows)]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@contextmanager
def tools(config: Config, **changes: Any) -> Iterator[Adapters]:
    """Open the real tools that need neither map nor network."""
    usual: dict[str, Any] = {"travel": EstimateSource(), "progress": Silent(), "now": lambda: NOW}
    with build_chain(config.geocoding, map_folder=None, cache_file=None, now=lambda: NOW) as chain:
        yield Adapters(geocoder=chain, **(usual | changes))


def plan(folder: Path, rows: Sequence[Mapping[str, str]], config: Config, **changes: Any) -> PlannedDay:
    """Plan a day from rows, with a book that is empty but for them."""
    (folder / BOOK).unlink(missing_ok=True)
    return up_to_date(folder, config, None, [_export(folder, rows, config)], **changes)


def replan(
    folder: Path,
    old: PlannedDay,
    config: Config,
    moment: int,
    late: Sequence[Mapping[str, str]] | None = None,
    cancelled: Sequence[str] = (),
    out: Sequence[str] = (),
    said: Sequence[news.News] = (),
    **changes: Any,
) -> PlannedDay:
    """Plan the rest of a day again, from a moment on; ``old`` is the version in force."""
    heard = [] if late is None else [_export(folder, late, config)]
    heard += [news.Cancel(tuple(cancelled))] if cancelled else []
    heard += [news.CourierOut(name, moment) for name in out]
    return up_to_date(folder, config, old, [*heard, *said], moment, **changes)


def up_to_date(
    folder: Path,
    config: Config,
    base: PlannedDay | None,
    said: Sequence[news.News],
    moment: int | None = None,
    **changes: Any,
) -> PlannedDay:
    """Write news into the book of the folder, and bring the plan up to date."""
    book = append(folder, read_book(folder), said, time=NOW.isoformat(), origin="test")
    clock = None if moment is None else Clock(moment, max(moment, (base and base.now) or 0), moment)
    state = day_state(book.entries, clock and clock.left)
    request = Request(
        day=DAY,
        till=till_of(state, config.intake),
        goods=goods_of(state),
        state=state,
        before=day_state(since_version(book.entries)),
        base=base,
        clock=clock,
    )
    with tools(config, **changes) as open_tools:
        planned = plan_day(request, config, load_zones(config.zones), open_tools)
    version = (state.newest or 0) + 1
    made = news.VersionMade(version, "", visits_of(planned))
    append(folder, book, [made], time=NOW.isoformat(), origin="test")
    return planned


def _export(folder: Path, rows: Sequence[Mapping[str, str]], config: Config) -> news.ExportRead:
    return export_as_news(read_export(write_export(folder / "kassa.csv", rows), config.intake), "")


def receipts_of(day: PlannedDay) -> tuple[list[str], list[str], list[str]]:
    """Return the receipts that are planned, unassigned and rejected, each as often as it stands there."""
    of_stop = {stop.id: stop.receipt_ids for stop in day.problem.stops}
    visits = [visit.stop for route in day.plan.routes for trip in route.trips for visit in trip.visits]
    return (
        [receipt for stop in visits for receipt in of_stop[stop]],
        [receipt for stop in day.plan.unserved for receipt in stop.receipt_ids],
        [reject.receipt_id for reject in day.rejected],
    )
