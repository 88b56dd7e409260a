"""A cluster that is begun for one command over SSH: a real server on loopback, with keys of its own."""

import getpass
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from daskcluster import free_port

from dispatch.errors import ResourceError, UsageError
from dispatch.executing.cluster import Cluster, Deployment
from dispatch.ports import Job

HERE = Path(__file__).parent
SERVER = shutil.which("sshd") or shutil.which("sshd", path="/usr/sbin:/usr/local/sbin")


def whoami(common: int, task: int) -> tuple[int, int]:
    """Take a moment, and tell which process did it."""
    time.sleep(0.2)
    return os.getpid(), common + task


def ready() -> None:
    """Prepare nothing."""


def keys(folder: Path, name: str) -> Path:
    path = folder / name
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(path)], check=True)
    return path


@pytest.fixture
def server(tmp_path: Path) -> Iterator[dict[str, Any]]:
    """Run a server that lets in one key, and return how to connect to it."""
    pytest.importorskip("asyncssh")
    if SERVER is None:
        pytest.skip("no sshd on this machine")
    host, mine, port = keys(tmp_path, "host"), keys(tmp_path, "mine"), free_port()
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    (tmp_path / "sshd_config").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {host}\nAuthorizedKeysFile {mine}.pub\n"
        "PasswordAuthentication no\nStrictModes no\nUsePAM no\nPermitRootLogin prohibit-password\n"
        f"PidFile {tmp_path}/sshd.pid\n",
        encoding="utf-8",
    )
    running = subprocess.Popen([SERVER, "-D", "-e", "-f", str(tmp_path / "sshd_config")])
    time.sleep(1)
    try:
        known = tmp_path / "known_hosts"
        public = host.with_name("host.pub").read_text(encoding="utf-8")
        known.write_text(f"[127.0.0.1]:{port} {public}", encoding="utf-8")
        yield {
            "port": port,
            "username": getpass.getuser(),
            "client_keys": [str(mine)],
            "known_hosts": str(known),
        }
    finally:
        running.terminate()
        running.wait()


@pytest.fixture
def python(tmp_path: Path) -> str:
    """Return a Python that finds the program and these tests, as an installed one does."""
    path = tmp_path / "python"
    search = os.pathsep.join((str(HERE.parents[1]), str(HERE), str(HERE.parent / "support"), *sys.path))
    path.write_text(f'#!/bin/sh\nPYTHONPATH="{search}" exec "{sys.executable}" "$@"\n', encoding="utf-8")
    path.chmod(0o755)
    return str(path)


@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("default")
def test_a_cluster_over_ssh_brings_each_job_once_and_ends_with_the_command(
    server: dict[str, Any], python: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(HERE))
    import test_cluster_by_ssh as module

    options = {"hosts": ["127.0.0.1"] * 3, "connect_options": server, "remote_python": python}
    by = Cluster(Deployment("ssh", options), module.ready, patience=240)
    results = dict(by.run(module.whoami, (Job(str(n), 100, n) for n in range(12))))
    assert {key: value for key, (_, value) in results.items()} == {str(n): 100 + n for n in range(12)}
    workers = {process for process, _ in results.values()}
    assert len(workers) == by.workers == 2
    assert os.getpid() not in workers
    until = time.monotonic() + 60
    while any(Path(f"/proc/{process}").exists() for process in workers):
        assert time.monotonic() < until
        time.sleep(0.2)


@pytest.mark.timeout(600)
@pytest.mark.filterwarnings("default")
def test_a_host_that_lets_nobody_in_is_told(server: dict[str, Any], python: str, tmp_path: Path) -> None:
    other = {**server, "client_keys": [str(keys(tmp_path, "other"))]}
    options = {"hosts": ["127.0.0.1"] * 2, "connect_options": other, "remote_python": python}
    with pytest.raises(ResourceError, match="The cluster ssh cannot be reached"):
        list(Cluster(Deployment("ssh", options), ready).run(whoami, [Job("a", 1, 1)]))


def test_what_is_not_installed_is_told() -> None:
    for kind, package in (("slurm", "dask_jobqueue"), ("kubernetes", "dask_kubernetes")):
        pytest.importorskip("distributed")
        if not _installed(package):
            with pytest.raises(UsageError, match=f"A cluster by {kind} needs {package}"):
                Deployment(kind, {}, 2).begin()


def test_how_many_workers_to_ask_for_has_to_be_said() -> None:
    with pytest.raises(UsageError, match="say how many to ask slurm for"):
        Deployment("slurm", {"memory": "4GB"}).begin()


def test_an_option_that_the_deployment_does_not_know_is_told() -> None:
    pytest.importorskip("asyncssh")
    with pytest.raises(UsageError, match="ssh cannot be begun with them"):
        Deployment("ssh", {"hosts": []}).begin()


def _installed(package: str) -> bool:
    try:
        __import__(package)
    except ImportError:
        return False
    return True
