"""A dispatcher's folder with a set clock: a till that exports twelve orders, and the commands typed there."""

import csv
import json
from pathlib import Path
from typing import Any

from inprocess import Ended, Run

DAY = "2026-11-24"
CONFIG = """
[store]
name = "Winkel"
lat = 52.16
lon = 4.49
opening = "08:00-21:00"
delivery = "14:00-22:00"
phone = "071 512 34 56"

[[vehicle]]
id = "fiets-A"
profile = "bike"
crates = 8
kg = 120

[[vehicle]]
id = "fiets-B"
profile = "bike"
crates = 8
kg = 120

[[vehicle]]
id = "bus-1"
profile = "van"
crates = 30
kg = 600

[[courier]]
name = "Samira"
vehicle = "fiets-A"
shift = "14:00-22:00"

[[courier]]
name = "Tijn"
vehicle = "fiets-B"
shift = "14:00-22:00"

[intake]
settle_seconds = 0

[travel]
source = "estimate"

[geocoding]
offline = true

[solver]
iterations = 300
workers = 1
"""
HEADERS = (
    "bonnummer", "tijdstip", "thuisbezorging", "naam", "telefoon", "straat", "huisnummer", "postcode",
    "plaats", "lat", "lon", "kratten", "van", "tot", "opmerking",
)  # fmt: skip


def order(number: int, since: str, until: str, north: int, east: int = 0, **cells: str) -> dict[str, str]:
    return {
        "bonnummer": str(number), "tijdstip": f"{DAY}T11:00", "thuisbezorging": "ja",
        "naam": f"Klant {number}", "telefoon": "0612345678", "straat": "Laan",
        "huisnummer": str(number), "postcode": "2312 AB",
        "plaats": "Leiden", "lat": f"{52.16 + north / 111_195:.6f}", "lon": f"{4.49 + east / 68_200:.6f}",
        "kratten": "2", "van": since, "tot": until, **cells,
    }  # fmt: skip


def orders() -> dict[str, dict[str, str]]:
    """Twelve doors: four early, four in the late afternoon, four in the evening."""
    made = [
        order(100 + n, since, until, 300 + 150 * n, (-1) ** n * 400)
        for n, (since, until) in enumerate(
            [("14:30", "16:00")] * 4 + [("16:30", "18:30")] * 4 + [("19:00", "21:00")] * 4
        )
    ]
    return {row["bonnummer"]: row for row in made}


class Desk:
    """A dispatcher's folder, and what is typed there."""

    def __init__(self, folder: Path, run: Run) -> None:
        self.folder, self._run = folder, run
        self.rows = orders()
        self.headers = HEADERS
        (folder / "dispatch.toml").write_text(CONFIG, encoding="utf-8")

    def till(self) -> None:
        """Let the till export."""
        headers = self.headers
        lines = [";".join(headers), *(";".join(r.get(h, "") for h in headers) for r in self.rows.values())]
        (self.folder / "kassa.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")

    def plan(self, now: str, *more: str) -> Ended:
        """Let the till export, and plan."""
        self.till()
        return self._run("plan", "kassa.csv", "--date", DAY, "--now", now, "--json", *more)

    def change(self, now: str, *words: str) -> Ended:
        """Write a change down."""
        return self._run("change", "--date", DAY, "--now", now, "--json", *words)

    def run(self, *words: str) -> Ended:
        """Run any command."""
        return self._run(*words)

    def read(self, version: int) -> dict[str, Any]:
        """Read a plan."""
        text = (self.folder / "runs" / DAY / f"v{version}" / "plan.json").read_text(encoding="utf-8")
        found: dict[str, Any] = json.loads(text)
        return found

    def rows_of(self, version: int, name: str) -> list[dict[str, str]]:
        """Read a table of a run."""
        path = self.folder / "runs" / DAY / f"v{version}" / name
        with path.open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def where(self, version: int) -> dict[str, tuple[str, int]]:
        """Return who brings each order, and when it begins."""
        plan = self.read(version)
        receipts = {
            s["id"]: [o["order"]["receipt_id"] for o in s["orders"]] for s in plan["problem"]["stops"]
        }
        return {
            receipt: (route["shift"], visit["start"])
            for route in plan["plan"]["routes"]
            for trip in route["trips"]
            for visit in trip["visits"]
            for receipt in receipts[visit["stop"]]
        }

    def trips(self, version: int, before: int) -> list[Any]:
        """Return the trips that left before a moment."""
        return [
            (route["shift"], trip)
            for route in self.read(version)["plan"]["routes"]
            for trip in route["trips"]
            if trip["departure"] <= before
        ]


def at(text: str) -> int:
    hours, minutes = text.split(":")
    return int(hours) * 3600 + int(minutes) * 60
