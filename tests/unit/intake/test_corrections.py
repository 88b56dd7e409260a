from pathlib import Path

import pytest
from till import GOOD, codes, left, read, table

from dispatch.errors import InputError
from dispatch.model import Intake, Rejected

OURS = ["receipt_id", "row", "code", "field", "message", "hint", "suggestion"]


def rejected_csv(rows: tuple[Rejected, ...], **changes: str) -> str:
    """Write rejected.csv as the program does, with the till's cells changed as a dispatcher would."""
    headers = [header for header, _ in rows[0].cells]
    lines = [",".join([*OURS, *headers])]
    for row in rows:
        cells = {**dict(row.cells), **changes}
        own = (row.receipt_id, str(row.row), "CODE", "field", "message", "hint", "")
        lines.append(",".join(f'"{text}"' for text in (*own, *(cells[header] for header in headers))))
    return "\r\n".join(lines) + "\r\n"


def again(folder: Path, text: str, first: Intake, **changes: str) -> Intake:
    return read(folder, text, corrections=rejected_csv(left(first), **changes))


def test_a_corrected_row_replaces_the_tills(tmp_path: Path) -> None:
    text = table({}, {"kratten": "-2"}, {})
    second = again(tmp_path, text, read(tmp_path, text), kratten="2")
    assert [found.receipt_id for found in second.orders] == ["1001", "1002", "1003"]
    assert second.orders[1].row == 3
    assert second.rows == 3
    assert codes(second) == ["CORRECTED"]


def test_a_row_without_a_number_is_found_by_its_place(tmp_path: Path) -> None:
    text = table({"bonnummer": ""}, {"bonnummer": ""})
    first = read(tmp_path, text)
    fixed = rejected_csv(first.rejected[1:], bonnummer="2001")
    second = read(tmp_path, text, corrections=fixed)
    assert [(found.receipt_id, found.row) for found in second.orders] == [("2001", 3)]
    assert [row.row for row in second.rejected] == [2]


def test_of_two_rows_with_one_number_the_right_one_is_replaced(tmp_path: Path) -> None:
    text = table({}, {"bonnummer": "1001", "huisnummer": "28"})
    second = again(tmp_path, text, read(tmp_path, text), bonnummer="2001")
    assert [(found.receipt_id, found.address.house_number) for found in second.orders] == [
        ("1001", "73"),
        ("2001", "28"),
    ]


def test_a_correction_that_is_still_wrong_is_rejected_again(tmp_path: Path) -> None:
    text = table({"kratten": "-2"})
    second = again(tmp_path, text, read(tmp_path, text), kratten="-3")
    assert codes(second.rejected[0]) == ["AMOUNT_NEGATIVE"]
    assert dict(second.rejected[0].cells)["kratten"] == "-3"


def test_a_correction_that_fits_no_row_is_told(tmp_path: Path) -> None:
    first = read(tmp_path, table({"kratten": "-2"}))
    second = read(tmp_path, table({"bonnummer": "5"}), corrections=rejected_csv(first.rejected, kratten="2"))
    assert codes(second) == ["CORRECTED", "CORRECTION_UNUSED"]
    assert len(second.orders) == 1


def test_the_dispatcher_may_leave_only_the_tills_columns(tmp_path: Path) -> None:
    text = table({"kratten": "-2"}, {})
    second = read(tmp_path, text, corrections=table({}))
    assert len(second.orders) == 2
    assert second.orders[0].crates == 2


def test_only_the_columns_that_are_there_are_replaced(tmp_path: Path) -> None:
    second = read(tmp_path, table({"kratten": "-2"}), corrections="bonnummer;kratten\n1001;4\n")
    assert second.orders[0].crates == 4
    assert second.orders[0].name == GOOD["naam"]


def test_a_tills_column_named_like_ours(tmp_path: Path) -> None:
    text = table({"kratten": "-2", "message": "x"})
    fixed = rejected_csv(read(tmp_path, text).rejected, kratten="2", message="y")
    second = read(tmp_path, text, corrections=fixed.replace(",message\r\n", ",message (2)\r\n", 1))
    assert dict(second.orders[0].extra) == {"message": "y"}


def test_a_file_that_is_no_rejected_csv(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"rejected.csv has no"):
        read(tmp_path, table({}), corrections="a;b\n1;2\n")
