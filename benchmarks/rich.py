"""Compare this project's search with PyVRP on public instances of rich problems, in one run.

python benchmarks/rich.py --seconds 10 --seeds 3
python benchmarks/rich.py MTVRPTWR HFVRP_X280 --folder FOLDER --cpu --seconds 60 --jobs 2 --json
python benchmarks/rich.py ORTEC MTVRPTWR_C2 --seconds 10 60 240 --seeds 3 --solvers ours
python benchmarks/rich.py ORTEC --seconds 10 --threads 2 --solvers ours

Sets, by the beginning of a file's name: MTVRPTWR (several trips, releases), HFVRP (mixed fleet, costs of
use), PCVRPTW (optional customers), MDVRPTW (several depots; benchmarks/depots.py draws some), VRPTW (1,000
customers), ORTEC (real durations). Both solvers see the integers that PyVRP reads, in turn, each in a
process of its own with one thread; every answer is evaluated by PyVRP's own Solution. With --cpu both stop
after so many seconds of the processor instead of the clock on the wall, so that another job on the machine
takes nothing from either.
"""

import argparse
import json
import re
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import pyvrp

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from riches import Trips, as_problem, judged, ours_of, read_data, read_solution  # noqa: E402

SETS = ("ORTEC", "MDVRPTW", "MTVRPTWR", "HFVRP", "PCVRPTW", "VRPTW")
SOLVERS = ("ours", "pyvrp")
BEST_KNOWN = {
    # EURO Meets NeurIPS 2022, static track: cost, vehicles
    "ORTEC-VRPTW-ASYM-b89e3f52-d1-n220-k17": (85_859, 11),
    "ORTEC-VRPTW-ASYM-80974c9e-d1-n258-k20": (129_515, 12),
    "ORTEC-VRPTW-ASYM-883f3b83-d1-n264-k18": (208_952, 15),
    "ORTEC-VRPTW-ASYM-57977bd6-d1-n281-k17": (99_873, 14),
    "ORTEC-VRPTW-ASYM-76f9a799-d1-n358-k22": (153_840, 19),
    "ORTEC-VRPTW-ASYM-df8f2eda-d1-n359-k27": (214_518, 20),
    "ORTEC-VRPTW-ASYM-a57f2737-d1-n362-k21": (125_278, 18),
    "ORTEC-VRPTW-ASYM-278d7c48-d1-n425-k40": (229_809, 21),
    "ORTEC-VRPTW-ASYM-619b0e55-d1-n504-k40": (243_663, 23),
}
Row = dict[str, object]


@dataclass(frozen=True)
class Run:
    """Hold what one solver is asked."""

    file: Path
    solver: str
    seconds: float
    seed: int
    cpu: bool
    threads: int


