import ast
import json
import os
import sqlite3
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from shop import BIKE, PLACE

from dispatch.config import load_config
from dispatch.doctoring import (
    Surroundings,
    as_json,
    config_finding,
    examine,
    machine,
    say_finding,
    sources,
    store,
    verdict,
)
from dispatch.errors import ConfigError
from dispatch.mapfiles import GAZETTEER, MANIFEST, MAP_FORMAT, OSRM_FOLDER
from dispatch.model.facts import day as on_day
from dispatch.model.facts import written
from dispatch.words import SENTENCES, words

ZONE = ZoneInfo("Europe/Amsterdam")
NOW = datetime(2026, 11, 24, 15, 30, tzinfo=ZONE)  # a Tuesday

BASE = PLACE + BIKE
COURIER = """
[[courier]]
name = "Anna"
vehicle = "fiets-1"
shift = "15:30-22:30"
skills = ["id_check"]
"""


@pytest.fixture
def setup(tmp_path):
    def make(text=COURIER, base=BASE):
        path = tmp_path / "dispatch.toml"
        path.write_text(base + text)
        return load_config(path)

    return make


@pytest.fixture
def around(tmp_path):
    return Surroundings(NOW, tmp_path / "map", tmp_path / "state" / "dispatch.log")


SAY = words("en")


def message(finding):
    return say_finding(SAY, finding)[0]


def found(findings, code):
    return [finding for finding in findings if finding.code == code]


def only(check, config, around):
    return list(check(config, around))


def test_a_good_store_gets_no_failure(setup, around):
    findings = examine(setup(), around)
    assert verdict(findings) != "fail"
    assert {"CONFIG", "COURIERS", "ARCHIVE_FOLDER", "DISK", "LOCK", "CLOCK", "MAP", "DEPENDENCIES"} <= {
        finding.code for finding in findings
    }


def test_whatever_is_not_in_order_has_a_remedy(setup, around):
    for finding in examine(setup(COURIER.replace("15:30-22:30", "16:30-20:00")), around):
        assert finding.level == "ok" or say_finding(SAY, finding)[1], finding


def test_findings_are_json(setup, around):
    told = json.loads(json.dumps(as_json(examine(setup(), around), SAY)))
    assert told["format_version"] == 1
    assert set(told["findings"][0]) == {"code", "level", "message", "remedy"}


def test_a_configuration_that_cannot_be_read_is_the_only_finding(setup):
    with pytest.raises(ConfigError) as error:
        setup(COURIER.replace("fiets-1", "fiets-9"))
    finding = config_finding(error.value)
    assert (finding.code, finding.level) == ("CONFIG", "fail")
    assert "fiets-9" in message(finding)


def test_nobody_delivers_from_eight_to_ten(setup, around):
    today, tomorrow = only(store.couriers, setup(COURIER.replace("15:30-22:30", "15:30-20:00")), around)
    assert today.level == "warn"
    assert message(today) == "Nobody works 20:00-22:00 today, while the store delivers 16:00-22:00."
    assert "tomorrow" in message(tomorrow)


def test_a_gap_between_two_shifts_is_found(setup, around):
    text = COURIER.replace("15:30-22:30", "15:30-18:00") + COURIER.replace("Anna", "Bram").replace(
        "15:30-22:30", "18:45-22:30"
    )
    (today, _) = only(store.couriers, setup(text), around)
    assert "18:00-18:45" in message(today)


def test_a_shift_that_ends_with_the_last_window_is_doubted(setup, around):
    codes = [f.code for f in only(store.couriers, setup(COURIER.replace("22:30", "22:00")), around)]
    assert codes.count("COURIERS_LAST") == 2


def test_a_day_without_a_courier_stops_the_run(setup, around):
    text = COURIER + 'days = ["wed"]\n'
    today, tomorrow = only(store.couriers, setup(text), around)
    assert today.level == "fail"
    assert "tue" in message(today)
    assert tomorrow.level == "ok"


def test_a_closed_day_needs_nobody(setup, around):
    base = BASE.replace("[[vehicle]]", "[store.days.tue]\nclosed = true\n\n[[vehicle]]")
    today, _ = only(store.couriers, setup(base=base), around)
    assert today.level == "ok"
    assert "does not deliver today" in message(today)


