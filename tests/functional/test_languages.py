"""The store's language speaks on terminal, page and tables alike; DISPATCH_LANGUAGE and --language win."""

import json
import re
from pathlib import Path

import pytest
from program import SAMPLE, copy_sample, run

DUTCH = "is negatief"
ENGLISH = "is negative"


def planned(home: Path, *first: str, **env: str) -> tuple[str, Path]:
    """Plan the first orders of the sample day, and one with a negative number."""
    export = copy_sample(home / "store", rows=20) / "purchases.csv"
    rows = (SAMPLE / "purchases.csv").read_text(encoding="utf-8").splitlines(keepends=True)
    with export.open("a", encoding="utf-8") as file:
        file.writelines(row for row in rows if row.startswith("2611210092"))
    done = run(
        *first, "plan", str(export), "--iterations", "50", "--offline",
        "--out", str(home / "runs"), home=home, **env,
    )  # fmt: skip
    assert done.status == 5, done.err
    return done.out, home / "runs" / "2026-11-21" / "v1"


@pytest.mark.parametrize(
    ("first", "asked", "dutch"),
    [
        ((), "", True),  # the sample store speaks Dutch
        ((), "en", False),
        (("--language", "en"), "", False),
        (("--language", "nl"), "en", True),
    ],
    ids=["store", "environment", "flag", "flag over environment"],
)
def test_one_language_decides_for_all(
    tmp_path: Path, first: tuple[str, ...], asked: str, dutch: bool
) -> None:
    told, folder = planned(tmp_path, *first, DISPATCH_LANGUAGE=asked)
    spoken, silent = (DUTCH, ENGLISH) if dutch else (ENGLISH, DUTCH)
    documents = {name: (folder / name).read_text("utf-8") for name in ("rejected.csv", "plan.html")}
    for name, text in {"terminal": told, **documents}.items():
        assert spoken in text, name
        assert silent not in text, name
    assert ("Afgewezen (1)" in told, "Rejected (1)" in told) == (dutch, not dutch)
    stored = json.loads((folder / "plan.json").read_text("utf-8"))
    assert {"code", "about", "facts"} <= set(stored["issues"][0])
    assert not {"message", "hint"} & set(stored["issues"][0])


def test_a_run_is_spoken_of_in_the_language_it_was_made_in(tmp_path: Path) -> None:
    _, folder = planned(tmp_path, "--language", "nl")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    told = run("verify", str(folder), home=tmp_path, cwd=elsewhere, DISPATCH_LANGUAGE="")
    assert re.match(r"Alle regels kloppen: \d+ bestellingen op \d+ stops", told.out)
    # The list of addresses lies with the store: from here they are believed, and that is said.
    assert told.status == 0, told.out
    assert "de lijst of kaart waarin ze zijn gevonden, is hier niet" in told.out


def test_what_is_laid_over_now_changes_nothing_of_what_a_run_was_made_with(tmp_path: Path) -> None:
    _, folder = planned(tmp_path, "--language", "nl")
    store = tmp_path / "store"
    in_english = ("--language", "en", "verify", str(folder))
    verified = run(*in_english, home=tmp_path, cwd=store, DISPATCH_SOLVER_SEED="7")
    assert verified.status == 0, verified.out
    assert re.match(r"All rules hold: \d+ orders at \d+ stops", verified.out)
    assert "every PDF and plan.html, set anew" in verified.out
    # Sheets in another language than the run's are not held against its own, and that is said.
    assert run("--language", "en", "sheets", str(folder), home=tmp_path, cwd=store).status in {0, 5}
    verified = run(*in_english, home=tmp_path, cwd=store)
    assert verified.status == 0, verified.out
    assert "they were made anew with another configuration" in verified.out
    assert run("sheets", str(folder), home=tmp_path, cwd=store, DISPATCH_LANGUAGE="").status in {0, 5}
    verified = run(*in_english, home=tmp_path, cwd=store)
    assert (verified.status, "set anew" in verified.out) == (0, True), verified.out


def test_programs_get_facts_and_words(tmp_path: Path) -> None:
    purchases = str(SAMPLE / "purchases.csv")
    done = run("check", purchases, "--offline", "--json", home=tmp_path, DISPATCH_LANGUAGE="nl")
    issues = [issue for row in done.json["rejected"] for issue in row["issues"]]
    (negative,) = (issue for issue in issues if issue["code"] == "AMOUNT_NEGATIVE")
    assert negative["message"] == '"kratten" is negatief.'
    assert negative["hint"] == "Verbeter het in de kassa of in rejected.csv."
    (minimum,) = (issue for issue in issues if issue["code"] == "BELOW_MINIMUM")
    assert minimum["facts"] == [{"name": "minimum", "kind": "cents", "value": 2500}]


@pytest.mark.parametrize(
    ("arguments", "dutch", "english"),
    [
        (
            ("plan", "nowhere.csv"),
            "Er is geen bestand nowhere.csv.\nControleer de naam en de map.",
            "There is no file nowhere.csv.\nCheck the name and the folder.",
        ),
        (
            ("verify", "2026-01-01"),
            "Er is hier en in {runs} geen run '2026-01-01'.",
            "There is no run '2026-01-01' here or in {runs}.",
        ),
    ],
)
def test_what_ends_a_run_is_said_in_the_language(
    tmp_path: Path, arguments: tuple[str, ...], dutch: str, english: str
) -> None:
    (tmp_path / "dispatch.toml").write_bytes((SAMPLE / "dispatch.toml").read_bytes())
    for language, said in (("", dutch), ("nl", dutch), ("en", english)):
        done = run(*arguments, home=tmp_path, cwd=tmp_path, DISPATCH_LANGUAGE=language)
        assert (done.status, done.out) == (2, "")
        assert said.format(runs=tmp_path / "runs") in done.err


def test_every_mistake_of_a_configuration_is_said_in_dutch(tmp_path: Path) -> None:
    wrong = (SAMPLE / "dispatch.toml").read_text("utf-8").replace("lat = ", 'lat = "noord" #').replace(
        "[promise]", "[promise]\npakking_minutes = 3", 1
    )  # fmt: skip
    (tmp_path / "dispatch.toml").write_text(wrong, "utf-8")
    done = run("check", home=tmp_path, cwd=tmp_path, DISPATCH_LANGUAGE="")
    assert done.status == 2
    assert "store.lat: moet een getal zijn, niet 'noord'; " in done.err
    assert "promise.pakking_minutes is geen bekende sleutel (bedoelde u 'packing_minutes'?)." in done.err
    assert "Verbeter het bestand en start opnieuw." in done.err


def test_a_language_that_is_not_spoken_is_refused(tmp_path: Path) -> None:
    flag = run("--language", "fr", "check", home=tmp_path)
    assert (flag.status, "'fr'" in flag.err) == (2, True)
    variable = run("check", home=tmp_path, DISPATCH_LANGUAGE="fr")
    assert (variable.status, "store.language" in variable.err) == (2, True)
