"""The ways of trips are drawn through their own stops, and numbered as on paper."""

from dataclasses import replace

import pytest
from daymaker import line_matrix, make_problem, make_shift, make_stop
from sampledays import planned_day

from dispatch.model import Address, Depot, RouteSequence, Solution
from dispatch.pipeline.recording import draw_trips
from dispatch.scheduling import schedule
from dispatch.travel import EstimateSource


def test_each_trip_is_drawn_through_its_own_stops():
    day = planned_day(30)
    places = {stop.id: stop.place.point for stop in day.problem.stops}
    home = (day.problem.depot.lat, day.problem.depot.lon)
    drawn = {
        (shape.route, shape.trip): shape.legs for shape in draw_trips(day.problem, day.plan, EstimateSource())
    }
    trips = {
        (route.name, n): trip for route in day.plan.routes for n, trip in enumerate(route.trips, start=1)
    }
    assert drawn.keys() == trips.keys()
    for key, trip in trips.items():
        ends = [leg.line[-1] for leg in drawn[key]]
        expected = [*(places[visit.stop] for visit in trip.visits), home]
        assert all(end == pytest.approx(place, abs=1e-6) for end, place in zip(ends, expected, strict=True))


def test_a_trip_is_drawn_from_where_it_loads_to_where_the_next_one_does():
    leiden, dorp = (Depot(name, lat, 4.49, Address()) for name, lat in (("Leiden", 52.16), ("Dorp", 52.1)))
    stops = [replace(make_stop(name), depot=depot) for name, depot in (("A", 0), ("B", 1), ("C", 0))]
    travel = (replace(line_matrix(5), profile="bike"),)
    problem = make_problem(stops, [make_shift(may_load_at=(1,))], travel=travel, more_depots=(dorp,))
    problem = replace(problem, depot=leiden)
    plan = schedule(problem, Solution((RouteSequence("Sanne", (("A",), ("B",), ("C",))),)))
    shapes = draw_trips(problem, plan, EstimateSource())
    ends = [(shape.legs[0].line[0], shape.legs[-1].line[-1]) for shape in shapes]
    for (begin, end), (loads, leads) in zip(
        ends, [(leiden, dorp), (dorp, leiden), (leiden, leiden)], strict=True
    ):
        assert begin == pytest.approx(loads.point, abs=1e-6)
        assert end == pytest.approx(leads.point, abs=1e-6)
