import pytest

from dispatch.model import TravelProfile
from dispatch.roadmap.build import forecast
from dispatch.roadmap.settings import PROFILE_FILES, MapSettings, profile_source

STORE = (52.16, 4.49)
SQUARE = (((52.1, 4.4), (52.1, 4.6), (52.2, 4.6), (52.2, 4.4)),)
HASH = "0" * 64


def test_without_an_area_the_map_reaches_around_the_store() -> None:
    box = MapSettings(STORE, reach_km=10, margin_km=3).box
    # 13 km to the north and south: 13,000 / 111,195.08 degrees; a square of 26 km
    assert box.north - STORE[0] == pytest.approx(13_000 / 111_195.08)
    assert box.square_km == pytest.approx(26 * 26, rel=0.01)
    assert STORE in box


def test_with_an_area_the_map_is_that_and_its_margin_and_the_store() -> None:
    box = MapSettings(STORE, area=(SQUARE,), reach_km=50, margin_km=1).box
    assert box.south == pytest.approx(52.1 - 1_000 / 111_195.08)
    assert box.east > 4.6
    assert (51.0, 4.5) not in box
    far_store = MapSettings((52.5, 4.5), area=(SQUARE,), margin_km=1)
    assert (52.5, 4.5) in far_store.box


def test_a_profile_needs_the_outlines_of_its_zones() -> None:
    profile = TravelProfile("van", ("markt",))
    with pytest.raises(ValueError, match="markt"):
        MapSettings(STORE, profiles=(profile,))
    settings = MapSettings(STORE, profiles=(profile,), outlines=(("markt", SQUARE), ("x", ())))
    assert settings.closed_polygons(profile) == SQUARE
    assert settings.closed_polygons(TravelProfile("van")) == ()


def test_the_digest_changes_with_everything_that_changes_the_map() -> None:
    zoned = TravelProfile("van", ("markt",))
    plain = MapSettings(STORE, outlines=(("markt", SQUARE),))
    others = [
        MapSettings((52.17, 4.49)),
        MapSettings(STORE, reach_km=11),
        MapSettings(STORE, profiles=(TravelProfile("bike"),)),
        MapSettings(STORE, profiles=(zoned,), outlines=(("markt", SQUARE),)),
        MapSettings(STORE, profiles=(zoned,), outlines=(("markt", (SQUARE[0][:3],)),)),
    ]
    digests = {settings.digest(HASH) for settings in (plain, *others)} | {plain.digest("1" * 64)}
    assert len(digests) == len(others) + 2
    # what no profile uses, and how fast it is built, do not count
    assert MapSettings(STORE, threads=7).digest(HASH) == plain.digest(HASH)


def test_every_kind_of_vehicle_has_its_profile() -> None:
    for kind in PROFILE_FILES:
        assert "docs/travel.md" in profile_source(kind).read_text(encoding="utf-8")


def test_a_forecast_grows_with_the_file_up_to_the_area() -> None:
    settings = MapSettings(STORE)
    small, large, huge = (forecast(size, settings) for size in (2_000_000, 200_000_000, 2_000_000_000))
    assert small.disk_bytes < large.disk_bytes == huge.disk_bytes
    assert small.seconds < large.seconds < huge.seconds
