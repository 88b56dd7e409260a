"""Run the routing tools that come with the osrm package."""

import importlib.util
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from dispatch.errors import ResourceError
from dispatch.geo.outlines import Polygon
from dispatch.mapfiles import OSRM_NAME
from dispatch.model import TravelProfile
from dispatch.phrases import Phrase
from dispatch.roadmap.settings import MapSettings, profile_source

_PERCENT: Final = re.compile(rb"(\d{1,3})%")
_SCRATCH: Final = (".cnbg", ".cnbg_to_ebg", ".ebg", ".enw", ".turn_penalties_index", ".restrictions")
_EXTRACTED: Final = 0.3
"""Share of the work on a profile that is done when its roads are extracted."""

_DEADLINE: Final = 3600.0
_TAIL: Final = 4

Tick = Callable[[str, float], None]
"""Called with what is being done and its share done, 0 to 1; may raise to stop it."""


def build_routing(
    clipped: Path, folder: Path, profile: TravelProfile, settings: MapSettings, tick: Tick
) -> None:
    """Build the routing data of a profile into a folder.

    Raises
    ------
    ResourceError
        If the tools are missing or fail.
    """
    folder.mkdir(parents=True)
    closed = settings.closed_polygons(profile)
    options: list[str] = []
    if closed:
        outline = folder / "closed.geojson"
        outline.write_text(json.dumps(_as_geojson(closed)), encoding="utf-8")
        options = ["--location-dependent-data", str(outline)]
    data, threads = folder / OSRM_NAME, ["--threads", str(settings.threads)]
    extract = [str(clipped), "--profile", str(profile_source(profile.kind)), "--output", str(data)]
    run_tool("osrm-extract", [*extract, *threads, *options], folder, lambda note, _: tick(note, 0.0))
    contracted = 1.0 - _EXTRACTED
    run_tool(
        "osrm-contract",
        [str(data), *threads],
        folder,
        lambda note, share: tick(note, _EXTRACTED + contracted * share),
    )
    for suffix in _SCRATCH:
        data.with_name(data.name + suffix).unlink(missing_ok=True)


def _as_geojson(polygons: Sequence[Polygon]) -> dict[str, object]:
    rings = [[[[lon, lat] for lat, lon in (*ring, ring[0])] for ring in polygon] for polygon in polygons]
    features = [
        {
            "type": "Feature",
            "properties": {"closed": "yes"},
            "geometry": {"type": "Polygon", "coordinates": polygon},
        }
        for polygon in rings
    ]
    return {"type": "FeatureCollection", "features": features}


def tool_folder() -> Path:
    """Return the folder of the installed osrm package.

    Raises
    ------
    ResourceError
        If it is not installed.
    """
    found = importlib.util.find_spec("osrm")
    if found is None or not found.submodule_search_locations:
        raise ResourceError(
            "The routing engine is not installed.", "Install the program again: it needs osrm-bindings."
        )
    return Path(found.submodule_search_locations[0])


def run_tool(name: str, arguments: Sequence[str], folder: Path, tick: Tick) -> None:
    """Run a tool of the osrm package; its output goes to a log in the folder.

    Raises
    ------
    ResourceError
        If it cannot be started, fails, or takes over an hour.
    """
    home = tool_folder()
    program = home / "bin" / (f"{name}.exe" if sys.platform == "win32" else name)
    log = folder / f"{name}.log"
    environment = {**os.environ, "DISPATCH_OSRM_PROFILES": str(home / "share" / "profiles")}
    try:
        with log.open("wb") as output:
            process = subprocess.Popen(  # noqa: S603
                [str(program), *arguments],
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                env=environment,
            )
    except OSError as error:
        raise ResourceError(
            "{name} cannot be started: {why}.", "Install the program again.", name=name, why=str(error)
        ) from None
    try:
        _wait(process, name, log, tick)
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()
    if process.returncode != 0:
        raise ResourceError(
            "{name} failed: {log}",
            "Is the extract complete, and the disk not full?",
            name=name,
            log=_tail(log) or Phrase("it said nothing."),
        )
    log.unlink()


def _wait(process: subprocess.Popen[bytes], name: str, log: Path, tick: Tick) -> None:
    deadline = time.monotonic() + _DEADLINE
    while process.poll() is None:
        if time.monotonic() > deadline:
            raise ResourceError(
                "{name} took over an hour and was stopped.", "Use a smaller extract.", name=name
            )
        percents = _PERCENT.findall(log.read_bytes()[-2_000:])
        tick(name.removeprefix("osrm-"), int(percents[-1]) / 100 if percents else 0.0)
        time.sleep(0.05)


def _tail(log: Path) -> str:
    lines = log.read_text(encoding="utf-8", errors="replace").splitlines()
    told = [line.partition("] ")[2] or line for line in lines if line.strip()]
    return " / ".join(told[-_TAIL:])
