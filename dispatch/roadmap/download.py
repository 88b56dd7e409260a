"""Download an extract: with progress, resumed after a cut, checked, and never without room."""

import hashlib
import os
import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import unquote, urlsplit

from dispatch.errors import ConfigError, ResourceError, ServiceError
from dispatch.phrases import FaultError
from dispatch.ports import Progress, Silent, Stage
from dispatch.roadmap.build import Built, build_map, forecast
from dispatch.roadmap.installed import locked
from dispatch.roadmap.settings import MapSettings

if TYPE_CHECKING:
    import requests

DOWNLOADS: Final = "download"

_PART: Final = ".part"
_VALIDATOR: Final = ".validator"
_CHUNK: Final = 1 << 13
_MAX_REDIRECTS: Final = 5
_RETRIED: Final = frozenset({408, 429, 500, 502, 503, 504})
_MD5: Final = re.compile(r"\b[0-9a-fA-F]{32}\b")
_RANGE: Final = re.compile(r"bytes (\d+)-\d+/(\d+|\*)")


@dataclass(frozen=True, slots=True)
class Patience:
    """Say how long a download is tried.

    Parameters
    ----------
    timeout
        Seconds for a connection, and without a byte.
    tries
        Attempts in a row that bring nothing new before it gives up.
    slowest
        Bytes a second below which the connection is made anew.
    watch
        Seconds over which the speed is looked at.
    pause
        Waits so many seconds.
    """

    timeout: float = 30.0
    tries: int = 5
    slowest: float = 1_000.0
    watch: float = 60.0
    pause: Callable[[float], None] = time.sleep


class _CutError(FaultError):
    """Say that an attempt ended early; asking again may help."""


def install_map(
    url: str,
    root: Path,
    settings: MapSettings,
    *,
    now: datetime,
    progress: Progress | None = None,
    patience: Patience | None = None,
    force: bool = False,
) -> Built:
    """Download an extract, unless the same one is there already, and build the map of it.

    Raises
    ------
    ConfigError
        If the address is none.
    ServiceError
        If the server fails for good, or sends something else than its checksum says.
    ResourceError, InputError, LockHeldError
        As :func:`dispatch.roadmap.build.build_map`.
    """
    with locked(root, now):
        extract = download(
            url,
            root / DOWNLOADS,
            room_for=lambda size: size + forecast(size, settings).disk_bytes,
            progress=progress,
            patience=patience,
        )
    return build_map(extract, root, settings, now=now, progress=progress, force=force)


def download(
    url: str,
    folder: Path,
    *,
    room_for: Callable[[int], int] = lambda size: size,
    progress: Progress | None = None,
    patience: Patience | None = None,
) -> Path:
    """Download a file, continuing where an earlier attempt was cut off.

    If the server has a checksum beside it (the address with ``.md5``), the file is checked against
    it, and a file that agrees already is not fetched again.

    Parameters
    ----------
    url
        ``http`` or ``https``.
    folder
        Where it goes, under its own name; the part that is there lies beside it until it is whole.
    room_for
        Bytes of disk needed for a file of so many bytes.
    progress
        Shown a stage in bytes.
    patience
        How long to try.

    Raises
    ------
    ConfigError, ServiceError, ResourceError
        As :func:`install_map`.
    """
    import requests

    name = _file_name(url)
    patience, progress = patience or Patience(), progress or Silent()
    target = folder / name
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with requests.Session() as session:
            session.max_redirects = _MAX_REDIRECTS
            session.headers.update({"User-Agent": "local-dispatch", "Accept-Encoding": "identity"})
            fetch = _Fetch(session, url, target, room_for, progress, patience)
            return fetch.run()
    except OSError as error:
        raise ResourceError(
            "{name} could not be written ({why}).",
            "Make room, or choose another folder.",
            name=name,
            why=error.strerror or "",
        ) from None


def _file_name(url: str) -> str:
    parts = urlsplit(url)
    name = unquote(parts.path).rpartition("/")[2]
    if parts.scheme not in {"http", "https"} or not parts.hostname or not re.fullmatch(r"[\w.+-]+", name):
        raise ConfigError(
            "'{url}' is no address of an extract.",
            "travel.map_url is one such as https://…/x.osm.pbf.",
            url=url,
        )
    return name


