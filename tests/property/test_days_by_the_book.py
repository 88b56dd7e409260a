"""Whole days by the book: exports, changes and clocks at random, down the real road."""

import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from wholeroad import configure, receipts_of, row, up_to_date, write_export

from dispatch.checking import check
from dispatch.clock import HOUR, MINUTE
from dispatch.config import Config
from dispatch.day import BACK, BOOK, LEFT, day_state, news, read_book
from dispatch.intake import read_export
from dispatch.model import Outcome, PlannedDay, TimeWindow, Trip
from dispatch.pipeline.till import export_as_news

COURIERS = ("Anna", "Bram")
VEHICLES = ("fiets-1", "fiets-2", "bus-1")


def store() -> Config:
    return configure(
        vehicle=[
            {"id": "fiets-1", "profile": "bike", "crates": 6, "kg": 100, "loading_minutes": 5},
            {"id": "fiets-2", "profile": "bike", "crates": 6, "kg": 100, "loading_minutes": 5},
            {"id": "bus-1", "profile": "van", "crates": 20, "kg": 500, "loading_minutes": 5},
        ],
        courier=[
            {"name": "Anna", "vehicle": "fiets-1", "shift": "14:00-22:00"},
            {"name": "Bram", "vehicle": "fiets-2", "shift": "15:00-22:00", "breaks": "16-17"},
        ],
        solver={"engine": "search", "iterations": 15, "workers": 1},
    )


