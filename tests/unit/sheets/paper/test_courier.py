"""The courier's sheet, read back from its PDF."""

import re
import subprocess
from dataclasses import replace

import pytest
from backgroundmap import small_town
from paperstore import a_store, flat, page_texts, some_sheets, squeezed
from pypdf import PdfReader
from sampledays import PERSONS, planned_day

from dispatch.clock import hhmm
from dispatch.errors import ConfigError, ResourceError
from dispatch.model import Address, Confidence, Moved, Spot
from dispatch.sheets.paper.courier import CourierSheets
from dispatch.sheets.paper.typesetting import printable
from dispatch.sheets.sheetday import SheetDay


def write(day, folder, *, store=None, map_folder=None, **sheets):
    return CourierSheets(store or a_store(), some_sheets(**sheets), map_folder).write(
        SheetDay.of(day), folder
    )


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """A day of 60 stops in three routes of two trips, every mark and name in it, and its sheets."""
    day = planned_day(60)
    folder = tmp_path_factory.mktemp("run")
    write(day, folder)
    return day, folder / "sheets"


def test_there_is_a_sheet_for_each_route_and_one_with_all(tmp_path):
    day = planned_day(60)
    paths = write(day, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "sheets/R1.pdf", "sheets/R2.pdf", "sheets/R3.pdf", "sheets/all.pdf",
    ]  # fmt: skip
    assert all(path.read_bytes().startswith(b"%PDF-") for path in paths)


@pytest.mark.parametrize("printed", [1, 2])
def test_trips_that_are_printed_again_warn_of_their_own_stops_alone(tmp_path, printed):
    day = planned_day(60)
    route = day.plan.routes[1]  # late at 1·4, 2·3 and 2·8
    spot = Spot(route.name, route.shift.id, printed, 1, route.trips[printed - 1].visits[0].start)
    receipt = day.problem.stops[0].receipt_ids[0]
    day = replace(day, replaces=1, moved=(Moved(receipt, replace(spot, seq=2), spot),))
    write(day, tmp_path)
    whole, again = (
        set(re.findall(r"\d·\d+ \(\d\d:\d\d\)", " ".join(page_texts(tmp_path / "sheets" / name))))
        for name in (f"{route.name}.pdf", "again.pdf")
    )
    assert {stop[0] for stop in whole} == {"1", "2"}
    assert again == {stop for stop in whole if stop[0] == str(printed)}


@pytest.mark.parametrize(
    ("phone", "said"),
    [("", "Bel de klant en wacht 5 minuten."), ("071-1", "geen gehoor: bel de winkel 071-1.")],
)
def test_a_store_without_a_phone_is_not_to_be_called(tmp_path, phone, said):
    write(planned_day(3, couriers=1), tmp_path, store=a_store(phone=phone))
    text = flat(" ".join(page_texts(tmp_path / "sheets" / "all.pdf")))
    assert said in text
    assert "winkel ." not in text


def test_every_stop_is_there_in_order_with_all_that_was_typed(written):
    day, sheets = written
    stops = {stop.id: stop for stop in day.problem.stops}
    for route in day.plan.routes:
        text = squeezed("".join(page_texts(sheets / f"{route.name}.pdf")))
        place = 0
        for trip in route.trips:
            for visit in trip.visits:
                stop = stops[visit.stop]
                place = text.index(squeezed(f"{stop.place.address.street}"), place)
                for located in stop.orders:
                    order = located.order
                    for said in (order.phone, f"Bon{order.receipt_id}", order.notes):
                        assert squeezed(said) in text[place:]


def test_a_stop_is_never_split_over_two_pages(written):
    day, sheets = written
    for route in day.plan.routes:
        pages = [squeezed(text) for text in page_texts(sheets / f"{route.name}.pdf")]
        visits = [visit for trip in route.trips for visit in trip.visits]
        stops = {stop.id: stop for stop in day.problem.stops}
        for visit in visits:
            stop = stops[visit.stop]
            receipts = [squeezed(f"Bon{receipt}") for receipt in stop.receipt_ids]
            (page,) = [p for p in pages if receipts[0] in _words(p, receipts[0])]
            house = squeezed(f"{stop.place.address.house_number}{stop.place.address.addition}")
            assert house in page
            assert hhmm(visit.start) in page
            assert all(receipt in page for receipt in receipts)
            assert all(squeezed(located.order.notes) in page for located in stop.orders)
        # A customer at a door has boxes, a time to write and initials of their own.
        customers = sum(len(stops[visit.stop].orders) for visit in visits)
        for said in ("paraaf", "afgeleverdnietthuisgeweigerdom"):
            assert sum(page.count(said) for page in pages) == customers


