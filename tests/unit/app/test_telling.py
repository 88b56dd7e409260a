"""How a run ends, and who is told: also when it ends badly."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from smallday import small_day

from dispatch.app.request import in_zone
from dispatch.app.run import Outcome, events
from dispatch.app.telling import ended, run_unattended
from dispatch.archive import Changes
from dispatch.config import Config, load_config
from dispatch.errors import ResourceError, ServiceError
from dispatch.model import Accounts, PlannedDay, RunSummary
from dispatch.words import words

NOW = datetime(2026, 11, 24, 16, 30, tzinfo=UTC)
TELL = """
[archive]
folder = "runs"
[notify]
log = "state/dispatch.log"
heartbeat = "state/beat.json"
command = ["/bin/sh", "-c", "cat > told.json"]
"""


def clean() -> PlannedDay:
    """Return the small day with nothing left to look at."""
    day = small_day()
    plan = replace(day.plan, unserved=())
    return replace(day, plan=plan, unassigned=(), rejected=(), issues=(), accounts=Accounts(7, 3, 0, 0, 4))


@pytest.fixture
def config(write: Callable[..., Path], here: Path) -> Config:
    return load_config(write("here", more=TELL))


def beat(here: Path) -> Any:
    return json.loads((here / "state" / "beat.json").read_text(encoding="utf-8"))


def test_a_plan_without_a_doubt_ends_with_nothing() -> None:
    assert RunSummary.of(clean()).status == 0


@pytest.mark.parametrize("what", ["unassigned", "rejected", "issues", "estimated"])
def test_whatever_needs_a_look_ends_with_five(what: str) -> None:
    day = clean()
    if what == "estimated":
        travel = tuple(replace(matrix, estimated=True) for matrix in day.problem.travel)
        day = replace(day, problem=replace(day.problem, travel=travel))
    else:
        day = replace(day, **{what: getattr(small_day(), what)})
    assert RunSummary.of(day).status == 5


def test_a_notice_for_information_needs_no_look() -> None:
    issue = replace(small_day().issues[0], severity=type(small_day().issues[0].severity)("info"))
    assert RunSummary.of(replace(clean(), issues=(issue,))).status == 0


def test_a_day_of_which_nothing_can_be_planned_ends_with_four() -> None:
    nothing = replace(clean(), rejected=small_day().rejected, accounts=Accounts(4, 3, 1, 0, 0))
    assert RunSummary.of(nothing).status == 4
    assert RunSummary.of(replace(nothing, accounts=Accounts(4, 3, 0, 1, 0))).status == 4


def test_a_day_on_which_nobody_asked_for_anything_is_no_failure() -> None:
    assert RunSummary.of(replace(clean(), accounts=Accounts(3, 3, 0, 0, 0))).status == 0


def test_an_ending_is_summed_up_without_persons() -> None:
    ending = ended(words("en"), "plan", Outcome(small_day(), 5, Path("runs/2026-11-21/v3")), NOW)
    assert ending.headline == "4 orders planned, 1 rejected, 1 unassigned"
    assert (ending.status, ending.day, ending.version) == (5, "2026-11-21", 3)
    assert ending.accounts == {"read": 9, "not_flagged": 3, "rejected": 1, "unassigned": 1, "planned": 4}
    assert ending.details == (
        "rejected: AMOUNT_NEGATIVE 1, POSTCODE_INVALID 1",
        "unassigned: CAPACITY 1",
        "good to know: ADDITION_UNKNOWN 1",
    )
    assert "Jansen" not in str(ending)


def test_those_who_are_told_hear_how_much_changed_and_no_receipt() -> None:
    changes = Changes(added=("B7", "B8"), dropped=("B1",), print_again=("R1", "R2"), cancelled=("R3",))
    told_details = ended(words("en"), "replan", Outcome(clean(), 0, changes=changes), NOW).details
    assert told_details == (
        "new: 2",
        "left behind now: 1",
        "print again: R1, R2",
        "not driven any more, collect the paper: R3",
    )


def test_the_log_of_a_run_tells_what_happened_without_persons() -> None:
    told_events = events(small_day())
    assert [event["event"] for event in told_events] == [
        "made", "input", "stage", "search", "issue", "rejected", "unassigned", "done"
    ]  # fmt: skip
    # 38.10 + 1.3055 + 2.50 for the route and 100.00 for the order left behind (see smallday).
    assert told_events[-1] == {"event": "done", "version": 3, "cents": 14191}
    for canary in ("Jansen", "Breestraat", "06-1", "2+5"):
        assert canary not in json.dumps(told_events)


def test_a_run_that_ended_well_leaves_a_sign_of_life_and_bothers_nobody(config: Config, here: Path) -> None:
    outcome = run_unattended(config, "plan", lambda: NOW, lambda: Outcome(clean(), 0))
    assert outcome.troubles == ()
    assert beat(here)["status"] == 0
    assert not (here / "told.json").exists()


def test_a_failure_is_told_and_raised_on(config: Config, here: Path) -> None:
    def fail() -> Outcome:
        raise ServiceError("The routing server is down.", "Start it.")

    with pytest.raises(ServiceError, match="The routing server is down"):
        run_unattended(config, "plan", lambda: NOW, fail)
    heard = json.loads((here / "told.json").read_text(encoding="utf-8"))
    assert (heard["status"], heard["command"]) == (3, "plan")
    assert heard["headline"] == "The routing server is down. Start it."
    assert beat(here)["status"] == 3
    assert "routing server" in (here / "state" / "dispatch.log").read_text(encoding="utf-8")


def test_a_bug_is_told_by_its_kind_and_never_by_its_words(config: Config, here: Path) -> None:
    def crash() -> Outcome:
        raise KeyError("J. Jansen, Breestraat 12")

    with pytest.raises(KeyError):
        run_unattended(config, "plan", lambda: NOW, crash)
    heard = (here / "told.json").read_text(encoding="utf-8")
    assert "KeyError" in heard
    assert json.loads(heard)["status"] == 1
    assert "Jansen" not in heard + (here / "state" / "dispatch.log").read_text(encoding="utf-8")


def test_who_cannot_be_told_is_said_with_the_error(config: Config, here: Path) -> None:
    deaf = config.model_copy(
        update={"notify": config.notify.model_copy(update={"command": ("/no/such/program",)})}
    )

    def fail() -> Outcome:
        raise ResourceError("The disk is full.")

    with pytest.raises(ResourceError) as error:
        run_unattended(deaf, "plan", lambda: NOW, fail)
    assert len(error.value.__notes__) == 1


def test_a_log_that_cannot_be_written_changes_nothing_else(config: Config, here: Path) -> None:
    (here / "state").write_text("a file where the folder should be")
    outcome = run_unattended(config, "plan", lambda: NOW, lambda: Outcome(small_day(), 5))
    assert (here / "told.json").is_file()
    assert outcome.status == 5
    assert any("log" in trouble for trouble in outcome.troubles)


def test_ctrl_c_is_nobodys_failure(config: Config, here: Path) -> None:
    def stop() -> Outcome:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_unattended(config, "plan", lambda: NOW, stop)
    assert not (here / "told.json").exists()


@pytest.mark.parametrize(
    ("utc", "local"),
    [
        ("2026-03-29T00:59", "2026-03-29T01:59:00+01:00"),
        ("2026-03-29T01:00", "2026-03-29T03:00:00+02:00"),
        ("2026-10-25T00:59", "2026-10-25T02:59:00+02:00"),
        ("2026-10-25T01:00", "2026-10-25T02:00:00+01:00"),
        ("2026-11-24T23:30", "2026-11-25T00:30:00+01:00"),  # already tomorrow in the store
    ],
)
def test_the_clock_is_that_of_the_store(config: Config, utc: str, local: str) -> None:
    moment = datetime.fromisoformat(utc).replace(tzinfo=UTC)
    here = in_zone(lambda: moment, config)()
    assert here.isoformat() == local
    assert here.tzinfo == ZoneInfo("Europe/Amsterdam")
