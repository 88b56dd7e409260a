"""Where travel times come from, for a store and the scenarios that are laid over it."""

from datetime import UTC, datetime

import pytest
from madedays import courier, store, vehicle

from dispatch.app.adapters import travel_source
from dispatch.config import Config
from dispatch.errors import ConfigError
from dispatch.model import TravelProfile

WEST = [(4.470, 52.155), (4.480, 52.155), (4.480, 52.170), (4.470, 52.170)]
EAST = [(4.500, 52.155), (4.510, 52.155), (4.510, 52.170), (4.500, 52.170)]
HOME, THERE, BACK = (52.16, 4.49), (52.16, 4.46), (52.16, 4.52)


def closed(outline: list[tuple[float, float]], kind: str = "drone", zone: str = "closed") -> Config:
    flying = {"crates": 1, "kg": 5, "trip_range_km": 16} if kind == "drone" else {}
    return store(
        vehicle=[vehicle("it", profile=kind, **flying)],
        courier=[courier("It", "it")],
        zones={
            "no_fly": False,
            "zero_emission": False,
            "own": [{"id": zone, "kinds": [kind], "polygon": outline}],
        },
    )


def now() -> datetime:
    return datetime(2026, 11, 2, tzinfo=UTC)


def test_an_area_that_a_scenario_draws_otherwise_under_the_same_id_is_refused() -> None:
    with pytest.raises(ConfigError, match="draws the area 'closed' differently"):
        travel_source(closed(WEST), now, [closed(WEST), closed(EAST)])


def test_flights_go_around_the_areas_of_each_scenario() -> None:
    source, _ = travel_source(closed(WEST), now, [closed(WEST), closed(EAST, zone="new")])
    metres = {
        zone: [
            source.matrix(TravelProfile("drone", (zone,), 60_000), [HOME, place]).metres(0, 1)
            for place in (THERE, BACK)
        ]
        for zone in ("closed", "new")
    }
    assert metres["closed"][0] > metres["new"][0]
    assert metres["closed"][1] < metres["new"][1]


def test_where_nothing_flies_outlines_may_differ() -> None:
    source, _ = travel_source(closed(WEST, "van"), now, [closed(EAST, "van")])
    assert source.estimated
