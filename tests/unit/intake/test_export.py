"""What a file holds and is not read is told, and what looks like ours."""

import io
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from said import english
from till import GOOD, codes, read, rejected, table

from dispatch.config import IntakeSection
from dispatch.errors import InputError
from dispatch.intake import read_export


def workbook(*sheets: tuple[str, Sequence[Sequence[object]]], hidden: int = 0) -> bytes:
    """Write sheets with their rows, of which one may be hidden."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets:
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
        if hidden:
            sheet.row_dimensions[hidden].hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def row(receipt: str, **changes: object) -> list[object]:
    return list({**GOOD, "bonnummer": receipt, **changes}.values())


HEAD = list(GOOD)


def test_a_second_till_has_a_sheet_of_its_own(tmp_path: Path) -> None:
    turned = [HEAD[::-1], row("3")[::-1]]
    data = workbook(("Kassa 1", [HEAD, row("1")]), ("Kassa 2", [HEAD, row("2")]), ("Kassa 3", turned))
    intake = read(tmp_path, data, name="p.xlsx")
    assert [order.receipt_id for order in intake.orders] == ["1", "2", "3"]
    assert {order.address.street for order in intake.orders} == {"Rapenburg"}
    assert codes(intake) == ["SHEETS_READ"]
    assert "Kassa 2" in english(intake.issues[0])


def test_a_sheet_with_other_headers_is_told(tmp_path: Path) -> None:
    other = [[*HEAD, "vriesvak"], [*row("2"), "1"]]
    intake = read(tmp_path, workbook(("Kassa 1", [HEAD, row("1")]), ("Kassa 2", other)), name="p.xlsx")
    assert codes(intake) == ["SHEET_UNREAD"]
    assert "Kassa 2" in english(intake.issues[0])


def test_a_sheet_of_something_else_is_no_matter(tmp_path: Path) -> None:
    data = workbook(("Uitleg", [["Dit is de export"], ["van de kassa"]]), ("Kassa", [HEAD, row("1")]))
    assert read(tmp_path, data, name="p.xlsx").issues == ()


def test_the_store_may_choose_its_sheets(tmp_path: Path) -> None:
    data = workbook(("Kassa 1", [HEAD, row("1")]), ("Kassa 2", [HEAD, row("2")]))
    intake = read(tmp_path, data, name="p.xlsx", section=IntakeSection(sheet=("kassa 2",)))
    assert [order.receipt_id for order in intake.orders] == ["2"]
    with pytest.raises(InputError, match="has no sheet 'Kassa 9'; it has 'Kassa 1', 'Kassa 2'"):
        read(tmp_path, data, name="p.xlsx", section=IntakeSection(sheet=("Kassa 9",)))


@pytest.mark.parametrize("column", ["thuisbezorging", "van", "kratten", "huisnummer", "leeftijdscontrole"])
@pytest.mark.parametrize("error", ["#N/A", "#VERW!"])
def test_an_error_in_a_cell_is_not_nothing(tmp_path: Path, column: str, error: str) -> None:
    data = workbook(("Kassa", [HEAD, row("1", **{column: error})]))
    (found,) = read(tmp_path, data, name="p.xlsx").rejected
    assert (found.receipt_id, found.issues[0].code, found.issues[0].field) == ("1", "CELL_ERROR", column)


def test_a_formula_that_nobody_worked_out_is_not_nothing(tmp_path: Path) -> None:
    data = workbook(("Kassa", [HEAD, row("1", thuisbezorging='=IF(A2="1","ja","nee")'), row("2")]))
    intake = read(tmp_path, data, name="p.xlsx")
    assert [found.receipt_id for found in intake.rejected] == ["1"]
    assert [order.receipt_id for order in intake.orders] == ["2"]


def test_an_order_can_do_without_phone_and_note(tmp_path: Path) -> None:
    intake = read(tmp_path, table({"telefoon": "#N/A", "opmerking": "#NAAM?"}))
    assert codes(intake) == ["CELL_ERROR", "CELL_ERROR"]
    assert (intake.orders[0].phone, intake.orders[0].notes) == ("", "")


def test_rows_that_a_filter_hides_are_read_and_told(tmp_path: Path) -> None:
    intake = read(tmp_path, workbook(("Kassa", [HEAD, row("1"), row("2")]), hidden=3), name="p.xlsx")
    assert len(intake.orders) == 2
    assert codes(intake) == ["ROWS_HIDDEN"]


def test_a_column_that_looks_like_ours_is_told_where_it_says_something(tmp_path: Path) -> None:
    headers = [name for name in GOOD if name not in {"opmerking", "telefoon"}]
    said = read(
        tmp_path, table({"Opmrkingen": "bel 2x", "Telefn": ""}, columns=[*headers, "Opmrkingen", "Telefn"])
    )
    assert codes(said) == ["COLUMN_UNUSED"]
    assert '"Opmrkingen" (notes)' in english(said.issues[0])
    assert "Telefn" not in english(said.issues[0])
    section = IntakeSection(columns={"Opmrkingen": "-"})
    quiet = read(tmp_path, table({"Opmrkingen": "bel 2x"}, columns=[*headers, "Opmrkingen"]), section=section)
    assert quiet.issues == ()


def test_an_own_header_that_is_gone_is_told_and_the_built_in_one_serves(tmp_path: Path) -> None:
    section = IntakeSection(columns={"Bezorgvenster van": "window_from"})
    intake = read(tmp_path, table({}), section=section)
    assert codes(intake) == ["COLUMN_GONE"]
    assert '"Bezorgvenster van"' in english(intake.issues[0])
    assert intake.orders[0].window is not None
    assert intake.orders[0].window.earliest == 18 * 3600


def test_own_names_do_not_reach_into_the_lines(tmp_path: Path) -> None:
    section = IntakeSection(columns={"Transactie": "receipt_id"})
    lines = "bonnummer;artikel;aantal;gewicht_g;leeftijdscontrole\n1001;Wijn;2;1300;ja\n"
    text = table({}).replace("bonnummer", "Transactie", 1)
    intake = read(tmp_path, text, lines=lines, section=section)
    assert intake.orders[0].age_check
    assert codes(intake) == ["AGE_CHECK_ADDED"]


def test_what_is_cancelled_is_counted_and_told(tmp_path: Path) -> None:
    intake = read(tmp_path, table({"status": "betaald"}, {"status": "geannuleerd"}))
    assert (intake.rows, intake.not_flagged, len(intake.orders)) == (2, 1, 1)
    assert codes(intake) == ["ROWS_CANCELLED"]


@pytest.mark.parametrize("receipt", ["1001.0", "#1001", " 01001 "])
def test_lines_find_their_receipt_whatever_a_program_did_to_it(tmp_path: Path, receipt: str) -> None:
    lines = f"bonnummer;artikel;aantal;gewicht_g;leeftijdscontrole\n{receipt};Wijn;2;1300;ja\n"
    assert read(tmp_path, table({}), lines=lines).orders[0].age_check


def test_lines_that_fit_nothing_are_a_doubt(tmp_path: Path) -> None:
    lines = "bonnummer;artikel;aantal;gewicht_g;leeftijdscontrole\n77;Wijn;2;1300;ja\n"
    assert codes(read(tmp_path, table({}), lines=lines)) == ["LINES_FIT_NOTHING"]


def test_a_volume_without_a_weight_weighs_about_as_much_as_water(tmp_path: Path) -> None:
    lines = "bonnummer;artikel;aantal;gewicht_g;volume_ml\n1001;Water;72;;1500\n"
    intake = read(tmp_path, table({}), lines=lines)
    assert intake.orders[0].grams == 108_000
    assert "LINES_WEIGHT_ESTIMATED" in codes(intake)


def test_a_receipt_that_went_through_decimals(tmp_path: Path) -> None:
    assert read(tmp_path, table({"bonnummer": "2611210001.0"})).orders[0].receipt_id == "2611210001"


@pytest.mark.parametrize(
    ("changes", "about"),
    [
        ({"straat": "Rapenburg 50", "huisnummer": "73"}, "number"),
        ({"straat": "Rapenburg", "adres": "Houtlaan 60, 2334 CL Leiden", "huisnummer": "60"}, "street"),
    ],
)
def test_two_addresses_are_asked(tmp_path: Path, changes: dict[str, str], about: str) -> None:
    (issue,) = rejected(tmp_path, changes).issues
    assert (issue.code, issue.about) == ("ADDRESS_CONTRADICTED", about)


def test_corrections_that_a_spreadsheet_saved(tmp_path: Path) -> None:
    text = table({"bonnummer": "000123", "kratten": "-1"})
    headers = text.splitlines()[0]
    cells = {**GOOD, "bonnummer": "123", "telefoon": "666001234", "kratten": "2"}
    fixed = (
        f"receipt_id;row;code;{headers}\r\n123;2;AMOUNT_NEGATIVE;{';'.join(cells[name] for name in GOOD)}\r\n"
    )
    intake = read(tmp_path, text, corrections=fixed)
    assert [order.receipt_id for order in intake.orders] == ["000123"]
    assert codes(intake) == ["CORRECTED"]


def test_a_decimal_sign_and_units_that_the_store_tells(tmp_path: Path) -> None:
    section = IntakeSection(decimal=",", units={"Gewicht": "g", "gewicht_g": "kg", "inhoud_ml": "cl"})
    headers = [name for name in GOOD if name != "gewicht_kg"]
    text = table({"Gewicht": "12.500", "bedrag": "1.250,50"}, columns=[*headers, "Gewicht"])
    alone = read(tmp_path, text, section=section)
    assert (alone.orders[0].grams, alone.orders[0].total_cents) == (12_500, 125_050)
    lines = "bonnummer;artikel;aantal;gewicht_g;inhoud_ml\n1001;Wijn;2;1,3;75\n"
    assert read(tmp_path, text, lines=lines, section=section).orders[0].grams == 2600


def test_what_was_in_a_file_adds_up(tmp_path: Path) -> None:
    rows = table({"artikel": "Melk"}, {"bonnummer": "1001", "artikel": "Brood"}, {"thuisbezorging": "nee"})
    (tmp_path / "kassa.csv").write_text(rows + "3 bonnen\r\n", encoding="utf-8")
    contents = read_export(tmp_path / "kassa.csv", IntakeSection()).contents
    assert contents.rows == 4
    assert dict(contents.parts) == {"delivered": 1, "not_flagged": 1, "article": 1, "sentence": 1}
    with pytest.raises(ValueError, match="do not balance"):
        replace(contents, rows=5)
