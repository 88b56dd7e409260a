"""The packers' documents, read back from their PDFs."""

import re
import subprocess

import pytest
from paperstore import a_store, flat, page_texts, some_sheets, squeezed
from sampledays import planned_day

from dispatch.clock import hhmm
from dispatch.sheets.loading import Bay, place_name
from dispatch.sheets.paper.labels import initials
from dispatch.sheets.paper.loading import LoadingSheets
from dispatch.sheets.sheetday import SheetDay
from dispatch.words import words


def write(day, folder, language="nl", **sheets):
    return LoadingSheets(a_store(language), some_sheets(**sheets)).write(SheetDay.of(day), folder)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    day = planned_day(60)
    folder = tmp_path_factory.mktemp("run")
    write(day, folder)
    return day, folder


def sheets_of(folder):
    """Read the text of each trip's loading sheet; a long one goes on over the next page."""
    sheets = []
    for text in page_texts(folder / "loading.pdf"):
        if "Pagina 1 van" in flat(text):
            sheets.append(text)
        else:
            sheets[-1] += text
    return sheets


def trips_of(day):
    """Give (route, trip number, trip) in the order of loading."""
    trips = [(route, n, trip) for route in day.plan.routes for n, trip in enumerate(route.trips, 1)]
    return sorted(trips, key=lambda item: (item[2].loading_start, item[0].name))


def test_each_trip_has_its_page_in_the_order_of_loading(written):
    day, folder = written
    pages = [flat(text) for text in sheets_of(folder)]
    trips = trips_of(day)
    assert len(pages) == len(trips)
    for page, (route, number, trip) in zip(pages, trips, strict=True):
        assert f"Laadlijst {route.name} · Rit {number} van 2" in page
        assert f"Laden {hhmm(trip.loading_start)} Vertrek {hhmm(trip.departure)}" in page
        room = route.shift.vehicle.capacity
        assert f"{trip.load.crates} van {room.crates} kratplaatsen" in page
        for n, most, what in (
            (trip.load.chilled, room.chilled, "koel"),
            (trip.load.frozen, room.frozen, "vries"),
        ):
            assert (f"{n} van {most} {what}" in page) == (n > 0)


def test_the_last_stop_is_loaded_first(written):
    day, folder = written
    stops = {stop.id: stop for stop in day.problem.stops}
    for page, (_, _, trip) in zip(sheets_of(folder), trips_of(day), strict=True):
        receipts = [stops[visit.stop].receipt_ids[0] for visit in reversed(trip.visits)]
        places = [re.search(rf"{receipt}\b(?![-/])", page).start() for receipt in receipts]
        assert places == sorted(places)


def test_crates_add_up_by_temperature(written):
    day, folder = written
    stops = {stop.id: stop for stop in day.problem.stops}
    for page, (_, _, trip) in zip(sheets_of(folder), trips_of(day), strict=True):
        orders = [located.order for visit in trip.visits for located in stops[visit.stop].orders]
        chilled, frozen = sum(o.chilled_crates for o in orders), sum(o.frozen_crates for o in orders)
        ambient = sum(o.crates for o in orders) - chilled - frozen
        bags = sum(o.bags for o in orders)
        cold = "".join(f" {n} {what}" for n, what in ((chilled, "koel"), (frozen, "vries")) if n)
        assert f"{ambient + chilled + frozen + bags} stuks {ambient} gewoon{cold}" in flat(page)


def test_crates_and_bags_of_an_order_are_numbered_through():
    for visit in SheetDay.of(planned_day(60)).visits:
        for row in visit.orders:
            total = row.located.order.crates + row.located.order.bags
            assert [piece.number for piece in row.pieces] == list(range(1, total + 1))
            assert all(piece.total == total for piece in row.pieces)


