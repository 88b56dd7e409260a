"""The sample day that ships with the program is what its README says."""

import csv
import re
from datetime import date
from pathlib import Path

import pytest
from till import read_intake

from dispatch.config import Config, load_config
from dispatch.intake import day_of_export, read_export
from dispatch.model import Intake, TimeWindow

SAMPLE = Path(__file__).parents[2] / "data" / "sample"


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(SAMPLE / "dispatch.toml")


@pytest.fixture(scope="module")
def intake(config: Config) -> Intake:
    assert config.intake.purchases is not None
    day = day_of_export(read_export(config.intake.purchases, config.intake), config.store)
    assert day == date(2026, 11, 21)
    return read_intake(
        config.intake.purchases,
        lines=config.intake.lines,
        day=day,
        section=config.intake,
        promise=config.promise,
        store=config.store,
    )


def test_every_row_is_accounted_for(intake: Intake) -> None:
    # 160 receipts, 50 not for delivery; of the 110, five are wrong as far as the file tells, and one
    # repeats a row further up: it stands in for that one if its address cannot be found
    assert (intake.rows, intake.not_flagged, len(intake.rejected), len(intake.orders)) == (160, 50, 5, 104)
    (spare,) = intake.spares
    assert [issue.code for issue in spare.rejected.issues] == ["RECEIPT_REPEATED"]


def test_the_honest_mistakes_are_found(intake: Intake) -> None:
    assert sorted(issue.code for row in intake.rejected for issue in row.issues) == [
        "ADDRESS_INCOMPLETE",
        "AFTER_CUT_OFF",
        "AMOUNT_NEGATIVE",
        "BELOW_MINIMUM",
        "WINDOW_REVERSED",
    ]
    assert [issue.code for issue in intake.issues] == ["WINDOW_IN_NOTE", "AGE_CHECK_ADDED"]


def test_it_shows_what_a_day_holds(intake: Intake) -> None:
    assert any(order.window is None for order in intake.orders)
    assert any(order.age_check for order in intake.orders)
    assert any(order.frozen_crates for order in intake.orders)
    assert any(order.climb >= 3 for order in intake.orders)
    assert any(" / " in order.notes for order in intake.orders)
    at_museum = [order for order in intake.orders if order.address.one_line().startswith("Rapenburg 28")]
    assert [order.window for order in at_museum] == [TimeWindow(15 * 3600, 17 * 3600)] * 2
    assert intake.extra_columns == ("kassa",)


def test_the_address_book_knows_every_door_but_the_invented_street(intake: Intake) -> None:
    with (SAMPLE / "addresses.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter=";"))
    known = {(row["street"], row["house_number"] + row["addition"]) for row in rows}
    unknown = {
        order.address.street
        for order in intake.orders
        if (order.address.street, order.address.house_number + order.address.addition) not in known
    }
    assert unknown == {"Kabouterlaan", "Spui"}
    assert all(52.0 < float(row["lat"]) < 52.3 and 4.3 < float(row["lon"]) < 4.7 for row in rows)


def test_the_configuration_names_every_key_it_could_have() -> None:
    text = (SAMPLE / "dispatch.toml").read_text(encoding="utf-8")
    for name, field in Config.model_fields.items():
        assert f"[{name}" in text, name
        section = field.annotation if isinstance(field.annotation, type) else field.annotation.__args__[0]
        for key in section.model_fields:
            shown = rf"^(?:# )*{key} = |^(?:# )?\[+{name}\.{key}[.\]]"
            assert re.search(shown, text, re.MULTILINE), f"{name}.{key}"


def test_commented_out_keys_are_what_is_used_without_them() -> None:
    """Uncommenting a line that is no example changes nothing."""
    lines = (SAMPLE / "dispatch.toml").read_text(encoding="utf-8").splitlines()
    plain, switched = [], []
    for line in lines:
        bare = line.removeprefix("# ")
        is_key = line.startswith("# ") and " = " in bare and bare.split(" = ")[0].replace("_", "").isalpha()
        example = "an example" in line or "examples" in line
        switched.append(bare if is_key and not example and not _within_example(plain) else line)
        plain.append(line)
    (before, after) = ("\n".join(text) for text in (plain, switched))
    assert before != after
    assert _load(before) == _load(after)


def _within_example(lines: list[str]) -> bool:
    """Tell whether the next line belongs to a table or list that is commented out as a whole."""
    for line in reversed(lines):
        if not line.startswith("#"):
            return False
        if line.startswith("# [") or "examples" in line:
            return True
    return False


def _load(text: str) -> Config:
    import tomllib

    return Config.model_validate(tomllib.loads(text))
