"""Draw a store with an archive of days, to try the owner's questions on.

    python benchmarks/archive.py my-store --days 30

writes ``dispatch.toml``, an export a day and four scenarios into the folder, and plans every day.
"""

import argparse
import csv
import math
import random
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from dispatch.app.plan import plan
from dispatch.app.request import PlanOptions
from dispatch.ports import Silent

STORE = (52.1600, 4.4900)
FIRST = date(2026, 11, 1)
REACH = 3_000
"""Metres from the store to the farthest door, as the crow flies."""

CONFIG = """\
[store]
name = "Buurtsuper De Waag"
lat = {lat}
lon = {lon}
language = "en"
opening = "08:00-21:00"
delivery = "16:00-21:00"

[promise]
packing_minutes = 20

{fleet}
[costs]
leave_behind = 15

[geocoding]
offline = true

[travel]
source = "estimate"

[intake]
settle_seconds = 0

[solver]
iterations = 3000
workers = 1

[archive]
retention_days = 3650

[sheets]
labels = "none"
phone = false
"""

FLEET = """\
[[vehicle]]
id = "bakfiets-{n}"
profile = "bike"
crates = 10
kg = 120
cost_per_km = 0.10
fixed_cost = 6

[[courier]]
name = "{name}"
vehicle = "bakfiets-{n}"
shift = "15:30-21:15"
hourly_wage = 18
breaks = "none"
"""

NAMES = ("Tijn", "Samira", "Bram", "Noor", "Daan", "Fenna")

SCENARIOS = {
    "bikes.toml": 'name = "bikes"\nvehicles = "-1..+2 bakfiets-1"\n',
    "hour.toml": 'name = "windows of an hour"\n[windows]\nwidth_minutes = 60\n',
    "growth.toml": 'name = "half as much again"\nvolume = 1.5\n',
    "cutoff.toml": 'name = "bought by five"\n[promise]\ncut_off = "17:00"\n',
}

HEADER = (
    "receipt_id", "purchased_at", "home_delivery", "name", "street", "house_number", "postcode", "city",
    "lat", "lon", "crates", "weight_kg", "total_eur", "window_from", "window_to",
)  # fmt: skip


def draw_orders(day: date, rng: random.Random, orders: float) -> list[tuple[object, ...]]:
    """Draw a day's receipts: more on Fridays and Saturdays, windows of two hours."""
    busy = 1.3 if day.weekday() in (4, 5) else 1.0
    rows = []
    for number in range(1, round(rng.gauss(orders * busy, orders * 0.1)) + 1):
        away, turn = REACH * math.sqrt(rng.random()) / 111_200, rng.uniform(0, 2 * math.pi)
        lat = STORE[0] + away * math.sin(turn)
        lon = STORE[1] + away * math.cos(turn) / math.cos(math.radians(lat))
        opens = rng.choice((16, 16, 17, 18, 18, 19))
        bought = datetime.combine(day, datetime.min.time()) + timedelta(
            minutes=rng.randrange(9 * 60, opens * 60 - 30)
        )
        crates = rng.choice((1, 1, 2, 2, 3))
        rows.append(
            (
                f"{day:%y%m%d}{number:04d}", bought.isoformat(timespec="minutes"), "yes",
                f"Customer {number}", "Drawn Street", number, "2311 AA", "Leiden",
                f"{lat:.5f}", f"{lon:.5f}", crates,
                crates * rng.randint(5, 11), rng.randrange(25, 120), f"{opens}:00", f"{opens + 2}:00",
            )
        )  # fmt: skip
    return rows


def write_store(folder: Path, bikes: int) -> None:
    """Write the configuration and the scenarios."""
    folder.mkdir(parents=True, exist_ok=True)
    fleet = "\n".join(FLEET.format(n=n, name=NAMES[n - 1]) for n in range(1, bikes + 1))
    config = CONFIG.format(lat=STORE[0], lon=STORE[1], fleet=fleet)
    (folder / "dispatch.toml").write_text(config, encoding="utf-8")
    for name, text in SCENARIOS.items():
        (folder / name).write_text(text, encoding="utf-8")


def write_export(folder: Path, day: date, rows: list[tuple[object, ...]]) -> Path:
    """Write the till's export of a day."""
    path = folder / f"purchases-{day}.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        writer.writerows(rows)
    return path


def make_archive(folder: Path, days: int, orders: float, bikes: int, seed: int = 1) -> None:
    """Write a store and plan its days."""
    write_store(folder, bikes)
    for number in range(days):
        day = FIRST + timedelta(days=number)
        rows = draw_orders(day, random.Random(f"{seed} {day}"), orders)
        export = write_export(folder, day, rows)
        options = PlanOptions(export, config=folder / "dispatch.toml", day=day)
        ahead = datetime.combine(day - timedelta(days=1), datetime.min.time(), UTC)
        outcome = plan(options, {}, lambda ahead=ahead: ahead, Silent())
        accounts = outcome.planned.accounts
        print(f"{day}: {accounts.planned} orders planned, {accounts.unassigned} left behind", flush=True)


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("folder", type=Path)
    asked.add_argument("--days", type=int, default=30)
    asked.add_argument("--orders", type=float, default=24)
    asked.add_argument("--bikes", type=int, default=2)
    given = asked.parse_args()
    make_archive(given.folder, given.days, given.orders, given.bikes)
