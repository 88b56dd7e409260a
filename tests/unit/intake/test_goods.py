from pathlib import Path

from said import english
from till import codes, order, read, table

from dispatch.config import IntakeSection

HEAD = "bonnummer;artikel;aantal;gewicht_g;volume_ml;temperatuur;leeftijdscontrole\n"


def lines(*rows: str) -> str:
    return HEAD + "".join(row + "\n" for row in rows)


def test_lines_make_crates_by_temperature(tmp_path: Path) -> None:
    found = order(
        tmp_path,
        {"kratten": "9", "gewicht_kg": "1", "temperatuur": "gewoon"},
        lines=lines(
            "1001;Toiletpapier;4;1300;17000;gewoon;nee",  # 68 l in crates of 52 l: 2, though only 5.2 kg
            "1001;Water;2;9300;10800;gewoon;nee",  # with these 89.6 l (2 crates) and 23.8 kg (2 crates)
            "1001;Melk;15;1035;1150;koel;nee",  # 17.25 l, but 15.525 kg: 2 crates
            "1001;IJs;1;500;1000;vries;nee",  # 1
        ),
    )
    assert (found.crates, found.chilled_crates, found.frozen_crates) == (5, 2, 1)
    assert found.grams == 4 * 1300 + 2 * 9300 + 15 * 1035 + 500


def test_the_size_of_a_crate_is_the_stores(tmp_path: Path) -> None:
    text = lines("1001;Water;2;9300;10800;gewoon;nee")
    # 18.6 kg in crates of 10 kg: 2; 21.6 l in crates of 5 l: 5
    assert order(tmp_path, {}, lines=text, section=IntakeSection(crate_kg=10)).crates == 2
    assert order(tmp_path, {}, lines=text, section=IntakeSection(crate_litres=5)).crates == 5


def test_exactly_a_crate_is_one_crate(tmp_path: Path) -> None:
    assert order(tmp_path, {}, lines=lines("1001;X;52;1;1000;gewoon;nee")).crates == 1
    assert order(tmp_path, {}, lines=lines("1001;X;30;500,0;1;gewoon;nee")).crates == 1


def test_an_article_asks_for_the_age_check(tmp_path: Path) -> None:
    intake = read(tmp_path, table({}), lines=lines("1001;Wijn;1;1250;1300;gewoon;ja"))
    assert intake.orders[0].age_check
    assert codes(intake) == ["AGE_CHECK_ADDED"]


def test_lines_without_an_18_plus_article_win_over_the_receipt(tmp_path: Path) -> None:
    asks = {"leeftijdscontrole": "ja"}
    assert not order(tmp_path, asks, lines=lines("1001;Melk;1;1035;1150;koel;nee")).age_check
    assert order(tmp_path, asks, lines=lines("1001;Melk;1;1035;1150;koel;")).age_check


def test_lines_without_size_leave_the_receipts_figures(tmp_path: Path) -> None:
    intake = read(
        tmp_path,
        table({"kratten": "3", "gewicht_kg": "20", "temperatuur": "gewoon"}),
        lines=lines("1001;Melk;2;1035;1150;koel;nee", "1001;Iets;1;;;gewoon;nee"),
    )
    found = intake.orders[0]
    assert (found.crates, found.chilled_crates, found.grams) == (3, 1, 20_000)
    assert codes(intake) == ["LINES_INCOMPLETE"]


def test_a_line_taken_back(tmp_path: Path) -> None:
    found = order(
        tmp_path, {}, lines=lines("1001;Water;3;9300;10800;gewoon;nee", "1001;Water;-2;9300;10800;gewoon;nee")
    )
    assert (found.crates, found.grams) == (1, 9300)


def test_unclear_lines_are_named_and_left_out(tmp_path: Path) -> None:
    intake = read(
        tmp_path,
        table({"temperatuur": "gewoon"}),
        lines=lines("1001;A;veel;1;1;gewoon;nee", "1001;B;1;500;1000;lauw;misschien"),
    )
    assert codes(intake) == ["LINE_UNCLEAR"] * 3 + ["AGE_CHECK_ADDED", "LINES_INCOMPLETE"]
    assert [issue.row for issue in intake.issues[:3]] == [2, 3, 3]
    # what cannot be read is treated with care: chilled, and the age is checked
    assert (intake.orders[0].crates, intake.orders[0].chilled_crates) == (2, 1)
    assert intake.orders[0].age_check


def test_tobacco_is_told(tmp_path: Path) -> None:
    intake = read(
        tmp_path, table({}), lines=lines("1001;Drum shag 50 g;1;60;200;gewoon;ja", "1001;Tabaksplant;1;9;9;;")
    )
    assert codes(intake)[0] == "TOBACCO"
    assert codes(intake).count("TOBACCO") == 1
    assert intake.issues[0].row == 2


def test_lines_of_others_do_not_matter(tmp_path: Path) -> None:
    intake = read(
        tmp_path,
        table({}, {"thuisbezorging": "nee"}),
        lines=lines("1002;Shag;x;1;1;lauw;?", "7777;Melk;1;1;1;koel;nee"),
    )
    assert codes(intake) == ["LINES_WITHOUT_RECEIPT"]
    assert "1 line belongs" in english(intake.issues[0])


def test_leading_zeros_that_a_spreadsheet_took(tmp_path: Path) -> None:
    found = order(tmp_path, {"bonnummer": "0012"}, lines=lines("12;Melk;1;1035;1150;koel;nee"))
    assert found.grams == 1035


def test_trouble_without_end_is_counted(tmp_path: Path) -> None:
    intake = read(tmp_path, table({}), lines=lines(*["1001;A;veel;1;1;gewoon;nee"] * 1200))
    assert codes(intake).count("LINE_UNCLEAR") == 1000
    assert "200 more" in next(english(issue) for issue in intake.issues if issue.code == "MORE_ISSUES")
