import io
from datetime import datetime, time, timedelta
from pathlib import Path

import openpyxl
import pytest
from till import GOOD, codes, excel, read

from dispatch.errors import InputError
from dispatch.files.workbook import as_text

HEADERS = list(GOOD)


def rows(**changes: str) -> list[list[str]]:
    return [HEADERS, list({**GOOD, **changes}.values())]


def book(*cells: list[object], title: str = "Export") -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = title
    for row in cells:
        sheet.append(row)
    file = io.BytesIO()
    made.save(file)
    return file.getvalue()


def test_a_workbook_is_read_like_the_text_file(tmp_path: Path) -> None:
    text = "\n".join(";".join(row) for row in rows(naam="Zoë"))
    assert read(tmp_path, excel(rows(naam="Zoë")), name="p.xlsx").orders == read(tmp_path, text + "\n").orders


def test_real_numbers_dates_and_times(tmp_path: Path) -> None:
    row = {
        **GOOD,
        "bonnummer": 2611210001,
        "tijdstip": datetime(2026, 11, 21, 14, 5),
        "telefoon": 666001234,
        "huisnummer": 73,
        "kratten": 2.0,
        "gewicht_kg": 12.5,
        "van": time(18, 0),
        "tot": timedelta(hours=20),
        "bedrag": 54.1,
        "thuisbezorging": True,
        "leeftijdscontrole": False,
        "opmerking": None,
    }
    found = read(tmp_path, book(HEADERS, list(row.values())), name="p.xlsx").orders[0]
    assert (found.receipt_id, found.phone, found.address.house_number) == ("2611210001", "0666001234", "73")
    assert (found.purchased_at, found.grams, found.total_cents) == (14 * 3600 + 300, 12_500, 5410)
    assert found.window is not None
    assert (found.window.earliest, found.window.latest) == (18 * 3600, 20 * 3600)


def test_a_workbook_with_the_name_of_a_text_file(tmp_path: Path) -> None:
    assert len(read(tmp_path, excel(rows()), name="purchases.csv").orders) == 1


def test_a_house_number_that_became_a_date(tmp_path: Path) -> None:
    row = {**GOOD, "huisnummer": datetime(2026, 1, 3)}
    intake = read(tmp_path, book(HEADERS, list(row.values())), name="p.xlsx")
    assert codes(intake.rejected[0]) == ["SPREADSHEET_DATE"]


def test_the_sheet_with_the_headers_is_found(tmp_path: Path) -> None:
    made = openpyxl.load_workbook(io.BytesIO(book(["Toelichting"])))
    made.create_sheet("Kassa").append(HEADERS)
    made["Kassa"].append(list(GOOD.values()))
    hidden = made.create_sheet("Oud")
    hidden.append([*HEADERS, "lat", "lon"])
    hidden.sheet_state = "hidden"
    file = io.BytesIO()
    made.save(file)
    intake = read(tmp_path, file.getvalue(), name="p.xlsx")
    assert len(intake.orders) == 1


def test_rows_keep_their_numbers(tmp_path: Path) -> None:
    intake = read(tmp_path, book(["Titel"], [], HEADERS, [], list(GOOD.values())), name="p.xlsx")
    assert [found.row for found in intake.orders] == [5]


def test_values_of_cells() -> None:
    assert as_text(0.1 + 0.2) == "0.3"
    assert as_text(2611210001.0) == "2611210001"
    assert as_text(datetime(2026, 11, 21)) == "2026-11-21"
    # a spreadsheet's times are fractions of a day and miss by a hair
    assert as_text(datetime(2026, 11, 21, 14, 4, 59, 999_995)) == "2026-11-21T14:05:00"
    assert as_text("#VERW!") == "#VERW!"  # an error is not nothing
    assert as_text(timedelta(minutes=1205)) == "20:05"


def test_an_entity_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "ha">]><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    with pytest.raises(InputError, match="declares XML entities"):
        read(tmp_path, excel(rows(), {"xl/sharedStrings.xml": bomb}), name="p.xlsx")
    with pytest.raises(InputError, match="declares XML entities"):
        read(tmp_path, excel(rows(), {"docProps/app.xml": " " * (2 << 20) + bomb}), name="p.xlsx")


@pytest.mark.parametrize(
    ("extra", "sheet"),
    [
        ({}, '<row r="9">' + "<c/>" * 1_100_000 + "</row>"),
        ({}, "<row/>" * 6_100_000),
        ({"xl/sharedStrings.xml": "<sst>" + "<si/>" * 3_500_000 + "</sst>"}, ""),
        ({"xl/styles.xml": "<styleSheet>" + "<xf/>" * 300_000 + "</styleSheet>"}, ""),
        ({"xl/anything.xml": "<a/>" * 1_100_000}, ""),
    ],
)
def test_a_part_that_would_fill_the_memory_is_refused(
    tmp_path: Path, extra: dict[str, str], sheet: str
) -> None:
    with pytest.raises(InputError, match="far larger inside"):
        read(tmp_path, excel(rows(), extra, sheet), name="p.xlsx")


def test_a_zip_bomb_is_refused_unopened(tmp_path: Path) -> None:
    from dispatch.config import IntakeSection

    data = excel(rows(), {"xl/media/image1.png": "0" * 3_000_000})
    assert len(data) < 20_000
    with pytest.raises(InputError, match="3 MB once unpacked"):
        read(tmp_path, data, name="p.xlsx", section=IntakeSection(max_mb=2))


@pytest.mark.parametrize(
    "sheet",
    [
        '<row r="99999999999"><c r="A1"><v>1</v></c></row>',
        '<row r="9"><c r="XFD9"><v>1</v></c></row>',
    ],
)
def test_a_row_or_column_that_no_sheet_has(tmp_path: Path, sheet: str) -> None:
    with pytest.raises(InputError, match="more rows or columns"):
        read(tmp_path, excel(rows(), sheet=sheet), name="p.xlsx")


@pytest.mark.parametrize("number", ["0", "1"])
def test_a_row_that_stands_out_of_order_is_not_left_out_without_a_word(tmp_path: Path, number: str) -> None:
    sheet = f'<row r="{number}"><c r="A{number}" t="inlineStr"><is><t>B2</t></is></c></row>'
    with pytest.raises(InputError, match="not a workbook that can be read"):
        read(tmp_path, excel(rows(), sheet=sheet), name="p.xlsx")


@pytest.mark.parametrize("cut", [0.1, 0.5, 0.9, 0.99])
def test_a_damaged_workbook(tmp_path: Path, cut: float) -> None:
    data = excel(rows())
    with pytest.raises(InputError, match="not a workbook"):
        read(tmp_path, data[: int(len(data) * cut)], name="p.xlsx")


@pytest.mark.parametrize(
    "extra",
    [
        {"xl/workbook.xml": "<nonsense/>"},
        {"xl/worksheets/sheet1.xml": "<worksheet"},
        {"[Content_Types].xml": "<Types/>"},
        {"[Content_Types].xml": "no xml at all"},
    ],
)
def test_a_workbook_with_nonsense_inside(tmp_path: Path, extra: dict[str, str]) -> None:
    with pytest.raises(InputError):
        read(tmp_path, excel(rows(), extra), name="p.xlsx")