def _words(page, receipt):
    """Keep a receipt's number apart from longer ones that begin alike (B0009, B0009-2)."""
    return page.replace(f"{receipt}-", "|")


def test_each_page_says_whose_it_is(written):
    day, sheets = written
    for route in day.plan.routes:
        texts = page_texts(sheets / f"{route.name}.pdf")
        for number, text in enumerate(texts, start=1):
            line = flat(text)
            assert f"Pagina {number} van {len(texts)}" in line
            for said in ("Buurtsuper De Waag", "071 512 34 56", route.shift.courier, route.shift.vehicle.id):
                assert said in line
            assert "zaterdag 21 november 2026" in line
            assert f"Vertrek {hhmm(route.trips[0].departure)} Terug {hhmm(route.end)}" in line
            # Version and moment stand on every sheet; the seed only in the manifest.
            assert "versie 1, gemaakt 21-11-2026 13:05" in line
            assert "startgetal" not in line
            assert "local-dispatch 0.1.0" in line
            assert "vernietigen na de dienst" in line


@pytest.mark.parametrize("version", [1, 12])
def test_the_head_of_a_page_is_two_lines_whichever_version_it_is(tmp_path, version):
    day = replace(planned_day(4, couriers=1), version=version, replaces=version - 1 or None)
    CourierSheets(a_store(), some_sheets()).write(SheetDay.of(day), tmp_path)
    text = PdfReader(tmp_path / "sheets/R1.pdf").pages[0].extract_text()
    assert re.search(r"zaterdag 21 november 2026 +Vertrek +[0-9:]+ +Terug +[0-9:]+", text)


def test_each_route_of_the_whole_begins_on_the_front_of_a_leaf_with_its_own_page_one(written):
    day, sheets = written
    texts = [flat(text) for text in page_texts(sheets / "all.pdf")]
    begins = [number for number, text in enumerate(texts) if "Pagina 1 van" in text]
    assert len(begins) == len(day.plan.routes)
    assert all(number % 2 == 0 for number in begins)


@pytest.mark.parametrize("stops", [4, 5, 6, 12, 13, 14, 20])
def test_no_page_has_a_way_back_or_a_single_last_stop_alone(stops, tmp_path):
    write(planned_day(stops, couriers=1, trips=1, plain=True), tmp_path, phone=False)
    pages = [flat(text) for text in page_texts(tmp_path / "sheets" / "R1.pdf")]
    doors = [len(set(re.findall(r"\b1·\d+ \d\d:\d\d", page))) for page in pages]
    assert sum(doors) == stops
    (end,) = (number for number, page in enumerate(pages) if "TERUG BIJ DE WINKEL" in page)
    assert doors[end] >= 2
    # What is handed in stands with them, never on a page of its own.
    assert end == len(pages) - 1
    assert "Na de dienst inleveren" in pages[end]


def test_what_is_handed_in_stays_with_the_last_stop_where_two_are_too_high(tmp_path):
    day = planned_day(4, couriers=1, trips=1, plain=True)
    write(with_notes(day, "Graag achterom, langs de schuur. " * 20), tmp_path, phone=False)
    pages = [flat(text) for text in page_texts(tmp_path / "sheets" / "R1.pdf")]
    assert len(pages) > 2
    assert "1·4 " in pages[-1]
    assert "1·3 " not in pages[-1]
    assert "Na de dienst inleveren" in pages[-1]


def with_notes(day, note):
    """Give every order a note."""
    stops = tuple(
        replace(stop, orders=tuple(replace(one, order=replace(one.order, notes=note)) for one in stop.orders))
        for stop in day.problem.stops
    )
    return replace(day, problem=replace(day.problem, stops=stops))


