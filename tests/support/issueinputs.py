"""For every code in docs/issues.md, a tiny input that makes a command print it."""

import csv
import io
import json
import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from chainshops import DAY as SHARED_DAY
from chainshops import listed, open_chain
from inprocess import Ended, Run
from osmtown import at, write_town
from shop import HEADER
from smalltown import DOORS, door, write_gazetteer
from till import GOOD, table

from dispatch.archive import read_info, read_plan, seal
from dispatch.mapfiles import BACKGROUND, GAZETTEER, MANIFEST, MAP_FORMAT

DAY = "2026-11-21"
"""A Saturday, the day of the till's rows."""

STORE = """
[store]
name = "Winkel"
lat = {lat}
lon = {lon}
opening = "08:00-21:00"
delivery = "13:00-21:00"
"""

REST = """
[[vehicle]]
id = "fiets-1"
profile = "bike"
crates = 12
kg = 200

[[courier]]
name = "Anna"
vehicle = "fiets-1"
shift = "13:00-21:00"

[intake]
settle_seconds = 0

[solver]
engine = "ortools"
iterations = 10
"""

OFFLINE = """
[geocoding]
offline = true
"""

ESTIMATE = """
[travel]
source = "estimate"
"""

VANS = """
[[vehicle]]
id = "bus-1"
profile = "van"
crates = 40
kg = 800
emission = "euro6"

[[courier]]
name = "Bram"
vehicle = "bus-1"
shift = "13:00-21:00"
"""

POSITION = {"lat": "52.161", "lon": "4.491"}
"""A door a short way from the store."""

ROBOT = """
[[vehicle]]
id = "robot-1"
profile = "robot"
crates = 2
kg = 40

[[courier]]
name = "Robot"
vehicle = "robot-1"
shift = "13:00-20:00"
breaks = "none"
"""

DRONE = """
[[vehicle]]
id = "drone-1"
profile = "drone"
crates = 1
kg = 20
trip_range_km = 16

[[courier]]
name = "Drone"
vehicle = "drone-1"
shift = "13:00-20:00"
breaks = "none"
"""

LIGHT = {**POSITION, "kratten": "1", "gewicht_kg": "4", "temperatuur": "gewoon"}
"""What a drone can bring there."""

ROWS = (
    {**POSITION, "tijdstip": "12:00", "van": "13:00", "tot": "14:00", "huisnummer": "1"},
    {"lat": "52.163", "lon": "4.492", "tijdstip": "12:00", "van": "14:01", "tot": "14:30"},
    {"lat": "52.165", "lon": "4.495", "tijdstip": "12:00", "van": "19:00", "tot": "20:00", "huisnummer": "3"},
)  # fmt: skip
"""A day with an order early and one late."""

TWISTS = (
    # two streets at one postcode and number
    door("Achterom", 5, "", "2315AA", "Leiden", 52.17),
    door("Vooraan", 5, "", "2315AA", "Leiden", 52.171),
    # a postcode that is one step from another street's
    door("Zijstraat", 4, "", "2312DK", "Leiden", 52.163),
)


@dataclass(frozen=True)
class Shop:
    """A folder with a configuration, and what runs commands in it.

    Parameters
    ----------
    town
        Folder of maps with the town of townmap.py installed.
    """

    folder: Path
    run: Run
    town: Path

    def configure(self, *more: str, lat: float = 52.16, lon: float = 4.49) -> None:
        """Write the configuration."""
        text = STORE.format(lat=lat, lon=lon) + REST + "".join(more)
        (self.folder / "dispatch.toml").write_text(text, encoding="utf-8")

    def export(self, text: str | bytes) -> None:
        """Write the till's export."""
        data = text if isinstance(text, bytes) else text.encode()
        (self.folder / "purchases.csv").write_bytes(data)

    def check(self, text: str | bytes, *more: str, flags: tuple[str, ...] = ("--date", DAY)) -> Ended:
        """Check an export offline."""
        self.configure(OFFLINE, *more)
        self.export(text)
        return self.run("check", "purchases.csv", "--json", *flags)

    def locate(self, line: str) -> Ended:
        """Find an address in the register of smalltown.py."""
        self.gazetteer()
        self.configure(OFFLINE, '[travel]\nsource = "estimate"\nmap = "map"\n')
        return self.run("locate", line, "--json")

    def gazetteer(self) -> Path:
        """Install a map that has nothing but addresses; return its folder."""
        current = self.folder / "map" / "current"
        write_gazetteer(current, (*DOORS, *TWISTS))
        facts = {
            "format": MAP_FORMAT, "id": "small", "source": {"name": "small"}, "data_date": None,
            "dated_by": "header", "built_at": "", "profiles": ["bike"], "box": [52.0, 4.3, 52.3, 4.7],
            "roads": 0, "addresses": len(DOORS),
        }  # fmt: skip
        (current / MANIFEST).write_text(json.dumps(facts))
        return current

    def plan(self, text: str, *more: str, flags: tuple[str, ...] = ("--dry-run",)) -> Ended:
        """Plan an export on estimates."""
        self.configure(OFFLINE, ESTIMATE, *more)
        self.export(text)
        return self.run("plan", "purchases.csv", "--json", "--date", DAY, *flags)

    def plan_in_town(
        self,
        x: float,
        y: float,
        zones: str = "",
        store: tuple[float, float] = (0, 0),
        more: str = "",
    ) -> Ended:
        """Plan one order on the town's map."""
        lat, lon = at(*store)
        travel = f'[travel]\nsource = "map"\nmap = "{self.town}"\n{more}'
        self.configure(OFFLINE, travel, VANS, zones or town_zones(), lat=lat, lon=lon)
        self.export(table(spot(x, y)))
        return self.run("plan", "purchases.csv", "--json", "--date", DAY, "--dry-run")

    def planned(self) -> Path:
        """Plan a day with an order early and one late, and return the folder of the run."""
        done = self.plan(table(*ROWS), flags=())
        assert done.status in {0, 5}, done.err
        return self.folder / "runs" / DAY / "v1"

    def replan(self, *flags: str) -> Ended:
        """Plan that day again."""
        self.planned()
        return self.run("replan", "latest", "--json", *flags)


