import json
from dataclasses import replace

import pytest
from said import issue_saying, remark
from sampledays import planned_day
from smallday import told_as

from dispatch.archive import anonymous, changed_files, read_info, read_plan, write_anonymous
from dispatch.checking import check
from dispatch.errors import ResourceError
from dispatch.model import Affinity, Code, Issue, Severity
from dispatch.model.facts import courier, moment, receipt, written

CANARY = "KANARIE"


def with_canaries():
    """Plant a canary in every text of a day that may point at a person."""
    day = planned_day(8, left_behind=2, rejected=2)
    stops = []
    for number, stop in enumerate(day.problem.stops):
        orders = tuple(
            replace(
                located,
                order=replace(
                    located.order,
                    name=f"{CANARY} naam",
                    phone=f"{CANARY}06",
                    notes=f"{CANARY} bel",
                    address=replace(
                        located.order.address, street=f"{CANARY}straat", line=CANARY, city=CANARY
                    ),
                    extra=(("wens", CANARY),),
                ),
                place=replace(located.place, **remark(CANARY)),
            )
            for located in stop.orders
        )
        place = replace(stop.place, **remark(CANARY), address=replace(stop.place.address, street=CANARY))
        stops.append(replace(stop, orders=orders, place=place))
        assert number < 10
    by_id = {stop.id: stop for stop in stops}
    shifts = {s.id: replace(s, courier=f"{CANARY} bezorger") for s in day.problem.shifts}
    routes = tuple(replace(route, shift=shifts[route.shift.id]) for route in day.plan.routes)
    unassigned = tuple(
        replace(
            told_as(one, CANARY),
            because=(*one.because, *told_as(one, CANARY).because),
            bindings=tuple(
                replace(binding, facts=(courier("courier", f"{CANARY} bezorger"), receipt("receipt", CANARY)))
                for binding in one.bindings
            ),
        )
        for one in day.unassigned
    )
    return replace(
        day,
        problem=replace(
            day.problem,
            stops=tuple(stops),
            shifts=tuple(shifts.values()),
            affinities=tuple(Affinity(shift, stop, 0) for shift in shifts for stop in by_id),
        ),
        plan=replace(day.plan, routes=routes, unserved=tuple(by_id[stop.id] for stop in day.plan.unserved)),
        unassigned=unassigned,
        rejected=tuple(
            replace(r, cells=(("naam", CANARY),), receipt_id=CANARY, suggestion=CANARY) for r in day.rejected
        ),
        issues=(
            issue_saying(
                Code.STREET_UNKNOWN,
                Severity.WARNING,
                CANARY,
                CANARY,
                field="street",
                row=3,
                value=CANARY,
                receipt_id=stops[0].id,
            ),
            Issue(
                Code.CANCEL_TOO_LATE,
                Severity.WARNING,
                "",
                (written("why", CANARY), courier("who", CANARY, "bus1"), moment("at", 60)),
                receipt_id=stops[0].id,
            ),
        ),
        extra_columns=("wens",),
        chances=tuple((stop.id, 90) for stop in stops),
    )


def test_no_canary_and_no_receipt_survives(tmp_path):
    day = with_canaries()
    folder = write_anonymous(day, tmp_path / "copy", status=5)
    text = b"".join(path.read_bytes() for path in folder.iterdir()).decode("utf-8", "replace")
    assert CANARY not in text
    plan = json.loads((folder / "plan.json").read_text())
    for stop in day.problem.stops:
        assert f'"{stop.id}"' not in json.dumps(plan)
    for shift in day.problem.shifts:
        assert f'"shift": "{shift.id}"' not in json.dumps(plan)
    assert plan["shapes"] == []


def test_what_a_solver_needs_survives(tmp_path):
    day = with_canaries()
    copy = read_plan(write_anonymous(day, tmp_path / "copy", status=0))
    assert copy == anonymous(day)
    assert [len(r.trips) for r in copy.plan.routes] == [len(r.trips) for r in day.plan.routes]
    assert copy.plan.totals == day.plan.totals
    assert copy.accounts == day.accounts
    assert [s.window for s in copy.problem.stops] == [s.window for s in day.problem.stops]
    assert [v.cause for v in check(copy.problem, copy.plan)] == [
        v.cause for v in check(day.problem, day.plan)
    ]


def test_positions_are_rounded_to_half_a_kilometre():
    day = with_canaries()
    for before, after in zip(day.problem.stops, anonymous(day).problem.stops, strict=True):
        assert abs(after.place.lat - before.place.lat) <= 0.0026
        assert after.place.lat * 200 == pytest.approx(round(after.place.lat * 200))
        assert len(after.place.address.postcode) <= 4


def test_the_copy_is_sealed_and_never_overwrites(tmp_path):
    folder = write_anonymous(with_canaries(), tmp_path / "copy", status=5)
    assert read_info(folder).kind == "anonymous"
    assert changed_files(folder) == ()
    with pytest.raises(ResourceError, match="exists already"):
        write_anonymous(with_canaries(), tmp_path / "copy", status=5)
