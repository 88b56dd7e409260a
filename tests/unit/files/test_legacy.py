import pytest

from dispatch.files.legacy import likeliest_encoding
from dispatch.files.records import DelimitedText
from dispatch.files.text import to_utf8

NAMES = "Zoë Müller;Crème brûlée;Loïs Çelik;François;Jörg Søndergård\n"


@pytest.mark.parametrize(
    ("codec", "name"),
    [
        ("cp1252", "Windows-1252"),
        ("latin-1", "Windows-1252"),  # the same letters
        ("cp850", "CP850"),
        ("mac_roman", "Macintosh"),
    ],
)
def test_encodings_of_one_byte_a_letter_are_told_apart(codec: str, name: str) -> None:
    read = to_utf8("x.csv", NAMES.encode(codec))
    assert read.data.decode() == NAMES
    assert read.encoding == name


@pytest.mark.parametrize("codec", ["cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("text", ["Zoë\n", "Café;Renée\n", "Sjaak's Crêperie\n"])
def test_few_letters_are_enough(codec: str, text: str) -> None:
    assert to_utf8("x.csv", text.encode(codec)).data.decode() == text


def test_the_euro_of_older_systems() -> None:
    assert to_utf8("x.csv", "€ 45,10\n".encode("iso8859-15")).data.decode() == "€ 45,10\n"
    assert to_utf8("x.csv", "€ 45,10\n".encode("cp1252")).data.decode() == "€ 45,10\n"


def test_text_that_was_encoded_twice() -> None:
    twice = NAMES.encode().decode("cp1252", "replace").encode()
    assert to_utf8("x.csv", "Zoë".encode().decode("latin-1").encode()).data.decode() == "Zoë"
    assert to_utf8("x.csv", twice).encoding == "UTF-8, twice"
    assert to_utf8("x.csv", "Ã la carte; café".encode()).data.decode() == "Ã la carte; café"


def test_a_file_that_dos_ended() -> None:
    assert to_utf8("x.csv", b"a;b\r\n\x1a").data == b"a;b\r\n"
    assert to_utf8("x.csv", b"a\x1ab\r\n\x1a\x1a\r\n").data == b"a\x1ab\r\n"


def test_quotation_marks_behind_a_backslash() -> None:
    text = DelimitedText("x.csv", b'1;"bel \\"2x\\" aan\nachterom"\n2;"C:\\map\\"\n')
    assert [record.cells for record in text.records(";", 2)] == [
        ["1", 'bel "2x" aan\nachterom'],
        ["2", "C:\\map\\"],
    ]


def test_quoted_cells_behind_a_space() -> None:
    text = DelimitedText("x.csv", b'1, "Breestraat 50, Leiden", ja\n')
    assert [record.cells for record in text.records(",", 3)] == [["1", "Breestraat 50, Leiden", " ja"]]


@pytest.mark.parametrize("text", ["N á n; N á n", "QÎ; QÓ; QÓ", "à 2 stuks, à 3 stuks", "Ð"])
def test_letters_that_only_windows_has_there_are_not_taken_for_signs_of_another(text: str) -> None:
    assert likeliest_encoding(text.encode("cp1252")) == "Windows-1252"
