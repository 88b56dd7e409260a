"""PDFs that were set one by one, joined: what stands on the pages, and what screen readers follow."""

import io
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from paperstore import a_store, page_texts, some_sheets
from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from sampledays import planned_day

from dispatch.sheets.paper import printing
from dispatch.sheets.paper.courier import CourierSheets
from dispatch.sheets.paper.joining import joined
from dispatch.sheets.paper.loading import LoadingSheets
from dispatch.sheets.sheetday import SheetDay

pytest.importorskip("pikepdf", reason="where it is missing, documents are set as a whole")


def write(folder: Path, **sheets: Any) -> Path:
    """Write all paper of a day of 45 stops in three routes: more than one part of each document."""
    day = SheetDay.of(planned_day(45, couriers=3))
    for writer in (
        CourierSheets(a_store(), some_sheets(**sheets)),
        LoadingSheets(a_store(), some_sheets(**sheets)),
    ):
        writer.write(day, folder)
    return folder


@pytest.fixture(scope="module")
def in_parts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(printing, "_A_PART", 20)
        patch.setattr("dispatch.sheets.paper.loading._SHEETS", 2)
        return write(tmp_path_factory.mktemp("parts"))


@pytest.fixture(scope="module")
def at_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the same where a store has templates of its own, which may say what no part knows."""
    templates = tmp_path_factory.mktemp("own")
    return write(tmp_path_factory.mktemp("once"), templates=str(templates))


DOCUMENTS = ("sheets/all.pdf", "loading.pdf", "labels.pdf")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_parts_say_page_by_page_what_the_whole_says(in_parts, at_once, name):
    assert page_texts(in_parts / name) == page_texts(at_once / name)
    parts, whole = PdfReader(in_parts / name), PdfReader(at_once / name)
    assert parts.metadata == whole.metadata
    assert outline(parts) == outline(whole)
    for reader in (parts, whole):
        root = reader.trailer["/Root"]
        assert root["/Lang"] == "nl"
        assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_data()


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_tag_of_every_page_is_found_from_the_page_and_from_the_tree(in_parts, at_once, name):
    reader = PdfReader(in_parts / name)
    found = tags(reader)
    assert found == tags(PdfReader(at_once / name))
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    (document,) = (entry.get_object() for entry in root["/K"])
    assert document["/S"] == "/Document"
    assert len(document["/K"]) > 1


def test_names_of_table_heads_stay_apart(in_parts, at_once):
    parts, whole = (PdfReader(folder / "loading.pdf") for folder in (in_parts, at_once))
    heads = [entry["/ID"] for entry in elements(parts) if "/ID" in entry]
    assert len(set(heads)) == len(heads) == sum("/ID" in entry for entry in elements(whole))
    tree = dict(leaves(parts.trailer["/Root"]["/StructTreeRoot"]["/IDTree"], "/Names"))
    assert set(tree) == set(heads)
    assert all(element.get_object()["/ID"] == name for name, element in tree.items())


def test_what_one_part_cannot_claim_the_whole_does_not(in_parts):
    one, two = ((in_parts / f"sheets/R{n}.pdf").read_bytes() for n in (1, 2))
    claim, none = b"<pdfuaid:part>1</pdfuaid:part>", b"<pdfuaid:none>1</pdfuaid:none>"
    assert claim in two  # as it is written, not packed
    assert b"pdfuaid:part" in metadata(joined([one, two], "Both"))
    assert b"pdfuaid:part" not in metadata(joined([one, two.replace(claim, none)], "Both"))


def test_the_same_parts_give_the_same_bytes_and_others_another_identity(in_parts):
    one, two = ((in_parts / f"sheets/R{n}.pdf").read_bytes() for n in (1, 2))
    assert joined([one, two], "Both") == joined([one, two], "Both")
    assert metadata(joined([one, two], "Both")) != metadata(joined([two, one], "Both"))


def test_where_nothing_can_join_documents_are_set_at_once(tmp_path, in_parts, monkeypatch):
    monkeypatch.setattr(printing, "can_join", lambda: False)
    write(tmp_path)
    for name in DOCUMENTS:
        assert page_texts(tmp_path / name) == page_texts(in_parts / name)


def metadata(pdf: bytes) -> bytes:
    return PdfReader(io.BytesIO(pdf)).trailer["/Root"]["/Metadata"].get_data()


def outline(reader: PdfReader) -> list[tuple[str, int | None]]:
    entries = (entry for entry in reader.outline if not isinstance(entry, list))
    return [(str(entry.title), reader.get_destination_page_number(entry)) for entry in entries]


def tags(reader: PdfReader) -> list[tuple[str, int, int]]:
    """Give the tag of every marked content of every page in reading order, found both ways."""
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    numbered = dict(leaves(root["/ParentTree"], "/Nums"))
    pages = {page.indirect_reference: number for number, page in enumerate(reader.pages)}
    found = []
    for element in elements(reader):
        for content in listed(element.get("/K", [])):
            if isinstance(content, int):
                page = element.raw_get("/Pg")
                parents = numbered[reader.pages[pages[page]]["/StructParents"]].get_object()
                assert parents[content].get_object() is element
                found.append((str(element["/S"]), pages[page], content))
    assert root["/ParentTreeNextKey"] == len(numbered)
    return found


def elements(reader: PdfReader) -> Iterator[DictionaryObject]:
    """Walk the tree of tags, each beneath the element that it says it is beneath."""
    root = reader.trailer["/Root"]["/StructTreeRoot"]
    waiting = [(entry.get_object(), root) for entry in reversed(listed(root["/K"]))]
    while waiting:
        element, above = waiting.pop()
        assert element["/P"].get_object() is above.get_object()
        yield element
        beneath = [entry.get_object() for entry in listed(element.get("/K", []))]
        waiting += [(entry, element) for entry in reversed(beneath) if isinstance(entry, Mapping)]


def leaves(tree: Any, key: str) -> Iterator[tuple[Any, Any]]:
    """Give the pairs of a tree of names or numbers."""
    tree = tree.get_object()
    for kid in tree.get("/Kids", ()):
        yield from leaves(kid, key)
    pairs = tree.get(key, ())
    yield from zip(pairs[::2], pairs[1::2], strict=True)


def listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list) else [value]
