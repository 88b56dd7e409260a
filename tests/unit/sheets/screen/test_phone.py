"""The files of the phone pages, and the code on paper that opens them."""

import html

from paperstore import a_store, flat, page_texts, some_sheets
from sampledays import planned_day

from dispatch.sheets.paper.courier import CourierSheets
from dispatch.sheets.screen.phone import PhonePages
from dispatch.sheets.sheetday import SheetDay


def write(day, folder, **sheets):
    return PhonePages(some_sheets(**sheets), a_store()).write(SheetDay.of(day), folder)


def test_there_is_a_page_beside_each_sheet(tmp_path):
    day = planned_day(60)
    paths = write(day, tmp_path)
    assert [path.relative_to(tmp_path).as_posix() for path in paths] == [
        "sheets/R1.html", "sheets/R2.html", "sheets/R3.html",
    ]  # fmt: skip
    assert write(day, tmp_path, phone=False) == ()


def test_a_page_is_small_and_asks_for_nothing(tmp_path):
    for path in write(planned_day(60), tmp_path):
        text = html.unescape(path.read_text(encoding="utf-8"))
        assert len(text) < 200_000
        assert "default-src 'none'" in text
        assert "src=" not in text.replace("default-src=", "")


def test_a_page_holds_its_own_route_alone(tmp_path):
    day = SheetDay.of(planned_day(40, plain=True))
    PhonePages(some_sheets(), a_store()).write(day, tmp_path)
    for row in day.routes:
        text = (tmp_path / "sheets" / f"{row.route.name}.html").read_text(encoding="utf-8")
        for other in day.visits:
            name = f"{other.orders[0].located.order.name} <"
            assert (name in text) == (other.route.name == row.route.name)


def test_the_stores_own_style_takes_the_place_of_ours(tmp_path):
    (tmp_path / "phone.css").write_text("body { color: teal }")
    (path,) = write(planned_day(2), tmp_path / "run", templates=tmp_path)
    assert "color: teal" in path.read_text(encoding="utf-8")


def test_paper_carries_a_code_of_the_page_where_the_store_publishes_its_runs(tmp_path):
    day = SheetDay.of(planned_day(3))
    for folder, sheets in (
        ("with", some_sheets(published="https://bezorg.example/runs/")),
        ("without", some_sheets()),
        ("off", some_sheets(published="https://bezorg.example/runs/", phone=False)),
    ):
        CourierSheets(a_store(), sheets).write(day, tmp_path / folder)
        text = flat(page_texts(tmp_path / folder / "sheets/R1.pdf")[0])
        assert ("Deze route op de telefoon" in text) == (folder == "with")
