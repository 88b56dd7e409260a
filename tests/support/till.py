"""A till for tests: writes exports row by row and reads them the way the program does."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from dispatch.config import Hours, IntakeSection, Promise, Store
from dispatch.intake import (
    NO_ASSORTMENT,
    Goods,
    day_of_export,
    read_articles,
    read_corrections,
    read_export,
    read_lines,
    read_rows,
)
from dispatch.model import Intake, Order, Rejected

DAY = date(2026, 11, 21)
"""A Saturday."""

STORE = Store(
    name="Winkel",
    lat=52.1637,
    lon=4.4921,
    opening=Hours(8 * 3600, 21 * 3600),
    delivery=Hours(13 * 3600, 21 * 3600),
)

GOOD: Mapping[str, str] = {
    "bonnummer": "1001",
    "tijdstip": "21-11-2026 14:05",
    "thuisbezorging": "ja",
    "naam": "Q. Kanarie",
    "telefoon": "06-66001234",
    "straat": "Rapenburg",
    "huisnummer": "73",
    "toevoeging": "",
    "postcode": "2311 GJ",
    "plaats": "Leiden",
    "kratten": "2",
    "tassen": "",
    "gewicht_kg": "12,5",
    "temperatuur": "gewoon+koel",
    "leeftijdscontrole": "nee",
    "van": "18:00",
    "tot": "20:00",
    "bedrag": "54,10",
    "opmerking": "",
}
"""A row with nothing wrong."""


def table(*rows: Mapping[str, str], columns: Sequence[str] | None = None, delimiter: str = ";") -> str:
    """Write rows as text: each is :data:`GOOD` with changes, numbered from 1001 unless it says otherwise."""
    headers = list(columns or dict.fromkeys([*GOOD, *(name for row in rows for name in row)]))
    lines = [delimiter.join(headers)]
    for number, row in enumerate(rows, 1001):
        whole = {**GOOD, "bonnummer": str(number), **row}
        lines.append(delimiter.join(whole.get(header, "") for header in headers))
    return "\r\n".join(lines) + "\r\n"


def read(
    folder: Path,
    purchases: str | bytes,
    *,
    lines: str | bytes | None = None,
    corrections: str | bytes | None = None,
    articles: Sequence[str] = (),
    name: str = "purchases.csv",
    day: date | None = DAY,
    section: IntakeSection | None = None,
    promise: Promise | None = None,
    store: Store = STORE,
) -> Intake:
    """Put files in a folder and read them."""

    def put(file: str, content: str | bytes | None) -> Path | None:
        if content is None:
            return None
        (folder / file).write_bytes(content if isinstance(content, bytes) else content.encode())
        return folder / file

    path = put(name, purchases)
    assert path is not None
    return read_intake(
        path,
        lines=put("lines.csv", lines),
        day=day,
        section=section or IntakeSection(),
        promise=promise or Promise(),
        store=store,
        corrections=put("rejected.csv", corrections),
        articles=put("articles.csv", "\n".join(articles)) if articles else None,
    )


def read_intake(
    purchases: Path,
    *,
    lines: Path | None,
    day: date | None,
    section: IntakeSection,
    promise: Promise,
    store: Store,
    corrections: Path | None = None,
    articles: Path | None = None,
) -> Intake:
    """Read the purchases of a day from files, piece by piece as the commands do."""
    export = read_export(purchases, section)
    issues = list(export.issues)
    if corrections is not None:
        export, told = read_corrections(corrections, export, section).applied(section)
        issues += told
    goods: Mapping[str, Goods] = {}
    if lines is not None:
        wanted = {export.receipt(record) for record in export.flagged}
        assortment = read_articles(articles, section) if articles else NO_ASSORTMENT
        read = read_lines(lines, section, wanted, frozenset(export.unflagged), assortment)
        goods = read.goods
        issues += read.issues
    intake = read_rows(export, goods, day or day_of_export(export, store), section, promise, store)
    return replace(intake, issues=(*issues, *intake.issues))


def written(*rows: Mapping[str, str]) -> str:
    """Write rows as text, and nothing but what they say."""
    headers = dict.fromkeys(header for row in rows for header in row)
    lines = [";".join(headers), *(";".join(row.get(header, "") for header in headers) for row in rows)]
    return "\n".join(lines) + "\n"


def only(intake: Intake) -> Order:
    """Return the one order that was read."""
    assert not intake.rejected, intake.rejected
    (found,) = intake.orders
    return found


def order(folder: Path, changes: Mapping[str, str], **how: Any) -> Order:
    """Read one row that is planned."""
    intake = read(folder, table(changes), **how)
    assert not intake.rejected, list(intake.rejected[0].issues)
    return intake.orders[0]


def rejected(folder: Path, changes: Mapping[str, str], **how: Any) -> Rejected:
    """Read one row that is rejected."""
    intake = read(folder, table(changes), **how)
    assert len(intake.rejected) == 1, intake
    return intake.rejected[0]


def left(intake: Intake) -> list[Rejected]:
    """Return the rejected rows as they are once every order has been found at its address."""
    rows = {order.receipt_id: order.row for order in intake.orders}
    beaten = [spare.beaten_by(rows[spare.order.receipt_id]) for spare in intake.spares]
    return sorted((*intake.rejected, *beaten), key=lambda rejected: rejected.row)


def codes(found: Intake | Rejected) -> list[str]:
    """Return the codes of the issues."""
    return [issue.code for issue in found.issues]


def excel(rows: Sequence[Sequence[str]], extra: Mapping[str, str] | None = None, sheet: str = "") -> bytes:
    """Write a workbook as Excel does, with shared strings; ``sheet`` is put behind the last row."""
    strings: dict[str, int] = {}
    body = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{_letters(place)}{number}" t="s"><v>{strings.setdefault(text, len(strings))}</v></c>'
            for place, text in enumerate(row)
            if text
        )
        body.append(f'<row r="{number}">{cells}</row>')
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{kind}.sharedStrings+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="rId1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{office}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(body)}{sheet}'
        "</sheetData></worksheet>",
        "xl/sharedStrings.xml": f'<sst xmlns="{main}">'
        + "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
        + "</sst>",
        **(extra or {}),
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def _letters(place: int) -> str:
    return chr(65 + place) if place < 26 else _letters(place // 26 - 1) + chr(65 + place % 26)
