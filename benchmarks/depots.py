"""Draw instances with several depots and windows, in the manner of Cordeau's, for benchmarks/rich.py.

python benchmarks/depots.py FOLDER --customers 96 192 --depots 4 --seeds 2
python benchmarks/rich.py MDVRPTW --folder FOLDER --cpu --seconds 10 --seeds 3

Customers lie in clusters around seeds drawn in a square of 100, each with a window within a day of 1,000; a
vehicle begins and ends at its own depot, and each customer may be served from any of them.
(Cordeau, Laporte and Mercier, Journal of the Operational Research Society 52(8), 2001.)
"""

import argparse
import math
import random
from pathlib import Path

DAY, CAPACITY = 1000, 200
CLUSTERS = 4


def main() -> None:
    """Write an instance for each size and seed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--customers", type=int, nargs="+", default=[96, 192])
    parser.add_argument("--depots", type=int, default=4)
    parser.add_argument("--seeds", type=int, default=2)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for customers in asked.customers:
        for seed in range(1, asked.seeds + 1):
            name = f"MDVRPTW-made-n{customers}-d{asked.depots}-s{seed}"
            text = instance(name, customers, asked.depots, random.Random(seed * 1000 + customers))
            (asked.folder / f"{name}.vrp").write_text(text)


def instance(name: str, customers: int, depots: int, rng: random.Random) -> str:
    """Return an instance in the format of VRPLIB, as PyVRP reads it."""
    middles = [(rng.uniform(-50, 50), rng.uniform(-50, 50)) for _ in range(CLUSTERS)]
    points = [(rng.uniform(-50, 50), rng.uniform(-50, 50)) for _ in range(depots)]
    for _ in range(customers):
        middle, far, turn = rng.choice(middles), rng.expovariate(1 / 18), rng.uniform(0, 2 * math.pi)
        points.append((middle[0] + far * math.cos(turn), middle[1] + far * math.sin(turn)))
    demand = [0] * depots + [rng.randint(1, 25) for _ in range(customers)]
    windows = [(0, DAY)] * depots + [_window(rng) for _ in range(customers)]
    service = [0] * depots + [rng.randint(1, 25) for _ in range(customers)]
    a_depot = -(-2 * sum(demand) // (CAPACITY * depots)) + 2
    sections: dict[str, list[tuple[object, ...]]] = {
        "NODE_COORD_SECTION": [(f"{x:.2f}", f"{y:.2f}") for x, y in points],
        "DEMAND_SECTION": [(one,) for one in demand],
        "TIME_WINDOW_SECTION": list(windows),
        "SERVICE_TIME_SECTION": [(one,) for one in service],
        "VEHICLES_DEPOT_SECTION": [(depot + 1,) for depot in range(depots) for _ in range(a_depot)],
    }
    head = {
        "NAME": name,
        "TYPE": "MDVRPTW",
        "DIMENSION": len(points),
        "VEHICLES": a_depot * depots,
        "CAPACITY": CAPACITY,
        "EDGE_WEIGHT_TYPE": "EUC_2D",
    }
    lines = [f"{key} : {value}" for key, value in head.items()]
    for section, rows in sections.items():
        lines += [section, *(" ".join(map(str, (n, *row))) for n, row in enumerate(rows, start=1))]
    return "\n".join([*lines, "DEPOT_SECTION", *map(str, range(1, depots + 1)), "-1", "EOF", ""])


def _window(rng: random.Random) -> tuple[int, int]:
    opens = rng.randint(60, DAY - 300)
    return opens, opens + rng.randint(90, 240)


if __name__ == "__main__":
    main()
