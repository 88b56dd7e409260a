"""Compare this project's search with its peers on whole product days.

python benchmarks/days.py --map MAP_FOLDER --stops 100 300 --seconds 10 --seeds 3
python benchmarks/days.py --map MAP_FOLDER --stops 300 --full --solvers ours ortools --json
python benchmarks/days.py --stops 120 --fleet 2 --drop 8 --cpu --solvers ours pyvrp
python benchmarks/days.py --stops 120 --rush 1.5 --cpu --solvers ours promised

MAP_FOLDER is one built by 'dispatch map build'; without it doors are made up and times estimated. All
solvers get the same problem and the same wall time, in turn, each in a process of its own; every
answer is given its times and its price by the scheduler and held against every rule by the checker.
'promised' is ours with each leg as slow as the hours of the window promised at its door are in the mean,
and judged like the others by the hours in which it is driven.
"""

import argparse
import importlib
import json
import os
import resource
import statistics
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from makeday import make_day, promised, with_rush, with_several  # noqa: E402

from dispatch.checking import check  # noqa: E402
from dispatch.model import Problem, Solution  # noqa: E402
from dispatch.pipeline.solving import judge  # noqa: E402
from dispatch.scheduling import schedule  # noqa: E402

SOLVERS = ("ours", "apart", "promised", "ortools", "pyvrp", "vroom")
LOADED = {"ortools": "dispatch.solving.routing_library", "pyvrp": "pyvrp", "vroom": "vroom"}
MORE_SEEDS = ("ours", "apart", "promised", "pyvrp")
"""Those whose answer depends on the seed; the others are asked once a day."""

Row = dict[str, object]
Answer = tuple[Solution, int, float, float, float, float | None]
"""Solution, iterations, seconds, of them of a processor, peak megabytes, seconds to the first plan."""


def main() -> None:
    """Make each day, let each solver plan it, and print a line for each."""
    arguments = _arguments()
    seeds = range(arguments.seed, arguments.seed + arguments.seeds)
    rows: list[Row] = []
    for stops in arguments.stops:
        for day in range(arguments.day, arguments.day + arguments.days):
            problem = make_day(
                stops,
                day,
                arguments.map,
                full=arguments.full,
                fleet=arguments.fleet,
                drop_cents=round(100 * arguments.drop),
            )
            if arguments.several:
                problem = with_several(problem, arguments.several, day, one=arguments.one_window)
            if arguments.rush:
                problem = with_rush(problem, arguments.rush)
            mine: list[Row] = []
            for seed in seeds:
                for solver in arguments.solvers:
                    if seed == seeds[0] or solver in MORE_SEEDS:
                        row = _row(problem, solver, arguments, seed)
                        mine.append({"day": day, "variant": "full" if arguments.full else "plain"} | row)
                        if not arguments.json:
                            print(_line(mine[-1]), flush=True)
            _compare(mine)
            rows += mine
            if not arguments.json:
                _summary(mine, arguments.solvers)
    if arguments.json:
        print(json.dumps(rows, indent=1))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--map", type=_map_folder, help="folder of an installed map, or the folder above it")
    parser.add_argument("--stops", type=int, nargs="+", default=[100, 300])
    parser.add_argument(
        "--full", action="store_true", help="breaks, cold limits, skills, lateness at a price"
    )
    parser.add_argument("--fleet", type=float, default=1.0, help="times the shifts that are about enough")
    parser.add_argument("--drop", type=float, default=50.0, help="euros for an order left behind")
    parser.add_argument("--several", type=float, default=0.0, help="share of the stops with two windows")
    parser.add_argument("--one-window", action="store_true", help="of these two only one, for comparison")
    parser.add_argument("--rush", type=float, default=0.0, help="times all takes longer from 16:30 to 18:30")
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--cpu", action="store_true", help="seconds of the processor: ours and pyvrp only")
    parser.add_argument("--day", type=int, default=1, help="which day is made")
    parser.add_argument("--days", type=int, default=1, help="so many days from --day on")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1, help="so many seeds from --seed on")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--solvers", nargs="+", choices=SOLVERS, default=["ours", *SOLVERS[3:]])
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _map_folder(text: str) -> Path:
    """Return the map folder itself, whether it or the root of the installed maps is given."""
    from dispatch.roadmap.installed import map_status

    folder = Path(text)
    return map_status(folder).folder or folder


def _row(problem: Problem, solver: str, arguments: argparse.Namespace, seed: int) -> Row:
    """Let a solver plan, and believe none of its figures."""
    alone, threads = solver == "pyvrp", arguments.threads
    seeds = [seed + 1000 * n for n in range(threads)] if alone else [seed]
    with ProcessPoolExecutor(len(seeds), get_context("spawn"), max_tasks_per_child=1) as pool:
        load = os.getloadavg()[0]
        asked = [
            pool.submit(plan, solver, problem, arguments.seconds, each, threads, arguments.cpu)
            for each in seeds
        ]
        rows = [_judged(problem, one.result()) for one in asked]
    best = min(rows, key=lambda row: (not row["feasible"], row["cost"]))
    return (
        {"stops": len(problem.stops), "solver": solver, "seed": seed, "threads": threads}
        | best
        | {"load": round(load, 1)}
    )


