"""Whatever lies in the file, reading ends with every row accounted for or with one clear refusal."""

import csv
import io
import tempfile
import unicodedata
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from said import english
from till import DAY, GOOD, excel, read, table

from dispatch.config import Area, IntakeSection, Promise
from dispatch.errors import InputError
from dispatch.files.records import DelimitedText
from dispatch.model import Intake, Severity

PROMISE = Promise.model_validate(
    {"cut_off": "17:00", "minimum_basket": 25, "area": Area(postcodes=("2311-2334",))}
)

NASTY = st.sampled_from(
    [
        *(
            '"',
            '""',
            ";",
            ",",
            "\t",
            "\n",
            "\r",
            "\r\n",
            "\x00",
            "\x1b[31m",
            "\x1b]0;x\x07",
            "\ufeff",
            "\u202e",
        ),
        *(
            "-1",
            "1E+99",
            "9" * 30,
            "24:00",
            "25:61",
            "2026-02-30",
            "0001-01-01T00:00+14:00",
            "46347.58",
            "NaN",
        ),
        *(
            "9999-12-31T23:59-14:00",
            "ja",
            "nee",
            "x",
            "=1+1",
            "'=1",
            "sep=,\n",
            "0,5",
            "٣",
            "\uff11\uff12",
            "👩‍🍳",
            "\ud7ff",
        ),
        *(
            "18:00-20:00",
            "+",
            "-",
            ".",
            ". ",
            "1.2.3",
            "1'2",
            "\u00a0",
            "3-jan",
            "2311GJ",
            "lauw",
            "x" * 1500,
        ),
    ]
)
CELL = st.one_of(
    st.just(None),
    st.just(None),
    st.just(None),
    NASTY,
    st.text(max_size=12),
    st.lists(NASTY, max_size=4).map("".join),
)
ROW = st.fixed_dictionaries({}, optional=dict.fromkeys(GOOD, CELL))


def rows_of(changes: dict[str, str | None]) -> dict[str, str]:
    return {header: text for header, text in changes.items() if text is not None}


def accounted(intake: Intake) -> None:
    """Check what must hold for any input."""
    further = [spare.rejected for spare in intake.spares]  # count if no row before can be planned
    assert intake.rows == intake.not_flagged + len(intake.rejected) + len(intake.orders) + len(further)
    ids = [order.receipt_id for order in intake.orders]
    assert len(ids) == len(set(ids)) == len(intake.cells)
    rows = [order.row for order in intake.orders] + [row.row for row in (*intake.rejected, *further)]
    assert len(rows) == len(set(rows))
    for row in intake.rejected:
        assert row.issues[0].severity is Severity.ERROR
    for issue in (*intake.issues, *(issue for row in intake.rejected for issue in row.issues)):
        assert printable(english(issue) + issue.value + issue.field)
    for cells in (*intake.cells.values(), *(row.cells for row in intake.rejected)):
        assert all(printable(text) and len(text) <= 1000 for _, text in cells)
    for order in intake.orders:
        assert printable(order.notes + order.name + order.phone + order.receipt_id)
        assert 0 <= order.purchased_at <= 17 * 3600


def printable(text: str) -> bool:
    return not any(unicodedata.category(char) == "Cc" for char in text)


def read_any(data: bytes, **how: Any) -> Intake | None:
    with tempfile.TemporaryDirectory() as folder:
        try:
            intake = read(Path(folder), data, promise=PROMISE, **how)
        except InputError as error:
            refusal: str | None = str(error)
        else:
            refusal = None
    if refusal is not None:
        assert printable(refusal)
        return None
    accounted(intake)
    return intake


@given(st.lists(ROW, max_size=6))
@settings(max_examples=150)
def test_any_cells(changes: list[dict[str, str | None]]) -> None:
    read_any(table(*map(rows_of, changes), columns=list(GOOD)).encode("utf-8", "replace"))


@given(st.lists(ROW, max_size=4), st.sampled_from([None, DAY]))
@settings(max_examples=60)
def test_any_cells_in_quotes_are_all_counted(changes: list[dict[str, str | None]], day: Any) -> None:
    file = io.StringIO()
    writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
    writer.writerow(GOOD)
    written = [{**GOOD, "bonnummer": str(number), **rows_of(row)} for number, row in enumerate(changes)]
    writer.writerows([row[header].replace("\x00", "") for header in GOOD] for row in written)
    intake = read_any(file.getvalue().encode("utf-8", "replace"), day=day)
    if intake is not None:
        filled = [row for row in written if any(cell.strip(" \t\r\n\x00\ufeff") for cell in row.values())]
        assert intake.rows == len(filled)


SIGNS = "".join(map(chr, range(0xA0, 0xC0)))
"""Behind a letter such as ``Ã`` these make Windows-1252 look like UTF-8; no word has that."""
CLEAN = st.characters(codec="latin-1", exclude_categories=["C"], exclude_characters=SIGNS)
WORD = st.text(
    st.characters(codec="latin-1", exclude_categories=["C", "Z"], exclude_characters=SIGNS), min_size=1
)


