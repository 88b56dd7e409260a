"""What the store sells: found by number however it is written, by the bar code of a scale, or by name."""

from decimal import Decimal
from pathlib import Path

import pytest
from till import GOOD, codes, order, read, table

from dispatch.config import IntakeSection
from dispatch.intake import add_basket_lines, read_articles, read_export
from dispatch.intake.assortment import Assortment, is_scale_code
from dispatch.model import Temperature

HEAD = "ean;artikel;temperatuur;gewicht_g;inhoud_ml;leeftijdsgrens"
MILK = "8710400000037;Halfvolle melk 1 l;koel;1035;1000;"
BEER = "54491472;Bier 33 cl;;350;330;18"
CHEESE = "2112345000000;Jonge kaas;koel;1000;1100;"
SECTION = IntakeSection()


def listed(folder: Path, *rows: str, section: IntakeSection = SECTION) -> Assortment:
    path = folder / "articles.csv"
    path.write_text("\n".join([HEAD, *rows]), encoding="utf-8")
    return read_articles(path, section)


@pytest.mark.parametrize("number", ["8710400000037", "08710400000037", "8710400000037.0", "8710400 000037"])
def test_a_number_is_found_however_it_is_written(tmp_path: Path, number: str) -> None:
    sold = listed(tmp_path, MILK, BEER).find(number, "")
    assert sold is not None
    assert sold.article.name == "Halfvolle melk 1 l"
    assert sold.article.temperature is Temperature.CHILLED
    assert (sold.article.grams, sold.article.millilitres, sold.article.restricted) == (1035, 1000, False)


def test_zeros_that_a_spreadsheet_took_are_not_missed(tmp_path: Path) -> None:
    assortment = listed(tmp_path, "36000291452;Tissues;;100;900;")
    assert assortment.find("036000291452", "")
    assert assortment.find("0036000291452", "")
    assert not [issue for issue in assortment.issues if issue.about == "twice"]


def test_an_article_without_a_number_is_found_by_its_name_if_only_one_has_it(tmp_path: Path) -> None:
    assortment = listed(tmp_path, MILK, ";Brood;;800;2500;", ";Brood;;400;1300;")
    assert assortment.find("", "halfvolle MELK, 1 l")
    assert assortment.find("", "Brood") is None
    assert assortment.find("999", "Halfvolle melk 1 l")


@pytest.mark.parametrize(
    ("code", "grams"), [("2112345005454", 545), ("2112345015002", 1500), ("2112345000008", 1000)]
)
def test_the_bar_code_of_a_scale_tells_the_weight(tmp_path: Path, code: str, grams: int) -> None:
    for row in (CHEESE, CHEESE.replace("2112345000000", "2112345"), CHEESE.replace("2112345000000", "12345")):
        sold = listed(tmp_path, row).find(code, "")
        assert sold is not None
        assert sold.sizes(Decimal(1)) == (1, grams, Decimal("1.1") * grams)


def test_kilograms_as_a_quantity_are_not_weighed_twice(tmp_path: Path) -> None:
    sold = listed(tmp_path, CHEESE).find("2112345005454", "")
    assert sold is not None
    assert sold.sizes(Decimal("0.545")) == (1, 545, Decimal("599.5"))
    assert sold.sizes(Decimal("-0.545"))[0] == -1
    bulk = listed(tmp_path, "7;Appels;;1000;1600;").find("7", "")
    assert bulk is not None
    assert bulk.sizes(Decimal("1.5")) == (Decimal("1.5"), 1000, 1600)


def test_the_bar_code_of_a_scale_that_tells_a_price_leaves_the_weight_of_the_list(tmp_path: Path) -> None:
    sold = listed(tmp_path, CHEESE.replace("2112345000000", "2312345")).find("2312345005458", "")
    assert sold is not None
    assert sold.sizes(Decimal(2)) == (2, 1000, 1100)


def test_a_store_says_how_its_scales_print(tmp_path: Path) -> None:
    section = IntakeSection(scale_codes=("28AAAAAVWWWWC",))
    sold = listed(tmp_path, "12345;Kaas;koel;1000;;", section=section).find("2812345705453", "")
    assert sold is None  # the check digit is wrong
    sold = listed(tmp_path, "12345;Kaas;koel;1000;;", section=section).find("2812345705452", "")
    assert sold is not None
    assert sold.sizes(Decimal(1)) == (1, 545, None)


