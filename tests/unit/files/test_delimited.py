import csv
import io
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispatch.errors import ResourceError
from dispatch.files.delimited import (
    Decimals,
    Style,
    degrees,
    delimited,
    euros,
    harmless,
    kilometres,
    minutes,
    save,
)
from dispatch.files.text import clean


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_would_be_a_formula_is_prefixed(start: str) -> None:
    assert harmless(f"{start}HYPERLINK(1)") == f"'{start}HYPERLINK(1)"


@pytest.mark.parametrize("text", ["", "Breestraat", " =1+1", "1-2", "'al gedaan", "a=b"])
def test_other_text_stays_as_it_is(text: str) -> None:
    assert harmless(text) == text


FORMULAS = ["=1+1", "+31", "-2", "@SUM(1)", '"=1+1"', " =1+1", '"" -2']


SIGNS = [",", ";", "\t", "|", "\n", "\r\n", "\r", '";', '",""\n', ";;", "\t\t"]
BEGINNINGS = ['"', '""', '" ', ' "']
"""With which a text may begin before its formula."""


@pytest.mark.parametrize("style", ["plain", "excel-nl"])
@pytest.mark.parametrize("split", [",", ";", "\t", "|"])
def test_no_formula_appears_however_a_spreadsheet_splits(style: Style, split: str) -> None:
    appeared = []
    for sign, formula in product(SIGNS, FORMULAS):
        text = f"x{sign}{formula}"
        bare = [["a", f"{beginning}{formula}"] for beginning in BEGINNINGS]
        written = delimited([text, "b"], [[text, "b"], ["a", text], ["a", f"{sign}{formula}"], *bare], style)
        lines = written.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        for quoting in (csv.QUOTE_MINIMAL, csv.QUOTE_NONE):
            rows = csv.reader(io.StringIO(lines), delimiter=split, quoting=quoting)
            cells = [cell for row in rows for cell in row]
            appeared += [
                (sign, formula, cell) for cell in cells if cell.lstrip(' "').startswith(("=", "+", "-", "@"))
            ]
    assert appeared == []


@given(st.text(alphabet="ab=+-@;,|\t\r\n \"'", max_size=12))
def test_what_was_made_harmless_is_read_back_as_it_was(text: str) -> None:
    assert clean(harmless(text)) == clean(text)


def test_a_negative_number_is_no_formula() -> None:
    assert delimited(["x"], [[degrees(-4.5)], [-3]]) == "x\r\n-4.500000\r\n-3\r\n"


def test_control_characters_do_not_reach_a_cell() -> None:
    assert harmless("a\x00\x1b[31mb\x07") == "a[31mb"


def test_a_formula_behind_control_characters_is_found() -> None:
    assert harmless("\x00=1+1") == "'=1+1"


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Decimals(0, 2), "0.00"),
        (Decimals(5, 2), "0.05"),
        (Decimals(-5, 2), "-0.05"),
        (Decimals(-1234, 2), "-12.34"),
        (kilometres(13_055), "13.0550"),  # never three decimals: some countries read 13.055 as 13,055
        (kilometres(13_050), "13.05"),
        (kilometres(13_000), "13.00"),
        (euros(4191), "41.91"),
        (minutes(0), "0.0"),
        (minutes(3), "0.1"),  # 0.05 minutes, half up
        (minutes(2), "0.0"),
        (minutes(930), "15.5"),
    ],
)
def test_numbers_are_exact(number: Decimals, written: str) -> None:
    assert number.written(".") == written


def test_plain_is_rfc_4180() -> None:
    text = delimited(["a", "b"], [["x,y", 'say "hi"'], ["two\nlines", None]])
    assert text == 'a,b\r\n"x,y","say ""hi"""\r\n"two\nlines",\r\n'


def test_excel_nl_has_mark_semicolon_and_comma() -> None:
    text = delimited(["a", "b"], [["x;y", euros(150)]], "excel-nl")
    assert text == '\ufeffa;b\r\n"x;y";1,50\r\n'


@pytest.mark.parametrize("style", ["plain", "excel-nl"])
def test_hostile_cells_come_back_as_one_cell_each(style: str) -> None:
    row = ['"', ";", ",", "\n", "a\r\nb", "=1", "'", "\u2028", "😀", '";"', "x" * 5000]
    text = delimited(["h"] * len(row), [row], style)  # type: ignore[arg-type]
    delimiter = ";" if style == "excel-nl" else ","
    read = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""), delimiter=delimiter))
    assert read[1] == [harmless(cell) for cell in row]


def test_a_lone_surrogate_does_not_stop_the_file(tmp_path) -> None:
    path = save(tmp_path / "x.csv", delimited(["a"], [["\ud800x"]]))
    assert path.read_bytes() == b"a\r\nx\r\n"


def test_a_folder_that_cannot_be_written_is_a_resource_error(tmp_path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ResourceError, match=r"x\.csv"):
        save(tmp_path / "file" / "x.csv", "")
