"""Measure what the cells of a study cost beyond their searches, in one process, in several, and on Dask.

    python benchmarks/cells.py --days 10 --orders 60 --iterations 40000 --ways here processes dask

Each way plans the same cells anew, everything from drawn orders to kept results included. Searches are
bounded by iterations, so they cost about the same wherever they run. Told are processor seconds, for on a
busy machine the clock says nothing: of the searches, of the cells beside them, of the process that asks, and
of beginning a worker. The speed-up is what one process works, over a worker's share and the asking process
together: what the clock would say on as many quiet cores if these two never worked at once.

    python benchmarks/cells.py --days 6 --more 24 --orders 100 --iterations 60000 --ways processes dask

plans so many days and then more of them, each from its beginning to its end, and tells the slope: all that
every process worked, ended ones included, less the searches, over the cells more. What it takes to begin and
end is in neither, whatever Dask does by the clock while cells are searched is.
"""

import argparse
import os
import random
import resource
import tempfile
import time
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

from archive import CONFIG, FIRST, FLEET, STORE, draw_orders

from dispatch.config import make_config
from dispatch.executing import Here, Processes
from dispatch.executing.cluster import Cluster
from dispatch.model import Address, Confidence, LocatedOrder, Order, Place, TimeWindow
from dispatch.ports import Executor, Job, Silent
from dispatch.solving.preparation import prepare_worker
from dispatch.study import cell as cells
from dispatch.study.conducting import Means, Study, conduct
from dispatch.study.keeping import KeptCells
from dispatch.study.scenario import DayOrders, Scenario, Windows
from dispatch.travel import EstimateSource
from dispatch.words import words

WORKERS = 2
A_BIKE = 12
"""Orders for each bike."""

HOUR = 3600


@dataclass(frozen=True)
class Cost:
    """Hold the processor seconds of a cell, of its search and of its process before; and when it was."""

    process: int
    before: float
    whole: float
    search: float
    began: float
    ended: float


def timed_cell(travel: Any, task: Any) -> tuple[Any, Cost]:
    """Plan a cell and say what it cost."""
    find, searched = cells.find_routes, [0.0]

    def timed(*args: Any, **more: Any) -> Any:
        began = time.process_time()
        found = find(*args, **more)
        searched[0] += time.process_time() - began
        return found

    cells.find_routes = timed
    before, began = time.process_time(), time.time()
    try:
        result = cells.plan_cell(travel, task)
    finally:
        cells.find_routes = find
    whole = time.process_time() - before
    return result, Cost(os.getpid(), before, whole, searched[0], began, time.time())


@dataclass
class Reporting:
    """An executor whose cells report what they cost."""

    inner: Executor
    costs: list[Cost] = field(default_factory=list)
    mine: list[float] = field(default_factory=list)

    @property
    def workers(self) -> int:
        return self.inner.workers

    def run(self, _work: Any, jobs: Iterable[Job[Any, Any]]) -> Iterator[tuple[str, Any]]:
        for key, (result, cost) in self.inner.run(timed_cell, jobs):
            self.costs.append(cost)
            self.mine.append(time.process_time())
            yield key, result


