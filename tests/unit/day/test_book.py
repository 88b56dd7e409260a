"""The file of the book: whole lines or none, a torn tail repaired, strange lines refused."""

import json
from datetime import date
from pathlib import Path

import pytest

from dispatch.day import BOOK, Book, append, read_book
from dispatch.day import news as said
from dispatch.day.entries import KINDS, Entry, decode, encode
from dispatch.errors import InputError, ResourceError
from dispatch.model import Address, BreakAt, Outcome, RouteSequence, Temperature, TimeWindow

NOW = "2026-11-24T17:35:00+01:00"
ROW = said.TillRow("1", 2, (("bonnummer", "1"), ("naam", 'Łódź; \u2028 "quoted"')))
WINDOW = TimeWindow(64_800, 68_400)
DOOR = Address("Rapenburg", "70", "", "2311 EZ", "Leiden")
ROUTES = (RouteSequence("Anna", (("1", "P1"),), (BreakAt(0, 0, 1),)),)
EVERYTHING = (
    said.StandingDue(
        "standing.csv",
        (said.TillRow("V1-1124", 2, (("bonnummer", "V1-1124"),)),),
        (("V2-1124", "301"),),
        (("V3-1124", "302"),),
    ),
    said.ExportRead("kassa.csv", "ab" * 32, (ROW,), ("2", "")),
    said.LinesRead(
        "l.csv", "ef" * 32, (said.ReceiptGoods("1", ((Temperature.FROZEN, 1),), 5000, True, False),)
    ),
    said.CorrectionsRead("rejected.csv", (said.Correction("1", ROW.cells, (("naam", "Jansen"),)),)),
    said.VersionMade(1, "cd" * 32, (said.Planned("1", "Anna", 1, 60_000, 61_000, WINDOW),)),
    said.Drive(1),
    said.Undo(1),
    said.Cancel(("1", "2")),
    said.Restore(("1",)),
    said.ChangeWindow("1", WINDOW),
    said.ChangeAddress("1", "Rapenburg 70, 2311 EZ Leiden"),
    said.ChangeNote("1", "bel links"),
    said.Give(("1",), "Anna", said.Turn.FIRST),
    said.Keep(("1",), "Bram"),
    said.Together(("1", "2")),
    said.Drop(("1",), date(2026, 11, 26)),
    said.Lock("R2.1", "Bram", 1),
    said.Unlock("R2.1"),
    said.CourierOut("Anna", 61_800, 63_000),
    said.CourierIn("Chris", WINDOW, "bus-1", new=True),
    said.CourierLate("Anna", 1500),
    said.CourierVehicle("Anna", "bus-1"),
    said.VehicleOut("fiets-1"),
    said.VehicleBack("fiets-1", 64_800),
    said.StoreCloses(69_300),
    said.LateAllowed(1800, WINDOW),
    said.Done("1", Outcome.NOT_HOME, 63_720),
    said.CarriedOver("1", date(2026, 11, 25)),
    said.CarriedIn(ROW, date(2026, 11, 23), "not_home"),
    said.Promise(
        "P1", WINDOW, 60_000, DOOR, 52.158, 4.492, 60_000, ROUTES, "", "0612345678", 2, 1, 5000, 1, 0, True
    ),
    said.PromiseBought("P1", "2"),
)


def fill(folder: Path, *news: said.News) -> Book:
    return append(folder, read_book(folder), news, time=NOW, origin="change")


def test_every_kind_of_news_is_read_back_as_it_was_written():
    assert {type(news) for news in EVERYTHING} == set(KINDS.values())
    for number, news in enumerate(EVERYTHING, 1):
        entry = Entry(number, NOW, "test", news)
        assert decode(encode(entry)) == entry


def test_a_day_without_a_book_has_an_empty_one(tmp_path):
    assert read_book(tmp_path / "2026-11-24") == Book()
    assert not (tmp_path / "2026-11-24").exists()


def test_lines_are_numbered_and_only_their_owner_can_read_them(tmp_path):
    fill(tmp_path, said.Cancel(("1",)))
    book = fill(tmp_path, said.Cancel(("2",)), said.Cancel(("3",)))
    assert [entry.number for entry in book.entries] == [1, 2, 3]
    assert read_book(tmp_path) == book
    assert (tmp_path / BOOK).stat().st_mode & 0o077 == 0
    line = json.loads((tmp_path / BOOK).read_text(encoding="utf-8").splitlines()[0])
    assert line == {
        "format_version": 1, "number": 1, "time": NOW, "origin": "change", "kind": "cancel",
        "news": {"receipts": ["1"]},
    }  # fmt: skip


@pytest.mark.parametrize("tail", [b'{"format_version": 1, "num', b"\0\0\0\0", b"\n", b"{}\n", b"\xff\xfe"])
def test_a_tail_that_a_crash_left_is_passed_over_and_cut_off_by_the_next_line(tmp_path, tail):
    before = fill(tmp_path, said.Cancel(("1",)))
    with (tmp_path / BOOK).open("ab") as file:
        file.write(tail)
    torn = read_book(tmp_path)
    assert torn.entries == before.entries
    assert torn.torn == len(tail)
    book = append(tmp_path, torn, [said.Restore(("1",))], time=NOW, origin="change")
    assert read_book(tmp_path) == book
    assert [entry.kind for entry in book.entries] == ["cancel", "restore"]


def test_a_line_without_its_end_was_never_acknowledged(tmp_path):
    fill(tmp_path, said.Cancel(("1",)), said.Cancel(("2",)))
    path = tmp_path / BOOK
    path.write_bytes(path.read_bytes()[:-1])
    assert [entry.news for entry in read_book(tmp_path).entries] == [said.Cancel(("1",))]


def test_repairing_needs_no_new_line(tmp_path):
    fill(tmp_path, said.Cancel(("1",)))
    with (tmp_path / BOOK).open("ab") as file:
        file.write(b"half")
    append(tmp_path, read_book(tmp_path), [], time=NOW, origin="plan")
    assert read_book(tmp_path).torn == 0
    assert len(read_book(tmp_path).entries) == 1


def test_damage_in_the_middle_is_refused_with_its_line(tmp_path):
    fill(tmp_path, said.Cancel(("1",)), said.Cancel(("2",)), said.Cancel(("3",)))
    path = tmp_path / BOOK
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + b"{broken}\n" + lines[2])
    with pytest.raises(InputError, match="line 2 is damaged"):
        read_book(tmp_path)


def test_a_line_that_is_missing_or_stands_twice_is_refused(tmp_path):
    fill(tmp_path, said.Cancel(("1",)), said.Cancel(("2",)), said.Cancel(("3",)))
    path = tmp_path / BOOK
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(lines[0] + lines[2] + lines[2])
    with pytest.raises(InputError, match="calls itself line 3"):
        read_book(tmp_path)


@pytest.mark.parametrize(("field", "value"), [("format_version", 2), ("kind", "teleport")])
def test_news_of_a_newer_program_is_refused_and_never_cut_off(tmp_path, field, value):
    fill(tmp_path, said.Cancel(("1",)))
    path = tmp_path / BOOK
    line = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(line | {field: value}) + "\n", encoding="utf-8")
    with pytest.raises(InputError, match="newer version of the program"):
        read_book(tmp_path)


def test_a_book_that_cannot_be_written_is_said_with_a_remedy(tmp_path):
    (tmp_path / "day").write_text("in the way")
    with pytest.raises(ResourceError, match="day's book"):
        append(tmp_path / "day", Book(), [said.Cancel(("1",))], time=NOW, origin="change")
