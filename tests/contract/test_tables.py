"""Every input table is read in every form that a spreadsheet or a till gives it."""

import csv
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import opendocument
import pytest
import till

from dispatch.geocoding import parse_address, read_corrections
from dispatch.geocoding.corrections import Corrections
from dispatch.model import Address
from dispatch.reporting import read_actuals

Rows = list[list[str]]
Form = Callable[[Rows], bytes]


def text(rows: Rows, delimiter: str = ";") -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter).writerows(rows)
    return written.getvalue()


def encoded(encoding: str, delimiter: str = ";", before: str = "") -> Form:
    return lambda rows: (before + text(rows, delimiter)).encode(encoding)


def ods(rows: Rows) -> bytes:
    return opendocument.book("".join(opendocument.row(*row) for row in rows))


TITLE = "Export van kassa 3\r\n\r\n"
FORMS: dict[str, Form] = {
    "semicolons": encoded("utf-8"),
    "commas": encoded("utf-8", ","),
    "tabs": encoded("utf-8", "\t"),
    "bars": encoded("utf-8", "|"),
    "a line sep=": encoded("utf-8", ",", "sep=,\r\n"),
    "a line sep= that names a rare sign": encoded("utf-8", "^", "sep=^\r\n"),
    "a title above": encoded("utf-8", ";", TITLE),
    "a byte order mark": encoded("utf-8-sig", ";"),
    "a mark, sep= and a title": encoded("utf-8-sig", ";", "sep=;\r\n" + TITLE),
    "UTF-16": encoded("utf-16"),
    "UTF-16 of another machine": lambda rows: b"\xfe\xff" + text(rows).encode("utf-16-be"),
    "UTF-16 without a mark": encoded("utf-16-le"),
    "Windows-1252": encoded("cp1252"),
    "a workbook": till.excel,
    "a workbook with a title": lambda rows: till.excel([["Export"], [], *rows]),
    "OpenDocument": ods,
    "OpenDocument with a title": lambda rows: ods([["Export"], [], *rows]),
}


def purchases(folder: Path, form: Form) -> Any:
    rows = [list(till.GOOD), list({**till.GOOD, "straat": "Curaçaostraat", "naam": "Zoë"}.values())]
    found = till.read(folder, form(rows))
    return [(one.receipt_id, one.address.street, one.name) for one in found.orders]


def lines(folder: Path, form: Form) -> Any:
    rows = [["bonnummer", "artikel", "aantal", "gewicht_g"], ["1001", "Crème brûlée", "2", "500"]]
    (found,) = till.read(folder, till.table({"gewicht_kg": ""}), lines=form(rows)).orders
    return found.grams


def corrections(folder: Path, form: Form) -> Any:
    good = {**till.GOOD, "straat": "Curaçaostraat"}
    ours = ["receipt_id", "row", "code", "field", "message", "hint", "suggestion"]
    fixed = [[*ours, *good], ["1001", "2", "AMOUNT_NEGATIVE", "kratten", "", "", "", *good.values()]]
    found = till.read(folder, till.table({"kratten": "-2"}), corrections=form(fixed))
    return [(one.address.street, one.crates) for one in found.orders]


def addresses(folder: Path, form: Form) -> Any:
    path = folder / "addresses.csv"
    header = ["straat", "huisnummer", "toevoeging", "postcode", "plaats", "lat", "lon", "opmerking"]
    path.write_bytes(form([header, ["Curaçaostraat", "9", "", "", "Leiden", "52.171", "4.49", "café"]]))
    found, issues = read_corrections(path)
    assert issues == ()
    place = Corrections(found).locate(parse_address(Address(line="Curaçaostraat 9, Leiden"))).place
    return place and place.point


def actuals(folder: Path, form: Form) -> Any:
    path = folder / "actuals.csv"
    path.write_bytes(
        form([["Bonnummer", "Aankomst", "Uitkomst", "Opmerking"], ["B-é", "17:42", "niet thuis", "hé"]])
    )
    found, issues = read_actuals(path)
    assert issues == ()
    return {receipt: (actual.arrived, actual.outcome) for receipt, actual in found.items()}


EXPECTED = {
    purchases: [("1001", "Curaçaostraat", "Zoë")],
    lines: 1000,
    corrections: [("Curaçaostraat", 2)],
    addresses: (52.171, 4.49),
    actuals: {"B-é": (63_720, "not_home")},
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("table", EXPECTED, ids=lambda table: table.__name__)
def test_every_table_is_read_in_every_form(
    tmp_path: Path, table: Callable[[Path, Form], Any], form: str
) -> None:
    assert table(tmp_path, FORMS[form]) == EXPECTED[table]
