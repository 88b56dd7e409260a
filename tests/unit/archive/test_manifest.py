import json
from dataclasses import replace

import pytest
from sampledays import planned_day

from dispatch.archive import (
    changed_files,
    describe_file,
    digest_of,
    fingerprint,
    intact,
    read_info,
    seal,
    seal_facts,
    write_plan,
)
from dispatch.errors import InputError
from dispatch.model import InputFile


@pytest.fixture
def run(tmp_path):
    day = planned_day(4, rejected=1)
    folder = tmp_path / "v1"
    folder.mkdir()
    write_plan(day, folder)
    (folder / "sheets").mkdir()
    (folder / "sheets" / "R1.pdf").write_bytes(b"%PDF")
    events = [{"stage": "Reading", "seconds": 0.2}, {"stage": "Searching", "seconds": 20}]
    seal(folder, day, status=5, fingerprint="f", events=events, extra={"argument": 1})
    return folder


def test_the_manifest_holds_what_made_the_plan(run):
    facts = json.loads((run / "manifest.json").read_text())
    assert next(iter(facts)) == "format_version"
    needed = {"inputs", "seed", "iterations", "workers", "reproducible", "versions", "timings", "accounts"}
    assert needed | {"travel_sources", "place_sources", "files", "status", "program"} <= set(facts)
    assert facts["argument"] == 1
    assert facts["files"].keys() == {"log.jsonl", "plan.json", "travel.npz", "sheets/R1.pdf"}
    assert (
        sum(facts["accounts"][k] for k in ("not_flagged", "rejected", "unassigned", "planned"))
        == (facts["accounts"]["read"])
    )


def test_the_log_is_one_object_a_line(run):
    lines = (run / "log.jsonl").read_text().splitlines()
    assert [json.loads(line)["stage"] for line in lines] == ["Reading", "Searching"]


def test_files_that_were_changed_since_are_named(run):
    assert changed_files(run) == ()
    (run / "plan.json").write_text("{}")
    (run / "sheets" / "R1.pdf").unlink()
    (run / "extra.csv").write_text("x")
    assert changed_files(run) == ("extra.csv", "plan.json", "sheets/R1.pdf")


def test_a_file_of_another_size_or_of_no_run_is_not_read(run):
    for name in ("plan.json", "stray.csv"):
        with (run / name).open("ab") as file:
            file.truncate(2**40)  # sparse: to hash it would take an hour
    assert changed_files(run) == ("plan.json", "stray.csv")
    assert not intact(run, "plan.json")


def test_a_file_larger_than_any_of_a_run_is_not_read_where_an_older_program_wrote_no_sizes(run):
    facts = json.loads((run / "manifest.json").read_text())
    del facts["sizes"]
    (run / "manifest.json").write_text(json.dumps(facts))
    assert changed_files(run) == ()
    with (run / "sheets" / "R1.pdf").open("ab") as file:
        file.truncate(2**40)
    assert changed_files(run) == ("sheets/R1.pdf",)
    assert digest_of(run / "sheets" / "R1.pdf") == ""


def test_a_manifest_of_a_program_that_knew_less_of_its_inputs_agrees(tmp_path):
    file = InputFile("purchases", "kassa.csv", "0" * 64, 12)
    day = planned_day(3, plain=True)
    day = replace(day, provenance=replace(day.provenance, inputs=(file,)))
    write_plan(day, tmp_path)
    seal(tmp_path, day, status=0)
    told = json.loads((tmp_path / "manifest.json").read_text())["inputs"]
    assert told == [{"role": "purchases", "name": "kassa.csv", "sha256": "0" * 64, "size": 12}]
    assert seal_facts(tmp_path, day) == ()


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"format_version": 1}', "\x00"])
def test_a_damaged_manifest_is_refused(run, text):
    (run / "manifest.json").write_text(text)
    with pytest.raises(InputError, match=r"manifest\.json"):
        read_info(run)


def test_a_newer_manifest_is_refused(run):
    facts = json.loads((run / "manifest.json").read_text())
    (run / "manifest.json").write_text(json.dumps({**facts, "format_version": 2}))
    with pytest.raises(InputError, match="newer version"):
        read_info(run)


def test_a_fingerprint_changes_with_all_that_decides_and_nothing_else():
    one = InputFile("purchases", "kassa-0001.csv", "a" * 64, 10)
    base = fingerprint([one], {"day": "2026-11-24", "seed": 1}, "0.1")
    assert base == fingerprint(
        [InputFile("purchases", "kassa-0002.csv", "a" * 64, 10)], {"seed": 1, "day": "2026-11-24"}, "0.1"
    )
    others = [
        fingerprint(
            [InputFile("purchases", "kassa-0001.csv", "b" * 64, 10)], {"day": "2026-11-24", "seed": 1}, "0.1"
        ),
        fingerprint(
            [InputFile("lines", "kassa-0001.csv", "a" * 64, 10)], {"day": "2026-11-24", "seed": 1}, "0.1"
        ),
        fingerprint([one], {"day": "2026-11-25", "seed": 1}, "0.1"),
        fingerprint([one], {"day": "2026-11-24", "seed": 2}, "0.1"),
        fingerprint([one], {"day": "2026-11-24", "seed": 1}, "0.2"),
        fingerprint([], {"day": "2026-11-24", "seed": 1}, "0.1"),
    ]
    assert len({base, *others}) == 7


def test_an_input_is_named_by_name_hash_and_size_only(tmp_path):
    path = tmp_path / "kassa.csv"
    path.write_bytes(b"abc")
    described = describe_file("purchases", path)
    # SHA-256 of "abc", from FIPS 180-2, appendix B.1
    assert described.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    assert (described.name, described.size) == ("kassa.csv", 3)
    with pytest.raises(InputError, match=r"gone\.csv"):
        describe_file("purchases", tmp_path / "gone.csv")
