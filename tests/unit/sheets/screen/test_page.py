"""plan.html as text: whole, inert, and silent about persons if asked."""

import base64
import hashlib
import html
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from backgroundmap import pond_town
from said import issue_saying, remark
from sampledays import planned_day
from smallday import STORE, VEHICLE, small_day, told_as

from dispatch.config import Sheets
from dispatch.errors import ConfigError
from dispatch.mapfiles import BACKGROUND
from dispatch.model import CENT, Accounts, Confidence, Help, PlannedDay, Remedy, RunSummary
from dispatch.model.facts import count, courier, moment
from dispatch.sheets.screen.briefing import short_of
from dispatch.sheets.screen.page import PlanPage
from dispatch.sheets.sheetday import SheetDay
from dispatch.words import words

NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}\"'&<!--\u2028"


def page(day: PlannedDay, folder: Path, map_folder: Path | None = None, **sheets: Any) -> str:
    background = map_folder and map_folder / BACKGROUND
    (path,) = PlanPage(Sheets(**sheets), STORE, background).write(SheetDay.of(day), folder)
    return path.read_text(encoding="utf-8")


class Elements(HTMLParser):
    """Collect elements, their attributes, and the text of scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.inline: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in self.inline:
            self._inside = tag
            self.inline[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = "" if tag == self._inside else self._inside

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.inline[self._inside][-1] += data


def with_text(day: PlannedDay, text: str) -> PlannedDay:
    """Put a text into everything that people type."""
    stops = []
    for stop in day.problem.stops:
        address = replace(stop.place.address, street=text, city=text, postcode=text, addition=text)
        place = replace(stop.place, address=address, **remark(text))
        orders = tuple(
            replace(
                located,
                place=place,
                order=replace(located.order, name=text, phone=text, notes=text, extra=(("kassa", text),)),
            )
            for located in stop.orders
        )
        stops.append(replace(stop, orders=orders, place=place))
    plan = replace(day.plan, unserved=(stops[-1],))
    reasons = tuple(told_as(reason, text) for reason in day.unassigned)
    rejected = tuple(replace(row, receipt_id=text, suggestion=text) for row in day.rejected)
    issues = tuple(issue_saying(issue.code, issue.severity, text, text) for issue in day.issues)
    problem = replace(day.problem, stops=tuple(stops))
    return replace(day, problem=problem, plan=plan, unassigned=reasons, rejected=rejected, issues=issues)


def test_everything_of_the_day_is_in_it(tmp_path) -> None:
    text = page(small_day(), tmp_path)
    for word in (
        "Bezorgplan zaterdag 21 november 2026",
        "versie 3",
        "R1 1·2",
        "Hooigracht 7 bis",
        "PAUZE 15:05",
        "€\u00a041,91",
        "rit 1 van Sanne is vol (2 kratten te veel)",
        "POSTCODE_INVALID",
        "osrm 26.8",
    ):
        assert word in text, word


def test_what_a_delivery_costs_is_rounded_and_not_cut_off(tmp_path) -> None:
    day = small_day()
    cents, orders = RunSummary.of(day).cents, day.plan.totals.orders
    more = orders - 1 - cents % orders
    first, *others = day.plan.routes
    cost = replace(first.cost, use=first.cost.use + more * CENT)
    dearer = replace(day, plan=replace(day.plan, routes=(replace(first, cost=cost), *others)))
    assert RunSummary.of(dearer).cents % orders == orders - 1
    each = words("nl").euro(RunSummary.of(dearer).cents // orders + 1)
    assert f"<dt>per bestelling</dt><dd>{each}</dd>" in page(dearer, tmp_path)


def test_it_is_in_the_language_of_the_store(tmp_path) -> None:
    (path,) = PlanPage(Sheets(), STORE.model_copy(update={"language": "en"})).write(
        SheetDay.of(small_day()), tmp_path
    )
    text = path.read_text(encoding="utf-8")
    assert '<html lang="en">' in text
    assert "Delivery plan Saturday 21 November 2026" in text
    assert not [word for word in ("Tijdlijn", "Niet ingepland", "kratten", "Zoeken") if word in text]


def test_what_needs_a_look_comes_first(tmp_path) -> None:
    text = page(small_day(), tmp_path)
    told = text[text.index('class="attention"') : text.index("map-section", text.index('class="attention"'))]
    for word in (
        "1 bestelling is afgewezen",
        "1 bestelling is niet ingepland",
        "1 adres is niet zeker",
        "1 waarschuwing",
    ):
        assert word in told, word


def test_a_day_without_trouble_says_so(tmp_path) -> None:
    day = small_day()
    stop = day.problem.stops[1]
    sure = replace(stop, place=replace(stop.place, confidence=Confidence.EXACT))
    calm = replace(
        day,
        problem=replace(day.problem, stops=(day.problem.stops[0], sure, *day.problem.stops[2:])),
        plan=replace(day.plan, unserved=()),
        unassigned=(),
        rejected=(),
        issues=(),
        accounts=Accounts(read=4, not_flagged=0, rejected=0, unassigned=0, planned=4),
    )
    text = page(calm, tmp_path)
    assert "Alles is ingepland, op tijd en op zekere adressen." in text
    assert 'class="attention"' not in text


LINKS = ("tel:+31", "https://www.google.com/maps/dir/?api=1&destination=52.")
"""What a click may leave the page for: a call, and the way to a door by its coordinates alone."""


def test_nothing_is_loaded_and_only_calls_and_ways_to_doors_lead_out_of_the_page(tmp_path) -> None:
    for tag, attributes in Elements(page(small_day(), tmp_path, pond_town(tmp_path))).tags:
        for name in ("src", "href", "action", "srcset", "data", "poster"):
            target = attributes.get(name)
            click = tag == "a" and name == "href" and (target or "").startswith(LINKS)
            assert target is None or click or target.startswith(("#", "data:")), (tag, name, target)


def test_customers_can_be_called_and_their_doors_found(tmp_path) -> None:
    text = page(small_day(), tmp_path)
    assert '<a class="num" href="tel:+31612345678">06-12345678</a>' in text
    (calls,) = re.findall(r'<section id="calls".*?</section>', text, flags=re.DOTALL)
    assert "±ADRES · toevoeging niet gevonden" in calls  # the Hooigracht, the only door in doubt
    assert "Opgegeven als: Breestraat 12a, 2311CS Leiden" in calls
    assert "destination=52.15900,4.49700" in calls
    assert "tel:" not in page(small_day(), tmp_path / "bare", html_personal=False)
    assert "google" not in page(small_day(), tmp_path / "none", qr="none")


def test_what_is_left_behind_stands_by_the_hour_with_how_many_couriers_are_short(tmp_path) -> None:
    text = page(planned_day(30, left_behind=90), tmp_path)
    groups = re.findall(r'<details class="group".*?</details>', text, flags=re.DOTALL)
    assert 1 <= len(groups) <= 10
    assert sum(group.count("<tr data-stop=") for group in groups) == 90
    assert all(
        re.search(r"U komt tussen \d\d:\d\d en \d\d:\d\d ongeveer \d+ bezorgers? tekort", g) for g in groups
    )


def test_couriers_are_short_by_the_time_that_a_stop_takes_in_this_plan() -> None:
    # The small day is on the road for 14:00-15:05 and 15:20-16:22 less 35 and 0 minutes of waiting: 92
    # minutes, loading included, for three stops: 30 min 40 s each. Twelve stops in two hours are 368 minutes.
    day = SheetDay.of(small_day())
    assert short_of(12, 7200, day) == 4
    assert short_of(1, 7200, day) == 1
    # In no time at all they still have an hour: a window is when service begins.
    assert short_of(6, 0, day) == 4


def test_shifts_without_a_route_are_told(tmp_path) -> None:
    day = small_day()
    idle = replace(day.problem.shifts[0], id="s2", courier="Tijn", vehicle=replace(VEHICLE, id="bakfiets-2"))
    both = replace(day, problem=replace(day.problem, shifts=(*day.problem.shifts, idle)))
    assert re.search(r"Niet ingezet</b><span>Tijn <span[^>]*>14:00-20:00", page(both, tmp_path))
    assert "1 bezorger is niet ingezet" in page(both, tmp_path)
    bare = page(both, tmp_path, html_personal=False)
    assert "Tijn" not in bare
    assert "bakfiets-2" in bare


def test_only_its_own_scripts_and_style_may_run(tmp_path) -> None:
    text = page(small_day(), tmp_path)
    elements = Elements(text)
    (policy,) = [
        a["content"] or "" for t, a in elements.tags if a.get("http-equiv") == "Content-Security-Policy"
    ]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    for name in ("script", "style"):
        codes = [code for code in elements.inline[name] if not code.startswith("{")]
        assert codes
        for code in codes:
            digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
            assert f"'sha256-{digest}'" in policy
    assert not [a for _, a in elements.tags if any(key.startswith("on") or key == "style" for key in a)]


def test_what_people_typed_never_becomes_markup(tmp_path) -> None:
    plain, nasty = page(small_day(), tmp_path), page(with_text(small_day(), NASTY), tmp_path)
    count = [sorted({tag for tag, _ in Elements(text).tags}) for text in (plain, nasty)]
    assert count[0] == count[1]
    assert len(Elements(nasty).inline["script"]) == len(Elements(plain).inline["script"])
    assert "<img src=x" not in nasty
    assert "{{ 7*7 }}" in nasty


def test_the_data_of_the_scripts_survives_hostile_text(tmp_path) -> None:
    text = page(with_text(small_day(), NASTY), tmp_path)
    (data,) = re.findall(r'id="plan-data">(.*?)</script>', text, flags=re.DOTALL)
    assert "<" not in data
    assert any(NASTY in source for source in json.loads(data)["sources"])


def test_without_personal_data_no_person_is_in_it(tmp_path) -> None:
    canary = "Kanarie Zestienhoven"
    # Reasons, remedies and messages of issues are made without personal data by those who make them.
    shown = with_text(small_day(), canary)
    silent = replace(
        shown,
        unassigned=small_day().unassigned,
        issues=small_day().issues,
        rejected=tuple(replace(row, suggestion=canary) for row in small_day().rejected),
    )
    text = page(silent, tmp_path, html_personal=False)
    assert canary not in text
    assert "B1 B2" in text
    assert "52.1571" not in text
    assert "Sanne" not in text
    assert "Deze pagina bevat geen persoonsgegevens" in text


@pytest.mark.parametrize("name", ["Sam J.", "Jan (zaterdag)", "J.", "Ann-Sofie 2e"])
def test_without_personal_data_no_courier_is_named_however_they_are_called(tmp_path, name: str) -> None:
    day = small_day()
    facts = {
        "courier": courier("courier", name, "bakfiets-1"),
        "n": count("n", 2),
        "total": count("total", 2),
        "trip": count("trip", 1),
        "until": moment("until", 79_200),
    }
    (one,) = day.unassigned
    (because,) = one.because
    because = replace(because, facts=(facts["n"], facts["courier"], facts["trip"]))
    remedy = Remedy(Help.HOUR_LATER, because.shift, tuple(facts.values()))
    shift = replace(day.problem.shifts[0], courier=name)
    (route,) = day.plan.routes
    day = replace(
        day,
        problem=replace(day.problem, shifts=(shift,)),
        plan=replace(day.plan, routes=(replace(route, shift=shift),)),
        unassigned=(replace(one, because=(because,), remedy=remedy),),
    )
    text = html.unescape(page(day, tmp_path, html_personal=False))
    assert name not in text
    assert "rit 1 van bakfiets-1 is vol" in text
    assert "Als bakfiets-1 een uur langer werkt" in text
    assert name in html.unescape(page(day, tmp_path / "known"))


def test_three_hundred_stops_on_a_map_stay_under_two_and_a_half_megabytes(tmp_path) -> None:
    assert (
        len(page(planned_day(300, left_behind=5, rejected=5), tmp_path, pond_town(tmp_path)).encode())
        < 2_500_000
    )


def test_a_stop_more_makes_the_page_larger_by_little_more_than_a_kilobyte(tmp_path) -> None:
    few, many = (page(planned_day(stops, couriers=4, trips=3), tmp_path / str(stops)) for stops in (100, 300))
    assert (len(many.encode()) - len(few.encode())) / 200 < 1200


def test_openstreetmap_is_credited_where_the_map_is_used(tmp_path) -> None:
    day = planned_day(3, plain=True)
    stops = tuple(replace(s, place=replace(s.place, source="given")) for s in day.problem.stops)
    day = replace(day, problem=replace(day.problem, stops=stops))
    credit = "<p>© OpenStreetMap contributors</p>"
    assert credit not in page(day, tmp_path)
    assert credit in page(day, tmp_path, pond_town(tmp_path))


def test_a_logo_is_put_into_the_page(tmp_path) -> None:
    logo = tmp_path / "logo.png"
    logo.write_bytes(b"\x89PNG\r\n")
    assert 'src="data:image/png;base64,iVBORw0K"' in page(small_day(), tmp_path, logo=logo)
    with pytest.raises(ConfigError, match=r"gone\.png"):
        page(small_day(), tmp_path, logo=tmp_path / "gone.png")


def test_words_of_the_store_are_used(tmp_path) -> None:
    assert '<h2 id="timeline-title">Planning</h2>' in page(
        small_day(), tmp_path, texts={"page.timeline": "Planning"}
    )
    with pytest.raises(ConfigError):
        PlanPage(Sheets(texts={"page.tijdlijn": "x"}), STORE)


@pytest.mark.parametrize("stops", [0, 1, 2])
def test_small_days_have_a_page_too(tmp_path, stops: int) -> None:
    text = page(planned_day(stops, rejected=1), tmp_path, pond_town(tmp_path))
    assert ("Vandaag is er geen enkele rit gepland." in text) is (stops == 0)


def test_ids_are_unique_and_labels_point_at_something(tmp_path) -> None:
    tags = Elements(page(planned_day(30, left_behind=1, rejected=1), tmp_path)).tags
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for _, attributes in tags:
        for name in ("aria-labelledby", "href"):
            target = attributes.get(name) or ""
            assert not target or target.startswith(LINKS) or target.removeprefix("#") in ids


def test_templates_of_the_store_take_the_place_of_ours(tmp_path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "page.css").write_text("body { color: green }")
    text = page(small_day(), tmp_path, templates=own)
    assert "body { color: green }" in text
    assert ".gantt" not in text
    (own / "plan.html.jinja").write_text("<style>{{ style }}</style>{{ view.stops[0].name }} {{ policy }}")
    text = page(with_text(small_day(), "<b>"), tmp_path, templates=own)
    assert "&lt;b&gt; &#39;" not in text
    assert "&lt;b&gt; default-src" in text


@pytest.mark.parametrize("template", ["{{ nonsense }}", "{% if %}", "{{ day.plan.nothing }}"])
def test_a_template_that_is_wrong_is_a_matter_of_configuration(tmp_path, template: str) -> None:
    (tmp_path / "plan.html.jinja").write_text(template)
    with pytest.raises(ConfigError, match=r"plan\.html\.jinja"):
        page(small_day(), tmp_path, templates=tmp_path)


def test_what_the_day_took_is_told_in_its_language(tmp_path):
    day = small_day()
    timings = (("Reading", 0.4), ("a stage of another version", 1.0))
    text = page(replace(day, provenance=replace(day.provenance, timings=timings)), tmp_path)
    assert "<dd>Lezen: 0,4 s</dd><dd>a stage of another version: 1,0 s</dd>" in text


@pytest.mark.parametrize(
    ("key", "named"),
    [
        ("bike~market", "bakfiets, niet door market"),
        ("van~ze-leiden", "bestelauto, niet door ze-leiden"),
        ("robot@6", "robot 6 km/h"),
        ("drone@55.5~ctr~valkenburg", "drone 55,5 km/h"),
    ],
)
def test_where_times_and_places_are_from_is_told_in_its_language(tmp_path, key: str, named: str) -> None:
    day = small_day()
    travel = tuple(replace(matrix, profile=key) for matrix in day.problem.travel[:1])
    told = replace(
        day,
        problem=replace(day.problem, travel=(*day.problem.travel, *travel)),
        provenance=replace(day.provenance, place_sources=(("gazetteer", 4), ("a source of its own", 1))),
    )
    text = page(told, tmp_path)
    assert "<dd>bakfiets: " in text
    assert f"<dd>{named}: " in text
    assert "<dd>adressen van de kaart: 4</dd><dd>a source of its own: 1</dd>" in text
