"""The store's own corrections and address book: ``addresses.csv``, which wins over everything."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from dispatch.errors import InputError
from dispatch.files.delimited import harmless, line
from dispatch.files.disk import append_durably, make_folder, writing
from dispatch.files.headers import Vocabulary
from dispatch.files.source import read_bytes
from dispatch.files.tables import Table, open_table
from dispatch.geocoding.doors import Door, ListedDoors, Query
from dispatch.geocoding.exact import find_exact
from dispatch.geocoding.parsing import parse_address
from dispatch.model import Address, Code, Confidence, Issue, Place, Severity
from dispatch.ports import Located
from dispatch.tablenotes import table_issues

_PARTS: Final[Mapping[str, tuple[str, ...]]] = {
    "street": ("straat",),
    "house_number": ("huisnummer",),
    "addition": ("toevoeging",),
    "postcode": (),
    "city": ("plaats",),
}
_NAMES: Final[Mapping[str, tuple[str, ...]]] = {
    **_PARTS,
    "lat": (),
    "lon": (),
    **{f"use_{part}": tuple(f"gebruik_{name}" for name in (part, *names)) for part, names in _PARTS.items()},
    "note": ("opmerking",),
}
COLUMNS: Final = tuple(_NAMES)
_MAX_MB: Final = 20
_REMEDY: Final = (
    "Its header should be: street;house_number;addition;postcode;city;lat;lon;"
    "use_street;use_house_number;use_addition;use_postcode;use_city;note"
)
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

    A file that does not exist yet holds no corrections. Any kind of table is read; a decimal comma
    is understood.

    Raises
    ------
    InputError
        If it cannot be read, is far too large, or has no header that it could be understood by.
    """
    if not path.exists():
        return (), ()
    table = open_table(path, Vocabulary(_NAMES), max_mb=_MAX_MB, remedy=_REMEDY)
    if not {"lat", "lon"} <= set(table.columns.indexes) and not _uses(table):
        raise InputError(
            "{file} has no columns lat and lon or use_…, so it corrects nothing.", _REMEDY, file=table.name
        )
    corrections: list[Correction] = []
    issues = list(table_issues(table))
    for record in table.read():
        found = _read_row(table.texts(record), record.number)
        if isinstance(found, Correction):
            corrections.append(found)
        else:
            issues.append(found)
    return tuple(corrections), tuple(issues)


def _uses(table: Table) -> bool:
    return any(name.startswith("use_") for name in table.columns.indexes)


def _read_row(cells: dict[str, str], row: int) -> Correction | Issue:
    cells = {name: cell[:_MAX_FIELD] for name, cell in cells.items()}
    typed = parse_address(_address(cells, ""))
    use = _address(cells, "use_")
    position = _position(cells.get("lat", ""), cells.get("lon", ""))
    if isinstance(position, str):
        return _bad(row, position)
    if not Query.of(typed).complete:
        return _bad(row, "no_address")
    if use == Address():
        if position is None:
            return _bad(row, "says_nothing")
        return Correction(typed, typed, position, row)
    use = parse_address(use)
    if position is None and not Query.of(use).complete:
        return _bad(row, "use_incomplete")
    return Correction(typed, use, position, row)


def _address(cells: dict[str, str], prefix: str) -> Address:
    return Address(*(cells.get(prefix + part, "") for part in _PARTS))


def _position(lat: str, lon: str) -> tuple[float, float] | str | None:
    if not (lat or lon):
        return None
    try:
        position = (float(lat.replace(",", ".")), float(lon.replace(",", ".")))
    except ValueError:
        return "no_numbers"
    if not (-90 <= position[0] <= 90 and -180 <= position[1] <= 180):
        return "off_world"
    return position


def _bad(row: int, about: str) -> Issue:
    return Issue(Code.CORRECTION_UNUSABLE, Severity.WARNING, about, row=row)


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
    with writing(path):
        _append(path, cells)


def _cells(address: Address, prefix: str) -> dict[str, str]:
    return {
        f"{prefix}street": address.street,
        f"{prefix}house_number": address.house_number,
        f"{prefix}addition": address.addition,
        f"{prefix}postcode": address.postcode,
        f"{prefix}city": address.city,
    }


def _append(path: Path, cells: Mapping[str, str]) -> None:
    """Add a row in the form that the file already has: its columns, its delimiter, its encoding."""
    header, delimiter, encoding, end = COLUMNS, ";", "utf-8", "\n"
    data, old = b"", ""
    if path.exists() and path.stat().st_size:
        table = open_table(path, Vocabulary(_NAMES), max_mb=_MAX_MB, remedy=_REMEDY)
        _require_list(table)
        columns = {index: column for column, index in table.columns.indexes.items()}
        header = tuple(columns.get(index, "") for index in range(len(table.columns.headers)))
        delimiter, encoding = table.delimiter, table.encoding
        data = read_bytes(path, _MAX_MB)
        old = data.decode(encoding, "replace")
        end = next((sign for sign in ("\r\n", "\n", "\r") if sign in old), "\n")
    text = "" if old else line(header, delimiter, end)
    text += end if old and not old.endswith(end) else ""
    row = [
        cells.get(name, "") if name in ("lat", "lon") else harmless(cells.get(name, "")) for name in header
    ]
    make_folder(path.parent)
    append_durably(
        path.resolve(), (text + line(row, delimiter, end)).encode(encoding, "replace"), keep=len(data)
    )


def _require_list(table: Table) -> None:
    if not table.delimiter:
        raise InputError(
            "{file} is a workbook, to which nothing is added here.",
            "Add the row yourself, or save the list as .csv.",
            file=table.name,
        )
    if not {"lat", "lon"} <= set(table.columns.indexes):
        raise InputError(
            "{file} is no list of corrections: it has no columns lat and lon.", _REMEDY, file=table.name
        )
