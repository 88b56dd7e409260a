import pytest
from opendocument import book, cell, row, sheet

from dispatch.errors import InputError
from dispatch.files.opendocument import OpenDocument, is_open_document


def read(data: bytes, title: str = "Blad1") -> list[tuple[int, list[str]]]:
    assert is_open_document(data)
    return [(found.number, found.cells) for found in OpenDocument("a.ods", data, 50).records(title)]


def value(kind: str, attributes: str, shown: str = "as shown") -> str:
    return cell(shown, f'office:value-type="{kind}" {attributes}')


def test_values_are_read_as_a_till_would_write_them() -> None:
    cells = (
        value("float", 'office:value="2611210001"'),
        value("float", 'office:value="12.5"', "12,50"),
        value("currency", 'office:currency="EUR" office:value="54.1"'),
        value("percentage", 'office:value="0.5"'),
        value("date", 'office:date-value="2026-11-21"'),
        value("date", 'office:date-value="2026-11-21T14:05:00"'),
        value("date", 'office:date-value="2026-11-21T00:00:00"'),
        value("time", 'office:time-value="PT18H05M00S"'),
        value("boolean", 'office:boolean-value="true"'),
        value("boolean", 'office:boolean-value="false"'),
    )
    assert read(book(f"<table:table-row>{''.join(cells)}</table:table-row>")) == [
        (
            1,
            [
                *("2611210001", "12.5", "54.1", "0.5"),
                *("2026-11-21", "2026-11-21T14:05:00", "2026-11-21", "18:05:00", "ja", "nee"),
            ],
        )
    ]


def test_a_text_keeps_its_spaces_lines_and_parts_but_not_its_annotation() -> None:
    texts = (
        "<office:annotation><text:p>remark of a colleague</text:p></office:annotation>"
        '<text:p>twee<text:s text:c="2"/><text:span>keer</text:span> bellen</text:p>'
        "<text:p>links<text:tab/>om<text:line-break/>achter</text:p>"
    )
    found = read(book(f"<table:table-row><table:table-cell>{texts}</table:table-cell></table:table-row>"))
    assert found == [(1, ["twee  keer bellen\nlinks\tom\nachter"])]


def test_repeated_cells_and_rows_count_and_empty_ones_at_the_end_do_not() -> None:
    gap = '<table:table-cell table:number-columns-repeated="2"/>'
    filler = '<table:table-cell table:number-columns-repeated="16384"/>'
    twice = cell("x", 'table:number-columns-repeated="2"')
    rows = (
        row("a")
        + '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
        + f'<table:table-row table:number-rows-repeated="2">{gap}{twice}{filler}</table:table-row>'
        + f'<table:table-row table:number-rows-repeated="1048570">{filler}</table:table-row>'
    )
    assert read(book(rows)) == [(1, ["a"]), (5, ["", "", "x", "x"]), (6, ["", "", "x", "x"])]


def test_rows_of_header_and_groups_and_covered_cells_are_rows_and_cells() -> None:
    covered = "<table:table-row><table:covered-table-cell/>" + cell("b") + "</table:table-row>"
    rows = f"<table:table-header-rows>{row('a')}</table:table-header-rows>"
    rows += f"<table:table-row-group>{covered}</table:table-row-group>"
    assert read(book(rows)) == [(1, ["a"]), (2, ["", "b"])]


def test_sheets_out_of_view_are_passed_over() -> None:
    data = book(sheet(row("a"), "Kladblok", "ta2"), sheet(row("b"), "Export"), sheet(row("c"), "Meer"))
    assert OpenDocument("a.ods", data, 50).sheets == ("Export", "Meer")
    assert read(data, "Meer") == [(1, ["c"])]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (book(row("a", attributes='table:number-rows-repeated="2000000"')), "more rows"),
        (book(row(*"a" * 900, attributes='table:number-rows-repeated="900000"')), "more rows"),
        (book(f"<table:table-row>{cell('a', 'table:number-columns-repeated="9999999"')}</table:table-row>"),
         "more rows"),
        (book(row("a"), manifest="<encryption-data/>"), "password"),
        (book(row("a"), head='<!DOCTYPE x [<!ENTITY a "b">]>'), "entities"),
        (book(row("a"), other="<x>" + " " * 30_000_000 + "</x>"), "larger inside"),
        (book(row("a"), other="<x>" + " " * 60_000_000 + "</x>"), "more than 50 MB"),
        (book(row("a") + "<table:table-row>"), "cannot|can be read"),
        (book(f"<table:table-row>{value('float', 'office:value="x"')}</table:table-row>"), "can be read"),
        (book(row("a"))[:-30], "can be read"),
    ],
)  # fmt: skip
def test_what_is_damaged_or_made_to_do_harm_is_refused(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says):
        read(data)
