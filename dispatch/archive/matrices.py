"""Keep travel matrices as ``travel.npz``: int32 arrays, compressed, never pickled."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final

from dispatch.errors import InputError
from dispatch.files.disk import open_new
from dispatch.files.source import open_regular
from dispatch.model import Pace, TravelMatrix, Ways, Wind
from dispatch.phrases import FaultError, Phrase

if TYPE_CHECKING:
    import numpy as np

MATRICES: Final = "travel.npz"

_AGAIN = "Take an untouched copy, or plan the day again with --again."
_HEADER_BYTES = 4096
_LARGE = 1 << 30
_ROWS = 256
"""Rows that are written at a time: a large day's matrices as bytes besides would be as large again."""


@dataclass(frozen=True, slots=True)
class MatrixHead:
    """Say of a travel matrix what is not numbers; the numbers lie in ``travel.npz``."""

    profile: str
    source: str
    estimated: bool
    pace: Pace | None = None
    ways: Ways = Ways.MAPPED
    wind: Wind | None = None


def write_matrices(travel: Sequence[TravelMatrix], path: Path) -> None:
    """Write the numbers of all matrices, as ``seconds_0``, ``metres_0``, ``seconds_1`` and so on.

    The same matrices give the same bytes, which ``numpy.savez`` does not promise: it notes the time.
    """
    import numpy as np

    with open_new(path) as file, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for number, matrix in enumerate(travel):
            for kind, flat in (("seconds", matrix.flat_seconds), ("metres", matrix.flat_metres)):
                array = np.frombuffer(flat, np.int32).reshape(matrix.size, matrix.size)
                # By its name alone, an entry has the first moment that a zip file knows.
                with archive.open(f"{kind}_{number}.npy", "w", force_zip64=array.nbytes > _LARGE) as member:
                    head = np.lib.format.header_data_from_array_1_0(array)
                    np.lib.format.write_array_header_1_0(member, head)
                    for first in range(0, matrix.size, _ROWS):
                        member.write(array[first : first + _ROWS].data)


def read_matrices(path: Path, heads: Sequence[MatrixHead], size: int) -> tuple[TravelMatrix, ...]:
    """Read matrices back.

    Parameters
    ----------
    path
        The file.
    heads
        Of each matrix what is not numbers.
    size
        Places each must have.

    Raises
    ------
    InputError
        If the file is missing, damaged or of another day.
    """
    where = f"{path.parent.name}/{path.name}"
    absent = InputError("{where} is missing.", _AGAIN, where=where)
    opened = open_regular(path, name=where, remedy=_AGAIN, absent=absent)
    try:
        with opened, zipfile.ZipFile(opened) as archive:
            return tuple(
                TravelMatrix.from_bytes(
                    head.profile,
                    size,
                    _member(archive, f"seconds_{number}.npy", size),
                    _member(archive, f"metres_{number}.npy", size),
                    head.source,
                    estimated=head.estimated,
                    pace=head.pace,
                    ways=head.ways,
                    wind=head.wind,
                )
                for number, head in enumerate(heads)
            )
    except OSError as error:
        why = error.strerror or Phrase("it is damaged")
        raise InputError("{name} cannot be read: {why}.", _AGAIN, name=where, why=why) from None
    except KeyError:
        raise InputError("{where} lacks a matrix that plan.json names.", _AGAIN, where=where) from None
    except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        # The library's words may quote bytes of the file.
        if isinstance(error, FaultError):
            raise InputError("{where} is damaged: {what}.", _AGAIN, where=where, what=error.phrase) from None
        raise InputError("{where} is damaged.", _AGAIN, where=where) from None


def _member(archive: zipfile.ZipFile, name: str, size: int) -> bytes:
    entry = archive.getinfo(name)
    if entry.file_size > 4 * size * size + _HEADER_BYTES:
        raise FaultError("{name} is larger than {size} x {size}", name=name, size=size)
    with archive.open(entry) as member:
        return _int32(member, name, size).tobytes()


def _int32(member: IO[bytes], name: str, size: int) -> "np.ndarray[Any, Any]":
    import numpy as np

    array: np.ndarray[Any, Any] = np.lib.format.read_array(io.BytesIO(member.read()), allow_pickle=False)
    if array.shape != (size, size) or array.dtype != np.int32:
        raise FaultError("{name} is not {size} x {size} of 32-bit integers", name=name, size=size)
    return array
