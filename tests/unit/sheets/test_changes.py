"""What is new since the version before: on paper, on the page, and in a table of its own."""

import csv
import html
import re
from dataclasses import replace

from paperstore import a_store, flat, page_texts, some_sheets
from smallday import STORE, at, small_day

from dispatch.model import Moved, Spot, Tell, TimeWindow, Told
from dispatch.sheets.exports.changes import ChangeTable
from dispatch.sheets.paper.courier import CourierSheets
from dispatch.sheets.screen.page import PlanPage
from dispatch.sheets.sheetday import SheetDay


def a_second_version():
    """B1 is as it was, B2 new at its door; B3 comes later; B4 is new; B5 goes not today."""
    before, now = TimeWindow(at("14:00"), at("15:00")), TimeWindow(at("15:00"), at("16:00"))
    told = (
        Told("B1", Tell.SAME, before, before),
        Told("B2", Tell.NEW, before),
        Told("B3", Tell.LATER, now, before),
        Told("B4", Tell.NEW, now),
        Told("B5", Tell.NOT_TODAY, None, before),
    )
    return SheetDay.of(replace(small_day(), replaces=2, told=told))


def test_paper_says_which_version_it_replaces_and_marks_what_is_new(tmp_path):
    CourierSheets(a_store(), some_sheets()).write(a_second_version(), tmp_path)
    text = flat(" ".join(page_texts(tmp_path / "sheets/R1.pdf")))
    assert "versie 3 (vervangt 2), " in text
    assert text.count("ANDERE TIJD") == 1  # the Hooigracht
    assert text.count("NIEUW") == 1  # the Mare; at the Breestraat one of two orders was there before


def test_a_first_version_replaces_nothing_and_marks_nothing(tmp_path):
    day = SheetDay.of(replace(a_second_version().planned, replaces=0))
    CourierSheets(a_store(), some_sheets()).write(day, tmp_path)
    text = flat(" ".join(page_texts(tmp_path / "sheets/R1.pdf")))
    assert "vervangt" not in text
    assert "NIEUW" not in text
    assert ChangeTable(some_sheets()).write(day, tmp_path) == ()


def test_the_table_holds_what_was_and_what_is(tmp_path):
    (path,) = ChangeTable(some_sheets()).write(a_second_version(), tmp_path)
    with path.open(encoding="utf-8", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    assert [row[:7] for row in rows] == [
        ("B2", "A. de Vries", "Breestraat 12A", "new", "", "14:00-15:00", "R1 1·1"),
        ("B3", "J. Jansen", "Hooigracht 7 bis", "later", "14:00-15:00", "15:00-16:00", "R1 1·2"),
        ("B4", "J. Jansen", "Lange Mare 99", "new", "", "15:00-16:00", "R1 2·1"),
        ("B5", "C. Bakker", "Herensingel 3", "not_today", "14:00-15:00", "", ""),
    ]
    assert {row[7:] for row in rows} == {("", "", "")}  # where they stood is not known of this day


def test_the_table_holds_who_moves_without_hearing_anything(tmp_path):
    was, now = Spot("R2", "s2", 1, 3, at("14:20")), Spot("R1", "s1", 1, 1, at("14:30"))
    day = SheetDay.of(replace(small_day(), replaces=2, moved=(Moved("B2", was, now),)))
    (path,) = ChangeTable(some_sheets()).write(day, tmp_path)
    with path.open(encoding="utf-8", newline="") as file:
        (row,) = csv.DictReader(file)
    assert (row["receipt_id"], row["change"], row["stop"]) == ("B2", "", "R1 1·1")
    assert (row["stood"], row["stands"], row["labels"]) == ("R2 1·3 14:20", "R1 1·1 14:30", "")


def test_the_page_has_those_too_who_hear_nothing(tmp_path):
    was, now = Spot("R2", "s2", 1, 3, at("14:20")), Spot("R1", "s1", 1, 1, at("14:30"))
    day = SheetDay.of(replace(small_day(), replaces=2, moved=(Moved("B2", was, now),)))
    (path,) = PlanPage(some_sheets(), STORE).write(day, tmp_path)
    text = html.unescape(path.read_text(encoding="utf-8"))
    (block,) = re.findall(r'<section id="changes".*?</section>', text, flags=re.DOTALL)
    for said in ("1 bestelling staat elders", "Breestraat 12A", "R2 1·3 14:20", "R1 1·1 14:30"):
        assert said in block
    (bare,) = PlanPage(some_sheets(html_personal=False), STORE).write(day, tmp_path / "bare")
    assert "Breestraat" not in bare.read_text(encoding="utf-8")


def test_the_page_has_a_block_of_its_own(tmp_path):
    (path,) = PlanPage(some_sheets(), STORE).write(a_second_version(), tmp_path)
    text = html.unescape(path.read_text(encoding="utf-8"))
    (block,) = re.findall(r'<section id="changes".*?</section>', text, flags=re.DOTALL)
    assert "Anders dan versie 2" in block
    for said in ("nieuw", "later", "niet vandaag", "C. Bakker", "R1 1·2"):
        assert said in block
    assert "4 klanten krijgen bericht van een verandering" in text
    (bare,) = PlanPage(some_sheets(html_personal=False), STORE).write(a_second_version(), tmp_path / "bare")
    assert "Bakker" not in bare.read_text(encoding="utf-8")
