"""The assortment of a supermarket: crates, cold and age check follow from it for nearly every line."""

from pathlib import Path

import pytest
from supermarket import HEADERS, articles, as_sold, coded
from till import codes, read, table

from dispatch.config import IntakeSection
from dispatch.intake import read_articles
from dispatch.intake.assortment import Assortment
from dispatch.intake.sizes import Size, read_size, size_in_name
from dispatch.intake.temperatures import temperatures
from dispatch.model import Temperature

COLD = {"Zuivel": Temperature.CHILLED, "Vlees": Temperature.CHILLED, "Diepvries": Temperature.FROZEN}


def listed(folder: Path, headers: tuple[str, ...] = HEADERS) -> Assortment:
    rows = [";".join(headers), *(";".join(article) for article in articles())]
    (folder / "articles.csv").write_bytes("\r\n".join(rows).encode("cp1252"))
    return read_articles(folder / "articles.csv", IntakeSection())


@pytest.mark.parametrize(
    "headers",
    [
        HEADERS,
        ("Barcode", "Artikelnummer", "Artikelomschrijving", "Inhoud", "Bewaaradvies", "Leeftijdsgrens",
         "Groep", "Prijs"),
        ("GTIN", "PLU", "Description", "Contents", "Storage", "Age limit", "Group", "Price"),
    ],
)  # fmt: skip
def test_every_article_is_found_by_each_of_its_numbers(tmp_path: Path, headers: tuple[str, ...]) -> None:
    found = listed(tmp_path, headers)
    assert found.issues == ()
    sized = 0
    for article in articles():
        code, own, name, _, _, age, group, _ = article
        for sold in (found.find(as_sold(article), ""), found.find(own, ""), found.find("", name)):
            assert sold is not None, article
            assert sold.article.temperature is COLD.get(group, Temperature.AMBIENT), article
            assert sold.article.restricted is (age == "18")
            sized += bool(sold.article.grams or sold.article.millilitres)
        if code.startswith("21"):
            weighed = found.find(as_sold(article, 742), "")
            assert weighed is not None
            assert weighed.weighed == 742
    pieces = sum(group == "Huishoudelijk" for *_, group, _ in articles())
    assert sized == 3 * (len(articles()) - pieces)


def test_crates_cold_and_age_follow_for_nineteen_lines_of_twenty(tmp_path: Path) -> None:
    listing = [";".join(HEADERS), *(";".join(article) for article in articles())]
    sold = [article for article in articles() if article[6] != "Huishoudelijk"]
    baskets = [sold[number::40][:9] for number in range(40)]
    lines = ["bonnummer;barcode;aantal"]
    lines += [
        f"{1001 + number};{as_sold(article)};1" for number, basket in enumerate(baskets) for article in basket
    ]
    lines.append(f"1001;{coded('871999999999')};1")
    rows = [{"kratten": "", "temperatuur": "", "leeftijdscontrole": "", "gewicht_kg": ""}] * len(baskets)
    found = read(tmp_path, table(*rows), lines="\n".join(lines) + "\n", articles=listing)
    assert not found.rejected
    assert {"ARTICLES_UNKNOWN", "SCALE_CODES_READ"} <= set(codes(found))
    known = 0
    for order, basket in zip(found.orders, baskets, strict=True):
        groups = {article[6] for article in basket}
        assert (order.chilled_crates > 0) is bool(groups & {"Zuivel", "Vlees"})
        assert (order.frozen_crates > 0) is ("Diepvries" in groups)
        assert order.age_check is ("Bier en wijn" in groups)
        known += len(basket)
    assert known >= 0.95 * (len(lines) - 1)


@pytest.mark.parametrize(
    ("text", "size"),
    [
        ("450 g", Size(grams=450)),
        ("ca. 500 g", Size(grams=500)),
        ("6 x 330 ml", Size(millilitres=1980)),
        ("24x25cl", Size(millilitres=6000)),
        ("4 × 125 gram", Size(grams=500)),  # noqa: RUF001
        ("1,5 L", Size(millilitres=1500)),
        ("500 g (4 stuks)", Size(grams=500)),
        ("per kg", Size(grams=1000)),
        ("per stuk", Size()),
        ("12 rollen", Size()),
        ("750", Size(millilitres=750)),
    ],
)
def test_sizes_under_a_header_of_contents(text: str, size: Size) -> None:
    assert read_size(text, "ml") == size


@pytest.mark.parametrize(
    "text", ["veel", "per 100 g", "3 x veel", "5 m", "-5 g", "10000,1 kg", "999 x 20 kg"]
)
def test_no_sizes(text: str) -> None:
    with pytest.raises(ValueError, match="number"):
        read_size(text, "ml")


def test_a_size_in_a_name() -> None:
    assert size_in_name("Volle melk 1,5 L") == Size(millilitres=1500)
    assert size_in_name("Cola 6x330ml blik") == Size(millilitres=1980)
    assert size_in_name("Kaas 48+ 400 g") == Size(grams=400)
    assert size_in_name("Batterij AA 4") == size_in_name("Vitamine B12") == Size()


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Koelvers 0-4°C", Temperature.CHILLED),
        ("Gekoeld bewaren, max. 7 °C", Temperature.CHILLED),
        ("Diepvries -18°C", Temperature.FROZEN),
        ("Koel en droog bewaren", Temperature.AMBIENT),
        ("koele, droge plaats", Temperature.AMBIENT),
        ("Ongekoeld", Temperature.AMBIENT),
        ("Keep frozen", Temperature.FROZEN),
        ("store refrigerated", Temperature.CHILLED),
    ],
)
def test_how_articles_are_kept(text: str, kept: Temperature) -> None:
    assert temperatures(text) == (kept,)
