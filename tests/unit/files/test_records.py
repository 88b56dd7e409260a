import pytest

from dispatch.errors import InputError
from dispatch.files.records import DelimitedText, Record


def records(text: str | bytes, columns: int = 0, delimiter: str = ";") -> list[Record]:
    data = text if isinstance(text, bytes) else text.encode()
    return list(DelimitedText("t.csv", data).records(delimiter, columns))


def cells(text: str | bytes, columns: int = 0, delimiter: str = ";") -> list[list[str]]:
    return [record.cells for record in records(text, columns, delimiter)]


def test_plain_rows_with_any_line_end() -> None:
    expected = [["a", "b"], ["1", ""]]
    assert cells("a;b\n1;\n") == cells("a;b\r\n1;\r\n") == cells("a;b\r1;\r") == cells("a;b\n1;") == expected


def test_quotes_hold_delimiters_quotes_and_line_breaks() -> None:
    assert cells('a;"b;c";d\n') == [["a", "b;c", "d"]]
    assert cells('"zeg ""hoi""";2\n') == [['zeg "hoi"', "2"]]
    assert cells('1;"twee\nregels";3\n4;5;6\n') == [["1", "twee\nregels", "3"], ["4", "5", "6"]]
    assert cells('"";""\n') == [["", ""]]
    assert cells('"a\n""b""\nc"\n') == [['a\n"b"\nc']]


def test_a_row_with_line_breaks_is_one_row_and_blank_rows_count() -> None:
    found = records('h1;h2\n"a\nb\nc";1\n\nd;2\n')
    assert [(record.number, record.cells[0]) for record in found] == [
        (1, "h1"),
        (2, "a\nb\nc"),
        (3, ""),
        (4, "d"),
    ]


def test_two_cells_with_line_breaks_in_one_row() -> None:
    assert cells('"a\nb";"c\nd";e\nf;g;h\n') == [["a\nb", "c\nd", "e"], ["f", "g", "h"]]


def test_a_quote_that_never_closes_swallows_nothing() -> None:
    found = records('1;"Bel 2x;a\n2;b;c\n3;d;e\n', columns=3)
    assert [record.cells for record in found] == [["1", '"Bel 2x', "a"], ["2", "b", "c"], ["3", "d", "e"]]
    assert [record.unclosed for record in found] == [True, False, False]


def test_a_quote_that_closes_in_the_quote_of_a_later_row_swallows_nothing() -> None:
    found = records('1;a;"Bel 2x\n2;b;"hoi"\n3;c;\n')
    assert [record.cells for record in found] == [["1", "a", '"Bel 2x'], ["2", "b", "hoi"], ["3", "c", ""]]


def test_a_quote_that_never_closes_gives_up_after_a_hundred_lines() -> None:
    found = records('"x\n' + "y\n" * 500)
    assert found[0] == Record(1, ['"x'], unclosed=True)
    assert len(found) == 501


def test_quotes_within_a_cell_are_characters() -> None:
    assert cells('Jan "de Lange" Smit;"De" Hoek;3\n') == [['Jan "de Lange" Smit', '"De" Hoek', "3"]]


def test_the_last_row_tells_whether_its_line_ends() -> None:
    assert [record.unfinished for record in records("a\nb")] == [False, True]
    assert [record.unfinished for record in records("a\nb\n")] == [False, False]


def test_excels_line_with_the_separator_is_no_row() -> None:
    text = DelimitedText("t.csv", b"sep=|\r\na|b\r\n")
    assert text.delimiters == ("|",)
    assert next(text.records("|")) == Record(1, ["a", "b"])


def test_a_line_longer_than_any_receipt_is_refused() -> None:
    with pytest.raises(InputError, match="line 2 is 1,000,002 bytes"):
        records("a;b\n" + "x" * 1_000_001 + "\n")


def test_more_lines_than_a_day_has_are_refused_at_once() -> None:
    with pytest.raises(InputError, match="3,000,000 lines"):
        DelimitedText("t.csv", b"\n" * 3_000_001)
