"""Faults of every kind, planted into a run with hashes and tables made to fit: how many ``verify`` finds."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from inprocess import runner

from dispatch.app.adapters import writers
from dispatch.app.asking import TillAgain
from dispatch.app.edited import torn
from dispatch.app.remaking import laid_over
from dispatch.app.runlog import DOCUMENTS, events, settings_used
from dispatch.app.settings import setting_of_run
from dispatch.app.verify import verify_run
from dispatch.archive import read_info, read_plan, seal
from dispatch.checking.agreement import disagreements
from dispatch.errors import DispatchError

DAY = "2026-11-24"
CONFIG = """
[store]
name = "Winkel"
lat = 52.16
lon = 4.49
opening = "08:00-21:00"
delivery = "14:00-22:00"

[[vehicle]]
id = "fiets-1"
profile = "bike"
crates = 12
kg = 120
fixed_cost = 5
cost_per_km = 0.1

[[vehicle]]
id = "bus"
profile = "van"
crates = 20
kg = 400
cost_per_km = 0.3
range_km = 200

[[courier]]
name = "Anna"
vehicle = "fiets-1"
shift = "14:30-22:00"
skills = ["id-check"]
hourly_wage = 15
breaks = "none"

[[courier]]
name = "Bram"
vehicle = "bus"
shift = "15:30-22:00"
hourly_wage = 16
breaks = "none"

[intake]
settle_seconds = 0

[travel]
source = "estimate"

[zones]
zero_emission = false

[geocoding]
offline = true

