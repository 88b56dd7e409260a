"""sheets/<route>.html on a phone without a network: what is next, what is misplaced, what happened."""

import io
import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import segno
import zxingcpp
from paperstore import a_store, some_sheets
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from sampledays import planned_day

from dispatch.model import PlannedDay, Stop
from dispatch.reporting import read_actuals
from dispatch.sheets.screen.phone import PhonePages
from dispatch.sheets.sheetday import SheetDay

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or "/usr/bin/chromium"
NASTY = '</script><script>window.hacked=1</script><img src=x onerror="window.hacked=2">'


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not Path(CHROMIUM).exists():
        if os.environ.get("CI") == "true":
            pytest.fail("no Chromium is installed, and CI must have one")
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-gpu",
                "--use-fake-ui-for-media-stream",
                "--use-fake-device-for-media-stream",
            ],
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="module")
def day() -> PlannedDay:
    return planned_day(24, couriers=2)


@pytest.fixture(scope="module")
def written(day: PlannedDay, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("phone")
    PhonePages(some_sheets(), a_store()).write(SheetDay.of(day), folder)
    return folder / "sheets" / "R1.html"


@pytest.fixture
def phone(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, is_mobile=True, has_touch=True, offline=True
    )
    yield context
    context.close()


def opened(phone: BrowserContext, path: Path) -> Page:
    page = phone.new_page()
    page.complaints = []  # type: ignore[attr-defined]
    page.on("console", lambda message: page.complaints.append(message.text))  # type: ignore[attr-defined]
    page.on("pageerror", lambda error: page.complaints.append(str(error)))  # type: ignore[attr-defined]
    page.on("request", lambda request: page.complaints.append(request.url))  # type: ignore[attr-defined]
    page.goto(path.as_uri())
    page.complaints.clear()  # type: ignore[attr-defined]
    return page


def quiet(page: Page) -> bool:
    return page.complaints == []  # type: ignore[attr-defined, no-any-return]


def scan(page: Page, code: str) -> str:
    page.locator("[name=code]").fill(code)
    page.locator("[name=code]").press("Enter")
    return page.locator("#said").inner_text()


def test_pieces_are_held_against_the_trip_that_is_loaded(phone, written, day) -> None:
    page = opened(phone, written)
    first, second = SheetDay.of(day).routes[0].trips
    codes = [one.piece.code for one in first.placed]
    assert (
        page.locator(".trip[open] [data-code]").evaluate_all("all => all.map(e => e.dataset.code)") == codes
    )
    # The last signs stand out, as on the label.
    receipt, number = codes[0].split("/")
    label = page.locator(".trip[open] .label").first
    assert label.inner_text().split()[0] == receipt
    assert label.locator("b").inner_text() == (receipt if len(receipt) <= 6 else receipt[-4:])
    assert label.inner_text().split()[1].split("/")[0] == number
    stop = first.visits[first.placed[0].seq - 1]
    assert scan(page, codes[0].lower()).startswith(f"{codes[0]}: goed, stop {stop.number}, plaats ")
    assert scan(page, "B9999/1") == "B9999/1: hoort niet op deze route"
    wrong = second.placed[0].piece.code
    assert scan(page, wrong) == f"{wrong}: hoort op rit 2, niet op deze"
    missing = page.locator(".trip[open] .missing").inner_text()
    assert missing.startswith(f"Ontbreekt nog: {codes[1]}, {codes[2]}")
    for box in page.locator(".trip[open] [data-code]").all():
        box.check()
    assert page.locator(".trip[open] .missing").inner_text() == "Alles is er."
    assert quiet(page)


DORP = "Dorp/Oost"


def with_guests(day: PlannedDay) -> tuple[PlannedDay, str]:
    """Let the second trip of R1 be another store's, with receipts of the first; return one of its codes."""
    mine, theirs = day.plan.routes[0].trips[:2]
    stops = {stop.id: stop for stop in day.problem.stops}
    numbers = [stops[visit.stop].receipt_ids[0] for visit in mine.visits]
    names = {visit.stop: f"{DORP}/{number}" for visit, number in zip(theirs.visits, numbers, strict=False)}
    there = replace(
        theirs, depot=1, visits=tuple(replace(v, stop=names.get(v.stop, v.stop)) for v in theirs.visits)
    )
    route = replace(day.plan.routes[0], trips=(mine, there))
    problem = replace(
        day.problem,
        stops=tuple(guest(stop, names[stop.id]) if stop.id in names else stop for stop in day.problem.stops),
        travel=tuple(matrix.keep([*range(matrix.size), 0]) for matrix in day.problem.travel),
        restrictions=(),
        affinities=(),
        more_depots=(replace(day.problem.depot, name=DORP),),
    )
    plan = replace(day.plan, routes=(route, *day.plan.routes[1:]))
    return replace(day, problem=problem, plan=plan), f"{DORP}/{numbers[0]}/1"


def guest(stop: Stop, name: str) -> Stop:
    first = stop.orders[0]
    order = replace(first, order=replace(first.order, receipt_id=name))
    return replace(stop, id=name, depot=1, orders=(order,))


def test_a_label_of_another_store_is_known_without_its_name(phone, day, tmp_path) -> None:
    shared, code = with_guests(day)
    PhonePages(some_sheets(), a_store()).write(SheetDay.of(shared), tmp_path)
    page = opened(phone, tmp_path / "sheets" / "R1.html")
    label = code.removeprefix(f"{DORP}/")
    assert scan(page, label).startswith(f"{label}: goed")
    assert DORP in page.locator(".trip summary").nth(1).inner_text()
    page.locator(".trip summary").nth(0).click()
    page.locator(".trip summary").nth(1).click()
    assert scan(page, label).startswith(f"{code}: goed")
    assert quiet(page)


def test_the_next_stop_stands_large_and_its_pieces_are_held_against_the_door(phone, written, day) -> None:
    page = opened(phone, written)
    page.get_by_role("button", name="Rijden").tap()
    one, two = SheetDay.of(day).routes[0].visits[:2]
    article = page.locator("article:visible")
    assert article.count() == 1
    assert article.locator(".box").inner_text() == one.number
    assert float(article.locator("h3").evaluate("e => getComputedStyle(e).fontSize").removesuffix("px")) >= 24
    lat, lon = one.point
    assert article.locator("a.go").get_attribute("href") == f"geo:{lat:.5f},{lon:.5f}?q={lat:.5f},{lon:.5f}"
    assert re.fullmatch(r"tel:\+31\d{9}", article.locator(".order a").first.get_attribute("href"))
    wrong = two.pieces[0].code
    assert scan(page, wrong) == f"{wrong}: hoort bij stop {two.number}, niet hier"
    for piece in one.pieces:
        assert scan(page, piece.code) == f"{piece.code}: hoort hier"
    assert article.locator(".missing").inner_text() == "Alles is er."
    assert quiet(page)


def test_what_happened_stays_on_the_phone_and_is_handed_back_as_actuals(
    phone, written, day, tmp_path
) -> None:
    page = opened(phone, written)
    page.get_by_role("button", name="Rijden").tap()
    visits = SheetDay.of(day).routes[0].visits
    outcomes = ("delivered", "not_home", "refused")
    for visit, outcome in zip(visits, outcomes, strict=False):
        assert page.locator("article:visible .box").inner_text() == visit.number
        page.locator("article:visible [data-arrive]").tap()
        for _ in visit.stop.receipt_ids:
            page.locator(f"article:visible .outcomes:visible [data-outcome={outcome}]").first.tap()
    page.reload()
    assert page.locator("#progress").inner_text() == "3 van 12"
    assert page.locator("article:visible .box").inner_text() == visits[3].number
    page.get_by_role("button", name="Inleveren").tap()
    with page.expect_download() as download:
        page.locator("#save").tap()
    assert download.value.suggested_filename == "actuals-2026-11-21-R1.csv"
    file = tmp_path / "actuals.csv"
    download.value.save_as(file)
    actuals, issues = read_actuals(file)[:2]
    assert not issues
    told = {
        receipt: outcome
        for v, outcome in zip(visits, outcomes, strict=False)
        for receipt in v.stop.receipt_ids
    }
    assert {receipt: str(actual.outcome) for receipt, actual in actuals.items()} == told
    assert all(actual.arrived is not None and actual.departed is not None for actual in actuals.values())


def read_codes(picture: bytes) -> list[str]:
    """Read every QR code of a picture, as a scanner would."""
    with Image.open(io.BytesIO(picture)) as image:
        return [found.text for found in zxingcpp.read_barcodes(image.convert("L"))]


def test_what_cannot_be_shared_is_read_off_the_screen(phone, tmp_path) -> None:
    day = planned_day(40, couriers=1)
    (path,) = PhonePages(some_sheets(), a_store()).write(SheetDay.of(day), tmp_path)
    page = opened(phone, path)
    visits = SheetDay.of(day).routes[0].visits
    page.get_by_role("button", name="Rijden").tap()
    for visit in visits:
        for _ in visit.stop.receipt_ids:
            page.locator("article:visible .outcomes:visible [data-outcome=delivered]").first.tap()
    page.get_by_role("button", name="Inleveren").tap()
    page.locator("#codes summary").tap()
    page.locator("#codes figure").first.wait_for()
    figures = page.locator("#codes figure").all()
    assert len(figures) > 1, "forty stops need more than one code"
    scanned = ""
    for figure in figures:
        (text,) = read_codes(figure.locator("svg").screenshot())
        scanned += text
    # Whoever scans them into one file has the headers once for each code.
    (tmp_path / "scanned.csv").write_text(scanned, encoding="utf-8", newline="")
    actuals, issues = read_actuals(tmp_path / "scanned.csv")[:2]
    assert not issues
    assert set(actuals) == {receipt for visit in visits for receipt in visit.stop.receipt_ids}
    assert quiet(page)


def test_codes_are_drawn_as_the_standard_says(phone, written) -> None:
    page = opened(phone, written)
    # Lengths that fill versions 1, 6, 10, 15 and 20 to the last byte: nothing is left to the padding.
    for length in (17, 134, 271, 520, 858):
        text = "".join(chr(97 + place % 26) for place in range(length))
        drawn = page.evaluate("text => window.codeOf.matrix(text)", text)
        known = segno.make(text, error="l", mask=3, mode="byte", boost_error=False, micro=False)
        assert drawn == [[bool(module) for module in row] for row in known.matrix]
    assert page.evaluate("window.codeOf.matrix('x'.repeat(859))") is None


FAKE_DETECTOR = """
window.BarcodeDetector = class {
  async detect(video) { return video.videoWidth > 0 ? [{ rawValue: window.before_the_camera }] : []; }
};
"""


def test_the_camera_reads_codes_where_the_browser_can(browser, written, day) -> None:
    first = SheetDay.of(day).routes[0].trips[0].placed[0].piece.code
    context = browser.new_context()
    page = context.new_page()
    page.goto(written.as_uri())
    page.locator("#camera").click()
    assert "leest geen codes" in page.locator("#said").inner_text(), "this browser has no detector"
    page.add_init_script(FAKE_DETECTOR)
    page.reload()
    page.evaluate("code => { window.before_the_camera = code; }", first)
    page.locator("#camera").click()
    page.locator("#said", has_text=f"{first}: goed").wait_for(timeout=20_000)
    assert page.locator("#eye").evaluate("eye => eye.videoWidth") > 0
    page.locator("#camera").click()
    assert page.locator("#eye").is_hidden()
    context.close()


def test_a_mistake_is_taken_back_and_any_stop_can_be_chosen(phone, written, day) -> None:
    page = opened(phone, written)
    page.get_by_role("button", name="Rijden").tap()
    page.locator("#stops button").nth(4).tap()
    article = page.locator("article:visible")
    assert article.locator(".box").inner_text() == SheetDay.of(day).routes[0].visits[4].number
    page.locator("#stops button").nth(0).tap()
    page.locator("article:visible [data-outcome=delivered]").first.tap()
    assert page.locator("#progress").inner_text() == "1 van 12"
    page.locator("#stops button").nth(0).tap()
    page.locator("article:visible [data-undo]").first.tap()
    assert page.locator("#progress").inner_text() == "0 van 12"


def test_without_scripts_it_is_a_list_of_the_stops(browser, written, day) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(written.as_uri())
    text = page.locator("body").inner_text()
    for visit in SheetDay.of(day).routes[0].visits:
        assert visit.number in text
        assert visit.address.street in text
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 412])
def test_nothing_sticks_out_and_every_control_is_a_thumb_high(browser, written, scheme, width) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)
    page = context.new_page()
    page.goto(written.as_uri())
    for view in ("Laden", "Rijden", "Inleveren"):
        page.get_by_role("button", name=view).click()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        low = page.locator("button:visible, a.button:visible").evaluate_all(
            "all => all.map(e => e.getBoundingClientRect().height).filter(height => height < 44)"
        )
        assert low == []
    context.close()


def test_hostile_names_stay_names(phone, tmp_path) -> None:
    day = planned_day(2, couriers=1, trips=1, plain=True)
    stops = tuple(
        replace(
            stop,
            orders=tuple(
                replace(
                    o,
                    order=replace(
                        o.order, name=NASTY, notes=NASTY, receipt_id=f"{NASTY}{o.order.receipt_id}"
                    ),
                )
                for o in stop.orders
            ),
        )
        for number, stop in enumerate(day.problem.stops)
    )
    sheet = SheetDay.of(replace(day, problem=replace(day.problem, stops=stops)))
    (path,) = PhonePages(some_sheets(), a_store()).write(sheet, tmp_path)
    page = opened(phone, path)
    page.get_by_role("button", name="Rijden").tap()
    assert NASTY in page.locator("article:visible").inner_text()
    assert page.evaluate("window.hacked") is None
    assert page.locator("img").count() == 0
    assert quiet(page)
