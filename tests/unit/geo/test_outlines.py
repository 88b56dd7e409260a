import json
from pathlib import Path
from typing import Any

import pytest

from dispatch.config import Area, ZoneRule, Zones
from dispatch.errors import ConfigError
from dispatch.geo.outlines import covers, read_outline, surface
from dispatch.geocoding.area import ServiceArea
from dispatch.zones import load_zones

SQUARE = [[4.4, 52.1], [4.6, 52.1], [4.6, 52.2], [4.4, 52.2], [4.4, 52.1]]
HOLE = [[4.48, 52.14], [4.52, 52.14], [4.52, 52.16], [4.48, 52.16], [4.48, 52.14]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE, HOLE]}
INSIDE, IN_THE_HOLE, OUTSIDE = (52.11, 4.41), (52.15, 4.5), (52.3, 4.5)


def feature(geometry: Any) -> dict[str, Any]:
    return {"type": "Feature", "properties": {}, "geometry": geometry}


def written(folder: Path, document: Any) -> Path:
    path = folder / "outline.geojson"
    path.write_text(document if isinstance(document, str) else json.dumps(document), encoding="utf-8-sig")
    return path


@pytest.mark.parametrize(
    "document",
    [
        POLYGON,
        {"type": "MultiPolygon", "coordinates": [[SQUARE, HOLE]]},
        feature(POLYGON),
        {"type": "FeatureCollection", "features": [feature(None), feature(POLYGON), {"type": "Feature"}]},
        {"type": "FeatureCollection", "features": [feature({"type": "Point", "coordinates": [4, 52]}),
                                                   feature(POLYGON)]},
        {"type": "GeometryCollection", "geometries": [{"type": "Point", "coordinates": [4, 52]}, POLYGON]},
        {"type": "Polygon", "coordinates": [[[*corner, 1.5] for corner in SQUARE], HOLE[:-1]]},
    ],
)  # fmt: skip
def test_every_kind_of_geojson_gives_the_same_area(tmp_path: Path, document: Any) -> None:
    area = surface(read_outline(written(tmp_path, document), "zone"))
    assert [covers(area, point) for point in (INSIDE, IN_THE_HOLE, OUTSIDE)] == [True, False, False]


def test_an_outline_that_crosses_itself_is_mended(tmp_path: Path) -> None:
    bow = [[4.4, 52.1], [4.6, 52.2], [4.6, 52.1], [4.4, 52.2], [4.4, 52.1]]
    area = surface(read_outline(written(tmp_path, {"type": "Polygon", "coordinates": [bow]}), "zone"))
    assert covers(area, (52.15, 4.42))
    assert not covers(area, (52.11, 4.5))


WRONG = {
    "empty": "",
    "no JSON": "{",
    "too deep": "[" * 100_000,
    "a list": [],
    "no type": {},
    "a number for a type": {"type": 3},
    "a point": {"type": "Point", "coordinates": [5, 52]},
    "features without geometry": {"type": "FeatureCollection", "features": [feature(None)]},
    "a latitude that is none": {"type": "Polygon", "coordinates": [[[4.4, 152.1], [4.6, 52.1], [4.6, 52.2]]]},
    "metres of the Dutch grid": {
        "type": "Polygon", "coordinates": [[[93000, 463000], [94000, 463000], [94000, 464000]]]
    },
    "not a number": '{"type": "Polygon", "coordinates": [[[NaN, 52], [4, 52], [4, 53]]]}',
    "two corners": {"type": "Polygon", "coordinates": [[[4.4, 52.1], [4.6, 52.1], [4.4, 52.1]]]},
    "a line": {"type": "Polygon", "coordinates": [[[4.4, 52.1], [4.5, 52.1], [4.6, 52.1]]]},
    "words for corners": {"type": "Polygon", "coordinates": [["ab", "cd", "ef"]]},
    "a ring that is a number": {"type": "Polygon", "coordinates": 5},
    "rings that are numbers": {"type": "Polygon", "coordinates": [5, 6]},
}  # fmt: skip


@pytest.mark.parametrize("wrong", WRONG)
def test_area_and_zones_give_one_answer_to_what_is_wrong(tmp_path: Path, wrong: str) -> None:
    path = written(tmp_path, WRONG[wrong])
    told = []
    for read in (
        lambda: ServiceArea.of(Area(polygon=path), (52.1, 4.4)),
        lambda: load_zones(Zones(own=(ZoneRule(id="markt", file=path, kinds=("van",)),))),
    ):
        with pytest.raises(ConfigError, match=r"outline\.geojson") as refused:
            read()
        told.append(str(refused.value).split(": ", 1)[1].removeprefix("zone 'markt': "))
    assert told[0] == told[1]
