"""``dispatch stores`` with ``together = true``: stores drive one plan, each from its own run and book."""

import csv
import shutil
from pathlib import Path

import pytest
from chainshops import CONFIGURED, DAY, SHOPS, listed, open_chain
from inprocess import runner
from program import Ended
from shop import HEADER

TOGETHER = "together = true\n" + listed('may_load_at = ["leiden", "Dorp"]')


def here(folder: Path, home: Path, *command: str) -> Ended:
    """Run a command in a folder, in this process."""
    with pytest.MonkeyPatch.context() as patch:
        call = runner(home, patch)
        patch.chdir(folder)
        return call(*command)


def planned(home: Path, *flags: str) -> Ended:
    return here(home, home, "stores", "stores.toml", "--date", DAY, "--json", *flags)


def rows(home: Path, store: str, version: int, name: str) -> list[dict[str, str]]:
    folder = home / store / "runs" / DAY / f"v{version}"
    with (folder / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def in_store(home: Path, store: str, *command: str) -> Ended:
    return here(home / store, home, *command)


@pytest.fixture(scope="module")
def driven(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    home = tmp_path_factory.mktemp("driven")
    open_chain(home, TOGETHER)
    return home, planned(home)


@pytest.fixture
def copy(driven: tuple[Path, Ended], tmp_path: Path) -> Path:
    """Copy the chain as it was planned, for a test that goes on with it."""
    home = tmp_path / "chain"
    shutil.copytree(driven[0], home, symlinks=True)
    return home


def test_every_store_has_its_own_run_of_the_one_plan(driven: tuple[Path, Ended]) -> None:
    home, told = driven
    (group,) = told.json["together"]
    assert (group["driven"], group["stays"], group["error"]) == (True, [], "")
    assert group["together"]["routes"] == 1
    leiden, dorp = told.json["stores"]
    assert leiden["accounts"]["planned"] == dorp["accounts"]["planned"] == 4
    assert leiden["cost_eur"] == pytest.approx(group["together"]["cost_eur"])
    assert dorp["cost_eur"] == 0, "the courier stands with the store that pays him"
    for store in SHOPS:
        verdict = in_store(home, store, "verify", f"runs/{DAY}/v1", "--json")
        assert verdict.status == 0, verdict.out


def test_the_courier_has_one_sheet_and_each_packer_what_loads_there(driven: tuple[Path, Ended]) -> None:
    home, _ = driven
    trips = rows(home, "leiden", 1, "routes.csv")
    assert [(trip["route"], trip["trip"], trip["vehicle"]) for trip in trips] == [
        ("R1", "1", "fiets-1"), ("R1", "2", "fiets-1"),
    ]  # fmt: skip
    assert {trip["vehicle"] for trip in rows(home, "dorp", 1, "routes.csv")} == {"leiden/fiets-1"}
    sheets = {store: home / store / "runs" / DAY / "v1" / "sheets" for store in SHOPS}
    assert (sheets["leiden"] / "R1.pdf").is_file()
    assert sorted(path.name for path in sheets["dorp"].iterdir()) == ["all.pdf"]
    assert "<b>Dorp</b>" in (sheets["leiden"] / "R1.html").read_text(encoding="utf-8")
    stops = [stop["receipt_id"] for stop in rows(home, "leiden", 1, "stops.csv")]
    assert stops == ["1", "2", "3", "4", "Dorp/1", "Dorp/2", "Dorp/3", "Dorp/4"]


def test_customers_hear_it_from_the_store_where_they_bought(driven: tuple[Path, Ended]) -> None:
    home, _ = driven
    for store in SHOPS:
        assert sorted(row["receipt_id"] for row in rows(home, store, 1, "messages.csv")) == [
            "1",
            "2",
            "3",
            "4",
        ]
    (told,) = rows(home, "dorp", 1, "messages.csv")[:1]
    (stop,) = [
        stop for stop in rows(home, "dorp", 1, "stops.csv") if stop["receipt_id"] == told["receipt_id"]
    ]
    assert told["window_from"] <= stop["arrival"] <= told["window_to"]


def test_nothing_new_is_nothing_done(driven: tuple[Path, Ended]) -> None:
    home, _ = driven
    assert [store["unchanged"] for store in planned(home).json["stores"]] == [True, True]
    assert in_store(home, "dorp", "plan", "--date", DAY, "--json").json["unchanged"]
    assert [store["unchanged"] for store in planned(home, "--apart").json["stores"]] == [True, True]


def test_a_store_that_plans_alone_keeps_what_it_shares(copy: Path) -> None:
    ended = in_store(copy, "dorp", "change", "cancel", "3", "--date", DAY, "--plan", "--json")
    assert ended.status == 5
    assert {"SHARED_TRIP", "SHARED_CHANGED"} <= ended.codes
    stops = [stop["receipt_id"] for stop in rows(copy, "dorp", 2, "stops.csv")]
    assert stops == ["leiden/1", "leiden/2", "leiden/3", "leiden/4", "1", "2", "4"]
    assert in_store(copy, "dorp", "verify", f"runs/{DAY}/v2").status == 0
    # What was bought since goes with the store's own courier; the one it shares keeps his trips.
    till = copy / "dorp" / "kassa.csv"
    more = f"5;{DAY}T12:30;ja;KANARIE 5;0612345678;Kanariestraat;5;2312 AB;Leiden;52.140;4.470"
    till.write_text(till.read_text(encoding="utf-8") + more + "\n", encoding="utf-8")
    again = in_store(copy, "dorp", "plan", "--date", DAY, "--json")
    brought = {stop["receipt_id"]: stop["route"] for stop in rows(copy, "dorp", 3, "stops.csv")}
    assert (again.json["accounts"]["planned"], brought["5"], brought["4"]) == (4, "R1", "R2")
    assert in_store(copy, "dorp", "verify", f"runs/{DAY}/v3").status == 0


def test_the_till_adds_nothing_to_a_shared_route_and_says_so(copy: Path) -> None:
    """The courier of Leiden drives for both; that of Dorp stays at home, and has room."""
    answers = {}
    for store, (lat, lon) in SHOPS.items():
        row = f"9;{DAY}T12:30;ja;K;0612345678;Kanariestraat;9;2312 AB;Leiden;{lat + 0.001};{lon + 0.001}"
        (copy / store / "bon.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
        asked = ("slots", "--receipt", "bon.csv", "--date", DAY, "--now", "12:30", "--json")
        answers[store] = in_store(copy, store, *asked)
        (day, *_) = answers[store].json["days"]
        assert [issue["code"] for issue in day["issues"]] == ["SHARED_NOT_OFFERED"]
    mine, theirs = (answers[store].json["days"][0] for store in SHOPS)
    assert not mine["possible"]
    assert theirs["possible"]
    assert {window["vehicle"] for window in theirs["windows"] if window["possible"]} == {"fiets-1"}


def test_planned_together_again_while_nothing_has_left(copy: Path) -> None:
    in_store(copy, "dorp", "change", "cancel", "3", "--date", DAY)
    again = planned(copy)
    assert again.json["together"][0]["driven"]
    assert [store["version"] for store in again.json["stores"]] == [2, 2]
    told = {row["receipt_id"]: row["change"] for row in rows(copy, "dorp", 2, "messages.csv")}
    assert told == {"1": "same", "2": "same", "4": "same", "3": "cancelled"}
    for store in SHOPS:
        assert in_store(copy, store, "verify", f"runs/{DAY}/v2").status == 0


def test_wishes_of_every_store_hold_in_the_plan_together(copy: Path) -> None:
    """Both couriers are called Anna and drive route R1 at home: who wishes for Anna means his own."""
    in_store(copy, "leiden", "change", "give", "3", "--to", "Anna", "--first", "--date", DAY)
    in_store(copy, "leiden", "change", "together", "1", "2", "--date", DAY)
    in_store(copy, "dorp", "change", "give", "4", "--to", "Anna", "--date", DAY)
    again = planned(copy)
    assert again.json["together"][0]["driven"], again.err
    mine, theirs = (rows(copy, store, 2, "stops.csv") for store in SHOPS)
    vehicles = {trip["route"]: trip["vehicle"] for trip in rows(copy, "dorp", 2, "routes.csv")}
    assert mine[0]["receipt_id"] == "3"
    assert [vehicles[stop["route"]] for stop in theirs if stop["receipt_id"] == "4"] == ["fiets-1"]
    for store in SHOPS:
        plan = (copy / store / "runs" / DAY / "v2" / "plan.json").read_text(encoding="utf-8")
        assert "WISH_NOT_KEPT" not in plan
        assert in_store(copy, store, "verify", f"runs/{DAY}/v2").status == 0


def test_a_wish_that_no_plan_together_keeps_is_told(copy: Path) -> None:
    # The only courier's last trip is the other store's: the own order cannot be the last that he brings.
    in_store(copy, "leiden", "change", "give", "3", "--to", "Anna", "--last", "--date", DAY)
    planned(copy)
    last = rows(copy, "leiden", 2, "stops.csv")[-1]["receipt_id"]
    plan = (copy / "leiden" / "runs" / DAY / "v2" / "plan.json").read_text(encoding="utf-8")
    assert (last == "3") != ("WISH_NOT_KEPT" in plan)


@pytest.mark.parametrize(("kept_from", "brings"), [("Anna", "fiets-2"), ("Bea", "fiets-1")])
def test_whom_a_store_does_not_wish_is_its_own_courier_in_the_plan_together(
    tmp_path: Path, kept_from: str, brings: str
) -> None:
    """Both stores have an Anna and a Bea, and one courier of Leiden is enough for all eight orders."""
    second = CONFIGURED.split("[[vehicle]]")[1].split("[intake]")[0]
    second = "[[vehicle]]" + second.replace("fiets-1", "fiets-2").replace("Anna", "Bea")
    configured = CONFIGURED.replace("[intake]", f"{second}\n[intake]")
    open_chain(tmp_path, TOGETHER, leiden=configured, dorp=configured)
    planned(tmp_path)
    in_store(tmp_path, "leiden", "change", "keep", "3", "--from", kept_from, "--date", DAY)
    # Dorp's own couriers of these names are not those of Leiden, who may bring it.
    in_store(tmp_path, "dorp", "change", "keep", "4", "--from", brings_by_name(brings), "--date", DAY)
    again = planned(tmp_path)
    assert again.json["together"][0]["driven"], again.err
    vehicles = {trip["route"]: trip["vehicle"] for trip in rows(tmp_path, "leiden", 2, "routes.csv")}
    brought = {
        stop["receipt_id"]: vehicles[stop["route"]] for stop in rows(tmp_path, "leiden", 2, "stops.csv")
    }
    assert (brought["3"], brought["Dorp/4"]) == (brings, brings)
    for store in SHOPS:
        plan = (tmp_path / store / "runs" / DAY / "v2" / "plan.json").read_text(encoding="utf-8")
        assert "WISH_NOT_KEPT" not in plan
        assert in_store(tmp_path, store, "verify", f"runs/{DAY}/v2").status == 0


def brings_by_name(vehicle: str) -> str:
    return {"fiets-1": "Anna", "fiets-2": "Bea"}[vehicle]


def test_once_a_trip_has_left_each_store_goes_on_alone(copy: Path) -> None:
    in_store(copy, "dorp", "change", "cancel", "3", "--date", DAY)
    again = planned(copy, "--now", "16:10")
    (group,) = again.json["together"]
    assert (group["driven"], group["stays"]) == (False, ["leiden", "Dorp"])
    assert [store["version"] for store in again.json["stores"]] == [2, 2]
    trips = rows(copy, "leiden", 2, "routes.csv")
    assert [(trip["trip"], trip["depart"]) for trip in trips] == [("1", "15:58"), ("2", "16:44")]
    for store in SHOPS:
        assert in_store(copy, store, "verify", f"runs/{DAY}/v2").status == 0


def test_a_shared_courier_who_stops_is_told_to_the_store_that_counts_on_him(copy: Path) -> None:
    ended = in_store(
        copy, "leiden", "change", "courier", "Anna", "--out", "15:30", "--date", DAY, "--plan", "--json"
    )
    (told,) = [one for one in ended.json["plan"]["issues"] if one["code"] == "SHARED_CHANGED"]
    assert "Dorp" in told["message"]
    # The other store says the same of the courier it sees, and plans with its own.
    there = in_store(
        copy, "dorp", "change", "courier", "leiden/Anna", "--out", "15:30", "--date", DAY, "--plan", "--json"
    )
    assert there.status == 5, there.err
    assert {stop["route"] for stop in rows(copy, "dorp", 2, "stops.csv")} == {"R1"}


def test_planned_apart_again_only_when_asked(copy: Path) -> None:
    parted = planned(copy, "--apart", "--afresh").json
    assert [store["version"] for store in parted["stores"]] == [2, 2]
    assert {stop["route"] for stop in rows(copy, "dorp", 2, "stops.csv")} == {"R1"}
    assert not parted["together"][0]["driven"]


def test_a_plan_afresh_of_one_store_says_who_counts_on_it(copy: Path) -> None:
    alone = in_store(copy, "leiden", "plan", "--date", DAY, "--afresh", "--json")
    assert "SHARED_CHANGED" in alone.codes


def test_a_store_that_cannot_be_planned_leaves_the_others_to_themselves(tmp_path: Path) -> None:
    open_chain(tmp_path, TOGETHER)
    (tmp_path / "dorp" / "kassa.csv").unlink()
    ended = planned(tmp_path)
    leiden, dorp = ended.json["stores"]
    (group,) = ended.json["together"]
    assert (leiden["accounts"]["planned"], dorp["status"]) == (4, 2)
    assert (group["driven"], ended.status) == (False, 2)
    assert group["error"]


def test_a_disk_that_fails_half_way_leaves_no_half_of_a_shared_plan(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dispatch.app import together
    from dispatch.errors import ResourceError

    open_chain(tmp_path, TOGETHER)
    publish, done = together.publish, list[str]()

    def second_fails(*arguments: object) -> object:
        if done:
            raise ResourceError("The disk is full.", "Make room.")
        done.append("first")
        return publish(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(together, "publish", second_fails)
    ended = planned(tmp_path)
    leiden, dorp = ended.json["stores"]
    assert "disk is full" in ended.json["together"][0]["error"]
    assert (leiden["version"], dorp["version"]) == (2, 1)
    for store, version in (("leiden", 2), ("dorp", 1)):
        stops = [stop["receipt_id"] for stop in rows(tmp_path, store, version, "stops.csv")]
        assert sorted(stops) == ["1", "2", "3", "4"]


def test_the_report_counts_every_courier_once(driven: tuple[Path, Ended]) -> None:
    home, told = driven
    report = here(home, home, "report", "--stores", "stores.toml", "--json").json
    whole = told.json["together"][0]["together"]["cost_eur"]
    routes = [route for store in report["stores"] for day in store["days"] for route in day["routes"]]
    cents = sum(route[f"{part}_cents"] for route in routes for part in ("wage", "distance", "use"))
    assert (len(routes), cents / 100) == (1, pytest.approx(whole, abs=0.01))


def test_names_that_shared_orders_could_not_bear_are_refused(tmp_path: Path) -> None:
    open_chain(tmp_path, TOGETHER.replace('name = "Dorp"', 'name = "Dorp/2"').replace('"Dorp"]', '"leiden"]'))
    assert "Dorp/2" in planned(tmp_path).err


def test_each_store_must_be_able_to_go_on_alone(tmp_path: Path) -> None:
    open_chain(tmp_path, TOGETHER, dorp=CONFIGURED.replace('"search"', '"ortools"'))
    ended = planned(tmp_path)
    assert ended.status == 2
    assert 'engine = "search"' in ended.json["together"][0]["hint"]
    assert [store["version"] for store in ended.json["stores"]] == [1, 1]
