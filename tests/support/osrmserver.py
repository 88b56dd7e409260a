"""Run the real ``osrm-routed`` on loopback."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from dispatch.mapfiles import OSRM_FOLDER, OSRM_NAME
from dispatch.roadmap.tools import tool_folder


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def osrm_routed(data: Path, *options: str) -> Iterator[str]:
    """Serve one data set; yield its address."""
    port = free_port()
    program = tool_folder() / "bin" / "osrm-routed"
    process = subprocess.Popen(
        [str(program), str(data), "--ip", "127.0.0.1", "--port", str(port), "--threads", "1", *options],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.STDOUT,
    )
    try:
        deadline = time.monotonic() + 20
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                assert process.poll() is None, "osrm-routed ended"
                assert time.monotonic() < deadline, "osrm-routed did not start"
                time.sleep(0.02)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(10)


@contextmanager
def servers(folder: Path, keys: list[str], *options: str) -> Iterator[dict[str, str]]:
    """Serve several profiles of an installed map; yield their addresses by profile key."""
    with ExitStack() as stack:
        yield {
            key: stack.enter_context(osrm_routed(folder / OSRM_FOLDER / key / OSRM_NAME, *options))
            for key in keys
        }
