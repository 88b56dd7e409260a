"""What is said too late, or cannot be so, is said back: each time, and by the command that was asked."""

from pathlib import Path

import pytest
from dispatcher import CONFIG, DAY, Desk, at
from inprocess import Ended, runner


def codes(done: Ended) -> set[tuple[str, str]]:
    return {(issue["code"], issue["about"]) for issue in done.json["issues"]}


def on_board(desk: Desk, now: str) -> str:
    """Name an order that is under way and not at its door yet."""
    plan = desk.read(1)
    of_stop = {s["id"]: s["orders"][0]["order"]["receipt_id"] for s in plan["problem"]["stops"]}
    return next(
        of_stop[visit["stop"]]
        for _, trip in desk.trips(1, at(now))
        for visit in trip["visits"]
        if visit["start"] > at(now)
    )


def test_an_order_under_way_that_is_cancelled_is_told_each_time(planned: Desk) -> None:
    mine = on_board(planned, "15:50")
    for _ in range(2):
        assert codes(planned.change("15:50", "cancel", mine)) == {("CANCEL_ON_BOARD", "")}
    assert codes(planned.change("21:30", "cancel", mine)) == {("CANCEL_TOO_LATE", "")}
    assert codes(planned.change("12:05", "cancel", "111")) == set()
    shown = planned.run("change", "--date", DAY, "--now", "15:51", "cancel", mine)
    assert f"Bon {mine} gaat niet door, maar is al onderweg" in " ".join((shown.out + shown.err).split())


@pytest.mark.parametrize(
    ("words", "about"),
    [
        (("give", "{}", "--to", "Tijn"), "wish"),
        (("keep", "{}", "--from", "Samira"), "wish"),
        (("drop", "{}"), "wish"),
        (("window", "{}", "20:00-21:00"), "window"),
        (("note", "{}", "bel links"), "note"),
        (("address", "{}", "Laan 7, 2312 AB Leiden"), "address"),
    ],
)
def test_a_wish_for_an_order_under_way_is_not_dropped_without_a_word(
    planned: Desk, words: tuple[str, ...], about: str
) -> None:
    mine = on_board(planned, "15:50")
    done = planned.change("15:50", *(word.format(mine) for word in words))
    assert codes(done) == {("CHANGED_TOO_LATE", about)}


def test_a_plan_tells_of_a_wish_that_came_too_late_once(planned: Desk) -> None:
    mine = on_board(planned, "15:50")
    driver = planned.where(1)[mine][0]
    other = "Tijn" if driver == "Samira" else "Samira"
    planned.change("15:50", "give", mine, "--to", other)
    planned.change("15:50", "cancel", "111", "--plan")
    told = [(i["code"], i["about"]) for i in planned.read(2)["issues"] if i["receipt_id"] == mine]
    assert told == [("CHANGED_TOO_LATE", "wish")]
    planned.change("15:51", "cancel", "110", "--plan")
    assert not [i for i in planned.read(3)["issues"] if i["code"] == "CHANGED_TOO_LATE"]


def test_who_has_to_wait_for_a_vehicle_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    desk = Desk(tmp_path, runner(tmp_path, monkeypatch))
    text = CONFIG.replace('shift = "14:00-22:00"', 'shift = "14:00-17:00"', 1)
    text += '\n[[courier]]\nname = "Noor"\nvehicle = "fiets-A"\nshift = "17:00-22:00"\n'
    (tmp_path / "dispatch.toml").write_text(text, encoding="utf-8")
    first = desk.plan("12:00")
    assert "HOURS_CUT" not in {issue["code"] for issue in first.json["issues"]}
    done = desk.change("12:05", "courier", "Samira", "--in", "14:00-19:00", "--plan")
    told = next(issue for issue in done.json["plan"]["issues"] if issue["code"] == "HOURS_CUT")
    assert "19:00" in told["message"]
    # The remedy works.
    done = desk.change("12:06", "courier", "Noor", "--vehicle", "bus-1", "--plan")
    assert "HOURS_CUT" not in {issue["code"] for issue in done.json["plan"]["issues"]}


def test_a_new_courier_earns_what_the_others_do_or_what_is_said(planned: Desk) -> None:
    text = CONFIG.replace('shift = "14:00-22:00"', 'shift = "14:00-22:00"\nhourly_wage = 15.0')
    (planned.folder / "dispatch.toml").write_text(text, encoding="utf-8")
    new = ("courier", "Chris", "--new", "--in", "14:00-22:00", "--vehicle", "bus-1")
    planned.change("12:05", *new, "--plan")
    planned.change("12:06", *new, "--wage", "18,50", "--plan")
    wages = [
        {shift["courier"]: shift["cents_per_hour"] for shift in planned.read(v)["problem"]["shifts"]}
        for v in (2, 3)
    ]
    assert [wage["Chris"] for wage in wages] == [wages[0]["Tijn"], 1850]
    assert planned.change("12:07", *new, "--wage", "veel").status == 2
    assert planned.change("12:07", "courier", "Tijn", "--late", "5", "--wage", "18").status == 2