class _Fetch:
    """Fetch one file."""

    def __init__(
        self,
        session: "requests.Session",
        url: str,
        target: Path,
        room_for: Callable[[int], int],
        progress: Progress,
        patience: Patience,
    ) -> None:
        self._session = session
        self._url = url
        self._target = target
        self._part = target.with_name(target.name + _PART)
        self._validator = target.with_name(target.name + _VALIDATOR)
        self._room_for = room_for
        self._progress = progress
        self._patience = patience
        self._host = urlsplit(url).netloc

    def run(self) -> Path:
        wanted = self._checksum()
        if wanted and self._target.is_file() and _md5(self._target) == wanted:
            return self._target
        for _ in range(2):
            self._whole()
            found = _md5(self._part)
            if wanted is None or found == wanted:
                self._part.replace(self._target)
                self._validator.unlink(missing_ok=True)
                return self._target
            self._forget()
            wanted = self._checksum()  # the server may have changed both in between
        raise ServiceError(
            "What {host} sent does not agree with its checksum, twice.",
            "Try again later, or check travel.map_url.",
            host=self._host,
        )

    def _checksum(self) -> str | None:
        """Return the checksum beside the file; None if the server has none."""

        def attempt() -> str | None:
            with self._get(f"{self._url}.md5", {}) as response, _cuts():
                if response.status_code != 200:
                    return None
                found = _MD5.search(response.raw.read(1_000).decode("ascii", "replace"))
                return found[0].lower() if found else None

        return self._patiently(attempt)

    def _whole(self) -> None:
        """Fetch until the part is the whole."""
        self._progress.begin(Stage.DOWNLOADING)
        try:
            self._patiently(self._attempt)
        finally:
            self._progress.end()

    def _patiently[T](self, attempt: Callable[[], T]) -> T:
        failures = 0
        while True:
            before = self._have()
            try:
                return attempt()
            except _CutError as cut:
                failures = 1 if self._have() > before else failures + 1
                if failures >= self._patience.tries:
                    raise ServiceError(
                        "{host} failed {failures} times in a row: {cut}.",
                        "Check the network and travel.map_url; what is there already is kept.",
                        host=self._host,
                        failures=failures,
                        cut=cut.phrase,
                    ) from None
                self._patience.pause(min(60.0, 2.0 ** (failures - 1)))

    def _have(self) -> int:
        return self._part.stat().st_size if self._part.exists() else 0

    def _forget(self) -> None:
        self._part.unlink(missing_ok=True)
        self._validator.unlink(missing_ok=True)

    def _attempt(self) -> None:
        """Fetch what is missing; a part is only continued if the file is still the same one."""
        have = self._have()
        validator = self._validator.read_text("utf-8") if self._validator.exists() else ""
        resuming = have > 0 and validator != ""
        headers = {"Range": f"bytes={have}-", "If-Range": validator} if resuming else {}
        with self._get(self._url, headers) as response:
            if response.status_code == 416:
                if response.headers.get("Content-Range") == f"bytes */{have}":
                    return  # the part is the whole already
                self._forget()
                raise _CutError("it would not continue the file")
            if response.status_code not in {200, 206}:
                raise ServiceError(
                    "{host} answers {status_code} for {name}.",
                    "Check travel.map_url.",
                    host=self._host,
                    status_code=response.status_code,
                    name=self._target.name,
                )
            start, total = _extent(response, have if resuming else 0)
            self._check_disk(total, start)
            self._validator.write_text(_validator_of(response), "utf-8")
            self._copy(response, start, total)
        _date(self._part, response.headers.get("Last-Modified"))

    def _copy(self, response: Any, start: int, total: int | None) -> None:
        self._progress.begin(Stage.DOWNLOADING, total)
        done, began, at_begin = start, time.monotonic(), start
        with self._part.open("r+b" if start else "wb") as stream, _cuts():
            stream.seek(start)
            stream.truncate()
            for chunk in response.iter_content(_CHUNK):
                stream.write(chunk)
                done += len(chunk)
                self._progress.advance(done, f"{done / 1e6:.1f} MB")
                if self._progress.interrupted():
                    raise ResourceError("The download was stopped.", "The next one continues it.")
                if time.monotonic() - began > self._patience.watch:
                    if done - at_begin < self._patience.slowest * self._patience.watch:
                        raise _CutError("it became too slow")
                    began, at_begin = time.monotonic(), done
        if total is not None and done < total:
            raise _CutError("it stopped after {done} of {total} bytes", done=done, total=total)

    def _check_disk(self, total: int | None, start: int) -> None:
        if total is None:
            return
        free, needed = shutil.disk_usage(self._target.parent).free, self._room_for(total) - start
        if free < needed:
            raise ResourceError(
                "The map needs about {needed_mb} MB; {free_mb} MB are free.",
                "Make room, or choose another folder with [travel] map.",
                needed_mb=needed // 1000000,
                free_mb=free // 1000000,
            )

    @contextmanager
    def _get(self, url: str, headers: dict[str, str]) -> Iterator[Any]:
        import requests

        with _cuts():
            try:
                response = self._session.get(
                    url, headers=headers, stream=True, timeout=self._patience.timeout
                )
            except requests.TooManyRedirects:
                raise ServiceError(
                    "{host} redirects in circles.", "Check travel.map_url.", host=self._host
                ) from None
            except (requests.exceptions.InvalidSchema, requests.exceptions.InvalidURL) as error:
                raise ServiceError(
                    "{host} redirects to nowhere: {why}.", host=self._host, why=str(error)
                ) from None
        with response:
            if response.status_code in _RETRIED:
                raise _CutError("it answers {status}", status=response.status_code)
            yield response


@contextmanager
def _cuts() -> Iterator[None]:
    """Take failures of the network for cuts."""
    import requests
    import urllib3

    try:
        yield
    except (requests.RequestException, urllib3.exceptions.HTTPError) as error:
        raise _CutError("{why}", why=type(error).__name__) from None


def _extent(response: Any, asked_from: int) -> tuple[int, int | None]:
    """Return where the answer begins in the file, and the size of the whole file if known."""
    if response.status_code == 206:
        match = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        if match is None or int(match[1]) != asked_from:
            raise _CutError("it continued the file at the wrong place")
        return asked_from, None if match[2] == "*" else int(match[2])
    length = response.headers.get("Content-Length", "")
    return 0, int(length) if length.isdigit() else None


def _validator_of(response: Any) -> str:
    """Return what tells versions of a file apart (RFC 9110, 13.1.5); weak tags do not."""
    tag = str(response.headers.get("ETag", ""))
    return tag if tag.startswith('"') else str(response.headers.get("Last-Modified", ""))


def _date(path: Path, modified: str | None) -> None:
    """Give a file the date it has on the server: it is the best guess at the day of the data."""
    try:
        moment = parsedate_to_datetime(modified or "").astimezone(UTC).timestamp()
    except ValueError:
        return
    os.utime(path, (moment, moment))


def _md5(path: Path) -> str:
    with path.open("rb") as stream:
        digest = hashlib.file_digest(stream, lambda: hashlib.md5(usedforsecurity=False))
    return digest.hexdigest()
