from datetime import date
from pathlib import Path

import pytest
from said import english
from till import DAY, GOOD, STORE, codes, left, order, read, rejected, table

from dispatch.config import Area, Hours, IntakeSection, Promise, Store
from dispatch.config.sections import DayHours
from dispatch.errors import ConfigError, InputError, ResourceError
from dispatch.intake import day_of_export, read_export
from dispatch.model import Address, Severity, Temperature, TimeWindow
from dispatch.words import words

SIX, EIGHT = 18 * 3600, 20 * 3600


def test_a_good_row_becomes_an_order(tmp_path: Path) -> None:
    found = order(tmp_path, {"kassa": "3", "opmerking": "3e verdieping"})
    assert (found.receipt_id, found.row) == ("1001", 2)
    assert found.purchased_at == 14 * 3600 + 5 * 60
    assert (found.name, found.phone) == ("Q. Kanarie", "06-66001234")
    assert found.address == Address("Rapenburg", "73", "", "2311 GJ", "Leiden")
    assert (found.crates, found.chilled_crates, found.frozen_crates, found.bags) == (2, 1, 0, 0)
    assert found.grams == 12_500
    assert found.temperatures == (Temperature.AMBIENT, Temperature.CHILLED)
    assert found.window == TimeWindow(SIX, EIGHT)
    assert found.total_cents == 5410
    assert not found.age_check
    assert found.notes == "3e verdieping"
    assert found.extra == (("kassa", "3"),)


def test_rows_are_accounted_for(tmp_path: Path) -> None:
    intake = read(
        tmp_path,
        table({}, {"thuisbezorging": "nee"}, {"kratten": "-1"}, {"thuisbezorging": ""}, {"van": "x"}),
    )
    assert (intake.rows, intake.not_flagged, len(intake.orders), len(intake.rejected)) == (5, 2, 1, 2)
    assert [row.row for row in intake.rejected] == [4, 6]
    assert intake.cells["1001"][0] == ("bonnummer", "1001")


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_any_delimiter_and_encoding(tmp_path: Path, delimiter: str, encoding: str) -> None:
    row = {"naam": "Zoë Müller", "gewicht_kg": "12.5", "bedrag": "54.10"}
    intake = read(tmp_path, table(row, delimiter=delimiter).encode(encoding))
    assert intake.orders[0].name == "Zoë Müller"
    assert intake.orders[0].grams == 12_500


def test_english_headers_in_any_dress(tmp_path: Path) -> None:
    headers = (
        "Receipt ID,PURCHASED_AT,home delivery,Name,Phone number,Street,House Number,Addition,Post code,City,"
        "Crates,Bags,Weight (kg),Temperature,Age check,Window from,Window-to,"
        "Service minutes,Total EUR,Notes\n"
    )
    row = (
        "7,2026-11-21T14:05,yes,A,,Breestraat,50,,2311CS,Leiden,3,1,20.5,chilled+frozen,no,18:00,20:00,"
        "4.5,60.00,x\n"
    )
    found = read(tmp_path, headers + row).orders[0]
    assert found.service_seconds == 270
    # no ambient goods, so of three crates one is frozen and the rest chilled
    assert (found.crates, found.chilled_crates, found.frozen_crates) == (3, 2, 1)


def test_headers_of_this_store(tmp_path: Path) -> None:
    text = table({}).replace("naam", "Wie?", 1)
    with pytest.raises(InputError, match=r"no column name \(naam\)"):
        read(tmp_path, text)
    section = IntakeSection(columns={"wie": "name"})
    assert read(tmp_path, text, section=section).orders[0].name == "Q. Kanarie"


def test_a_header_mapped_to_nothing_we_know(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="did you mean 'postcode'"):
        read(tmp_path, table({}), section=IntakeSection(columns={"pc": "postkode"}))


def test_a_mapped_header_wins_over_a_known_one(tmp_path: Path) -> None:
    section = IntakeSection(columns={"ontvanger": "name"})
    found = order(tmp_path, {"ontvanger": "P. Ara"}, section=section)
    assert found.name == "P. Ara"
    assert found.extra == (("naam", "Q. Kanarie"),)


