"""How the sources are: the installed map, the addresses found before, mail, signs of life."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from typing import Any, Final

from dispatch.config import DRONE, ROBOT, Config, Serve
from dispatch.doctoring.findings import Finding, Surroundings, error_finding, fail, ok, warn
from dispatch.errors import DispatchError
from dispatch.mapfiles import GAZETTEER, MAP_FORMAT, OSRM_FOLDER, read_manifest
from dispatch.model.facts import count, written
from dispatch.model.facts import day as on_day

OLD_MAP_DAYS: Final = 90
SILENT_HOURS: Final = 36


def road_map(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look for a map that is missing, old, of another place, or without a profile."""
    if config.travel.source in ("estimate", "osrm"):
        yield ok("MAP", "unneeded", written("source", config.travel.source))
        return
    needed = fail if config.travel.source == "map" else warn
    if not around.router:
        yield needed("MAP", "no_router")
        return
    try:
        facts: Any = read_manifest(around.map_folder)
        if facts["format"] != MAP_FORMAT:
            yield needed("MAP", "other_version")
            return
        south, west, north, east = map(float, facts["box"])
        profiles = set(facts["profiles"])
        made = date.fromisoformat(facts["data_date"]) if facts["data_date"] else None
    except FileNotFoundError:
        yield needed("MAP", "missing")
        return
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield needed("MAP", "unreadable", written("why", type(error).__name__))
        return
    age = (around.now.date() - made).days if made else None
    yield _map_age(made, age)
    store = config.store
    if not (south <= store.lat <= north and west <= store.lon <= east):
        yield fail("MAP_AREA", "elsewhere")
    kinds = {vehicle.profile for vehicle in config.vehicle} - {DRONE}
    answered = {key.split("~")[0] for key in profiles}
    missing = kinds - answered
    absent = [key for key in sorted(profiles) if not (around.map_folder / OSRM_FOLDER / key).is_dir()]
    if missing == {ROBOT} and "bike" in answered and not absent:
        needed = warn  # a bike's ways serve it meanwhile
    if missing or absent:
        yield needed(
            "MAP_PROFILES", "missing", *(written("profile", one) for one in (*sorted(missing), *absent))
        )
    if not (around.map_folder / GAZETTEER).is_file():
        yield warn("MAP_ADDRESSES", "missing")


def addresses(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look whether the addresses found before can be read."""
    path = around.address_cache
    if path is None or not path.exists():
        yield ok("ADDRESS_CACHE", "empty")
        return
    try:
        with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True, timeout=5)) as database:
            verdict = database.execute("PRAGMA quick_check").fetchone()[0]
    except (sqlite3.Error, UnicodeDecodeError) as error:
        verdict = str(error)
    if verdict == "ok":
        yield ok("ADDRESS_CACHE", "good", count("n", config.geocoding.cache_days))
    else:
        yield warn("ADDRESS_CACHE", "damaged", written("why", verdict[:60]), written("file", str(path)))


def mail(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Connect to the mail server, and send nothing."""
    section = config.notify.mail
    if section is None:
        if not config.notify.command:
            yield warn("NOTIFY", "nobody")
        return
    if around.connect_mail is None:
        return
    where = f"{section.host}:{section.port}"
    try:
        around.connect_mail(section)
    except (OSError, ValueError) as error:
        yield warn("MAIL", "closed", written("server", where), written("why", type(error).__name__))
    else:
        yield ok("MAIL", "good", written("server", where))


def server(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look whether ``dispatch serve`` may begin, where the store has a section for it."""
    if around.check_serve is None or config.serve == Serve():
        return
    try:
        around.check_serve(config.serve)
    except DispatchError as error:
        yield error_finding("SERVE", error)
    else:
        yield ok("SERVE", "good", written("address", f"{config.serve.host}:{config.serve.port}"))


def holds(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look whether a window that is promised is held until the export that may have its purchase."""
    if around.exports_apart is None or not (around.promised or config.promise.windows):
        return
    held = round(config.promise.hold_minutes)
    facts = (written("held", str(held)), count("n", around.exports_apart))
    short = held < around.exports_apart
    yield warn("PROMISES", "short", *facts) if short else ok("PROMISES", "good", *facts)


def heartbeat(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look when a run last ended."""
    path = config.notify.heartbeat
    if path is None or not path.exists():
        return
    last = datetime.fromtimestamp(path.stat().st_mtime, around.now.tzinfo)
    ended = written("moment", f"{last:%Y-%m-%d %H:%M}")
    if around.now - last > timedelta(hours=SILENT_HOURS):
        yield warn("HEARTBEAT", "silent", ended)
    else:
        yield ok("HEARTBEAT", "good", ended)


def online(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Tell where addresses can be found if the network is away."""
    gazetteer = (around.map_folder / GAZETTEER).is_file()
    if config.geocoding.offline and not gazetteer and config.geocoding.addresses is None:
        yield fail("ADDRESSES", "none")


def _map_age(made: date | None, age: int | None) -> Finding:
    if made is None or age is None:
        return warn("MAP", "ageless")
    if age > OLD_MAP_DAYS:
        return warn("MAP", "old", count("n", age), on_day("day", made))
    return ok("MAP", "good", count("n", age), on_day("day", made))
