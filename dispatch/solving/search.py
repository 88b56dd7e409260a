"""The program's own search: chains of ruin and recreate under simulated annealing."""

import os
import time
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import version

import numpy as np

from dispatch.model import Problem, SearchReport, Solution, to_cents
from dispatch.ports import Progress
from dispatch.solving.budget import Budget
from dispatch.solving.kernels import fields as f
from dispatch.solving.layout import lay_out
from dispatch.solving.memory import new_chain, read_routes

BLINK = 0.01
STEPS = 200


def search(problem: Problem, budget: Budget, seed: int, progress: Progress) -> Solution:
    """Search as :func:`dispatch.solving.solve` says."""
    from dispatch.solving.kernels import chain as kernel

    data = lay_out(problem)
    ch = new_chain(data, seed)
    kernel.construct(data, ch)
    begun = time.perf_counter()
    hot, cold = temperatures(data)
    done, trace = 0.0, []
    steps = STEPS
    n = 0
    while done < 1.0 and not progress.interrupted():
        share = 0.03
        h = hot * (cold / hot) ** done
        t0 = time.perf_counter()
        if budget.iterations:
            steps = min(steps, budget.iterations - n)
        c = hot * (cold / hot) ** min(1.0, done + 0.02 / (budget.seconds or 1))
        kernel.run(data, ch, steps, h, c, BLINK)
        n += steps
        took = time.perf_counter() - t0
        steps = max(1, int(steps * 0.02 / took))
        if budget.iterations:
            done = n / budget.iterations
        else:
            done = (time.perf_counter() - begun) / budget.seconds
    routes = read_routes(problem, ch.best_seq, ch.best_length)
    return Solution(
        routes,
        SearchReport(
            engine=f"search, numba {version('numba')}",
            seed=seed,
            iterations=n,
            workers=1,
            seconds=time.perf_counter() - begun,
            reproducible=budget.iterations is not None,
            interrupted=progress.interrupted(),
            trace=((0.0, to_cents(int(ch.count[f.RECORD]))),),
        ),
    )


def temperatures(data: f.Data) -> tuple[float, float]:
    """Return the first and the last temperature, in ticks."""
    legs = []
    for row in data.shift:
        p = row[f.PROFILE]
        near = data.near[1:, :20]
        origin = np.arange(1, len(data.stop))[:, None]
        mask = near > 0
        sec = data.leg[p, origin, near, 0][mask]
        met = data.leg[p, origin, near, 1][mask]
        cost = sec * float(row[f.PER_SECOND]) + met * float(row[f.PER_METRE])
        legs.append(cost.mean() if len(cost) else 1.0)
        break
    mean = max(1.0, float(np.mean(legs)))
    return mean, mean * 0.01
