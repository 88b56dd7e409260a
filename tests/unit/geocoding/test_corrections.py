import csv
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from till import excel

from dispatch.errors import DispatchError, InputError
from dispatch.geocoding import parse_address, read_corrections, save_correction
from dispatch.geocoding.corrections import COLUMNS, Correction, Corrections
from dispatch.model import Address, Confidence, Place
from dispatch.words import words

HEADER = ";".join(COLUMNS)


def book(tmp_path: Path, *rows: str, header: str = HEADER, encoding: str = "utf-8") -> Corrections:
    path = tmp_path / "addresses.csv"
    path.write_bytes("\n".join((header, *rows, "")).encode(encoding))
    corrections, issues = read_corrections(path)
    assert issues == ()
    return Corrections(corrections)


def at(corrections: Corrections, line: str) -> tuple[float, float] | None:
    place = corrections.locate(parse_address(Address(line=line))).place
    if place is None:
        return None
    assert (place.source, place.confidence) == ("correction", Confidence.EXACT)
    return place.point


CATALPA = "Annie M.G. Schmidtlaan;134;;2251 ZC;Voorschoten;52.127966;4.460149;;;;;;Catalpa"
HOFVLIET = "Hofvliet;10;A;2251 TK;Voorschoten;52.115233;4.446819;;;;;;"


@pytest.mark.parametrize(
    "typed",
    [
        "Annie M.G. Schmidtlaan 134, 2251 ZC Voorschoten",
        "2251zc 134",
        "annie mg schmidtln 134, Voorschoten",
        "Annie M.G. Schmidtlaan 134, 2251 ZC",
    ],
)
def test_an_entry_counts_by_postcode_or_by_street(tmp_path: Path, typed: str) -> None:
    assert at(book(tmp_path, CATALPA, HOFVLIET), typed) == (52.127966, 4.460149)


@pytest.mark.parametrize(
    "typed",
    [
        "Hofvliet 10, 2251 TK Voorschoten",  # another addition
        "Hofvliet 10B, 2251 TK Voorschoten",
        "Hofvliet 10A, Leiden",  # another town
        "Hofvliet 10A",  # no town
        "Hofvliet 10A, 2251 TL Voorschoten",  # another postcode
        "Dorpsstraat 10A, 2251 TK Voorschoten",  # another street
    ],
)
def test_an_entry_does_not_count_for_another_door(tmp_path: Path, typed: str) -> None:
    assert at(book(tmp_path, CATALPA, HOFVLIET), typed) is None


def test_the_later_entry_wins(tmp_path: Path) -> None:
    moved = HOFVLIET.replace("52.115233", "52.2").replace("Hofvliet;", ";")
    assert at(book(tmp_path, HOFVLIET, moved), "2251 TK 10A") == (52.2, 4.446819)
    assert at(book(tmp_path, moved, HOFVLIET), "2251 TK 10A") == (52.115233, 4.446819)


def test_an_entry_may_say_what_was_meant(tmp_path: Path) -> None:
    row = "Rapenbrug;70;hs;2311 EX;Leiden;52.157;4.485;Rapenburg;70;;2311 EZ;Leiden;"
    place = book(tmp_path, row).locate(parse_address(Address(line="Rapenbrug 70hs, 2311EX Leiden"))).place
    assert place is not None
    assert place.address == Address("Rapenburg", "70", "", "2311 EZ", "Leiden")


def test_an_entry_without_a_position_sends_on(tmp_path: Path) -> None:
    found = book(tmp_path, "Rapenbrug;70;;;Leiden;;;Rapenburg;70;;2311 EZ;Leiden;").find(
        parse_address(Address(line="Rapenbrug 70, Leiden"))
    )
    assert found is not None
    assert found.position is None
    assert found.use.one_line() == "Rapenburg 70, 2311 EZ Leiden"


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
def test_delimiters_are_found_out(tmp_path: Path, delimiter: str) -> None:
    corrections = book(tmp_path, CATALPA.replace(";", delimiter), header=HEADER.replace(";", delimiter))
    assert at(corrections, "2251 ZC 134") == (52.127966, 4.460149)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_encodings_are_found_out(tmp_path: Path, encoding: str) -> None:
    row = "Curaçaostraat;9;;2315 KD;Leiden;52.171;4.49;;;;;;café"
    corrections = book(tmp_path, row, encoding=encoding)
    assert at(corrections, "Curaçaostraat 9, Leiden") == (52.171, 4.49)


