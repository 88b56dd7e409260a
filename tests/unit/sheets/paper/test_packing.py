"""The packers' documents, read back from their PDFs."""

import re

import pytest
from paperstore import a_store, flat, page_texts, some_sheets
from sampledays import planned_day

from dispatch.clock import hhmm
from dispatch.sheets.paper.labels import initials, stop_code
from dispatch.sheets.paper.packing import PackingSheets
from dispatch.sheets.sheetday import SheetDay


def write(day, folder, language="nl", **sheets):
    return PackingSheets(a_store(language), some_sheets(**sheets)).write(SheetDay.of(day), folder)


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    day = planned_day(60)
    folder = tmp_path_factory.mktemp("run")
    write(day, folder)
    return day, folder


def trips_of(day):
    """Give (route, trip number, trip) in the order of loading."""
    trips = [(route, n, trip) for route in day.plan.routes for n, trip in enumerate(route.trips, 1)]
    return sorted(trips, key=lambda item: (item[2].loading_start, item[0].name))


def test_each_trip_has_its_page_in_the_order_of_loading(written):
    day, folder = written
    pages = [flat(text) for text in page_texts(folder / "loading.pdf")]
    trips = trips_of(day)
    assert len(pages) == len(trips)
    for page, (route, number, trip) in zip(pages, trips, strict=True):
        assert f"Laadlijst {route.name} · Rit {number} van 2" in page
        assert f"Laden {hhmm(trip.loading_start)} Vertrek {hhmm(trip.departure)}" in page
        assert "Pagina 1 van 1" in page
        assert f"{trip.load.crates} van {route.shift.vehicle.capacity.crates} kratplaatsen" in page


def test_the_last_stop_is_loaded_first(written):
    day, folder = written
    stops = {stop.id: stop for stop in day.problem.stops}
    for page, (_, _, trip) in zip(page_texts(folder / "loading.pdf"), trips_of(day), strict=True):
        receipts = [stops[visit.stop].receipt_ids[0] for visit in reversed(trip.visits)]
        places = [re.search(rf"{receipt}\b(?!-)", page).start() for receipt in receipts]
        assert places == sorted(places)


def test_crates_add_up_by_temperature(written):
    day, folder = written
    stops = {stop.id: stop for stop in day.problem.stops}
    for page, (_, _, trip) in zip(page_texts(folder / "loading.pdf"), trips_of(day), strict=True):
        orders = [located.order for visit in trip.visits for located in stops[visit.stop].orders]
        chilled, frozen = sum(o.chilled_crates for o in orders), sum(o.frozen_crates for o in orders)
        ambient = sum(o.crates for o in orders) - chilled - frozen
        assert f"{ambient} gewoon {chilled} koel {frozen} vries" in flat(page)


def test_crates_of_a_stop_are_numbered_through_its_orders():
    for visit in SheetDay.of(planned_day(60)).visits:
        total = sum(located.order.crates for located in visit.stop.orders)
        assert [piece.number for piece in visit.pieces] == list(range(1, total + 1))
        assert all(piece.total == total for piece in visit.pieces)
        assert stop_code(visit) == f"{visit.route.name}.{visit.trip_number}-{visit.seq:02d}"


def test_a_route_of_one_trip_needs_no_trip_on_its_labels():
    assert stop_code(SheetDay.of(planned_day(5, trips=1)).visits[4]) == "R1-05"


@pytest.mark.parametrize(("stock", "a_page"), [("2x7", 14), ("3x8", 24)])
def test_there_is_a_label_for_every_crate_and_no_page_too_many(tmp_path, stock, a_page):
    day = planned_day(20, trips=1)
    write(day, tmp_path, labels=stock)
    pages = page_texts(tmp_path / "labels.pdf")
    crates = sum(located.order.crates for stop in day.problem.stops for located in stop.orders)
    text = flat(" ".join(pages))
    assert len(re.findall(r"R1-\d\d \d+/\d+", text)) == crates
    counts = [len(re.findall(r"R1-\d\d", page)) for page in pages]
    assert counts == [a_page] * (crates // a_page) + [crates % a_page] * (crates % a_page > 0)
    assert text.count("R1-05 ") == int(re.search(r"R1-05 1/(\d+)", text).group(1))


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
    assert text.count("18+") == sum(order.crates for order in orders if order.age_check)


def test_the_loading_sheet_names_no_address(written):
    day, folder = written
    text = flat(" ".join(page_texts(folder / "loading.pdf")))
    assert not any(stop.place.address.street in text for stop in day.problem.stops)
    assert not any(located.order.name in text for stop in day.problem.stops for located in stop.orders)


def test_a_store_without_labels_gets_none(tmp_path):
    paths = write(planned_day(3), tmp_path, labels="none")
    assert [path.name for path in paths] == ["loading.pdf"]
    assert not (tmp_path / "labels.pdf").exists()


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
