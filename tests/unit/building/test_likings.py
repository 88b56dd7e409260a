"""Who comes where rather than elsewhere."""

from dataclasses import replace

import pytest
from daymaker import make_shift, make_stop

from dispatch.building.likings import area_affinities, joined
from dispatch.config import CourierSection
from dispatch.errors import ConfigError
from dispatch.model import Address, Affinity, Stop


def stop(name: str, postcode: str) -> Stop:
    made = make_stop(name)
    return replace(made, place=replace(made.place, address=Address("Straat", "1", "", postcode, "Leiden")))


def courier(name: str, *prefers: str) -> CourierSection:
    return CourierSection.model_validate(
        {"name": name, "vehicle": "fiets", "shift": "14:00-18:00", "prefers": prefers}
    )


def test_a_stop_outside_the_postcodes_that_a_courier_prefers_has_a_price() -> None:
    stops = [stop("A", "2311 AB"), stop("B", "2316 XX"), stop("C", ""), stop("D", "2313 CC")]
    shifts = [make_shift("Sanne"), make_shift("Bram")]
    couriers = [courier("Sanne", "2311-2312", "2313 CC"), courier("Bram")]
    assert area_affinities(couriers, shifts, stops, 200) == (Affinity("Sanne", "B", 200),)
    assert area_affinities(couriers, shifts, stops, 0) == ()


def test_a_postcode_that_is_none_is_refused_by_the_courier() -> None:
    with pytest.raises(ConfigError, match=r"courier.prefers \(Sanne\): 'centrum' is not a postcode"):
        area_affinities([courier("Sanne", "centrum")], [make_shift("Sanne")], [stop("A", "2311 AB")], 200)


def test_prices_of_one_pair_add_up() -> None:
    told = (Affinity("S", "A", 200), Affinity("S", "B", 5), Affinity("S", "A", -300), Affinity("S", "B", -5))
    assert joined(told) == (Affinity("S", "A", -100),)
