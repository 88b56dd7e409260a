"""Two columns for one thing: the empty one never wins, and a name is that of one person."""

from pathlib import Path

import pytest
from till import GOOD, codes, only, order, read, table, written

from dispatch.model import Order

PAIRS = {
    "bonnummer": ("Bestelnummer", "77"),
    "tijdstip": ("Aangemaakt op", "21-11-2026 14:05"),
    "thuisbezorging": ("Bezorgwijze", "bezorgen"),
    "straat": ("Straatnaam", "Rapenburg"),
    "huisnummer": ("Huisnr", "73"),
    "toevoeging": ("Bus", "A"),
    "postcode": ("Zip", "2311 GJ"),
    "plaats": ("Stad", "Leiden"),
    "bezorgdatum": ("Leverdatum", "21-11-2026"),
    "tijdvak": ("Bezorgvenster", "18:00-20:00"),
    "kratten": ("Colli", "3"),
    "tassen": ("Zakken", "2"),
    "gewicht_kg": ("Totaalgewicht (g)", "12500"),
    "temperatuur": ("Koeling", "koel"),
    "leeftijdscontrole": ("NIX18", "ja"),
    "bedrag": ("Totaal", "54,10"),
    "stopduur": ("Lostijd", "7"),
    "bezorger": ("Koerier", "Samira"),
    "vaardigheden": ("Skills", "steekkar"),
}
FILLED = {
    **GOOD, "van": "", "tot": "", "opmerking": "", **{first: text for first, (_, text) in PAIRS.items()},
    "gewicht_kg": "12,5",
}  # fmt: skip


def without(order: Order) -> dict[str, object]:
    """Return an order but for the columns that travel along."""
    return {name: getattr(order, name) for name in order.__slots__ if name != "extra"}


@pytest.mark.parametrize("first", PAIRS)
def test_the_filled_one_of_two_columns_counts_whatever_they_hold(tmp_path: Path, first: str) -> None:
    second, text = PAIRS[first]
    alone = only(read(tmp_path, written(FILLED)))
    beside = read(tmp_path, written({**FILLED, first: "", second: text}))
    assert without(only(beside)) == without(alone)
    assert "COLUMN_REPEATED" not in codes(beside)


def test_they_may_take_turns_from_row_to_row(tmp_path: Path) -> None:
    swapped = dict(PAIRS.values())
    rest = {header: text for header, text in FILLED.items() if header not in PAIRS}
    found = read(tmp_path, written({**FILLED, "bonnummer": "76"}, {**rest, **swapped}))
    assert not found.rejected
    one, other = map(without, found.orders)
    assert (one.pop("receipt_id"), other.pop("receipt_id")) == ("76", "77")
    assert (one.pop("row"), other.pop("row")) == (2, 3)
    assert one == other


def test_a_later_day_in_the_second_column_is_not_passed_over(tmp_path: Path) -> None:
    later = read(tmp_path, table({"bezorgdatum": "", "Leverdatum": "23-11-2026"}))
    assert codes(later.rejected[0]) == ["DELIVERY_OTHER_DAY"]


def test_columns_that_contradict_each_other_are_told_and_those_that_agree_are_not(tmp_path: Path) -> None:
    assert codes(read(tmp_path, table({"Colli": "3"}))) == ["COLUMN_REPEATED"]
    assert codes(read(tmp_path, table({"Colli": "2"}))) == []
    assert codes(read(tmp_path, table({"Huisnr": "75"}))) == ["COLUMN_REPEATED"]


def test_a_second_way_of_delivery_that_says_neither_yes_nor_no_does_not_fill_the_flag(tmp_path: Path) -> None:
    found = read(tmp_path, table({}, {"thuisbezorging": "", "Verzending": "4,95"}))
    assert [order.receipt_id for order in found.orders] == ["1001"]
    assert found.not_flagged == 1


def test_an_error_of_a_spreadsheet_in_a_column_that_does_not_count_is_none(tmp_path: Path) -> None:
    assert order(tmp_path, {"Colli": "#N/A"}).crates == 2
    broken = read(tmp_path, table({"kratten": "", "Colli": "#N/A"}))
    assert "CELL_ERROR" in codes(broken.rejected[0])


WHO = "Aflever voornaam", "Aflever tussenvoegsel", "Aflever achternaam"


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        (dict(zip(WHO, ("Piet", "van", "Dam"), strict=True)), "Piet van Dam"),
        (dict(zip(WHO, ("", "", "Dam"), strict=True)), "Dam"),
        (dict(zip(WHO, ("", "", ""), strict=True)), "Jan de Wit"),
        ({"Afleverbedrijf": "Bakkerij BV"}, "Jan de Wit"),
        ({"Ship-to Name": "Q. Kanarie"}, "Q. Kanarie"),
    ],
)
def test_a_name_is_that_of_one_person(tmp_path: Path, cells: dict[str, str], name: str) -> None:
    payer = {"Voornaam": "Jan", "Tussenvoegsel": "de", "Achternaam": "Wit"}
    rest = {header: text for header, text in GOOD.items() if header != "naam"}
    assert only(read(tmp_path, written({**rest, **payer, **cells}))).name == name


def test_without_a_person_the_company_is_named_and_still_travels_along(tmp_path: Path) -> None:
    found = order(tmp_path, {"naam": "", "Bedrijfsnaam": "Bakkerij BV"})
    assert found.name == "Bakkerij BV"
    assert ("Bedrijfsnaam", "Bakkerij BV") in found.extra
    assert order(tmp_path, {"Bedrijfsnaam": "Bakkerij BV"}).name == "Q. Kanarie"


@pytest.mark.parametrize(
    "rows",
    [
        "bonnummer;ean;plu;aantal;gewicht_g;gewicht (kg)\n1001;;501;2;;1,5\n",
        "bonnummer;plu;ean;aantal;stuks;gewicht (kg);gewicht_g\n1001;501;;;2;;1500\n",
    ],
)
def test_a_line_takes_the_filled_one_and_its_own_unit(tmp_path: Path, rows: str) -> None:
    listed = ("code;artikel;temperatuur;koeling", "501;Kaas;;koel")
    found = only(read(tmp_path, table({}), lines=rows, articles=listed))
    assert (found.grams, found.chilled_crates) == (3000, 1)