[solver]
engine = "ortools"
seconds = 0.5
"""
HEADER = (
    "bonnummer;tijdstip;thuisbezorging;naam;telefoon;straat;huisnummer;postcode;plaats;lat;lon;kratten;temperatuur;"
    "gewicht_kg;leeftijdscontrole;bezorgen_van;bezorgen_tot;opmerking;klantnummer"
)


def till() -> str:
    """Write an export with orders of every kind, and rows that cannot be planned."""
    rows = [HEADER]
    for n in range(1, 15):
        lat, lon = 52.15 + 0.0017 * (n % 7), 4.47 + 0.0031 * (n % 5)
        window = ";16:00;18:00" if n % 4 == 0 else ";;"
        who = f"Klant {n};06123456{n:02d};Straat;{n};2312 AB;Leiden;{lat:.5f};{lon:.5f}"
        what = f"{1 + n % 3};{'gekoeld' if n % 2 else ''};{4 + n},5;{'ja' if n == 3 else 'nee'}"
        rows.append(f"{100 + n};{DAY}T11:{n:02d};ja;{who};{what}{window};Bel {n};K{n}")
    rows[7] = rows[7].replace("0612345607", "6,12346E+08")
    far = "15:00;15:01"
    rows.append(f"150;{DAY}T14:50;ja;Laat;0612345650;Straat;50;2312 AB;Leiden;52.19;4.55;1;;1;nee;{far};;K50")
    rows.append(f"151;{DAY}T11:40;ja;Zwaar;0612345651;Straat;51;2312 AB;Leiden;52.161;4.48;60;;1;nee;;;;K51")
    rows.append(f"160;{DAY}T11:50;ja;Nergens;0612345660;;;;;;;1;;1;nee;;;;K60")
    rows.append(f"161;{DAY}T11:51;nee;;;;;;;;;;;;;;;;")
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("faults")
    (home / "dispatch.toml").write_text(CONFIG, encoding="utf-8")
    (home / "kassa.csv").write_text(till(), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        done = runner(home, patch)("plan", "kassa.csv", "--date", DAY, "--json")
    assert done.status == 5, done.err
    assert done.json["accounts"]["unassigned"], "nothing was left behind"
    assert done.json["accounts"]["rejected"], "nothing was rejected"
    return home


Doc = dict[str, Any]
Fault = Callable[[Doc], Any]


def stop_of(doc: Doc, receipt: str = "104") -> Doc:
    return next(stop for stop in doc["problem"]["stops"] if stop["id"] == receipt)


def order_of(doc: Doc, receipt: str = "104") -> Doc:
    order: Doc = stop_of(doc, receipt)["orders"][0]["order"]
    return order


def first_trip(doc: Doc) -> Doc:
    trip: Doc = doc["plan"]["routes"][0]["trips"][0]
    return trip


def put(find: Callable[[Doc], Any], key: Any, value: Any) -> Fault:
    """Return what replaces a value, or changes it where ``value`` can be called."""

    def fault(doc: Doc) -> None:
        there = find(doc)
        there[key] = value(there[key]) if callable(value) else value

    return fault


def move(part: str, by: float) -> Fault:
    def fault(doc: Doc) -> None:
        stop = stop_of(doc)
        for place in (stop["place"], *(located["place"] for located in stop["orders"])):
            place[part] += by

    return fault


def plus(n: float) -> Callable[[Any], Any]:
    return lambda value: value + n


def hidden_estimate(doc: Doc) -> None:
    doc["issues"] = [issue for issue in doc["issues"] if issue["code"] != "TRAVEL_ESTIMATED"]
    for matrix in doc["problem"]["travel"]:
        matrix.update(estimated=False, source="OpenStreetMap 2026-11-01 (abcdef12)")
    sources = [[m["profile"], m["source"]] for m in doc["problem"]["travel"]]
    doc["provenance"]["travel_sources"] = sources


def drop_rejected(doc: Doc) -> None:
    doc["rejected"].pop()
    doc["accounts"]["rejected"] -= 1
    doc["accounts"]["read"] -= 1


def drop_left_behind(doc: Doc) -> None:
    """Lose an order without a trace: stop, reason, and count."""
    lost = doc["plan"]["unserved"].pop()
    doc["unassigned"] = [left for left in doc["unassigned"] if left["stop"] != lost]
    doc["accounts"]["unassigned"] -= 1
    doc["accounts"]["read"] -= 1


def other_shift(key: str, value: Any) -> Fault:
    return put(lambda doc: doc["problem"]["shifts"][0], key, value)


def vehicle(key: str, value: Any) -> Fault:
    return put(lambda doc: doc["problem"]["shifts"][0]["vehicle"], key, value)


def shape(doc: Doc) -> Doc:
    found: Doc = doc["shapes"][0]
    return found


def notice_of(doc: Doc) -> Doc:
    return next(issue for issue in doc["issues"] if issue["code"] == "PHONE_MANGLED")


def bound(doc: Doc) -> Doc:
    return next(left for left in doc["unassigned"] if len(left["bindings"]) > 1)


def input_of(doc: Doc) -> Doc:
    found: Doc = doc["provenance"]["inputs"][0]
    assert found["role"] == "purchases"
    return found


ASKED: dict[str, Fault] = {
    "window opens earlier": put(lambda d: stop_of(d)["window"], "earliest", plus(-1800)),
    "window closes later": put(lambda d: stop_of(d)["window"], "latest", plus(3600)),
    "lateness allowed": put(stop_of, "late_until", plus(3600)),
    "crates of a stop": put(lambda d: stop_of(d)["load"], "crates", 1),
    "grams of a stop": put(lambda d: stop_of(d)["load"], "grams", 1000),
    "cold crates of a stop": put(lambda d: stop_of(d, "105")["load"], "chilled", 0),
    "time at a door": put(stop_of, "service_seconds", plus(-30)),
    "release": put(stop_of, "release", plus(-1200)),
    "release of all": lambda d: [stop.update(release=0) for stop in d["problem"]["stops"]],
    "cold limit": put(lambda d: stop_of(d, "105"), "cold_limit", None),
    "cold limit longer": put(lambda d: stop_of(d, "105"), "cold_limit", 20_000),
    "skills": put(lambda d: stop_of(d, "103"), "skills", []),
    "price of leaving behind": put(stop_of, "drop_cents", 1),
    "wage": other_shift("cents_per_hour", 1),
    "wage of the other": put(lambda d: d["problem"]["shifts"][1], "cents_per_hour", plus(100)),
    "hours of a shift": put(lambda d: d["problem"]["shifts"][0]["hours"], "latest", plus(1800)),
    "shift begins earlier": put(lambda d: d["problem"]["shifts"][0]["hours"], "earliest", plus(-1800)),
    "skills of a shift": put(lambda d: d["problem"]["shifts"][1], "skills", ["id-check"]),
    "trips of a shift": other_shift("max_trips", 30),
    "courier's name": other_shift("courier", "Iemand"),
    "room of a vehicle": put(lambda d: d["problem"]["shifts"][0]["vehicle"]["capacity"], "crates", 40),
    "weight of a vehicle": put(lambda d: d["problem"]["shifts"][0]["vehicle"]["capacity"], "grams", 900_000),
    "cooled vehicle": vehicle("cooled", True),
    "cost of a kilometre": vehicle("cents_per_km", 0),
    "cost of use": vehicle("use_cents", 0),
    "time to load": vehicle("loading_seconds", 0),
    "range": put(lambda d: d["problem"]["shifts"][1]["vehicle"], "range_m", None),
    "price of lateness": put(lambda d: d["problem"], "late_cents_per_hour", 1),
    "the store moves": put(lambda d: d["problem"]["depot"], "lat", plus(0.001)),
    "the store's name": put(lambda d: d["problem"]["depot"], "name", "Elders"),
    "a place moves north": move("lat", 0.002),
    "a place moves east": move("lon", 0.002),
    "a place of an order alone": put(lambda d: stop_of(d)["orders"][0]["place"], "lat", plus(0.002)),
    "a place found elsewhere": put(lambda d: stop_of(d)["orders"][0]["place"], "source", "pdok"),
    "order's crates": put(order_of, "crates", plus(3)),
    "order's weight": put(order_of, "grams", plus(9000)),
    "order's name": put(order_of, "name", "Ander"),
    "order's phone": put(order_of, "phone", "0699999999"),
    "order's note": put(order_of, "notes", "Niet bellen"),
    "order's age check": put(lambda d: order_of(d, "103"), "age_check", False),
    "order's street": put(lambda d: order_of(d)["address"], "street", "Elders"),
    "order's number": put(lambda d: order_of(d)["address"], "house_number", "99"),
    "order's own window": put(order_of, "window", None),
    "order's purchase": put(order_of, "purchased_at", plus(-3000)),
    "order's row": put(order_of, "row", 40),
    "order's basket": put(order_of, "total_cents", 100),
    "order's own column": put(order_of, "extra", [["klantnummer", "K99"]]),
    "two names exchanged": lambda d: (
        order_of(d, "104").update(name="Klant 5"),
        order_of(d, "105").update(name="Klant 4"),
    ),
}
AROUND: dict[str, Fault] = {
    "accounts: planned": put(lambda d: d["accounts"], "planned", plus(1)),
    "accounts: read and not flagged": lambda d: d["accounts"].update(
        read=d["accounts"]["read"] + 5, not_flagged=d["accounts"]["not_flagged"] + 5
    ),
    "accounts: one for another": lambda d: d["accounts"].update(
        planned=d["accounts"]["planned"] - 1, rejected=d["accounts"]["rejected"] + 1
    ),
    "a rejected row is gone": drop_rejected,
    "a rejected row's cells": put(lambda d: d["rejected"][0], "cells", [["naam", "Ander"]]),
    "a rejected row's receipt": put(lambda d: d["rejected"][0], "receipt_id", "999"),
    "a rejected row's number": put(lambda d: d["rejected"][0], "row", 30),
    "a rejected row's reason": put(lambda d: d["rejected"][0]["issues"][0], "code", "TIME_MISSING"),
    "an order left behind is lost": drop_left_behind,
    "left behind by another name": put(lambda d: d["unassigned"][0], "stop", "104"),
    "another cause": put(lambda d: d["unassigned"][0], "cause", "zone"),
    "never": put(lambda d: d["unassigned"][0], "never", lambda never: not never),
    "no reason": put(lambda d: d, "unassigned", []),
    "a route's name": put(lambda d: d["plan"]["routes"][0], "name", "R9"),
    "a shape's route": put(shape, "route", "R7"),
    "a shape is gone": lambda d: d["shapes"].pop(),
    "a leg is gone": lambda d: shape(d)["legs"].pop(),
    "a leg leads elsewhere": lambda d: shape(d)["legs"][0]["line"].__setitem__(1, [52.3, 4.7]),
    "legs exchanged": lambda d: shape(d)["legs"].reverse(),
    "the estimate is hidden": hidden_estimate,
    "the estimate is not told": put(
        lambda d: d, "issues", lambda told: [one for one in told if one["code"] != "TRAVEL_ESTIMATED"]
    ),
    "the day": put(lambda d: d, "day", "2026-11-25"),
    "sources of places": put(lambda d: d["provenance"], "place_sources", [["pdok", 3]]),
    "sources of travel": put(lambda d: d["provenance"], "travel_sources", []),
    "columns of the till": put(lambda d: d, "extra_columns", []),
    "a window that was told": put(lambda d: d["told"][0]["window"], "latest", plus(3600)),
    "a customer who is not told": lambda d: d["told"].pop(),
    "the version": put(lambda d: d, "version", 2),
    "what it replaces": put(lambda d: d, "replaces", 1),
    "what is new to a customer": put(lambda d: d["told"][0], "tell", "same"),
    "the seed": put(lambda d: d["search"], "seed", 77),
    "a chance": put(lambda d: d["chances"][0], 1, 3),
}
PLANNED: dict[str, Fault] = {
    "arrival": put(lambda d: first_trip(d)["visits"][0], "arrival", plus(-60)),
    "start": put(lambda d: first_trip(d)["visits"][0], "start", plus(60)),
    "drive": put(lambda d: first_trip(d)["visits"][0], "drive_seconds", plus(-30)),
    "departure of a trip": put(first_trip, "departure", plus(60)),
    "metres": put(first_trip, "metres", plus(-500)),
    "load left": put(lambda d: first_trip(d)["visits"][0]["load_left"], "crates", 0),
    "a visit is gone": lambda d: first_trip(d)["visits"].pop(),
    "two visits exchanged": lambda d: first_trip(d)["visits"].reverse(),
    "cost": put(lambda d: d["plan"]["routes"][0]["cost"], "work", plus(-100)),
    "totals": put(lambda d: d["plan"]["totals"], "orders", plus(1)),
}
TOLD: dict[str, Fault] = {
    "a notice is gone": lambda d: d["issues"].remove(notice_of(d)),
    "a notice of another row": put(notice_of, "row", plus(1)),
    "a notice is no warning": put(notice_of, "severity", "info"),
    "a notice of nothing": lambda d: d["issues"].append(notice_of(d) | {"row": 9, "receipt_id": "104"}),
    "a shift that bars an order": put(lambda d: bound(d)["bindings"][0], "shift", "Chris"),
    "what bars an order": put(bound, "bindings", lambda there: there[1:]),
    "an order of telling": put(lambda d: d, "told", lambda told: told[::-1]),
    "a column of the till": put(lambda d: d["columns"][0], "column", "klantnummer"),
    "a rejected row's value": put(lambda d: d["rejected"][0]["issues"][0], "value", "2312 AB"),
    "a repeatable search": put(lambda d: d["search"], "reproducible", True),
    "another engine": put(lambda d: d["search"], "engine", "OR-Tools routing 1.2.3"),
    "the hash of the till's file": put(input_of, "sha256", "0" * 64),
    "the size of the till's file": put(input_of, "size", plus(1)),
    "the name of the till's file": put(input_of, "name", "andere.csv"),
    "what was in the till's file": put(input_of, "contents", None),
    "no file of the till": put(lambda d: d["provenance"], "inputs", lambda files: files[1:]),
}
FAULTS = ASKED | AROUND | PLANNED | TOLD

MADE: dict[str, Fault] = {
    "when": put(lambda d: d["provenance"], "made_at", "2026-11-20T03:00:00+01:00"),
    "with what": put(lambda d: d["provenance"]["versions"][-1], 1, "9.9"),
    "how many iterations": put(lambda d: d["search"], "iterations", plus(1)),
    "how many workers": put(lambda d: d["search"], "workers", plus(1)),
    "how long": put(lambda d: d["search"], "seconds", plus(1)),
    "how the search went": put(lambda d: d["search"], "trace", []),
}
"""What nothing but log, papers and book can tell once more."""


BESIDE: dict[str, Callable[[Path], Any]] = {
    f"{name}: {old}": (lambda folder, name=name, old=old, new=new: _edit(folder / name, old, new))
    for name, old, new in (
        ("stops.csv", "Klant 4", "Klant 9"),
        ("routes.csv", "Bram", "Chris"),
        ("messages.csv", "003161234560", "003169999990"),
        ("unassigned.csv", "Straat", "Laan"),
        ("rejected.csv", "Nergens", "Ergens"),
        ("settings.json", '"hourly_wage": 15', '"hourly_wage": 11'),
        ("log.jsonl", "ADDRESS", "POSTCODE"),
        ("plan.html", "Klant 4", "Klant 9"),
        ("settings.json", '"language": "nl"', '"language": "en"'),
        ("settings.json", '"fiets-1"', '"fiets-9"'),
        ("settings.json", '"hold_minutes": ', '"hold_minutes": 1'),
    )
}
PAPERS = ("loading.pdf", "sheets/all.pdf", "labels.pdf", "plan.html")


def _edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path.name, text[:2000])
    path.write_text(text.replace(old, new), encoding="utf-8")


@dataclass(frozen=True)
class Bench:
    """Plant faults into copies of a run and look whether they are found."""

    home: Path
    scratch: Path
    alone: bool
    """Whether the copy lies where there is no book of the day."""

    def found(self, plant: Callable[[Path], Any], till: TillAgain | None) -> bool:
        root = self.scratch / "runs"
        shutil.rmtree(root, ignore_errors=True)
        folder = root / DAY / "v1"
        shutil.copytree(self.home / "runs" / DAY / "v1", folder)
        if not self.alone:
            shutil.copy(self.home / "runs" / DAY / "book.jsonl", folder.parent)
        try:
            plant(folder)
            verdict = verify_run(str(folder), root, {}, lambda: datetime(2026, 11, 30, tzinfo=UTC), till)
        except DispatchError:
            return True  # it is no plan any more, and that was said
        return verdict.status == 1

    def missed(
        self, till: TillAgain | None, *, deep: bool, faults: dict[str, Fault] | None = None
    ) -> list[str]:
        """Return the faults that were not found, by anything but the papers, which would show most of them.

        ``deep``: tables and log were made of the faulty plan.
        """
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("dispatch.app.remaking.documents_made_with", lambda setting: {})
            return [
                name
                for name, fault in (FAULTS if faults is None else faults).items()
                if not self.found(lambda folder, plant=fault: plan_fault(folder, plant, deep), till)
            ]


def beside(folder: Path, edit: Callable[[Path], Any]) -> None:
    edit(folder)
    _seal(folder, keep_log=True)


def plan_fault(folder: Path, fault: Fault, deep: bool) -> None:
    path = folder / "plan.json"
    doc = json.loads(path.read_text(encoding="utf-8"))
    before = json.dumps(doc, sort_keys=True)
    fault(doc)
    if json.dumps(doc, sort_keys=True) == before:
        pytest.fail("a fault changes nothing")
    path.write_text(json.dumps(doc), encoding="utf-8")
    if deep and not torn(disagreements(read_plan(folder))):  # no document can be made of what is torn
        setting = setting_of_run_unsealed(folder)
        for writer in writers(setting, plain_only=True):
            made = folder.parent / "made"
            for file in writer.write(read_plan(folder), made).files:
                file.replace(folder / file.relative_to(made))
            shutil.rmtree(made, ignore_errors=True)
    _seal(folder, keep_log=not deep)


def setting_of_run_unsealed(folder: Path) -> Any:
    return setting_of_run(folder, None, {})


def _seal(folder: Path, *, keep_log: bool) -> None:
    """Make every hash fit."""
    day, info = read_plan(folder), read_info(folder)
    log = [json.loads(line) for line in (folder / "log.jsonl").read_text(encoding="utf-8").splitlines()]
    documents = next(event for event in log if event["event"] == DOCUMENTS)
    seal(
        folder,
        day,
        status=info.status,
        fingerprint=info.fingerprint,
        kind=info.kind,
        events=log if keep_log else events(day, settings_used(folder, laid_over(folder)), documents),
    )


@pytest.fixture
def in_home(run: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for kind in ("DATA", "CACHE", "STATE", "CONFIG"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(run / kind.lower()))
    monkeypatch.chdir(run)
    return run


def test_a_run_without_fault_is_found_good(in_home: Path, tmp_path: Path) -> None:
    for alone in (True, False):
        bench = Bench(in_home, tmp_path, alone)
        for till in (None, TillAgain(in_home / "kassa.csv")):
            assert not bench.found(lambda folder: None, till)
            assert not bench.found(lambda folder: _seal(folder, keep_log=False), till)


def test_with_the_tills_file_hardly_a_fault_stays_hidden(in_home: Path, tmp_path: Path) -> None:
    missed = Bench(in_home, tmp_path, alone=True).missed(TillAgain(in_home / "kassa.csv"), deep=True)
    assert missed in ([], ["never"])


def test_a_run_alone_shows_most_faults(in_home: Path, tmp_path: Path) -> None:
    bench, told = Bench(in_home, tmp_path, alone=True), ASKED | AROUND | PLANNED
    missed = bench.missed(None, deep=True, faults=told)
    assert len(missed) <= 0.25 * len(told), missed
    missed += bench.missed(None, deep=True, faults=TOLD)
    assert len(missed) <= 0.3 * len(FAULTS), missed


def leaves(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, Any, Any]]:
    """Yield what can be edited of a plan: the kind of place, what holds it, and under which key."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value)
    for key, below in pairs:
        kind = (*path, "*" if isinstance(value, list) else str(key))
        yield ".".join(kind), value, key
        if isinstance(below, dict | list):
            yield from leaves(below, kind)


