"""Measure how long it takes to say why orders are left behind, beyond the search.

python benchmarks/explain.py --stops 280 --shifts 10 --seconds 5
python benchmarks/explain.py --stops 280 --shifts 10 --seconds 5 --map MAP_FOLDER --full

A day with too few couriers is planned for so many seconds, then explained as the program does it: briefly
solved again twice, everything else by trial insertion. Prints the time of each part.
"""

import argparse
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parents[1])]

from makeday import make_day  # noqa: E402

from dispatch.config import Solver  # noqa: E402
from dispatch.model import Problem  # noqa: E402
from dispatch.pipeline.solving import budget, explain_unserved  # noqa: E402
from dispatch.ports import Silent  # noqa: E402
from dispatch.solving import solve  # noqa: E402
from dispatch.words import say_reason, words  # noqa: E402


def main() -> None:
    """Plan a day, explain it, and print how long that took."""
    arguments = _arguments()
    problem = _scarce(
        make_day(arguments.stops, arguments.day, arguments.map, full=arguments.full), arguments.shifts
    )
    solver = Solver(seconds=arguments.seconds, workers=1)
    solve(problem, budget(solver), 1, Silent())  # compiled, so that what is measured is not compiling
    began = time.perf_counter()
    solution = solve(problem, budget(solver), 1, Silent())
    searched = time.perf_counter()
    told = explain_unserved(problem, solution, solver)
    explained = time.perf_counter()
    print(f"{len(problem.stops)} stops, {len(problem.shifts)} shifts, {len(told)} left behind")
    print(f"search {searched - began:.1f} s, explaining {explained - searched:.1f} s")
    speak = words("en")
    for reason, times in Counter(say_reason(speak, one) for one in told).most_common(5):
        print(f"{times:5} x {reason}")


def _scarce(problem: Problem, shifts: int) -> Problem:
    """Keep so many of the shifts, spread over their kinds and hours."""
    step = len(problem.shifts) / shifts
    return replace(problem, shifts=tuple(problem.shifts[int(number * step)] for number in range(shifts)))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--map", type=Path, help="folder of an installed map")
    parser.add_argument("--stops", type=int, default=280)
    parser.add_argument("--shifts", type=int, default=10)
    parser.add_argument("--full", action="store_true", help="breaks, cold limits, skills, priced lateness")
    parser.add_argument("--seconds", type=float, default=5.0)
    parser.add_argument("--day", type=int, default=1, help="which day is made")
    return parser.parse_args()


if __name__ == "__main__":
    main()