def test_a_shift_that_never_meets_the_delivery_hours_is_doubted(setup, around):
    # Delivery is 16:00-22:00, on Saturdays from 09:00: a morning shift is of use on that day only.
    base = BASE.replace("[[vehicle]]", '[store.days.sat]\ndelivery = "09:00-22:00"\n\n[[vehicle]]')
    morning = COURIER.replace("15:30-22:30", "08:00-16:00")
    (finding,) = only(store.shifts, setup(morning + 'days = ["mon", "tue"]\n', base), around)
    assert (finding.level, "Anna" in message(finding)) == ("warn", True)
    (finding,) = only(store.shifts, setup(morning + 'days = ["mon", "sat"]\n', base), around)
    assert finding.level == "ok"


def test_hours_without_anyone_to_check_an_id(setup, around):
    text = COURIER.replace('["id_check"]', "[]") + COURIER.replace("Anna", "Bram").replace(
        "15:30-22:30", "15:30-19:00"
    ).replace("fiets-1", "fiets-2")
    base = BASE + BASE[BASE.index("[[vehicle]]") :].replace("fiets-1", "fiets-2")
    (warning,) = only(store.skills, setup(text, base), around)
    assert "19:00-22:00" in message(warning)


def test_nobody_is_missed_where_every_adult_may_check_an_id(setup, around):
    assert only(store.skills, setup(COURIER.replace('["id_check"]', "[]")), around) == []


def test_a_file_in_the_way_of_the_archive_stops_the_run(setup, around, tmp_path):
    (tmp_path / "blocked").write_text("a file")
    config = setup(f'{COURIER}\n[archive]\nfolder = "blocked/runs"\n')
    (finding,) = found(only(machine.folders, config, around), "ARCHIVE_FOLDER")
    assert finding.level == "fail"
    assert "blocked is a file" in message(finding)


@pytest.mark.skipif(os.geteuid() == 0, reason="no folder is closed to root")
def test_a_closed_archive_stops_the_run(setup, around, tmp_path):
    (tmp_path / "runs").mkdir(mode=0o555)
    assert found(only(machine.folders, setup(), around), "ARCHIVE_FOLDER")[0].level == "fail"


def test_looking_leaves_nothing_behind(setup, around, tmp_path):
    config = setup()
    before = sorted(tmp_path.rglob("*"))
    examine(config, around)
    assert sorted(tmp_path.rglob("*")) == before


def test_missing_files_are_named_with_their_keys(setup, around):
    area = '[promise.area]\npolygon = "area.geojson"\n'
    config = setup(f'{COURIER}\n{area}[sheets]\nlogo = "logo.png"\n')
    (finding,) = only(machine.files, config, around)
    assert finding.level == "fail"
    assert "[promise.area] polygon" in message(finding)
    assert "[sheets] logo" in message(finding)


def test_an_address_book_that_nobody_has_begun_is_no_failure(setup, around, tmp_path):
    config = setup(f'{COURIER}\n[geocoding]\naddresses = "addresses.csv"\n')
    findings = only(machine.files, config, around)
    assert {finding.level for finding in findings} == {"ok"}
    assert "There is no address book" in message(findings[0])
    (tmp_path / "addresses.csv").mkdir()
    (finding,) = only(machine.files, config, around)
    assert finding.level == "fail"


def test_an_old_export_of_the_till_is_doubted(setup, around, tmp_path):
    config = setup(f'{COURIER}\n[intake]\npurchases = "kassa.csv"\n')
    assert "not there yet" in message(only(machine.purchases, config, around)[0])
    (tmp_path / "kassa.csv").write_text("x")
    os.utime(tmp_path / "kassa.csv", (NOW.timestamp(),) * 2)
    assert only(machine.purchases, config, around)[0].level == "ok"
    os.utime(tmp_path / "kassa.csv", ((NOW - timedelta(days=1)).timestamp(),) * 2)
    assert only(machine.purchases, config, around)[0].level == "warn"


def test_runs_that_others_can_read_are_found(setup, around, tmp_path):
    day = tmp_path / "runs" / "2026-11-23"
    day.mkdir(parents=True)
    day.chmod(0o755)
    (finding,) = only(machine.privacy, setup(), around)
    assert (finding.code, finding.level) == ("PRIVATE_RUNS", "warn")
    day.chmod(0o700)
    assert only(machine.privacy, setup(), around)[0].level == "ok"


def test_a_password_that_others_can_read_is_found(setup, around, tmp_path):
    mail = '[notify.mail]\nhost = "h"\nsender = "a@b.nl"\nto = ["c@d.nl"]\npassword_file = "secret"\n'
    config = setup(f"{COURIER}\n{mail}")
    assert found(only(machine.privacy, config, around), "MAIL_PASSWORD")[0].level == "fail"
    (tmp_path / "secret").write_text("x")
    (tmp_path / "secret").chmod(0o644)
    assert found(only(machine.privacy, config, around), "MAIL_PASSWORD")[0].level == "warn"
    (tmp_path / "secret").chmod(0o600)
    assert found(only(machine.privacy, config, around), "MAIL_PASSWORD") == []


