"""Figures of archived days, the actuals that come back, and persons that leave old runs."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sampledays import planned_day

from dispatch.app.purge import purge_runs
from dispatch.app.report import Reported, group, report, report_files, report_notes, report_tables
from dispatch.archive import RunArchive, seal, write_plan
from dispatch.errors import InputError, UsageError
from dispatch.model import PlannedDay
from dispatch.words import words

NOW = datetime(2026, 11, 21, 16, 55, tzinfo=UTC)
PLANNED = planned_day(6)
HEAD = "receipt_id,arrived_at,outcome\n"


@pytest.fixture
def store(write: Callable[..., Path]) -> Path:
    return write("here")


@pytest.fixture
def archive(here: Path) -> RunArchive:
    return RunArchive(here / "runs", free_megabytes=1)


def publish(archive: RunArchive, day: PlannedDay = PLANNED) -> Path:
    with archive.lock(day.day, NOW):
        made = replace(day, version=archive.next_version(day.day))

        def fill(folder: Path) -> None:
            write_plan(made, folder)
            seal(folder, made, status=0)

        return archive.publish(day.day, made.version, fill)


def reported(*names: str, actuals: Path | None = None) -> Reported:
    return report(names, None, None, actuals, {}, lambda: datetime(2026, 11, 30, tzinfo=UTC))


def test_each_day_counts_once_by_its_newest_version(store: Path, archive: RunArchive) -> None:
    publish(archive)
    publish(archive)
    publish(archive, replace(PLANNED, day=date(2026, 11, 23)))
    told = reported()
    assert [figures.day for figures in told.figures] == [PLANNED.day, date(2026, 11, 23)]
    assert (told.status, told.troubles) == (0, ())


def test_a_run_that_is_named_is_the_only_one(store: Path, archive: RunArchive) -> None:
    publish(archive)
    publish(archive, replace(PLANNED, day=date(2026, 11, 23)))
    assert [figures.day for figures in reported(str(PLANNED.day)).figures] == [PLANNED.day]


def test_an_archive_without_a_run_is_refused(store: Path, archive: RunArchive) -> None:
    with pytest.raises(InputError, match="no run"):
        reported()


def test_a_day_that_cannot_be_read_keeps_no_other_day_back(store: Path, archive: RunArchive) -> None:
    publish(archive)
    (publish(archive, replace(PLANNED, day=date(2026, 11, 23))) / "plan.json").write_text("{")
    told = reported()
    assert [figures.day for figures in told.figures] == [PLANNED.day]
    assert len(told.troubles) == 1


def test_what_came_back_is_kept_beside_its_day_and_a_bad_row_is_told(
    store: Path, archive: RunArchive, tmp_path: Path
) -> None:
    publish(archive)
    receipts = [receipt for stop in PLANNED.problem.stops for receipt in stop.receipt_ids]
    back = tmp_path / "actuals.csv"
    back.write_text(f"{HEAD}{receipts[0]},17:42,delivered\n{receipts[1]},half six,delivered\n")
    told = reported(str(PLANNED.day), actuals=back)
    assert {issue.code for issue in told.issues} == {"ACTUAL_UNREADABLE"}
    assert told.status == 5
    assert (archive.day_folder(PLANNED.day) / "actuals.csv").read_bytes() == back.read_bytes()
    assert told.figures[0].actual is not None
    assert told.figures[0].actual.timed == 1


def test_actuals_belong_to_one_day(store: Path, archive: RunArchive, tmp_path: Path) -> None:
    publish(archive)
    back = tmp_path / "actuals.csv"
    back.write_text(HEAD)
    with pytest.raises(UsageError, match="Which day"):
        reported(actuals=back)


@pytest.mark.parametrize("by", ["day", "week", "month", "courier", "vehicle", "period"])
def test_every_grouping_has_rows_and_a_file(
    store: Path, archive: RunArchive, tmp_path: Path, by: str
) -> None:
    publish(archive)
    told = reported()
    grouped = group(told, by)
    assert report_tables(grouped)[0][1].rows
    (csv,) = report_files(grouped, tmp_path / "report.csv", None)
    assert len(csv.read_text(encoding="utf-8-sig").splitlines()) >= 2


def test_a_screen_shows_the_customers_who_leave_least_and_says_how_many_there_are_more(
    store: Path, archive: RunArchive
) -> None:
    publish(archive)
    told = reported()
    (day,) = told.figures
    deliveries = tuple(replace(day.deliveries[0], customer=f"C{n:02}", cost_cents=100 * n) for n in range(25))
    told = replace(told, figures=(replace(day, deliveries=deliveries),))
    grouped = group(told, "customer")
    rows = report_tables(grouped, brief=True)[0][1].rows
    assert [row[0] for row in rows] == [f"C{n:02}" for n in range(24, 4, -1)]
    assert words(told.language)("report.customers", n="5") in report_notes(grouped)
    assert len(report_tables(grouped)[0][1].rows) == 25


def test_persons_leave_a_run_that_is_old_and_its_figures_stay(store: Path, archive: RunArchive) -> None:
    publish(archive)
    before = reported().figures[0]
    late = NOW.replace(year=2028)
    dry = purge_runs(None, None, {}, lambda: late, dry_run=True, clock_is_right=True)
    assert archive.versions(PLANNED.day) == (1,)
    done = purge_runs(None, None, {}, lambda: late, dry_run=False, clock_is_right=True)
    assert [day.day for day in dry.days] == [day.day for day in done.days] == [PLANNED.day]
    assert done.status == 0
    assert archive.versions(PLANNED.day) == ()
    assert reported().figures[0] == before.without_persons()
