"""Plans of older programs open: tests/golden/format_1 was written by the program of format 1."""

import json
from pathlib import Path

import pytest

from dispatch.archive import read_plan
from dispatch.archive.codec import write_plan
from dispatch.errors import InputError
from dispatch.model import Barrier, Cause
from dispatch.words import Told, say_reason, say_remedy, words

OLD = Path(__file__).parents[2] / "golden" / "format_1"


def test_a_plan_of_format_1_opens_and_says_what_it_said(tmp_path):
    day = read_plan(OLD)
    (one,) = day.unassigned
    assert (one.stop, one.cause) == ("B5", Cause.CAPACITY)
    assert say_reason(words("en"), one) == "Alle bakfietsen zijn vol."
    assert say_remedy(words("en"), one.remedy) == "Een rit extra voor Sanne."
    assert [(limit.kind, limit.by, limit.window is None) for limit in day.problem.restrictions] == [
        (Barrier.ZONE, "haarlemmerstraat", False),
        (Barrier.ZONE, "", True),
        (Barrier.REACH, "", True),
        (Barrier.ON_BOARD, "bus 2", True),
    ]
    write_plan(day, tmp_path)
    assert read_plan(tmp_path) == day


@pytest.mark.parametrize("language", ["nl", "en"])
def test_issues_and_remarks_of_format_1_are_shown_as_they_stand(language):
    day, say = read_plan(OLD), words(language)
    (doubt,) = day.issues
    assert say.issue(doubt) == Told("De toevoeging is onbekend.", "Bel de klant.")
    assert [say.issue(issue).message for issue in day.rejected[0].issues] == [
        "'2300' is geen postcode.",
        "Kratten zijn negatief.",
    ]
    remarks = [say.place(stop.place) for stop in day.problem.stops]
    assert [remark for remark in remarks if remark] == ["toevoeging niet gevonden"]


def test_a_plan_of_format_1_without_a_remedy(tmp_path):
    document = json.loads((OLD / "plan.json").read_text())
    document["unassigned"][0]["remedy"] = ""
    (tmp_path / "plan.json").write_text(json.dumps(document))
    (tmp_path / "travel.npz").write_bytes((OLD / "travel.npz").read_bytes())
    assert read_plan(tmp_path).unassigned[0].remedy is None


@pytest.mark.parametrize("part", ["problem", "unassigned", "plan", "issues", "rejected"])
@pytest.mark.parametrize("damage", [None, 3, "x", [], [3], {}, {"restrictions": 3}])
def test_a_damaged_plan_of_format_1_is_refused_and_not_a_crash(tmp_path, part, damage):
    document = json.loads((OLD / "plan.json").read_text())
    document[part] = damage
    (tmp_path / "plan.json").write_text(json.dumps(document))
    (tmp_path / "travel.npz").write_bytes((OLD / "travel.npz").read_bytes())
    if part in ("unassigned", "issues", "rejected") and damage == []:
        assert getattr(read_plan(tmp_path), part) == ()
        return
    with pytest.raises(InputError):
        read_plan(tmp_path)
