"""What the trips that have left leave behind, and how a shift comes to its next one."""

from collections.abc import Mapping

import numpy as np

from dispatch.model import CENT, FixedTrip, Problem, Shift, loaded_at
from dispatch.solving.kernels import fields as f


def drive_fixed(problem: Problem, places: Mapping[str, int], shift: Shift, row: f.Ints) -> int:
    """Put what the trips that have left already leave behind into the row of their shift.

    Returns when the last stop of the last one is left.

    Parameters
    ----------
    problem, places
        The problem, and the places of its stops.
    shift, row
        The shift and its row.
    """
    matrix = problem.matrix(shift.vehicle.profile)
    limits = {r.stop: r.window for r in problem.restrictions if r.vehicle == shift.vehicle.id}
    likings = {one.stop: one.cents for one in problem.affinities if one.shift == shift.id}
    clock = left = int(row[f.CLOCK])
    home = problem.depot_place(shift.depot)
    stores = [*(_loads_at(problem, places, shift, trip) for trip in shift.fixed), home]
    row[f.FIXED] = len(shift.fixed)
    row[f.FIXED_FROM] = shift.fixed[0].departure - shift.vehicle.loading_seconds
    if home != stores[0]:
        row[f.FIXED_FROM] = matrix.departure(home, stores[0], int(row[f.FIXED_FROM]), to_door=False)
        row[f.FIXED_METRES] += matrix.metres(home, stores[0])
    for trip, loaded, store in zip(shift.fixed, stores[:-1], stores[1:], strict=True):
        clock, here = trip.departure, loaded
        for position, node in enumerate([*(places[s] for s in trip.stops), store], start=1):
            left, clock = clock, matrix.arrival(here, node, clock, to_door=position <= len(trip.stops))
            row[f.FIXED_METRES] += matrix.metres(here, node)
            if position <= len(trip.stops):
                stop = problem.stops[node - 1]
                limit = limits.get(stop.id)
                start = max(clock, stop.window.earliest, limit.earliest if limit else 0)
                row[f.FIXED_LATE] += max(0, start - stop.window.latest)
                row[f.FIXED_PRICES] += (start - clock) * row[f.PER_WAIT] + (
                    stop.told.price(start) if stop.told else 0
                )
                row[f.FIXED_PRICES] += likings.get(stop.id, 0) * CENT
                clock = start + stop.service_seconds
                for pause in trip.breaks:
                    if pause.position == position:
                        owed = shift.breaks[pause.number]
                        begin = max(clock, owed.window.earliest)
                        row[f.FIXED_PRICES] += (begin - clock) * row[f.PER_WAIT]
                        row[f.FIXED_PRICES] += row[f.PER_LADEN] if position < len(trip.stops) else 0
                        clock = begin + owed.seconds
            here = node
        for pause in trip.breaks:
            row[f.FIXED_PAUSE] += shift.breaks[pause.number].seconds
            row[f.FIXED_TAKEN] = max(row[f.FIXED_TAKEN], pause.number)
            row[f.FIXED_MASK] |= 1 << pause.number
    row[f.FIXED_BACK] = clock
    row[f.CLOCK] = max(clock, shift.not_before)
    return left


def entries(problem: Problem, places: Mapping[str, int], rows: f.Ints, left: Mapping[str, int]) -> f.Ints:
    """Say how each shift comes to load its first free trip at each depot: from home, or from its last stop.

    Where hours of the day differ, the way takes so many seconds at least.

    Parameters
    ----------
    problem, places
        The problem, and the places of its stops.
    rows
        Its shifts with what the trips that have left leave behind.
    left
        By shift, when the last stop of those is left.
    """
    found = np.zeros((len(problem.shifts), len(problem.depots), f.ENTRY_WIDTH), np.int64)
    for shift, row, ways in zip(problem.shifts, rows, found, strict=True):
        matrix, home = problem.matrix(shift.vehicle.profile), problem.depot_place(shift.depot)
        for store, way in zip(problem.depot_places, ways, strict=True):
            if shift.fixed:
                last = places[shift.fixed[-1].stops[-1]]
                there = matrix.arrival(last, store, left[shift.id], to_door=False)
                way[f.THERE] = max(there, shift.not_before)
                way[f.DRIVEN] = row[f.FIXED_METRES] - matrix.metres(last, home) + matrix.metres(last, store)
            elif store == home:
                way[f.THERE] = row[f.CLOCK]
            else:
                there = matrix.arrival(home, store, int(row[f.CLOCK]), to_door=False)
                seconds, pace = matrix.seconds(home, store), matrix.pace
                least = pace.least(seconds, to_door=False) if pace else seconds
                way[:] = (there, least, matrix.metres(home, store))
    return found


def _loads_at(problem: Problem, places: Mapping[str, int], shift: Shift, trip: FixedTrip) -> int:
    """Return the place where a trip that has left was loaded."""
    return problem.depot_place(loaded_at(shift, problem.stops[places[trip.stops[0]] - 1]))
