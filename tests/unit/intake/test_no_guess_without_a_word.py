"""What a till may mean otherwise is told, and what it says in other words is understood."""

from pathlib import Path

import pytest
from till import GOOD, codes, order, read, rejected, table

from dispatch.intake.doubts import looks_by_cells
from dispatch.intake.values import Answers

NO_WINDOW = {"van": "", "tot": ""}
LINES = "bonnummer;artikel;aantal;gewicht_g;volume_ml;temperatuur;leeftijdscontrole\n"


@pytest.mark.parametrize(
    "header",
    ["Ander afleveradres", "Afwijkend bezorgadres", "Alternatief adres", "Alternative delivery address"],
)
def test_another_address_to_deliver_to_wins_where_it_is_filled(tmp_path: Path, header: str) -> None:
    moved = order(tmp_path, {header: "Breestraat 92, 2311 CW Leiden"})
    assert "Breestraat 92" in (moved.address.line or moved.address.street)
    for answer in ("", "nee", "ja"):
        assert order(tmp_path, {header: answer}).address.street == "Rapenburg"


def test_a_further_address_is_a_doubt_and_an_address_of_a_machine_is_none(tmp_path: Path) -> None:
    further = read(tmp_path, table({"Adres buren": "Breestraat 92, 2311 CW Leiden"}))
    assert "COLUMN_UNUSED" in codes(further)
    machine = read(tmp_path, table({"IP-adres": "10.0.0.1", "E-mailadres": "a@example.org"}))
    assert "COLUMN_UNUSED" not in codes(machine)


@pytest.mark.parametrize(
    "header",
    [
        *("Leeftijdsgebonden product", "NIX18 artikel", "Contains age restricted items", "Requires ID"),
        *("18+ producten in mandje", "Identificatieplicht", "Sterke drank"),
    ],
)
def test_an_age_check_is_understood_although_it_speaks_of_products(tmp_path: Path, header: str) -> None:
    assert order(tmp_path, {header: "ja", "leeftijdscontrole": ""}).age_check


@pytest.mark.parametrize("header", ["Age verified", "Alc.", "Drank met alcohol erin", "Artikel 18 jaar"])
def test_what_looks_like_an_age_check_is_told(tmp_path: Path, header: str) -> None:
    assert "COLUMN_UNUSED" in codes(read(tmp_path, table({header: "ja"})))


@pytest.mark.parametrize("header", ["Omzet alcohol", "Bedrag 18+", "Alcohol prijs"])
def test_money_is_no_age_check(tmp_path: Path, header: str) -> None:
    assert "COLUMN_UNUSED" not in codes(read(tmp_path, table({header: "12,50"})))


@pytest.mark.parametrize("header", ["Ronde", "Blok", "Shift", "Kolom 7"])
def test_a_window_is_known_by_its_cells(tmp_path: Path, header: str) -> None:
    rows = [{**NO_WINDOW, header: "18:00-20:00"}, {**NO_WINDOW, header: "17-19u"}]
    silent = [name for name in GOOD if name not in {"van", "tot"}]
    told = read(tmp_path, table(*rows, columns=[*silent, header]))
    assert "COLUMN_UNUSED" in codes(told)
    assert "COLUMN_UNUSED" not in codes(read(tmp_path, table({header: "18:00-20:00"})))


def test_a_requested_time_is_a_window_and_no_time_of_purchase(tmp_path: Path) -> None:
    found = order(tmp_path, {**NO_WINDOW, "Requested time": "18:00-20:00"})
    assert found.window is not None
    assert found.purchased_at == 14 * 3600 + 300


@pytest.mark.parametrize(
    ("texts", "column"),
    [
        (["18:00-20:00", "17u-19u", "5pm to 7pm"], "window"),
        (["21-11-2026", "22-11-2026"], ""),
        (["1-2", "3-4"], ""),
        (["12", "13"], ""),
        (["0612345678", "+31 6 12345678"], "phone"),
        (["8712345678906"], ""),
        (["Breestraat 92, 2311 CW Leiden"], "address"),
        (["bel 2x aan"], ""),
        ([], ""),
    ],
)
def test_cells_look_like_what_they_are(texts: list[str], column: str) -> None:
    assert looks_by_cells(texts) == column