def drawn(kind: str, seed: int) -> Fault:
    """Return an edit of one value of a kind, such as a slip or a bug would make."""

    def fault(doc: Doc) -> None:
        rng = random.Random(f"{kind} {seed}")
        places = [(holder, key) for name, holder, key in leaves(doc) if name == kind]
        rng.shuffle(places)
        others = [holder[key] for holder, key in places]
        for holder, key in places:
            before = json.dumps(holder[key], sort_keys=True)
            holder[key] = otherwise(holder[key], others, rng)
            if json.dumps(holder[key], sort_keys=True) != before:
                return

    return fault


def otherwise(value: Any, others: list[Any], rng: random.Random) -> Any:
    """Return another value of the same sort, or one that stands in another place of the same kind."""
    beside = [one for one in others if one != value and one is not None]
    if value is None or (isinstance(value, str | dict) and beside):
        return rng.choice(beside) if beside else None
    match value:
        case bool():
            return not value
        case int():
            return value + rng.choice((-600, -60, -1, 1, 60, 600))
        case float():
            return value + rng.choice((-0.01, 0.01, 1.0))
        case str():
            return f"{value}x"
        case list():
            return rng.choice((value[1:], value[:-1], value[::-1], value[:1] + value))
    return value


KINDS_DRAWN = 100