def test_the_header_may_stand_below_a_title(tmp_path: Path) -> None:
    intake = read(tmp_path, "Export kassa;21-11-2026\r\n\r\n" + table({}))
    assert intake.orders[0].row == 4


def test_exports_put_behind_each_other_repeat_the_header(tmp_path: Path) -> None:
    intake = read(tmp_path, table({}) + table({"bonnummer": "2001"}))
    assert [found.row for found in intake.orders] == [2, 4]
    assert intake.rows == 2


def test_row_numbers_are_those_of_a_spreadsheet(tmp_path: Path) -> None:
    intake = read(tmp_path, table({"opmerking": '"bel\nen wacht"'}, {"kratten": "veel"}))
    assert intake.orders[0].notes == "bel / en wacht"
    assert intake.rejected[0].row == 3


@pytest.mark.parametrize(
    ("changes", "code", "field"),
    [
        ({"bonnummer": ""}, "RECEIPT_MISSING", "bonnummer"),
        ({"bonnummer": "2,61E+09"}, "RECEIPT_MANGLED", "bonnummer"),
        ({"bonnummer": "9" * 65}, "RECEIPT_TOO_LONG", "bonnummer"),
        ({"naam": ""}, "NAME_MISSING", "naam"),
        ({"thuisbezorging": "later"}, "DELIVERY_UNCLEAR", "thuisbezorging"),
        ({"tijdstip": ""}, "TIME_MISSING", "tijdstip"),
        ({"tijdstip": "kwart voor twee"}, "TIME_INVALID", "tijdstip"),
        ({"tijdstip": "20-11-2026 14:05"}, "DATE_OTHER_DAY", "tijdstip"),
        ({"tijdstip": "21:30"}, "AFTER_CLOSING", "tijdstip"),
        ({"straat": "", "postcode": ""}, "ADDRESS_INCOMPLETE", "straat"),
        ({"huisnummer": ""}, "ADDRESS_INCOMPLETE", "straat"),
        ({"postcode": "", "plaats": ""}, "ADDRESS_INCOMPLETE", "straat"),
        ({"huisnummer": "3-jan"}, "SPREADSHEET_DATE", "huisnummer"),
        ({"huisnummer": "01-03-2026"}, "SPREADSHEET_DATE", "huisnummer"),
        ({"kratten": "-2"}, "AMOUNT_NEGATIVE", "kratten"),
        ({"kratten": "twee"}, "AMOUNT_INVALID", "kratten"),
        ({"tassen": "501"}, "AMOUNT_TOO_LARGE", "tassen"),
        ({"gewicht_kg": "12.500,00"}, "AMOUNT_TOO_LARGE", "gewicht_kg"),
        ({"bedrag": "gratis"}, "AMOUNT_INVALID", "bedrag"),
        ({"temperatuur": "lauw"}, "TEMPERATURE_UNKNOWN", "temperatuur"),
        ({"van": "zes uur"}, "WINDOW_INVALID", "van"),
        ({"van": "20:00", "tot": "18:00"}, "WINDOW_REVERSED", "tot"),
        ({"van": "09:00", "tot": "12:00"}, "WINDOW_OUTSIDE_HOURS", "van"),
        ({"van": "13:00", "tot": "14:00"}, "WINDOW_PAST", "tot"),
        # bought at 14:05, packed at 14:25
        ({"van": "13:00", "tot": "14:20"}, "WINDOW_TOO_SOON", "tot"),
    ],
)
def test_each_mistake_has_its_code(tmp_path: Path, changes: dict[str, str], code: str, field: str) -> None:
    found = rejected(tmp_path, changes)
    issue = found.issues[0]
    assert (issue.code, issue.field, issue.row, issue.severity) == (code, field, 2, Severity.ERROR)
    assert words("en").issue(issue).hint
    assert dict(found.cells)["opmerking"] == ""


def test_one_row_tells_all_its_mistakes(tmp_path: Path) -> None:
    found = rejected(tmp_path, {"kratten": "-1", "naam": "", "van": "x", "temperatuur": "lauw"})
    assert sorted(codes(found)) == [
        "AMOUNT_NEGATIVE",
        "NAME_MISSING",
        "TEMPERATURE_UNKNOWN",
        "WINDOW_INVALID",
    ]


