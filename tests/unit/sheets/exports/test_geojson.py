import json

from smallday import small_day

from dispatch.config import Sheets
from dispatch.sheets.exports.geojson import PlanGeojson
from dispatch.sheets.sheetday import SheetDay


def read(tmp_path, **sheets):
    (path,) = PlanGeojson(Sheets(geojson=True, **sheets)).write(SheetDay.of(small_day()), tmp_path)
    return json.loads(path.read_text())


def test_it_is_written_on_request_only(tmp_path) -> None:
    assert PlanGeojson(Sheets()).write(SheetDay.of(small_day()), tmp_path) == ()


def test_stops_and_trips_are_features_with_longitude_first(tmp_path) -> None:
    document = read(tmp_path)
    kinds = [feature["properties"]["kind"] for feature in document["features"]]
    assert kinds == ["store", "stop", "stop", "stop", "trip", "trip"]
    stop = document["features"][1]
    assert stop["geometry"] == {"type": "Point", "coordinates": [4.4851, 52.1571]}
    assert stop["properties"]["receipts"] == ["B1", "B2"]
    trip = document["features"][5]
    assert trip["geometry"]["coordinates"][0] == [4.4925, 52.1583]
    assert trip["properties"]["metres"] == 10_000
    assert "OpenStreetMap" in document["attribution"]


def test_no_name_phone_or_note_is_in_it(tmp_path) -> None:
    text = json.dumps(read(tmp_path), ensure_ascii=False)
    assert "Breestraat" in text
    assert not [word for word in ("Jansen", "12345678", "Bel kapot") if word in text]
    assert "Breestraat" not in json.dumps(read(tmp_path, html_personal=False))