@given(
    names=st.lists(WORD, min_size=1, max_size=8),
    notes=st.text(CLEAN, max_size=30),
    delimiter=st.sampled_from(";,\t|"),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"]),
    end=st.sampled_from(["\n", "\r\n", "\r"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
@settings(max_examples=100)
def test_every_dialect_says_the_same(
    names: list[str], notes: str, delimiter: str, encoding: str, end: str, quoting: Any
) -> None:
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=delimiter, lineterminator=end, quoting=quoting)
    writer.writerow(GOOD)
    for number, name in enumerate(names):
        writer.writerow(
            {**GOOD, "bonnummer": str(number), "naam": f"Q{name}", "opmerking": f"N {notes} n"}.values()
        )
    intake = read_any(file.getvalue().encode(encoding), section=IntakeSection())
    assert intake is not None
    assert [order.name for order in intake.orders] == [f"Q{name}" for name in names]
    assert {order.notes for order in intake.orders} == {" ".join(f"N {notes} n".split())}


@given(st.lists(st.lists(st.text('ab";\n', max_size=6), min_size=2, max_size=4), min_size=1, max_size=6))
def test_well_formed_text_is_split_as_by_the_standard_library(rows: list[list[str]]) -> None:
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=";", lineterminator="\n", quoting=csv.QUOTE_ALL).writerows(rows)
    split = [record.cells for record in DelimitedText("t", file.getvalue().encode()).records(";")]
    assert split == rows


@given(st.text('ab";\r\n', max_size=60), st.integers(0, 4))
def test_no_text_is_lost_in_splitting(text: str, columns: int) -> None:
    records = list(DelimitedText("t", text.encode()).records(";", columns))
    letters = "".join(cell for record in records for cell in record.cells)
    assert [char for char in letters if char in "ab"] == [char for char in text if char in "ab"]
    assert [record.number for record in records] == list(range(1, len(records) + 1))


def damage(data: bytes, draw: Any) -> bytes:
    """Cut, insert and overwrite at random places."""
    for _ in range(draw(st.integers(1, 12))):
        place = draw(st.integers(0, len(data)))
        piece = draw(
            st.one_of(st.binary(max_size=8), NASTY.map(lambda text: text.encode("utf-8", "replace")))
        )
        skipped = draw(st.sampled_from([0, 0, 1, 3, 40]))
        data = data[:place] + piece + data[place + skipped :]
    return data


WHOLE = table({}, {"thuisbezorging": "nee"}, {"opmerking": '"bel\n2x"'}, {"temperatuur": "vries"}).encode()
LINES = (
    "bonnummer;artikel;aantal;gewicht_g;volume_ml;temperatuur;leeftijdscontrole\n"
    "1001;Melk;2;1035;1150;koel;nee\n1003;Wijn;1;1250;1300;gewoon;ja\n1004;Shag;-1;60;;;\n"
)
BOOK = excel([list(GOOD), list(GOOD.values()), list({**GOOD, "bonnummer": "7"}.values())])


@given(st.data())
@settings(max_examples=60)
def test_damaged_text(data: st.DataObject) -> None:
    read_any(damage(WHOLE, data.draw), lines=damage(LINES.encode(), data.draw).decode("utf-8", "replace"))


@given(st.data())
@settings(max_examples=60)
def test_damaged_workbooks(data: st.DataObject) -> None:
    read_any(damage(BOOK, data.draw), name="p.xlsx")


@given(st.data())
@settings(max_examples=60)
def test_damaged_corrections(data: st.DataObject) -> None:
    read_any(WHOLE, corrections=damage(WHOLE, data.draw))


@given(st.data())
@settings(max_examples=60)
def test_a_damaged_sheet_in_a_sound_archive(data: st.DataObject) -> None:
    part = data.draw(st.sampled_from(["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/workbook.xml"]))
    whole = (
        '<row r="4"><c r="A4" t="s"><v>3</v></c><c r="B4" t="d"><v>2026-11-21</v></c>'
        '<c t="b"><v>1</v></c></row>'
    )
    read_any(
        excel([list(GOOD)], {part: damage(whole.encode(), data.draw).decode("utf-8", "replace")}),
        name="p.xlsx",
    )
    read_any(
        excel([list(GOOD)], sheet=damage(whole.encode(), data.draw).decode("utf-8", "replace")), name="p.xlsx"
    )


@given(st.lists(ROW, min_size=1, max_size=5))
@settings(max_examples=60)
def test_reading_twice_gives_the_same(changes: list[dict[str, str | None]]) -> None:
    data = table(*map(rows_of, changes), columns=list(GOOD)).encode("utf-8", "replace")
    assert read_any(data) == read_any(data)


def test_the_checks_themselves_notice_a_lost_row(tmp_path: Path) -> None:
    intake = read(tmp_path, table({}, {}))
    with pytest.raises(ValueError, match="accounted"):
        replace(intake, orders=intake.orders[:1])


@pytest.mark.nightly
@given(st.data())
@settings(max_examples=50_000, suppress_health_check=list(HealthCheck))
def test_nights_of_damage(data: st.DataObject) -> None:
    if data.draw(st.integers(0, 9)) == 0:
        read_any(damage(BOOK, data.draw), name="p.xlsx")
    else:
        corrections = damage(WHOLE, data.draw) if data.draw(st.booleans()) else None
        lines = damage(LINES.encode(), data.draw).decode("utf-8", "replace")
        read_any(damage(WHOLE, data.draw), lines=lines, corrections=corrections)