def test_no_issue_tells_who_the_customer_is(tmp_path: Path) -> None:
    secret = {
        "naam": "Canarius",
        "telefoon": "6E+08",
        "straat": "Vogelweg",
        "postcode": "9 XX",
        "opmerking": "Sst",
    }
    broken = {**secret, "huisnummer": "3-jan", "toevoeging": "4-feb", "lat": "vogel", "lon": "kooi"}
    intake = read(tmp_path, table(broken, {**secret, "naam": ""}, {**secret, "kratten": "x"}))
    told = repr([row.issues for row in intake.rejected]) + repr(intake.issues)
    for word in ("Canarius", "Vogelweg", "9 XX", "6E+08", "Sst", "vogel", "kooi", "jan"):
        assert word not in told


def test_the_stores_rules(tmp_path: Path) -> None:
    promise = Promise.model_validate({"cut_off": "14:00", "minimum_basket": 60})
    assert sorted(codes(rejected(tmp_path, {}, promise=promise))) == [
        "AFTER_CUT_OFF",
        "BELOW_MINIMUM",
    ]
    fine = {"tijdstip": "14:00", "bedrag": "60", "postcode": "2321AB"}
    assert order(tmp_path, fine, promise=promise).total_cents == 6000


def test_a_basket_of_unknown_value_is_not_below_the_minimum(tmp_path: Path) -> None:
    assert order(tmp_path, {"bedrag": ""}, promise=Promise(minimum_basket=60)).total_cents is None


@pytest.mark.parametrize("postcode", ["2311GJ", "2311", "23l1 GJ", "231O gj"])
def test_a_postcode_that_can_be_read_is_no_matter(tmp_path: Path, postcode: str) -> None:
    assert read(tmp_path, table({"postcode": postcode})).issues == ()


def test_whether_a_door_is_served_is_for_its_place_to_say(tmp_path: Path) -> None:
    # Two digits swapped would look like another town; the register may still find the door.
    intake = read(tmp_path, table({"postcode": "2131 GJ"}), promise=Promise(area=Area(postcodes=("2311",))))
    assert len(intake.orders) == 1


def test_hours_of_a_weekday_that_differs(tmp_path: Path) -> None:
    store = STORE.model_copy(update={"days": {"sat": DayHours(delivery=Hours(10 * 3600, 12 * 3600))}})
    assert codes(rejected(tmp_path, {}, store=store)) == ["WINDOW_OUTSIDE_HOURS"]
    closed = Store.model_validate({**STORE.model_dump(), "days": {"sat": {"closed": True}}})
    assert codes(rejected(tmp_path, {}, store=closed)) == ["NO_DELIVERY_TODAY"]


@pytest.mark.parametrize(
    ("ends", "window"),
    [
        (("18:00", ""), TimeWindow(SIX, 21 * 3600)),
        (("", "20:00"), TimeWindow(13 * 3600, EIGHT)),
        (("", ""), None),
        (("00:00", "00:00"), None),
        (("18.00", "20u00"), TimeWindow(SIX, EIGHT)),
        (("2026-11-21T18:00:00", "2026-11-21T20:00:00"), TimeWindow(SIX, EIGHT)),
        (("18:00", "18:00"), TimeWindow(SIX, SIX)),
        (("18:00", "23:00"), TimeWindow(SIX, 21 * 3600)),
    ],
)
def test_windows(tmp_path: Path, ends: tuple[str, str], window: TimeWindow | None) -> None:
    assert order(tmp_path, {"van": ends[0], "tot": ends[1]}).window == window


def test_the_window_in_one_cell(tmp_path: Path) -> None:
    columns = [name for name in GOOD if name not in {"van", "tot"}] + ["Tijdvak"]
    intake = read(tmp_path, table({"Tijdvak": "18:00 - 20:00"}, {"Tijdvak": "later"}, columns=columns))
    assert intake.orders[0].window == TimeWindow(SIX, EIGHT)
    assert codes(intake.rejected[0]) == ["WINDOW_INVALID"]


