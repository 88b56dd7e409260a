"""Compare this project's search with its peers on vehicle routing problems with time windows.

python benchmarks/vrptw.py FILE... --seconds 10 --seed 1 --json
python benchmarks/vrptw.py FILE... --seconds 10 --seeds 5 --compare
"""

import argparse
import json
import statistics
import sys
import time
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from instances import Instance, read_instance  # noqa: E402
from plain import as_problem, cost_of, routes_of  # noqa: E402

SOLVERS = ("ours", "ortools", "pyvrp", "vroom")


def main() -> None:
    """Solve each file with each solver and each seed, and print a line for each."""
    arguments = _arguments()
    solvers = SOLVERS if arguments.compare else (arguments.solver,)
    seeds = range(arguments.seed, arguments.seed + arguments.seeds)
    rows = []
    if "ours" in solvers:
        _warm_up()
    for file in arguments.files:
        instance = read_instance(file)
        if arguments.vehicles:
            instance = instance.with_vehicles(arguments.vehicles)
        for seed in seeds:
            for solver in solvers:
                row = _run(solver, instance, arguments.seconds, seed, arguments.threads)
                rows.append(row)
                if not arguments.json:
                    print(_line(row), flush=True)
    if arguments.json:
        print(json.dumps(rows if len(rows) > 1 else rows[0], indent=1))
    elif arguments.compare:
        _summary(rows, solvers)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seeds", type=int, default=1, help="so many seeds from --seed on")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--vehicles", type=int, help="instead of 1.3 x those of the best known solution + 2")
    parser.add_argument("--solver", choices=SOLVERS, default="ours")
    parser.add_argument("--compare", action="store_true", help="all solvers in turn")
    parser.add_argument("--json", action="store_true")
    return parser.parse_args()


def _warm_up() -> None:
    """Load the compiled code, or compile it: not part of solving."""
    from dispatch.ports import Silent
    from dispatch.solving.preparation import prepared_kernels

    prepared_kernels(Silent())


def _run(solver: str, instance: Instance, seconds: float, seed: int, threads: int) -> dict[str, object]:
    began = time.perf_counter()
    routes, iterations = _solve(solver, instance, seconds, seed, threads)
    took = time.perf_counter() - began
    cost = cost_of(instance, routes)
    best = instance.best_known
    return {
        "instance": instance.name,
        "solver": solver,
        "seed": seed,
        "threads": threads,
        "cost": cost,
        "routes": len(routes),
        "seconds": round(took, 2),
        "feasible": cost is not None,
        "gap_percent": round(100 * (cost / best - 1), 3) if cost and best else None,
        "iterations": iterations,
    }


def _solve(solver: str, instance: Instance, seconds: float, seed: int, threads: int):
    if solver == "pyvrp":
        from peers import pyvrp, several

        return several(pyvrp, instance, seconds, seed, threads), None
    if solver == "vroom":
        from peers import vroom

        return vroom(instance, threads), None
    from dispatch.pipeline.solving import judge
    from dispatch.ports import Silent
    from dispatch.solving import Budget, solve

    engine = "search" if solver == "ours" else "ortools"
    budget = Budget(seconds=seconds, workers=threads, patience=1.0, engine=engine)
    solution = solve(as_problem(instance), budget, seed, Silent(), judge)
    return routes_of(solution), solution.report.iterations


def _line(row: dict[str, object]) -> str:
    gap = "" if row["gap_percent"] is None else f"{row['gap_percent']:7.2f} %"
    legal = "feasible" if row["feasible"] else "NOT FEASIBLE"
    return (
        f"{row['instance']:<40} {row['solver']:<8} seed {row['seed']:<3} {row['cost'] or '-':>8}"
        f" {row['routes']:>3} routes {row['seconds']:>7.2f} s  {legal} {gap}"
    )


def _summary(rows: list[dict[str, object]], solvers: tuple[str, ...]) -> None:
    """Print mean gaps, and costs over ours where all are feasible."""
    print()
    for solver in solvers:
        mine = [row for row in rows if row["solver"] == solver]
        gaps = [row["gap_percent"] for row in mine if row["gap_percent"] is not None]
        legal = sum(1 for row in mine if row["feasible"])
        ours = {(r["instance"], r["seed"]): r["cost"] for r in rows if r["solver"] == "ours"}
        ratios = [
            row["cost"] / ours[row["instance"], row["seed"]]
            for row in mine
            if row["cost"] and ours.get((row["instance"], row["seed"]))
        ]
        print(
            f"{solver:<8} feasible {legal}/{len(mine)}"
            + (f"  mean gap {statistics.mean(gaps):6.2f} %" if gaps else "")
            + (f"  cost over ours {statistics.mean(ratios):.4f}" if ratios else "")
            + f"  mean time {statistics.mean(row['seconds'] for row in mine):.1f} s"
        )


if __name__ == "__main__":
    main()