def spot(x: float, y: float) -> dict[str, str]:
    """Return the cells of a door in the town."""
    lat, lon = at(x, y)
    return {"lat": f"{lat:.7f}", "lon": f"{lon:.7f}"}


def rule(name: str, corners: list[tuple[float, float]], kind: str = "van") -> str:
    """Write a zone around metres of the town."""
    polygon = [[lon, lat] for lat, lon in (at(x, y) for x, y in corners)]
    return f'[[zones.own]]\nid = "{name}"\npolygon = {polygon}\nkinds = ["{kind}"]\n'


def town_zones(name: str = "brug") -> str:
    """Close the one bridge that vans can use."""
    return "[zones]\nzero_emission = false\n" + rule(name, [(150, 150), (250, 150), (250, 250), (150, 250)])


def build_town_by_command(folder: Path, run: Run) -> Path:
    """Install the town's map with the program itself, from an extract of long ago."""
    shop = Shop(folder, run, folder / "map")
    extract = write_town(folder / "town.osm.pbf")
    os.utime(extract, (1_700_000_000, 1_700_000_000))  # November 2023
    lat, lon = at(0, 0)
    shop.configure(
        '[travel]\nmap = "map"\nreach_km = 3\nmargin_km = 1\n', VANS, town_zones(), lat=lat, lon=lon
    )
    done = run("map", "build", str(extract), "--json")
    assert done.status == 0, done.err
    return folder / "map"


def rows(*changes: Mapping[str, str], more: str = "") -> Callable[[Shop], Ended]:
    """Return what checks rows of the till, each with a position that needs no look-up."""
    return lambda shop: shop.check(table(*({**POSITION, **one} for one in changes)), more)


def address(line: str) -> Callable[[Shop], Ended]:
    """Return what looks an address up."""
    return lambda shop: shop.locate(line)


def lines(*cells: str, purchases: Mapping[str, str] | None = None) -> Callable[[Shop], Ended]:
    """Return what checks one purchase with receipt lines."""

    def check(shop: Shop) -> Ended:
        head = "bonnummer;artikel;aantal;gewicht_g;volume_ml;temperatuur;leeftijdscontrole\n"
        (shop.folder / "lines.csv").write_text(head + "".join(f"{row}\n" for row in cells), encoding="utf-8")
        return shop.check(table({**POSITION, **(purchases or {})}))

    return check


def assortment(*rows: str, sold: str = "1001;8710400000037;1") -> Callable[[Shop], Ended]:
    """Return what checks one purchase with a line that has a number only, and a list of articles."""

    def check(shop: Shop) -> Ended:
        head = "ean;artikel;temperatuur;gewicht_g;inhoud_ml;leeftijdsgrens"
        (shop.folder / "articles.csv").write_text("\n".join([head, *rows]), encoding="utf-8")
        (shop.folder / "lines.csv").write_text(f"bonnummer;ean;aantal\n{sold}\n", encoding="utf-8")
        return shop.check(table(POSITION))

    return check


PAID = {
    **POSITION,
    "event": "paid",
    "at": f"{DAY}T14:05:00+01:00",
    "receipt_id": "1001",
    "home_delivery": True,
    "name": "Q. Kanarie",
}  # fmt: skip


def dropped(name: str, content: str) -> Callable[[Shop], Ended]:
    """Return what plans a day with a file in the drop folder."""

    def plan(shop: Shop) -> Ended:
        shop.configure(OFFLINE, ESTIMATE)
        path = shop.folder / "dispatch.toml"
        config = path.read_text(encoding="utf-8")
        path.write_text(config.replace("[intake]", '[intake]\ndrop = "inbox"'), encoding="utf-8")
        (shop.folder / "inbox").mkdir()
        (shop.folder / "inbox" / name).write_text(content, encoding="utf-8")
        return shop.run("plan", "--date", DAY, "--json")

    return plan


def events(*told: Mapping[str, Any]) -> Callable[[Shop], Ended]:
    """Return what checks basket events."""
    return lambda shop: shop.check("".join(json.dumps(one) + "\n" for one in told))


def workbook(*sheets: tuple[str, list[Mapping[str, str]]], hidden: int = 0) -> bytes:
    """Write a workbook: each sheet has rows of the till, one of which may be hidden."""
    import openpyxl

    book = openpyxl.Workbook()
    for place, (title, changes) in enumerate(sheets):
        sheet = book.create_sheet(title, place)
        whole = [{**GOOD, **POSITION, **one} for one in changes]
        for row in ([*whole[0]], *(list(one.values()) for one in whole)):
            sheet.append(row)
        if hidden:
            sheet.row_dimensions[hidden].hidden = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def in_town(x: float, y: float) -> Callable[[Shop], Ended]:
    """Return what plans one order on the town's map."""
    return lambda shop: shop.plan_in_town(x, y)