def test_dutch_headers_and_decimal_commas_are_understood(tmp_path: Path) -> None:
    header = "straat;huisnummer;toevoeging;postcode;plaats;lat;lon;opmerking"
    assert at(book(tmp_path, "Rapenburg;70;;2311 EZ;Leiden;52,157;4,485;", header=header), "2311 EZ 70")


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("Rapenburg;70;;2311 EZ;Leiden;52.1;oost;;;;;;", "no_numbers"),
        ("Rapenburg;70;;2311 EZ;Leiden;152.1;4.4;;;;;;", "off_world"),
        ("Rapenburg;70;;2311 EZ;Leiden;nan;4.4;;;;;;", "off_world"),
        ("Rapenburg;;;2311 EZ;Leiden;52.1;4.4;;;;;;", "no_address"),
        ("Rapenburg;70;;2311 EZ;Leiden;;;;;;;;", "says_nothing"),
        ("Rapenburg;70;;2311 EZ;Leiden;;;Rapenburg;;;;;", "use_incomplete"),
    ],
)
def test_a_useless_row_is_an_issue_and_the_others_count(tmp_path: Path, row: str, why: str) -> None:
    path = tmp_path / "addresses.csv"
    path.write_text(f"{HEADER}\n{row}\n{CATALPA}")
    corrections, (issue,) = read_corrections(path)
    assert [correction.row for correction in corrections] == [3]
    assert (issue.code, issue.row) == ("CORRECTION_UNUSABLE", 2)
    assert issue.about == why
    assert "Rapenburg" not in words("en").issue(issue).message


def test_a_file_that_is_not_there_yet_corrects_nothing(tmp_path: Path) -> None:
    assert read_corrections(tmp_path / "addresses.csv") == ((), ())


@pytest.mark.parametrize("text", ["", "name;phone\nx;y\n", "\0\0\0", "PK\x03\x04 zip"])
def test_another_kind_of_file_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "addresses.csv"
    path.write_text(text)
    with pytest.raises(InputError, match=r"^addresses\.csv "):
        read_corrections(path)


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="is a folder"):
        read_corrections(tmp_path)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=400), st.text(alphabet=f'{HEADER}1234567890.,;\t"\n\r\0é', max_size=400)))
@example(f'{HEADER}\n"open quote;1;;;;'.encode())
@example(f"{HEADER}\r{CATALPA}\r".encode())
def test_any_bytes_are_read_or_refused_in_words(tmp_path: Path, data: bytes | str) -> None:
    path = tmp_path / "addresses.csv"
    for head in (b"", f"{HEADER}\n".encode()):
        path.write_bytes(head + (data if isinstance(data, bytes) else data.encode()))
        try:
            corrections, _ = read_corrections(path)
        except DispatchError:
            continue
        else:
            Corrections(corrections).locate(Address("Rapenburg", "70", "", "2311 EZ", "Leiden"))


RAPENBURG = Address("Rapenburg", "70", "HS", "2311 EZ", "Leiden")
TYPED = Address(line="Rapenbrug 70 huis, 2311ez Leiden")


def saved(path: Path, note: str = "") -> Corrections:
    save_correction(path, TYPED, Place(52.157, 4.485, "gazetteer", Confidence.LIKELY, RAPENBURG), note)
    corrections, issues = read_corrections(path)
    assert issues == ()
    return Corrections(corrections)


def test_what_is_saved_counts_at_once(tmp_path: Path) -> None:
    path = tmp_path / "store" / "addresses.csv"
    assert at(saved(path), "Rapenbrug 70 huis, 2311ez Leiden") == (52.157, 4.485)
    assert path.read_text().splitlines()[0] == HEADER
    # house numbers and places of customers: for the owner and the group, as the umask says
    assert not path.stat().st_mode & stat.S_IXUSR


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_saving_keeps_the_form_of_the_file(tmp_path: Path, end: str) -> None:
    path = tmp_path / "addresses.csv"
    old = f"postcode,street,house_number,lat,lon,note\n2251 ZC,Schmidtlaan,134,52.1,4.4,caf\xe9{end}".encode(
        "cp1252"
    )
    path.write_bytes(old)
    corrections = saved(path, note="=HYPERLINK()")
    assert path.read_bytes().startswith(old)
    rows = list(csv.DictReader(path.read_text(encoding="cp1252").splitlines()))
    assert len(rows) == 2
    assert rows[1]["note"] == "'=HYPERLINK()"
    assert at(corrections, "2251 ZC 134") == (52.1, 4.4)


