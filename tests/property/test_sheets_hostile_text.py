"""Whatever people type, every document stays what it is: tables of the same shape, valid XML, inert HTML."""

import csv
import io
import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from smallday import STORE, small_day

from dispatch.config import Sheets
from dispatch.model import PlannedDay
from dispatch.sheets.exports.geojson import PlanGeojson
from dispatch.sheets.exports.gpx import GpxTracks
from dispatch.sheets.exports.messages import Messages
from dispatch.sheets.exports.programs import ImportFiles
from dispatch.sheets.exports.tables import RouteTables
from dispatch.sheets.screen.page import PlanPage
from dispatch.sheets.sheetday import SheetDay

SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parents[1] / "support" / "gpx11.rng"))
FORMULA = ("=", "+", "-", "@", "\t", "\r")
PIECES = st.sampled_from(
    ["=cmd|'/c calc'!A1", "+1", "@x", "</script>", "<!--", "]]>", "&amp;", "{{x}}", "{0}", '"', "'", ";", ",",
     "\r\n", "\t", "\x00", "\x1b[31m", "\u202e", "\u2028", "\ufeff", "😀", "ﷺ", "王",
     "../", "%s", "$(id)", "\\", "|"]
)  # fmt: skip
TEXT = st.one_of(st.lists(PIECES, max_size=6).map("".join), st.text(max_size=40))


class Tags(HTMLParser):
    """Collect the tags of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)


def typed(day: PlannedDay, name: str, phone: str, street: str, note: str) -> PlannedDay:
    stops = []
    for stop in day.problem.stops:
        place = replace(stop.place, address=replace(stop.place.address, street=street or "x"))
        orders = tuple(
            replace(
                located,
                place=place,
                order=replace(located.order, name=name, phone=phone, notes=note, extra=(("kassa", note),)),
            )
            for located in stop.orders
        )
        stops.append(replace(stop, place=place, orders=orders))
    rows = tuple(replace(row, cells=(("naam", name), (note or "x", street))) for row in day.rejected)
    plan = replace(day.plan, unserved=(stops[3],))
    return replace(day, problem=replace(day.problem, stops=tuple(stops)), plan=plan, rejected=rows)


def split_otherwise(text: str) -> list[str]:
    """Return the cells that a spreadsheet would make at any usual sign, with quotes and without."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [
        cell
        for delimiter in ",;\t|"
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE)
        for row in csv.reader([f"{line}\n" for line in lines], delimiter=delimiter, quoting=quoting)
        for cell in row
    ]


@settings(max_examples=60)
@given(name=TEXT, phone=TEXT, street=TEXT, note=TEXT, style=st.sampled_from(["plain", "excel-nl"]))
def test_documents_keep_their_shape(name: str, phone: str, street: str, note: str, style: str) -> None:
    sheets = Sheets.model_validate(
        {"csv": style, "geojson": True, "exports": ["circuit", "optimoroute", "mymaps"]}
    )
    calm, nasty = small_day(), typed(small_day(), name, phone, street, note)
    with TemporaryDirectory() as folder:
        for path in (
            *RouteTables(sheets, STORE).write(SheetDay.of(nasty), Path(folder)),
            *Messages(sheets, STORE).write(SheetDay.of(nasty), Path(folder)),
            *ImportFiles(sheets, STORE).write(SheetDay.of(nasty), Path(folder)),
        ):
            text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
            delimiter = ";" if style == "excel-nl" and path.parent.name != "exports" else ","
            rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))
            assert {len(row) for row in rows} == {len(rows[0])}, path.name
            # No number of this day is negative, so any cell that begins like a formula is one.
            assert not [cell for row in rows for cell in row if cell.startswith(FORMULA)], path.name
            assert not [cell for cell in split_otherwise(text) if cell.startswith(FORMULA[:4])], path.name
        for path in GpxTracks(sheets, STORE).write(SheetDay.of(nasty), Path(folder)):
            assert SCHEMA.validate(etree.parse(path)), SCHEMA.error_log
        for path in PlanGeojson(sheets).write(SheetDay.of(nasty), Path(folder)):
            assert len(json.loads(path.read_text(encoding="utf-8"))["features"]) == 6
        tags = []
        for number, day in enumerate((calm, nasty)):
            (path,) = PlanPage(sheets, STORE).write(SheetDay.of(day), Path(folder) / str(number))
            tags.append(set(Tags(path.read_text(encoding="utf-8")).found))
        assert tags[0] == tags[1]
