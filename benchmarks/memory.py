"""Measure the memory of a whole plan, from the till's file to the sheets, and which stage holds most.

    python benchmarks/memory.py --orders 2000 5000 --seconds 20

With ``--map`` the orders are for real doors of an installed map. Every day is planned in a process of its
own, as the shop runs it; children count too. Linux only.
"""

import argparse
import csv
import json
import math
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

STORE = (52.16, 4.49)
REACH = 4500
"""Metres from the store to the farthest door."""

A_VAN, A_BIKE = 90, 40
"""One more of each for so many orders."""

DAY = date(2026, 11, 21)
HEADER = (
    "receipt_id,purchased_at,home_delivery,name,phone,street,house_number,postcode,city,lat,lon,crates,"
    "window_from,window_to"
)
CONFIG = """\
[store]
name = "Buurtsuper De Waag"
lat = {lat}
lon = {lon}
language = "en"
opening = "08:00-21:00"
delivery = "13:00-21:30"

[promise]
packing_minutes = 20

[geocoding]
offline = true

[travel]
source = "{source}"
map = "{map}"

[intake]
settle_seconds = 0

[zones]
zero_emission = false
"""
VEHICLE = """
[[vehicle]]
id = "{id}"
profile = "{profile}"
crates = {crates}
kg = {kg}
loading_minutes = 8

[[courier]]
name = "{id}"
vehicle = "{id}"
shift = "13:00-21:30"
hourly_wage = 15
"""


def main() -> None:
    """Measure and print a line for each day, and its stages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--orders", type=int, nargs="+", default=[2000])
    parser.add_argument("--seconds", type=float, default=20.0)
    parser.add_argument("--workers", type=int, default=0, help="0 for one a core")
    parser.add_argument("--map", type=Path, help="root of an installed map; without it, estimates")
    parser.add_argument("--within", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.within:
        plan_here(arguments.within, arguments.seconds, arguments.workers)
        return
    for orders in arguments.orders:
        with tempfile.TemporaryDirectory(prefix="memory-") as name:
            write_store(Path(name), orders, arguments.map)
            print(line(orders, measure(Path(name), arguments)), flush=True)


def write_store(folder: Path, orders: int, map_root: Path | None) -> None:
    """Write a store with a day of so many orders."""
    lat, lon = STORE
    source = "map" if map_root else "estimate"
    text = CONFIG.format(lat=lat, lon=lon, source=source, map=map_root or folder / "map")
    fleet = [("van", 36, 500)] * math.ceil(orders / A_VAN) + [("bike", 10, 140)] * math.ceil(orders / A_BIKE)
    for n, (profile, crates, kg) in enumerate(fleet, 1):
        text += VEHICLE.format(id=f"{profile}-{n}", profile=profile, crates=crates, kg=kg)
    (folder / "dispatch.toml").write_text(text, encoding="utf-8")
    draw = random.Random(1)
    doors = draw_doors(map_root, orders) if map_root else ()
    with (folder / "purchases.csv").open("w", newline="", encoding="utf-8") as file:
        rows = csv.writer(file)
        rows.writerow(HEADER.split(","))
        for n in range(orders):
            far, way = REACH * math.sqrt(draw.random()), 2 * math.pi * draw.random()
            spot = lat + far * math.sin(way) / 111_195, lon + far * math.cos(way) / 68_200
            if doors:
                spot = doors[n]
            begins = draw.choice((14, 16, 18))
            row = [
                f"R{n}",
                f"{DAY}T{draw.randint(9, 12):02d}:{draw.randint(0, 59):02d}",
                "yes",
                f"Name {n}",
                "",
            ]
            row += ["Street", n % 300 + 1, "2312 AB", "Leiden", f"{spot[0]:.6f}", f"{spot[1]:.6f}"]
            rows.writerow([*row, draw.randint(1, 3), f"{begins}:00", f"{begins + 3}:00"])


def draw_doors(map_root: Path, count: int) -> Sequence[tuple[float, float]]:
    """Draw doors within reach from the addresses of an installed map."""
    from makeday import doors_of

    return doors_of(random.Random(2), map_root / "current", count)


def measure(folder: Path, arguments: argparse.Namespace) -> dict[str, Any]:
    """Plan in another process and return what it held at most."""
    options = [
        "--within",
        str(folder),
        "--seconds",
        str(arguments.seconds),
        "--workers",
        str(arguments.workers),
    ]
    began = time.perf_counter()
    done = subprocess.run([sys.executable, __file__, *options], stdout=subprocess.PIPE, text=True, check=True)
    return {**json.loads(done.stdout.splitlines()[-1]), "seconds": round(time.perf_counter() - began)}


def plan_here(folder: Path, seconds: float, workers: int) -> None:
    """Plan in this process, and print how much each stage held."""
    from dispatch.app.plan import plan
    from dispatch.app.request import PlanOptions

    watch = Watch()
    chosen = PlanOptions(
        purchases=folder / "purchases.csv",
        config=folder / "dispatch.toml",
        day=DAY,
        overrides={"solver.seconds": seconds, "solver.workers": workers},
    )
    outcome = plan(chosen, {}, lambda: datetime.now(UTC), watch)
    watch.end()
    told = {
        "planned": outcome.summary.accounts.planned,
        "unassigned": outcome.summary.accounts.unassigned,
        "stages": watch.stages,
        "peak_mb": round(_held("VmHWM")),
        "processor": _spent(),
        "children_mb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024),
    }
    print(json.dumps(told))


class Watch:
    """Note at the end of each stage what the process holds, the most it ever held, and what it has worked."""

    def __init__(self) -> None:
        self.stages: list[tuple[str, int, int, float]] = []
        self._stage = ""

    def begin(self, stage: Any, total: float | None = None) -> None:  # noqa: ARG002
        self._note()
        self._stage = stage.name.lower()

    def advance(self, done: float, note: str = "") -> None:
        """Note nothing."""

    def end(self) -> None:
        self._note()

    def interrupted(self) -> bool:
        return False

    def keeping(self) -> AbstractContextManager[None]:
        return nullcontext()

    def _note(self) -> None:
        self.stages.append((self._stage or "between", round(_held("VmRSS")), round(_held("VmHWM")), _spent()))
        self._stage = ""


def _held(what: str) -> float:
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(next(line for line in status.splitlines() if line.startswith(what)).split()[1]) / 1024


def _spent() -> float:
    """Return the processor seconds of this process and of its children that have ended."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return round(sum(use.ru_utime + use.ru_stime for use in uses), 1)


def line(orders: int, told: dict[str, Any]) -> str:
    """Put a measurement into words."""
    stages = "".join(
        f"\n      {name:<12} {now:>6} MB now {most:>6} MB at most {used:>7.1f} s of a processor"
        for name, now, most, used in told["stages"]
    )
    return (
        f"{orders:>5} orders  {told['peak_mb']:>6} MB, a child {told['children_mb']} MB, {told['seconds']} s,"
        f" {told['processor']} s of a processor,"
        f" {told['planned']} planned, {told['unassigned']} left behind{stages}"
    )


if __name__ == "__main__":
    main()
