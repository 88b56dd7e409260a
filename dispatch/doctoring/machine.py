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
            yield fail(
                code,
                f"{folder} cannot be written: {reason}.",
                f"Make it and let the account that plans own it: mkdir -p {folder}",
            )
        else:
            yield ok(code, f"{folder} can be written.")


def files(config: Config, _: Surroundings) -> Iterator[Finding]:
    """Look whether every file that the configuration names is there and can be read."""
    named = {
        "[geocoding] addresses": config.geocoding.addresses,
        "[promise.area] polygon": config.promise.area.polygon,
        "[sheets] templates": config.sheets.templates,
        "[sheets] logo": config.sheets.logo,
        **{f"[zones] {zone.id}": zone.file for zone in config.zones.own},
    }
    missing = [f"{key} = {path}" for key, path in named.items() if path and not _readable(path)]
    if missing:
        yield fail(
            "FILES", f"Cannot be read: {'; '.join(missing)}.", "Put the files there or correct the keys."
        )
    else:
        yield ok("FILES", f"{sum(path is not None for path in named.values())} named files can be read.")


def purchases(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look whether the till delivers its export where the run will look for it."""
    path = config.intake.purchases
    if path is None:
        return
    try:
        changed = datetime.fromtimestamp(path.stat().st_mtime, around.now.tzinfo)
    except OSError:
        yield warn(
            "PURCHASES",
            f"The till's export {path} is not there yet.",
            "Right before the till has written it; else check the till's export and [intake] purchases.",
        )
        return
    if changed.date() == around.now.date():
        yield ok("PURCHASES", f"The till's export was written today at {changed:%H:%M}.")
    else:
        yield warn(
            "PURCHASES",
            f"The till's export was last written on {changed:%Y-%m-%d}.",
            "Right before the till has written today's; else check the till's export.",
        )


def privacy(config: Config, _: Surroundings) -> Iterator[Finding]:
    """Look for runs and passwords that others on this machine can read."""
    open_days = [day.name for day in _day_folders(config.archive.folder) if _for_others(day)]
    if open_days:
        yield warn(
            "PRIVATE_RUNS",
            f"Others on this machine can read {len(open_days)} days of runs, such as {open_days[0]}.",
            f"chmod -R go-rwx {config.archive.folder}",
        )
    else:
        yield ok("PRIVATE_RUNS", "Runs can be read by their owner only.")
    mail = config.notify.mail
    if mail is not None and mail.password_file is not None:
        if not _readable(mail.password_file):
            yield fail(
                "MAIL_PASSWORD",
                f"{mail.password_file} cannot be read.",
                "Write the password of the mail account into it.",
            )
        elif _for_others(mail.password_file):
            yield warn(
                "MAIL_PASSWORD",
                f"Others on this machine can read {mail.password_file}.",
                f"chmod 600 {mail.password_file}",
            )


def retention(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look for persons that should have gone from the archive."""
    days = config.archive.retention_days
    oldest = around.now.date() - timedelta(days=days + 1)
    kept = [day for day in _day_folders(config.archive.folder) if _old_with_runs(day, oldest)]
    if kept:
        yield warn("RETENTION", f"{len(kept)} days of runs are older than {days} days.", "dispatch purge")
    else:
        yield ok("RETENTION", f"No run is older than {days} days.")


def disk(config: Config, _: Surroundings) -> Iterator[Finding]:
    """Look how much room the runs have."""
    free = shutil.disk_usage(_existing(config.archive.folder)).free
    room = f"The disk of the runs has {free / (1 << 30):.1f} GB left."
    if free < _FULL_DISK:
        yield fail("DISK", room, "Free some space; old runs go with 'dispatch purge'.")
    elif free < _LOW_DISK:
        yield warn("DISK", room, "Free some space; old runs go with 'dispatch purge'.")
    else:
        yield ok("DISK", room)


def lock(_: Config, around: Surroundings) -> Iterator[Finding]:
    """Tell who is planning now."""
    if around.lock:
        yield warn(
            "LOCK", f"Another run is busy: {around.lock}.", "Wait for it, or see what holds it up and end it."
        )
    else:
        yield ok("LOCK", "No other run is busy.")


def clock(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Doubt a clock that runs behind its own files, or before this program was made."""
    newest = max((_newest(day) for day in _day_folders(config.archive.folder)), default=0.0)
    if around.now.year < _FIRST_YEAR:
        yield fail("CLOCK", f"The clock says {around.now:%Y-%m-%d}.", "Set it, and let NTP keep it.")
    elif newest > around.now.timestamp() + 300:
        ahead = datetime.fromtimestamp(newest, around.now.tzinfo)
        yield warn(
            "CLOCK",
            f"It is {around.now:%Y-%m-%d %H:%M}, yet a run was made at {ahead:%Y-%m-%d %H:%M}.",
            "Set the clock, and let NTP keep it.",
        )
    else:
        yield ok("CLOCK", f"It is {around.now:%Y-%m-%d %H:%M}.")


def time_zone(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Compare the machine's zone with the store's, and announce a change of the clocks."""
    zone = ZoneInfo(config.store.timezone)
    here, there = _offset_minutes(around.now), around.now.astimezone(zone).utcoffset()
    theirs = round(there.total_seconds() / 60) if there is not None else 0
    if here != theirs:
        yield warn(
            "TIME_ZONE",
            f"The machine's clock stands {abs(here - theirs)} minutes from {config.store.timezone}; "
            "cron begins runs by the machine's.",
            f"timedatectl set-timezone {config.store.timezone}, or CRON_TZ={config.store.timezone}",
        )
    else:
        yield ok("TIME_ZONE", f"The machine's clock agrees with {config.store.timezone}.")
    change = _next_change(around.now.date(), zone)
    if change is not None:
        yield ok(
            "CLOCK_CHANGE", f"The clocks change in the night to {change}; plans of that day reckon with it."
        )


def python(_: Config, __: Surroundings) -> Iterator[Finding]:
    """Tell which Python runs this."""
    version = ".".join(map(str, sys.version_info[:3]))
    yield ok("PYTHON", f"Python {version} at {sys.executable}.")


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
        yield fail(
            "DEPENDENCIES",
            f"Cannot be loaded: {', '.join(broken)}.",
            "Install the program again: pip install --force-reinstall local-dispatch, or make clean plan.",
        )
    else:
        yield ok("DEPENDENCIES", f"{', '.join(found)}.")


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


def _readable(path: Path) -> bool:
    """Tell whether a file or a folder is there and may be read; a pipe is neither."""
    return (path.is_file() or path.is_dir()) and os.access(path, os.R_OK)


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
