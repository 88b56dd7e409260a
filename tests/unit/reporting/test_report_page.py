"""The report on paper: one typeface, pages as many as it needs, by what it was asked by."""

import io
import subprocess
from dataclasses import replace

import pytest
from figuredays import figures_of_days
from pypdf import PdfReader

from dispatch.app.adapters import pressed
from dispatch.reporting import Report, draw_report, tabulate
from dispatch.reporting.fitting import blocks


def drawn(figures, by="day", language="en", store="Buurtsuper $5 & $6"):
    report = Report(tuple(figures), store, language, by, (("Table", tabulate(figures, by)),))
    return pressed(lambda press: draw_report(report, press))


def texts(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_page_says_whose_figures_of_which_days_it_shows(language):
    text = texts(drawn(figures_of_days(back=True), language=language))[0]
    assert "Buurtsuper $5 & $6" in text
    assert ("Thuisbezorging" if language == "nl" else "Home delivery") in text
    assert ("28 november 2026 t/m 30" if language == "nl" else "28 November 2026 to 30") in text
    assert ("euro per bestelling" if language == "nl" else "euros an order") in text


def test_a_report_by_courier_is_by_courier():
    figures = figures_of_days(couriers=3)
    text = texts(drawn(figures, "courier"))[0]
    names = {route.courier.split()[0] for day in figures for route in day.routes}
    assert len(names) > 1
    # In the plot and in the table.
    assert all(text.count(name) >= 2 for name in names)
    assert "By courier" in text


def test_a_table_too_long_for_a_page_goes_on_on_the_next():
    pages = texts(drawn(figures_of_days(days=40, couriers=1)))
    assert len(pages) > 1
    shown = "\n".join(pages)
    assert all(
        f"{day.day:%a} {day.day.day} {day.day:%b}" in shown for day in figures_of_days(days=40, couriers=1)
    )


def test_a_report_is_set_in_one_typeface(tmp_path):
    (tmp_path / "r.pdf").write_bytes(drawn(figures_of_days()))
    listed = subprocess.run(["pdffonts", str(tmp_path / "r.pdf")], capture_output=True, text=True, check=True)
    fonts = [line.split()[0] for line in listed.stdout.splitlines()[2:]]
    assert fonts
    assert all("FiraSans" in name for name in fonts), fonts


def test_purged_and_empty_days_make_a_page():
    assert drawn([day.without_persons() for day in figures_of_days()], store="日本 ☃ متجر").startswith(
        b"%PDF"
    )
    assert drawn([replace(day, routes=(), baskets=()) for day in figures_of_days(2)]).startswith(b"%PDF")
    assert drawn([]).startswith(b"%PDF")


def test_the_same_figures_give_the_same_page():
    assert drawn(figures_of_days()) == drawn(figures_of_days())


def test_a_table_that_is_too_wide_is_cut_between_columns():
    rows = [("day", "aaaa", "bbbb", "cccccccccc"), ("1", "2", "3", "4")]
    # 3 + 2 + 4 + 2 + 4 = 15; with two and ten more it is 27.
    assert blocks(rows, 27, gap=2) == [[0, 1, 2, 3]]
    assert blocks(rows, 26, gap=2) == [[0, 1, 2], [0, 3]]
    assert blocks(rows, 5, gap=2) == [[0, 1], [0, 2], [0, 3]]


def test_the_parts_of_a_wide_table_are_about_as_wide_as_each_other():
    rows = [("day", *("aaaa" for _ in range(7))), tuple("12345678")]
    # Six would fit beside the day, and one would be left.
    assert blocks(rows, 3 + 6 * 6, gap=2) == [[0, 1, 2, 3, 4], [0, 5, 6, 7]]
    assert blocks(rows, 3 + 7 * 6, gap=2) == [list(range(8))]
