import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.geo.globe import METRES_PER_DEGREE, crow_fly, metres_between, shrink, typed_point

DUTCH = st.tuples(st.floats(50.7, 53.6), st.floats(3.3, 7.3))


def test_a_degree_is_what_the_mean_radius_makes_it() -> None:
    # 6,371,008.8 m times pi / 180
    assert pytest.approx(111_195.08, abs=0.01) == METRES_PER_DEGREE
    assert shrink(60.0) == pytest.approx(0.5)


@pytest.mark.parametrize(
    "text",
    [
        "52.1637,4.4921",
        "52.1637, 4.4921",
        "52.1637;4.4921",
        "52,1637 4,4921",
        "52,1637; 4,4921",
        "52,1637,4,4921 ",
    ],
)
def test_a_position_is_read_as_maps_show_it_and_people_type_it(text: str) -> None:
    assert typed_point(text) == (52.1637, 4.4921)


@pytest.mark.parametrize(
    "text", ["", "52", "here", "nan,4", "inf,4", "91,4", "52,181", "52,1,4,4,9", "52 4 9"]
)
def test_what_is_no_position_is_none(text: str) -> None:
    assert typed_point(text) is None


@given(DUTCH, st.tuples(st.floats(-0.2, 0.2), st.floats(-0.2, 0.2)))
def test_the_flat_map_agrees_with_the_globe_within_a_region(
    one: tuple[float, float], moved: tuple[float, float]
) -> None:
    other = (one[0] + moved[0], one[1] + moved[1])
    assert metres_between(one, other) == pytest.approx(crow_fly([one], [other])[0, 0], rel=1e-4, abs=0.01)
