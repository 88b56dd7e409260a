import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from smalltown import address, write_gazetteer

from dispatch.app.geocoders import build_chain
from dispatch.config import Area, Geocoding
from dispatch.errors import ConfigError
from dispatch.geocoding import LocatedOrders, locate_orders
from dispatch.geocoding.chain import Chain
from dispatch.model import Code, Confidence, Issue, Order, Rejected, Severity, Spare
from dispatch.model.facts import written
from dispatch.words import words

STORE = (52.158, 4.492)


@pytest.fixture
def chain(tmp_path: Path) -> Iterator[Chain]:
    with build_chain(
        Geocoding(offline=True),
        map_folder=write_gazetteer(tmp_path),
        cache_file=None,
        now=lambda: datetime(2026, 11, 21, tzinfo=UTC),
    ) as chain:
        yield chain


def order(line: str, number: int = 1, position: tuple[float, float] | None = None) -> Order:
    return Order(f"R{number}", number + 1, 0, "A. Klant", "06-00000000", address(line), position)


def locate(chain: Chain, *orders: Order, area: Area | None = None) -> LocatedOrders:
    found = locate_orders(orders, chain, store=STORE, area=area or Area())
    assert len(found.located) + len(found.rejected) == len(orders)
    return found


def test_every_order_is_located_or_rejected_with_its_row(chain: Chain) -> None:
    orders = [
        order("Haarlemmerstraat 12A, 2312 GA Leiden", 1),
        order("Haarlemmerstraat 14B, 2312 GA Leiden", 2),
        order("Haarlemmersrtaat 18, Leiden", 3),
        order("Haarlemmerstraat 16, 2312 GA Leiden", 4),
    ]
    cells = {"R2": (("naam", "A. Klant"), ("adres", "Haarlemmerstraat 14B"))}
    found = locate_orders(orders, chain, store=STORE, area=Area(), cells=cells)
    assert [item.order.receipt_id for item in found.located] == ["R1", "R3", "R4"]
    (rejected,) = found.rejected
    assert (rejected.receipt_id, rejected.row, rejected.cells) == ("R2", 3, cells["R2"])
    assert rejected.suggestion == "Haarlemmerstraat 14, 2312 GA Leiden"
    assert rejected.issues[0].code == "ADDITION_UNKNOWN"
    doubts = [(issue.code, issue.severity, issue.receipt_id, issue.row) for issue in found.issues]
    assert doubts == [
        ("STREET_UNKNOWN", Severity.WARNING, "R3", 4),
        ("ADDRESS_APPROXIMATE", Severity.WARNING, "R4", 5),
    ]


def test_messages_hold_no_name_and_no_whole_address(chain: Chain) -> None:
    lines = ["Haarlemmerstraat 14B, 2312 GA Leiden", "Haarlemmerstraat 999, 2312 GA Leiden", "Kerkstraat 3"]
    found = locate(chain, *(order(line, i) for i, line in enumerate(lines, 1)))
    for rejected in found.rejected:
        for issue in rejected.issues:
            assert words("en").issue(issue).hint
            told = words("en").issue(issue)
            text = f"{told.message} {told.hint} {issue.value}"
            assert "Klant" not in text
            assert not ("straat" in text and any(char.isdigit() for char in text))


def test_another_number_is_no_address_to_take_over(chain: Chain) -> None:
    (rejected,) = locate(chain, order("Haarlemmerstraat 999, 2312 GA Leiden")).rejected
    assert rejected.suggestion == ""
    assert "nearest are" in words("en").issue(rejected.issues[0]).message


def test_coordinates_from_the_file_are_used_as_they_are(chain: Chain) -> None:
    (located,) = locate(chain, order("Nergensweg 1, 2312 XX Leiden", position=(52.17, 4.5))).located
    assert located.place.point == (52.17, 4.5)
    assert (located.place.source, located.place.confidence) == ("given", Confidence.EXACT)
    assert located.place.address.one_line() == "Nergensweg 1, 2312 XX Leiden"


@pytest.mark.parametrize(
    ("position", "hint"),
    [((52.4, 4.9), "far_km"), ((4.492, 52.158), "each other's column"), ((0.0, 0.0), "far_km")],
)
def test_a_place_far_away_is_rejected_though_exact(
    chain: Chain, position: tuple[float, float], hint: str
) -> None:
    (rejected,) = locate(chain, order("Haarlemmerstraat 12, 2312 GA Leiden", position=position)).rejected
    assert rejected.issues[0].code == "FAR_AWAY"
    assert hint in words("en").issue(rejected.issues[0]).hint


@pytest.mark.parametrize(
    ("postcodes", "served"),
    [(("2312",), True), (("2311-2313",), True), (("2312 GA",), True), (("2311", "2313"), False), ((), True)],
)
def test_the_found_postcode_decides(chain: Chain, postcodes: tuple[str, ...], served: bool) -> None:
    found = locate(chain, order("Haarlemmerstraat 12, Leiden"), area=Area(postcodes=postcodes))
    assert bool(found.located) is served
    if not served:
        assert found.rejected[0].issues[0].code == "OUTSIDE_AREA"