def test_persons_that_should_have_gone_are_found(setup, around, tmp_path):
    run = tmp_path / "runs" / "2026-10-01" / "v1"
    run.mkdir(parents=True)
    (tmp_path / "runs" / "2026-10-26").mkdir()
    (finding,) = only(machine.retention, setup(), around)
    assert (finding.level, say_finding(SAY, finding)[1]) == ("warn", "dispatch purge")
    (tmp_path / "runs" / "2026-10-01" / "v1").rmdir()
    assert only(machine.retention, setup(), around)[0].level == "ok"


def test_a_busy_run_is_named(setup, around):
    busy = Surroundings(NOW, around.map_folder, around.log, lock=(written("pid", "12"),))
    (finding,) = only(machine.lock, setup(), busy)
    assert finding.level == "warn"
    assert "process 12" in message(finding)


def test_a_clock_behind_its_own_runs_is_doubted(setup, around, tmp_path):
    day = tmp_path / "runs" / "2026-11-24"
    day.mkdir(parents=True)
    os.utime(day, (NOW.timestamp() + 7200,) * 2)
    assert only(machine.clock, setup(), around)[0].level == "warn"
    before = Surroundings(datetime(1970, 1, 1, tzinfo=UTC), around.map_folder, around.log)
    assert only(machine.clock, setup(), before)[0].level == "fail"


@pytest.mark.parametrize(
    ("now", "change"),
    [
        (datetime(2026, 10, 20, 9, tzinfo=ZONE), "2026-10-25"),
        (datetime(2027, 3, 27, 9, tzinfo=ZONE), "2027-03-28"),
        (datetime(2027, 3, 28, 9, tzinfo=ZONE), "2027-03-28"),
        (datetime(2026, 11, 24, 9, tzinfo=ZONE), ""),
    ],
)
def test_a_change_of_the_clocks_is_announced(setup, around, now, change):
    findings = only(machine.time_zone, setup(), Surroundings(now, around.map_folder, around.log))
    announced = found(findings, "CLOCK_CHANGE")
    assert bool(announced) == bool(change)
    assert not change or announced[0].facts == (on_day("day", date.fromisoformat(change)),)


def write_map(folder, **more):
    facts = {
        "format": MAP_FORMAT,
        "data_date": "2026-11-01",
        "box": [52.0, 4.3, 52.3, 4.7],
        "profiles": ["bike", "van~ze-leiden"],
        **more,
    }
    folder.mkdir(exist_ok=True)
    (folder / MANIFEST).write_text(json.dumps(facts))
    for profile in ("bike", "van~ze-leiden"):
        (folder / OSRM_FOLDER / profile).mkdir(parents=True, exist_ok=True)
    (folder / GAZETTEER).write_bytes(b"")


@pytest.mark.parametrize(
    ("facts", "code", "level"),
    [
        ({}, "MAP", "ok"),
        ({"data_date": "2026-05-01"}, "MAP", "warn"),
        ({"data_date": None}, "MAP", "warn"),
        ({"format": 99}, "MAP", "warn"),
        ({"box": [51.0, 4.3, 51.3, 4.7]}, "MAP_AREA", "fail"),
        ({"profiles": ["van"]}, "MAP_PROFILES", "warn"),
        ({"profiles": ["bike", "gone"]}, "MAP_PROFILES", "warn"),
        ({"box": "all"}, "MAP", "warn"),
    ],
)
def test_the_map_is_looked_at(setup, around, facts, code, level):
    write_map(around.map_folder, **facts)
    assert found(only(sources.road_map, setup(), around), code)[-1].level == level


@pytest.mark.parametrize(
    ("profiles", "level"),
    [(["bike", "van"], "warn"), (["van"], "fail"), (["bike", "van", "gone"], "fail")],
)
def test_a_robot_without_paths_needs_the_ways_of_a_bike(setup, around, profiles, level):
    write_map(around.map_folder, profiles=profiles)
    (around.map_folder / OSRM_FOLDER / "van").mkdir()
    robot = '[[vehicle]]\nid = "robot-1"\nprofile = "robot"\ncrates = 2\nkg = 40\n'
    base = BASE.replace('profile = "bike"', 'profile = "van"')
    config = setup(f'{COURIER}\n{robot}\n[travel]\nsource = "map"\n', base)
    (told,) = found(only(sources.road_map, config, around), "MAP_PROFILES")
    assert told.level == level
    assert [fact.value for fact in told.facts] == ["robot", *(["gone"] if "gone" in profiles else [])]


