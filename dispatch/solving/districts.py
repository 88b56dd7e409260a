"""A large problem in districts: which stops and shifts are searched together, and their problem.

Routes are parted by where the middle of their stops lies: barycentre clustering did best of the ways that
Santini, Schneider, Vidal and Vigo compared (INFORMS Journal on Computing 35(3), 2023).
"""

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from dispatch.model import Affinity, Problem, Restriction, Shift
from dispatch.solving.ordering import picked

Spots = NDArray[np.float64]
"""Positions, in metres about: a row of two each."""

ABSENT_WEIGHT = 10
"""A stop left behind calls for idle vehicles like so many that are served."""


@dataclass(frozen=True, slots=True)
class District:
    """Say what is searched together, by position in the whole problem.

    Parameters
    ----------
    nodes
        Stops: ``stops[i]`` is node ``i + 1``.
    shifts
        Shifts.
    """

    nodes: tuple[int, ...]
    shifts: tuple[int, ...]


class Land:
    """Know where the stops of a problem lie, and cut it into districts.

    Parameters
    ----------
    problem
        The whole.
    """

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        spots = np.array([(stop.place.lat, stop.place.lon) for stop in problem.stops])
        spots[:, 1] *= math.cos(math.radians(float(spots[:, 0].mean())))
        self._spots = (spots - spots.mean(axis=0)) * 111_195.0
        index = problem.index()
        self._departed = {
            s: [index[stop] for trip in shift.fixed for stop in trip.stops]
            for s, shift in enumerate(problem.shifts)
            if shift.fixed
        }
        alike: dict[object, int] = {}
        self._kind = [alike.setdefault(_alike(shift), len(alike)) for shift in problem.shifts]
        self._limits: dict[str, list[Restriction]] = {}
        for limit in problem.restrictions:
            self._limits.setdefault(limit.vehicle, []).append(limit)
        self._likings: dict[str, list[Affinity]] = {}
        for liking in problem.affinities:
            self._likings.setdefault(liking.shift, []).append(liking)

    def cut(self, routes: Mapping[int, Sequence[int]], count: int, turn: float) -> Iterator[District]:
        """Part all stops and shifts into districts of about as many stops each.

        Parameters
        ----------
        routes
            The stops that each shift visits.
        count
            How many districts.
        turn
            Angle in radians by which the lines between them are turned.
        """
        visits = {s: [*self._departed.get(s, ()), *routes.get(s, ())] for s in {*routes, *self._departed}}
        served = {node for nodes in visits.values() for node in nodes}
        absent = [node for node in range(1, len(self._spots) + 1) if node not in served]
        held = [*visits.values(), *([node] for node in absent)]
        middles = np.array([self._spots[np.array(nodes) - 1].mean(axis=0) for nodes in held])
        label = parted(middles, np.array([len(nodes) for nodes in held]), count, turn)
        nodes = [
            sorted(node for of, part in zip(label, held, strict=True) if of == number for node in part)
            for number in range(count)
        ]
        asks = Counter(label[len(visits) :].tolist())
        shares = [len(mine) + ABSENT_WEIGHT * asks[number] for number, mine in enumerate(nodes)]
        idle = [s for s in range(len(self._problem.shifts)) if s not in visits]
        dealt = self._deal(idle, shares)
        for number, mine in enumerate(nodes):
            used = [s for s, of in zip(visits, label, strict=False) if of == number]
            if mine:
                yield District(tuple(mine), tuple(sorted([*used, *dealt[number]])))

    def problem_of(self, district: District) -> Problem:
        """Return the problem of a district alone, and whatever else the whole says of all."""
        whole = self._problem
        stops = tuple(whole.stops[node - 1] for node in district.nodes)
        shifts = tuple(whole.shifts[s] for s in district.shifts)
        names, profiles = {stop.id for stop in stops}, {shift.vehicle.profile for shift in shifts}
        places = [0, *district.nodes, *whole.depot_places[1:]]
        vehicles = dict.fromkeys(shift.vehicle.id for shift in shifts)
        limits = (limit for vehicle in vehicles for limit in self._limits.get(vehicle, ()))
        likings = (liking for shift in shifts for liking in self._likings.get(shift.id, ()))
        return replace(
            whole,
            stops=stops,
            shifts=shifts,
            travel=tuple(picked(matrix, places) for matrix in whole.travel if matrix.profile in profiles),
            restrictions=tuple(limit for limit in limits if limit.stop in names),
            affinities=tuple(liking for liking in likings if liking.stop in names),
        )

    def _deal(self, idle: Collection[int], shares: Sequence[int]) -> list[list[int]]:
        """Give idle shifts to districts, those of a kind each by what the districts ask for."""
        dealt: list[list[int]] = [[] for _ in shares]
        for _, kind in groupby(sorted(idle, key=lambda s: self._kind[s]), key=lambda s: self._kind[s]):
            mine = [0] * len(shares)
            for s in kind:
                number = min(
                    range(len(shares)),
                    key=lambda d: (
                        (mine[d] + 1) / max(1, shares[d]),
                        (len(dealt[d]) + 1) / max(1, shares[d]),
                    ),
                )
                mine[number] += 1
                dealt[number].append(s)
        return dealt


def parted(spots: Spots, weights: NDArray[np.int64], count: int, turn: float) -> NDArray[np.int64]:
    """Give each spot the number of its part: compact ones, of about the same weight.

    The spots are halved where they lie farthest apart, and the halves again.
    """
    label = np.zeros(len(spots), np.int64)
    turned = spots @ np.array([[math.cos(turn), -math.sin(turn)], [math.sin(turn), math.cos(turn)]])
    waiting = [(np.arange(len(spots)), 0, count)]
    while waiting:
        mine, first, parts = waiting.pop()
        if parts == 1 or len(mine) == 0:
            label[mine] = first
            continue
        axis = int(np.ptp(turned[mine], axis=0).argmax())
        order = mine[np.argsort(turned[mine, axis], kind="stable")]
        reached = np.cumsum(weights[order])
        half = parts // 2
        edge = int(np.searchsorted(reached, reached[-1] * half / parts))
        waiting += [(order[:edge], first, half), (order[edge:], first + half, parts - half)]
    return label


def _alike(shift: Shift) -> object:
    vehicle = shift.vehicle
    return (vehicle.profile, vehicle.capacity, vehicle.cooled, shift.hours, shift.skills, shift.depot)
