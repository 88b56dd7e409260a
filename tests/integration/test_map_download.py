"""Download from a real server on loopback that behaves as badly as networks do."""

import hashlib
import http.server
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from osmtown import NOW, town_settings, write_town

from dispatch.errors import ConfigError, ResourceError, ServiceError
from dispatch.ports import Silent
from dispatch.roadmap import map_status
from dispatch.roadmap.download import Patience, download, install_map

CONTENT = bytes(range(256)) * 2_000  # 512,000 bytes
NAME = "town.osm.pbf"
MODIFIED = "Mon, 02 Nov 2026 08:00:00 GMT"


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Range", "")))
        behave = self.server.behaviour.get(self.path)
        if behave is None:
            self.plain(404, b"not found")
        else:
            behave(self)

    def plain(self, status: int, body: bytes, **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def file(self, body: bytes, *, cut_after: int | None = None, etag: str = '"one"') -> None:
        """Serve a file with ranges; break the connection after so many bytes."""
        start, status = 0, 200
        asked = self.headers.get("Range", "")
        if asked and self.headers.get("If-Range") == etag:
            start, status = int(asked.removeprefix("bytes=").rstrip("-")), 206
            if start >= len(body):
                self.plain(416, b"", Content_Range=f"bytes */{len(body)}")
                return
        self.send_response(status)
        self.send_header("ETag", etag)
        self.send_header("Last-Modified", MODIFIED)
        self.send_header("Content-Length", str(len(body) - start))
        if status == 206:
            self.send_header("Content-Range", f"bytes {start}-{len(body) - 1}/{len(body)}")
        self.end_headers()
        self.wfile.write(body[start:][:cut_after])
        self.wfile.flush()
        if cut_after is not None:
            self.close_connection = True

    def log_message(self, *args: object) -> None:
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.behaviour: dict[str, Callable[[Handler], None]] = {}
        self.asked: list[tuple[str, str]] = []

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing of clients that went away."""

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/{NAME}"

    def serve(self, body: bytes, checksum: bytes | None = None) -> None:
        """Serve a file well, with its checksum beside it."""
        right = hashlib.md5(body).hexdigest().encode()
        line = (right if checksum is None else checksum) + b"  " + NAME.encode() + b"\n"
        self.behaviour[f"/{NAME}"] = lambda handler: handler.file(body)
        self.behaviour[f"/{NAME}.md5"] = lambda handler: handler.plain(200, line)

    @property
    def ranges(self) -> list[str]:
        return [asked for path, asked in self.asked if path == f"/{NAME}"]


@pytest.fixture
def server() -> Iterator[Server]:
    with Server() as running:
        thread = threading.Thread(target=running.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        yield running
        running.shutdown()
        thread.join()


@dataclass
class Watch(Silent):
    """Note the progress; stop when told to."""

    stop_at: float | None = None
    totals: list[float | None] = field(default_factory=list)
    done: list[float] = field(default_factory=list)

    def begin(self, stage: str, total: float | None = None) -> None:
        self.totals.append(total)

    def advance(self, done: float, note: str = "") -> None:
        self.done.append(done)

    def interrupted(self) -> bool:
        return self.stop_at is not None and bool(self.done) and self.done[-1] >= self.stop_at


def patience(pauses: list[float] | None = None, **changes: float) -> Patience:
    return Patience(
        **{"timeout": 5.0, "tries": 3, **changes}, pause=(pauses if pauses is not None else []).append
    )


def test_a_file_comes_whole_with_progress_and_its_date(server: Server, tmp_path: Path) -> None:
    server.serve(CONTENT)
    watch = Watch()
    path = download(server.url, tmp_path / "maps", progress=watch, patience=patience())
    assert path == tmp_path / "maps" / NAME
    assert path.read_bytes() == CONTENT
    assert watch.totals[-1] == watch.done[-1] == len(CONTENT)
    assert [file.name for file in path.parent.iterdir()] == [NAME]
    assert time.strftime("%Y-%m-%d", time.gmtime(path.stat().st_mtime)) == "2026-11-02"


def test_a_file_that_is_there_already_is_not_fetched_again(server: Server, tmp_path: Path) -> None:
    server.serve(CONTENT)
    download(server.url, tmp_path, patience=patience())
    download(server.url, tmp_path, patience=patience())
    assert server.ranges == [""]
    server.serve(CONTENT[::-1])
    assert download(server.url, tmp_path, patience=patience()).read_bytes() == CONTENT[::-1]


def test_a_cut_connection_is_resumed(server: Server, tmp_path: Path) -> None:
    server.serve(CONTENT)
    server.behaviour[f"/{NAME}"] = lambda handler: handler.file(CONTENT, cut_after=200_000)
    pauses: list[float] = []
    assert download(server.url, tmp_path, patience=patience(pauses)).read_bytes() == CONTENT
    # what had come of the last 8,192 bytes when the line broke is asked for again: 24 x 8,192, 48 x 8,192
    assert server.ranges == ["", "bytes=196608-", "bytes=393216-"]
    assert pauses == [1.0, 1.0]  # each attempt brought something


def test_a_later_call_resumes_what_an_earlier_one_got(server: Server, tmp_path: Path) -> None:
    server.serve(CONTENT)
    with pytest.raises(ResourceError, match="stopped"):
        download(server.url, tmp_path, progress=Watch(stop_at=100_000), patience=patience())
    assert not (tmp_path / NAME).exists()
    got = (tmp_path / f"{NAME}.part").stat().st_size
    assert 100_000 <= got < len(CONTENT)
    assert download(server.url, tmp_path, patience=patience()).read_bytes() == CONTENT
    assert server.ranges == ["", f"bytes={got}-"]


def test_a_part_of_an_older_file_is_not_continued(server: Server, tmp_path: Path) -> None:
    server.serve(CONTENT)
    with pytest.raises(ResourceError):
        download(server.url, tmp_path, progress=Watch(stop_at=100_000), patience=patience())
    newer = CONTENT[::-1]
    server.serve(newer)
    server.behaviour[f"/{NAME}"] = lambda handler: handler.file(newer, etag='"two"')
    assert download(server.url, tmp_path, patience=patience()).read_bytes() == newer


def test_a_part_that_is_the_whole_is_taken(server: Server, tmp_path: Path) -> None:
    server.serve(CONTENT)
    (tmp_path / f"{NAME}.part").write_bytes(CONTENT)
    (tmp_path / f"{NAME}.validator").write_text('"one"')
    assert download(server.url, tmp_path, patience=patience()).read_bytes() == CONTENT
    assert server.ranges == [f"bytes={len(CONTENT)}-"]


def test_a_wrong_checksum_is_tried_twice_and_refused(server: Server, tmp_path: Path) -> None:
    server.serve(CONTENT, checksum=b"0" * 32)
    with pytest.raises(ServiceError, match="checksum, twice"):
        download(server.url, tmp_path, patience=patience())
    assert list(tmp_path.iterdir()) == []
    assert len(server.ranges) == 2


def test_a_server_without_checksums_is_believed(server: Server, tmp_path: Path) -> None:
    server.behaviour[f"/{NAME}"] = lambda handler: handler.file(CONTENT)
    assert download(server.url, tmp_path, patience=patience()).read_bytes() == CONTENT


def test_a_file_that_is_not_there_is_told(server: Server, tmp_path: Path) -> None:
    with pytest.raises(ServiceError, match="answers 404"):
        download(server.url, tmp_path, patience=patience())
    assert len(server.ranges) == 1


def test_an_endless_redirect_ends(server: Server, tmp_path: Path) -> None:
    def again(handler: Handler) -> None:
        handler.plain(302, b"", Location=handler.path)

    server.behaviour = {f"/{NAME}": again, f"/{NAME}.md5": again}
    with pytest.raises(ServiceError, match="in circles"):
        download(server.url, tmp_path, patience=patience())
    assert len(server.asked) <= 7


def test_a_redirect_is_followed_but_not_onto_the_disk(server: Server, tmp_path: Path) -> None:
    server.serve(CONTENT)
    server.behaviour["/latest.osm.pbf"] = lambda handler: handler.plain(302, b"", Location=f"/{NAME}")
    url = server.url.replace(NAME, "latest.osm.pbf")
    assert download(url, tmp_path, patience=patience()).read_bytes() == CONTENT
    server.behaviour["/latest.osm.pbf"] = lambda handler: handler.plain(
        302, b"", Location="file:///etc/hosts"
    )
    with pytest.raises(ServiceError, match="redirects to nowhere"):
        download(url, tmp_path / "other", patience=patience())


def test_a_silent_server_is_given_up(server: Server, tmp_path: Path) -> None:
    server.serve(CONTENT)

    def silent(handler: Handler) -> None:
        handler.close_connection = True
        time.sleep(0.6)

    server.behaviour[f"/{NAME}"] = silent
    pauses: list[float] = []
    with pytest.raises(ServiceError, match="failed 3 times in a row"):
        download(server.url, tmp_path, patience=patience(pauses, timeout=0.2))
    assert pauses == [1.0, 2.0]


def test_a_slow_server_is_waited_for(server: Server, tmp_path: Path) -> None:
    server.serve(CONTENT[:5_000])

    def slow(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "5000")
        handler.end_headers()
        for start in range(0, 5_000, 1_000):
            handler.wfile.write(CONTENT[start : start + 1_000])
            handler.wfile.flush()
            time.sleep(0.1)

    server.behaviour[f"/{NAME}"] = slow
    got = download(server.url, tmp_path, patience=patience(timeout=0.4))
    assert got.read_bytes() == CONTENT[:5_000]


def test_a_connection_that_dribbles_is_made_anew(server: Server, tmp_path: Path) -> None:
    server.serve(CONTENT)
    well, dribbled = server.behaviour[f"/{NAME}"], []

    def dribble(handler: Handler) -> None:
        if dribbled:
            well(handler)
            return
        dribbled.append(True)
        handler.send_response(200)
        handler.send_header("ETag", '"one"')
        handler.send_header("Content-Length", str(len(CONTENT)))
        handler.end_headers()
        for start in range(0, 40_000, 10_000):
            handler.wfile.write(CONTENT[start : start + 10_000])
            handler.wfile.flush()
            time.sleep(0.1)

    server.behaviour[f"/{NAME}"] = dribble
    got = download(server.url, tmp_path, patience=patience(slowest=10_000_000.0, watch=0.2))
    assert got.read_bytes() == CONTENT
    assert len(server.ranges) == 2
    assert server.ranges[1].startswith("bytes=")


def test_a_busy_server_is_asked_again(server: Server, tmp_path: Path) -> None:
    server.serve(CONTENT)
    well, answers = server.behaviour[f"/{NAME}"], [503, 429]

    def busy(handler: Handler) -> None:
        if answers:
            handler.plain(answers.pop(), b"busy")
        else:
            well(handler)

    server.behaviour[f"/{NAME}"] = busy
    pauses: list[float] = []
    assert download(server.url, tmp_path, patience=patience(pauses)).read_bytes() == CONTENT
    assert pauses == [1.0, 2.0]


def test_no_server_at_all_is_told(server: Server, tmp_path: Path) -> None:
    url = server.url.replace(str(server.server_port), "9")
    with pytest.raises(ServiceError, match="ConnectionError"):
        download(url, tmp_path, patience=patience())


def test_a_full_disk_is_told_before_the_download(
    server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    server.serve(CONTENT)
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage._replace(free=300_000))
    with pytest.raises(ResourceError, match="free"):
        download(server.url, tmp_path, patience=patience())


@pytest.mark.parametrize(
    "url", ["", "x.osm.pbf", "ftp://host/x.osm.pbf", "http://host/", "https://host/a/..%2Fb%20c", "file:///x"]
)
def test_an_address_that_is_none_is_refused(url: str, tmp_path: Path) -> None:
    with pytest.raises(ConfigError):
        download(url, tmp_path)


def test_install_downloads_and_builds_and_the_second_time_does_neither(
    server: Server, tmp_path: Path
) -> None:
    server.serve(write_town(tmp_path / NAME).read_bytes())
    root = tmp_path / "map"
    first = install_map(server.url, root, town_settings(), now=NOW, patience=patience())
    again = install_map(server.url, root, town_settings(), now=NOW, patience=patience())
    assert (first.skipped, again.skipped) == (False, True)
    assert len(server.ranges) == 1
    status = map_status(root)
    assert (status.source, status.dated_by) == (NAME, "file")
    assert str(status.data_date) == "2026-11-02"


def test_a_failed_install_leaves_the_map_of_before(server: Server, tmp_path: Path) -> None:
    server.serve(write_town(tmp_path / NAME).read_bytes())
    root = tmp_path / "map"
    before = install_map(server.url, root, town_settings(), now=NOW, patience=patience()).status
    server.serve(CONTENT, checksum=b"0" * 32)
    with pytest.raises(ServiceError):
        install_map(server.url, root, town_settings(), now=NOW, patience=patience())
    assert map_status(root) == before