def drawn_faults(folder: Path, seed: int, scratch: Path) -> dict[str, Fault]:
    """Draw kinds of values of a plan and an edit of each, one that makes it another plan or none at all."""
    shutil.copytree(folder, scratch)
    doc = json.loads((folder / "plan.json").read_text(encoding="utf-8"))
    known = read_plan(folder)
    kinds = sorted({kind for kind, _, _ in leaves(doc)})
    faults: dict[str, Fault] = {}
    for kind in random.Random(seed).sample(kinds, len(kinds)):
        if len(faults) == KINDS_DRAWN:
            break
        copy = json.loads(json.dumps(doc))
        drawn(kind, seed)(copy)
        (scratch / "plan.json").write_text(json.dumps(copy), encoding="utf-8")
        try:
            same = read_plan(scratch) == known  # a skill that is named twice, say
        except DispatchError:
            same = False
        if not same:
            faults[kind] = drawn(kind, seed)
    return faults


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(3))
def test_of_a_hundred_kinds_of_drawn_edits_nearly_all_are_found(
    in_home: Path, tmp_path: Path, seed: int
) -> None:
    faults = drawn_faults(in_home / "runs" / DAY / "v1", seed, tmp_path / "edited")
    assert len(faults) == KINDS_DRAWN
    bench = Bench(in_home, tmp_path, alone=True)
    missed = bench.missed(TillAgain(in_home / "kassa.csv"), deep=True, faults=faults)
    assert len(missed) <= 0.05 * len(faults), missed
    missed = bench.missed(None, deep=True, faults=faults)
    assert len(missed) <= 0.3 * len(faults), missed


