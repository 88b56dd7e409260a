"""``dispatch whatif`` as an owner runs it: from an archive of two days to tables and files."""

import json
from pathlib import Path

import pytest
from program import Ended, run
from shop import ARCHIVED as DAYS
from shop import open_question


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plan two days of a small shop."""
    home = tmp_path_factory.mktemp("shop")
    open_question(home, "dear baskets")
    (home / "bikes.toml").write_text('name = "bikes"\nvehicles = "0..1 fiets-1"\n', encoding="utf-8")
    return home


@pytest.fixture(scope="module")
def asked(shop: Path) -> Ended:
    files = ("--html", "a.html", "--pdf", "a.pdf", "--csv", "a.csv")
    return run("whatif", "less.toml", "bikes.toml", "--json", "--workers", "1", *files, home=shop)


def files_of(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_scenarios_are_set_beside_the_days_as_they_are(asked: Ended) -> None:
    assert asked.status == 5, asked.err  # travel is an estimate
    told = asked.json
    assert told["days"] == list(DAYS)
    assert [scenario["name"] for scenario in told["scenarios"]] == [
        "as it is",
        "dear baskets",
        "bikes 0",
        "bikes +1",
    ]
    dear = {one["measure"]: one for one in told["scenarios"][1]["differences"]}
    # Baskets of 30 and 40 euros of the four and five a day are turned away.
    assert dear["turned_away"]["difference"] == 2
    assert dear["deliveries"]["difference"] == -2
    assert dear["deliveries"]["as_it_is"] == 4.5
    assert len(told["cells"]) == 8
    assert told["reproducible"]


def test_the_answer_is_the_same_with_other_workers_and_from_what_is_kept(shop: Path, asked: Ended) -> None:
    question = ("whatif", "less.toml", "bikes.toml", "--json")
    kept = run(*question, home=shop).json
    anew = run(*question, "--afresh", "--workers", "2", home=shop).json
    assert kept == anew
    assert {**asked.json, "files": []} == kept
    assert run(*question, "--days", DAYS[0][:7], home=shop).json == kept


def test_hours_in_which_one_gets_on_slower_can_be_asked_about(shop: Path) -> None:
    for name, hours in (("evenings", "15:00-23:00"), ("nights", "02:00-05:00")):
        band = f'[[travel.rush_hours]]\nprofile = "bike"\nhours = "{hours}"\nfactor = 3.0\n'
        (shop / f"{name}.toml").write_text(f'name = "{name}"\n{band}', encoding="utf-8")
    told = run("whatif", "evenings.toml", "nights.toml", "--json", "--workers", "1", home=shop).json
    slow, same = (
        {one["measure"]: one["difference"] for one in scenario["differences"]}
        for scenario in told["scenarios"][1:]
    )
    assert set(same.values()) == {0}  # nobody drives by night
    assert slow["distance_km"] == slow["deliveries"] == 0
    assert slow["work_h"] > 0.2
    assert slow["cost_eur"] == pytest.approx(18 * slow["work_h"], abs=0.01)


def test_the_archive_is_not_touched(shop: Path, asked: Ended) -> None:
    before = files_of(shop / "runs")
    run("whatif", "less.toml", "--afresh", home=shop)
    assert files_of(shop / "runs") == before


def test_the_page_stands_alone_and_names_no_person(shop: Path, asked: Ended) -> None:
    page = (shop / "a.html").read_text(encoding="utf-8")
    assert "What if" in page
    assert "dear baskets" in page
    assert "<svg" in page
    assert "http" not in page.replace("http://www.w3.org/", "").replace("http-equiv", "")
    for name in ("a.html", "a.csv"):
        assert "KANARIE" not in (shop / name).read_text(encoding="utf-8")
    assert (shop / "a.pdf").read_bytes().startswith(b"%PDF")
    lines = (shop / "a.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "scenario,measure,days,as_it_is,scenario_mean,difference,low95,high95"
    assert len(lines) == 1 + 3 * 16


def test_a_table_fits_eighty_columns_and_speaks_the_store_s_language(shop: Path, asked: Ended) -> None:
    told = run("--language", "nl", "whatif", "less.toml", home=shop, COLUMNS="80")
    assert told.status == 5
    assert "zoals het is" in told.out
    assert "niet aangenomen" in told.out
    assert "95 %" in told.out
    assert told.out.count("kosten per bestelling") == 1  # a row: no table is cut in two


def test_a_scenario_in_which_nothing_differs_is_a_line_and_no_table(shop: Path, asked: Ended) -> None:
    told = run("whatif", "bikes.toml", home=shop)
    assert "bikes 0: nothing differs." in told.out
    assert "bikes 0: what differs" not in told.out


def test_purged_days_are_told(shop: Path, tmp_path: Path, asked: Ended) -> None:
    import shutil

    runs = tmp_path / "runs"
    shutil.copytree(shop / "runs", runs, symlinks=True)
    gone = runs / DAYS[0]
    shutil.rmtree(gone)
    gone.mkdir()
    (gone / "figures.json").write_text(json.dumps({"figures": {}}))
    told = run("whatif", "less.toml", "--out", str(runs), home=shop)
    assert "1 day has figures only" in told.out
    assert "1 day, 25/11/2026" in told.out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("less.toml", "--days", "2025-01-01..2025-01-31"), "There is no day to plan again"),
        (("less.toml", "--days", "2024-12"), "There is no day to plan again"),
        (("less.toml", "--days", "yesterday"), "is not a span of days"),
        (("less.toml", "--days", "2026-13"), "is not a span of days"),
        (("less.toml", "--days", "2026-11..2026-10"), "ends before it begins"),
        (("less.toml", "less.toml"), "Two scenarios are called 'dear baskets'"),
        (("none.toml",), "There is no scenario none.toml"),
        (("less.toml", "--weekday", "friday"), "'--weekday': 'friday' is not one of"),
        ((), "Missing argument"),
    ],
)
def test_what_cannot_be_is_refused(shop: Path, arguments: tuple[str, ...], words: str) -> None:
    told = run("whatif", *arguments, home=shop)
    assert told.status == 2
    assert words in told.err
