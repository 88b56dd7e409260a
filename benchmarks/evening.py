"""An evening at the till: every customer asks, takes a window and buys, one by one, with the clock running.

    python benchmarks/evening.py [--customers 150] [--seed 1] [--iterations 1500] [--replan 30] [--folder DIR]

Told is: promises broken (in the plan that was driven, trip by trip), how many were offered the window they
wished, seconds an answer took, and what the evening costs against planning all of it at once with hindsight:
the same orders with the same windows and packing times, nothing to be held and nothing to have left.
"""

import argparse
import json
import random
import shutil
import statistics
import tempfile
import time
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from dispatch.app import run
from dispatch.app.files import find_setting
from dispatch.app.improving import Improvement, improve
from dispatch.app.liveshop import LiveShop
from dispatch.archive import RunArchive
from dispatch.clock import hhmm
from dispatch.day import read_book
from dispatch.day.news import Promise, PromiseBought
from dispatch.model import Plan, Problem, Solution
from dispatch.pipeline.solving import find_routes, schedule_and_check
from dispatch.ports import Silent
from dispatch.serving import Basket, Refused, Wanted
from dispatch.solving import Budget

DAY = date(2026, 11, 24)
ZONE = ZoneInfo("Europe/Amsterdam")
WINDOWS = ("14:00-16:00", "16:00-18:00", "18:00-20:00", "20:00-22:00")
LIKED = (2, 4, 8, 3)
OPENS, LAST = 10 * 60, 19 * 60
VANS = 1

CONFIG = """
[store]
name = "Winkel"
lat = 52.16
lon = 4.49
opening = "08:00-21:00"
delivery = "14:00-22:00"
language = "en"
[promise]
packing_minutes = 20
hold_minutes = 20
release_minutes = 20
tell = false
research_seconds = 1.0
[intake]
settle_seconds = 0
[travel]
source = "estimate"
[geocoding]
offline = true
addresses = "addresses.csv"
[sheets]
phone = false
labels = "none"
[solver]
iterations = {iterations}
workers = 1
"""


@dataclass
class Customer:
    """Somebody at the till."""

    number: int
    asks: float
    buys: float | None
    door: int
    crates: int
    chilled: int
    wish: str


class Clock:
    """The store's clock, set by hand."""

    def __init__(self) -> None:
        self.minutes = float(OPENS)

    def __call__(self) -> datetime:
        return datetime(DAY.year, DAY.month, DAY.day, tzinfo=ZONE) + timedelta(minutes=self.minutes)


def write_store(folder: Path, iterations: int, bikes: int, rng: random.Random) -> None:
    """Write the configuration and four hundred doors around the store."""
    text = CONFIG.format(iterations=iterations)
    for number in range(bikes):
        shift = ("13:30-22:30", "15:30-22:30")[number % 2]
        text += (
            f'[[vehicle]]\nid = "fiets-{number}"\nprofile = "bike"\ncrates = 12\nkg = 160\nrange_km = 90\n'
            f"cost_per_km = 0.08\nfixed_cost = 5\nloading_minutes = 8\n"
            f'[[courier]]\nname = "Koerier {number}"\nvehicle = "fiets-{number}"\nshift = "{shift}"\n'
            f"hourly_wage = 15\n"
        )
    for number in range(VANS):
        text += (
            f'[[vehicle]]\nid = "bus-{number}"\nprofile = "van"\ncrates = 40\nkg = 700\ncooled = true\n'
            f"cost_per_km = 0.24\nfixed_cost = 25\nloading_minutes = 15\n"
            f'[[courier]]\nname = "Chauffeur {number}"\nvehicle = "bus-{number}"\nshift = "13:30-22:30"\n'
            f"hourly_wage = 17\n"
        )
    (folder / "dispatch.toml").write_text(text)
    doors = ["street;house_number;postcode;city;lat;lon"]
    for number in range(1, 401):
        lat, lon = 52.16 + rng.gauss(0, 0.013), 4.49 + rng.gauss(0, 0.02)
        doors.append(f"Laan;{number};2312 AB;Leiden;{lat:.6f};{lon:.6f}")
    (folder / "addresses.csv").write_text("\n".join(doors) + "\n")


def customers(count: int, rng: random.Random) -> list[Customer]:
    """Draw who comes when, and what each wishes; one in twenty does not buy."""
    drawn = []
    for number in range(count):
        asks = OPENS + (LAST - OPENS) * rng.betavariate(2.2, 1.6)
        ahead = [w for w in WINDOWS if int(w[:2]) * 60 + 60 >= asks + 45]
        wish = rng.choices(ahead, [LIKED[WINDOWS.index(w)] for w in ahead])[0]
        buys = None if rng.random() < 0.05 else asks + rng.uniform(1, 10)
        crates = rng.choice((1, 1, 1, 2, 2, 3))
        drawn.append(
            Customer(5000 + number, asks, buys, rng.randint(1, 400), crates, rng.randint(0, 1), wish)
        )
    return sorted(drawn, key=lambda one: one.asks)


@dataclass
class Evening:
    """What became of an evening."""

    wished: int = 0
    promised: int = 0
    nothing: int = 0
    answers: list[float] = None  # type: ignore[assignment]
    takes: list[float] = None  # type: ignore[assignment]
    versions: int = 0


