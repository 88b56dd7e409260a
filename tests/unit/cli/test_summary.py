"""What the terminal shows keeps its shape whatever people type."""

import io
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console
from said import issue_saying, remark
from smallday import at, small_day, told_as

from dispatch.archive.comparing import compare
from dispatch.doctoring import error_finding
from dispatch.errors import ResourceError
from dispatch.model import (
    Address,
    Binding,
    Breach,
    Code,
    Confidence,
    Obstacle,
    Place,
    PlannedDay,
    Severity,
    Stop,
    Suggestion,
    TimeWindow,
    Violation,
    Where,
)
from dispatch.model.facts import count, moment, written
from dispatch.model.values import CENT
from dispatch.ports import Located
from dispatch.words import words
from dispatch_cli.summary import (
    show_findings,
    show_issues,
    show_located,
    show_plan,
    show_rejected,
    show_violations,
)
from dispatch_cli.todo import show_changes

HOSTILE = (
    "[red]Sanne[/red] [/] [link=http://x]k[/link] :smile: "
    "\x1b[31mX\x1b]0;t\x07 \r\x08\x7f\x9b2J \u202egnp.exe \\"
)
"""Markup, an emoji code, colours and titles of the terminal, control characters, text from right to left."""

PRINTED = "[red]Sanne[/red][/][link=http://x]k[/link]:smile:[31mX]0;t2Jgnp.exe\\"
"""What is left of it: harmless, and to the letter. White space does not count, for cells wrap."""

SAY = words("en")

LONG = "Maximiliaan-Theodorus-van-Oldenbarnevelt-tot-Wassenaar-en-Katwijk-en-de-Zijl" * 2


ENGLISH = words("en")


HOURS = (moment("since", 57_600), moment("until", 64_800))


def renamed(stop: Stop, name: str) -> Stop:
    located = replace(stop.orders[0], order=replace(stop.orders[0].order, receipt_id=name))
    return replace(stop, id=name, orders=(located,))


def unknown(text: str) -> Violation:
    return Violation(Breach.UNKNOWN_SHIFT, Where("R1", 1), 1, (written("shift", text),))


def drawn(show: Callable[[Console], None], width: int, *, terminal: bool = False) -> str:
    file = io.StringIO()
    color = "standard" if terminal else None
    show(
        Console(
            file=file, width=width, force_terminal=terminal, color_system=color, highlight=False, emoji=False
        )
    )
    return file.getvalue()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def hostile_day(text: str) -> PlannedDay:
    """Put the text wherever text of people goes."""
    day = small_day()
    (route,) = day.plan.routes
    vehicle = replace(route.shift.vehicle, id=text)
    route = replace(route, shift=replace(route.shift, courier=text, vehicle=vehicle))
    place = Place(
        52.0, 4.5, "gazetteer", Confidence.LIKELY, Address(street=text, house_number="1"), **remark(text)
    )
    issue = issue_saying(Code.STREET_UNKNOWN, Severity.WARNING, text, text, value="=" + text)
    error = issue_saying(Code.NAME_MISSING, Severity.ERROR, text, text)
    return replace(
        day,
        problem=replace(
            day.problem,
            depot=replace(day.problem.depot, name=text),
            stops=tuple(replace(stop, place=place) for stop in day.problem.stops),
        ),
        plan=replace(day.plan, routes=(route,)),
        unassigned=(told_as(day.unassigned[0], text),),
        rejected=(replace(day.rejected[0], receipt_id=text, suggestion=text, issues=(error,)),),
        issues=(issue,),
    )


def shows(text: str) -> dict[str, Callable[[Console], None]]:
    """Return everything that is shown, with the text in it."""
    day = hostile_day(text)
    place = day.problem.stops[0].place
    facts = (written("street", text),)
    located = Located(
        place,
        Code.STREET_UNKNOWN,
        "taken",
        facts,
        (Suggestion(place.address, 0.9, Code.STREET_UNKNOWN, facts),),
    )
    return {
        "plan": lambda console: show_plan(console, SAY, day, None),
        "rejected": lambda console: show_rejected(console, SAY, day.rejected, all_of_them=True),
        "issues": lambda console: show_issues(console, SAY, day.issues),
        "changes": lambda console: show_changes(console, SAY, compare(small_day(), day)),
        "located": lambda console: show_located(console, SAY, Address(line=text), located),
        "violations": lambda console: show_violations(console, SAY, (unknown(text),)),
        "findings": lambda console: show_findings(
            console, SAY, (error_finding("DISK", ResourceError("{text}", "{text}", text=text)),)
        ),
    }