def test_the_foot_of_a_page_keeps_its_two_parts_apart(tmp_path):
    day = planned_day(4, couriers=1)
    origins = tuple(
        replace(
            one,
            source="OpenStreetMap 2026-11-27, vluchten met wind 5 m/s, over fietswegen, geschat en gemeten ",
        )
        for one in day.problem.travel
    )
    write(replace(day, problem=replace(day.problem, travel=origins)), tmp_path)
    text = PdfReader(tmp_path / "sheets/R1.pdf").pages[0].extract_text()
    assert re.search(r"(?<!\S)Persoonsgegevens", text)


def test_the_head_of_a_page_is_two_lines_beside_a_logo(tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 30"><rect width="60" height="30"/></svg>'
    )
    write(planned_day(4, couriers=1), tmp_path, logo=logo)
    text = PdfReader(tmp_path / "sheets/R1.pdf").pages[0].extract_text()
    assert re.search(r"21-11-2026 +Vertrek +[0-9:]+ +Terug +[0-9:]+", text)


def test_the_map_gives_way_to_what_would_need_a_page_of_its_own(tmp_path):
    day = planned_day(3, couriers=1, trips=1, plain=True, estimated=False, breaks=False)
    write(day, tmp_path, qr="none")
    (page,) = page_texts(tmp_path / "sheets" / "R1.pdf")
    assert "Na de dienst inleveren" in page


def test_breaks_ways_back_and_reloads_stand_where_they_fall(written):
    day, sheets = written
    route = day.plan.routes[0]
    text = flat(" ".join(page_texts(sheets / "R1.pdf")))
    pause = route.pauses[0]
    said = f"PAUZE {hhmm(pause.start)} tot {hhmm(pause.end)} 30 min"
    before, after = (
        route.trips[pause.trip].visits[pause.position - 1],
        route.trips[pause.trip].visits[pause.position],
    )
    ids = {stop.id: stop for stop in day.problem.stops}
    receipt = [f"Bon {ids[visit.stop].receipt_ids[0]}" for visit in (before, after)]
    assert text.index(receipt[0]) < text.index(said) < text.index(receipt[1])
    back = f"TERUG BIJ DE WINKEL {hhmm(route.trips[0].arrival)}"
    reload = f"Rit 2: laden vanaf {hhmm(route.trips[1].loading_start)}"
    assert text.index(back) < text.index(reload) < text.index("R1 · Rit 2 van 2")


def test_estimates_doubts_and_lateness_are_said_in_the_head_and_at_the_stop(written):
    day, sheets = written
    stops = {stop.id: stop for stop in day.problem.stops}
    for route in day.plan.routes:
        visits = [visit for trip in route.trips for visit in trip.visits]
        doubtful = [v for v in visits if stops[v.stop].place.confidence is not Confidence.EXACT]
        late = [visit for visit in visits if visit.late]
        pages = [flat(text) for text in page_texts(sheets / f"{route.name}.pdf")]
        text = " ".join(pages)
        assert "Reistijden zijn schattingen" in pages[0]
        assert text.count("±TIJD") - 1 == len(visits)  # one in the head
        assert text.count("±ADRES") - (1 if doubtful else 0) == len(doubtful)
        assert text.count("min te laat") == len(late)
        assert ("buiten het beloofde tijdvak" in pages[0]) == bool(late)


def test_where_times_are_known_nothing_is_marked_as_estimated(tmp_path):
    write(planned_day(5, estimated=False, plain=True), tmp_path)
    text = flat(" ".join(page_texts(tmp_path / "sheets/R1.pdf")))
    assert "TIJD" not in text
    assert "schatting" not in text
    assert "reistijden: osrm 26.8" in text


def test_the_typed_address_stands_beside_what_was_found(written):
    day, sheets = written
    stop = next(s for s in day.problem.stops if s.place.confidence is Confidence.LIKELY)
    text = squeezed(" ".join("".join(page_texts(sheets / f"{r.name}.pdf")) for r in day.plan.routes))
    assert squeezed(f"Opgegeven als: {stop.orders[0].order.address.one_line()}") in text
    assert squeezed("Adres niet zeker: toevoeging niet gevonden") in text