def test_date_and_time_in_two_columns(tmp_path: Path) -> None:
    columns = ["datum", "tijd", *(name for name in GOOD if name != "tijdstip")]
    row = {"datum": "21-11-2026", "tijd": "14:05"}
    assert read(tmp_path, table(row, columns=columns)).orders[0].purchased_at == 14 * 3600 + 300


def test_a_date_beside_a_time(tmp_path: Path) -> None:
    row = {"tijdstip": "14:05", "datum": "20-11-2026"}
    assert codes(rejected(tmp_path, row)) == ["DATE_OTHER_DAY"]
    assert order(tmp_path, {**row, "tijdstip": "21-11-2026 14:05"}).purchased_at == 14 * 3600 + 300


@pytest.mark.parametrize(
    ("changes", "address"),
    [
        ({"straat": "Breestraat 50", "huisnummer": ""}, ("Breestraat", "50", "")),
        ({"straat": "Julianastraat 74 A", "huisnummer": ""}, ("Julianastraat", "74", "A")),
        ({"straat": "2e Binnenvestgracht 9-B", "huisnummer": "9-B"}, ("2e Binnenvestgracht 9-B", "9-B", "")),
        ({"huisnummer": "73.0"}, ("Rapenburg", "73", "")),
        ({"straat": "", "huisnummer": "73", "plaats": ""}, ("", "73", "")),
    ],
)
def test_addresses_as_tills_write_them(
    tmp_path: Path, changes: dict[str, str], address: tuple[str, ...]
) -> None:
    found = order(tmp_path, changes).address
    assert (found.street, found.house_number, found.addition) == address


def test_the_address_in_one_cell(tmp_path: Path) -> None:
    columns = [
        name for name in GOOD if name not in {"straat", "huisnummer", "toevoeging", "postcode", "plaats"}
    ]
    text = table({"adres": "Rapenburg 73, 2311 GJ Leiden"}, columns=[*columns, "adres"])
    assert read(tmp_path, text).orders[0].address == Address(line="Rapenburg 73, 2311 GJ Leiden")


@pytest.mark.parametrize(
    ("adres", "address"),
    [
        ("Rapenburg 73", Address("Rapenburg", "73", "", "2311 GJ", "Leiden")),
        ("Julianastraat 74a", Address("Julianastraat", "74", "a", "2311 GJ", "Leiden")),
        (
            "Rapenburg 73 / 2e deur, achterom",
            Address(line="Rapenburg 73 / 2e deur, achterom, 2311 GJ Leiden"),
        ),
    ],
)
def test_street_and_number_in_one_cell_beside_postcode_and_city(
    tmp_path: Path, adres: str, address: Address
) -> None:
    columns = [name for name in GOOD if name not in {"straat", "huisnummer", "toevoeging"}]
    found = read(tmp_path, table({"adres": adres}, columns=["adres", *columns])).orders[0]
    assert found.address == address


def test_a_position_is_used_as_it_is(tmp_path: Path) -> None:
    found = order(
        tmp_path, {"lat": "52,1569", "lon": "4,4855", "straat": "", "postcode": "", "huisnummer": ""}
    )
    assert found.given_position == (52.1569, 4.4855)


@pytest.mark.parametrize(
    ("lat", "lon"), [("4,4855", "52,1569"), ("52.163.689", "4.492.142"), ("52,1", ""), ("0", "0"), ("x", "y")]
)
def test_a_position_that_cannot_be_right_is_left_out(tmp_path: Path, lat: str, lon: str) -> None:
    intake = read(tmp_path, table({"lat": lat, "lon": lon}))
    assert intake.orders[0].given_position is None
    assert codes(intake) == ["POSITION_INVALID"]


