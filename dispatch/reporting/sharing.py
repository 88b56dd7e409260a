"""What each stop of a route costs: its share of the whole."""

from dispatch.model import UNREACHABLE, Problem, Route, Stop, TravelMatrix, loaded_at


def share_costs(problem: Problem, route: Route) -> dict[str, int]:
    """Share the cost of a route among its stops, in ticks, by what each would take alone.

    Alone means from where it is loaded to the door, the time there, and back. Shares in proportion to
    stand-alone cost are the simplest rule by which no stop pays for the detour of another more than for its
    own (proportional allocation; Özener, Ergun and Savelsbergh, Transportation Science 43(4), 2009, compare
    such rules). The shares add up to the cost to the tick.
    """
    matrix, places = problem.matrix(route.shift.vehicle.profile), problem.index()
    stops = {stop.id: stop for stop in problem.stops}
    visits = [visit.stop for trip in route.trips for visit in trip.visits]
    bases = [problem.depot_place(loaded_at(route.shift, stops[stop])) for stop in visits]
    weights = [
        _alone_seconds(matrix, base, places[stop], stops[stop])
        for base, stop in zip(bases, visits, strict=True)
    ]
    cost, whole, shared = route.cost.spent, sum(weights), 0
    shares, seen = {}, 0
    for stop, weight in zip(visits, weights, strict=True):
        seen += weight
        upto = cost * seen // whole
        shares[stop], shared = upto - shared, upto
    return shares


def _alone_seconds(matrix: TravelMatrix, base: int, node: int, stop: Stop) -> int:
    there, back = matrix.seconds(base, node), matrix.seconds(node, base)
    return max(1, min(there, UNREACHABLE) + stop.service_seconds + min(back, UNREACHABLE))