def test_what_a_note_asks_is_marked_and_held_against_the_plan(tmp_path):
    # Two stops of the first trip: one that wants no neighbours, one whose door is shut by the time planned.
    day = planned_day(4, trips=1, plain=True)
    stops = list(day.problem.stops)
    for number, notes in ((0, "Niet bij de buren afgeven"), (1, "Beheerder aanwezig tot 12:00")):
        located = stops[number].orders[0]
        order = replace(located.order, notes=notes)
        stops[number] = replace(stops[number], orders=(replace(located, order=order),))
    write(replace(day, problem=replace(day.problem, stops=tuple(stops))), tmp_path)
    text = flat(" ".join(page_texts(tmp_path / "sheets/R1.pdf")))
    assert text.count("NIET BIJ DE BUREN") == 1
    assert text.count("OPMERKING: TOT 12:00") == 1


def test_cold_and_adult_orders_never_go_to_neighbours_and_that_is_said_once(written):
    day, sheets = written
    text = flat(" ".join("".join(page_texts(sheets / f"{r.name}.pdf")) for r in day.plan.routes))
    assert "NIET BIJ DE BUREN" not in text
    assert text.count("gaan nooit naar de buren") == len(day.plan.routes)


def test_the_head_of_every_page_names_the_trip_whose_stops_stand_there(written):
    day, sheets = written
    for row in SheetDay.of(day).routes:
        for text in page_texts(sheets / f"{row.route.name}.pdf"):
            shown = set(re.findall(r"Rit (\d) van 2", text))
            assert len(shown) == 1
            numbers = [visit.number for visit in row.visits if f"Bon {visit.stop.id} " in flat(text) + " "]
            assert all(number.startswith(f"{min(shown)}·") and number in text for number in numbers)


def test_a_map_never_stands_on_a_page_without_a_stop(tmp_path):
    for stops in (3, 26, 60, 90):
        write(planned_day(stops, couriers=1), tmp_path / str(stops))
        for text in page_texts(tmp_path / str(stops) / "sheets/R1.pdf"):
            if "Schets" in text:
                assert "afgeleverd" in text


def test_a_stop_near_the_end_of_its_window_is_tight_and_named_in_the_head(tmp_path):
    day = planned_day(5, trips=1, plain=True, estimated=False)
    visit = day.plan.routes[0].trips[0].visits[2]
    latest = visit.start + 130
    stops = tuple(
        replace(stop, window=replace(stop.window, latest=latest), late_until=latest)
        if stop.id == visit.stop
        else stop
        for stop in day.problem.stops
    )
    tight = replace(day, problem=replace(day.problem, stops=stops), chances=((visit.stop, 62),))
    write(tight, tmp_path)
    text = flat(" ".join(page_texts(tmp_path / "sheets/R1.pdf")))
    assert f"tot {hhmm(latest)}, 2 min over · kans op tijd 62%" in text
    assert f"1 stop is krap (KRAP): 1·3 ({hhmm(visit.start)})" in text
    assert f"10 minuten later, dan is stop 1·3 ({hhmm(visit.start)}, tot {hhmm(latest)}) te laat" in text


def test_several_orders_at_one_door_are_one_stop_with_each_name_and_goods(written):
    day, sheets = written
    stop = next(s for s in day.problem.stops if len(s.orders) > 2)
    text = flat(" ".join("".join(page_texts(sheets / f"{r.name}.pdf")) for r in day.plan.routes))
    for located in stop.orders:
        assert f"Bon {located.order.receipt_id} " in text
    crates = sum(located.order.crates for located in stop.orders)
    assert f"{crates} kratten" in text


def test_what_a_customer_types_is_only_ever_text(tmp_path):
    nasty = '#panic("x") $x^2$ [a] \\ *b* _c_ `d` <e> @f // g /* h */ = i {j} "k" #{1+1} \\u{41}'
    day = planned_day(1, plain=True)
    stop = day.problem.stops[0]
    order = replace(stop.orders[0].order, name=nasty, notes=nasty, phone=nasty)
    stops = (replace(stop, orders=(replace(stop.orders[0], order=order),)),)
    write(replace(day, problem=replace(day.problem, stops=stops)), tmp_path)
    text = squeezed("".join(page_texts(tmp_path / "sheets/R1.pdf")))
    assert text.count(squeezed(nasty)) == 3


