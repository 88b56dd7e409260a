"""How the machine is: folders, disk, lock, clock, time zone, packages."""

import importlib
import os
import secrets
import shutil
import stat
import sys
import time
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo

from dispatch.config import Config
from dispatch.doctoring.findings import Finding, Surroundings, fail, ok, warn
from dispatch.model.facts import count, written
from dispatch.model.facts import day as on_day

_LOW_DISK = 1 << 30
_FULL_DISK = 50 << 20
_FIRST_YEAR = 2026


def folders(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Try to write where runs, logs and signs of life go."""
    places = {"ARCHIVE_FOLDER": config.archive.folder, "LOG_FOLDER": around.log.parent}
    if config.notify.heartbeat is not None:
        places["HEARTBEAT_FOLDER"] = config.notify.heartbeat.parent
    for code, folder in places.items():
        reason = _unwritable(folder)
        if reason:
            yield fail(code, "unwritable", written("folder", str(folder)), written("why", reason))
        else:
            yield ok(code, "good", written("folder", str(folder)))


def files(config: Config, _: Surroundings) -> Iterator[Finding]:
    """Look whether every file that the configuration names is there and can be read."""
    named = {
        "[geocoding] addresses": config.geocoding.addresses,
        "[promise.area] polygon": config.promise.area.polygon,
        "[sheets] templates": config.sheets.templates,
        "[sheets] logo": config.sheets.logo,
        **{f"[zones] {zone.id}": zone.file for zone in config.zones.own},
    }
    book = config.geocoding.addresses
    if book is not None and not book.exists():
        del named["[geocoding] addresses"]
        yield ok("FILES", "no_book", written("file", str(book)))
    missing = [
        f"{key} = {path}"
        for key, path in named.items()
        if path and not _readable(path, folder=key == "[sheets] templates")
    ]
    if missing:
        yield fail("FILES", "missing", *(written("file", one) for one in missing))
    else:
        yield ok("FILES", "good", count("n", sum(path is not None for path in named.values())))


def purchases(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look whether the till delivers its export where the run will look for it."""
    path = config.intake.purchases
    if config.intake.drop is not None:
        yield from _drop(config.intake.drop)
        return
    if path is None:
        return
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, around.now.tzinfo)
    except OSError:
        yield warn("PURCHASES", "missing", written("file", str(path)))
        return
    if changed.date() == around.now.date():
        yield ok("PURCHASES", "good", written("time", f"{changed:%H:%M}"))
    else:
        yield warn("PURCHASES", "old", on_day("day", changed.date()))


def _drop(folder: Path) -> Iterator[Finding]:
    """Look whether the folder into which tills drop files can be emptied."""
    if folder.is_dir() and os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        yield ok("PURCHASES", "drop", written("folder", str(folder)))
    else:
        yield warn("PURCHASES", "no_drop", written("folder", str(folder)))


def privacy(config: Config, _: Surroundings) -> Iterator[Finding]:
    """Look for runs and passwords that others on this machine can read."""
    open_days = [day.name for day in _day_folders(config.archive.folder) if _for_others(day)]
    if open_days:
        yield warn(
            "PRIVATE_RUNS",
            "open",
            count("n", len(open_days)),
            written("day", open_days[0]),
            written("folder", str(config.archive.folder)),
        )
    else:
        yield ok("PRIVATE_RUNS", "good")
    mail = config.notify.mail
    if mail is not None and mail.password_file is not None:
        if not _readable(mail.password_file):
            yield fail("MAIL_PASSWORD", "missing", written("file", str(mail.password_file)))
        elif _for_others(mail.password_file):
            yield warn("MAIL_PASSWORD", "open", written("file", str(mail.password_file)))
    token = config.serve.token_file
    if token is not None and _readable(token) and _for_others(token):
        yield warn("SERVE_TOKEN", "open", written("file", str(token)))


