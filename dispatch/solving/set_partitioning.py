"""Remember good routes, and put them together anew.

A route that one chain found fits with others of another one; which ones, a set partitioning problem
tells (CP-SAT): each stop in one route or left behind, no more routes of a kind than there are shifts.
"""

import importlib

import numpy as np

from dispatch.solving.kernels import fields as f
from dispatch.solving.nodes import first_of
from dispatch.solving.snapshots import Snapshot

LIMIT = 6_000
"""Routes kept; the ones longest unseen are forgotten first."""


def load_master() -> None:
    """Load what the master is solved with, which takes half a second: a search's time begins behind that."""
    importlib.import_module("ortools.sat.python.cp_model")


class Pool:
    """Hold distinct routes by kind of shift.

    Parameters
    ----------
    data
        The problem.
    """

    def __init__(self, data: f.Data) -> None:
        self._data = data
        self._members: dict[int, list[int]] = {}
        for s, group in enumerate(data.shift[:, f.GROUP].tolist()):
            self._members.setdefault(group, []).append(s)
        self._groups = data.shift[:, f.GROUP].tolist()
        self._costs: dict[tuple[int, bytes], int] = {}
        self._first = first_of(data.twin)

    def __len__(self) -> int:
        return len(self._costs)

    def add(self, snapshot: Snapshot) -> None:
        """Add the routes of a solution."""
        for s, row, cost in snapshot.routes:
            key = (self._groups[s], row)
            self._costs.pop(key, None)
            self._costs[key] = cost
        while len(self._costs) > LIMIT:
            del self._costs[next(iter(self._costs))]

    def recombine(self, best: int, seconds: float | None, effort: float, seed: int) -> Snapshot | None:
        """Return routes that together cost less than ``best``, if the master finds any.

        Parameters
        ----------
        best
            Ticks to beat.
        seconds
            Wall time allowed; None to depend on ``effort`` alone.
        effort
            Deterministic time allowed (CP-SAT's own measure, about a second each).
        seed
            Of the master's search.
        """
        from ortools.sat.python import cp_model

        model = cp_model.CpModel()
        keys = list(self._costs)
        used = [model.new_bool_var("") for _ in keys]
        covers: list[list[cp_model.IntVar]] = [[] for _ in self._data.stop]
        by_group: dict[int, list[cp_model.IntVar]] = {}
        for key, var in zip(keys, used, strict=True):
            by_group.setdefault(key[0], []).append(var)
            for node in np.frombuffer(key[1], np.int64).tolist():
                if node > 0:
                    covers[self._first[node]].append(var)
        empty = {g: self._idle_cost(g) for g in self._members}
        stops = [node for node in range(1, len(covers)) if self._first[node] == node]
        drops = {node: model.new_bool_var("") for node in stops}
        for node, drop in drops.items():
            model.add_exactly_one([*covers[node], drop])
        prices = self._data.stop[:, f.DROP].tolist()
        for group, of_group in by_group.items():
            model.add(sum(of_group) <= len(self._members[group]))
        base = sum(empty[g] * len(m) for g, m in self._members.items())
        model.minimize(
            sum((self._costs[k] - empty[k[0]]) * v for k, v in zip(keys, used, strict=True))
            + sum(prices[node] * drop for node, drop in drops.items())
        )
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        solver.parameters.catch_sigint_signal = False  # it would leave Ctrl-C without a handler behind
        solver.parameters.cp_model_presolve = False  # takes longer than it saves
        solver.parameters.random_seed = seed % 2**31
        solver.parameters.max_deterministic_time = effort
        if seconds is not None:
            solver.parameters.max_time_in_seconds = max(0.01, seconds)
        status = solver.solve(model)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None
        chosen = [key for key, var in zip(keys, used, strict=True) if solver.boolean_value(var)]
        left = sum(prices[node] for node, drop in drops.items() if solver.boolean_value(drop))
        cost = base + left + sum(self._costs[k] - empty[k[0]] for k in chosen)
        return self._routes(chosen) if cost < best else None

    def _idle_cost(self, group: int) -> int:
        """Return what a shift of a group costs without any trip of its own."""
        row = self._data.shift[self._members[group][0]]
        if not row[f.FIXED]:
            return 0
        work = row[f.FIXED_BACK] - row[f.FIXED_FROM] - row[f.FIXED_PAUSE]
        return int(
            row[f.USE]
            + max(work, row[f.LEAST_PAID]) * row[f.PER_SECOND]
            + row[f.FIXED_METRES] * row[f.PER_METRE]
            + row[f.FIXED_LATE] * row[f.PER_LATE]
            + row[f.FIXED_PRICES]
        )

    def _routes(self, chosen: list[tuple[int, bytes]]) -> Snapshot:
        """Give each route a shift of its kind."""
        free = {group: iter(members) for group, members in self._members.items()}
        return Snapshot(tuple((next(free[key[0]]), key[1], self._costs[key]) for key in chosen))