def test_only_what_fits_its_check_digit_is_the_code_of_a_scale() -> None:
    assert is_scale_code("2112345005454")
    assert not is_scale_code("2112345005455")
    assert not is_scale_code("8710400000037")


@pytest.mark.parametrize(
    ("row", "about"),
    [
        ("8710400000038;Melk;koel;1035;1000;", "check_digit"),
        ("1;Melk;lauw;1035;1000;", "temperature"),
        ("1;Melk;koel;veel;1000;", "number"),
        ("1;Melk;koel;1035;1000;misschien", "age"),
    ],
)
def test_a_cell_that_cannot_be_read_is_told(tmp_path: Path, row: str, about: str) -> None:
    (issue,) = listed(tmp_path, row).issues
    assert (issue.code, issue.about, issue.row) == ("ARTICLE_UNCLEAR", about, 2)


def test_one_number_for_two_articles_is_told(tmp_path: Path) -> None:
    assortment = listed(tmp_path, "7;Melk;koel;1035;1000;", "7;Melk;koel;1035;1000;", "007;Vla;koel;1;1;")
    assert [(issue.about, issue.row) for issue in assortment.issues] == [("twice", 4)]
    sold = assortment.find("7", "")
    assert sold is not None
    assert sold.article.name == "Melk"


@pytest.mark.parametrize(
    ("text", "restricted"),
    [
        ("18", True),
        ("18+", True),
        ("18 jaar en ouder", True),
        ("ja", True),
        ("", False),
        ("0", False),
        ("nee", False),
    ],
)
def test_an_age_limit_is_an_age_or_a_word(tmp_path: Path, text: str, restricted: bool) -> None:
    sold = listed(tmp_path, f"1;Wijn;;1200;750;{text}").find("1", "")
    assert sold is not None
    assert sold.article.restricted is restricted


LINES = "bonnummer;ean;artikel;aantal\n"


def test_crates_cold_and_age_check_follow_from_numbers(tmp_path: Path) -> None:
    lines = LINES + "1001;8710400000037;;4\n1001;54491472;;24\n1001;2112345005454;;0,545\n"
    found = order(
        tmp_path, {"kratten": "", "gewicht_kg": ""}, lines=lines, articles=[HEAD, MILK, BEER, CHEESE]
    )
    assert found.grams == 4 * 1035 + 24 * 350 + 545
    assert (found.crates, found.chilled_crates, found.age_check) == (2, 1, True)


def test_what_a_line_says_itself_wins_but_for_the_age_limit(tmp_path: Path) -> None:
    lines = "bonnummer;ean;aantal;gewicht_g;inhoud_ml;temperatuur;18+\n1001;54491472;1;500;500;koel;nee\n"
    found = order(tmp_path, {}, lines=lines, articles=[HEAD, BEER])
    assert (found.grams, found.chilled_crates, found.age_check) == (500, 1, True)


def test_what_is_not_listed_is_counted_the_most_sold_first(tmp_path: Path) -> None:
    rows = ["1001;8710400000037;;1"] * 30 + ["1001;777;Vla;1", "1001;888;;1"] + ["1001;888;;1"]
    intake = read(tmp_path, table(GOOD), lines=LINES + "\n".join(rows), articles=[HEAD, MILK])
    (told,) = [issue for issue in intake.issues if issue.code == "ARTICLES_UNKNOWN"]
    facts = [fact.value for fact in told.facts]
    assert facts[:3] == [2, 3, 33]
    assert facts[4:] == ["888 (2 x)", "Vla (1 x)"]
    assert told.severity == "warning"  # three of 33 are more than one in twenty
    assert "LINES_INCOMPLETE" in codes(intake)


def test_a_table_with_a_row_an_article_tells_what_was_bought(tmp_path: Path) -> None:
    rows = [
        {"ean": "8710400000037", "aantal": "4"},
        {"bonnummer": "1001", "ean": "54491472", "aantal": "24"},
        {"bonnummer": "1003", "thuisbezorging": "nee", "ean": "54491472", "aantal": "1"},
    ]
    (tmp_path / "kassa.csv").write_text(table(*rows), encoding="utf-8")
    export = read_export(tmp_path / "kassa.csv", SECTION)
    assert export.counts.articles == 1
    assert export.lines.keys() == {"1001"}
    goods = add_basket_lines("kassa.csv", export.lines, SECTION, listed(tmp_path, MILK, BEER)).goods["1001"]
    assert (goods.grams, goods.age_check, goods.complete) == (4 * 1035 + 24 * 350, True, True)
