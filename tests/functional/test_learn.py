"""A store tells once what its till's columns are."""

import tomllib
from pathlib import Path

import pytest
from inprocess import runner
from issueinputs import POSITION, Shop
from till import table


@pytest.fixture
def shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shop:
    shop = Shop(tmp_path, runner(tmp_path, monkeypatch), tmp_path)
    shop.configure(
        '\n[geocoding]\noffline = true\n\n[intake.columns]  # own names\n"Wie?" = "name"  # stays\n'
    )
    shop.export(table({**POSITION, "Alcoholhoudende dranken?": "ja"}).replace("naam", "Wie?", 1))
    return shop


def check(shop: Shop, *more: str) -> set[str]:
    return shop.run("check", "purchases.csv", "--date", "2026-11-21", "--json", *more).codes


def test_an_answer_is_written_into_the_configuration_and_used(shop: Shop) -> None:
    assert "COLUMN_UNUSED" in check(shop)
    assert "COLUMN_UNUSED" not in check(shop, "--learn", "--column", "Alcoholhoudende dranken?=age_check")
    text = (shop.folder / "dispatch.toml").read_text()
    assert '"Alcoholhoudende dranken?" = "age_check"' in text
    assert '"Wie?" = "name"  # stays' in text
    assert "COLUMN_UNUSED" not in check(shop)


@pytest.mark.parametrize(
    ("flags", "status"),
    [
        (("--learn", "--column", "X=no_such_column"), 2),
        (("--learn", "--column", "X"), 2),
        (("--column", "X=name"), 2),
        (("--learn", "--value", "X=perhaps"), 2),
        (("--learn", "--dates", "sideways"), 2),
        (("--learn", "--profile", "excel"), 2),
    ],
)
def test_an_answer_that_is_none_changes_nothing(shop: Shop, flags: tuple[str, ...], status: int) -> None:
    before = (shop.folder / "dispatch.toml").read_bytes()
    assert shop.run("check", "purchases.csv", "--date", "2026-11-21", *flags).status == status
    assert (shop.folder / "dispatch.toml").read_bytes() == before


def test_words_dates_decimals_sheets_and_the_program_are_told_by_flags(shop: Shop) -> None:
    flags = ("--value", "Zone 1=yes", "--value", "storno=cancelled", "--dates", "day first", "--decimal", ",")
    check(shop, "--learn", *flags, "--sheet", "Kassa 1; Kassa 2", "--profile", "generic")
    text = (shop.folder / "dispatch.toml").read_text(encoding="utf-8")
    intake = tomllib.loads(text)["intake"]
    assert intake["values"] == {"yes": ["Zone 1"], "cancelled": ["storno"]}
    assert (intake["dates"], intake["decimal"], intake["profile"]) == ("day first", ",", "generic")
    assert intake["sheet"] == ["Kassa 1", "Kassa 2"]
    assert '"Wie?" = "name"  # stays' in text
    check(shop, "--learn", "--value", "Zone 2=yes")
    intake = tomllib.loads((shop.folder / "dispatch.toml").read_text(encoding="utf-8"))["intake"]
    assert intake["values"]["yes"] == ["Zone 1", "Zone 2"]


@pytest.mark.parametrize(
    ("order", "dutch", "english"),
    [
        ("day first", "Datums: eerst de dag.", "Dates: day first."),
        ("month first", "Datums: eerst de maand.", "Dates: month first."),
        ("iso", "Datums: eerst het jaar.", "Dates: year first."),
    ],
)
def test_the_order_of_dates_is_told_in_the_language_of_the_store(
    shop: Shop, order: str, dutch: str, english: str
) -> None:
    for language, sentence in (("nl", dutch), ("en", english)):
        flags = ("--date", "2026-11-21", "--learn", "--dates", order)
        ended = shop.run("--language", language, "check", "purchases.csv", *flags)
        assert sentence in ended.out + ended.err
