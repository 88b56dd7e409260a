"""``dispatch check --learn`` asks a person at a terminal: a real one, of a pty."""

import os
import pty
import select
import subprocess
import sys
import time
import tomllib
from pathlib import Path

import pytest
from issueinputs import DAY, OFFLINE, POSITION, REST, STORE
from program import environment
from till import table

pytestmark = pytest.mark.skipif(os.name == "nt", reason="there is no pty")


def talk(folder: Path, answers: list[str]) -> tuple[int, str]:
    """Run the command in a terminal, answer each question, and return its status and all it said."""
    master, slave = pty.openpty()
    command = [sys.executable, "-m", "dispatch_cli", "check", "purchases.csv", "--date", DAY, "--learn"]
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(folder) | {"TERM": "dumb", "COLUMNS": "200"},
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    said, waiting, ends = "", list(answers), time.monotonic() + 120
    while time.monotonic() < ends:
        ready, _, _ = select.select([master], [], [], 0.5)
        if ready:
            try:
                said += os.read(master, 4096).decode("utf-8", "replace")
            except OSError:
                break
        if waiting and said.rstrip("\r\n").endswith(": "):
            os.write(master, f"{waiting.pop(0)}\n".encode())
            said += "\n"
        if process.poll() is not None and not ready:
            break
    os.close(master)
    return process.wait(timeout=30), said


def test_everything_in_doubt_is_asked_once_and_written_down(tmp_path: Path) -> None:
    (tmp_path / "dispatch.toml").write_text(
        STORE.format(lat=52.16, lon=4.49) + REST + OFFLINE, encoding="utf-8"
    )
    rows = table(
        {**POSITION, "Leeftijdcheck gedaan?": "ja", "thuisbezorging": "Zone 1"},
        {**POSITION, "Leeftijdcheck gedaan?": "ja", "status": "On hold"},
    )
    (tmp_path / "purchases.csv").write_text(rows, encoding="utf-8")
    lines = "bonnummer;artikel;aantal;gewicht_g;volume_ml\n1002;Melk;1;1.035;1000\n"
    (tmp_path / "lines.csv").write_text(lines, encoding="utf-8")
    status, said = talk(tmp_path, ["-", "yes", "maybe", "cancelled", "x", "."])
    intake = tomllib.loads((tmp_path / "dispatch.toml").read_text(encoding="utf-8"))["intake"]
    assert intake["columns"] == {"Leeftijdcheck gedaan?": "-"}, said
    assert intake["values"] == {"yes": ["Zone 1"], "cancelled": ["On hold"]}, said
    assert intake["decimal"] == "."
    assert "COLUMN_UNUSED" not in said.split("[intake]")[-1]
    assert status in {0, 4, 5}


@pytest.mark.parametrize(("cell", "proposed"), [("ja", "-"), ("koel", "temperature")])
def test_enter_takes_no_column_by_which_every_row_would_be_rejected(
    tmp_path: Path, cell: str, proposed: str
) -> None:
    (tmp_path / "dispatch.toml").write_text(
        STORE.format(lat=52.16, lon=4.49) + REST + OFFLINE, encoding="utf-8"
    )
    rows = table({**POSITION, "temperatuur": cell}).replace("temperatuur", "Koelvers", 1)
    (tmp_path / "purchases.csv").write_text(rows, encoding="utf-8")
    _, said = talk(tmp_path, [""])
    intake = tomllib.loads((tmp_path / "dispatch.toml").read_text(encoding="utf-8"))["intake"]
    assert intake["columns"] == {"Koelvers": proposed}, said
