"""How fast a till is answered at a day of any size: warm, cold, and over HTTP under load.

    python benchmarks/till.py [--orders 300] [--seconds 60] [--rate 50] [--travel map] [--known]

Seconds of the processor and of the clock are told both: on a machine that is busy with something else they
differ by what that takes.
"""

import argparse
import http.client
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

from dispatch.app.adapters import open_adapters
from dispatch.app.counter import answer, locate_basket, open_day
from dispatch.app.files import find_setting
from dispatch.app.request import in_zone
from dispatch.app.slots import SlotOptions, basket_of
from dispatch.archive import RunArchive
from dispatch.ports import Silent
from dispatch.zones import load_zones

DOORS, KNOWN = 3_400, 240
DAY, NOW, MOMENT = date(2026, 11, 24), "12:30", 12 * 3600 + 1800
WINDOWS = ("14:00-16:00", "16:00-18:00", "18:00-20:00", "20:00-22:00")
STORE = """
[store]
name = "Winkel"
lat = 52.16
lon = 4.49
opening = "08:00-21:00"
delivery = "14:00-22:00"
[intake]
purchases = "kassa.csv"
settle_seconds = 0
[travel]
source = "{travel}"
[geocoding]
offline = true
addresses = "addresses.csv"
[solver]
iterations = 2000
workers = 1
[serve]
replan = false
requests_per_second = 1000
"""