def test_what_only_the_log_tells_again_is_found_there(in_home: Path, tmp_path: Path) -> None:
    assert Bench(in_home, tmp_path, alone=True).missed(None, deep=False, faults=MADE) == []


def test_the_book_of_the_day_knows_what_was_published(in_home: Path, tmp_path: Path) -> None:
    assert Bench(in_home, tmp_path, alone=False).missed(None, deep=True, faults=MADE) == []
    bench = Bench(in_home, tmp_path, alone=False)
    for name in ("settings.json", "plan.json"):
        fault = partial(_edit, old='": ', new='":  ')
        assert bench.found(
            lambda folder, edit=fault, name=name: beside(folder, lambda it: edit(it / name)), None
        ), name


def test_papers_of_another_plan_are_found(in_home: Path, tmp_path: Path) -> None:
    """Every paper is exchanged for that of a plan in which one customer has another name."""
    other = tmp_path / "other" / DAY / "v1"
    shutil.copytree(in_home / "runs" / DAY / "v1", other)
    plan_fault(other, ASKED["order's name"], deep=False)
    made = tmp_path / "made"
    for writer in writers(setting_of_run_unsealed(other)):
        writer.write(read_plan(other), made)
    bench = Bench(in_home, tmp_path, alone=True)
    for name in PAPERS:
        assert bench.found(
            lambda folder, name=name: beside(folder, lambda it: shutil.copy(made / name, it / name)), None
        ), name
    assert bench.found(lambda folder: beside(folder, lambda it: (it / "loading.pdf").unlink()), None)
    assert bench.found(
        lambda folder: beside(folder, lambda it: shutil.copy(it / "loading.pdf", it / "sheets/R9.pdf")), None
    )