def plan(solver: str, problem: Problem, seconds: float, seed: int, threads: int, cpu: bool) -> Answer:
    """Run a solver in this process, which runs nothing else; what it loads first is not counted."""
    from daypeers import pyvrp, vroom

    from dispatch.ports import Silent
    from dispatch.solving import Budget, solve
    from dispatch.solving.budget import Engine
    from dispatch.solving.preparation import prepared_kernels

    if solver in ("ours", "apart", "promised"):
        prepared_kernels(Silent())
    else:
        importlib.import_module(LOADED[solver])
    first = None
    began, began_cpu = time.perf_counter(), time.process_time()
    clock = time.process_time if cpu else time.perf_counter
    if solver == "pyvrp":
        solution, iterations = pyvrp(problem, seconds, seed, clock)
    elif solver == "vroom":
        solution, iterations = vroom(problem, seconds, threads)
    else:
        engine: Engine = "ortools" if solver == "ortools" else "search"
        budget = Budget(seconds=seconds, workers=threads, patience=1.0, engine=engine)
        if solver == "apart":
            budget = replace(budget, whole=0)
        asked = promised(problem) if solver == "promised" else problem
        solution = solve(asked, budget, seed, Silent(), judge, clock)
        assert solution.report is not None
        iterations = solution.report.iterations
        first = solution.report.trace[0][0] if solution.report.trace else None
    took = time.perf_counter() - began
    used = time.process_time() - began_cpu
    return Solution(solution.routes), iterations, took, used, _peak_megabytes(), first


def _peak_megabytes() -> float:
    """Return the most memory this process ever held.

    Linux counts what the parent held before it became this process in ``ru_maxrss``, so the figure of
    the process itself goes first.
    """
    status = Path("/proc/self/status")
    if status.exists():
        line = next(line for line in status.read_text().splitlines() if line.startswith("VmHWM"))
        return int(line.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _judged(problem: Problem, answer: Answer) -> Row:
    """Give an answer its times, its price in euros, and its faults."""
    solution, iterations, took, cpu, peak, first = answer
    made = schedule(problem, solution)
    faults = Counter(violation.cause for violation in check(problem, made))
    return {
        "cost": round(made.totals.cost.cents / 100, 2),
        "unserved": len(made.unserved),
        "routes": made.totals.routes,
        "trips": made.totals.trips,
        "late_minutes": round(made.totals.late_seconds / 60),
        "late_stops": sum(v.late > 0 for route in made.routes for trip in route.trips for v in trip.visits),
        "work_hours": round(made.totals.work_seconds / 3600, 2),
        "seconds": round(took, 2),
        "cpu_seconds": round(cpu, 2),
        "feasible": not faults,
        "faults": dict(faults),
        "iterations": iterations,
        "first_plan_seconds": first,
        "peak_mb": round(peak),
    }


def _compare(rows: list[Row]) -> None:
    """Add to each row its cost over the mean of ours."""
    ours = [row["cost"] for row in rows if row["solver"] == "ours" and row["feasible"]]
    for row in rows:
        row["ratio"] = round(row["cost"] / statistics.mean(ours), 4) if ours else None


def _line(row: Row) -> str:
    faults = ", ".join(f"{code} {count}" for code, count in row["faults"].items())
    first = "" if row["first_plan_seconds"] is None else f"first plan {row['first_plan_seconds']:.2f} s"
    return (
        f"{row['stops']:>5} {row['variant']:<5} day {row['day']} {row['solver']:<8} seed {row['seed']:<3}"
        f" {row['cost']:>10.2f} euro {row['unserved']:>4} unserved {row['routes']:>3} routes"
        f" {row['trips']:>4} trips {row['late_stops']:>3} late by {row['late_minutes']:>4} min"
        f" {row['work_hours']:>6.2f} h {row['seconds']:>7.2f} s"
        f" ({row['cpu_seconds']:.1f} cpu)"
        f" {row['iterations']:>9} it {row['peak_mb']:>5} MB load {row['load']:>4}"
        f"  {'NOT FEASIBLE: ' + faults if faults else 'feasible'}  {first}"
    )


def _summary(rows: list[Row], solvers: list[str]) -> None:
    for solver in solvers:
        mine = [row for row in rows if row["solver"] == solver]
        legal = [row for row in mine if row["feasible"]]
        told = f"      {solver:<8} feasible {len(legal)}/{len(mine)}"
        if legal:
            costs = [row["cost"] for row in legal]
            told += f"  mean {statistics.mean(costs):.2f} euro"
            if legal[0]["ratio"]:
                told += f"  over ours {statistics.mean(row['ratio'] for row in legal):.4f}"
        print(told, flush=True)


if __name__ == "__main__":
    main()
