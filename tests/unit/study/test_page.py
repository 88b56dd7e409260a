"""The page and the paper of a study, in both languages."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from madedays import FIRST, store
from pypdf import PdfReader

from dispatch.app.adapters import pressed
from dispatch.reporting.drawing import width_of
from dispatch.study.answering import Answer, differences, notes, side_by_side
from dispatch.study.conducting import Gap, Studied, Study
from dispatch.study.figures import CellFigures
from dispatch.study.page import as_html, as_pdf
from dispatch.study.plots import plots_of
from dispatch.study.scenario import Cell, DayOrders, Scenario
from dispatch.travel import EstimateSource
from dispatch.words import words

EVIL = "<b>$5 & more"


def pdf_of(answer, language):
    return pressed(lambda press: as_pdf(answer, words(language), press))


def figures(cost, left=0):
    return CellFigures(
        orders=20 + left, turned_away=0, unreachable=0, left_behind=left, deliveries=20, late_orders=0,
        late_seconds=0, slack_seconds=72_000, metres=40_000, drive_seconds=7200, work_seconds=14_400,
        paid_seconds=14_400, vehicles=2, trips=4, cost_cents=cost, co2_grams=400, valued=0, margin_cents=0,
    )  # fmt: skip


@pytest.fixture
def answer():
    base = Scenario("as it is", store())
    bikes = [Scenario(f"bikes {step:+d}", store(), curve="bike-1", count=2 + step) for step in (-1, 1)]
    scenarios = (base, *bikes, Scenario(EVIL, store()), Scenario("same", store()))
    days = tuple(DayOrders(FIRST + timedelta(days=n), (), rejected=1) for n in range(3))
    found = Studied(Study(scenarios, days, days, (1,), EstimateSource()), estimated=True)
    for n, day in enumerate(days):
        for scenario, cost, left in zip(
            scenarios, (9000, 8000, 9500, 12_000, 9000), (0, 2, 0, 0, 0), strict=True
        ):
            found.cells[Cell(day.day, scenario.name, 1)] = figures(cost + 100 * n, left)
    return Answer(found, "Buurtsuper $1", (FIRST - timedelta(days=1),), by_iterations=False)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_page_shows_scenarios_curve_and_differences(answer, language):
    page = as_html(answer, words(language))
    assert page.count("<svg") == 3
    assert f'lang="{language}"' in page
    assert "&lt;b&gt;$5 &amp; more" in page
    assert "<b>$5" not in page
    for text in {
        "nl": ("kosten per bestelling", "blijft achter", "3 dagen"),
        "en": ("as it is", "left behind", "3 days"),
    }[language]:
        assert text in page
    assert {as_html(answer, words(language)) for _ in range(3)} == {page}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_paper_says_the_same(answer, language):
    pdf = pdf_of(answer, language)
    reader = PdfReader(io.BytesIO(pdf))
    text = "".join(page.extract_text() for page in reader.pages)
    assert EVIL in text
    assert "Buurtsuper $1" in text
    assert "+1.50" in text or "+1,50" in text
    sizes = {(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages}
    assert sizes == {(595, 842)}
    assert {pdf_of(answer, language) for _ in range(3)} == {pdf}


def test_scenarios_at_one_place_are_numbered_in_one_and_what_none_changes_has_no_plot(answer):
    *_, scatter = plots_of(answer, words("en"))
    said = re.findall(r"<text[^>]*>([^<]*)</text>", scatter.svg)
    assert [text for text in said if re.fullmatch(r"\d(, \d)+", text)] == ["0, 4"]
    assert "left behind" in said
    assert "late" not in said
    assert "kilometres" not in said
    for x, text in re.findall(r'<text x="([\d.]+)"[^>]* text-anchor="start"[^>]*>([^<]*)<', scatter.svg):
        assert float(x) + width_of(text, 7) <= 510


def test_a_study_in_which_nothing_differs_has_no_plot(answer):
    cells = dict.fromkeys(answer.studied.cells, figures(9000))
    same = replace(answer, studied=replace(answer.studied, cells=cells))
    titles = [plot.title for plot in plots_of(same, words("en"))]
    assert {words("en")("study.scatter"), words("en")("study.forest")}.isdisjoint(titles)
    assert pdf_of(same, "en").startswith(b"%PDF")


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_must_be_known_stands_behind_the_tables_and_before_the_plots(answer, language):
    say = words(language)
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(pdf_of(answer, language))).pages]
    whole = " ".join("".join(pages).split())
    assert whole.index(notes(answer, say)[0].split(":")[0]) < whole.index(say("study.forest"))
    assert say("study.scatter") in pages[-1]


def test_notes_tell_what_the_study_cannot_do(answer):
    answer.studied.gaps[Cell(FIRST, "same", 1)] = Gap.CLOSED
    told = notes(answer, words("en"))
    assert told == (
        "same: nothing differs.",
        "3 rows were rejected then and are in no scenario.",
        "1 day has figures only and no orders any more: it cannot be planned again.",
        "same: nothing is delivered on 02/11/2026.",
        "Fewer than 8 days: chance weighs heavily, take more.",
        "Travel times are estimates.",
        "Searched by the clock: another run gives slightly other figures. With --iterations it does not.",
    )


def test_a_line_for_each_scenario(answer):
    rows = side_by_side(answer).rows
    assert [row[0] for row in rows] == ["as it is", "bikes -1", "bikes +1", EVIL, "same"]
    # 91 euros a day for twenty deliveries, and two left behind with a bike less.
    assert rows[0][1] == pytest.approx(4.55)
    assert rows[1][2] == 2


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_study_of_nothing_but_gaps_has_a_page(answer, language):
    answer.studied.cells.clear()
    assert "<svg" in as_html(answer, words(language))
    assert pdf_of(answer, language).startswith(b"%PDF")


def test_a_small_difference_that_is_clear_does_not_read_as_none():
    base, other = Scenario("as it is", store()), Scenario("less", store())
    days = tuple(DayOrders(FIRST + timedelta(days=n), ()) for n in range(9))
    found = Studied(Study((base, other), days, days, (1,), EstimateSource()))
    for n, day in enumerate(days):
        before = replace(figures(9000), late_orders=1)
        found.cells[Cell(day.day, "as it is", 1)] = before
        # Grams of CO2 fewer every day; a late order fewer on one day of nine, which chance explains.
        fewer = replace(before, co2_grams=400 - 30 - n, late_orders=int(n > 0))
        found.cells[Cell(day.day, "less", 1)] = fewer
    answer = Answer(found, "Winkel")
    rows = {row[0]: row[1:] for row in differences(answer, other, "en").rows}
    assert rows["CO₂ (kg)"] == ("0.40", "0.37", "-0.03", "-0.04 … -0.03", "*")
    assert rows["late"][2:] == ("-0.1", "-0.5 … 0.0", "")
    assert [row[-1] for row in side_by_side(answer).texts("en")] == ["0.40", "0.37"]
    assert [row[-1] for row in side_by_side(answer).texts("nl")] == ["0,40", "0,37"]


def test_a_scenario_in_which_nothing_is_beyond_chance_is_told_and_one_day_tells_nothing():
    base, other = Scenario("as it is", store()), Scenario("a third bike", store())
    days = tuple(DayOrders(FIRST + timedelta(days=n), ()) for n in range(9))

    def told(days):
        found = Studied(Study((base, other), days, days, (1,), EstimateSource()))
        for n, day in enumerate(days):
            found.cells[Cell(day.day, base.name, 1)] = figures(9000)
            found.cells[Cell(day.day, other.name, 1)] = figures(9010 if n % 2 else 8990)
        return notes(Answer(found, "Winkel"), words("en"))

    assert told(days) == ("a third bike: no difference is larger than chance.",)
    assert told(days[:1]) == ("Of a single day nobody can tell what is chance; take more.",)


def test_a_scenario_without_a_plan_on_any_day_names_no_days(answer):
    for day in answer.studied.study.days:
        answer.studied.gaps[Cell(day.day, "same", 1)] = Gap.NO_ORDERS
    assert "same: no order is left on any of the days." in notes(answer, words("en"))
