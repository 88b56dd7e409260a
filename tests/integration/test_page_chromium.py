"""plan.html in a real browser: no network, no errors, and everything that can be clicked works."""

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from backgroundmap import pond_town
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sampledays import planned_day
from smallday import STORE

from dispatch.config import Sheets
from dispatch.mapfiles import BACKGROUND
from dispatch.model import PlannedDay
from dispatch.sheets.screen.page import PlanPage
from dispatch.sheets.sheetday import SheetDay

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
NASTY = (
    '</script><script>window.hacked=1</script><img src="https://example.invalid/x" onerror="window.hacked=2">'
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium is installed, and CI must have one")
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Visit:
    """Open a page and keep what it asks for and complains about."""

    def __init__(self, browser: Browser, path: Path, **context: Any) -> None:
        self.context = browser.new_context(**({"viewport": {"width": 1360, "height": 900}} | context))
        self.page: Page = self.context.new_page()
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(path.as_uri())
        self.page.wait_for_selector("#map .pin", state="attached")

    def assert_quiet(self, path: Path) -> None:
        assert [url for url in self.requests if not url.startswith("data:")] == [path.as_uri()]
        assert self.complaints == []


def hostile(day: PlannedDay) -> PlannedDay:
    stops = tuple(
        replace(
            stop,
            orders=tuple(
                replace(located, order=replace(located.order, name=NASTY, notes=NASTY))
                for located in stop.orders
            ),
        )
        for stop in day.problem.stops
    )
    unserved = tuple(stop for stop in stops if stop.id in {left.id for left in day.plan.unserved})
    plan = replace(day.plan, unserved=unserved)
    return replace(day, problem=replace(day.problem, stops=stops), plan=plan)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    day = planned_day(50, couriers=2, left_behind=2, rejected=2)
    (path,) = PlanPage(Sheets(), STORE, pond_town(folder / "map") / BACKGROUND).write(
        SheetDay.of(day), folder
    )
    return path


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("large")
    day = planned_day(300, couriers=12, left_behind=90, rejected=3)
    (path,) = PlanPage(Sheets(), STORE, pond_town(folder / "map") / BACKGROUND).write(
        SheetDay.of(day), folder
    )
    return path


@pytest.fixture
def visit(browser: Browser, written: Path) -> Iterator[Visit]:
    visit = Visit(browser, written)
    yield visit
    visit.assert_quiet(written)
    visit.context.close()


def shown_rows(page: Page) -> int:
    return page.locator("#stop-table tbody tr:visible").count()


def column(page: Page, number: int) -> list[str]:
    return page.locator(f"#stop-table tbody tr > :nth-child({number})").all_inner_texts()


def test_it_loads_with_every_stop_on_the_map(visit: Visit) -> None:
    assert visit.page.locator("#map .pin").count() == 52
    assert visit.page.locator("#map path.way").count() == 4
    assert visit.page.locator("#map .leaflet-tile-pane canvas.ground-canvas").count() == 1
    assert "© OpenStreetMap contributors" in visit.page.locator(".leaflet-control-attribution").inner_text()
    assert shown_rows(visit.page) == 50


def test_the_background_is_drawn(visit: Visit) -> None:
    colours = visit.page.evaluate(
        """() => {
            const canvas = document.querySelector("canvas.ground-canvas");
            const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            const seen = new Set();
            for (let i = 0; i < data.length; i += 4) {
                if (data[i + 3] === 255) seen.add(data.slice(i, i + 3).join());
            }
            return [...seen];
        }"""
    )
    assert {"201,223,232", "255,255,255"} <= set(colours)  # water and road


def test_a_route_is_switched_off_and_on(visit: Visit) -> None:
    page = visit.page
    page.locator('.legend input[data-route="0"]').uncheck()
    assert page.locator("#map .pin.c0").count() == 0
    assert page.locator("#map .pin.c1").count() == 25
    assert page.locator("#map path.way").count() == 2
    page.get_by_role("button", name="Geen").click()
    assert page.locator("#map .pin:not(.left)").count() == 0
    page.get_by_role("button", name="Alle routes").click()
    assert page.locator("#map .pin").count() == 52


def test_a_stop_on_the_map_opens_its_card(visit: Visit) -> None:
    page = visit.page
    page.locator("#map .pin.c0").first.dispatch_event("click")
    card = page.locator("#card")
    assert card.is_visible()
    label = card.locator("h3").inner_text()
    assert label.startswith("R1 1·1")
    row = page.locator("tr.chosen")
    assert row.locator("th button").inner_text() == label
    assert row.locator("td b").inner_text() in card.inner_text()
    card.get_by_label("Volgende stop").click()
    assert card.locator("h3").inner_text() == "R1 1·2"
    page.keyboard.press("Escape")
    assert not card.is_visible()
    assert page.locator(".chosen").count() == 0


def test_a_stop_is_chosen_and_left_with_the_keyboard_alone(visit: Visit) -> None:
    page = visit.page
    button = page.locator('#stop-table tr[data-stop="30"] button')
    button.focus()
    page.keyboard.press("Enter")
    assert page.locator("#card h3").inner_text() == button.inner_text()
    assert page.evaluate("document.activeElement.closest('#card') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.closest('tr').dataset.stop") == "30"


def test_a_bar_of_the_timeline_chooses_its_stop_and_leaves_the_line_shut(visit: Visit) -> None:
    page = visit.page
    page.locator('summary rect[data-stop="3"]').click()
    assert page.locator("#card h3").inner_text() == "R1 1·4"
    assert page.locator(".courier[open]").count() == 0
    assert page.locator(".courier li").count() == 0, "lines are made when they are looked at"
    page.locator("summary .who").first.click()
    assert page.locator(".courier[open] li button:visible").count() == 25
    assert page.locator(".courier[open] li button.chosen").inner_text() == page.locator(
        '#stop-table tr[data-stop="3"]'
    ).evaluate("row => '1·4 ' + row.querySelector('.place b').textContent")
    page.locator('.courier[open] li button[data-stop="5"]').click()
    assert page.locator("#card h3").inner_text() == "R1 1·6"


def test_a_line_of_the_timeline_says_what_the_table_does_under_the_bar_of_its_route(visit: Visit) -> None:
    page = visit.page
    page.locator("#stop-table th button").nth(2).click()
    page.locator("summary .who").nth(1).click()
    lines = page.locator(".courier[open] li:not(.pause)").evaluate_all(
        """lines => lines.map(line => {
            const index = line.querySelector("button").dataset.stop;
            const row = document.querySelector(`#stop-table tr[data-stop="${index}"]`);
            const bar = document.querySelector(`summary rect[data-stop="${index}"]`);
            const own = line.querySelector("rect.service");
            const said = [row.cells[1].textContent, row.cells[2].textContent].join(" ");
            return [
                line.querySelector(".span").textContent === said,
                bar.getAttribute("x") === own.getAttribute("x"),
                Math.abs(bar.getBoundingClientRect().width - own.getBoundingClientRect().width) < 1,
                line.querySelectorAll("rect.window").length,
            ];
        })"""
    )
    assert lines == [[True, True, True, 1]] * 25
    bar = page.locator('summary rect[data-stop="30"]')
    bar.hover(force=True)
    assert bar.locator("title").text_content() == page.evaluate(
        """() => {
            const row = document.querySelector('#stop-table tr[data-stop="30"]');
            const parts = [row.querySelector("th button"), row.cells[1], row.querySelector(".place b")];
            return parts.map(part => part.textContent).join(" · ");
        }"""
    )


def test_a_card_says_what_no_column_has_room_for(visit: Visit) -> None:
    page = visit.page
    page.locator('#stop-table tr[data-stop="4"] button').click()
    told = dict(
        zip(
            page.locator("#card dt").all_inner_texts(),
            page.locator("#card dd").all_inner_texts(),
            strict=True,
        )
    )
    assert {"Aankomst", "Tijdvak", "Adres", "Bon", "Inhoud", "Vanaf vorige", "Adresbron"} <= told.keys()
    assert told["Bon"] == page.locator('#stop-table tr[data-stop="4"] th .sub').inner_text()
    assert re.fullmatch(r"[\d,]+ km, \d+ min", told["Vanaf vorige"])
    assert re.match(r"\d+ (krat|kratten|tas|tassen|stuks)\b", told["Inhoud"])
    page.get_by_role("searchbox").fill(told["Inhoud"])
    assert page.locator('#stop-table tr[data-stop="4"]').is_visible()


def test_a_pin_tells_its_stop(visit: Visit) -> None:
    page = visit.page
    page.locator("#map .pin.c1").first.dispatch_event("mouseover")
    row = page.locator('#stop-table tr[data-stop="25"]')
    said = [row.locator("th button").inner_text(), row.locator("td").first.inner_text()]
    tip = page.locator(".leaflet-tooltip")
    expect(tip).to_be_visible()
    assert tip.inner_text() == " · ".join([*said, row.locator("td b").inner_text()])


@pytest.mark.parametrize("width", [768, 1280, 1920])
def test_the_head_stands_above_what_it_is_the_head_of(browser: Browser, large: Path, width: int) -> None:
    visit = Visit(browser, large, viewport={"width": width, "height": 900})
    sides = "box => { const {left, right} = box.getBoundingClientRect(); return [left, right]; }"
    head = visit.page.locator(".head nav").evaluate(sides)
    below = visit.page.locator("#stops .scroll").evaluate(sides)
    assert head == pytest.approx(below, abs=1)
    visit.context.close()


def test_on_a_narrow_screen_the_keys_of_the_map_are_a_single_line(browser: Browser, large: Path) -> None:
    visit = Visit(browser, large, viewport={"width": 768, "height": 1024})
    visit.page.locator(".legend").evaluate(
        "box => box.insertAdjacentHTML('beforeend', '<p class=unused><b>Niet ingezet</b><span>Tijn</span>"
        "<span>Bo</span></p>')"
    )
    keys = visit.page.locator(".legend .key").first.bounding_box()
    legend = visit.page.locator(".legend").bounding_box()
    assert keys is not None
    assert legend is not None
    assert legend["height"] < 2 * keys["height"]
    visit.context.close()


@pytest.mark.parametrize("width", [1280, 1366, 1920])
def test_the_table_of_stops_is_as_wide_as_the_page_and_shows_its_notes(
    browser: Browser, large: Path, width: int
) -> None:
    visit = Visit(browser, large, viewport={"width": width, "height": 768})
    box = visit.page.locator("#stops .scroll")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth"), "it is to be scrolled sideways"
    note = visit.page.locator("#stop-table td.note:not(:empty)").first.bounding_box()
    frame = box.bounding_box()
    assert note is not None
    assert frame is not None
    assert note["width"] > 90
    assert note["x"] + note["width"] <= frame["x"] + frame["width"]
    visit.context.close()


def test_what_is_left_behind_is_on_the_map_and_has_a_card(visit: Visit) -> None:
    page = visit.page
    page.locator("#unassigned button").first.click()
    assert "rit 2 van Sanne is vol (1 krat te veel)" in page.locator("#card").inner_text()
    assert page.locator("#map .pin.left.chosen").count() == 1


@pytest.mark.parametrize(
    ("name", "number", "key"),
    [("Aankomst", 2, str), ("Gewicht", 9, lambda t: float(t[:-3].replace(",", ".")))],
)
def test_the_table_is_sorted_up_and_down(visit: Visit, name: str, number: int, key: Any) -> None:
    page = visit.page
    head = page.locator("#stop-table thead").get_by_role("button", name=name)
    head.click()
    texts = column(page, number)
    assert texts == sorted(texts, key=key)
    assert page.locator('[aria-sort="ascending"]').inner_text().startswith(name)
    head.click()
    texts = column(page, number)
    assert texts == sorted(texts, key=key, reverse=True)


def test_the_table_is_filtered_by_text_route_and_mark(visit: Visit) -> None:
    page = visit.page
    page.get_by_role("searchbox").fill("hooigracht γιωργος")  # both words; accents do not matter
    texts = page.locator("#stop-table tbody tr:visible").all_inner_texts()
    assert 0 < len(texts) < 50
    assert all("Hooigracht" in text and "Γιώργος" in text for text in texts)
    assert page.locator("output").inner_text() == f"{len(texts)} van 50 stops"
    page.get_by_role("button", name="Wis filters").click()
    expect(page.locator("output")).to_have_text(re.compile("^50 "))
    page.locator("select[name=route]").select_option("1")
    assert shown_rows(page) == 25
    page.locator("select[name=mark]").select_option("18+")
    rows = page.locator("#stop-table tbody tr:visible")
    assert 0 < rows.count() < 25
    assert all("18+" in text for text in rows.all_inner_texts())


def test_a_filter_reaches_the_map_and_zooms_to_what_is_shown(visit: Visit) -> None:
    page = visit.page
    before = page.locator("#map .store").get_attribute("style")
    page.locator("select[name=route]").select_option("1")
    page.locator("select[name=trip]").select_option("2")
    rows = page.locator("#stop-table tbody tr:visible")
    assert all(re.match(r"R2 2·\d", text) for text in rows.all_inner_texts())
    assert page.locator("#map .pin:not(.left)").count() == rows.count()
    assert page.locator("#map path.way").count() == 1
    assert page.locator("#map .store").get_attribute("style") != before
    page.get_by_role("button", name="Wis filters").click()
    expect(page.locator("#map .pin")).to_have_count(52)
    assert page.locator("#map path.way").count() == 4


def test_what_is_tight_or_late_is_one_click_away_and_marked_on_the_map(visit: Visit) -> None:
    page = visit.page
    late = page.locator(".attention a", has_text="buiten het beloofde tijdvak")
    number = int(late.inner_text().split()[0])
    assert page.locator("#map .pin.is-late").count() == number
    late.click()
    expect(page.locator("#stop-table tbody tr:visible")).to_have_count(number)
    expect(page.locator("#map .pin")).to_have_count(number)
    page.locator("#stop-table thead").get_by_role("button", name="Speling").click()
    slack = [int(text.split()[0]) for text in column(page, 4)]
    assert slack == sorted(slack)
    assert slack[0] < 0


def test_arrows_show_which_way_a_trip_goes(visit: Visit) -> None:
    arrows = visit.page.locator(".leaflet-arrows-pane path.arrow")
    assert arrows.count() == 4
    assert all(
        path.startswith("M") for path in arrows.evaluate_all("all => all.map(e => e.getAttribute('d'))")
    )
    visit.page.get_by_role("button", name="Geen").click()
    assert arrows.count() == 0


@pytest.mark.parametrize(("width", "height"), [(360, 740), (768, 1024), (1280, 900)])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_day_of_three_hundred_and_ninety_left_behind_is_a_few_screens(
    browser: Browser, large: Path, width: int, height: int, scheme: str
) -> None:
    visit = Visit(browser, large, viewport={"width": width, "height": height}, color_scheme=scheme)
    size = visit.page.evaluate(
        "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    )
    assert size[0] <= width
    assert size[1] < 9_000
    hours = visit.page.locator(".axis text:visible").all()
    boxes = [box for hour in hours if (box := hour.bounding_box())]
    assert len(boxes) > 2
    assert all(one["x"] + one["width"] < two["x"] for one, two in pairwise(boxes)), (
        "hours lie over each other"
    )
    (frame,) = (visit.page.locator(".gantt").bounding_box(),)
    assert frame is not None
    assert boxes[-1]["x"] + boxes[-1]["width"] <= frame["x"] + frame["width"], "the last hour is cut off"
    visit.assert_quiet(large)
    visit.context.close()


def test_the_map_is_moved_with_the_keyboard(visit: Visit) -> None:
    page = visit.page
    before = page.locator(".leaflet-map-pane").get_attribute("style")
    page.locator("#map").focus()
    page.keyboard.press("ArrowRight")
    expect(page.locator(".leaflet-map-pane")).not_to_have_attribute("style", before or "")
    page.get_by_label("Inzoomen").click()
    page.get_by_label("Hele plan").click()


def test_every_control_has_a_name(visit: Visit) -> None:
    nameless = visit.page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, a[href], [role]")]
            .filter(e => !(e.getAttribute("aria-label") || e.textContent.trim() || e.closest("label") ||
                document.getElementById(e.getAttribute("aria-labelledby"))))
            .map(e => e.outerHTML.slice(0, 80))"""
    )
    assert nameless == []


MEASURE_CONTRAST = """(selector) => {
    const context = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    function channels(colour) {
        context.clearRect(0, 0, 1, 1);
        context.fillStyle = colour;
        context.fillRect(0, 0, 1, 1);
        return [...context.getImageData(0, 0, 1, 1).data];
    }
    function luminance(colour) {
        const linear = value => value <= .04045 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4;
        const [r, g, b] = colour.map(value => linear(value / 255));
        return .2126 * r + .7152 * g + .0722 * b;
    }
    function ground(element) {
        for (; element; element = element.parentElement) {
            const colour = channels(getComputedStyle(element).backgroundColor);
            if (colour[3] > 250) return colour;
        }
        return [255, 255, 255];
    }
    const weak = new Set();
    for (const element of document.querySelectorAll(selector)) {
        if (![...element.childNodes].some(node => node.nodeType === 3 && node.data.trim())) continue;
        const pair = [luminance(channels(getComputedStyle(element).color)), luminance(ground(element))];
        const ratio = (Math.max(...pair) + .05) / (Math.min(...pair) + .05);
        if (ratio < 4.5) weak.add(`${element.className || element.tagName} ${ratio.toFixed(2)}`);
    }
    return [...weak];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out(browser: Browser, written: Path, scheme: str) -> None:
    """Contrast of 4.5 to 1 for text (WCAG 2.2, 1.4.3), measured on what the browser computes."""
    visit = Visit(browser, written, color_scheme=scheme)
    texts = ".head *, .figures *, .attention *, .key *, .tag, .sub, .mark, .pin *, th *, td, h2, p, dt, dd"
    assert visit.page.evaluate(MEASURE_CONTRAST, texts) == []
    visit.assert_quiet(written)
    visit.context.close()


def test_on_a_phone_nothing_sticks_out(browser: Browser, written: Path) -> None:
    visit = Visit(browser, written, viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 390
    visit.page.locator('#stop-table tr[data-stop="2"] button').tap()
    box = visit.page.locator("#card").bounding_box()
    assert box is not None
    assert box["width"] <= 390
    visit.assert_quiet(written)
    visit.context.close()


def test_it_prints(visit: Visit) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    pages = PdfReader(BytesIO(visit.page.pdf(prefer_css_page_size=True))).pages
    first = pages[0].extract_text()
    assert "Bezorgplan" in first
    assert "Kaart" in first
    assert "R1 1·1" in "".join(page.extract_text() for page in pages)
    # The printed map has water (#c9dfe8) and the ways of the first route (#176b87) as lines of these colours.
    drawn = pages[0].get_contents().get_data().decode("latin-1")
    assert ".7882 .8745 .9098" in drawn
    assert ".0902 .4196 .5294 RG" in drawn


def test_a_large_day_is_printed_whole_and_without_what_is_to_be_clicked(
    browser: Browser, tmp_path: Path
) -> None:
    from io import BytesIO

    from pypdf import PdfReader

    day = planned_day(90, couriers=6, left_behind=20)
    spare = tuple(
        replace(
            day.problem.shifts[0],
            id=f"spare {n}",
            courier=f"Reserve {n}",
            vehicle=replace(day.problem.shifts[0].vehicle, id=f"reservefiets-{n}"),
        )
        for n in range(12)
    )
    day = replace(day, problem=replace(day.problem, shifts=(*day.problem.shifts, *spare)))
    (path,) = PlanPage(Sheets(), STORE).write(SheetDay.of(day), tmp_path)
    visit = Visit(browser, path)
    assert visit.page.locator("details.group[open]").count() == 0, "nothing is closed"
    pages = [
        page.extract_text() for page in PdfReader(BytesIO(visit.page.pdf(prefer_css_page_size=True))).pages
    ]
    whole = "\n".join(pages)
    assert "navigeer" not in whole
    assert whole.count("Totaal") == 1
    assert all(f"{number} / {len(pages)}" in page for number, page in enumerate(pages, 1))
    assert all(
        "Aankomst" in page for page in pages if re.search(r"R\d [12]·\d+\n", page) and "Tijdlijn" not in page
    )
    (idle,) = (page for page in pages if "Niet ingezet" in page)
    assert all(shift.courier in idle for shift in spare)
    assert all(one.stop in whole for one in day.unassigned)
    left = [sum(one.stop in page for one in day.unassigned) for page in pages]
    assert max(left) >= 10, "few lines of what is left behind on a page"
    visit.context.close()


def test_hostile_names_stay_names(browser: Browser, tmp_path: Path) -> None:
    (path,) = PlanPage(Sheets(), STORE).write(SheetDay.of(hostile(planned_day(6, left_behind=1))), tmp_path)
    visit = Visit(browser, path)
    visit.page.locator('#stop-table tr[data-stop="0"] button').click()
    assert NASTY in visit.page.locator("#card").inner_text()
    visit.page.locator("#map .pin").first.hover(force=True)
    assert visit.page.evaluate("window.hacked") is None
    assert visit.page.locator("img").count() == 0
    visit.assert_quiet(path)
    visit.context.close()


def test_injected_script_would_not_run(browser: Browser, written: Path) -> None:
    visit = Visit(browser, written)
    visit.page.evaluate(
        "document.body.insertAdjacentHTML('beforeend', '<img src=data:, onerror=\"window.hacked=1\">')"
    )
    visit.page.evaluate(
        """() => {
            const script = document.createElement("script");
            script.textContent = "window.hacked=2";
            document.body.append(script);
        }"""
    )
    assert visit.page.evaluate("window.hacked") is None
    visit.context.close()


def test_without_scripts_everything_can_still_be_read(browser: Browser, written: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written.as_uri())
    text = page.locator("body").inner_text()
    assert "R2 2·1" in text
    assert "JavaScript" in text
    context.close()
