"""The ways of trips are drawn through their own stops, and numbered as on paper."""

import pytest
from sampledays import planned_day

from dispatch.pipeline.recording import draw_trips
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
