"""Whatever stands in the place of a file of a run, it is refused in words that name it."""

import json
import os
from pathlib import Path

import pytest
from sampledays import planned_day

from dispatch.archive import PLAN, changed_files, read_info, read_plan, seal, write_plan
from dispatch.archive.manifest import MANIFEST
from dispatch.archive.matrices import MATRICES
from dispatch.errors import InputError

DAY = planned_day(2)
READERS = {PLAN: read_plan, MATRICES: read_plan, MANIFEST: read_info}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    folder = tmp_path / "v1"
    write_plan(DAY, folder)
    seal(folder, DAY, status=0)
    return folder


@pytest.mark.parametrize("kind", ["folder", "pipe", "empty", "huge", "of another program", "text", "absent"])
@pytest.mark.parametrize("name", READERS)
def test_what_stands_in_the_place_of_a_file_is_told(run: Path, name: str, kind: str) -> None:
    path = run / name
    path.unlink()
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "empty":
            path.touch()
        case "huge":
            with path.open("wb") as file:
                file.truncate(2**40)
        case "of another program":
            path.write_text(json.dumps({"name": "package", "version": 3}))
        case "text":
            path.write_bytes(b"\xffhallo\n")
    with pytest.raises(InputError) as refused:
        READERS[name](run)
    assert name in refused.value.message or str(run) in refused.value.message


def test_a_stray_file_whose_name_is_no_text_is_named_all_the_same(run: Path) -> None:
    Path(os.fsdecode(os.fsencode(run) + b"/x\xff")).touch()
    assert changed_files(run) == ("x\N{REPLACEMENT CHARACTER}",)