def test_an_unrecognisable_address_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="cannot be remembered"):
        save_correction(
            tmp_path / "a.csv", Address(line="Leiden"), Place(52.1, 4.4, "given", Confidence.EXACT, RAPENBURG)
        )
    assert not (tmp_path / "a.csv").exists()


def test_nothing_is_appended_to_another_kind_of_file(tmp_path: Path) -> None:
    path = tmp_path / "purchases.csv"
    for text in ("bonnummer;naam\n1;x\n", "straat;huisnummer\nRapenburg;70\n"):
        path.write_text(text)
        with pytest.raises(InputError, match=r"^purchases\.csv "):
            saved(path)
        assert path.read_text() == text


def test_two_entries_by_street_and_by_postcode_do_not_hide_each_other() -> None:
    by_street = Address("Rapenburg", "70", "", "", "Leiden")
    by_postcode = Address("", "70", "", "2311 EZ", "")
    corrections = Corrections(
        [
            Correction(by_street, by_street, (52.1, 4.4), 2),
            Correction(by_postcode, by_postcode, (52.2, 4.4), 3),
        ]
    )
    assert at(corrections, "Rapenburg 70, Leiden") == (52.1, 4.4)
    assert at(corrections, "2311 EZ 70") == (52.2, 4.4)


@pytest.mark.parametrize(
    ("encoding", "before", "delimiter"),
    [
        ("utf-16", "", ";"),
        ("utf-8-sig", "sep=|\r\n", "|"),
        ("utf-8", "Adressen\r\n\r\n", ","),
        ("utf-8", "", "\t"),
    ],
)
def test_saving_keeps_any_form_of_text(tmp_path: Path, encoding: str, before: str, delimiter: str) -> None:
    path = tmp_path / "addresses.csv"
    header = delimiter.join(("postcode", "straat", "huisnummer", "toevoeging", "lat", "lon", "opmerking"))
    row = delimiter.join(("2251 ZC", "Schmidtlaan", "134", "", "52.1", "4.4", "café"))
    old = f"{before}{header}\r\n{row}\r\n".encode(encoding)
    path.write_bytes(old)
    corrections = saved(path, note="a;=b é")
    assert path.read_bytes().startswith(old)
    assert len(corrections) == 2
    assert at(corrections, "2251 ZC 134") == (52.1, 4.4)
    assert at(corrections, "Rapenbrug 70 huis, 2311ez Leiden") == (52.157, 4.485)


def test_nothing_is_added_to_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "addresses.xlsx"
    old = excel([list(COLUMNS), CATALPA.split(";")])
    path.write_bytes(old)
    with pytest.raises(InputError, match="is a workbook"):
        saved(path)
    assert path.read_bytes() == old


@pytest.mark.parametrize("encoding", ["cp850", "mac_roman", "cp1252", "utf-8", "twice"])
def test_a_list_in_an_older_encoding_is_read_again_after_saving(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "addresses.csv"
    row = "Zoëstraat;9;;2315 KD;Leiden;52.171;4.49;;;;;;café één coördinatie"
    text = f"{HEADER}\n{row}\n"
    path.write_bytes(
        text.encode().decode("cp1252").encode() if encoding == "twice" else text.encode(encoding)
    )
    save_correction(path, TYPED, Place(52.157, 4.485, "gazetteer", Confidence.LIKELY, RAPENBURG), "é")
    corrections = Corrections(read_corrections(path)[0])
    assert at(corrections, "Zoëstraat 9, Leiden") == (52.171, 4.49)
    assert at(corrections, "Rapenbrug 70 huis, 2311ez Leiden") == (52.157, 4.485)


def test_a_list_that_is_a_link_stays_one(tmp_path: Path) -> None:
    path = tmp_path / "addresses.csv"
    path.symlink_to(tmp_path / "shared.csv")
    (tmp_path / "shared.csv").write_text(f"{HEADER}\n{CATALPA}\n")
    assert len(saved(path)) == 2
    assert path.is_symlink()
    assert len((tmp_path / "shared.csv").read_text().splitlines()) == 3
