import numpy as np
import pytest
import shapely

from dispatch.roadmap.background import one_ring
from dispatch.roadmap.gazetteer import house_numbers


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("12", [(12, "")]),
        ("12A", [(12, "A")]),
        ("12a-2", [(12, "A2")]),
        ("12-2", [(12, "2")]),
        ("12 bis", [(12, "BIS")]),
        ("12;14, 16b", [(12, ""), (14, ""), (16, "B")]),
        ("", []),
        ("bij 12", []),
        ("1234567890", []),
    ],
)
def test_house_numbers_are_read_as_the_register_writes_them(text: str, expected: object) -> None:
    assert house_numbers(text) == expected


def test_an_area_with_holes_becomes_one_ring_of_the_same_area() -> None:
    outer = [(0, 0), (10, 0), (10, 10), (0, 10)]
    holes = [[(2, 2), (4, 2), (4, 4), (2, 4)], [(6, 6), (8, 6), (8, 8), (6, 8)], [(5, 1), (6, 1), (6, 2)]]
    polygon = shapely.geometry.polygon.orient(shapely.Polygon(outer, holes))
    ring = one_ring(np.array(polygon.exterior.coords), [np.array(hole.coords) for hole in polygon.interiors])
    assert tuple(ring[0]) == tuple(ring[-1])
    x, y = ring[:, 0], ring[:, 1]
    # the shoelace formula: 100 - 4 - 4 - 0.5
    assert abs(np.sum(x[:-1] * y[1:] - x[1:] * y[:-1]) / 2) == pytest.approx(91.5)
    assert polygon.area == 91.5