def test_no_map_is_worse_if_the_store_insists(setup, around):
    assert only(sources.road_map, setup(), around)[0].level == "warn"
    insisting = setup(f'{COURIER}\n[travel]\nsource = "map"\n')
    assert only(sources.road_map, insisting, around)[0].level == "fail"
    content = setup(f'{COURIER}\n[travel]\nsource = "estimate"\n')
    assert only(sources.road_map, content, around)[0].level == "ok"


def test_a_damaged_address_cache_is_found(setup, around, tmp_path):
    path = tmp_path / "addresses.sqlite"
    here = Surroundings(NOW, around.map_folder, around.log, address_cache=path)
    assert only(sources.addresses, setup(), here)[0].level == "ok"
    with sqlite3.connect(path) as database:
        database.execute("CREATE TABLE a (b)")
    database.close()
    assert only(sources.addresses, setup(), here)[0].level == "ok"
    path.write_bytes(b"rubbish" * 1000)
    assert only(sources.addresses, setup(), here)[0].level == "warn"


def test_no_source_of_addresses_stops_the_run(setup, around):
    offline = setup(f"{COURIER}\n[geocoding]\noffline = true\n")
    assert only(sources.online, offline, around)[0].level == "fail"
    write_map(around.map_folder)
    assert only(sources.online, offline, around) == []


def test_mail_is_only_connected_to(setup, around):
    mail = '[notify.mail]\nhost = "mail.test"\nsender = "a@b.nl"\nto = ["c@d.nl"]\n'
    config = setup(f"{COURIER}\n{mail}")
    tried = []
    here = Surroundings(NOW, around.map_folder, around.log, connect_mail=tried.append)
    assert only(sources.mail, config, here)[0].level == "ok"
    assert tried == [config.notify.mail]

    def refuse(_):
        raise ConnectionRefusedError

    here = Surroundings(NOW, around.map_folder, around.log, connect_mail=refuse)
    (finding,) = only(sources.mail, config, here)
    assert finding.level == "warn"
    assert "mail.test:587" in message(finding)
    assert only(sources.mail, setup(), here)[0].code == "NOTIFY"


def test_a_silent_week_is_noticed(setup, around, tmp_path):
    beat = tmp_path / "beat"
    config = setup(f'{COURIER}\n[notify]\nheartbeat = "beat"\n')
    assert only(sources.heartbeat, config, around) == []
    beat.write_text("{}")
    os.utime(beat, (NOW.timestamp() - 3600,) * 2)
    assert only(sources.heartbeat, config, around)[0].level == "ok"
    os.utime(beat, (NOW.timestamp() - 7 * 86_400,) * 2)
    assert only(sources.heartbeat, config, around)[0].level == "warn"


def test_a_package_that_cannot_be_loaded_stops_the_run(setup, around, monkeypatch):
    monkeypatch.setattr(machine, "_required", lambda: ["numpy", "no-such-package"])
    (finding,) = only(machine.dependencies, setup(), around)
    assert finding.level == "fail"
    assert "no-such-package (ModuleNotFoundError)" in message(finding)


def test_a_check_that_fails_itself_is_a_finding(setup, around):
    def broken(config, around):
        raise OSError(5, "Input/output error")
        yield

    findings = examine(setup(), around, [broken, store.vehicles])
    assert [(f.code, f.level) for f in findings] == [
        ("CONFIG", "ok"), ("BROKEN", "fail"), ("VEHICLES", "ok"),
    ]  # fmt: skip


def test_no_finding_quotes_a_customer(setup, around, tmp_path):
    runs = tmp_path / "runs" / "2026-11-23" / "v1"
    runs.mkdir(parents=True)
    (runs / "plan.json").write_text('{"name": "CANARY"}')
    Path(tmp_path / "kassa.csv").write_text("CANARY;0612345678\n")
    config = setup(f'{COURIER}\n[intake]\npurchases = "kassa.csv"\n')
    assert "CANARY" not in json.dumps(as_json(examine(config, around), SAY))


def test_every_finding_of_the_doctor_has_its_words() -> None:
    made, makers = set(), {"ok", "warn", "fail", "needed"}
    for path in Path(machine.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and getattr(call.func, "id", "") in makers:
                code, about, *_ = call.args
                if isinstance(code, ast.Constant) and isinstance(about, ast.Constant):
                    made.add((f"doctor.{code.value}.{about.value}", call.func.id != "ok"))
    assert len(made) > 40
    for key, wanting in made:
        assert key in SENTENCES or f"{key}.other" in SENTENCES, key
        assert not wanting or f"{key}.remedy" in SENTENCES, key
