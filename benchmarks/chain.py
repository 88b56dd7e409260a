"""Measure what a chain's stores cost beyond their searches, with ``dispatch stores``.

    python benchmarks/chain.py --stores 40 --orders 60 --iterations 60000

draws the stores (into ``--folder``, where they stay), plans them all with everything that ``dispatch plan``
writes, and prints the processor seconds of the searches, of each store beside its search, and of what is
around the stores (begun processes, the list). The sum of all is what the stores cost; the aim is 1.1 times
the searches, whose length ``--iterations`` or ``--seconds`` says.
"""

import argparse
import csv
import os
import random
import resource
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from archive import FLEET, HEADER, draw_orders

from dispatch.app import stores as chain
from dispatch.app.stores import StoresOptions, plan_stores
from dispatch.executing import Processes
from dispatch.ports import Job, Silent
from dispatch.solving.preparation import prepare_worker

DAY = date(2026, 11, 25)
A_BIKE = 12
"""Orders for each bike."""

CONFIG = """\
[store]
name = "Store {n}"
lat = 52.16
lon = 4.49
language = "en"
opening = "08:00-21:00"
delivery = "16:00-21:00"

[geocoding]
offline = true

[travel]
source = "estimate"

[intake]
purchases = "purchases.csv"
settle_seconds = 0

[solver]
workers = 1

{fleet}
"""


@dataclass
class Reporting:
    """An executor that has each store report the processor seconds of its search and of all of it."""

    inner: Processes
    searches: list[float] = field(default_factory=list)
    stores: list[float] = field(default_factory=list)

    @property
    def workers(self) -> int:
        return self.inner.workers

    def run(self, _work: Any, jobs: Iterable[Job[Any, Any]]) -> Iterator[tuple[str, Any]]:
        for key, (planned, search, whole) in self.inner.run(reporting_store, jobs):
            self.searches.append(search)
            self.stores.append(whole)
            yield key, planned


def reporting_store(common: Any, store: Any) -> tuple[Any, float, float]:
    """Plan a store; return also the processor seconds of its search, and of all of it."""
    from dispatch.pipeline import day

    searched, find = [0.0], day.solve_rest

    def timed(*args: Any, **more: Any) -> Any:
        began = time.process_time()
        found = find(*args, **more)
        searched[0] += time.process_time() - began
        return found

    day.solve_rest = timed
    began = time.process_time()
    try:
        planned = chain.plan_store(common, store)
    finally:
        day.solve_rest = find
    return planned, searched[0], time.process_time() - began


def write_chain(folder: Path, stores: int, orders: int) -> Path:
    """Write a list of stores, with a configuration and an export each."""
    listed = []
    for n in range(1, stores + 1):
        home = folder / f"store-{n}"
        home.mkdir(parents=True)
        fleet = "\n".join(FLEET.format(n=k, name=f"Courier {k}") for k in range(1, -(-orders // A_BIKE) + 2))
        (home / "dispatch.toml").write_text(CONFIG.format(n=n, fleet=fleet), encoding="utf-8")
        with (home / "purchases.csv").open("w", encoding="utf-8", newline="") as file:
            rows = csv.writer(file)
            rows.writerow(HEADER)
            rows.writerows(draw_orders(DAY, random.Random(n), orders))
        listed.append(f'[[store]]\nfolder = "store-{n}"\n')
    (folder / "stores.toml").write_text("\n".join(listed), encoding="utf-8")
    return folder / "stores.toml"


def now() -> datetime:
    """Tell the time."""
    return datetime.now(UTC)


def spent() -> float:
    """Return the processor seconds of this process and of its children that have ended."""
    return sum(
        use.ru_utime + use.ru_stime
        for use in (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


def main() -> None:
    """Draw, plan and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--stores", type=int, default=40)
    parser.add_argument("--orders", type=int, default=60)
    parser.add_argument("--iterations", type=int)
    parser.add_argument("--seconds", type=float)
    parser.add_argument("--at-once", type=int, default=2)
    parser.add_argument("--folder", type=Path, help="where the stores are drawn, and stay")
    asked = parser.parse_args()
    bound: dict[str, Any] = {"solver.iterations": asked.iterations} if asked.iterations else {}
    if asked.seconds:
        bound["solver.seconds"] = asked.seconds
    with tempfile.TemporaryDirectory(prefix="chain-") as name:
        file = write_chain(asked.folder or Path(name), asked.stores, asked.orders)
        by = Reporting(Processes(asked.at_once, prepare_worker))
        options = StoresOptions(file, day=DAY, moment="08:00", afresh=True, overrides=bound)
        began, used = time.perf_counter(), spent()
        planned = plan_stores(options, {}, now, Silent(), by)
        wall, used = time.perf_counter() - began, spent() - used
    searches, whole, count = sum(by.searches), sum(by.stores), len(by.stores)
    left = sum(one.summary.accounts.unassigned for one in planned.stores if one.summary)
    print(f"{count} stores of {asked.orders} orders, {asked.at_once} at once, statuses"
          f" {sorted({one.status for one in planned.stores})}, {left} orders left behind")  # fmt: skip
    print(f"searches {searches:.1f} s ({searches / count:.2f} each), beside them {whole - searches:.1f} s"
          f" ({(whole - searches) / count:.2f} each), around the stores {used - whole:.1f} s")  # fmt: skip
    print(f"all {used:.1f} s of a processor: {used / searches:.3f} times the searches")
    print(f"{wall:.1f} s wall, load {os.getloadavg()[0]:.1f}")


if __name__ == "__main__":
    main()
