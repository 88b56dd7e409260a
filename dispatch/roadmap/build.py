"""Build a map from an OpenStreetMap extract: roads per profile, addresses, background."""

import hashlib
import json
import os
import shutil
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, Final

from dispatch.errors import InputError, ResourceError
from dispatch.files.disk import writing
from dispatch.files.source import file_name, open_regular, reading
from dispatch.mapfiles import BACKGROUND, GAZETTEER, MANIFEST, MAP_FORMAT, OSRM_FOLDER, router_version
from dispatch.ports import Progress, Silent, Stage
from dispatch.roadmap.background import write_background
from dispatch.roadmap.clip import clip
from dispatch.roadmap.gazetteer import write_gazetteer
from dispatch.roadmap.installed import (
    MAPS,
    UNFINISHED,
    MapStatus,
    locked,
    make_current,
    map_status,
    publish,
)
from dispatch.roadmap.settings import MapSettings
from dispatch.roadmap.tools import build_routing

CLIPPED: Final = "clip.osm.pbf"
"""The piece of the extract, kept in the map: enough to build it again with other profiles."""

_BYTES_PER_KM2: Final = 80_000
_DISK_FACTOR: Final = 12
_DISK_PER_PROFILE: Final = 9
_READ_PER_SECOND: Final = 1_500_000
_CLIP_PER_SECOND: Final = 250_000
_PROFILE_PER_SECOND: Final = 120_000


@dataclass(frozen=True, slots=True)
class Forecast:
    """Say beforehand what a build takes: bytes of disk at most, and about how many seconds."""

    disk_bytes: int
    seconds: int


@dataclass(frozen=True, slots=True)
class Built:
    """Tell how a build ended.

    Parameters
    ----------
    status
        Of the map that is current now.
    skipped
        Whether it was there already: same file, same settings.
    """

    status: MapStatus
    skipped: bool


def forecast(extract_bytes: int, settings: MapSettings) -> Forecast:
    """Estimate disk and time of a build from the size of the extract and of the area.

    The figures were measured on an extract of Leiden; see benchmarks/RESULTS.md.
    """
    clipped = min(extract_bytes, int(settings.box.square_km * _BYTES_PER_KM2))
    profiles = len(settings.profiles)
    seconds = (
        extract_bytes / _READ_PER_SECOND
        + clipped / _CLIP_PER_SECOND
        + profiles * clipped / _PROFILE_PER_SECOND
    )
    return Forecast(clipped * (_DISK_FACTOR + _DISK_PER_PROFILE * profiles), max(5, round(seconds)))


def build_map(
    extract: Path,
    root: Path,
    settings: MapSettings,
    *,
    now: datetime,
    progress: Progress | None = None,
    force: bool = False,
) -> Built:
    """Build a map and make it the current one; whole, or not at all.

    Parameters
    ----------
    extract
        An ``.osm.pbf`` file.
    root
        Folder of the installed maps.
    settings
        What it is for.
    now
        For the record.
    progress
        Shown one stage of 100 units; asked to stop, the build ends and the old map stays.
    force
        Build even if file and settings are those of the current map.

    Raises
    ------
    InputError
        If the extract cannot be read or holds no road of the area.
    ResourceError
        If the disk is too full, a tool fails, or a person stopped it.
    LockHeldError
        If another build is at work.
    """
    return _build(extract, describe(extract), root, settings, now, progress or Silent(), force=force)


def _build(
    extract: Path,
    source: dict[str, Any],
    root: Path,
    settings: MapSettings,
    now: datetime,
    progress: Progress,
    *,
    force: bool,
) -> Built:
    name = settings.digest(source["sha256"])
    with locked(root, now):
        if not force and _reuse(root, name):
            return Built(map_status(root), skipped=True)
        _check_disk(root, forecast(source["size"], settings))
        steps = _Steps(progress, _parts(settings))
        folder = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=root))
        folder.chmod(0o755)
        try:
            with writing(root / MAPS, "The map cannot be written"):
                contents = _fill(folder, extract, settings, steps)
                _write_manifest(folder, name, source, settings, contents, now)
                publish(root, folder, name)
        finally:
            shutil.rmtree(folder, ignore_errors=True)
            steps.end()
    return Built(map_status(root), skipped=False)


def rebuild_map(
    root: Path, settings: MapSettings, *, now: datetime, progress: Progress | None = None
) -> Built:
    """Build the current map again from its own piece of the extract, for other profiles or zones.

    Raises
    ------
    ResourceError
        If there is no map, or the settings ask for more than its piece; otherwise as :func:`build_map`.
    """
    status = map_status(root)
    if status.folder is None or not (status.folder / CLIPPED).is_file():
        raise ResourceError("There is no map to build again.", "Run 'dispatch map install'.")
    box = settings.box
    if not (status.covers(box.south, box.west) and status.covers(box.north, box.east)):
        raise ResourceError(
            "The installed map does not reach that far.",
            "Run 'dispatch map install' or 'dispatch map build'.",
        )
    source = describe(status.folder / CLIPPED)
    source |= {"name": status.source, "dated_by": status.dated_by}
    source["day"] = status.data_date.isoformat() if status.data_date else None
    clipped = status.folder / CLIPPED
    return _build(clipped, source, root, settings, now, progress or Silent(), force=False)


