"""A store with forty doors along a lane, its till, and the commands that are given there."""

import csv
import json
from pathlib import Path
from typing import Any

from inprocess import Ended, Run

DAY, NEXT = "2026-11-24", "2026-11-25"
CONFIG = """
[store]
name = "Winkel"
language = "en"
lat = 52.16
lon = 4.49
opening = "08:00-21:00"
delivery = "14:00-22:00"

[promise]
packing_minutes = 20
cut_off = "19:00"
hold_minutes = 30
research_seconds = 0.3

[[promise.windows.every]]
hours = "16:00-18:00"

[[promise.windows.every]]
hours = "18:00-20:00"
price = 2.50

[[promise.windows.every]]
hours = "20:00-22:00"
limit = 2

[[vehicle]]
id = "fiets-A"
profile = "bike"
crates = 6
kg = 120

[[courier]]
name = "Samira"
vehicle = "fiets-A"
shift = "15:00-22:00"
hourly_wage = 15.00
max_trips = 4

[intake]
settle_seconds = 0

[travel]
source = "estimate"

[geocoding]
offline = true
addresses = "addresses.csv"

[solver]
engine = "ortools"
iterations = 20
"""
HEADERS = (
    "bonnummer", "tijdstip", "thuisbezorging", "naam", "telefoon", "straat", "huisnummer", "postcode",
    "plaats", "kratten", "van", "tot",
)  # fmt: skip


class Till:
    """A store with forty doors along a lane, its till's export and the commands."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder, self.run = folder, run
        (folder / "dispatch.toml").write_text(CONFIG, encoding="utf-8")
        doors = ["street;house_number;postcode;city;lat;lon"]
        doors += [
            f"Laan;{n};2312 AB;Leiden;{52.16 + n * 0.0006:.5f};{4.49 + n * 0.0004:.5f}" for n in range(1, 41)
        ]
        (folder / "addresses.csv").write_text("\n".join(doors) + "\n", encoding="utf-8")
        self.rows: list[dict[str, str]] = []

    def buy(self, number: int, door: int, at: str = "11:00", **cells: str) -> None:
        self.rows.append({
            "bonnummer": str(number), "tijdstip": f"{DAY}T{at}", "thuisbezorging": "ja",
            "naam": f"Klant {number}", "telefoon": f"06-{10_000_000 + number}", "straat": "Laan",
            "huisnummer": str(door), "postcode": "2312 AB", "plaats": "Leiden", "kratten": "1", **cells,
        })  # fmt: skip

    def plan(self, now: str, day: str = DAY) -> Ended:
        with (self.folder / "kassa.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, HEADERS, delimiter=";", restval="")
            writer.writeheader()
            writer.writerows(self.rows)
        return self.run("plan", "kassa.csv", "--date", day, "--now", now, "--json")

    def plan_all(self, now: str) -> Ended:
        """Plan, and leave nobody behind."""
        planned = self.plan(now)
        assert planned.status in {0, 5}, planned.err
        assert (planned.json["accounts"]["unassigned"], planned.json["accounts"]["rejected"]) == (0, 0)
        return planned

    def slots(self, door: int, now: str, *flags: str, day: str = DAY) -> Ended:
        return self.run(
            "slots", f"Laan {door}, 2312 AB Leiden", "--date", day, "--now", now, "--json", *flags
        )

    def take(self, door: int, window: str, now: str, phone: str, *flags: str) -> Ended:
        return self.slots(door, now, "--take", window, "--phone", phone, *flags)

    def windows(self, ended: Ended, day: int = 0) -> dict[str, dict[str, Any]]:
        return {f"{w['window_from']}-{w['window_to']}": w for w in ended.json["days"][day]["windows"]}

    def stops(self, day: str = DAY) -> dict[str, dict[str, str]]:
        table = self.folder / "runs" / day / "latest" / "stops.csv"
        with table.open(encoding="utf-8", newline="") as file:
            return {row["receipt_id"]: row for row in csv.DictReader(file)}

    def routes(self, day: str = DAY) -> list[dict[str, str]]:
        table = self.folder / "runs" / day / "latest" / "routes.csv"
        with table.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def book(self, day: str = DAY) -> list[dict[str, Any]]:
        text = (self.folder / "runs" / day / "book.jsonl").read_text(encoding="utf-8")
        return [json.loads(line) for line in text.splitlines()]


def till_of_five(folder: Path, run: Run) -> Till:
    """Make a till at which the first five doors of the lane bought for four o'clock."""
    made = Till(folder, run)
    for n in range(1, 6):
        made.buy(100 + n, n, van="16:00", tot="18:00")
    return made
