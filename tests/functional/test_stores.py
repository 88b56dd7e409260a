"""``dispatch stores``: each store as if alone, and the failure of one harms no other."""

import json
import shutil
from pathlib import Path

import pytest
from program import Ended, run
from shop import CANARIES, CONFIG, HEADER, ROWS, open_shop

DAY = "2026-11-24"


def open_chain(home: Path) -> None:
    """Open four shops: two that can be planned, one without an export, one with a wrong configuration."""
    for name in ("leiden", "dorp", "empty", "wrong"):
        folder = home / name
        folder.mkdir()
        open_shop(folder)
        (folder / "state").mkdir()
    (home / "empty" / "kassa.csv").unlink()
    (home / "wrong" / "dispatch.toml").write_text(
        CONFIG.replace("crates = 12", "crates = -1"), encoding="utf-8"
    )
    (home / "stores.toml").write_text(
        '[[store]]\nfolder = "leiden"\n[[store]]\nfolder = "empty"\n[[store]]\nfolder = "wrong"\n'
        '[[store]]\nfolder = "dorp"\nname = "Dorp"\n',
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Ended]:
    home = tmp_path_factory.mktemp("chain")
    open_chain(home)
    return home, run("stores", "stores.toml", "--date", DAY, "--iterations", "20", "--json", home=home)


def test_the_failure_of_one_store_harms_no_other(chain: tuple[Path, Ended]) -> None:
    home, told = chain
    stores = {store["name"]: store for store in told.json["stores"]}
    assert list(stores) == ["leiden", "empty", "wrong", "Dorp"]
    assert {name: store["status"] for name, store in stores.items()} == {
        "leiden": 5, "empty": 2, "wrong": 2, "Dorp": 5,
    }  # fmt: skip
    assert told.status == 2  # the worst: input, worse than a plan that needs a look
    assert "kassa.csv" in stores["empty"]["error"]
    assert "vehicle number 1.crates" in stores["wrong"]["error"]
    for name, folder in (("leiden", "leiden"), ("Dorp", "dorp")):
        assert stores[name]["accounts"]["planned"] == 2
        assert Path(stores[name]["folder"]) == home / folder / "runs" / DAY / "v1"


def test_the_last_line_adds_up_the_stores_that_have_a_plan(chain: tuple[Path, Ended]) -> None:
    _, told = chain
    planned = [store for store in told.json["stores"] if store["accounts"]]
    left = sum(store["accounts"]["unassigned"] for store in planned)
    (line,) = [found for text in told.err.splitlines() if (found := text.split())[:1] == ["total"]]
    cost = sum(store["cost_eur"] for store in planned)
    assert line[1:3] == ["4", str(left)]
    assert line[-2:] == [f"{cost:.2f}", "2"]


def test_each_store_has_its_own_run_book_and_notification(chain: tuple[Path, Ended]) -> None:
    home, _ = chain
    for folder in ("leiden", "dorp"):
        assert (home / folder / "runs" / DAY / "v1" / "plan.json").exists()
        assert (home / folder / "runs" / DAY / "book.jsonl").exists()
        assert (home / folder / "state" / "heartbeat.json").exists()
        assert (home / folder / "state" / "told.json").exists()
    assert (home / "empty" / "state" / "told.json").exists()
    assert not (home / "runs").exists()


def test_what_is_shown_names_no_customer(chain: tuple[Path, Ended]) -> None:
    _, told = chain
    assert not any(canary in told.out + told.err for canary in CANARIES)


def test_a_store_is_planned_as_if_alone(chain: tuple[Path, Ended], tmp_path: Path) -> None:
    home, _ = chain
    shutil.copytree(home / "leiden", tmp_path / "alone", ignore=shutil.ignore_patterns("runs", "state"))
    (tmp_path / "alone" / "state").mkdir()
    alone = run("plan", "--date", DAY, "--iterations", "20", "--json", home=tmp_path, cwd=tmp_path / "alone")
    assert alone.status == 5
    files = ("routes.csv", "stops.csv", "messages.csv")
    for name in files:
        mine = tmp_path / "alone" / "runs" / DAY / "v1" / name
        assert mine.read_bytes() == (home / "leiden" / "runs" / DAY / "v1" / name).read_bytes()


def test_planned_again_nothing_is_made_anew(chain: tuple[Path, Ended]) -> None:
    home, _ = chain
    again = run("stores", "stores.toml", "--date", DAY, "--iterations", "20", home=home)
    assert again.status == 2
    assert again.out.count("(unchanged)") == 2
    assert "empty:" in again.err
    assert not (home / "leiden" / "runs" / DAY / "v2").exists()