def test_a_book_that_is_cut_short_or_lacks_the_version_is_told(
    in_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "runs" / DAY
    shutil.copytree(in_home / "runs" / DAY, home)
    call = runner(in_home, monkeypatch)
    lines = (home / "book.jsonl").read_bytes().splitlines(keepends=True)
    for book, about in ((b"".join(lines)[:-9], {"torn", "unknown"}), (b"".join(lines[:-1]), {"unknown"})):
        (home / "book.jsonl").write_bytes(book)
        done = call("verify", str(home / "v1"), "--json")
        assert done.status == 5
        assert {one["about"] for one in done.json["looked"] if one["look"] == "book"} == about
    (home / "book.jsonl").write_bytes(b"nothing\n" + b"".join(lines[1:]))
    assert call("verify", str(home / "v1")).status == 2


def test_a_file_that_says_something_else_than_the_plan_is_found(in_home: Path, tmp_path: Path) -> None:
    bench = Bench(in_home, tmp_path, alone=True)
    for name, edit in BESIDE.items():
        assert bench.found(lambda folder, plant=edit: beside(folder, plant), None), name


def test_a_file_that_no_run_has_is_found(in_home: Path, tmp_path: Path) -> None:
    bench = Bench(in_home, tmp_path, alone=True)
    assert bench.found(lambda folder: beside(folder, lambda it: (it / "more.csv").write_text("x")), None)


def test_the_command_says_what_differs_and_how_much_was_looked_at(
    in_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = runner(in_home, monkeypatch)
    folder = tmp_path / DAY / "v1"
    shutil.copytree(in_home / "runs" / DAY / "v1", folder)
    plan_fault(folder, ASKED["window opens earlier"], deep=False)
    done = call("verify", str(folder), "--input", "kassa.csv", "--json")
    assert done.status == 1
    found = {(one["what"], one["where"], one["against"]) for one in done.json["discrepancies"]}
    assert ("problem.stops.window", "104", "till") in found
    looked = {one["look"]: one["done"] for one in done.json["looked"]}
    assert looked["orders"]
    assert not looked["signature"]
    assert "104" in call("verify", str(folder), "--input", "kassa.csv").out


def test_orders_that_are_not_in_the_tills_file_are_counted_as_not_looked_at(
    in_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    call = runner(in_home, monkeypatch)
    kept = till().splitlines()
    (tmp_path / "part.csv").write_text("\n".join(kept[:-5]) + "\n", encoding="utf-8")
    looked = call("verify", "latest", "--input", str(tmp_path / "part.csv"), "--json").json["looked"]
    about = {one["about"]: (one["done"], one["n"]) for one in looked if one["look"] == "orders"}
    assert about == {"till": (True, 13), "elsewhere": (False, 2)}


def test_a_run_that_somebody_else_sealed_is_known_by_its_signature(
    in_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home = tmp_path / "signed"
    home.mkdir()
    (home / "key").write_bytes(b"0123456789abcdef")
    (home / "dispatch.toml").write_text(CONFIG + '\n[archive]\nkey_file = "key"\n', encoding="utf-8")
    (home / "kassa.csv").write_text(till(), encoding="utf-8")
    call = runner(home, monkeypatch)
    assert call("plan", "kassa.csv", "--date", DAY).status == 5
    assert call("verify", "latest").status == 0
    folder = home / "runs" / DAY / "v1"
    _seal(folder, keep_log=True)
    assert call("verify", "latest", "--json").json["forged"] is True
    assert call("sheets", "latest").status == 0
    assert call("verify", "latest").status == 0
    for weak in (b"short", bytes(64)):
        (home / "key").write_bytes(weak)
        assert call("plan", "kassa.csv", "--date", DAY).status == 2
