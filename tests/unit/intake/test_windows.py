from datetime import date
from pathlib import Path

import pytest
from till import DAY, STORE, codes, order, read, rejected, table

from dispatch.config import IntakeSection
from dispatch.intake import day_of_export, day_turned, read_export
from dispatch.intake.export import Export
from dispatch.model import TimeWindow

HOUR = 3600
BARE = {"van": "", "tot": ""}


def export(tmp_path: Path, *rows: dict[str, str], section: IntakeSection | None = None) -> Export:
    (tmp_path / "p.csv").write_text(table(*rows))
    return read_export(tmp_path / "p.csv", section or IntakeSection())


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-11-21T16:00:00Z", "2026-11-21T18:00:00Z"),  # an hour later here in winter
        ("21-11-2026 17:00", "21-11-2026 19:00"),
        ("17:00-19:00", ""),
        ("17:00-19:00", "-"),
        ("5pm", "7 pm"),
        ("za 17:00", "za 19:00"),
    ],
)
def test_windows_in_two_columns(tmp_path: Path, first: str, last: str) -> None:
    assert order(tmp_path, {"van": first, "tot": last}).window == TimeWindow(17 * HOUR, 19 * HOUR)


def test_midnight_is_an_end(tmp_path: Path) -> None:
    found = order(tmp_path, {"van": "20:00", "tot": "00:00"})
    assert found.window == TimeWindow(20 * HOUR, 21 * HOUR)  # the store delivers until 21:00
    late = order(tmp_path, {"van": "21-11-2026 20:00", "tot": "22-11-2026 01:00"})
    assert late.window == TimeWindow(20 * HOUR, 21 * HOUR)
    assert order(tmp_path, {"van": "00:00", "tot": "00:00"}).window is None


@pytest.mark.parametrize(
    "changes",
    [
        {"van": "22-11-2026 18:00", "tot": "22-11-2026 20:00"},
        {**BARE, "tijdvak": "22-11-2026 18:00-20:00"},
        {**BARE, "tijdvak": "zondag 18:00-20:00"},
        {"bezorgdatum": "22-11-2026"},
        {"bezorgdatum": "2026-11-22 18:00-20:00"},
    ],
)
def test_what_is_promised_for_tomorrow_is_not_planned_today(tmp_path: Path, changes: dict[str, str]) -> None:
    found = rejected(tmp_path, changes)
    assert codes(found) == ["DELIVERY_OTHER_DAY"]


@pytest.mark.parametrize("wish", [{"bezorgdatum": "21-11-2026"}, {"van": "21-11-2026 18:00", "tot": "20:00"}])
def test_what_was_bought_yesterday_for_today_is_planned(tmp_path: Path, wish: dict[str, str]) -> None:
    found = order(tmp_path, {"tijdstip": "20-11-2026 20:55", **wish})
    assert found.purchased_at == 0
    assert found.window == TimeWindow(18 * HOUR, 20 * HOUR)


@pytest.mark.parametrize(
    ("text", "hours", "severity"),
    [
        ("13-14 of 18-20", [(18, 20)], "warning"),  # bought at 14:05
        ("15-16 of 18-20", [(15, 16), (18, 20)], "info"),
        ("18:00-20:00 / 15:00-16:00", [(15, 16), (18, 20)], "info"),
        ("15-17 of 16-18 of 19-20", [(15, 18), (19, 20)], "info"),
    ],
)
def test_of_several_windows_all_that_can_be_kept(
    tmp_path: Path, text: str, hours: list[tuple[int, int]], severity: str
) -> None:
    intake = read(tmp_path, table({**BARE, "tijdvak": text}))
    found = intake.orders[0]
    assert found.window is not None
    windows = [TimeWindow(begin * HOUR, end * HOUR) for begin, end in hours]
    assert [found.window, *found.other_windows] == windows
    assert codes(intake) == ["WINDOW_SEVERAL"]
    assert [issue.severity for issue in intake.issues] == [severity]


def test_a_window_in_words_is_told(tmp_path: Path) -> None:
    intake = read(tmp_path, table({**BARE, "tijdvak": "zaterdagavond"}))
    assert intake.orders[0].window == TimeWindow(18 * HOUR, 21 * HOUR)
    assert codes(intake) == ["WINDOW_IN_WORDS", "WINDOW_NARROWED"]


def test_a_window_that_cannot_be_read_is_asked(tmp_path: Path) -> None:
    assert codes(rejected(tmp_path, {**BARE, "tijdvak": "als ik thuis ben"})) == ["WINDOW_INVALID"]


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("21-11-2026 00:00:00", "14:05"),
        ("21-11-2026", "30-12-1899 14:05:00"),
        ("2026-11-21T00:00:00", "14:05:00"),
        ("21-11-2026 14:05", ""),
        ("46347", "0,586805555555"),
    ],
)
def test_date_and_time_in_two_columns(tmp_path: Path, day: str, clock: str) -> None:
    headers = ("bonnummer", "datum", "tijd", "thuisbezorging", "naam", "adres")
    row = {"datum": day, "tijd": clock, "adres": "Breestraat 50, 2311 CS Leiden"}
    assert read(tmp_path, table(row, columns=headers)).orders[0].purchased_at == 14 * HOUR + 300


def test_the_day_of_a_file_is_the_one_that_is_delivered_on(tmp_path: Path) -> None:
    tomorrow = {"van": "22-11-2026 18:00", "tot": "22-11-2026 20:00"}
    # As many for both days, but everything was bought on the first.
    assert day_of_export(export(tmp_path, tomorrow, {}), STORE) == DAY
    assert day_of_export(export(tmp_path, tomorrow, tomorrow, {}), STORE) == date(2026, 11, 22)


def test_month_first_dates_are_seen_in_the_file(tmp_path: Path) -> None:
    rows = (
        {"tijdstip": "11/09/2026 14:05"},
        {"tijdstip": "11/21/2026 14:05"},
        {"tijdstip": "11/09/2026 14:06"},
    )
    assert day_of_export(export(tmp_path, *rows), STORE) == date(2026, 11, 9)
    alone = export(tmp_path, rows[0])
    assert day_of_export(alone, STORE) == date(2026, 9, 11)
    assert day_turned(alone, STORE) == date(2026, 11, 9)
    told = export(tmp_path, rows[0], section=IntakeSection(dates="month first"))
    assert day_of_export(told, STORE) == date(2026, 11, 9)


def test_a_date_that_reads_one_way_only_cannot_be_turned(tmp_path: Path) -> None:
    assert day_turned(export(tmp_path, {}), STORE) is None
    assert day_turned(export(tmp_path, {"tijdstip": "14:05"}), STORE) is None