def write_store(folder: Path, orders: int, travel: str) -> None:
    """Write a store whose day has so many orders, and a bike for each nineteen of them."""
    rng, text = random.Random(3), STORE.format(travel=travel)
    for number in range(max(2, orders // 19)):
        shift = ("14:00-22:00", "15:30-22:00")[number % 2]
        text += (
            f'[[vehicle]]\nid = "fiets-{number}"\nprofile = "bike"\ncrates = 12\nkg = 160\nrange_km = 80\n'
            f"cost_per_km = 0.08\nfixed_cost = 5\nloading_minutes = 8\n"
            f'[[courier]]\nname = "Koerier {number}"\nvehicle = "fiets-{number}"\nshift = "{shift}"\n'
            f"hourly_wage = 15\n"
        )
    for number in range(2):
        text += (
            f'[[vehicle]]\nid = "bus-{number}"\nprofile = "van"\ncrates = 40\nkg = 700\ncooled = true\n'
            f"cost_per_km = 0.24\nfixed_cost = 25\nloading_minutes = 15\n"
            f'[[courier]]\nname = "Chauffeur {number}"\nvehicle = "bus-{number}"\nshift = "14:00-22:00"\n'
            f"hourly_wage = 17\n"
        )
    (folder / "dispatch.toml").write_text(text)
    header = (
        "bonnummer;tijdstip;thuisbezorging;naam;telefoon;straat;huisnummer;postcode;plaats;lat;lon;kratten;"
    )
    rows, doors = [header + "temperatuur;van;tot"], ["street;house_number;postcode;city;lat;lon"]
    for number in range(orders):
        since, until = WINDOWS[number % 4].split("-")
        crates, cold = rng.choice((1, 1, 2, 2, 3)), rng.choice(("gewoon", "gewoon+koel"))
        who = f"{1000 + number};{DAY}T10:00;ja;Klant {number};06{10_000_000 + number}"
        rows.append(f"{who};{door(number + 1, rng)};{crates};{cold};{since};{until}")
    doors += [door(number, rng) for number in range(1001, 1001 + DOORS)]
    (folder / "kassa.csv").write_text("\n".join(rows) + "\n")
    (folder / "addresses.csv").write_text("\n".join(doors) + "\n")
    before = rows[:1]
    for number, known in enumerate(doors[1 : KNOWN + 1]):
        who = f"{5000 + number};{DAY - timedelta(days=1)}T10:00;ja;Klant {number};06{20_000_000 + number}"
        before.append(f"{who};{known};1;gewoon;;")
    (folder / "gisteren.csv").write_text("\n".join(before) + "\n")


def door(number: int, rng: random.Random) -> str:
    """Draw a door around the store."""
    lat, lon = 52.16 + rng.gauss(0, 0.014), 4.49 + rng.gauss(0, 0.02)
    return f"Laan;{number};2312 AB;Leiden;{lat:.6f};{lon:.6f}"


def program(folder: Path, *arguments: str) -> list[str]:
    """Return the command line of the program."""
    return [sys.executable, "-m", "dispatch_cli", *arguments, "--config", str(folder / "dispatch.toml")]


def warm(folder: Path, questions: int) -> dict[str, float]:
    """Answer in this process."""
    setting = find_setting(folder / "dispatch.toml", None, {}, {})
    now, archive = (
        in_zone(lambda: datetime.now(UTC), setting.config),
        RunArchive(setting.config.archive.folder),
    )
    with open_adapters(setting, now, Silent()) as adapters:
        zones = load_zones(setting.config.zones)
        began = time.process_time()
        opened = open_day(DAY, setting, archive, now, zones, adapters, moment=MOMENT)
        opening = time.process_time() - began
        cpu, wall = [], []
        for number in range(questions):
            options = SlotOptions(address=f"Laan {1001 + number}, 2312 AB Leiden", crates=2)
            basket, _ = locate_basket(basket_of(options, setting, DAY), setting, adapters)
            began, clock = time.process_time(), time.perf_counter()
            answer(opened, basket, 0.0)
            cpu.append(1000 * (time.process_time() - began))
            wall.append(1000 * (time.perf_counter() - clock))
    return {
        "opening_cpu_ms": round(1000 * opening, 1),
        "cpu_ms_median": round(statistics.median(cpu[1:]), 1),
        "cpu_ms_p95": round(sorted(cpu[1:])[int(0.95 * len(cpu))], 1),
        "wall_ms_median": round(statistics.median(wall[1:]), 1),
    }


def cold(folder: Path) -> dict[str, float]:
    """Start the command anew; Python may keep what it compiled, as it does where a program is installed."""
    import resource

    around = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    around["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")
    seconds, cpu = [], []
    for number in range(4):
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
        asked = ("slots", f"Laan {1001 + number}, 2312 AB Leiden", "--date", str(DAY), "--now", NOW)
        subprocess.run(program(folder, *asked), check=True, capture_output=True, env=around)
        seconds.append(time.perf_counter() - began)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return {"cpu_s": round(min(cpu), 2), "wall_s": round(min(seconds), 2)}


def load(folder: Path, seconds: int, rate: int, doors: int) -> dict[str, float]:
    """Ask a server so many times a second, each at its own time whether the last is answered or not."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    asked = ("serve", "--date", str(DAY), "--now", NOW, "--port", str(port))
    server = subprocess.Popen(program(folder, *asked), stdout=subprocess.DEVNULL)
    took: list[float] = []
    statuses: list[int] = []

    def ask(number: int) -> None:
        began = time.perf_counter()
        address = f"Laan {1001 + number % doors}, 2312 AB Leiden"
        status = get(port, "/slots?" + urlencode({"address": address, "crates": 1 + number % 3}))
        took.append(1000 * (time.perf_counter() - began))
        statuses.append(status)

    try:
        until_answered(port)
        time.sleep(10)  # a shop's server is not asked in its first seconds
        threads = []
        began = time.perf_counter()
        for number in range(seconds * rate):
            time.sleep(max(0.0, began + number / rate - time.perf_counter()))
            threads.append(threading.Thread(target=ask, args=(number,)))
            threads[-1].start()
        for thread in threads:
            thread.join()
    finally:
        server.terminate()
        server.wait(30)
    answered = sorted(one for one, status in zip(took, statuses, strict=True) if status == 200)
    took.sort()
    return {
        "requests": len(took),
        "refused": sum(status != 200 for status in statuses),
        "median_ms": round(statistics.median(answered), 1),
        "p95_ms": round(answered[int(0.95 * len(answered))], 1),
        "most_ms": round(answered[-1], 1),
        "all_p95_ms": round(took[int(0.95 * len(took))], 1),
    }


def get(port: int, path: str) -> int:
    """Ask once over a connection of its own; return the status."""
    client = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        client.request("GET", path)
        answer = client.getresponse()
        answer.read()
        return answer.status
    finally:
        client.close()


def until_answered(port: int) -> None:
    """Wait until a server answers."""
    while True:
        try:
            get(port, "/health")
        except OSError:
            time.sleep(0.1)
        else:
            return


def main() -> None:
    """Measure, and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--orders", type=int, default=300)
    parser.add_argument("--seconds", type=int, default=60, help="of load; 0 for none")
    parser.add_argument("--rate", type=int, default=50)
    parser.add_argument("--travel", choices=("estimate", "map"), default="estimate")
    parser.add_argument("--known", action="store_true", help="ask about doors that were delivered to before")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_store(folder, asked.orders, asked.travel)
        days = [("gisteren.csv", DAY - timedelta(days=1)), ("kassa.csv", DAY)]
        for export, day in days if asked.known else days[1:]:
            planning = program(
                folder, "plan", str(folder / export), "--date", str(day), "--now", "12:00", "-q"
            )
            subprocess.run(planning, check=False, cwd=folder)
        told = {"orders": asked.orders, "warm": warm(folder, 100), "cold": cold(folder)}
        if asked.seconds:
            told["load"] = load(folder, asked.seconds, asked.rate, KNOWN if asked.known else DOORS)
    print(json.dumps(told, indent=1))


if __name__ == "__main__":
    main()
