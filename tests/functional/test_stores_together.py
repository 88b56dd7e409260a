"""``dispatch stores`` with shared couriers: what that would save, each store's own plan untouched."""

from pathlib import Path

import pytest
from chainshops import CONFIGURED, DAY, SHOPS, listed, open_chain
from program import Ended, run
from shop import CANARIES


def asked(home: Path) -> Ended:
    return run("stores", "stores.toml", "--date", DAY, "--json", home=home)


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    home = tmp_path_factory.mktemp("together")
    open_chain(home, listed('may_load_at = ["leiden", "Dorp"]'))
    return home, asked(home)


def test_what_sharing_saves_is_told_in_euros(chain: tuple[Path, Ended]) -> None:
    _, told = chain
    (group,) = told.json["together"]
    assert group["stores"] == ["leiden", "Dorp"]
    apart, together = group["apart"], group["together"]
    # One bike of 25 euros stays at home, for a few kilometres and half an hour between the shops.
    assert (apart["routes"], together["routes"]) == (2, 1)
    assert (apart["stops"], together["stops"], together["left"]) == (8, 8, 0)
    assert group["saved_eur"] == pytest.approx(apart["cost_eur"] - together["cost_eur"])
    assert 5 < group["saved_eur"] < 25
    assert together["metres"] > apart["metres"]
    (trip,) = group["elsewhere"]
    assert (trip["vehicle"], trip["store"], trip["loads_at"], trip["stops"]) == (
        "fiets-1", "leiden", "Dorp", 4,
    )  # fmt: skip


def test_apart_is_what_the_stores_plans_come_to(chain: tuple[Path, Ended]) -> None:
    _, told = chain
    own = sum(store["cost_eur"] for store in told.json["stores"])
    assert told.json["together"][0]["apart"]["cost_eur"] == pytest.approx(own, abs=0.01)


def test_each_store_keeps_its_own_plan(chain: tuple[Path, Ended]) -> None:
    home, told = chain
    for store, folder in zip(told.json["stores"], SHOPS, strict=True):
        assert store["accounts"]["planned"] == 4
        assert Path(store["folder"]) == home / folder / "runs" / DAY / "v1"
    assert sorted(path.name for path in home.iterdir() if path.is_dir() and path.name in SHOPS) == [
        "dorp", "leiden",
    ]  # fmt: skip


def test_it_is_said_in_the_terminal_without_a_person(chain: tuple[Path, Ended]) -> None:
    home, _ = chain
    told = run("stores", "stores.toml", "--date", DAY, home=home)
    assert "fiets-1 of leiden: trip 2 loads at Dorp" in told.out
    assert "which saves" in told.out
    assert not any(canary in told.out + told.err for canary in CANARIES)
    assert "Anna" not in told.out


def test_nothing_is_shared_where_nobody_may(tmp_path: Path) -> None:
    open_chain(tmp_path, listed('may_load_at = ["leiden"]'))
    assert asked(tmp_path).json["together"] == []


@pytest.mark.parametrize(
    ("entry", "dorp", "told"),
    [
        ('may_load_at = ["Drop"]', CONFIGURED, "no store of the list (did you mean 'Dorp'?)"),
        ('may_load_at = { "fiets-2" = ["Dorp"] }', CONFIGURED, "no vehicle 'fiets-2'"),
        ('may_load_at = ["Dorp"]', CONFIGURED + "[costs]\nlate_per_hour = 10\n", "costs.late_per_hour"),
        ('may_load_at = ["Dorp"]', CONFIGURED.replace("crates = 12", "crates = -1"), "Dorp has no plan"),
    ],
)
def test_what_keeps_stores_from_sharing_is_told(tmp_path: Path, entry: str, dorp: str, told: str) -> None:
    open_chain(tmp_path, listed(entry), dorp=dorp)
    ended = run("stores", "stores.toml", "--date", DAY, "--json", home=tmp_path)
    assert ended.status == 2
    assert told in ended.out + ended.err
    assert '"saved_eur": null' in ended.out or "stores" not in ended.json


def test_the_routing_library_says_that_it_knows_one_store(tmp_path: Path) -> None:
    open_chain(tmp_path, listed('may_load_at = ["Dorp"]'), leiden=CONFIGURED.replace('"search"', '"ortools"'))
    ended = asked(tmp_path)
    assert ended.status == 2
    assert 'engine = "search"' in ended.json["together"][0]["hint"]
    assert [store["status"] for store in ended.json["stores"]] == [5, 5]
