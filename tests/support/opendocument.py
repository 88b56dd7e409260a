"""OpenDocument spreadsheets for tests, written the way LibreOffice writes them."""

import io
import zipfile
from xml.sax.saxutils import escape

_NAMES = "".join(
    f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for name in ("office", "table", "text", "style")
)


def cell(text: str, attributes: str = 'office:value-type="string"') -> str:
    """Write one cell of text."""
    return f"<table:table-cell {attributes}><text:p>{escape(text)}</text:p></table:table-cell>"


def row(*texts: str, attributes: str = "") -> str:
    """Write one row of texts."""
    return f"<table:table-row {attributes}>{''.join(map(cell, texts))}</table:table-row>"


def sheet(rows: str, name: str = "Blad1", style: str = "ta1") -> str:
    """Write one sheet."""
    return f'<table:table table:name="{name}" table:style-name="{style}">{rows}</table:table>'


def book(*sheets: str, manifest: str = "", head: str = "", other: str = "") -> bytes:
    """Write a file: each sheet by its rows, or whole."""
    tables = "".join(one if one.startswith("<table:table ") else sheet(one) for one in sheets)
    styles = "".join(
        f'<style:style style:name="{name}" style:family="table">'
        f'<style:table-properties table:display="{shown}"/></style:style>'
        for name, shown in (("ta1", "true"), ("ta2", "false"))
    )
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?>{head}<office:document-content{_NAMES}>'
        f"<office:automatic-styles>{styles}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{tables}</office:spreadsheet></office:body></office:document-content>"
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        kind = "application/vnd.oasis.opendocument.spreadsheet"
        archive.writestr(zipfile.ZipInfo("mimetype"), kind, zipfile.ZIP_STORED)
        archive.writestr("META-INF/manifest.xml", f"<manifest>{manifest}</manifest>")
        archive.writestr("content.xml", content)
        if other:
            archive.writestr("styles.xml", other)
    return file.getvalue()
