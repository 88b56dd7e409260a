"""PDFs that were set one by one become one: pages, outline, and what screen readers follow (the tags).

The only module that knows the ``pikepdf`` package. It copies pages with it, and joins what belongs to a
document as a whole (ISO 32000-1: 12.3.3 outlines, 14.7 logical structure).
"""

from collections.abc import Iterable, Iterator
from hashlib import sha256
from importlib.util import find_spec
from io import BytesIO
from typing import Any, Final

_CLAIM: Final = "{http://www.aiim.org/pdfua/ns/id/}part"
_PAGES: Final = "{http://ns.adobe.com/xap/1.0/t/pg/}NPages"


def can_join() -> bool:
    """Say whether the package that joins PDFs is installed."""
    return find_spec("pikepdf") is not None


def joined(parts: Iterable[bytes], title: str, *, fronts: bool = False) -> bytes:
    """Join PDFs of one typesetter into a tagged one; the same parts give the same bytes.

    Parameters
    ----------
    parts
        In order; at least one. Each is asked for when the ones before are joined. What they say of language,
        author and moment is the first one's.
    title
        Of the whole.
    fronts
        Whether each part begins on the front of a leaf, behind an empty page where need be.
    """
    import pikepdf

    waiting, digest = iter(parts), sha256(title.encode())
    begin = next(waiting)
    digest.update(begin)
    whole = pikepdf.open(BytesIO(begin))
    claim = _claims(whole)
    structure = _Structure(pikepdf, whole)
    for number, data in enumerate(waiting, start=1):
        digest.update(data)
        # Let go of at the next turn: a part laid open takes ten times its size.
        part = pikepdf.open(BytesIO(data))
        claim = claim and _claims(part)
        structure.number(part, number)
        if fronts and len(whole.pages) % 2:
            last = [float(edge) for edge in whole.pages[-1].mediabox]
            whole.add_blank_page(page_size=(last[2] - last[0], last[3] - last[1]))
        # Pages first: what is copied after them refers to the copies.
        whole.pages.extend(part.pages)
        structure.add(part)
        _add_outline(whole, part)
    _name(whole, title, digest.hexdigest()[:32], claim=claim)
    out = BytesIO()
    whole.save(out, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return out.getvalue()


class _Structure:
    """The tree of tags of the whole, and the numbers by which its pages and elements are found in it."""

    def __init__(self, pikepdf: Any, whole: Any) -> None:
        self._pdf = pikepdf
        self._whole = whole
        self._root = whole.Root.StructTreeRoot
        self._document = whole.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.StructElem, S=pikepdf.Name.Document, P=self._root, K=[])
        )
        self._adopt(self._root)
        self._root.K = pikepdf.Array([self._document])

    def number(self, part: Any, number: int) -> None:
        """Give the pages and elements of a part numbers and names that none before it has."""
        ahead, root = int(self._root.ParentTreeNextKey), part.Root.StructTreeRoot
        for thing in _on_pages(part):
            for key in ("/StructParents", "/StructParent"):
                if key in thing:
                    thing[key] = int(thing[key]) + ahead
        if "/IDTree" in root:
            self._rename(part, number)
        fresh = self._pdf.NumberTree.new(part)
        for key, elements in self._pdf.NumberTree(root.ParentTree).items():
            fresh[key + ahead] = elements
        root.ParentTree = fresh.obj
        root.ParentTreeNextKey = int(root.ParentTreeNextKey) + ahead

    def add(self, part: Any) -> None:
        """Add the tags of a part, whose pages are there already."""
        added = self._whole.copy_foreign(part.Root.StructTreeRoot)
        self._adopt(added)
        parents = self._pdf.NumberTree(self._root.ParentTree)
        for key, elements in self._pdf.NumberTree(added.ParentTree).items():
            parents[key] = elements
        self._root.ParentTreeNextKey = added.ParentTreeNextKey
        if "/IDTree" in added:
            if "/IDTree" not in self._root:
                self._root.IDTree = self._pdf.NameTree.new(self._whole).obj
            names = self._pdf.NameTree(self._root.IDTree)
            for name, element in self._pdf.NameTree(added.IDTree).items():
                names[name] = element
        for role, known in added.get("/RoleMap", {}).items():
            self._root.RoleMap[role] = known

    def _rename(self, part: Any, number: int) -> None:
        """Give the elements of a part that are known by name names that none before it has."""
        for thing in part.objects:
            if not isinstance(thing, self._pdf.Dictionary) or thing.get("/Type") != "/StructElem":
                continue
            if "/ID" in thing:
                thing.ID = self._pdf.String(_behind(thing.ID, number))
            for attributes in _listed(thing.get("/A")):
                if "/Headers" in attributes:
                    names = [self._pdf.String(_behind(name, number)) for name in attributes.Headers]
                    attributes.Headers = self._pdf.Array(names)
        fresh, root = self._pdf.NameTree.new(part), part.Root.StructTreeRoot
        for name, element in self._pdf.NameTree(root.IDTree).items():
            fresh[_behind(name, number)] = element
        root.IDTree = fresh.obj

    def _adopt(self, root: Any) -> None:
        """Make what was a document a part of the whole."""
        for element in _listed(root.K):
            element.S = self._pdf.Name.Part
            element.P = self._document
            self._document.K.append(element)


def _on_pages(part: Any) -> Iterator[Any]:
    """Give what of a part can stand in its tree of tags by number: pages, their notes and their pictures."""
    for page in part.pages:
        yield page.obj
        yield from _listed(page.obj.get("/Annots"))
        yield from page.obj.get("/Resources", {}).get("/XObject", {}).values()


def _behind(name: Any, number: int) -> str:
    return f"{number}.{name}"


def _listed(value: Any) -> Iterator[Any]:
    """Give the dictionaries of an entry that holds one or a list of them."""
    import pikepdf

    values = value if isinstance(value, pikepdf.Array) else () if value is None else (value,)
    return (one for one in values if isinstance(one, pikepdf.Dictionary))


def _add_outline(whole: Any, part: Any) -> None:
    """Add the entries of a part's outline behind those of the whole."""
    if "/Outlines" not in part.Root or "/First" not in part.Root.Outlines:
        return
    added = whole.copy_foreign(part.Root.Outlines)
    if "/Outlines" not in whole.Root or "/First" not in whole.Root.Outlines:
        whole.Root.Outlines = added
        return
    outline = whole.Root.Outlines
    outline.Last.Next, added.First.Prev = added.First, outline.Last
    entry = added.First
    while entry is not None:
        entry.Parent = outline
        entry = entry.get("/Next")
    outline.Last = added.Last
    outline.Count = int(outline.Count) + int(added.Count)


def _claims(pdf: Any) -> bool:
    """Say whether a PDF claims to be PDF/UA."""
    return b"pdfuaid:part" in pdf.Root.Metadata.read_bytes()


def _name(whole: Any, title: str, identity: str, *, claim: bool) -> None:
    """State title, pages and identity of the whole; what one part cannot claim, it does not."""
    whole.docinfo.Title = title
    with whole.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as facts:
        facts["dc:title"] = title
        facts[_PAGES] = str(len(whole.pages))
        facts["xmpMM:DocumentID"] = facts["xmpMM:InstanceID"] = identity
        if not claim and _CLAIM in facts:
            del facts[_CLAIM]
