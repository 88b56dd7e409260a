"""The text of every kind of printed document, page by page, to the letter.

The expected texts are in ``paper/``. What a failing run made is put beside them in ``actual/``; where the
change is meant, move it over.
"""

from pathlib import Path

import pytest
from paperstore import a_store, page_texts, some_sheets
from sampledays import planned_day

from dispatch.sheets.paper.courier import CourierSheets
from dispatch.sheets.paper.loading import LoadingSheets
from dispatch.sheets.sheetday import SheetDay

HERE = Path(__file__).parent / "paper"

CASES = {
    "courier-nl": (lambda: CourierSheets(a_store(), some_sheets()), {"stops": 12}, "sheets/R1.pdf"),
    "courier-en": (lambda: CourierSheets(a_store("en"), some_sheets()), {"stops": 12}, "sheets/R1.pdf"),
    "courier-plain": (
        lambda: CourierSheets(a_store(), some_sheets(qr="none")),
        {"stops": 3, "trips": 1, "plain": True, "estimated": False, "breaks": False},
        "sheets/R1.pdf",
    ),
    "courier-none": (lambda: CourierSheets(a_store(), some_sheets()), {"stops": 0}, "sheets/all.pdf"),
    "loading-nl": (lambda: LoadingSheets(a_store(), some_sheets()), {"stops": 12}, "loading.pdf"),
    "loading-en": (lambda: LoadingSheets(a_store("en"), some_sheets()), {"stops": 12}, "loading.pdf"),
    "labels-2x7": (lambda: LoadingSheets(a_store(), some_sheets()), {"stops": 12, "trips": 1}, "labels.pdf"),
    "labels-3x8": (
        lambda: LoadingSheets(a_store(), some_sheets(labels="3x8")),
        {"stops": 12},
        "labels.pdf",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_the_text_is_as_expected(case, tmp_path):
    writer, day, file = CASES[case]
    writer().write(SheetDay.of(planned_day(**day)), tmp_path)
    made = "\n\f\n".join(text.strip() for text in page_texts(tmp_path / file)) + "\n"
    expected = HERE / f"{case}.txt"
    actual = HERE / "actual" / f"{case}.txt"
    if not expected.exists() or made != expected.read_text(encoding="utf-8"):
        actual.parent.mkdir(exist_ok=True)
        actual.write_text(made, encoding="utf-8")
    assert made == expected.read_text(encoding="utf-8")
    actual.unlink(missing_ok=True)
