"""The doctor tells what the sources of addresses have to say, as every command does."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from dispatch.app.doctor import doctor

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
BOOK = '[geocoding]\noffline = true\naddresses = "addresses.csv"\n[travel]\nsource = "estimate"\n'
HEAD = "street;house_number;postcode;city;lat;lon\n"


@pytest.mark.parametrize(
    ("row", "codes"),
    [("Breestraat;12;2311 CS;Leiden;52.2;4.5\n", []), ("Breestraat;;;;52.2;4.5\n", ["CORRECTION_UNUSABLE"])],
)
def test_a_row_of_the_stores_own_list_that_says_nothing(
    write: Callable[..., Path], row: str, codes: list[str]
) -> None:
    path = write("here", more=BOOK)
    (path.parent / "addresses.csv").write_text(HEAD + row, encoding="utf-8")
    examined = doctor(path, None, {}, lambda: NOW)
    assert [issue.code for issue in examined.issues] == codes
    assert examined.status != 0


def test_a_list_that_cannot_be_understood_stops_the_run(write: Callable[..., Path]) -> None:
    path = write("here", more=BOOK)
    (path.parent / "addresses.csv").write_text("a;b\n1;2\n", encoding="utf-8")
    examined = doctor(path, None, {}, lambda: NOW)
    assert examined.findings[-1].code == "ADDRESSES"
    assert (examined.findings[-1].level, examined.status) == ("fail", 2)


def test_nothing_is_remembered_by_looking(write: Callable[..., Path], tmp_path: Path) -> None:
    doctor(write("here"), None, {}, lambda: NOW)
    assert not (tmp_path / "cache" / "local-dispatch").exists()