def replanned(*flags: str) -> Callable[[Shop], Ended]:
    """Return what plans a day again."""
    return lambda shop: shop.replan(*flags)


def changed(*lines: str, now: str) -> Callable[[Shop], Ended]:
    """Return what writes changes into the book and plans with them."""

    def change(shop: Shop) -> Ended:
        shop.planned()
        (shop.folder / "changes.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        if lines:
            said = shop.run("change", "--file", "changes.csv", "--date", DAY, "--now", now, "--json")
            assert said.status == 0, said.err
        return shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--now", now)

    return change


def later(*changes: Mapping[str, str], now: str = "12:10") -> Callable[[Shop], Ended]:
    """Return what plans again with a newer export: a change a row, and none for a row that is gone."""

    def plan(shop: Shop) -> Ended:
        shop.planned()
        rows = [*ROWS, POSITION]
        shop.export(table(*({**rows[n], **change} for n, change in enumerate(changes))))
        return shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--now", now)

    return plan


def promised(crates: str) -> Callable[[Shop], Ended]:
    """Return what holds a window for two crates at the till, and plans once so many are bought."""

    def plan(shop: Shop) -> Ended:
        shop.planned()
        basket = {**POSITION, "bonnummer": "1009", "van": "", "tot": "", "tijdstip": "12:10"}
        (shop.folder / "bon.csv").write_text(table(basket), encoding="utf-8")
        asked = ("slots", "--receipt", "bon.csv", "--date", DAY, "--now", "12:10", "--json")
        taken = shop.run(*asked, "--take", "17:00-19:00")
        assert taken.status == 0, taken.err
        shop.export(table(*ROWS, {**basket, "kratten": crates}))
        return shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--now", "12:12")

    return plan


def _next_day(shop: Shop) -> Ended:
    """Leave an order for the Monday after, and plan that."""
    shop.planned()
    dropped = shop.run("change", "--date", DAY, "--now", "12:10", "--json", "drop", "1003", "--plan")
    assert dropped.status in {0, 5}, dropped.err
    shop.export(table({**POSITION, "bonnummer": "2001", "tijdstip": "23-11-2026 12:00"}))
    return shop.run("plan", "purchases.csv", "--json", "--date", "2026-11-23")


_AT_77 = {**ROWS[2], "huisnummer": "77", "postcode": "2312 AB"}


def standing(rows: str, now: str, *more: Mapping[str, str]) -> Callable[[Shop], Ended]:
    """Return what plans a day with standing orders, and again when the till has more receipts."""

    def plan(shop: Shop) -> Ended:
        header = "vaste_bestelling;weekdag;naam;huisnummer;postcode;lat;lon;van;tot"
        (shop.folder / "standing.csv").write_text(f"{header}\n{rows}\n", encoding="utf-8")
        shop.planned()
        shop.export(table(*ROWS, *more))
        return shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--now", now)

    return plan


def _one_bike_for_two(shop: Shop) -> Ended:
    """Let somebody who drives a bike after Anna come two hours early."""
    after = '[[courier]]\nname = "Bram"\nvehicle = "fiets-1"\nshift = "21:00-22:00"\n'
    shop.plan(table(*ROWS), after, flags=())
    said = shop.run("change", "--date", DAY, "--now", "12:10", "courier", "Bram", "--in", "19:00-22:00")
    assert said.status == 0, said.err
    return shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--now", "12:10")


def _day_left(shop: Shop) -> Ended:
    _next_day(shop)
    shop.export(table(*ROWS))
    return shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--now", "12:20")


def _edited_base(shop: Shop) -> Ended:
    shop.planned()
    path = shop.folder / "runs" / DAY / "v1" / "plan.json"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    return shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--now", "12:10")


def _torn_book(shop: Shop) -> Ended:
    shop.planned()
    with (shop.folder / "runs" / DAY / "book.jsonl").open("ab") as file:
        file.write(b'{"format_version": 1, "num')
    return shop.run("day", DAY, "--json")


def _shared(shop: Shop) -> Ended:
    """Plan two shops together, and call off an order that the other's courier brings."""
    open_chain(shop.folder, "together = true\n" + listed('may_load_at = ["Dorp"]'))
    shop.run("stores", "stores.toml", "--date", SHARED_DAY, "--json")
    config = ("--config", str(shop.folder / "dorp" / "dispatch.toml"))
    return shop.run("change", "cancel", "3", *config, "--date", SHARED_DAY, "--plan", "--json")


def _asked_while_shared(shop: Shop) -> Ended:
    """Plan two shops together, and ask at the till of the one whose courier drives for both."""
    open_chain(shop.folder, "together = true\n" + listed('may_load_at = ["Dorp"]'))
    shop.run("stores", "stores.toml", "--date", SHARED_DAY, "--json")
    leiden = shop.folder / "leiden"
    row = f"9;{SHARED_DAY}T12:30;ja;K;0612345678;Kanariestraat;9;2312 AB;Leiden;52.161;4.491"
    (leiden / "bon.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    config = ("--config", str(leiden / "dispatch.toml"))
    asked = ("slots", "--receipt", str(leiden / "bon.csv"), "--date", SHARED_DAY, "--now", "12:30")
    return shop.run(*asked, *config, "--json")


def text(data: Callable[[], str | bytes]) -> Callable[[Shop], Ended]:
    """Return what checks an export as it stands."""
    return lambda shop: shop.check(data())


def _approximate(shop: Shop) -> Ended:
    shop.gazetteer()
    row = {"straat": "Haarlemmerstraat", "huisnummer": "16", "postcode": "2312 GA"}
    return shop.check(table(row), '[travel]\nsource = "estimate"\nmap = "map"\n')


def _position_differs(shop: Shop) -> Ended:
    shop.gazetteer()
    row = {
        "straat": "Haarlemmerstraat",
        "huisnummer": "12",
        "postcode": "2312 GA",
        "lat": "52,20",
        "lon": "4,49",
    }
    return shop.check(table(row), '[travel]\nsource = "estimate"\nmap = "map"\n')


def _columns_changed(shop: Shop) -> Ended:
    assert shop.plan(table(POSITION), flags=()).status in {0, 5}
    return shop.plan(table({**POSITION, "Telefoon klant": "0612345678"}))


def _geocoder_down(shop: Shop) -> Ended:
    shop.configure('[geocoding]\npdok_url = "http://127.0.0.1:9"\ntimeout_seconds = 0.2\n')
    return shop.run("locate", "Breestraat 60, Leiden", "--json")


def _bad_gazetteer(shop: Shop) -> Ended:
    (shop.gazetteer() / GAZETTEER).write_bytes(b"no database at all" * 100)
    shop.configure(OFFLINE, '[travel]\nsource = "estimate"\nmap = "map"\n')
    return shop.run("locate", "Breestraat 60, Leiden", "--json")


def _bad_background(shop: Shop) -> Ended:
    folder = shop.gazetteer()
    (folder / BACKGROUND).write_bytes(b"no database at all" * 100)
    shop.configure(OFFLINE, '[travel]\nsource = "estimate"\nmap = "map"\n')
    shop.export(table(POSITION))
    return shop.run("plan", "purchases.csv", "--json", "--date", DAY)


def _bad_cache(shop: Shop) -> Ended:
    cache = shop.folder / "cache" / "local-dispatch" / "addresses.sqlite"
    cache.parent.mkdir(parents=True)
    cache.write_bytes(b"no database at all" * 100)
    return shop.locate("Breestraat 60, Leiden")


def _bad_correction(shop: Shop) -> Ended:
    book = "street;house_number;postcode;city;lat;lon\nBreestraat;;2311 CS;Leiden;52.2;4.5\n"
    (shop.folder / "addresses.csv").write_text(book, encoding="utf-8")
    shop.configure('[geocoding]\noffline = true\naddresses = "addresses.csv"\n')
    return shop.run("locate", "Breestraat 60, Leiden", "--json")


def _missing(key: str) -> Callable[[Shop], Ended]:
    """Return what checks an export where ``[intake]`` names a file that is not there."""
    return _with_intake(f'{key} = "gone.csv"', {})


def _with_intake(setting: str, *changes: Mapping[str, str]) -> Callable[[Shop], Ended]:
    """Return what checks rows of the till with one more setting under ``[intake]``."""

    def check(shop: Shop) -> Ended:
        shop.configure(OFFLINE)
        path = shop.folder / "dispatch.toml"
        config = path.read_text(encoding="utf-8")
        path.write_text(config.replace("[intake]", f"[intake]\n{setting}"), encoding="utf-8")
        shop.export(table(*({**POSITION, **one} for one in changes)))
        return shop.run("check", "purchases.csv", "--date", DAY, "--json")

    return check


def _corrected(shop: Shop, correction: Mapping[str, str]) -> Ended:
    first = shop.check(table({**POSITION, "kratten": "-1"}, POSITION))
    assert first.status == 5, first.err
    shop.run("check", "purchases.csv", "--date", DAY, "--rejected", "rejected.csv")
    path = shop.folder / "rejected.csv"
    head, row, *_ = path.read_text(encoding="utf-8-sig").splitlines()
    cells = dict(zip(head.split(","), row.split(","), strict=False)) | dict(correction)
    path.write_text(",".join(cells) + "\n" + ",".join(cells.values()) + "\n", encoding="utf-8")
    return shop.run("check", "purchases.csv", "--date", DAY, "--corrections", "rejected.csv", "--json")


def _cut_off() -> str:
    whole = table(POSITION, POSITION).rstrip()
    return whole[: whole.rindex("Leiden")]


def _too_long() -> str:
    columns = [*(name for name in GOOD if name != "opmerking")]
    return table({"naam": "Kanarie; Q."}, {}, {}, columns=columns)


def _mixed() -> bytes:
    return table({"naam": "Zoë"}).encode() + table({"naam": "Loïs", "bonnummer": "9"}).encode("cp1252")


def _without_numba(shop: Shop) -> Ended:
    """Plan on a machine where the compiler cannot be loaded."""
    with (
        patch.dict(sys.modules, {"numba": None}),
        patch.dict(os.environ, {"DISPATCH_SOLVER_ENGINE": "search"}),
    ):
        return shop.plan(table(POSITION))


def _unsure(shop: Shop) -> Ended:
    """Ask for nineteen days of twenty where the window is a minute."""
    with patch.dict(os.environ, {"DISPATCH_PROMISE_CHANCE": "0.95"}):
        far = {"lat": "52.185", "lon": "4.52"}
        return shop.plan(table({**far, "tijdstip": "12:00", "van": "14:01", "tot": "14:02"}))


def _zone_store(shop: Shop) -> Ended:
    outline = [[4.48, 52.15], [4.50, 52.15], [4.50, 52.17], [4.48, 52.17]]
    zone = f'[[zones.own]]\nid = "markt"\npolygon = {outline}\nkinds = ["van"]\n'
    return shop.plan(table(POSITION), VANS, "[zones]\nzero_emission = false\n", zone)


def _zone_unmapped(shop: Shop) -> Ended:
    return shop.plan_in_town(100, 0, town_zones("plein"))


def _robot_in_town(shop: Shop) -> Ended:
    return shop.plan_in_town(100, 0, town_zones() + ROBOT)


def _nothing_flown(shop: Shop) -> Ended:
    """Let the customer live a street away from where drones may not be, within their clearance."""
    zone = '[[zones.own]]\nid = "park"\nkinds = ["drone"]\npolygon = '
    outline = [[4.4914, 52.15], [4.50, 52.15], [4.50, 52.17], [4.4914, 52.17]]
    return shop.plan(table({**LIGHT, "vaardigheden": "drone_ok"}), DRONE, f"{zone}{outline}\n")


def _trial(shop: Shop) -> Ended:
    """Leave nobody but the drone to bring it."""
    shop.configure(OFFLINE, ESTIMATE, DRONE)
    path = shop.folder / "dispatch.toml"
    text = path.read_text(encoding="utf-8")
    anna = text.index('[[courier]]\nname = "Anna"')
    path.write_text(text[:anna] + text[text.index("[intake]") :], encoding="utf-8")
    shop.export(table({**LIGHT, "vaardigheden": "drone mag"}))
    return shop.run("plan", "purchases.csv", "--json", "--date", DAY, "--dry-run")


def _no_way(shop: Shop) -> Ended:
    """Let the store stand in the pedestrian street, 150 metres from where a van may drive."""
    return shop.plan_in_town(100, 0, store=(500, -150), more="snap_max_metres = 100\n")


def _actuals(shop: Shop) -> Ended:
    shop.planned()
    (shop.folder / "actuals.csv").write_text(
        "bonnummer;aankomst;uitkomst\n1001;13:20;geleverd\n1002;kwart voor;geleverd\n", encoding="utf-8"
    )
    return shop.run("report", DAY, "--actuals", "actuals.csv", "--json")


def _learned(shop: Shop) -> Ended:
    """Come back three times from a door that takes eight minutes longer than the rule."""
    for day in ("2026-11-18", "2026-11-19", "2026-11-20"):
        shop.configure(OFFLINE, ESTIMATE)
        shop.export(table({**POSITION, "tijdstip": f"{day} 12:00", "van": "13:00", "tot": "20:00"}))
        assert shop.run("plan", "purchases.csv", "--date", day).status == 5
        (shop.folder / "actuals.csv").write_text(
            "bonnummer;aankomst;vertrek;uitkomst\n1001;14:00;14:10;geleverd\n", encoding="utf-8"
        )
        assert shop.run("report", day, "--actuals", "actuals.csv").status == 0
    return shop.plan(table(POSITION), "[service]\nlearn = true\n")


def _slow_roads(shop: Shop) -> Ended:
    """Come back from a day on which every drive took half as long again."""
    doors = [
        {"lat": f"{52.150 + 0.004 * (n % 6):.4f}", "lon": f"{4.470 + 0.006 * (n // 6):.4f}",
         "tijdstip": "12:00", "van": "13:00", "tot": "20:00", "huisnummer": f"{n}"}
        for n in range(36)
    ]  # fmt: skip
    done = shop.plan(table(*doors), flags=("--iterations", "500"))
    assert done.status in {0, 5}, done.err
    back = ["bonnummer;aankomst;vertrek;uitkomst"]
    clock, trip = 0, None
    with (shop.folder / "runs" / DAY / "v1" / "stops.csv").open(encoding="utf-8", newline="") as file:
        before = None
        for row in csv.DictReader(file):
            arrival, departure = (
                60 * int(row[key][:2]) + int(row[key][3:]) for key in ("arrival", "departure")
            )
            same = (row["route"], row["trip"]) == trip
            clock = clock + round(1.5 * (arrival - before)) if same and before is not None else arrival
            leaves = clock + departure - arrival
            back.append(
                f"{row['receipt_id']};{clock // 60:02d}:{clock % 60:02d};"
                f"{leaves // 60:02d}:{leaves % 60:02d};geleverd"
            )
            clock, before, trip = leaves, departure, (row["route"], row["trip"])
    (shop.folder / "actuals.csv").write_text("\n".join(back) + "\n", encoding="utf-8")
    assert shop.run("report", DAY, "--actuals", "actuals.csv").status == 0
    with patch.dict(os.environ, {"DISPATCH_TRAVEL_LEARN": "true"}):
        return shop.plan(table(POSITION))


def _edited(shop: Shop) -> Ended:
    plan = shop.planned() / "plan.json"
    plan.write_text(plan.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    return shop.run("report", "--json")


def _foreign(shop: Shop) -> Ended:
    folder = shop.planned()
    settings: dict[str, Any] = json.loads((folder / "settings.json").read_text(encoding="utf-8"))
    settings["sheets"]["logo"] = "/somewhere/logo.png"
    (folder / "settings.json").write_text(json.dumps(settings), encoding="utf-8")
    info = read_info(folder)
    seal(folder, read_plan(folder), status=info.status, fingerprint=info.fingerprint, kind=info.kind)
    return shop.run("sheets", "latest", "--to", "usb", "--json")


def _own_template(shop: Shop) -> Ended:
    folder = shop.planned()
    (shop.folder / "own").mkdir()
    (shop.folder / "own" / "courier.typ").write_text("#let x = (", encoding="utf-8")
    config = shop.folder / "dispatch.toml"
    config.write_text(
        config.read_text(encoding="utf-8") + '\n[sheets]\ntemplates = "own"\n', encoding="utf-8"
    )
    return shop.run("sheets", str(folder), "--to", "usb", "--config", "dispatch.toml", "--json")


CASES: dict[str, Callable[[Shop], Ended]] = {
    # addresses
    "NUMBER_MISSING": address("Breestraat, Leiden"),
    "ADDRESS_INCOMPLETE": lambda shop: shop.check(table({"straat": "", "postcode": ""})),
    "ADDRESS_UNCHECKED": lambda shop: shop.check(table({})),
    "STREET_UNKNOWN": address("Dorpsdwarsweg 7, Leiden"),
    "STREET_DIFFERS": address("Haarlemmerstraat 60, 2311 CS Leiden"),
    "POSTCODE_UNKNOWN": address("Spui 70, 2511 BT Den Haag"),
    "POSTCODE_DIFFERS": address("Haarlemmerstraat 121, 2312 DK Leiden"),
    "NUMBER_UNKNOWN": address("2312 GA 16"),
    "ADDITION_UNKNOWN": address("Breestraat 62C, 2311 CS Leiden"),
    "ADDITION_MISSING": address("Breestraat 62, 2311 CS Leiden"),
    "TOWN_MISSING": address("Hoofdstraat 82"),
    "TOWN_AMBIGUOUS": address("Kerkstraat 3"),
    "TOWN_DIFFERS": address("Kerkstraat 3, Leiden"),
    "ADDRESS_TWICE": address("Topaaslaan 19, 2332 JC Leiden"),
    "ADDRESS_UNSURE": address("2315 AA 5"),
    "ADDRESS_QUESTIONED": address("Breestraat 60 ?, 2311 CS Leiden"),
    "ADDRESS_BESIDE": address("t/o Breestraat 60, 2311 CS Leiden"),
    "POSITION_DIFFERS": _position_differs,
    "ADDRESS_APPROXIMATE": _approximate,
    "OUTSIDE_AREA": rows({}, more='[promise.area]\npostcodes = ["2312"]\n'),
    "FAR_AWAY": rows({"lat": "52.40", "lon": "4.60"}),
    "GEOCODER_DOWN": _geocoder_down,
    "GAZETTEER_UNUSABLE": _bad_gazetteer,
    "CACHE_UNUSABLE": _bad_cache,
    "CORRECTION_UNUSABLE": _bad_correction,
    # the till's export
    "RECEIPT_MISSING": rows({"bonnummer": ""}),
    "RECEIPT_TOO_LONG": rows({"bonnummer": "9" * 65}),
    "RECEIPT_MANGLED": rows({"bonnummer": "2,61E+09"}),
    "RECEIPT_REPEATED": rows({}, {"bonnummer": "1001"}),
    "RECEIPT_CONFLICT": rows({}, {"bonnummer": "1001", "huisnummer": "28"}),
    "FLAG_CONTRADICTED": rows({}, {"bonnummer": "1001", "thuisbezorging": "nee"}),
    "DELIVERY_UNCLEAR": rows({"thuisbezorging": "later"}),
    "NAME_MISSING": rows({"naam": ""}),
    "TIME_MISSING": rows({"tijdstip": ""}),
    "TIME_ASSUMED": rows({"tijdstip": "21-11-2026"}),
    "TIME_INVALID": rows({"tijdstip": "kwart voor twee"}),
    "DATE_OTHER_DAY": rows({"tijdstip": "20-11-2026 14:05"}),
    "AFTER_CUT_OFF": rows({}, more='[promise]\ncut_off = "14:00"\n'),
    "AFTER_CLOSING": rows({"tijdstip": "21:30"}),
    "BEFORE_OPENING": rows({"tijdstip": "07:55"}),
    "NO_DELIVERY_TODAY": rows({}, more="[store.days.sat]\nclosed = true\n"),
    "POSTCODE_INVALID": rows({"postcode": "23 AB"}),
    "POSITION_INVALID": rows({"lat": "52,1", "lon": ""}),
    "SPREADSHEET_DATE": rows({"huisnummer": "3-jan"}),
    "PHONE_MANGLED": rows({"telefoon": "6,66E+08"}),
    "WINDOW_INVALID": rows({"van": "zes uur"}),
    "WINDOW_SEVERAL": rows({"van": "", "tot": "", "tijdvak": "16-17 of 18-20"}),
    "WINDOW_IN_WORDS": rows({"van": "", "tot": "", "tijdvak": "'s avonds"}),
    "DELIVERY_OTHER_DAY": rows({"bezorgdatum": "22-11-2026"}),
    "WINDOW_REVERSED": rows({"van": "20:00", "tot": "18:00"}),
    "WINDOW_OUTSIDE_HOURS": rows({"van": "09:00", "tot": "12:00"}),
    "WINDOW_NARROWED": rows({"van": "20:00", "tot": "23:00"}),
    "WINDOW_PAST": rows({"van": "13:00", "tot": "14:00"}),
    "WINDOW_TOO_SOON": rows({"van": "13:00", "tot": "14:20"}),
    "BELOW_MINIMUM": rows({}, more="[promise]\nminimum_basket = 60\n"),
    "AMOUNT_INVALID": rows({"kratten": "twee"}),
    "AMOUNT_NEGATIVE": rows({"kratten": "-2"}),
    "AMOUNT_TOO_LARGE": rows({"tassen": "501"}),
    "AMOUNT_ROUNDED": rows({"kratten": "1,5"}),
    "NOTHING_TO_DELIVER": rows({"kratten": "0"}),
    "WEIGHT_DOUBTFUL": rows({"gewicht_kg": "1250"}),
    "TEMPERATURE_UNKNOWN": rows({"temperatuur": "lauw"}),
    "CRATES_ADDED": rows({"kratten": "1", "temperatuur": "koel+vries"}),
    "AGE_CHECK_UNCLEAR": rows({"leeftijdscontrole": "?"}),
    "AGE_CHECK_ADDED": lines("1001;Wijn;1;1250;1300;gewoon;ja"),
    "TOBACCO": lines("1001;Drum shag 50 g;1;60;200;gewoon;ja"),
    "LINE_UNCLEAR": lines("1001;A;veel;1;1;gewoon;nee"),
    "LINES_MISSING": _missing("lines"),
    "LINES_INCOMPLETE": lines("1001;Iets;1;;;gewoon;nee"),
    "LINES_WITHOUT_RECEIPT": lines("1001;Melk;1;1;1;koel;nee", "7777;Melk;1;1;1;koel;nee"),
    "LINES_FIT_NOTHING": lines("7777;Melk;1;1;1;koel;nee"),
    "LINES_WEIGHT_ESTIMATED": lines("1001;Water;6;;1500;gewoon;nee"),
    "LINES_UNIT_GUESSED": lines("1001;Melk;2;1,035 kg;1000;koel;nee"),
    "MORE_ISSUES": lines(*["1001;A;veel;1;1;gewoon;nee"] * 1002),
    "QUOTE_UNCLOSED": text(lambda: table({"naam": '"Q. Kanarie'}, {}, {})),
    "ROW_TOO_LONG": text(_too_long),
    "ROW_TOO_SHORT": text(lambda: table({}).rstrip() + "\r\n1002;21-11\r\n" + table({"bonnummer": "1003"})),
    "ROW_CUT_OFF": text(_cut_off),
    "NOTE_JOINED": text(lambda: table({"opmerking": "bel 2x; hond"}, {}, {})),
    "TEXT_TOO_LONG": rows({"opmerking": "x" * 1001}),
    "CONTROL_CHARACTERS": rows({"naam": "Q\x07 Kanarie"}),
    "COLUMN_REPEATED": rows({"zip": "2312 AB"}),
    "ENCODING_MIXED": text(_mixed),
    "CORRECTED": lambda shop: _corrected(shop, {"kratten": "1"}),
    "CORRECTION_UNUSED": lambda shop: _corrected(shop, {"bonnummer": "7", "receipt_id": "7", "row": "99"}),
    # how files were understood
    "COLUMN_UNUSED": rows({"Alcoholhoudende dranken?": "ja"}),
    "COLUMN_GONE": rows({}, more='[intake.columns]\n"Wie" = "name"\n'),
    "WINDOW_IN_NOTE": rows({"van": "", "tot": "", "opmerking": "graag na 18:00"}),
    "PROFILE_FITS": rows(
        dict.fromkeys(("Name", "Lineitem name", "Lineitem quantity", "Lineitem sku", "Shipping Name"), "")
        | dict.fromkeys(("Shipping Address1", "Shipping Address2", "Shipping Zip", "Shipping City"), "")
        | dict.fromkeys(("Shipping Phone", "Financial Status", "Cancelled at", "Created at"), "")
    ),
    "COLUMNS_CHANGED": _columns_changed,
    "COLUMNS_FIRST": lambda shop: shop.plan(table({**POSITION, "Klantmobiel": "0612345678"})),
    "SHEETS_READ": text(lambda: workbook(("Kassa 1", [{}]), ("Kassa 2", [{"bonnummer": "2"}]))),
    "SHEET_UNREAD": text(lambda: workbook(("Kassa 1", [{}]), ("Kassa 2", [{"vriezer": "x", "zitje": "y"}]))),
    "ROWS_HIDDEN": text(lambda: workbook(("Kassa 1", [{}, {"bonnummer": "2"}]), hidden=3)),
    "ROWS_CANCELLED": rows({"status": "betaald"}, {"status": "geannuleerd"}),
    "STATE_DOUBTFUL": rows({"status": "On hold"}),
    "ROWS_OF_ARTICLES": rows({"artikel": "Melk"}, {"bonnummer": "1001", "artikel": "Brood"}),
    "STORES_TOGETHER": rows({"winkel": "Leiden"}, {"bonnummer": "2", "winkel": "Dorp"}),
    "STORE_ABSENT": _with_intake('store = "Delft"', {"winkel": "Leiden"}),
    "STORE_UNTOLD": _with_intake('store = "Leiden"', {"winkel": "Leiden"}, {"bonnummer": "2", "winkel": ""}),
    "ENCODING_GUESSED": text(lambda: table({**POSITION, "naam": "Zoë Müller"}).encode("cp850")),
    "COURIER_UNKNOWN": lambda shop: shop.plan(table({**POSITION, "bezorger": "Kees"})),
    "CELL_ERROR": rows({"kratten": "#REF!"}),
    "DAY_DOUBTFUL": lambda shop: shop.check(table({**POSITION, "tijdstip": "03-02-2021 14:05"}), flags=()),
    "ADDRESS_CONTRADICTED": rows({"straat": "Rapenburg 50", "huisnummer": "73"}),
    # the assortment
    "ARTICLE_UNCLEAR": assortment("8710400000038;Melk;koel;1035;1000;"),
    "ARTICLES_UNKNOWN": assortment("8710400000037;Melk;koel;1035;1000;", sold="1001;5449000000996;1"),
    "ARTICLES_MISSING": _missing("articles"),
    "SCALE_CODES_READ": assortment("12345;Kaas;koel;1000;1000;", sold="1001;2112345005454;1"),
    # basket events
    "EVENT_UNREADABLE": events({"event": "paid"}),
    "EVENT_ALTERED": events({**PAID, "id": "1"}, {**PAID, "id": "1", "name": "R. Merel"}),
    "EVENT_WITHOUT_RECEIPT": events(PAID, {**PAID, "event": "changed", "receipt_id": "77"}),
    "EVENTS_OTHER_DAY": events(PAID, {**PAID, "receipt_id": "77", "delivery_date": "2026-11-23"}),
    "DROP_FILE_LEFT": dropped("export.pdf", "%PDF"),
    "DROPPED_FOR_ANOTHER_DAY": dropped("kassa.csv", table({**POSITION, "tijdstip": "20-11-2026 14:05"})),
    # travel
    "TRAVEL_ESTIMATED": lambda shop: shop.plan(table(POSITION)),
    "DAY_NOT_TODAY": lambda shop: shop.check(table(POSITION), flags=()),
    "MAP_OLD": in_town(100, 0),
    "SNAP_FAR": in_town(100, -100),
    "OFF_ROAD": in_town(-400, -400),
    "ISLAND": in_town(1550, 8),
    "UNREACHABLE": _no_way,
    "ZONE_STORE": _zone_store,
    "ZONE_UNMAPPED": _zone_unmapped,
    "ROBOT_BY_BIKE": _robot_in_town,
    "NOT_FLOWN": _nothing_flown,
    "CALM_ASSUMED": lambda shop: shop.plan(table(POSITION), DRONE),
    "TRIAL": _trial,
    # the search
    "SEARCH_FALLBACK": _without_numba,
    "SEARCH_ROUGH": lambda shop: shop.plan(table({**POSITION, "temperatuur": "koel"})),
    "CHANCE_MISSED": _unsure,
    # runs used again, what came back
    "RUN_EDITED": _edited,
    "SETTINGS_LEFT_OUT": _foreign,
    "DOCUMENT_MISSING": _own_template,
    "BACKGROUND_UNUSABLE": _bad_background,
    "ACTUAL_UNREADABLE": _actuals,
    "SERVICE_LEARNED": _learned,
    "TRAVEL_LEARNED": _slow_roads,
    # the day
    "CANCELLED": replanned("--from", "12:10", "--cancel", "1003"),
    "CANCEL_ON_BOARD": replanned("--from", "14:01", "--cancel", "1002"),
    "CANCEL_TOO_LATE": replanned("--from", "18:00", "--cancel", "1001"),
    "COURIER_OUT_LOADED": replanned("--from", "14:01", "--without", "Anna"),
    "DROPPED": changed("drop 1003", now="12:10"),
    "CARRIED_IN": _next_day,
    "STANDING_UNREADABLE": standing("V1;ooit;Q. Kanarie;77;2312 AB;52.162;4.492;;", "12:10", POSITION),
    "STANDING_REPLACED": standing(
        "V1;dagelijks;Q. Kanarie;77;2312 AB;52.162;4.492;19:00;20:00",
        "12:10",
        _AT_77,
    ),
    "STANDING_LEFT": standing(
        "V1;dagelijks;Q. Kanarie;77;2312 AB;52.162;4.492;13:00;14:00",
        "18:00",
        _AT_77,
    ),
    "CARRIED_OVER": _day_left,
    "DONE": changed("done 1003 12:30 --outcome delivered", now="12:40"),
    "WISH_NOT_KEPT": changed("courier Anna --out 13:00", "give 1003 --to Anna", now="12:10"),
    "PROMISE_BROKEN": promised("40"),
    "PROMISE_LARGER": promised("3"),
    "HOURS_CUT": _one_bike_for_two,
    "VEHICLE_SHARED": changed("courier Chris --new --in 14:00-18:00 --vehicle fiets-1", now="12:10"),
    "WINDOW_OVER": lambda shop: shop.plan(table(*ROWS), flags=("--dry-run", "--now", "20:30")),
    "TILL_NEW": later({}, {}, {}, {}),
    "TILL_WITHDRAWN": later({}, {}, {"thuisbezorging": "nee"}),
    "TILL_CHANGED": later({}, {}, {"opmerking": "bel kapot"}),
    "CHANGED_TOO_LATE": changed('note 1001 "bel kapot"', now="18:00"),
    "TILL_TOO_LATE": later({"opmerking": "bel kapot"}, {}, {}, now="18:00"),
    "TILL_GONE": later({}, {}),
    "SHARED_TRIP": _shared,
    "SHARED_NOT_OFFERED": _asked_while_shared,
    "SHARED_CHANGED": _shared,
    "BASE_UNUSABLE": _edited_base,
    "BOOK_REPAIRED": _torn_book,
}
