"""Days on which the clocks change, and clocks that jump: nothing in the archive counts by them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sampledays import planned_day

from dispatch.archive import RunArchive, purge, seal, write_plan

ZONE = ZoneInfo("Europe/Amsterdam")
PLANNED = planned_day(2)


@pytest.fixture
def archive(tmp_path):
    return RunArchive(tmp_path / "runs", free_megabytes=0)


def publish(archive, day, now):
    provenance = replace(PLANNED.provenance, made_at=now.isoformat())
    made = replace(PLANNED, day=day, problem=replace(PLANNED.problem, day=day), provenance=provenance)
    with archive.lock(day, now):

        def write(folder):
            write_plan(made, folder)
            seal(folder, made, status=0)

        return archive.publish(day, archive.next_version(day), write)


@pytest.mark.parametrize("day", [date(2026, 10, 25), date(2027, 3, 28)])
def test_a_day_of_23_or_25_hours_is_a_day(archive, day):
    midnight = datetime(day.year, day.month, day.day, tzinfo=ZONE)
    for hour in (0, 1, 2, 3, 23):
        publish(archive, day, midnight.replace(hour=hour))
    assert archive.versions(day) == (1, 2, 3, 4, 5)
    for fold in (0, 1):
        publish(archive, day, midnight.replace(hour=2, minute=30, fold=fold))
    assert archive.read(day).problem.day == day


@pytest.mark.parametrize("change", [date(2026, 10, 25), date(2027, 3, 28)])
def test_retention_counts_calendar_days_over_the_change(archive, change):
    old = change - timedelta(days=14)
    publish(archive, old, datetime(old.year, old.month, old.day, 17, tzinfo=ZONE))
    last = old + timedelta(days=28)
    late = datetime(last.year, last.month, last.day, 23, 59, tzinfo=ZONE)
    assert purge(archive, 28, late, lambda *_: {}) == ()
    after = (late.astimezone(UTC) + timedelta(minutes=1)).astimezone(ZONE)
    assert [one.day for one in purge(archive, 28, after, lambda *_: {})] == [old]


def test_a_clock_that_jumps_back_makes_the_next_version_all_the_same(archive):
    day = date(2026, 11, 21)
    publish(archive, day, datetime(2026, 11, 21, 17, 0, tzinfo=ZONE))
    publish(archive, day, datetime(1970, 1, 1, 1, 0, tzinfo=ZONE))
    publish(archive, day, datetime(2038, 1, 19, 3, 14, 8, tzinfo=ZONE))
    assert archive.versions(day) == (1, 2, 3)
    assert (archive.day_folder(day) / "latest").readlink().name == "v3"


def test_a_clock_far_behind_purges_nothing(archive):
    day = date(2026, 11, 21)
    publish(archive, day, datetime(2026, 11, 21, 17, 0, tzinfo=ZONE))
    assert purge(archive, 28, datetime(1970, 1, 1, tzinfo=ZONE), lambda *_: {}) == ()