def test_signs_that_no_font_has_do_not_stop_the_sheet(tmp_path):
    day = planned_day(1, plain=True)
    stop = day.problem.stops[0]
    order = replace(stop.orders[0].order, name="\ue000\U000f0000 \x00\x07 Jansen\u202e", notes="a\nb\tc\r\nd")
    stops = (replace(stop, orders=(replace(stop.orders[0], order=order),)),)
    write(replace(day, problem=replace(day.problem, stops=stops)), tmp_path)
    text = flat("".join(page_texts(tmp_path / "sheets/R1.pdf")))
    assert "Jansen" in text
    assert "a b c d" in text


def test_names_of_six_scripts_can_be_copied(written):
    _, sheets = written
    text = squeezed("".join(page_texts(sheets / "all.pdf")))
    for name in PERSONS:
        if not any("\u0590" <= c <= "\u06ff" for c in name):  # pypdf gives those as they are seen, backwards
            assert squeezed(name) in text


def test_the_pdf_is_tagged_titled_and_in_its_language(written):
    _, sheets = written
    reader = PdfReader(sheets / "R1.pdf")
    root = reader.trailer["/Root"]
    assert reader.metadata.title == "Routeblad R1 21-11-2026"
    assert root["/Lang"] == "nl"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert [entry["/Title"] for entry in reader.outline if isinstance(entry, dict)] == [
        "R1 · Rit 1 van 2", "R1 · Rit 2 van 2",
    ]  # fmt: skip


def test_the_same_day_gives_the_same_bytes(tmp_path):
    one = write(planned_day(3), tmp_path / "one")
    two = write(planned_day(3), tmp_path / "two")
    assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def test_a_day_of_none_is_a_page_that_says_so(tmp_path):
    (only,) = write(planned_day(0), tmp_path)
    assert only.name == "all.pdf"
    (text,) = page_texts(only)
    assert "geen enkele rit gepland" in text


@pytest.mark.parametrize(
    ("stops", "pages"),
    # Rows of 28 mm and more on pages of 258 mm, a map of 78 mm (118 mm above 24 stops) on the first.
    [(1, 2), (5, 2), (20, 4), (60, 10)],
)
def test_sheets_have_as_few_pages_as_can_be(tmp_path, stops, pages):
    write(planned_day(stops, couriers=1, trips=1, plain=True), tmp_path)
    assert abs(len(page_texts(tmp_path / "sheets/R1.pdf")) - pages) <= 1


def test_english_sheets_are_english(tmp_path):
    write(planned_day(20), tmp_path, store=a_store("en"))
    text = flat(" ".join(page_texts(tmp_path / "sheets/R1.pdf")))
    for said in (
        "Saturday 21 November 2026",
        "FROZEN",
        "CHILLED",
        "BACK AT THE STORE",
        "Nobody home?",
        "Page 1 of",
    ):
        assert said in text
    for dutch in ("Rit", "koel", "Vertrek", "krat", "Terug"):
        assert dutch not in text.replace("Graag de kratten", "").replace("kratten bier", "")


def test_the_store_changes_words_logo_and_colour(tmp_path):
    logo = tmp_path / "logo.svg"
    logo.write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect width="9" height="9"/></svg>'
    )
    write(planned_day(2), tmp_path, texts={"delivered": "bezorgd"}, logo=logo, colour="#aa0000")
    text = flat(" ".join(page_texts(tmp_path / "sheets/R1.pdf")))
    assert "bezorgd" in text
    assert "afgeleverd niet thuis" not in text


def test_the_store_replaces_a_template(tmp_path):
    templates = tmp_path / "templates"
    templates.mkdir()
    (templates / "courier.typ").write_text(
        '#import "common.typ": *\n#set document(title: data.title)\n#set text(lang: data.language)\n'
        "= Eigen blad\n#for route in data.routes [#route.name #route.courier]\n"
    )
    write(planned_day(2), tmp_path, templates=templates)
    assert flat(page_texts(tmp_path / "sheets/R1.pdf")[0]) == "Eigen blad R1 Sanne"


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"templates": "nergens"}, "there is no folder"),
        ({"logo": "nergens.png"}, "There is no file"),
        ({"texts": {"mark.chiled": "X"}}, "did you mean 'mark.chilled'"),
    ],
)
def test_what_is_not_there_is_refused_before_anything_is_written(tmp_path, settings, message):
    settings = {k: tmp_path / v if isinstance(v, str) else v for k, v in settings.items()}
    with pytest.raises(ConfigError, match=message):
        CourierSheets(a_store(), some_sheets(**settings))


