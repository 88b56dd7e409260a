"""A shop small enough to plan in seconds: a configuration, an export of the till, and cron to run it."""

import subprocess
import sys
from pathlib import Path

from dispatch.archive import changed_files, read_plan
from dispatch.day import read_book

ROOT = Path(__file__).parents[2]
PROGRAM = (sys.executable, str(ROOT / "cli.py"))

PLACE = """
[store]
name = "Winkel"
lat = 52.16
lon = 4.49
opening = "08:00-21:00"
delivery = "16:00-22:00"
"""
"""Where a store is, and its hours."""

BIKE = """
[[vehicle]]
id = "fiets-1"
profile = "bike"
crates = 12
kg = 120
"""

STORE = (
    PLACE
    + BIKE
    + """
[[courier]]
name = "Anna"
vehicle = "fiets-1"
shift = "15:30-22:30"
"""
)
"""One bike, one courier, every evening: the least that is a store."""

CONFIG = (
    STORE
    + """
[intake]
purchases = "kassa.csv"
settle_seconds = 0

[travel]
source = "estimate"

[geocoding]
offline = true

[solver]
engine = "ortools"
seconds = 0.5

[notify]
heartbeat = "state/heartbeat.json"
log = "state/dispatch.log"
command = ["/bin/sh", "-c", "cat > state/told.json"]
"""
)

HEADER = "bonnummer;tijdstip;thuisbezorging;naam;telefoon;straat;huisnummer;postcode;plaats;lat;lon"
ROWS = (
    "1;2026-11-24T12:00;ja;KANARIE Jansén;0612345678;Kanariestraat;1;2312 AB;Leiden;52.161;4.491",
    "2;2026-11-24T12:05;ja;KANARIE Łódź;0612345679;Kanariestraat;2;2312 AB;Leiden;52.165;4.495",
    "3;2026-11-24T12:06;nee;;;;;;;;",
)
CANARIES = ("KANARIE", "Kanariestraat", "0612345678", "0612345679")


def open_shop(folder):
    """Write the configuration and the till's export into a folder, and return it."""
    (folder / "dispatch.toml").write_text(CONFIG, encoding="utf-8")
    write_export(folder)
    return folder


def write_export(folder, *more):
    """Write the till's export, with more rows if there are any."""
    (folder / "kassa.csv").write_text("\n".join((HEADER, *ROWS, *more)) + "\n", encoding="utf-8")


def as_cron(shop, *arguments, **environment):
    """Run the program with no terminal and nothing in the environment but what is given."""
    return subprocess.run(
        [*PROGRAM, *arguments],
        cwd=shop,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        start_new_session=True,
        timeout=240,
        check=False,
    )


ARCHIVED = ("2026-11-24", "2026-11-25")
"""The days that ``open_archive`` plans: four orders on the first, five on the second."""

_HEADER = "bonnummer;tijdstip;thuisbezorging;naam;telefoon;straat;huisnummer;postcode;plaats;lat;lon;bedrag"


def open_archive(home: Path) -> None:
    """Plan two days of a small shop, with searches that can be had again, and let nothing be purged."""
    from program import run

    config = CONFIG.split("[notify]")[0].replace("seconds = 0.5", "iterations = 40\nworkers = 1")
    config = config.replace('shift = "15:30-22:30"', 'shift = "15:30-22:30"\nhourly_wage = 18')
    (home / "dispatch.toml").write_text(config + "[archive]\nretention_days = 3650\n", encoding="utf-8")
    for number, day in enumerate(ARCHIVED):
        rows = [
            f"{day[-2:]}{n};{day}T12:0{n};ja;KANARIE {n};0612345678;Kanariestraat;{n};2312 AB;Leiden;"
            f"52.16{n};4.49{n};{20 + 10 * n}"
            for n in range(1, 5 + number)
        ]
        (home / f"{day}.csv").write_text("\n".join((_HEADER, *rows)) + "\n", encoding="utf-8")
        assert run("plan", f"{day}.csv", "--date", day, home=home).status in (0, 5)


def assert_sound(shop):
    """Whatever is visible is whole, and the accounts of each version hold."""
    home = shop / "runs" / "2026-11-24"
    visible = [path for path in home.glob("*") if not path.name.startswith(".")] if home.exists() else []
    read_book(home)  # whole, or a last line cut short
    visible = [path for path in visible if path.name != "book.jsonl"]
    for run in visible:
        if run.name == "latest":
            continue
        assert changed_files(run) == ()
        day = read_plan(run)
        accounts = day.accounts
        assert accounts.read == (
            accounts.not_flagged + accounts.rejected + accounts.unassigned + accounts.planned
        )
        stops = [visit.stop for r in day.plan.routes for t in r.trips for visit in t.visits]
        assert len(stops) == len(set(stops))
    return sorted(path.name for path in visible)


def open_question(home: Path, name: str) -> None:
    """Plan the same days, and write a scenario to ask about: ``less.toml``, a higher minimum basket."""
    open_archive(home)
    (home / "less.toml").write_text(f'name = "{name}"\n[promise]\nminimum_basket = 45\n', encoding="utf-8")