def drawn_study(days: int, orders: int, iterations: int) -> Study:
    """Draw days and ask what windows of an hour cost."""
    fleet = "\n".join(FLEET.format(n=n, name=f"Courier {n}") for n in range(1, -(-orders // A_BIKE) + 2))
    raw = tomllib.loads(CONFIG.format(lat=STORE[0], lon=STORE[1], fleet=fleet))
    config = make_config({**raw, "solver": {"iterations": iterations, "workers": 1}}, Path("dispatch.toml"))
    rng = random.Random(1)
    dates = [FIRST + timedelta(days=n) for n in range(days)]
    drawn = tuple(DayOrders(day, tuple(map(located, draw_orders(day, rng, orders)))) for day in dates)
    narrow = Scenario("narrow", config, windows=Windows(width=HOUR))
    return Study((Scenario("as it is", config), narrow), drawn, drawn, (1,), EstimateSource())


def located(row: tuple[Any, ...]) -> LocatedOrder:
    """Turn a drawn receipt into an order at its place."""
    receipt, _, _, name, street, number, postcode, city, lat, lon, crates, _, _, opens, closes = row
    address = Address(street, str(number), "", postcode, city)
    window = TimeWindow(*(int(moment[:2]) * HOUR for moment in (opens, closes)))
    order = Order(receipt, 2, 12 * HOUR, name, "", address, window=window, crates=crates)
    return LocatedOrder(order, Place(float(lat), float(lon), "given", Confidence.EXACT, address))


def spent() -> float:
    """Return the processor seconds of this process and of those of its children that have ended."""
    whose = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
    return sum(use.ru_utime + use.ru_stime for use in map(resource.getrusage, whose))


def tell_slope(way: str, study: Study, more: Study) -> None:
    """Print what a cell costs beyond its search where there are more of them, beginnings aside."""
    (few, beside_few), (many, beside_many) = measure(way, study), measure(way, more)
    slope = (beside_many - beside_few) / (many - few)
    print(f"{way}: {few} cells {beside_few:.2f} s beside the searches, {many} cells {beside_many:.2f} s:"
          f" {1000 * slope:.1f} ms a cell, {beside_few - slope * few:.2f} s to end")  # fmt: skip


def measure(way: str, study: Study) -> tuple[int, float]:
    """Conduct the study one way, and print what it cost.

    Returns
    -------
    tuple
        How many cells, and the processor seconds of all processes beside the searches and the beginnings.
    """
    whole = spent()
    inner: Executor = {
        "here": lambda: Here(prepare_worker),
        "processes": lambda: Processes(WORKERS, prepare_worker),
        "dask": lambda: Cluster("local", prepare_worker, workers=WORKERS),
    }[way]()
    by, before = Reporting(inner), time.process_time()
    with tempfile.TemporaryDirectory(prefix="cells-") as folder:
        means = Means(by, KeptCells(Path(folder)), (("local-dispatch", "benchmark"),))
        conduct((study,), means, words("en"), Silent())
    tell(way, by.costs, by.mine, before)
    begun = {cost.process: cost.before for cost in reversed(by.costs)}
    if way == "here":
        begun = {}
    beside = spent() - whole - sum(cost.search for cost in by.costs)
    return len(by.costs), beside - sum(begun.values()) - (by.mine[0] - before)


def tell(way: str, costs: list[Cost], mine: list[float], before: float) -> None:
    """Print what the cells of one way cost.

    Parameters
    ----------
    mine
        What the asking process had worked when each cell came back.
    before
        What it had worked when it began.
    """
    count, search, whole = len(costs), sum(c.search for c in costs), sum(c.whole for c in costs)
    at: dict[int, list[Cost]] = {}
    for cost in sorted(costs, key=lambda cost: cost.began):
        at.setdefault(cost.process, []).append(cost)
    pairs = [pair for own in at.values() for pair in pairwise(own)]
    here = way == "here"  # the asking process is the worker, and had worked before
    begun = max(own[0].before - (before if here else 0.0) for own in at.values())
    asking = (mine[-1] - mine[0] - (sum(c.whole for c in costs[1:]) if here else 0.0)) / (count - 1)
    # Of a worker between two cells: what arrives is unpacked, and what goes is packed.
    between = 0.0 if here else sum(b.before - a.before - a.whole for a, b in pairs) / len(pairs)
    a_cell = [1000 * seconds for seconds in ((whole - search) / count, between, asking)]
    waits = median(b.began - a.ended for a, b in pairs)
    print(f"{way}: {count} cells in {len(at)} processes; searches {search:.2f} s")
    print("  beyond it a cell: {:.1f} ms in it, {:.1f} between two, {:.1f} in who asks;".format(*a_cell),
          f"together {sum(a_cell):.1f} ms beside a search of {search / count:.2f} s")  # fmt: skip
    print(
        f"  to begin a worker {begun:.2f} s, who asks until the first cell is back {mine[0] - before:.2f} s;"
    )
    print(f"  between cells {1000 * waits:.0f} ms of the clock (median), load {os.getloadavg()[0]:.1f}")
    if not here:
        each = (whole + between * count) / len(at)
        alone, together = whole + asking * count, each + asking * count
        started = mine[0] - before + begun
        print(f"  speed-up on {len(at)} quiet cores {alone / together:.2f}; with all beginnings counted"
              f" {alone / (together + started):.2f}, of ten times as many cells"
              f" {10 * alone / (10 * together + started):.2f}")  # fmt: skip


def main() -> None:
    """Draw and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--days", type=int, default=10)
    parser.add_argument("--more", type=int, help="so many days as well, and the slope")
    parser.add_argument("--orders", type=int, default=60)
    parser.add_argument("--iterations", type=int, default=40_000)
    parser.add_argument("--ways", nargs="+", default=["here", "processes", "dask"])
    asked = parser.parse_args()
    whole = drawn_study(max(asked.days, asked.more or 0), asked.orders, asked.iterations)
    study = replace(whole, days=whole.days[: asked.days])
    for way in asked.ways:
        if asked.more:
            tell_slope(way, study, whole)
        else:
            measure(way, study)


if __name__ == "__main__":
    main()