@pytest.mark.parametrize(("stock", "a_page"), [("2x7", 14), ("3x8", 24)])
def test_there_is_a_label_for_every_crate_and_bag_and_no_page_too_many(tmp_path, stock, a_page):
    day = planned_day(20, trips=1)
    write(day, tmp_path, labels=stock)
    pages = page_texts(tmp_path / "labels.pdf")
    orders = [located.order for stop in day.problem.stops for located in stop.orders]
    pieces = sum(order.crates + order.bags for order in orders)
    text = flat(" ".join(pages))
    assert len(re.findall(r"\S \d+/\d+", text)) == pieces
    assert "R1" not in text  # a place in the plan, which a new plan makes wrong
    counts = [len(re.findall(r"\d+/\d+", page)) for page in pages]
    assert counts == [a_page] * (pieces // a_page) + [pieces % a_page] * (pieces % a_page > 0)
    assert text.count("TAS") == sum(order.bags for order in orders)
    for order in orders:
        assert text.count(f" {order.receipt_id} ") == order.crates + order.bags


def test_every_piece_has_a_tick_and_a_place_of_its_own(written):
    day, folder = written
    pages = sheets_of(folder)
    trips = sorted(SheetDay.of(day).trips, key=lambda row: (row.trip.loading_start, row.route.name))
    for text, row in zip(pages, trips, strict=True):
        places = [place_name(one, words("nl")) for one in row.placed]
        assert len(set(places)) == len(places) == row.goods.pieces
        # The last stop goes first to the place furthest from the door, in each bay.
        for bay in Bay:
            mine = [one for one in row.placed if one.bay is bay]
            assert [one.place for one in mine] == list(range(1, len(mine) + 1))
            assert [one.seq for one in mine] == sorted((one.seq for one in mine), reverse=True)
        for place in places:
            assert re.search(rf"\b{place}\b", text)
        assert all(row.visits[one.seq - 1].number in text for one in row.placed)


def test_cold_goods_are_fetched_last_by_name_from_fridge_and_freezer(written):
    day, folder = written
    pages = [squeezed(text) for text in sheets_of(folder)]
    trips = sorted(SheetDay.of(day).trips, key=lambda row: (row.trip.loading_start, row.route.name))
    for text, row in zip(pages, trips, strict=True):
        for bay, head in ((Bay.CHILLED, "Uit de koeling om"), (Bay.FROZEN, "Uit de vriezer om")):
            found = [one for one in row.placed if one.bay is bay]
            assert (squeezed(f"{head} {hhmm(row.trip.loading_start)}") in text) == bool(found)
            for one in found:
                assert squeezed(f"{one.piece.code} → {place_name(one, words('nl'))}") in text


def test_marks_keep_clear_of_the_bars_under_them_however_long_the_name_of_the_store(tmp_path):
    store = a_store(name="Coöperatieve Buurtsupermarkt De Oude Langegracht-Noord")
    LoadingSheets(store, some_sheets(labels="3x8")).write(SheetDay.of(planned_day(20)), tmp_path)
    told = subprocess.run(
        ["pdftotext", "-bbox", "-l", "1", tmp_path / "labels.pdf", "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)" xMax="[\d.]+" yMax="([\d.]+)">([^<]*)<', told)
    marks = [
        (float(left), float(low)) for left, _, low, word in words if word in {"KOEL", "VRIES", "18+", "TAS"}
    ]
    feet = [
        (float(left), float(high)) for left, high, _, word in words if re.fullmatch(r"\d\d-\d\d-\d{4}", word)
    ]
    assert marks
    for left, low in marks:
        below = min(high for foot, high in feet if abs(foot - left) < 80 and high > low)
        # Bars of 5.5 mm and 1.2 mm under them, and the frame around the mark.
        assert below - low > (5.5 + 1.2) * 72 / 25.4


def test_a_label_gives_no_customer_away(written):
    day, folder = written
    text = flat(" ".join(page_texts(folder / "labels.pdf")))
    for stop in day.problem.stops:
        address = stop.place.address
        assert address.street not in text
        assert address.postcode not in text
        for located in stop.orders:
            assert located.order.phone not in text
            assert located.order.name not in text


def test_labels_carry_what_must_be_minded(written):
    day, folder = written
    text = flat(" ".join(page_texts(folder / "labels.pdf")))
    orders = [located.order for stop in day.problem.stops for located in stop.orders]
    assert text.count("VRIES") == sum(order.frozen_crates for order in orders)
    assert text.count("KOEL") == sum(order.chilled_crates for order in orders)
    assert text.count("18+") == sum(order.crates + order.bags for order in orders if order.age_check)


def test_the_loading_sheet_names_no_address(written):
    day, folder = written
    text = flat(" ".join(page_texts(folder / "loading.pdf")))
    assert not any(stop.place.address.street in text for stop in day.problem.stops)
    assert not any(located.order.name in text for stop in day.problem.stops for located in stop.orders)


def test_a_store_without_labels_gets_none(tmp_path):
    paths = write(planned_day(3), tmp_path, labels="none")
    assert [path.name for path in paths] == ["loading.pdf"]
    assert not (tmp_path / "labels.pdf").exists()


def test_labels_begin_at_the_position_that_is_left_on_the_sheet(tmp_path):
    day = planned_day(20, trips=1)
    write(day, tmp_path / "whole")
    write(day, tmp_path / "used", labels_start=6)
    whole, used = (
        [len(re.findall(r"\d+/\d+", page)) for page in page_texts(tmp_path / name / "labels.pdf")]
        for name in ("whole", "used")
    )
    assert sum(whole) == sum(used)
    assert whole[0] == 14
    assert used[0] == 14 - 5


def test_a_day_of_none_has_its_page(tmp_path):
    paths = write(planned_day(0), tmp_path)
    assert [path.name for path in paths] == ["loading.pdf", "labels.pdf"]
    assert "geen enkele rit" in page_texts(paths[0])[0]


def test_english_packers_read_english(tmp_path):
    write(planned_day(20), tmp_path, "en")
    text = flat(" ".join(page_texts(tmp_path / "loading.pdf")))
    assert "Loading sheet R1 · Trip 1 of 2" in text
    assert "CHILLED" in text


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("J. de Vries", "J.V."),
        ("Mw. A. van der Meer-Hoogendijk", "A.M."),
        ("Fam. Bakker 🚲", "B."),
        ("Γιώργος Παπαδόπουλος", "Γ.Π."),
        ("王小明", "王."),
        ("Maximiliaan Theodorus van Oldenbarnevelt tot Wassenaar", "M.T.O."),
        ("jan", ""),
        ("", ""),
        ("...", ""),
    ],
)
def test_initials_leave_titles_and_small_words_out(name, short):
    assert initials(name) == short
