"""Read the sheets of an .xlsx as records of text, and refuse workbooks built to do harm."""

import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any, Final

from dispatch.errors import DispatchError, InputError
from dispatch.intake.records import Record
from dispatch.intake.source import MEGABYTE

_MOST_MEMBERS: Final = 5000
_MOST_COLUMNS: Final = 1000
_LAST_ROW: Final = 1_048_576
_CHUNK: Final = 1 << 20
_DECLARATIONS: Final = tuple(
    word.encode(encoding)
    for word in ("<!DOCTYPE", "<!ENTITY")
    for encoding in ("ascii", "utf-16-le", "utf-16-be")
)
_SPREADSHEET_ERRORS: Final = frozenset(
    {
        *("#N/A", "#N/B", "#REF!", "#VERW!", "#VALUE!", "#WAARDE!", "#DIV/0!", "#DEEL/0!"),
        *("#NAME?", "#NAAM?", "#NUM!", "#GETAL!", "#NULL!", "#LEEG!"),
    }
)


class Workbook:
    """Hold an .xlsx and read the records of its sheets as often as asked.

    Parameters
    ----------
    name
        File name, for messages.
    data
        The bytes of the file.
    max_mb
        Megabytes that it may hold once unpacked.

    Raises
    ------
    InputError
        If it is damaged, or larger inside than ``max_mb``, or declares entities.
    """

    def __init__(self, name: str, data: bytes, max_mb: int) -> None:
        self.name = name
        try:
            _inspect(name, data, max_mb)
            self._book = _load(data)
        except DispatchError:
            raise
        except Exception as error:  # noqa: BLE001  # a damaged archive makes zipfile and openpyxl raise anything
            raise self._damaged(error) from None

    @property
    def sheets(self) -> tuple[str, ...]:
        """Titles of the sheets in view, in order."""
        return tuple(sheet.title for sheet in self._book.worksheets if sheet.sheet_state == "visible")

    def records(self, title: str) -> Iterator[Record]:
        """Read the rows of a sheet as text.

        Raises
        ------
        InputError
            If the sheet is damaged, or larger than a spreadsheet can be.
        """
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                sheet = self._book[title]
                sheet.reset_dimensions()
                for number, row in enumerate(sheet.iter_rows(values_only=True), 1):
                    self._check_size(title, number, len(row))
                    yield Record(number, [as_text(value) for value in row])
        except DispatchError:
            raise
        except Exception as error:  # noqa: BLE001  # as above
            raise self._damaged(error) from None

    def _check_size(self, title: str, row: int, columns: int) -> None:
        """Stop at a row that no spreadsheet has; a forged row number would otherwise count for hours."""
        if row > _LAST_ROW or columns > _MOST_COLUMNS:
            raise InputError(
                f"{self.name}: sheet {title!r} has more rows or columns than a till's export.",
                "Delete what lies outside the table, or save it as .csv.",
            )

    def _damaged(self, error: Exception) -> InputError:
        return InputError(
            f"{self.name} is not a workbook that can be read ({type(error).__name__}).",
            "Open it in a spreadsheet program and save it again as .xlsx or .csv.",
        )


def as_text(value: Any) -> str:  # noqa: PLR0911  # one line for each type of cell
    """Write the value of a cell as a till would write it into a text file."""
    if value is None:
        return ""
    if isinstance(value, str):
        return "" if value in _SPREADSHEET_ERRORS else value
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.12g}"
    if isinstance(value, datetime):
        moment = value + timedelta(microseconds=500_000)
        return moment.strftime("%Y-%m-%dT%H:%M:%S") if moment.time() >= time(0, 0, 1) else str(moment.date())
    if isinstance(value, time):
        return value.strftime("%H:%M:%S")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def _inspect(name: str, data: bytes, max_mb: int) -> None:
    """Look into the archive without unpacking more than is allowed.

    zipfile never yields more of a member than its directory declares, so the sum of the declared
    sizes bounds what comes out.
    """
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = archive.infolist()
        size = sum(member.file_size for member in members)
        if len(members) > _MOST_MEMBERS or size > max_mb * MEGABYTE:
            raise InputError(
                f"{name} holds {size / MEGABYTE:,.0f} MB once unpacked; more than {max_mb} MB is not read.",
                "Export one day only, or raise [intake] max_mb.",
            )
        if any(member.flag_bits & 1 for member in members):
            raise InputError(f"{name} is protected by a password.", "Save it without one.")
        for member in members:
            if _declares(archive, member):
                raise InputError(
                    f"{name} declares XML entities, which no spreadsheet program does.",
                    "Do not trust this file; export it from the till again.",
                )


def _declares(archive: zipfile.ZipFile, member: zipfile.ZipInfo) -> bool:
    """Tell whether a part declares a document type: the way to external files and to entity bombs."""
    if not member.filename.lower().endswith((".xml", ".rels", ".vml")):
        return False
    tail = b""
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            window = tail + chunk
            if any(word in window for word in _DECLARATIONS):
                return True
            tail = window[-32:]
    return False


def _load(data: bytes) -> Any:
    import openpyxl

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(BytesIO(data), read_only=True, data_only=True, keep_links=False)