def test_a_logo_that_is_no_picture_is_refused(tmp_path):
    (tmp_path / "logo.png").write_bytes(b"GIF89a")
    with pytest.raises(ConfigError, match="no PNG, JPEG or SVG"):
        CourierSheets(a_store(), some_sheets(logo=tmp_path / "logo.png"))


def test_a_template_with_a_mistake_is_named(tmp_path):
    (tmp_path / "courier.typ").write_text("#let x = (")
    with pytest.raises(ConfigError, match=r"courier\.typ cannot be set"):
        write(planned_day(1), tmp_path / "run", templates=tmp_path)


def test_a_folder_that_cannot_be_written_is_a_resource(tmp_path):
    (tmp_path / "sheets").write_text("in the way")
    with pytest.raises(ResourceError, match=r"(all|R1)\.pdf cannot be written"):
        write(planned_day(1), tmp_path)


def test_a_map_carries_its_licence_and_a_sketch_says_it_is_one(tmp_path):
    day = planned_day(4)
    write(day, tmp_path / "map", map_folder=small_town(tmp_path / "town"))
    write(day, tmp_path / "sketch")
    on_map = flat(" ".join(page_texts(tmp_path / "map/sheets/R1.pdf")))
    sketch = flat(" ".join(page_texts(tmp_path / "sketch/sheets/R1.pdf")))
    assert on_map.count("© OpenStreetMap contributors") == len(day.plan.routes[0].trips)
    assert "Schets" not in on_map
    assert "Schets: geen kaart" in sketch
    # The places of the sample come from an OpenStreetMap gazetteer, so the credit is due here too.
    assert "© OpenStreetMap contributors" in sketch


def test_the_streets_of_each_way_are_named_if_the_store_wants_them(tmp_path):
    day = planned_day(4, trips=1, plain=True)
    write(day, tmp_path / "with", directions=True)
    write(day, tmp_path / "without")
    with_ways = flat(" ".join(page_texts(tmp_path / "with/sheets/R1.pdf")))
    assert with_ways.count("via Breestraat") == 5  # four stops and the way back
    assert "via Breestraat" not in flat(" ".join(page_texts(tmp_path / "without/sheets/R1.pdf")))


def test_a_stop_higher_than_a_page_goes_on_over_the_next_and_loses_nothing(tmp_path):
    day = planned_day(1, plain=True)
    stop = day.problem.stops[0]
    note = " ".join(f"woord{number}" for number in range(60))
    orders = tuple(
        replace(located, order=replace(located.order, receipt_id=f"Q{number:03d}", notes=note))
        for number in range(40)
        for located in stop.orders[:1]
    )
    write(replace(day, problem=replace(day.problem, stops=(replace(stop, orders=orders),))), tmp_path)
    text = squeezed("".join(page_texts(tmp_path / "sheets/R1.pdf")))
    assert all(f"BonQ{number:03d}" in text for number in range(40))
    assert text.count("woord59") == 40


def test_the_store_says_what_is_heavy(tmp_path):
    day = planned_day(3, plain=True)  # of 6.0, 7.7 and 9.4 kg in 1, 2 and 3 crates
    CourierSheets(a_store(), some_sheets()).write(SheetDay.of(day, heavy_grams=5_000), tmp_path)
    text = flat(" ".join(page_texts(tmp_path / "sheets/R1.pdf")))
    assert text.count("ZWAAR") == 1


def test_a_day_whose_persons_are_forgotten_can_still_be_printed(tmp_path):
    day = planned_day(3)
    blank = Address()
    stops = tuple(
        replace(
            stop,
            place=replace(stop.place, address=blank),
            orders=tuple(
                replace(
                    located,
                    order=replace(located.order, name="", phone="", notes="", address=blank),
                    place=replace(located.place, address=blank),
                )
                for located in stop.orders
            ),
        )
        for stop in day.problem.stops
    )
    write(replace(day, problem=replace(day.problem, stops=stops), shapes=(), search=None), tmp_path)
    assert "Bon B0001" in flat(" ".join(page_texts(tmp_path / "sheets/R1.pdf")))