def test_the_report_has_a_line_for_each_store_and_one_for_all(chain: tuple[Path, Ended]) -> None:
    home, _ = chain
    told = run(
        "report", "--stores", "stores.toml", "--json", "--csv", "all.csv", "--pdf", "all.pdf", home=home
    )
    assert told.status == 5  # two stores have no run
    assert [(store["name"], len(store["days"])) for store in told.json["stores"]] == [
        ("leiden", 1),
        ("Dorp", 1),
    ]
    assert "empty: " in told.err
    assert "wrong: " in told.err
    lines = (home / "all.csv").read_text(encoding="utf-8-sig").splitlines()
    assert [line.replace(";", ",").split(",")[:2] for line in lines] == [
        ["store", "deliveries"], ["leiden", "2"], ["Dorp", "2"], ["total", "4"],
    ]  # fmt: skip
    assert (home / "all.pdf").read_bytes().startswith(b"%PDF")


def test_a_report_over_stores_takes_no_runs(chain: tuple[Path, Ended]) -> None:
    home, _ = chain
    told = run("report", "latest", "--stores", "stores.toml", home=home)
    assert told.status == 2
    assert "takes all days of each" in told.err


def test_one_export_of_all_stores_is_shared_out(tmp_path: Path) -> None:
    for name in ("leiden", "dorp"):
        (tmp_path / name).mkdir()
        open_shop(tmp_path / name)
        (tmp_path / name / "state").mkdir()
        (tmp_path / name / "kassa.csv").unlink()
    others = ("4;2026-11-24T12:00;ja;X;0612345678;Kanariestraat;3;2312 AB;Leiden;52.161;4.492;Delft",
              "5;2026-11-24T12:00;ja;X;0612345678;Kanariestraat;4;2312 AB;Leiden;52.161;4.493;")  # fmt: skip
    named = (f"{row};{store}" for row, store in zip(ROWS, ("ldn", "Dorp", "LDN"), strict=True))
    rows = (f"{HEADER};Filiaal", *named, *others)
    (tmp_path / "all.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    (tmp_path / "stores.toml").write_text(
        'purchases = "all.csv"\n[[store]]\nfolder = "leiden"\nin_export = "LDN"\n'
        '[[store]]\nfolder = "dorp"\n',
        encoding="utf-8",
    )
    told = run("stores", "stores.toml", "--date", DAY, "--iterations", "20", "--json", home=tmp_path)
    counts = {store["name"]: store["accounts"] for store in told.json["stores"]}
    assert (counts["leiden"]["planned"], counts["leiden"]["not_flagged"]) == (1, 1)
    assert (counts["dorp"]["planned"], counts["dorp"]["not_flagged"]) == (1, 0)
    assert told.status == 5
    # The row of a store that is not listed, and that of none, are planned by nobody and told.
    assert told.json["rows_of_no_store"] == {"Delft": 1, "": 1}
    assert '2 rows are of stores that are not in the list. (empty, "Delft")' in told.err


def test_stores_planned_side_by_side_divide_the_cores(tmp_path: Path) -> None:
    for name, said in (("leiden", ""), ("dorp", "workers = 3\n")):
        (tmp_path / name).mkdir()
        open_shop(tmp_path / name)
        (tmp_path / name / "state").mkdir()
        config = CONFIG.replace('engine = "ortools"\n', f"iterations = 20\n{said}")
        (tmp_path / name / "dispatch.toml").write_text(config, encoding="utf-8")
    (tmp_path / "stores.toml").write_text('[[store]]\nfolder = "leiden"\n[[store]]\nfolder = "dorp"\n')
    run("stores", "stores.toml", "--date", DAY, home=tmp_path, PYTHON_CPU_COUNT="4")
    manifests = [tmp_path / name / "runs" / DAY / "v1" / "manifest.json" for name in ("leiden", "dorp")]
    assert [json.loads(path.read_text("utf-8"))["workers"] for path in manifests] == [2, 3]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("store = []", "store:"),
        ('[[store]]\nfolder = "a"\n[[store]]\nfolder = "a"', "there are two stores 'a'"),
        ('[[store]]\nfolder = "a"\ncolour = "red"', "store.0.colour"),
        ("[[store]", "is not valid TOML"),
    ],
)
def test_a_wrong_list_is_refused(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "stores.toml").write_text(text, encoding="utf-8")
    told = run("stores", "stores.toml", home=tmp_path)
    assert told.status == 2
    assert words in told.err