def live(folder: Path, clock: Clock, people: list[Customer], replan: int) -> Evening:
    """Let everybody ask, take and buy, with a plan every so many minutes if something is new."""
    setting = find_setting(folder / "dispatch.toml", None, {}, {"archive.folder": str(folder / "runs")})
    told = Evening(answers=[], takes=[])
    run.writers = lambda *_, **__: ()  # what is printed is measured elsewhere
    shop = LiveShop(setting, clock)
    steps: list[tuple[float, int, str, Customer | None]] = [(c.asks, c.number, "ask", c) for c in people]
    steps += [(m, 0, "plan", None) for m in range(OPENS, LAST + 120, replan)]
    taken: dict[int, str] = {}
    while steps:
        steps.sort(key=lambda step: step[:2])
        at, _, what, who = steps.pop(0)
        clock.minutes = max(clock.minutes, at)
        if what == "plan":
            if shop.unplanned.is_set():
                shop.unplanned.clear()
                ended = improve(Improvement(DAY, setting), clock)
                print(f"{hhmm(int(at * 60))} {ended}", flush=True)
        elif what == "ask":
            shop.keep_up()
            if window := take_window(shop, who, told):
                taken[who.number] = window
                if who.buys is not None:
                    steps.append((who.buys, who.number, "buy", who))
        else:
            shop.buy(json.dumps(event(who, clock())), "")
    shop.close()
    return told


def take_window(shop: LiveShop, who: Customer, told: Evening) -> str | None:
    """Ask, and take the window wished, else the one that costs the store least."""
    address = f"Laan {who.door}, 2312 AB Leiden"
    basket = {"address": address, "crates": max(who.crates, who.chilled), "chilled": who.chilled}
    began = time.perf_counter()
    days = shop.ask(Basket(**basket))["days"]
    told.answers.append(time.perf_counter() - began)
    offered = {
        f"{w['window_from']}-{w['window_to']}": w["extra_eur"]
        for day in days
        if day["date"] == DAY.isoformat()
        for w in day["windows"]
        if w["possible"]
    }
    if not offered:
        told.nothing += 1
        return None
    window = who.wish if who.wish in offered else min(offered, key=offered.__getitem__)
    told.wished += window == who.wish
    began = time.perf_counter()
    try:
        shop.take(Wanted(**basket, window=window, phone=f"06{30_000_000 + who.number}"), "")
    except Refused:
        told.nothing += 1
        return None
    told.takes.append(time.perf_counter() - began)
    told.promised += 1
    return window


def event(who: Customer, now: datetime) -> dict[str, object]:
    """What the till says once it is paid."""
    return {
        "event": "paid", "id": f"e{who.number}", "receipt_id": str(who.number), "at": now.isoformat(),
        "home_delivery": True, "name": f"Customer {who.number}", "phone": f"06{30_000_000 + who.number}",
        "address": {"street": "Laan", "house_number": str(who.door), "postcode": "2312 AB", "city": "Leiden"},
        "crates": str(max(who.crates, who.chilled)),
        "temperature": "koel" if who.chilled else "gewoon",
    }  # fmt: skip


def hindsight(problem: Problem, iterations: int) -> Plan:
    """Plan everything at once, as if it had been known in the morning."""
    shifts = tuple(replace(shift, fixed=(), not_before=0) for shift in problem.shifts)
    free = replace(problem, shifts=shifts)
    solution: Solution = find_routes(free, Budget(None, iterations, workers=2, patience=1.0), 1, Silent())
    return schedule_and_check(free, solution)


def main() -> None:
    """Run an evening and print what became of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=150)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--iterations", type=int, default=1500)
    parser.add_argument("--bikes", type=int, default=8)
    parser.add_argument("--replan", type=int, default=30, help="minutes between two plans")
    parser.add_argument("--folder", type=Path)
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp(prefix="evening-"))
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    rng, clock = random.Random(asked.seed), Clock()
    write_store(folder, asked.iterations, asked.bikes, rng)
    people = customers(asked.customers, rng)
    told = live(folder, clock, people, asked.replan)
    archive = RunArchive(folder / "runs")
    last = archive.read(DAY)
    entries = [entry.news for entry in read_book(archive.day_folder(DAY)).entries]
    promises = {one.number: one.window for one in entries if isinstance(one, Promise)}
    bought = {one.receipt: promises[one.number] for one in entries if isinstance(one, PromiseBought)}
    starts = {
        receipt: visit.start
        for route in last.plan.routes
        for trip in route.trips
        for visit in trip.visits
        for stop in last.problem.stops
        if stop.id == visit.stop
        for receipt in stop.receipt_ids
    }
    broken = [receipt for receipt, window in bought.items() if starts.get(receipt, -1) not in window]
    evening = sum(route.cost.spent for route in last.plan.routes)
    best = hindsight(last.problem, asked.iterations * 10)
    known = sum(route.cost.spent for route in best.routes)
    answers = sorted(told.answers)
    print(
        json.dumps(
            {
                "customers": len(people),
                "promised": told.promised,
                "wished": told.wished,
                "nothing": told.nothing,
                "bought": len(bought),
                "broken": len(broken),
                "versions": len(archive.versions(DAY)),
                "left_behind": len(last.plan.unserved),
                "evening_eur": round(evening / 1_800_000, 2),
                "hindsight_eur": round(known / 1_800_000, 2),
                "hindsight_left": len(best.unserved),
                "worse_percent": round(100 * (evening / known - 1), 1),
                "answer_ms": {
                    "median": round(1000 * statistics.median(answers), 1),
                    "p95": round(1000 * answers[int(len(answers) * 0.95)], 1),
                    "most": round(1000 * answers[-1], 1),
                },
                "take_ms_median": round(1000 * statistics.median(told.takes), 1),
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
