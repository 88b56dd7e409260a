"""The text files of the small day, to the letter; what differs is written beside as ``actual``."""

from pathlib import Path

import pytest
from smallday import STORE, small_day

from dispatch.config import Sheets
from dispatch.sheets.exports.geojson import PlanGeojson
from dispatch.sheets.exports.gpx import GpxTracks
from dispatch.sheets.exports.messages import Messages
from dispatch.sheets.exports.programs import ImportFiles
from dispatch.sheets.exports.tables import RouteTables
from dispatch.sheets.sheetday import SheetDay

EXPECTED = Path(__file__).parent / "small_day"


def write(folder: Path, style: str) -> dict[str, bytes]:
    sheets = Sheets.model_validate(
        {"csv": style, "geojson": True, "exports": ["circuit", "optimoroute", "mymaps"]}
    )
    styled = (RouteTables(sheets, STORE), Messages(sheets, STORE))
    plain = (GpxTracks(sheets, STORE), PlanGeojson(sheets), ImportFiles(sheets, STORE))
    writers = (*styled, *plain) if style == "plain" else styled
    paths = [path for writer in writers for path in writer.write(SheetDay.of(small_day()), folder)]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("style", ["plain", "excel-nl"])
def test_files_are_the_same_to_the_letter(tmp_path, style: str) -> None:
    actual = write(tmp_path / "actual", style)
    expected = {
        path.relative_to(EXPECTED / style).as_posix(): path.read_bytes()
        for path in (EXPECTED / style).rglob("*")
        if path.is_file()
    }
    assert sorted(actual) == sorted(expected)
    for name, content in actual.items():
        assert content.decode() == expected[name].decode(), f"{name}: see {tmp_path / 'actual' / name}"