def retention(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look for persons that should have gone from the archive."""
    days = config.archive.retention_days
    oldest = around.now.date() - timedelta(days=days + 1)
    kept = [day for day in _day_folders(config.archive.folder) if _old_with_runs(day, oldest)]
    if kept:
        yield warn("RETENTION", "old", count("n", len(kept)), count("days", days))
    else:
        yield ok("RETENTION", "good", count("days", days))


def disk(config: Config, _: Surroundings) -> Iterator[Finding]:
    """Look how much room the runs have."""
    free = shutil.disk_usage(_existing(config.archive.folder)).free
    room = count("room", free >> 20)
    if free < _FULL_DISK:
        yield fail("DISK", "low", room)
    elif free < _LOW_DISK:
        yield warn("DISK", "low", room)
    else:
        yield ok("DISK", "good", room)


def lock(_: Config, around: Surroundings) -> Iterator[Finding]:
    """Tell who is planning now."""
    if around.lock:
        yield warn("LOCK", "busy", *around.lock)
    else:
        yield ok("LOCK", "good")


def clock(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Doubt a clock that runs behind its own files, or before this program was made."""
    newest = max((_newest(day) for day in _day_folders(config.archive.folder)), default=0.0)
    if around.now.year < _FIRST_YEAR:
        yield fail("CLOCK", "behind", on_day("day", around.now.date()))
    elif newest > around.now.timestamp() + 300:
        ahead = datetime.fromtimestamp(newest, around.now.tzinfo)
        yield warn(
            "CLOCK",
            "ahead",
            written("now", f"{around.now:%Y-%m-%d %H:%M}"),
            written("run", f"{ahead:%Y-%m-%d %H:%M}"),
        )
    else:
        yield ok("CLOCK", "good", written("now", f"{around.now:%Y-%m-%d %H:%M}"))


def time_zone(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Compare the machine's zone with the store's, and announce a change of the clocks."""
    zone = ZoneInfo(config.store.timezone)
    here, there = _offset_minutes(around.now), around.now.astimezone(zone).utcoffset()
    theirs = round(there.total_seconds() / 60) if there is not None else 0
    named = written("zone", config.store.timezone)
    if here != theirs:
        yield warn("TIME_ZONE", "differs", count("minutes", abs(here - theirs)), named)
    else:
        yield ok("TIME_ZONE", "good", named)
    change = _next_change(around.now.date(), zone)
    if change is not None:
        yield ok("CLOCK_CHANGE", "soon", on_day("day", change))


def python(_: Config, __: Surroundings) -> Iterator[Finding]:
    """Tell which Python runs this."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield ok("PYTHON", "good", written("version", version), written("path", sys.executable))


def dependencies(_: Config, __: Surroundings) -> Iterator[Finding]:
    """Import every package that a run needs."""
    broken, found = [], []
    modules = _modules()
    for name in _required():
        try:
            importlib.import_module(modules.get(_plain(name), _plain(name)))
            found.append(f"{name} {metadata.version(name)}")
        except (ImportError, OSError) as error:
            broken.append(f"{name} ({type(error).__name__})")
    if broken:
        yield fail("DEPENDENCIES", "broken", *(written("package", one) for one in broken))
    else:
        yield ok("DEPENDENCIES", "good", *(written("package", one) for one in found))


def _plain(name: str) -> str:
    return name.lower().replace("-", "_")


def _modules() -> dict[str, str]:
    """Map each distribution to the module to import, the one of its own name if there are several."""
    found: dict[str, str] = {}
    for module, distributions in metadata.packages_distributions().items():
        for distribution in distributions:
            name = _plain(distribution)
            if not module.startswith("_") and (module == name or name not in found):
                found[name] = module
    return found


def _required() -> list[str]:
    try:
        lines = metadata.requires("local-dispatch") or []
    except metadata.PackageNotFoundError:
        return []
    bare = [line for line in lines if "extra ==" not in line]
    names = ("".join(char if char.isalnum() or char in "-_." else " " for char in line) for line in bare)
    return sorted(name.split()[0].split(".")[0] for name in names if name.split()[0] != "tzdata")


def _unwritable(folder: Path) -> str:
    """Say why nothing can be written into a folder (or where it would be made); empty if it can."""
    blocking = next((path for path in (folder, *folder.parents) if path.exists() and not path.is_dir()), None)
    if blocking is not None:
        return f"{blocking} is a file"
    probe = _existing(folder) / f".doctor-{secrets.token_hex(4)}"
    try:
        probe.touch(mode=0o600)
        probe.unlink()
    except OSError as error:
        return error.strerror or "unknown"
    return ""


def _readable(path: Path, *, folder: bool = False) -> bool:
    """Tell whether a file, or a folder, is there and may be read; a pipe is neither."""
    return (path.is_dir() if folder else path.is_file()) and os.access(path, os.R_OK)


def _existing(folder: Path) -> Path:
    """Return the folder, or its nearest parent that exists."""
    return next((path for path in (folder, *folder.parents) if path.is_dir()), Path("/"))


def _day_folders(root: Path) -> list[Path]:
    try:
        return sorted(path for path in root.iterdir() if _as_date(path.name) and path.is_dir())
    except OSError:
        return []


def _as_date(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _old_with_runs(folder: Path, oldest: date) -> bool:
    day = _as_date(folder.name)
    return day is not None and day <= oldest and any(folder.glob("v[0-9]*"))


def _for_others(path: Path) -> bool:
    return os.name != "nt" and bool(path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO))


def _newest(folder: Path) -> float:
    try:
        return folder.stat().st_mtime
    except OSError:
        return 0.0


def _offset_minutes(now: datetime) -> int:
    """Return the offset of the machine's own zone from UTC."""
    local = time.localtime(now.timestamp())
    return local.tm_gmtoff // 60


def _next_change(today: date, zone: ZoneInfo) -> date | None:
    """Return the day within a week on which the clocks change."""
    for ahead in range(8):
        noon = datetime.combine(today + timedelta(days=ahead), datetime.min.time(), zone).replace(hour=12)
        if noon.utcoffset() != (noon - timedelta(days=1)).utcoffset():
            return noon.date()
    return None
