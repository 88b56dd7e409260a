"""Whatever happens to a day's folder, one whole version is current, and earlier ones stay as they were."""

import hashlib
import random
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from sampledays import planned_day

from dispatch.archive import RunArchive, changed_files, compare, purge, read_plan, seal, write_plan
from dispatch.archive.retention import FIGURES, read_figures
from dispatch.errors import ResourceError
from dispatch.model import Accounts, RouteSequence, Solution
from dispatch.scheduling import schedule

BASE = planned_day(9, couriers=2, trips=2, breaks=False, plain=True)
DAY = BASE.day
NOW = datetime(2026, 11, 21, 17, 0, tzinfo=UTC)


def another_plan(seed):
    """Plan some of the day's stops in some order, and leave the others behind."""
    rng = random.Random(seed)
    stops = [stop.id for stop in BASE.problem.stops]
    rng.shuffle(stops)
    served = stops[: rng.randint(0, len(stops))]
    cut = rng.randint(0, len(served))
    trips = (served[:cut], served[cut:])
    routes = tuple(
        RouteSequence(shift.id, (tuple(trip),))
        for shift, trip in zip(BASE.problem.shifts, trips, strict=True)
        if trip
    )
    plan = schedule(BASE.problem, Solution(routes))
    total = sum(len(stop.orders) for stop in BASE.problem.stops)
    left = sum(len(stop.orders) for stop in plan.unserved)
    accounts = Accounts(total + 4, 3, 1, left, total - left)
    return replace(BASE, plan=plan, accounts=accounts)


def digest(folder):
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return hashlib.sha256(b"".join(path.read_bytes() for path in files)).hexdigest()


class FaultError(Exception):
    """Something a writer may die of."""


class Days(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.place = tempfile.TemporaryDirectory()
        self.archive = RunArchive(Path(self.place.name) / "runs", free_megabytes=0)
        self.made = {}
        self.prints = {}

    def teardown(self):
        self.place.cleanup()

    def publish(self, planned, *, fingerprint, dies_at=None):
        with self.archive.lock(DAY, NOW):
            version = self.archive.next_version(DAY)
            planned = replace(planned, version=version)
            steps = [
                lambda folder: write_plan(planned, folder),
                lambda folder: (folder / "stops.csv").write_text(str(version)),
                lambda folder: seal(folder, planned, status=0, fingerprint=fingerprint),
            ]

            def write(folder):
                for number, step in enumerate(steps):
                    if number == dies_at:
                        raise FaultError
                    step(folder)

            folder = self.archive.publish(DAY, version, write)
        self.made[version] = planned
        self.prints[version] = digest(folder)

    @rule(seed=st.integers(0, 10**6), fingerprint=st.sampled_from("abc"))
    def plan(self, seed, fingerprint):
        self.publish(another_plan(seed), fingerprint=fingerprint)

    @rule(seed=st.integers(0, 10**6), step=st.integers(0, 2))
    def plan_dies(self, seed, step):
        try:
            self.publish(another_plan(seed), fingerprint="x", dies_at=step)
        except FaultError:
            return
        raise AssertionError("the fault was swallowed")

    @rule(name=st.sampled_from([".v1.tmp-00", ".v9.tmp-ab", ".latest.tmp-0f", ".v2.gone-77"]))
    def rubble(self, name):
        folder = self.archive.day_folder(DAY)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "plan.json").write_text("half")

    @rule()
    def latest_is_lost(self):
        (self.archive.day_folder(DAY) / "latest").unlink(missing_ok=True)

    @precondition(lambda self: self.made)
    @rule()
    def overwriting_is_refused(self):
        version = max(self.made)
        try:
            self.archive.publish(DAY, version, lambda folder: (folder / "x").write_text("other"))
        except ResourceError:
            return
        raise AssertionError("a version was overwritten")

    @rule()
    def young_runs_survive_a_purge(self):
        assert purge(self.archive, 28, NOW + timedelta(days=28), lambda *_: {}) == ()

    @precondition(lambda self: self.made)
    @rule()
    def old_runs_become_figures(self):
        newest = self.made[max(self.made)]
        purge(self.archive, 28, NOW + timedelta(days=29), lambda day, _: {"planned": day.accounts.planned})
        assert [path.name for path in self.archive.day_folder(DAY).iterdir()] == [FIGURES]
        assert read_figures(self.archive, DAY) == {"planned": newest.accounts.planned}
        self.made.clear()
        self.prints.clear()

    @invariant()
    def every_version_is_whole_and_unchanged(self):
        assert self.archive.versions(DAY) == tuple(sorted(self.made))
        for version, planned in self.made.items():
            folder = self.archive.folder(DAY, version)
            assert digest(folder) == self.prints[version]
            assert changed_files(folder) == ()
            assert read_plan(folder) == planned

    @invariant()
    def one_version_is_current_after_the_next_lock(self):
        with self.archive.lock(DAY, NOW):
            pass
        if self.made:
            latest = self.archive.day_folder(DAY) / "latest"
            assert latest.readlink().name == f"v{max(self.made)}"
            assert self.archive.leftovers(DAY) == ()

    @invariant()
    def nothing_is_lost_or_doubled_in_the_current_plan(self):
        if self.made:
            day = self.archive.read(DAY)
            receipts = {stop.id: stop.receipt_ids for stop in day.problem.stops}
            planned = [
                receipt
                for route in day.plan.routes
                for trip in route.trips
                for visit in trip.visits
                for receipt in receipts[visit.stop]
            ]
            left = [receipt for stop in day.plan.unserved for receipt in stop.receipt_ids]
            assert len(planned) == len(set(planned)) == day.accounts.planned
            assert sorted(planned + left) == sorted(r for ids in receipts.values() for r in ids)
            assert len(left) == day.accounts.unassigned

    @precondition(lambda self: len(self.made) > 1)
    @invariant()
    def changes_between_versions_add_up(self):
        *_, one, two = sorted(self.made)
        old, new = self.made[one], self.made[two]
        changes = compare(old, new)
        assert new.accounts.planned - old.accounts.planned == len(changes.taken) - len(changes.dropped)
        told = {*changes.print_again, *changes.unchanged}
        assert told == {route.name for route in new.plan.routes}
        assert not set(changes.print_again) & set(changes.unchanged)


TestDays = Days.TestCase
TestDays.settings = settings(max_examples=25, stateful_step_count=12)
