import dataclasses
import json
import zipfile

import pytest
from sampledays import planned_day

from dispatch.archive import PLAN, encode, read_plan, write_plan
from dispatch.archive.matrices import MATRICES
from dispatch.errors import InputError


@pytest.fixture
def day():
    return planned_day(12, left_behind=2, rejected=2)


@pytest.fixture
def folder(day, tmp_path):
    write_plan(day, tmp_path)
    return tmp_path


def edit(folder, change):
    document = json.loads((folder / PLAN).read_text(encoding="utf-8"))
    change(document)
    (folder / PLAN).write_text(json.dumps(document), encoding="utf-8")


def test_what_is_written_is_read_back_whole(day, folder):
    assert read_plan(folder) == day


def test_a_day_without_routes_and_without_stops_comes_back(tmp_path, day):
    bare_problem = dataclasses.replace(
        day.problem,
        stops=(),
        restrictions=(),
        travel=tuple(_corner(matrix) for matrix in day.problem.travel),
    )
    bare = dataclasses.replace(
        day,
        problem=bare_problem,
        plan=dataclasses.replace(day.plan, routes=(), unserved=()),
        unassigned=(),
        search=None,
    )
    write_plan(bare, tmp_path)
    assert read_plan(tmp_path) == bare


def test_the_file_begins_with_its_format_and_holds_each_fact_once(day, folder):
    text = (folder / PLAN).read_text(encoding="utf-8")
    assert text.startswith('{\n  "format_version": 2,')
    document = json.loads(text)
    route = document["plan"]["routes"][0]
    assert route["shift"] == day.plan.routes[0].shift.id
    assert document["plan"]["unserved"] == [stop.id for stop in day.plan.unserved]
    assert "flat_seconds" not in text


def test_the_same_day_gives_the_same_bytes(tmp_path, day):
    copies = []
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        write_plan(day, tmp_path / name)
        copies.append([(tmp_path / name / file).read_bytes() for file in (PLAN, MATRICES)])
    assert copies[0] == copies[1]


def test_text_of_any_script_stays_readable(day):
    assert "\\u" not in encode(day).decode("utf-8").replace("\\\\u", "")


def test_a_swapped_stop_is_read_for_the_checker_to_find(folder):
    def swap(document):
        trip = document["plan"]["routes"][0]["trips"][0]["visits"]
        trip[0]["stop"], trip[1]["stop"] = trip[1]["stop"], trip[0]["stop"]

    edit(folder, swap)
    assert read_plan(folder).plan.routes[0].trips[0].visits[0].stop


def test_an_overloaded_trip_and_a_late_visit_are_read_for_the_checker_to_find(folder):
    def spoil(document):
        document["problem"]["stops"][0]["load"]["crates"] = 400
        document["plan"]["routes"][0]["trips"][0]["visits"][0]["start"] += 90_000

    edit(folder, spoil)
    assert read_plan(folder).problem.stops[0].load.crates == 400


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda d: d["plan"]["routes"][0].update(shift="nobody"), "nobody"),
        (lambda d: d["provenance"].update(made_at="yesterday"), "provenance"),
        (lambda d: d["provenance"].update(made_at="2026-11-24T10:00:00"), "provenance"),
        (lambda d: d["plan"]["routes"][0]["trips"][0].update(depot=3), "depot 3"),
        (lambda d: d["plan"]["unserved"].append("no such stop"), "no such stop"),
        (
            lambda d: d["problem"]["stops"][0]["window"].update(latest="late"),
            "problem.stops[0].window.latest",
        ),
        (lambda d: d["problem"]["stops"][0].pop("load"), "problem.stops[0].load"),
        (lambda d: d["problem"]["stops"][0]["window"].update(latest=-5), "problem.stops[0].window"),
        (lambda d: d["problem"]["stops"].append(d["problem"]["stops"][0]), "travel.npz"),
        (lambda d: d["accounts"].update(read=1), "accounts"),
        (lambda d: d.update(day="2026-02-30"), "day"),
        (lambda d: d["problem"]["stops"][1].update(id=d["problem"]["stops"][0]["id"]), "two of one stop"),
    ],
)
def test_what_is_no_plan_is_refused_with_the_place(folder, change, told):
    edit(folder, change)
    with pytest.raises(InputError, match=r"plan\.json|travel\.npz") as refused:
        read_plan(folder)
    assert told in str(refused.value)


def test_refusing_quotes_no_customer(folder, day):
    def spoil(document):
        for stop in document["problem"]["stops"]:
            for located in stop["orders"]:
                located["order"]["name"] = ["CANARY-NAME"]
                located["order"]["phone"] = {"CANARY-PHONE": 1}

    edit(folder, spoil)
    with pytest.raises(InputError) as refused:
        read_plan(folder)
    assert "CANARY" not in str(refused.value)


@pytest.mark.parametrize("version", [3, 99])
def test_a_newer_format_is_refused_with_advice_to_update(folder, version):
    edit(folder, lambda d: d.update(format_version=version))
    with pytest.raises(InputError, match="newer version"):
        read_plan(folder)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"format_version": "1"}', "\x00\x01", "[" * 100_000]
)
def test_what_is_no_json_is_refused(folder, text):
    (folder / PLAN).write_text(text, encoding="utf-8")
    with pytest.raises(InputError):
        read_plan(folder)


def test_a_missing_plan_or_matrix_is_named(folder):
    (folder / MATRICES).unlink()
    with pytest.raises(InputError, match=r"travel\.npz is missing"):
        read_plan(folder)
    (folder / PLAN).unlink()
    with pytest.raises(InputError, match="There is no plan"):
        read_plan(folder)


def test_damaged_matrices_are_refused(folder):
    path = folder / MATRICES
    whole = path.read_bytes()
    for damaged in (b"", whole[:100], whole[:-30], bytes(b ^ 0xFF for b in whole)):
        path.write_bytes(damaged)
        with pytest.raises(InputError, match=r"travel\.npz"):
            read_plan(folder)


def test_a_pickle_or_a_bomb_in_the_matrices_is_never_opened(folder, day):
    import numpy as np

    size = len(day.problem.stops) + 1
    bomb = np.zeros((4000, 4000), np.int32)
    objects = np.empty((size, size), object)
    for array in (bomb, objects, np.zeros((size, size), np.float64), np.zeros((2, 2), np.int32)):
        with zipfile.ZipFile(folder / MATRICES, "w", zipfile.ZIP_DEFLATED) as archive:
            for number in range(len(day.problem.travel)):
                for kind in ("seconds", "metres"):
                    with archive.open(f"{kind}_{number}.npy", "w") as member:
                        np.lib.format.write_array(member, array, allow_pickle=True)
        with pytest.raises(InputError, match=r"travel\.npz"):
            read_plan(folder)


def _corner(matrix):
    from dispatch.model import TravelMatrix

    return TravelMatrix.of(matrix.profile, [[0]], [[0]], matrix.source, estimated=matrix.estimated)