def main() -> None:
    """Let each solver solve each file with each seed, print a line for each, and sum up by set."""
    arguments = _arguments()
    runs = [
        Run(file, solver, seconds, seed, arguments.cpu, arguments.threads)
        for file in _files(arguments.folder, arguments.names)
        for seconds in arguments.seconds
        for seed in range(arguments.seed, arguments.seed + arguments.seeds)
        for solver in arguments.solvers
    ]
    rows: list[Row] = []
    with ProcessPoolExecutor(arguments.jobs, get_context("spawn"), max_tasks_per_child=1) as pool:
        for row in pool.map(answer, runs):
            rows.append(row)
            if not arguments.json:
                print(_line(row), flush=True)
    if arguments.json:
        print(json.dumps(rows, indent=1))
    else:
        _summary(rows, arguments.solvers)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("names", nargs="*", default=SETS, help="files, or beginnings of their names")
    folder = Path(__file__).parents[1] / "../shared/instances"
    parser.add_argument("--folder", type=Path, default=folder, help="where the instances lie")
    parser.add_argument("--seconds", type=float, nargs="+", default=[10.0], help="one budget or several")
    parser.add_argument("--cpu", action="store_true", help="seconds of the processor, not of the wall")
    parser.add_argument("--threads", type=int, default=1, help="of ours; PyVRP has one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1, help="so many seeds from --seed on")
    parser.add_argument("--jobs", type=int, default=1, help="so many runs at a time")
    parser.add_argument("--solvers", nargs="+", choices=SOLVERS, default=list(SOLVERS))
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _files(folder: Path, names: list[str]) -> list[Path]:
    """Return the instances that are named, by set."""
    if not folder.is_dir():
        raise SystemExit(f"no such folder: {folder}")
    known = sorted(f for f in folder.rglob("*") if f.suffix in {".vrp", ".txt"} and f.name != "README.txt")
    files = [f for name in names for f in known if f.name.startswith(name) or f == Path(name)]
    if not files:
        raise SystemExit(f"no instance in {folder} begins with {' or '.join(names)}")
    return files


def answer(run: Run) -> Row:
    """Let a solver solve, in this process, and believe none of its figures."""
    best, vehicles = BEST_KNOWN.get(run.file.stem, (None, None))
    data = read_data(run.file, None if vehicles is None else int(1.3 * vehicles) + 2)
    known = run.file.with_suffix(".sol")
    if best is None and known.exists():
        best, _ = judged(data, read_solution(data, known))
    threads = run.threads if run.solver == "ours" else 1
    clock = (lambda: time.process_time() / threads) if run.cpu else time.perf_counter
    solve = _ours if run.solver == "ours" else _theirs
    trips, iterations, took = solve(data, run, clock)
    cost, routes = judged(data, trips)
    return {
        "instance": run.file.stem,
        "solver": run.solver,
        "seed": run.seed,
        "budget": run.seconds,
        "threads": threads,
        "seconds": round(took, 2),
        "cpu": run.cpu,
        "iterations": iterations,
        "cost": cost,
        "routes": routes,
        "gap_percent": round(100 * (cost / best - 1), 3) if cost and best else None,
    }


def _ours(data: pyvrp.ProblemData, run: Run, clock: Callable[[], float]) -> tuple[list[Trips], int, float]:
    from dispatch.ports import Silent
    from dispatch.solving import Budget, solve

    problem, types = as_problem(data)
    solve(problem, Budget(seconds=None, iterations=1, workers=1), run.seed, Silent())  # loads, or compiles
    began = clock()
    budget = Budget(seconds=run.seconds, workers=run.threads, patience=1.0)
    solution = solve(problem, budget, run.seed, Silent(), clock=clock)
    took = clock() - began
    assert solution.report is not None
    return ours_of(problem, types, solution), solution.report.iterations, took


def _theirs(data: pyvrp.ProblemData, run: Run, clock: Callable[[], float]) -> tuple[list[Trips], int, float]:
    began = clock()
    result = pyvrp.solve(data, lambda _: clock() - began >= run.seconds, seed=run.seed, display=False)
    took = clock() - began
    routes: list[Trips] = []
    for route in result.best.routes():
        trips: list[list[int]] = [[]]
        for activity in route.schedule():
            if activity.is_client():
                trips[-1].append(activity.idx)
            elif trips[-1]:
                trips.append([])
        routes.append((route.vehicle_type(), [trip for trip in trips if trip]))
    return routes, result.num_iterations, took


def _line(row: Row) -> str:
    gap = "NOT FEASIBLE" if row["cost"] is None else f"{row['gap_percent'] or 0.0:7.3f} %"
    return (
        f"{row['instance']:<40} {row['solver']:<6} seed {row['seed']:<3} {row['cost'] or '-':>9}"
        f" {row['routes']:>3} routes {row['seconds']:>6.1f} s {row['iterations']:>9} steps {gap}"
    )


def _summary(rows: list[Row], solvers: list[str]) -> None:
    """Print by set and budget: mean and worst gap of each solver, and PyVRP's cost over ours."""
    print()
    for name, budget in sorted({(_set_of(row), row["budget"]) for row in rows}):
        mine = [row for row in rows if (_set_of(row), row["budget"]) == (name, budget)]
        parts = []
        for solver in solvers:
            gaps = [r["gap_percent"] for r in mine if r["solver"] == solver and r["gap_percent"] is not None]
            if gaps:
                parts.append(f"{solver} mean {statistics.mean(gaps):.2f} worst {max(gaps):.2f}")
        costs = {(r["instance"], r["seed"], r["solver"]): r["cost"] for r in mine if r["cost"]}
        pairs = [
            (cost, costs[i, s, "pyvrp"])
            for (i, s, who), cost in costs.items()
            if who == "ours" and (i, s, "pyvrp") in costs
        ]
        if pairs:
            ratio = statistics.mean(theirs / ours for ours, theirs in pairs)
            parts.append(
                f"pyvrp/ours {ratio:.4f}, ours behind on {sum(o > t for o, t in pairs)}/{len(pairs)}"
            )
        print(f"{name:<10} {budget:>5g} s {len(mine) // len(solvers):>3} runs: {'; '.join(parts)}")


def _set_of(row: Row) -> str:
    return re.split(r"[-_]", str(row["instance"]))[0]


if __name__ == "__main__":
    main()