@pytest.mark.parametrize("width", [80, 140])
@pytest.mark.parametrize("name", sorted(shows("")))
def test_text_of_people_is_text_and_nothing_else(name: str, width: int) -> None:
    told = drawn(shows(HOSTILE)[name], width)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", told)
    if name not in ("plan", "changes"):  # there the text stands in narrow cells, and not at all
        assert PRINTED in squeezed(told)


@pytest.mark.parametrize("name", sorted(shows("")))
def test_no_markup_reaches_a_terminal_in_colour(name: str) -> None:
    calm, nasty = (drawn(shows(text)[name], 140, terminal=True) for text in ("Sanne", HOSTILE))
    codes = [set(re.findall(r"\x1b[^m]*m", told)) for told in (calm, nasty)]
    assert codes[1] <= codes[0] | {"\x1b[0m"}
    assert "\x1b]" not in nasty


@pytest.mark.parametrize("width", [80, 100, 140])
@pytest.mark.parametrize(
    "text",
    ["Sanne", HOSTILE, LONG, "王小明" * 30, ""],
    ids=["plain", "hostile", "long", "wide", "empty"],
)
@pytest.mark.parametrize("name", ["plan", "rejected", "issues", "violations", "findings"])
def test_tables_stay_within_the_terminal(name: str, text: str, width: int) -> None:
    told = drawn(shows(text)[name], width)
    assert max(cell_len(line) for line in told.splitlines()) <= width


def test_a_plan_is_told_in_the_order_in_which_a_dispatcher_asks() -> None:
    told = drawn(lambda console: show_plan(console, SAY, small_day(), None), 140)
    parts = [
        "Buurtsuper De Waag, Saturday 21 November 2026, version 3: 4 orders at 3 stops",
        "total",
        "9 rows read = 3 not for delivery + 1 rejected + 1 unassigned + 4 planned",
        "Rejected (1)",
        "Unassigned (1)",
        "Uncertain addresses (1)",
        "Good to know",
    ]
    places = [told.index(part) for part in parts]
    assert places == sorted(places)
    # See smallday: 13.055 km, 7,620 s are 2:07, 38.10 + 1.31 + 2.50 euros.
    row = next(line for line in told.splitlines() if line.strip().startswith("R1"))
    assert row.split() == [
        "R1",
        "Sanne",
        "bakfiets-1",
        "2",
        "3",
        "7",
        "34%",
        "14:10",
        "16:22",
        "13.1",
        "2:07",
        "-",
        "41.91",
    ]


def test_a_narrow_terminal_gets_the_columns_that_matter_most() -> None:
    told = drawn(lambda console: show_plan(console, SAY, small_day(), None), 80)
    row = next(line for line in told.splitlines() if line.strip().startswith("R1"))
    assert row.split() == ["R1", "Sanne", "2", "3", "7", "14:10", "16:22", "13.1", "-", "41.91"]
    assert re.search(r"\blate\b", told)


@pytest.mark.parametrize("width", [80, 100])
def test_a_figure_of_a_large_day_is_never_cut_off(width: int) -> None:
    day = small_day()
    (route,) = day.plan.routes
    shift = replace(route.shift, courier="bike-358", vehicle=replace(route.shift.vehicle, id="bike-358"))
    dear = replace(route, name="R358", shift=shift, cost=replace(route.cost, use=CENT * 163_061_600_000))
    many = replace(day, plan=replace(day.plan, routes=(dear,)))
    told = drawn(lambda console: show_plan(console, SAY, many, None), width)
    head = told.split("9 rows read")[0]
    assert "…" not in head
    row = next(line for line in head.splitlines() if line.strip().startswith("R358"))
    assert row.split()[-1] == SAY.decimal(dear.cost.cents / 100, 2)