@dataclass
class Till:
    """A till that goes on selling, and sometimes takes a sale back or changes it."""

    rng: random.Random
    rows: dict[str, dict[str, str]] = field(default_factory=dict)

    def sell(self, count: int, moment: int) -> None:
        for _ in range(count):
            number = str(1000 + len(self.rows))
            start = max(14, min(20, moment // HOUR + self.rng.randint(0, 4)))
            at = min(max(8 * HOUR, moment - 60), 20 * HOUR)
            self.rows[number] = row(
                number, self.rng.uniform(-1500, 1500), self.rng.uniform(-1500, 1500),
                tijdstip=f"2026-11-24T{at // HOUR:02d}:{at % HOUR // 60:02d}",
                kratten=str(self.rng.randint(1, 3)),
                van=f"{start}:00", tot=f"{start + self.rng.choice((1, 2))}:00",
            )  # fmt: skip

    def touch(self) -> None:
        if not self.rows:
            return
        number = self.rng.choice(list(self.rows))
        what = self.rng.randrange(4)
        if what == 0:
            self.rows[number]["thuisbezorging"] = "nee"
        elif what == 1:
            self.rows[number]["opmerking"] = f"bel {self.rng.randrange(9)}"
        elif what == 2:
            self.rows[number]["kratten"] = str(self.rng.randint(1, 4))
        else:
            del self.rows[number]

    def export(self, folder: Path, config: Config) -> news.ExportRead:
        rows: list[Mapping[str, str]] = list(self.rows.values())
        self.rng.shuffle(rows)
        return export_as_news(read_export(write_export(folder / "kassa.csv", rows), config.intake), "")


def said(rng: random.Random, till: Till, moment: int, book: int) -> list[news.News]:
    """Draw one thing that a dispatcher says."""
    known = list(till.rows) or ["1000"]
    one, other = rng.choice(known), rng.choice(known)
    courier, vehicle = rng.choice(COURIERS), rng.choice(VEHICLES)
    later = moment + rng.randrange(0, 3 * HOUR, 300)
    return [
        rng.choice(
            (
                news.Cancel((one,)),
                news.Restore((one,)),
                news.Drop((one,)),
                news.Give((one,), courier, rng.choice(list(news.Turn))),
                news.Keep((one,), courier),
                news.Together(tuple(dict.fromkeys((one, other)))),
                news.ChangeWindow(one, TimeWindow(18 * HOUR, 19 * HOUR)),
                news.ChangeNote(one, "bel links"),
                news.Lock(courier, courier, rng.randrange(3)),
                news.Unlock(courier),
                news.CourierOut(courier, moment, rng.choice((None, later))),
                news.CourierIn(courier, TimeWindow(14 * HOUR, rng.choice((20, 21, 22)) * HOUR)),
                news.CourierLate(courier, rng.randrange(5, 40) * MINUTE, moment),
                news.CourierVehicle(courier, vehicle),
                news.CourierIn("Chris", TimeWindow(max(moment, 15 * HOUR), 22 * HOUR), "bus-1", new=True),
                news.VehicleOut(vehicle, moment),
                news.VehicleBack(vehicle, later),
                news.StoreCloses(rng.choice((20, 21)) * HOUR),
                news.LateAllowed(rng.choice((0, 30)) * MINUTE),
                news.LateAllowed(20 * MINUTE, TimeWindow(17 * HOUR, 20 * HOUR)),
                news.Done(one, rng.choice(list(Outcome)), moment),
                news.Undo(rng.randint(1, max(1, book))),
            )
        )
    ]


def standing(rng: random.Random, till: Till, folder: Path, moment: int) -> news.StandingDue:
    """Draw what stands on the day: two forecasts, of which some are not due or replaced by a receipt."""
    receipts = day_state(read_book(folder).entries, moment).receipts
    left = {number for number, known in receipts.items() if known.phase in LEFT | BACK}
    due = [number for number in ("S1", "S2") if rng.random() < 0.7]
    taken = {n: rng.choice(list(till.rows)) for n in due if till.rows and rng.random() < 0.4}
    taken = {number: receipt for number, receipt in taken.items() if list(taken.values()).count(receipt) == 1}
    rows = [
        news.TillRow(number, 2, tuple(row(number, 300.0, 200.0, van="17:00", tot="20:00").items()))
        for number in due
        if number not in taken or number in left
    ]
    return news.StandingDue(
        "standing.csv",
        tuple(rows),
        tuple(pair for pair in taken.items() if pair[0] not in left),
        tuple(pair for pair in taken.items() if pair[0] in left),
    )


def gone(day: PlannedDay, moment: int) -> dict[tuple[str, int], Trip]:
    return {
        (route.shift.id, number): trip
        for route in day.plan.routes
        for number, trip in enumerate(route.trips)
        if trip.departure <= moment
    }


ONCE_WRONG = (163,)
"""A courier on the road waited no more for a window told, when his next trip was given more to do."""

OFTEN = {*range(8), *ONCE_WRONG}


@pytest.mark.parametrize(
    "seed", [s if s in OFTEN else pytest.param(s, marks=pytest.mark.nightly) for s in range(300)]
)
def test_whatever_happens_in_a_day(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    config, till = store(), Till(random.Random(seed + 1))
    moment = rng.choice((12, 13, 15)) * HOUR
    till.sell(rng.randint(3, 8), moment)
    day = up_to_date(tmp_path, config, None, [till.export(tmp_path, config)], moment)
    holds(tmp_path, day, None, till, moment)
    for _ in range(4):
        moment += rng.randrange(5, 100) * MINUTE
        if rng.random() < 0.5:
            till.sell(rng.randint(0, 3), moment)
        if rng.random() < 0.5:
            till.touch()
        book = read_book(tmp_path).entries
        what: list[news.News] = [till.export(tmp_path, config)] if rng.random() < 0.7 else []
        for _ in range(rng.randint(0, 2)):
            what += [one for one in said(rng, till, moment, len(book)) if allowed(one, book)]
        if rng.random() < 0.3:
            what.append(standing(rng, till, tmp_path, moment))
        before = day
        day = up_to_date(tmp_path, config, before, what, moment)
        holds(tmp_path, day, before, till, moment)


def allowed(one: news.News, book: Any) -> bool:
    if not isinstance(one, news.Undo):
        return True
    return one.number <= len(book) and not isinstance(book[one.number - 1].news, news.VersionMade)


def holds(folder: Path, day: PlannedDay, before: PlannedDay | None, till: Till, moment: int) -> None:
    """Nothing is lost, doubled or revived; what has left stays to the second."""
    assert check(day.problem, day.plan) == ()
    planned, unassigned, rejected = receipts_of(day)
    assert max(Counter((*planned, *unassigned, *rejected)).values(), default=0) <= 1
    state = day_state(read_book(folder).entries, moment)
    everywhere = {*planned, *unassigned, *rejected}
    withdrawn = {r.number for r in state.receipts.values() if r.withdrawn}
    assert everywhere >= state.receipts.keys() - withdrawn, "an order is lost"
    left = gone(day, moment)
    on_board = {v.stop for trip in left.values() for v in trip.visits}
    of_stop = {stop.id: stop.receipt_ids for stop in day.problem.stops}
    departed = {r for stop in on_board for r in of_stop[stop]}
    for receipt in state.receipts.values():
        if receipt.cancelled and receipt.number not in departed and receipt.outcome is None:
            assert receipt.number not in {*planned, *unassigned}, "a cancelled order is revived"
    if before is None:
        return
    stopped = {n for n, c in state.fleet.couriers.items() if c.stopped is not None}
    halted = {n for n, v in state.fleet.vehicles.items() if v.out is not None}
    for (shift, number), trip in gone(before, moment).items():
        route = next(r for r in before.plan.routes if r.shift.id == shift)
        if route.shift.courier not in stopped and route.shift.vehicle.id not in halted:
            assert left.get((shift, number)) == trip, "a trip that left is rewritten"
    assert (folder / BOOK).exists()
