"""Windows and days as people and web shops write them: read whole, or not at all."""

from pathlib import Path

import pytest
from till import GOOD, codes, order, read, table

from dispatch.model import Intake

NOW = {"tijdstip": "21-11-2026 10:00", "van": "", "tot": ""}
"""Bought on the morning of a Saturday."""


def planned(folder: Path, **cells: str) -> Intake:
    return read(folder, table({**NOW, **cells}, columns=[*GOOD, *cells]))


def window(folder: Path, **cells: str) -> str:
    found = planned(folder, **cells)
    assert not found.rejected, found.rejected[0].issues
    within = found.orders[0].window
    if within is None:
        return ""
    ends = [f"{end // 3600:02}:{end // 60 % 60:02}" for end in (within.earliest, within.latest)]
    return "-".join(ends)


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("zaterdag 21 november 18u-20u", "18:00-20:00"),
        ("za 21 nov 18:00 - 20:00", "18:00-20:00"),
        ("Saturday 21 Nov 6-8pm", "18:00-20:00"),
        ("Nov 21 6-8pm", "18:00-20:00"),
        ("21/11 18:00-20:00", "18:00-20:00"),
        ("za 21-11 18:00-20:00", "18:00-20:00"),
        ("21 november 2026 tussen 18:00 en 20:00", "18:00-20:00"),
        ("21-11-2026 14:00-16:00", "14:00-16:00"),
        ("2026-11-21T18:00:00+01:00/PT2H", "18:00-20:00"),
        ("2026-11-21T17:00:00Z/PT90M", "18:00-19:30"),
        ("18h00 à 20h00", "18:00-20:00"),
        ("18:00 of later", "18:00-21:00"),
        ("20:00 or earlier", "13:00-20:00"),
        ("avond (18-20)", "18:00-20:00"),
        ("vanavond tussen 6 en 8", "18:00-20:00"),
        ("zaterdagavond 6-8", "18:00-20:00"),
        ("this evening 19:00-20:00", "19:00-20:00"),
        ("s middags tussen 2 en 4", "14:00-16:00"),
        ("21 nov", ""),
        ("2026-11-21T00:00:00", ""),
    ],
)
def test_a_window_is_read_whole(tmp_path: Path, text: str, hours: str) -> None:
    assert window(tmp_path, tijdvak=text) == hours
    assert codes(planned(tmp_path, tijdvak=text)) in ([], ["WINDOW_NARROWED"])


@pytest.mark.parametrize(
    ("text", "hours"),
    [
        ("18:30", "18:00-19:00"),
        ("18.30u", "18:00-19:00"),
        ("om 7 uur 's avonds", "18:30-19:30"),
        ("vanavond om 7 uur", "18:30-19:30"),
        ("2026/11/21 6:00 PM", "17:30-18:30"),
        ("Sat, 21 Nov 2026 18:00:00 +0100", "17:30-18:30"),
        ("2026-11-21T17:00:00Z", "17:30-18:30"),
        ("einde middag", "15:00-18:00"),
        ("late afternoon", "15:00-18:00"),
        ("begin van de avond", "18:00-20:00"),
        ("tussen de middag", "13:00-14:00"),
        ("Tijdslot 3: 18:00 - 20:00", "18:00-20:00"),
        ("18:00-20:00 (Leiden centrum)", "18:00-20:00"),
        ("18:00 - 20:00 - spoed", "18:00-20:00"),
    ],
)
def test_what_is_in_part_the_programs_own_is_told(tmp_path: Path, text: str, hours: str) -> None:
    assert window(tmp_path, tijdvak=text) == hours
    assert "WINDOW_IN_WORDS" in codes(planned(tmp_path, tijdvak=text))


@pytest.mark.parametrize(
    "text",
    [
        *(
            "niet in de avond",
            "na de middag",
            "niet 18:00-20:00",
            "liefst 18-20, anders na 20",
            "na het eten",
        ),
        *("18", "geen 18:00-20:00"),
    ],
)
def test_words_that_change_the_hours_are_not_passed_over(tmp_path: Path, text: str) -> None:
    assert codes(planned(tmp_path, tijdvak=text).rejected[0]) == ["WINDOW_INVALID"]


@pytest.mark.parametrize(
    "text",
    [
        *("morgenavond", "morgenavond 18-20", "tomorrow evening", "morgen 18:00-20:00", "overmorgen 18-20"),
        *("zo 22 nov 18:00-20:00", "22/11 18:00-20:00", "1 dec 18:00-20:00"),
    ],
)
def test_a_window_of_another_day_is_not_delivered_today(tmp_path: Path, text: str) -> None:
    assert codes(planned(tmp_path, tijdvak=text).rejected[0]) == ["DELIVERY_OTHER_DAY"]


@pytest.mark.parametrize(
    "text",
    [
        *("21 nov", "za 21/11", "21-11", "a.s. zaterdag", "zaterdag 21 november", "vandaag (21/11)"),
        "Sat Nov 21 2026 00:00:00 GMT+0100 (Central European Standard Time)",
    ],
)
def test_a_day_of_delivery_needs_no_year(tmp_path: Path, text: str) -> None:
    assert window(tmp_path, bezorgdatum=text) == ""


@pytest.mark.parametrize("text", ["22 nov", "zo 22/11", "22-11", "overmorgen", "a.s. zondag", "1 december"])
def test_and_another_day_is_another_day(tmp_path: Path, text: str) -> None:
    assert codes(planned(tmp_path, bezorgdatum=text).rejected[0]) == ["DELIVERY_OTHER_DAY"]


def test_a_year_is_that_of_the_day_nearest_to_the_purchase(tmp_path: Path) -> None:
    cells = {"tijdstip": "30-12-2026 10:00", "bezorgdatum": "2 jan"}
    found = read(tmp_path, table({**NOW, **cells}, columns=[*GOOD, *cells]), day=None)
    assert codes(found) == []
    assert [order.receipt_id for order in found.orders] == ["1001"]


def test_hours_behind_the_day_of_delivery_are_its_window(tmp_path: Path) -> None:
    assert window(tmp_path, bezorgdatum="21-11-2026 18:00-20:00") == "18:00-20:00"
    assert window(tmp_path, bezorgdatum="21-11-2026 18:00") == ""
    assert window(tmp_path, bezorgdatum="21-11-2026 18:00-20:00", tijdvak="14-16u") == "14:00-16:00"
    assert order(tmp_path, {**NOW, "bezorgdatum": "21-11"}).window is None