def test_a_postcode_outside_the_area_explains_an_unknown_address(chain: Chain) -> None:
    area = Area(postcodes=("2300-2399",))
    (rejected,) = locate(chain, order("Spui 70, 2511 BT Den Haag"), area=area).rejected
    assert rejected.issues[0].code == "OUTSIDE_AREA"


@pytest.mark.parametrize(
    "data",
    [
        {
            "type": "Polygon",
            "coordinates": [[[4.48, 52.15], [4.50, 52.15], [4.50, 52.165], [4.48, 52.165], [4.48, 52.15]]],
        },
        {
            "type": "FeatureCollection",
            "features": [
                {
                    "type": "Feature",
                    "properties": {},
                    "geometry": {
                        "type": "MultiPolygon",
                        "coordinates": [
                            [[[4.48, 52.15], [4.50, 52.15], [4.50, 52.165], [4.48, 52.165], [4.48, 52.15]]]
                        ],
                    },
                }
            ],
        },
    ],
)
def test_an_outline_decides(chain: Chain, tmp_path: Path, data: dict[str, object]) -> None:
    path = tmp_path / "area.geojson"
    path.write_text(json.dumps(data))
    inside = order("Haarlemmerstraat 12, 2312 GA Leiden", 1)  # 52.1611 N
    outside = order("Curaçaostraat 9, 2315 KD Leiden", 2)  # 52.1710 N
    found = locate(chain, inside, outside, area=Area(polygon=path))
    assert [item.order for item in found.located] == [inside]
    assert found.rejected[0].issues[0].code == "OUTSIDE_AREA"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"type": "Point", "coordinates": [4, 52]}', "[" * 100_000])
def test_a_file_that_is_no_outline_is_refused(chain: Chain, tmp_path: Path, text: str) -> None:
    path = tmp_path / "area.geojson"
    path.write_text(text)
    with pytest.raises(ConfigError, match=r"area\.geojson"):
        locate(chain, area=Area(polygon=path))
    with pytest.raises(ConfigError, match=r"no file promise\.area\.polygon: missing\.geojson"):
        locate(chain, area=Area(polygon=tmp_path / "missing.geojson"))


@pytest.mark.parametrize("rule", ["23", "2399-2311", "Leiden", "2311-"])
def test_a_wrong_postcode_rule_is_refused(chain: Chain, rule: str) -> None:
    with pytest.raises(ConfigError, match=r"promise\.area\.postcodes"):
        locate(chain, area=Area(postcodes=(rule,)))


def test_progress_is_told(chain: Chain) -> None:
    steps: list[float] = []

    class Listening:
        def begin(self, stage: str, total: float | None = None) -> None:
            steps.append(total or 0)

        def advance(self, done: float, note: str = "") -> None:
            steps.append(done)

        def end(self) -> None:
            steps.append(-1)

        def interrupted(self) -> bool:
            return False

    orders = [replace(order("2312 GA 12"), receipt_id=f"R{i}") for i in range(3)]
    locate_orders(orders, chain, store=STORE, area=Area(), progress=Listening())
    assert steps == [3, 1, 2, 3, -1]


def test_a_position_far_from_its_address_is_doubted(chain: Chain) -> None:
    line = "Haarlemmerstraat 12A, 2312 GA Leiden"  # at 52.1611, 4.4901
    near, far = locate(chain, order(line, 1, (52.1620, 4.4901)), order(line, 2, (52.1700, 4.4901))).located
    assert near.place.confidence is Confidence.EXACT
    assert (far.place.lat, far.place.source, far.place.confidence) == (52.17, "given", Confidence.LIKELY)
    found = locate(chain, order(line, 2, (52.1700, 4.4901)))
    assert [issue.code for issue in found.issues] == ["POSITION_DIFFERS"]


def test_the_first_row_of_a_receipt_that_is_found_counts(chain: Chain) -> None:
    def spare(row: int, line: str) -> Spare:
        issue = Issue(
            Code.RECEIPT_CONFLICT, Severity.ERROR, facts=(written("other", "2"),), field="bonnummer"
        )
        cells = (("rij", str(row)),)
        return Spare(replace(order(line), row=row), (), Rejected("R1", row, cells, (issue,)))

    lost, found = "Haarlemmerstraat 999, 2312 GA Leiden", "Haarlemmerstraat 12, 2312 GA Leiden"
    spares = [spare(3, "Haarlemmerstraat 998, 2312 GA Leiden"), spare(4, found), spare(5, found)]
    done = locate_orders([order(lost)], chain, store=STORE, area=Area(), spares=spares)
    assert [item.order.row for item in done.located] == [4]
    assert [(row.row, row.issues[0].code) for row in done.rejected] == [
        (2, "NUMBER_UNKNOWN"),
        (3, "NUMBER_UNKNOWN"),
        (5, "RECEIPT_CONFLICT"),
    ]
    assert done.rejected[1].cells == (("rij", "3"),)
    assert (
        words("en").issue(done.rejected[2].issues[0]).message.startswith("Row 4 has the same receipt number")
    )