def test_long_names_of_everything_stay_on_the_paper(tmp_path):
    day = planned_day(2, plain=True)
    route = day.plan.routes[0]
    vehicle = replace(route.shift.vehicle, id="Elektrische bestelbus met laadklep 12345")
    shift = replace(
        route.shift, courier="Maximiliaan Theodorus van Oldenbarnevelt tot Wassenaar-Katw", vehicle=vehicle
    )
    plan = replace(day.plan, routes=(replace(route, shift=shift),))
    name = "Buurtsupermarkt en Delicatessen De Oude Waag aan de Nieuwe Rijn te Leiden sinds"
    write(replace(day, plan=plan), tmp_path, store=a_store(name=name))
    for text in page_texts(tmp_path / "sheets/R1.pdf"):
        for said in (name, shift.courier, vehicle.id):
            assert squeezed(said) in squeezed(text)
    for page in PdfReader(tmp_path / "sheets/R1.pdf").pages:
        low, high = _lowest_and_highest(page)
        # 7 mm from the edges of a page of 842 points: printers stop at 5.
        assert low > 20
        assert high < 842 - 20


def _lowest_and_highest(page):
    """Return the heights of the lowest and the highest text on a page, in points."""
    heights = []

    def note(text, outer, inner, _font, _size):
        if text.strip():
            heights.append(outer[1] * inner[4] + outer[3] * inner[5] + outer[5])

    page.extract_text(visitor_text=note)
    return min(heights), max(heights)


def test_codes_are_off_where_the_store_wants_none(tmp_path):
    day = planned_day(6, plain=True)
    write(day, tmp_path / "with")
    write(day, tmp_path / "without", qr="none")
    sizes = [(tmp_path / name / "sheets/R1.pdf").stat().st_size for name in ("with", "without")]
    assert sizes[1] < sizes[0]
    assert "Navigatie" in flat(" ".join(page_texts(tmp_path / "with/sheets/R1.pdf")))
    assert "Navigatie" not in flat(" ".join(page_texts(tmp_path / "without/sheets/R1.pdf")))


@pytest.mark.parametrize("name", ["محمد عبد الله", "דוד לוי"])
def test_a_name_from_right_to_left_does_not_turn_the_phone_number_round(tmp_path, name):
    day = planned_day(1, plain=True)
    stop = day.problem.stops[0]
    order = replace(stop.orders[0].order, name=name, phone="06-12345617")
    stops = (replace(stop, orders=(replace(stop.orders[0], order=order),)),)
    write(replace(day, problem=replace(day.problem, stops=stops)), tmp_path)
    text = flat(page_texts(tmp_path / "sheets/R1.pdf")[0])
    assert "06-12345617 Bon" in text


@pytest.mark.parametrize("name", ["محمد عبد الله", "דוד לוי"])
def test_nor_does_it_in_the_head_that_says_whom_to_call(tmp_path, name):
    day = planned_day(1, plain=True)
    stop = day.problem.stops[0]
    order = replace(stop.orders[0].order, name=name, phone="06-12345617")
    place = replace(stop.place, confidence=Confidence.APPROXIMATE)
    stops = (replace(stop, place=place, orders=(replace(stop.orders[0], order=order, place=place),)),)
    write(replace(day, problem=replace(day.problem, stops=stops)), tmp_path)
    told = ["pdftotext", "-layout", str(tmp_path / "sheets/R1.pdf"), "-"]
    text = subprocess.run(told, capture_output=True, text=True, check=True).stdout
    (line,) = (line for line in text.splitlines() if "vertrek: 1·1" in line)
    assert line.rstrip().endswith(" 06-12345617")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("  Jan \t de\r\nVries ", "Jan de Vries"),
        ("a\x00b", "a b"),
        ("\u202eomgekeerd", "omgekeerd"),
        ("Zoeterwoudsesingel", "Zoeterwoudsesingel"),
        ("👩\u200d👩\u200d👧", "👩\u200d👩\u200d👧"),
    ],
)
def test_text_is_made_fit_to_print(typed, printed):
    assert printable(typed) == printed


def test_a_very_long_word_may_break_but_never_before_an_accent():
    word = "e\u0301" * 20
    broken = printable(word)
    assert broken.replace("\u200b", "") == word
    assert "\u200b" in broken
    assert "\u200b\u0301" not in broken
