"""An export of several stores: each reads its own rows, and nothing is passed over in silence."""

from pathlib import Path

import pytest
from said import english
from till import table

from dispatch.config import IntakeSection
from dispatch.errors import InputError
from dispatch.intake.export import read_export
from dispatch.model import Content

ROWS = (
    {"bonnummer": "1", "Filiaal": "Leiden"},
    {"bonnummer": "2", "Filiaal": "DORP"},
    {"bonnummer": "3", "Filiaal": ""},
    {"bonnummer": "4", "Filiaal": "leiden", "thuisbezorging": "nee"},
)


def export(tmp_path: Path, *rows: dict[str, str], store: str = ""):
    path = tmp_path / "kassa.csv"
    path.write_text(table(*rows), encoding="utf-8")
    return read_export(path, IntakeSection(store=store))


def codes(found) -> list[str]:
    return [str(issue.code) for issue in found.issues]


def test_a_store_reads_its_own_rows_and_counts_the_others(tmp_path: Path) -> None:
    found = export(tmp_path, *ROWS, store="Leiden")
    assert [found.receipt(record) for record in found.flagged] == ["1"]
    assert found.unflagged == ("4",)
    assert found.elsewhere.names == {"DORP": 1, "": 1}
    assert found.elsewhere.receipts == {"2", "3"}
    assert dict(found.contents.parts)[Content.OTHER_STORE] == 2
    assert found.contents.rows == 4


def test_a_row_of_no_store_is_told(tmp_path: Path) -> None:
    found = export(tmp_path, *ROWS, store="Leiden")
    assert codes(found) == ["STORE_UNTOLD"]
    assert english(found.issues[0]).startswith("1 row for delivery in kassa.csv does not say")


def test_rows_of_several_stores_without_a_word_of_which_are_told(tmp_path: Path) -> None:
    found = export(tmp_path, *ROWS)
    assert len(found.flagged) == 3
    assert codes(found) == ["STORES_TOGETHER"]
    assert '"DORP" and "Leiden"' in english(found.issues[0])


def test_one_store_by_whatever_spelling_is_no_doubt(tmp_path: Path) -> None:
    assert codes(export(tmp_path, ROWS[0], ROWS[3])) == []


def test_a_store_that_the_export_does_not_name_is_told(tmp_path: Path) -> None:
    found = export(tmp_path, *ROWS, store="Delft")
    assert codes(found) == ["STORE_ABSENT", "STORE_UNTOLD"]
    assert 'no row of the store "Delft"; it names "DORP" and "Leiden"' in english(found.issues[0])


def test_an_export_without_the_column_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="store"):
        export(tmp_path, {"bonnummer": "1"}, store="Leiden")