@pytest.mark.parametrize(
    ("changes", "load"),
    [
        # crates, bags, grams, chilled, frozen; unknown weight counts as full crates of 15 kg
        ({"kratten": "", "gewicht_kg": "", "temperatuur": ""}, (1, 0, 15_000, 0, 0)),
        ({"kratten": "0", "tassen": "3", "gewicht_kg": "", "temperatuur": ""}, (0, 3, 15_000, 0, 0)),
        ({"kratten": "2,0", "temperatuur": "gewoon"}, (2, 0, 12_500, 0, 0)),
        ({"kratten": "1,5", "temperatuur": "gewoon"}, (2, 0, 12_500, 0, 0)),
        ({"kratten": "3", "temperatuur": "vries"}, (3, 0, 12_500, 0, 3)),
        ({"kratten": "3", "temperatuur": "gewoon+koel+vries"}, (3, 0, 12_500, 1, 1)),
        ({"kratten": "1", "temperatuur": "koel+vries"}, (2, 0, 12_500, 1, 1)),
        ({"kratten": "1", "temperatuur": "gewoon+koel"}, (1, 0, 12_500, 1, 0)),
    ],
)
def test_loads(tmp_path: Path, changes: dict[str, str], load: tuple[int, ...]) -> None:
    found = order(tmp_path, changes)
    assert (found.crates, found.bags, found.grams, found.chilled_crates, found.frozen_crates) == load


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"kratten": "0"}, "NOTHING_TO_DELIVER"),
        ({"gewicht_kg": "1250"}, "WEIGHT_DOUBTFUL"),
        ({"leeftijdscontrole": "?"}, "AGE_CHECK_UNCLEAR"),
        ({"postcode": "23 AB"}, "POSTCODE_INVALID"),
        ({"telefoon": "6,66E+08"}, "PHONE_MANGLED"),
        ({"opmerking": "x" * 1001}, "TEXT_TOO_LONG"),
        ({"naam": "Q\x07 Kanarie"}, "CONTROL_CHARACTERS"),
        ({"tijdstip": "07:55"}, "BEFORE_OPENING"),
        ({"kratten": "1,5"}, "AMOUNT_ROUNDED"),
        ({"van": "20:00", "tot": "23:00"}, "WINDOW_NARROWED"),
    ],
)
def test_doubts_are_planned_and_told(tmp_path: Path, changes: dict[str, str], code: str) -> None:
    intake = read(tmp_path, table(changes))
    assert codes(intake) == [code]
    assert intake.issues[0].receipt_id == "1001"


def test_an_unclear_age_check_is_one(tmp_path: Path) -> None:
    assert order(tmp_path, {"leeftijdscontrole": "?"}).age_check


def test_the_same_row_twice_is_planned_once(tmp_path: Path) -> None:
    intake = read(tmp_path, table({}, {"bonnummer": "1001"}))
    assert [found.row for found in intake.orders] == [2]
    assert codes(left(intake)[0]) == ["RECEIPT_REPEATED"]
    assert "row 2" in english(left(intake)[0].issues[0])


def test_one_number_for_two_receipts_is_told_apart(tmp_path: Path) -> None:
    intake = read(tmp_path, table({}, {"bonnummer": "1001", "huisnummer": "28"}))
    assert codes(left(intake)[0]) == ["RECEIPT_CONFLICT"]


def test_the_first_row_that_can_be_planned_counts(tmp_path: Path) -> None:
    intake = read(tmp_path, table({"kratten": "-1"}, {"bonnummer": "1001"}))
    assert [found.row for found in intake.orders] == [3]
    assert codes(intake.rejected[0]) == ["AMOUNT_NEGATIVE"]


def test_a_delivery_that_another_row_contradicts(tmp_path: Path) -> None:
    intake = read(tmp_path, table({}, {"bonnummer": "1001", "thuisbezorging": "nee"}))
    assert len(intake.orders) == 1
    assert codes(intake) == ["FLAG_CONTRADICTED"]


def test_a_quote_that_never_closes(tmp_path: Path) -> None:
    intake = read(tmp_path, table({"naam": '"Q. Kanarie'}, {}, {}))
    assert [found.receipt_id for found in intake.orders] == ["1001", "1002", "1003"]
    assert intake.orders[0].name == '"Q. Kanarie'
    assert codes(intake) == ["QUOTE_UNCLOSED"]


def test_a_row_that_has_shifted_is_not_believed(tmp_path: Path) -> None:
    columns = [*(name for name in GOOD if name != "opmerking")]
    intake = read(tmp_path, table({"naam": "Kanarie; Q."}, {}, {}, columns=columns))
    assert codes(intake.rejected[0]) == ["ROW_TOO_LONG"]
    assert len(intake.orders) == 2


