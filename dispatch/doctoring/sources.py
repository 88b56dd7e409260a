"""How the sources are: the installed map, the addresses found before, mail, signs of life."""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, datetime, timedelta
from typing import Any, Final

from dispatch.config import Config
from dispatch.doctoring.findings import Finding, Surroundings, fail, ok, warn
from dispatch.mapfiles import GAZETTEER, MANIFEST, MAP_FORMAT, OSRM_FOLDER

OLD_MAP_DAYS: Final = 90
SILENT_HOURS: Final = 36

_INSTALL = "dispatch map install"


def road_map(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look for a map that is missing, old, of another place, or without a profile."""
    if config.travel.source in ("estimate", "osrm"):
        yield ok("MAP", f'No map is needed: [travel] source = "{config.travel.source}".')
        return
    needed = fail if config.travel.source == "map" else warn
    try:
        facts: Any = json.loads((around.map_folder / MANIFEST).read_text(encoding="utf-8"))
        if facts["format"] != MAP_FORMAT:
            yield needed("MAP", "The map was made by another version of the program.", _INSTALL)
            return
        south, west, north, east = map(float, facts["box"])
        profiles = set(facts["profiles"])
        made = date.fromisoformat(facts["data_date"]) if facts["data_date"] else None
    except FileNotFoundError:
        yield needed("MAP", "No map is installed: travel times will be estimates.", _INSTALL)
        return
    except (OSError, ValueError, KeyError, TypeError) as error:
        yield needed("MAP", f"The map cannot be read ({type(error).__name__}).", _INSTALL)
        return
    age = (around.now.date() - made).days if made else None
    yield _map_age(made, age)
    store = config.store
    if not (south <= store.lat <= north and west <= store.lon <= east):
        yield fail("MAP_AREA", "The store does not lie on the map.", f"Install one of its region: {_INSTALL}")
    missing = {vehicle.profile for vehicle in config.vehicle} - {key.split("~")[0] for key in profiles}
    absent = [key for key in sorted(profiles) if not (around.map_folder / OSRM_FOLDER / key).is_dir()]
    if missing or absent:
        yield needed(
            "MAP_PROFILES",
            f"The map has no roads for {', '.join(sorted(missing) or absent)}.",
            f"Build it again: {_INSTALL}",
        )
    if not (around.map_folder / GAZETTEER).is_file():
        yield warn("MAP_ADDRESSES", "The map has no addresses.", f"Build it again: {_INSTALL}")


def addresses(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look whether the addresses found before can be read."""
    path = around.address_cache
    if path is None or not path.exists():
        yield ok("ADDRESS_CACHE", "No addresses are remembered yet.")
        return
    try:
        with closing(sqlite3.connect(path.resolve().as_uri() + "?mode=ro", uri=True, timeout=5)) as database:
            verdict = database.execute("PRAGMA quick_check").fetchone()[0]
    except sqlite3.Error as error:
        verdict = str(error)
    if verdict == "ok":
        yield ok("ADDRESS_CACHE", f"Addresses are remembered for {config.geocoding.cache_days} days.")
    else:
        yield warn(
            "ADDRESS_CACHE",
            f"The remembered addresses are damaged ({verdict[:60]}).",
            f"Remove {path}; it fills again by itself.",
        )


def mail(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Connect to the mail server, and send nothing."""
    section = config.notify.mail
    if section is None:
        if not config.notify.command:
            yield warn(
                "NOTIFY",
                "Nobody is told when a run needs a look.",
                "Set [notify] command or [notify.mail]; docs/cron.md shows both.",
            )
        return
    if around.connect_mail is None:
        return
    where = f"{section.host}:{section.port}"
    try:
        around.connect_mail(section)
    except (OSError, ValueError) as error:
        yield warn(
            "MAIL",
            f"The mail server {where} does not take us in ({type(error).__name__}).",
            "Check host, port, security, user and password_file of [notify.mail].",
        )
    else:
        yield ok("MAIL", f"The mail server {where} takes us in.")


def heartbeat(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look when a run last ended."""
    path = config.notify.heartbeat
    if path is None or not path.exists():
        return
    last = datetime.fromtimestamp(path.stat().st_mtime, around.now.tzinfo)
    if around.now - last > timedelta(hours=SILENT_HOURS):
        yield warn(
            "HEARTBEAT",
            f"The last run ended at {last:%Y-%m-%d %H:%M}.",
            "Is cron (or the timer) still set? See docs/cron.md.",
        )
    else:
        yield ok("HEARTBEAT", f"The last run ended at {last:%Y-%m-%d %H:%M}.")


def online(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Tell where addresses can be found if the network is away."""
    gazetteer = (around.map_folder / GAZETTEER).is_file()
    if config.geocoding.offline and not gazetteer and config.geocoding.addresses is None:
        yield fail(
            "ADDRESSES",
            "No source of addresses is left: [geocoding] offline, no map, no address book.",
            f"Allow the online services, or install a map: {_INSTALL}",
        )


def _map_age(made: date | None, age: int | None) -> Finding:
    if made is None or age is None:
        return warn("MAP", "The map does not tell how old it is.", _INSTALL)
    if age > OLD_MAP_DAYS:
        return warn("MAP", f"The map is of {made}, {age} days old.", f"Renew it: {_INSTALL}")
    return ok("MAP", f"The map is of {made}, {age} days old.")