@pytest.mark.parametrize(
    "state", ["On hold", "concept", "Draft", "niet betaald", "Pending payment", "retour"]
)
def test_a_state_that_leaves_delivery_open_is_told(tmp_path: Path, state: str) -> None:
    assert codes(read(tmp_path, table({"status": state}))) == ["STATE_DOUBTFUL"]
    assert not Answers.of([state], [], []).is_doubtful(state)


@pytest.mark.parametrize("state", ["betaald", "voltooid", "completed", "open", ""])
def test_a_plain_state_is_not_told(tmp_path: Path, state: str) -> None:
    assert codes(read(tmp_path, table({"status": state}))) == []


@pytest.mark.parametrize("header", ["Verwijderd", "Is geannuleerd", "Order geannuleerd?", "Void"])
def test_more_columns_say_that_an_order_is_off(tmp_path: Path, header: str) -> None:
    assert read(tmp_path, table({header: "ja"})).not_flagged == 1
    assert read(tmp_path, table({header: "nee"})).not_flagged == 0


def test_units_stand_in_headers(tmp_path: Path) -> None:
    lines = "bonnummer;artikel;aantal;gewicht (kg);inhoud (l);temperatuur\n1001;Melk;2;1,035;1;koel\n"
    found = order(tmp_path, {}, lines=lines)
    assert (found.grams, found.chilled_crates) == (2070, 1)
    columns = ["Gewicht (g)" if name == "gewicht_kg" else name for name in GOOD]
    heavy = read(tmp_path, table({"Gewicht (g)": "12500"}, columns=columns))
    assert heavy.orders[0].grams == 12_500


def test_grams_with_decimals_are_a_doubt(tmp_path: Path) -> None:
    for text, told in (("1,5", True), ("0.75", True), ("330,5", False), ("12,00", False), ("12", False)):
        intake = read(tmp_path, table({}), lines=f"{LINES}1001;Appels;2;{text};1000;gewoon;nee\n")
        assert ("LINES_UNIT_GUESSED" in codes(intake)) is told, text


def test_what_is_cold_stays_cold_without_a_size(tmp_path: Path) -> None:
    found = order(tmp_path, {"temperatuur": "", "kratten": "2"}, lines=f"{LINES}1001;Vla;2;;;koel;nee\n")
    assert (found.crates, found.chilled_crates) == (2, 1)


@pytest.mark.parametrize("header", ["leeftijdsgebonden product?", "koelproduct", "brutogewicht totaal"])
def test_a_column_of_lines_that_looks_like_ours_is_told(tmp_path: Path, header: str) -> None:
    lines = f"bonnummer;artikel;aantal;volume_ml;{header}\n1001;Bier;2;500;ja\n"
    assert "COLUMN_UNUSED" in codes(read(tmp_path, table({}), lines=lines))
    assert "COLUMN_UNUSED" not in codes(read(tmp_path, table({}), lines=lines.replace(";ja", ";")))


def test_a_count_below_the_table_is_no_receipt(tmp_path: Path) -> None:
    assert read(tmp_path, table({}) + "1 bon\r\n").rows == 1
    assert rejected(tmp_path, {"bonnummer": ""}).issues[0].code == "RECEIPT_MISSING"


@pytest.mark.parametrize("header", ["Wanneer", "Verzenddatum", "Ship date", "Dag"])
def test_dates_that_lie_ahead_look_like_the_day_of_delivery(tmp_path: Path, header: str) -> None:
    assert "COLUMN_UNUSED" in codes(read(tmp_path, table({header: "22-11-2026"}, {header: "21-11-2026"})))
    assert "COLUMN_UNUSED" not in codes(read(tmp_path, table({header: "21-11-2026"}, {header: "20-11-2026"})))
    assert "COLUMN_UNUSED" not in codes(read(tmp_path, table({f"Factuur {header}": "22-11-2026"})))


@pytest.mark.parametrize(
    ("text", "planned"),
    [
        *(("zaterdag", True), ("Sat", True), ("vandaag", True), ("z.s.m.", True), ("asap", True)),
        *(("zondag", False), ("maandag", False), ("morgen", False), ("tomorrow", False), ("ooit", False)),
    ],
)
def test_a_day_of_delivery_may_be_a_word(tmp_path: Path, text: str, planned: bool) -> None:
    intake = read(tmp_path, table({"bezorgdatum": text}))
    assert bool(intake.orders) is planned