def test_a_shifted_row_whose_flag_went_missing_is_not_passed_over(tmp_path: Path) -> None:
    columns = ["bonnummer", "naam", "telefoon", "thuisbezorging", *(set(GOOD) - {"opmerking"})]
    columns = list(dict.fromkeys(columns))
    intake = read(tmp_path, table({"naam": "Kanarie; Q.", "telefoon": ""}, {}, {}, columns=columns))
    assert (intake.not_flagged, codes(intake.rejected[0])) == (0, ["ROW_TOO_LONG"])


def test_a_note_with_the_delimiter_is_put_together(tmp_path: Path) -> None:
    intake = read(tmp_path, table({"opmerking": "bel 2x; hond"}, {}, {}))
    assert intake.orders[0].notes == "bel 2x; hond"
    assert codes(intake) == ["NOTE_JOINED"]


def test_rows_that_all_end_with_a_delimiter_have_not_shifted(tmp_path: Path) -> None:
    header, *rows = table({}, {"opmerking": "a"}, {}).splitlines()
    intake = read(tmp_path, "\n".join([header, *(row + ";" for row in rows)]) + "\n")
    assert len(intake.orders) == 3
    assert not intake.issues


def test_a_file_cut_off_in_a_row(tmp_path: Path) -> None:
    whole = table({}, {}).rstrip()
    intake = read(tmp_path, whole[: whole.rindex("Leiden")])
    assert len(intake.orders) == 1
    assert codes(intake.rejected[0]) == ["ROW_CUT_OFF"]
    cut = read(tmp_path, whole[: whole.rindex("21-11")])
    assert cut.not_flagged == 0
    assert codes(cut.rejected[0]) == ["ROW_CUT_OFF"]


def test_a_row_that_ends_before_the_flag(tmp_path: Path) -> None:
    intake = read(tmp_path, table({}).rstrip() + "\r\n1002;21-11\r\n" + table({"bonnummer": "1003"}))
    assert len(intake.orders) == 2
    assert codes(intake.rejected[0]) == ["ROW_TOO_SHORT"]


def test_a_till_that_leaves_out_empty_cells_at_the_end(tmp_path: Path) -> None:
    columns = [*(name for name in GOOD if name != "thuisbezorging"), "thuisbezorging"]
    quiet = table(*[{"thuisbezorging": ""}] * 8, columns=columns).replace(";;\r\n", "\r\n")
    intake = read(tmp_path, quiet + table({"bonnummer": "2001"}, columns=columns))
    assert (intake.rows, intake.not_flagged, len(intake.orders)) == (9, 8, 1)


def test_cells_that_lack_at_the_end_are_empty(tmp_path: Path) -> None:
    intake = read(tmp_path, table({}, {}).replace(";54,10;\r\n", ";54,10\r\n", 1))
    assert len(intake.orders) == 2


def test_two_columns_for_one_thing(tmp_path: Path) -> None:
    intake = read(tmp_path, table({"zip": "2312 AB"}))
    assert codes(intake) == ["COLUMN_REPEATED"]
    assert intake.orders[0].address.postcode == "2311 GJ"
    assert intake.orders[0].extra == (("zip", "2312 AB"),)


def test_columns_of_one_name_and_of_none_stay_apart(tmp_path: Path) -> None:
    text = "kassa;kassa;;" + table({}).replace("\r\n", "\r\n1;2;3;", 1)
    assert read(tmp_path, text).extra_columns == ("kassa", "kassa (2)", "column 3")


