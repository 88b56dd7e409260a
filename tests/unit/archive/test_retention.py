import json
import os
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta

import pytest
from sampledays import planned_day

from dispatch.archive import FIGURES, RunArchive, keep_actuals, purge, read_figures, seal, write_plan
from dispatch.archive.retention import ACTUALS, believe_clock
from dispatch.archive.runs import LOCKS
from dispatch.errors import InputError, ResourceError

PLANNED = planned_day(3)
NOW = datetime(2026, 12, 24, 3, 0, tzinfo=UTC)


@pytest.fixture
def archive(tmp_path):
    return RunArchive(tmp_path / "runs", free_megabytes=1)


def publish(archive, days_ago, versions=1):
    day = (NOW - timedelta(days=days_ago)).date()
    made = replace(PLANNED, day=day, problem=replace(PLANNED.problem, day=day))
    for version in range(1, versions + 1):
        with archive.lock(day, NOW):

            def write(folder, version=version):
                write_plan(replace(made, version=version), folder)
                seal(folder, made, status=0)

            archive.publish(day, version, write)
    return day


def summarise(day, actuals):
    return {"version": day.version, "accounts": asdict(day.accounts), "back": actuals is not None}


def files(archive, day):
    return sorted(path.name for path in archive.day_folder(day).iterdir())


def test_old_runs_become_figures_and_young_ones_stay(archive):
    old, edge, young = publish(archive, 29, 2), publish(archive, 28), publish(archive, 1)
    done = purge(archive, 28, NOW, summarise)
    assert [(one.day, one.versions) for one in done] == [(old, (1, 2))]
    assert done[0].bytes > 1000
    assert files(archive, old) == [FIGURES]
    assert files(archive, edge) == files(archive, young) == ["latest", "v1"]
    assert read_figures(archive, old)["version"] == 2
    assert read_figures(archive, young) is None
    assert (archive.day_folder(old) / FIGURES).stat().st_mode & 0o777 == 0o600


def test_nothing_of_a_customer_is_left(archive):
    old = publish(archive, 40)
    keep_actuals(archive, old, b"receipt_id;arrived_at;outcome\n1;17:00;delivered\n")
    purge(archive, 28, NOW, summarise)
    assert read_figures(archive, old)["back"] is True
    rest = b"".join(path.read_bytes() for path in archive.root.rglob("*") if path.is_file())
    for stop in PLANNED.problem.stops:
        for located in stop.orders:
            for secret in (located.order.name, located.order.phone, located.order.address.street):
                assert not secret or secret.encode() not in rest


def test_a_day_long_past_that_was_planned_just_now_is_not_taken_away(archive):
    day, other = publish(archive, 400), publish(archive, 300)
    assert [one.day for one in purge(archive, 28, NOW, summarise, spare=[day])] == [other]
    assert files(archive, day) == ["latest", "v1"]
    assert [one.day for one in purge(archive, 28, NOW, summarise)] == [day]


def aged(archive, days_ago, **more):
    """Publish a day, and let its files be as old as it is."""
    day = publish(archive, days_ago, **more)
    written = (NOW - timedelta(days=days_ago)).timestamp()
    for path in (archive.day_folder(day), *archive.day_folder(day).iterdir()):
        os.utime(path, (written, written), follow_symlinks=False)
    return day


@pytest.mark.parametrize("ahead", [366, 5 * 365, 900 * 365])
def test_a_clock_that_stands_years_ahead_is_not_believed(archive, ahead):
    for days_ago in (40, 12, 1):
        aged(archive, days_ago)
    with pytest.raises(ResourceError, match=r"nothing was written in the archive after 2026-12-23\."):
        believe_clock(archive, NOW + timedelta(days=ahead))


def test_nor_is_it_once_it_has_planned_by_itself(archive):
    for days_ago in (3 * 365 + 40, 3 * 365, 0):  # the last one is what the wrong clock made
        aged(archive, days_ago)
    with pytest.raises(ResourceError, match=r"after 2023-12-25\."):
        believe_clock(archive, NOW)


def test_a_clock_is_believed_where_the_archive_goes_on_until_now(archive):
    believe_clock(archive, NOW)
    aged(archive, 0)
    believe_clock(archive, NOW)  # a new store
    for days_ago in (900, 600, 300, 20):
        aged(archive, days_ago)
    believe_clock(archive, NOW)
    believe_clock(archive, NOW - timedelta(days=20_000))
    believe_clock(archive, NOW + timedelta(days=300))  # a summer's store opens again


def test_a_week_after_a_long_time_the_clock_is_believed(archive):
    aged(archive, 800)
    aged(archive, 8)
    believe_clock(archive, NOW)


def test_a_day_long_past_that_is_planned_today_says_nothing_of_the_clock(archive):
    publish(archive, 3000)
    believe_clock(archive, datetime.now(UTC))


def test_a_dry_run_tells_the_same_and_does_nothing(archive):
    old = publish(archive, 40, 2)
    told = purge(archive, 28, NOW, summarise, dry_run=True)
    assert [(one.day, one.versions, one.bytes > 0) for one in told] == [(old, (1, 2), True)]
    assert files(archive, old) == ["latest", "v1", "v2"]


def test_purging_twice_finds_nothing_the_second_time(archive):
    publish(archive, 40)
    assert len(purge(archive, 28, NOW, summarise)) == 1
    assert purge(archive, 28, NOW, summarise) == ()


def test_a_busy_day_waits_for_the_next_purge(archive):
    old = publish(archive, 40)
    with archive.lock(old, NOW):
        (told,) = purge(archive, 28, NOW, summarise)
    assert told.busy
    assert files(archive, old) == ["latest", "v1"]