def test_crates_are_those_of_the_orders_and_room_is_a_share_of_the_vehicle() -> None:
    # 2 + 1 + 1 + 3 crates; the fuller trip takes 4 of 12 places and 21.34 of 120 kg: a third, rounded up.
    told = drawn(lambda console: show_plan(console, SAY, small_day(), None), 140)
    row = next(line for line in told.splitlines() if line.strip().startswith("R1"))
    assert row.split()[5:7] == ["7", "34%"]


def test_tight_stops_are_told_in_one_line() -> None:
    day = small_day()
    # Stop B4 begins at 16:10; its window now ends at 16:12.
    stops = tuple(
        replace(stop, window=TimeWindow(at("16:00"), at("16:12"))) if stop.id == "B4" else stop
        for stop in day.problem.stops
    )
    tight = replace(day, problem=replace(day.problem, stops=stops))
    told = drawn(lambda console: show_plan(console, SAY, tight, None), 140)
    assert "Tight: 1 stop within 5 minutes of the end of the window (R1 2·1)" in told
    assert "Tight" not in drawn(lambda console: show_plan(console, SAY, day, None), 140)


def test_long_lists_are_cut_and_the_rest_is_counted() -> None:
    many = tuple(replace(small_day().rejected[0], receipt_id=f"R{n:02}", row=n) for n in range(2, 22))
    told = drawn(lambda console: show_rejected(console, SAY, many), 140)
    assert "and 8 more in rejected.csv" in told
    assert "R13" in told
    assert "R14" not in told
    whole = drawn(lambda console: show_rejected(console, SAY, many, all_of_them=True), 140)
    assert "R21" in whole
    assert "more in" not in whole


def test_issues_of_one_kind_stand_together_warnings_first() -> None:
    doubt = issue_saying(Code.TOBACCO, Severity.WARNING, "tobacco", row=4)
    issues = [issue_saying(Code.CORRECTED, Severity.INFO, "corrected"), doubt, replace(doubt, row=9)]
    told = drawn(lambda console: show_issues(console, SAY, issues), 140)
    assert told.index("TOBACCO") < told.index("CORRECTED")
    assert re.search(r"TOBACCO\s+2\s+tobacco \(rows 4, 9\)", told)


def test_issues_without_a_row_stand_on_lines_of_their_own() -> None:
    issues = [issue_saying(Code.CORRECTED, Severity.INFO, text) for text in ("first thing", "second thing")]
    told = drawn(lambda console: show_issues(console, SAY, issues), 140)
    assert "first thing \n" in re.sub(r" +", " ", told)
    assert "second thing" in told


def test_nothing_to_tell_is_not_told() -> None:
    assert drawn(lambda console: show_rejected(console, SAY, ()), 80) == ""
    assert drawn(lambda console: show_issues(console, SAY, ()), 80) == ""


def test_what_fails_stands_first() -> None:
    findings = [
        replace(error_finding("A", ResourceError("fine")), level="ok"),
        replace(error_finding("B", ResourceError("look", "do")), level="warn"),
        error_finding("C", ResourceError("broken", "mend")),
    ]
    told = drawn(lambda console: show_findings(console, SAY, findings), 100)
    assert told.index("broken") < told.index("look") < told.index("fine")


def test_orders_left_behind_for_one_reason_are_told_together() -> None:
    day = small_day()
    (one,) = day.unassigned
    (stop,) = day.plan.unserved
    short = Binding("", Obstacle.SHIFT_SHORT, (count("n", 3), count("total", 40), *HOURS))
    names = [f"N{number}" for number in range(40)]
    day = replace(
        day,
        unassigned=tuple(replace(one, stop=name, because=(short,), remedy=None) for name in names),
        plan=replace(day.plan, unserved=tuple(renamed(stop, name) for name in names)),
    )
    told = drawn(lambda console: show_plan(console, ENGLISH, day, None), 140)
    assert told.count("about 3 couriers are missing") == 1
    assert "N0, N1, N2, N3, N4, N5 +34" in " ".join(told.split())