def describe(extract: Path) -> dict[str, Any]:
    """Return name, size, SHA-256 and day of an extract.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    with open_regular(extract) as stream, reading(extract):
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
        facts = os.fstat(stream.fileno())
    stamped = _header_day(extract)
    day = stamped or datetime.fromtimestamp(facts.st_mtime, UTC).date()
    return {
        "name": file_name(extract),
        "size": facts.st_size,
        "sha256": digest,
        "day": day.isoformat(),
        "dated_by": "header" if stamped else "file",
    }


def _header_day(extract: Path) -> date | None:
    """Return the day that an extract says its data is of; None if it does not say."""
    import osmium

    try:
        header = osmium.io.Reader(str(extract), osmium.osm.NOTHING).header()
    except (RuntimeError, UnicodeDecodeError) as error:  # what it says may hold a name that is no UTF-8
        raise InputError(
            "{file} is no OpenStreetMap extract that can be read ({why}).",
            "It should be a .osm.pbf file, complete.",
            file=file_name(extract),
            why="?" if isinstance(error, UnicodeDecodeError) else str(error),
        ) from None
    text = header.get("osmosis_replication_timestamp") or header.get("timestamp") or ""
    try:
        return datetime.fromisoformat(text).date()
    except ValueError:
        return None


def _reuse(root: Path, name: str) -> bool:
    """Make a map that is there already the current one; tell whether there is."""
    if not (root / MAPS / name / MANIFEST).is_file():
        return False
    make_current(root, name)
    return map_status(root).folder is not None


def _check_disk(root: Path, needed: Forecast) -> None:
    free = shutil.disk_usage(root).free
    if free < needed.disk_bytes:
        raise ResourceError(
            "The map needs about {needed_mb} MB; {free_mb} MB are free.",
            "Make room, choose another folder with [travel] map, or a smaller travel.reach_km.",
            needed_mb=needed.disk_bytes // 1000000,
            free_mb=free // 1000000,
        )


@dataclass(slots=True)
class _Steps:
    """Show the parts of a build as one stage of 100 units."""

    progress: Progress
    weights: Sequence[tuple[str, float]]
    _done: float = 0.0
    _part: int = -1
    _within: float = 0.0

    def next(self) -> None:
        if self._part < 0:
            self.progress.begin(Stage.MAPPING, 100.0)
        else:
            self._done += self._share()
        self._part += 1
        self._within = 0.0
        self.tick("")

    def tick(self, note: str, share: float = 0.0) -> None:
        if self.progress.interrupted():
            raise ResourceError("The map build was stopped; the map of before is still in place.")
        name = self.weights[self._part][0]
        self._within = max(self._within, share)
        self.progress.advance(self._done + self._within * self._share(), f"{name} {note}".strip())

    def end(self) -> None:
        self.progress.end()

    def _share(self) -> float:
        return 100.0 * self.weights[self._part][1] / sum(weight for _, weight in self.weights)


def _parts(settings: MapSettings) -> list[tuple[str, float]]:
    routing = [(f"roads for {p.key}:", 8.0 if p.kind == "bike" else 4.0) for p in settings.profiles]
    return [("cutting out:", 4.0), *routing, ("addresses:", 3.0), ("background:", 2.0)]


def _fill(folder: Path, extract: Path, settings: MapSettings, steps: _Steps) -> dict[str, int]:
    """Write everything but the manifest; return what was counted."""
    clipped = folder / CLIPPED
    steps.next()
    roads = clip(extract, clipped, settings.box, steps.tick)
    if roads == 0:
        lat, lon = settings.store
        raise InputError(
            "{file} holds no road around the store ({lat}, {lon}).",
            "Check store.lat and store.lon, or take the extract of this region.",
            file=file_name(extract),
            lat=f"{lat:.4f}",
            lon=f"{lon:.4f}",
        )
    for profile in settings.profiles:
        steps.next()
        build_routing(clipped, folder / OSRM_FOLDER / profile.key, profile, settings, steps.tick)
    steps.next()
    addresses = write_gazetteer(clipped, folder / GAZETTEER, steps.tick)
    steps.next()
    shapes = write_background(clipped, folder / BACKGROUND, settings.box, steps.tick)
    return {"roads": roads, "addresses": addresses, "shapes": shapes}


def _write_manifest(
    folder: Path,
    name: str,
    source: dict[str, Any],
    settings: MapSettings,
    contents: dict[str, int],
    now: datetime,
) -> None:
    manifest = {
        "format": MAP_FORMAT,
        "id": name,
        "source": {key: source[key] for key in ("name", "size", "sha256")},
        "data_date": source["day"],
        "dated_by": source["dated_by"],
        "built_at": now.isoformat(timespec="seconds"),
        "box": list(settings.box.as_tuple()),
        "profiles": [profile.key for profile in settings.profiles],
        **contents,
        "osrm": router_version(),
        "licence": "OpenStreetMap contributors, ODbL 1.0",
    }
    text = json.dumps(manifest, indent=2, ensure_ascii=False) + "\n"
    (folder / MANIFEST).write_text(text, encoding="utf-8")
