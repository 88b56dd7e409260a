"""The store's own corrections and address book: ``addresses.csv``, which wins over everything."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dispatch.errors import InputError, ResourceError
from dispatch.geocoding.doors import Door, ListedDoors, Query
from dispatch.geocoding.exact import find_exact
from dispatch.geocoding.parsing import parse_address
from dispatch.model import Address, Confidence, Issue, Place, Severity
from dispatch.ports import Located

COLUMNS: Final = (
    *("street", "house_number", "addition", "postcode", "city", "lat", "lon"),
    *("use_street", "use_house_number", "use_addition", "use_postcode", "use_city", "note"),
)
_DUTCH: Final = {
    "straat": "street",
    "huisnummer": "house_number",
    "toevoeging": "addition",
    "plaats": "city",
    "opmerking": "note",
}
_MAX_BYTES: Final = 20_000_000
_MAX_FIELD: Final = 1_000


@dataclass(frozen=True, slots=True)
class Correction:
    """Say where an address that is typed in a certain way really is.

    Parameters
    ----------
    typed
        As customers type it, normalised.
    use
        The address to use instead; the same as ``typed`` where only the position is corrected.
    position
        (lat, lon); None if ``use`` is to be looked up.
    """

    typed: Address
    use: Address
    position: tuple[float, float] | None
    row: int


class Corrections:
    """Look addresses up in the store's own list.

    An entry counts if postcode, number and addition agree, or street, number, addition and town;
    whatever else was typed must not contradict it. Of two entries for one address the later wins.
    """

    name = "correction"

    def __init__(self, corrections: Iterable[Correction]) -> None:
        self._by_key: dict[str, Correction] = {}
        self._by_door: dict[Door, Correction] = {}
        for correction in corrections:
            self._by_key[Query.of(correction.typed).key] = correction
            door = Door.of(correction.typed, *(correction.position or (0.0, 0.0)))
            if door is not None:
                self._by_door[door] = correction
        self.register = ListedDoors(self._by_door)

    def __len__(self) -> int:
        return len(self._by_key)

    def find(self, address: Address) -> Correction | None:
        """Return the entry for a normalised address."""
        query = Query.of(address)
        same = self._by_key.get(query.key)
        if same is not None or query.number is None:
            return same
        register = self.register
        near = (
            *register.at_postcode(query.postcode, query.number),
            *register.on_street(query.street_key, query.number),
        )
        latest_first = sorted({self._by_door[door] for door in near}, key=lambda entry: -entry.row)
        return next((entry for entry in latest_first if self._names(entry, query)), None)

    def _names(self, entry: Correction, query: Query) -> bool:
        door = Door.of(entry.typed, 0.0, 0.0)
        return door is not None and find_exact(query, ListedDoors([door])) is not None

    def locate(self, address: Address) -> Located:
        """Return the corrected place; an entry without a position is for the chain to look up."""
        correction = self.find(address)
        if correction is None or correction.position is None:
            return Located(None)
        lat, lon = correction.position
        return Located(Place(lat, lon, self.name, Confidence.EXACT, correction.use))


def read_corrections(path: Path) -> tuple[tuple[Correction, ...], tuple[Issue, ...]]:
    """Read ``addresses.csv``; rows that say nothing useful become issues.

    A file that does not exist yet holds no corrections. Delimiter (``;``, ``,`` or tab) and encoding
    (UTF-8 or Windows-1252) are found out; a decimal comma is understood.

    Raises
    ------
    InputError
        If it cannot be read, is far too large, or has no header that it could be understood by.
    """
    if not path.exists():
        return (), ()
    rows = _rows(path)
    header = [_column(cell) for cell in next(rows, [])]
    if not {"lat", "lon"} <= set(header) and not any(name.startswith("use_") for name in header):
        raise InputError(
            f"{path.name} has no columns lat and lon or use_…, so it corrects nothing.",
            f"Its header should be: {';'.join(COLUMNS)}",
        )
    corrections: list[Correction] = []
    issues: list[Issue] = []
    for row, cells in enumerate(rows, start=2):
        if any(cell.strip() for cell in cells):
            found = _read_row(dict(zip(header, cells, strict=False)), row)
            if isinstance(found, Correction):
                corrections.append(found)
            else:
                issues.append(found)
    return tuple(corrections), tuple(issues)


def _column(cell: str) -> str:
    name = cell.strip().lower().lstrip("\ufeff")
    prefix, _, rest = name.partition("_")
    if prefix == "gebruik" and rest:
        return f"use_{_DUTCH.get(rest, rest)}"
    return _DUTCH.get(name, name)


def _rows(path: Path) -> Iterator[list[str]]:
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise InputError(f"{path.name} is too large to be a list of addresses.")
        data = path.read_bytes()
    except OSError as error:
        raise InputError(f"{path.name} cannot be read: {error.strerror}.") from None
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    text = text.replace("\0", "")
    first = text.split("\n", 1)[0]
    delimiter = max(";,\t", key=first.count)
    return iter(_read_csv(text, delimiter, path.name))


def _read_csv(text: str, delimiter: str, name: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise InputError(f"{name} is not a proper CSV file: {error}.") from None


def _read_row(cells: dict[str, str], row: int) -> Correction | Issue:
    cells = {name: cell.strip().removeprefix("'")[:_MAX_FIELD] for name, cell in cells.items()}
    typed = parse_address(_address(cells, ""))
    use = _address(cells, "use_")
    position = _position(cells.get("lat", ""), cells.get("lon", ""))
    if isinstance(position, str):
        return _bad(row, position)
    if not Query.of(typed).complete:
        return _bad(row, "it names no address: a number and a postcode or street are needed")
    if use == Address():
        if position is None:
            return _bad(row, "it gives neither a position nor an address to use")
        return Correction(typed, typed, position, row)
    use = parse_address(use)
    if position is None and not Query.of(use).complete:
        return _bad(row, "the address to use has no number, or neither postcode nor street")
    return Correction(typed, use, position, row)


def _address(cells: dict[str, str], prefix: str) -> Address:
    parts = ("street", "house_number", "addition", "postcode", "city")
    return Address(*(cells.get(prefix + part, "") for part in parts))


def _position(lat: str, lon: str) -> tuple[float, float] | str | None:
    if not (lat or lon):
        return None
    try:
        position = (float(lat.replace(",", ".")), float(lon.replace(",", ".")))
    except ValueError:
        return "its position is not two numbers"
    if not (-90 <= position[0] <= 90 and -180 <= position[1] <= 180):
        return "its position lies outside the world"
    return position


def _bad(row: int, what: str) -> Issue:
    return Issue(
        code="CORRECTION_UNUSABLE",
        severity=Severity.WARNING,
        message=f"Row {row} of the list of corrections is left out: {what}.",
        hint="Correct or delete that row.",
        row=row,
    )


def save_correction(path: Path, typed: Address, place: Place, note: str = "") -> None:
    """Append to ``addresses.csv`` that an address, as typed, is at a place; the file is made if need be.

    Raises
    ------
    InputError
        If the typed address could not be recognised again.
    ResourceError
        If the file cannot be written.
    """
    typed = parse_address(typed)
    if not Query.of(typed).complete:
        raise InputError(
            "This address cannot be remembered: a number and a postcode or street are needed.",
        )
    use = place.address if place.address != typed else Address()
    cells = {
        "lat": f"{place.lat:.6f}",
        "lon": f"{place.lon:.6f}",
        "note": note,
        **_cells(typed, ""),
        **_cells(use, "use_"),
    }
    try:
        _append(path, cells)
    except OSError as error:
        raise ResourceError(f"{path.name} cannot be written: {error.strerror}.") from None


def _cells(address: Address, prefix: str) -> dict[str, str]:
    return {
        f"{prefix}street": address.street,
        f"{prefix}house_number": address.house_number,
        f"{prefix}addition": address.addition,
        f"{prefix}postcode": address.postcode,
        f"{prefix}city": address.city,
    }


def _append(path: Path, cells: dict[str, str]) -> None:
    """Add a row in the form that the file already has: its columns and its delimiter."""
    old = path.read_bytes() if path.exists() else b""
    encoding, header, delimiter = "utf-8", list(COLUMNS), ";"
    if old.strip():
        try:
            text = old.decode("utf-8-sig")
        except UnicodeDecodeError:
            encoding, text = "cp1252", old.decode("cp1252", errors="replace")
        first = text.split("\n", 1)[0].strip("\r")
        delimiter = max(";,\t", key=first.count)
        header = _read_csv(first, delimiter, path.name)[0]
        if not {"lat", "lon"} <= {_column(name) for name in header}:
            raise InputError(f"{path.name} is no list of corrections: it has no columns lat and lon.")
    lines = io.StringIO(newline="")
    writer = csv.writer(lines, delimiter=delimiter, lineterminator="\r\n" if b"\r\n" in old else "\n")
    if not old.strip():
        writer.writerow(header)
    elif not old.endswith(b"\n"):
        lines.write("\n")
    writer.writerow(_guarded(_column(name), cells) for name in header)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("ab") as file:
        file.write(lines.getvalue().encode(encoding, errors="replace"))


def _guarded(column: str, cells: dict[str, str]) -> str:
    """Keep a spreadsheet from taking a text for a formula."""
    cell = cells.get(column, "")
    risky = column not in ("lat", "lon") and cell[:1] in ("=", "+", "-", "@", "\t", "\r")
    return f"'{cell}" if risky else cell