def test_mixed_encodings_are_told(tmp_path: Path) -> None:
    data = table({"naam": "Zoë"}).encode() + table({"naam": "Loïs", "bonnummer": "9"}).encode("cp1252")
    intake = read(tmp_path, data)
    assert [found.name for found in intake.orders] == ["Zoë", "Loïs"]
    assert codes(intake) == ["ENCODING_MIXED"]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"hallo\n", "no row of headers"),
        (b"a;b;c\n1;2;3\n", "no row of headers"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "old Excel"),
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"PK\x03\x04" + b"x" * 100, "not a workbook"),
        (bytes(1000), "zero bytes"),
        (
            b"bonnummer;naam\n1;x\n",
            "no column purchased_at .*; no column home_delivery .*; no column address",
        ),
    ],
)
def test_files_that_are_something_else(tmp_path: Path, content: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as caught:
        read(tmp_path, content)
    assert caught.value.hint
    assert "purchases.csv" in caught.value.message


def test_the_header_alone_is_a_day_without_purchases(tmp_path: Path) -> None:
    intake = read(tmp_path, table())
    assert (intake.rows, intake.orders) == (0, ())


def test_no_file_a_folder_a_pipe_and_a_file_too_large(tmp_path: Path) -> None:
    import os

    section = IntakeSection(max_mb=1)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "big").write_bytes(b"x" * 1_000_001)
    for name, says in (
        ("none", "no file"),
        (".", "folder"),
        ("pipe", "not a file"),
        ("big", "more than 1 MB"),
    ):
        with pytest.raises(InputError, match=says):
            read_export(tmp_path / name, section)


def test_a_drive_that_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import os

    def fail(*_: object, **__: object) -> int:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(os, "open", fail)
    with pytest.raises(ResourceError, match="Input/output error"):
        read_export(tmp_path / "p.csv", IntakeSection())


def test_the_day_that_most_timestamps_show(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    other = {"tijdstip": "20-11-2026 14:05"}
    unflagged = {**other, "thuisbezorging": "nee"}
    path.write_text(table({}, {}, other, unflagged, unflagged, {"tijdstip": "?"}))
    assert day_of_export(read_export(path, IntakeSection()), STORE) == DAY
    intake = read(tmp_path, path.read_bytes(), day=None)
    assert [codes(row) for row in intake.rejected] == [["DATE_OTHER_DAY"], ["TIME_INVALID"]]
    path.write_text(table({"tijdstip": "14:05"}))
    assert day_of_export(read_export(path, IntakeSection()), STORE) is None


def test_the_day_may_be_told(tmp_path: Path) -> None:
    intake = read(tmp_path, table({}), day=date(2026, 11, 22))
    assert codes(intake.rejected[0]) == ["DATE_OTHER_DAY"]


def test_more_deliveries_than_a_store_makes(tmp_path: Path) -> None:
    line = table({}).splitlines()[1]
    text = table({}) + (line + "\r\n") * 20_001
    with pytest.raises(InputError, match="20,000 rows"):
        read(tmp_path, text)


def test_a_file_name_with_escape_codes_is_shown_without(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read(tmp_path, b"x\n", name="a\x1b[31mb\n.csv")
    assert "\x1b" not in str(caught.value)
    assert "ab" in str(caught.value)


def test_spreadsheet_formulas_stay_text(tmp_path: Path) -> None:
    found = order(tmp_path, {"naam": "=HYPERLINK(1)", "opmerking": "'=1+1", "telefoon": "'+31666001234"})
    assert (found.name, found.notes, found.phone) == ("=HYPERLINK(1)", "=1+1", "+31666001234")


def test_a_sentence_below_the_table_is_no_row(tmp_path: Path) -> None:
    intake = read(tmp_path, table({}, {}) + "Aantal bonnen: 2\r\n")
    assert (intake.rows, len(intake.orders), intake.rejected) == (2, 2, ())


def test_a_header_that_is_repeated_in_capitals_is_no_row(tmp_path: Path) -> None:
    text = table({}) + table({"bonnummer": "7"}).replace(
        table({}).split("\r\n")[0], table({}).split("\r\n")[0].upper()
    )
    intake = read(tmp_path, text)
    assert ([order.receipt_id for order in intake.orders], intake.rows) == (["1001", "7"], 2)


def test_a_date_without_a_time_counts_from_the_opening_and_is_told(tmp_path: Path) -> None:
    intake = read(tmp_path, table({"tijdstip": "21-11-2026"}))
    assert intake.orders[0].purchased_at == STORE.opening.start
    assert codes(intake) == ["TIME_ASSUMED"]