def test_a_damaged_plan_still_goes(archive):
    old = publish(archive, 40)
    (archive.folder(old) / "plan.json").write_text("{")
    (told,) = purge(archive, 28, NOW, summarise)
    assert told.unreadable
    assert files(archive, old) == []


def test_killed_between_figures_and_removal_the_next_purge_ends_it(archive, monkeypatch):
    old = publish(archive, 40, 3)
    removed = []

    def die(folder):
        if removed:
            raise KeyboardInterrupt
        removed.append(folder.name)
        real(folder)

    from dispatch.archive import retention

    real = retention.remove_tree
    monkeypatch.setattr(retention, "remove_tree", die)
    with pytest.raises(KeyboardInterrupt):
        purge(archive, 28, NOW, summarise)
    assert archive.versions(old) == (2, 3)
    monkeypatch.setattr(retention, "remove_tree", real)
    purge(archive, 28, NOW, summarise)
    assert files(archive, old) == [FIGURES]
    assert read_figures(archive, old)["version"] == 3


def test_figures_of_an_earlier_purge_stay_when_only_rubble_is_left(archive):
    old = publish(archive, 40)
    purge(archive, 28, NOW, summarise)
    before = read_figures(archive, old)
    (archive.day_folder(old) / ".v1.gone-00ff").mkdir()
    purge(archive, 28, NOW, summarise)
    assert read_figures(archive, old) == before
    assert files(archive, old) == [FIGURES]


def test_rubble_of_a_killed_run_goes_on_any_day(archive):
    young = publish(archive, 1)
    rubble = archive.day_folder(young) / ".v2.tmp-00ff"
    rubble.mkdir()
    (rubble / "plan.json").write_text("persons")
    assert purge(archive, 28, NOW, summarise) == ()
    assert files(archive, young) == ["latest", "v1"]


def test_damaged_figures_are_told(archive):
    old = publish(archive, 40)
    purge(archive, 28, NOW, summarise)
    (archive.day_folder(old) / FIGURES).write_text(json.dumps([]))
    with pytest.raises(InputError, match=r"figures\.json is damaged"):
        read_figures(archive, old)


def test_a_returned_list_is_kept_beside_the_runs(archive):
    day = publish(archive, 0)
    path = keep_actuals(archive, day, b"a")
    keep_actuals(archive, day, b"b")
    assert path.name == ACTUALS
    assert path.read_bytes() == b"b"
    assert archive.versions(day) == (1,)


@pytest.fixture
def outside(tmp_path):
    """A folder that does not belong to the archive."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    (folder / "v1").mkdir()
    for name in ("v1/plan.json", "addresses.csv", "latest.txt", "actuals.csv", ".v2.tmp-00ff"):
        (folder / name).write_text("of the store")
    return folder


def contents(folder):
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("days_ago", [1, 40])
def test_a_day_that_is_a_link_to_another_place_is_left_alone(archive, outside, days_ago):
    older = publish(archive, 50)
    before = contents(outside)
    linked = (NOW - timedelta(days=days_ago)).date()
    archive.day_folder(linked).symlink_to(outside, target_is_directory=True)
    for dry_run in (True, False):
        done = purge(archive, 28, NOW, summarise, dry_run=dry_run)
        assert [(one.day, bool(one.kept)) for one in done] == [
            (older, False),
            *([(linked, True)] * (days_ago > 28)),
        ]
        assert done[-1].bytes == 0 or days_ago < 28
    assert contents(outside) == before
    assert archive.day_folder(linked).is_symlink()
    assert files(archive, older) == [FIGURES]


@pytest.mark.parametrize(
    "name", ["v2", "sheets", ".v3.tmp-00ff", "latest.txt", "actuals.csv", "figures.json"]
)
def test_of_a_link_within_a_day_only_the_link_goes(archive, outside, name):
    old = publish(archive, 40)
    before = contents(outside)
    target = outside / name if (outside / name).is_file() else outside
    (archive.day_folder(old) / name).symlink_to(target)
    assert [one.kept for one in purge(archive, 28, NOW, summarise)] == [None]
    assert files(archive, old) == [FIGURES]
    assert not (archive.day_folder(old) / FIGURES).is_symlink()
    assert contents(outside) == before


def test_links_in_the_place_of_locks_are_not_followed(archive, outside):
    old = publish(archive, 40)
    before = contents(outside)
    lock = archive.root / LOCKS / f"{old}.lock"
    lock.unlink()
    lock.symlink_to(outside / "addresses.csv")
    (told,) = purge(archive, 28, NOW, summarise)
    assert "something else is in its place" in str(told.kept)
    lock.unlink()
    lock.parent.rmdir()
    lock.parent.symlink_to(outside)
    (told,) = purge(archive, 28, NOW, summarise)
    assert "is a link" in str(told.kept)
    assert contents(outside) == before
    assert files(archive, old) == ["latest", "v1"]


def test_a_day_that_cannot_be_removed_keeps_no_other_back(archive, monkeypatch):
    stuck, later = publish(archive, 50), publish(archive, 40)
    from dispatch.archive import retention

    real = retention.remove_tree

    def refuse(folder):
        if folder.parent.name == stuck.isoformat():
            raise PermissionError(1, "Operation not permitted")
        real(folder)

    monkeypatch.setattr(retention, "remove_tree", refuse)
    first, second = purge(archive, 28, NOW, summarise)
    assert (first.day, second.day, second.kept) == (stuck, later, None)
    assert "permission is denied" in str(first.kept)
    assert files(archive, later) == [FIGURES]
