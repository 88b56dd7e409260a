"""``dispatch whatif --stores``: one question for every store of a chain."""

from pathlib import Path

import pytest
from chainshops import DAY, listed, open_chain
from program import Ended, run
from shop import ARCHIVED, open_archive

from dispatch.words import words


@pytest.fixture(scope="module")
def chain(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Open two stores with two days each, and one that has planned nothing."""
    home = tmp_path_factory.mktemp("chain")
    for name in ("leiden", "dorp", "new"):
        (home / name).mkdir()
    for name in ("leiden", "dorp"):
        open_archive(home / name)
    (home / "new" / "dispatch.toml").write_bytes((home / "dorp" / "dispatch.toml").read_bytes())
    (home / "stores.toml").write_text(
        '[[store]]\nfolder = "leiden"\n[[store]]\nfolder = "new"\n'
        '[[store]]\nfolder = "dorp"\nname = "Dorp"\n',
        encoding="utf-8",
    )
    (home / "less.toml").write_text(
        'name = "dear baskets"\n[promise]\nminimum_basket = 45\n', encoding="utf-8"
    )
    return home


@pytest.fixture(scope="module")
def asked(chain: Path) -> Ended:
    files = ("--html", "a.html", "--pdf", "a.pdf", "--csv", "a.csv")
    return run(
        "whatif", "less.toml", "--stores", "stores.toml", "--json", "--workers", "1", *files, home=chain
    )


def test_each_store_has_its_answer_and_all_have_one_together(asked: Ended) -> None:
    assert asked.status == 5, asked.err  # estimates, and a store without days
    told = asked.json
    assert [store["store"] for store in told["stores"]] == ["leiden", "Dorp"]
    alone = {one["measure"]: one for one in told["stores"][0]["scenarios"][1]["differences"]}
    whole = {one["measure"]: one for one in told["together"]["scenarios"][1]["differences"]}
    # Baskets of 30 and 40 euros are turned away at both stores.
    assert (alone["turned_away"]["difference"], whole["turned_away"]["difference"]) == (2, 4)
    assert whole["deliveries"]["as_it_is"] == 9
    assert told["together"]["days"] == list(ARCHIVED)


def test_a_store_that_cannot_be_studied_is_told_and_harms_no_other(asked: Ended) -> None:
    assert len(asked.json["troubles"]) == 1
    assert asked.json["troubles"][0].startswith("new: There is no day to plan again")


def test_a_store_says_what_it_would_say_alone(chain: Path, asked: Ended) -> None:
    alone = run("whatif", "less.toml", "--config", "leiden/dispatch.toml", "--json", home=chain).json
    assert alone["cells"] == asked.json["stores"][0]["cells"]


def test_the_answer_is_the_same_with_two_workers(chain: Path, asked: Ended) -> None:
    anew = run(
        "whatif", "less.toml", "--stores", "stores.toml", "--json", "--afresh", "--workers", "2", home=chain
    ).json
    assert anew["together"] == asked.json["together"]


def test_the_files_hold_every_store(chain: Path, asked: Ended) -> None:
    lines = (chain / "a.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("store,scenario,measure,")
    assert {line.split(",")[0] for line in lines[1:]} == {"leiden", "Dorp", words("en")("terminal.total")}
    page = (chain / "a.html").read_text(encoding="utf-8")
    assert "dear baskets: cost of a delivery (€), store by store" in page
    assert (chain / "a.pdf").read_bytes().startswith(b"%PDF")


def test_the_terminal_shows_the_whole_and_then_each_store(chain: Path, asked: Ended) -> None:
    told = run("whatif", "less.toml", "--stores", "stores.toml", home=chain, COLUMNS="80")
    assert "leiden, Dorp, 2 days" in told.out
    assert "store by store" in told.out
    assert "8 plans, 8 of them known already" in told.out
    study, _, _ = told.out.partition("95 %: where the mean")
    assert max(map(len, study.splitlines())) <= 80


def test_a_day_that_stores_drove_together_is_asked_of_each_store_alone(tmp_path: Path) -> None:
    """One courier of Leiden brought the orders of both: asked are the orders that each store sold."""
    open_chain(tmp_path, "together = true\n" + listed('may_load_at = ["leiden", "Dorp"]'))
    driven = run("stores", "stores.toml", "--date", DAY, "--json", home=tmp_path)
    assert driven.json["together"][0]["driven"], driven.err
    (tmp_path / "dearer.toml").write_text('[[courier]]\nname = "Anna"\nhourly_wage = 20\n', encoding="utf-8")
    question = ("whatif", "dearer.toml", "--stores", "stores.toml", "--workers", "1")
    told = run(*question, "--json", home=tmp_path).json
    alone = [cell for store in told["stores"] for cell in store["cells"]]
    assert [(cell["deliveries"], cell["vehicles"]) for cell in alone] == [(4, 1)] * 4
    assert [cell["deliveries"] for cell in told["together"]["cells"]] == [8, 8]
    assert "1 day was driven with other stores" in run(*question, home=tmp_path).out


def test_one_store_s_flags_are_refused(chain: Path) -> None:
    told = run("whatif", "less.toml", "--stores", "stores.toml", "--out", "runs", home=chain)
    assert told.status == 2
    assert "Leave --config and --out out" in told.err
