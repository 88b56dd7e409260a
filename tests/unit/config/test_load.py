"""``dispatch.toml``: who wins, what is refused, and in which words."""

from pathlib import Path
from typing import Any

import pytest
from shop import BIKE as VEHICLE
from shop import PLACE as STORE

from dispatch.config import Config, Hours, load_config
from dispatch.errors import ConfigError

COURIER = """
[[courier]]
name = "Anna"
vehicle = "fiets-1"
shift = "15:30-21:30"
"""
GOOD = STORE + VEHICLE + COURIER


def load(folder: Path, text: str = GOOD, **how: Any) -> Config:
    path = folder / "dispatch.toml"
    path.write_text(text, encoding="utf-8")
    return load_config(path, **how)


def refused(folder: Path, text: str, **how: Any) -> str:
    with pytest.raises(ConfigError) as error:
        load(folder, text, **how)
    assert error.value.message.startswith("dispatch.toml")
    return error.value.message


def test_units_of_the_file_become_those_of_the_inside(tmp_path: Path) -> None:
    config = load(
        tmp_path,
        GOOD + 'hourly_wage = 15.20\n[costs]\nlate_per_hour = "30,5"\n[promise]\ncut_off = "17:30"\n',
    )
    assert config.courier[0].hourly_wage == 1520
    assert config.costs.late_per_hour == 3050
    assert config.promise.cut_off == 63_000
    assert config.store.delivery == Hours(57_600, 79_200)


def test_flags_win_over_the_environment_and_that_over_the_file(tmp_path: Path) -> None:
    text = GOOD + "[solver]\nseconds = 1\nseed = 2\nworkers = 3\n"
    environment = {"DISPATCH_SOLVER_SEED": "20", "DISPATCH_SOLVER_WORKERS": "30", "PATH": "/bin"}
    config = load(tmp_path, text, environment=environment, overrides={"solver.workers": 0})
    assert (config.solver.seconds, config.solver.seed, config.solver.workers) == (1, 20, 0)


def test_an_environment_variable_makes_its_section(tmp_path: Path) -> None:
    config = load(tmp_path, environment={"DISPATCH_INTAKE_MAX_MB": "7", "DISPATCH_CONFIG": "other.toml"})
    assert config.intake.max_mb == 7


def test_paths_count_from_the_folder_of_the_file(tmp_path: Path) -> None:
    text = GOOD + '[archive]\nfolder = "runs"\n[intake]\npurchases = "/till/kassa.csv"\n[notify.mail]\n'
    text += 'host = "h"\nsender = "a@b"\nto = ["c@d"]\npassword_file = "secret"\n'
    text += '[[zones.own]]\nid = "markt"\nfile = "markt.geojson"\n'
    config = load(tmp_path, text)
    assert config.archive.folder == tmp_path / "runs"
    assert config.intake.purchases == Path("/till/kassa.csv")
    assert config.notify.mail is not None
    assert config.notify.mail.password_file == tmp_path / "secret"
    assert config.zones.own[0].file == tmp_path / "markt.geojson"
    assert config.sheets.logo is None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (GOOD + "[archives]\n", ["archives is not a known key", "did you mean 'archive'?"]),
        (GOOD + "[solver]\nsecond = 5\n", ["solver.second is not", "'seconds'"]),
        (
            GOOD.replace("crates", "krates"),
            ["vehicle number 1.krates is not", "'crates'", "1.crates is missing"],
        ),
        (GOOD + 'zzz = "x"\n', ["courier number 1.zzz", "known: breaks, days"]),
        (STORE + VEHICLE, ["courier is missing"]),
        (GOOD.replace("15:30-21:30", "21:30-15:30"), ["courier number 1.shift", "ends before it begins"]),
        (GOOD.replace("15:30-21:30", "half vier"), ["'half vier' is not a span like 14:00-22:00"]),
        (GOOD.replace("52.16", "nan"), ["store.lat"]),
        (GOOD + "[intake]\ncrate_litres = inf\n", ["intake.crate_litres", "finite"]),
        (GOOD + "hourly_wage = 15.205\n", ["hourly_wage", "whole cents"]),
        (GOOD + "hourly_wage = -1\n", ["hourly_wage", "zero or more"]),
        (GOOD + "hourly_wage = true\n", ["hourly_wage", "is not an amount in euros"]),
        (GOOD + '[store.days.zo]\ndelivery = "12:00-18:00"\n', ["store.days", "'sun'"]),
    ],
)
def test_what_is_wrong_is_named_with_what_would_be_right(tmp_path: Path, text: str, words: list[str]) -> None:
    message = refused(tmp_path, text)
    assert [word for word in words if word not in message] == []


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    message = refused(
        tmp_path, GOOD.replace("52.16", "95").replace("crates = 12", "crates = 0") + "[solver]\nseed = -1\n"
    )
    assert all(key in message for key in ("store.lat", "vehicle number 1.crates", "solver.seed"))


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (VEHICLE, "two vehicles 'fiets-1'"),
        (COURIER.replace("15:30-21:30", "08:00-09:00"), "two couriers 'Anna'"),
        (
            COURIER.replace("Anna", "Bram").replace("fiets-1", "fits-1"),
            "drives 'fits-1' (did you mean 'fiets-1'?)",
        ),
        (COURIER.replace("Anna", "Bram"), "'Anna' and 'Bram' drive 'fiets-1' at the same time"),
        ("[store.days]\n[geocoding]\nnominatim = true\n", "geocoding.user_agent"),
        ('[travel]\nsource = "osrm"\n', "travel.osrm_urls.bike"),
        (
            "[travel]\nsnap_warn_metres = 400\n",
            "snap_warn_metres (400) is more than travel.snap_max_metres (300)",
        ),
        ("[promise]\nwithin_minutes = 20\n", "promise.within_minutes (20) leaves no time"),
    ],
)
def test_what_contradicts_itself_is_refused(tmp_path: Path, more: str, words: str) -> None:
    assert words in refused(tmp_path, GOOD + more)


@pytest.mark.parametrize(
    ("shift", "breaks", "words"),
    [
        ("08:00-20:00", "adult", ""),
        ("08:00-20:01", "adult", "over 12 hours"),
        ("13:00-22:00", "16-17", ""),
        ("12:59-22:00", "16-17", "over 9 hours"),
        ("15:00-23:00", "16-17", ""),
        ("15:00-23:01", "16-17", "between 23:00 and 06:00"),
        ("05:59-12:00", "16-17", "between 23:00 and 06:00"),
    ],
)
def test_shifts_keep_the_law(tmp_path: Path, shift: str, breaks: str, words: str) -> None:
    text = STORE + VEHICLE + COURIER.replace("15:30-21:30", shift) + f'breaks = "{breaks}"\n'
    if words:
        assert words in refused(tmp_path, text)
    else:
        assert load(tmp_path, text)


def test_a_shared_vehicle_is_looked_at_over_all_couriers_of_a_day(tmp_path: Path) -> None:
    # Between Anna and Chris, who meet on Mondays, stands Bram, who works on Tuesdays only.
    couriers = "".join(
        COURIER.replace("Anna", name).replace("15:30-21:30", shift) + f'days = ["{day}"]\n'
        for name, shift, day in (
            ("Anna", "10:00-20:00", "mon"),
            ("Bram", "11:00-12:00", "tue"),
            ("Chris", "13:00-14:00", "mon"),
        )
    )
    message = refused(tmp_path, STORE + VEHICLE + couriers)
    assert "'Anna' and 'Chris' drive 'fiets-1' at the same time" in message
    assert "Bram" not in message


def test_a_server_for_a_profile_answers_for_its_kind(tmp_path: Path) -> None:
    text = GOOD + VEHICLE.replace("fiets-1", "bus").replace("bike", "van")
    text += '[travel]\nsource = "osrm"\n[travel.osrm_urls]\n"van~ze-leiden" = "http://localhost:1"\n'
    message = refused(tmp_path, text)
    assert "travel.osrm_urls.bike" in message
    assert "travel.osrm_urls.van" not in message


@pytest.mark.parametrize("zone", ["Mars/Phobos", "", "../../etc/passwd", "Europe"])
def test_a_time_zone_that_does_not_exist(tmp_path: Path, zone: str) -> None:
    assert "is not a known time zone" in refused(
        tmp_path, GOOD.replace("lat", f'timezone = "{zone}"\nlat', 1)
    )


def test_delivery_may_go_on_after_closing_time(tmp_path: Path) -> None:
    config = load(tmp_path)
    assert config.store.delivery.end > config.store.opening.end


def test_a_file_that_is_no_configuration(tmp_path: Path) -> None:
    assert "not valid TOML" in refused(tmp_path, "[store\n")
    assert "not valid TOML" in refused(tmp_path, "a = " + "[" * 5000)
    assert "more than 4 MB is not read" in refused(tmp_path, "#" * 4_000_001)
    (tmp_path / "dispatch.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(ConfigError, match=r"dispatch\.toml, line 1: a character is not UTF-8"):
        load_config(tmp_path / "dispatch.toml")
    with pytest.raises(ConfigError, match=r"dispatch\.toml is a folder"):
        load_config(_folder(tmp_path / "sub" / "dispatch.toml"))
    with pytest.raises(ConfigError, match="There is no configuration"):
        load_config(tmp_path / "nothing.toml")


def _folder(path: Path) -> Path:
    path.mkdir(parents=True)
    return path


def test_a_byte_order_mark_does_no_harm(tmp_path: Path) -> None:
    assert load(tmp_path, "\ufeff" + GOOD).store.name == "Winkel"


def test_a_section_where_a_value_should_be(tmp_path: Path) -> None:
    (tmp_path / "dispatch.toml").write_text("solver = 5\n" + GOOD)
    with pytest.raises(ConfigError, match=r"\[solver\] should be a section"):
        load_config(tmp_path / "dispatch.toml", {"DISPATCH_SOLVER_SEED": "1"})


def test_an_environment_variable_that_sets_nothing(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"DISPATCH_SOLVER_SECOND sets nothing.*seconds"):
        load(tmp_path, environment={"DISPATCH_SOLVER_SECOND": "5"})


def test_wrong_values_are_shown_and_said_in_plain_words(tmp_path: Path) -> None:
    words = refused(tmp_path, GOOD.replace("crates = 12", 'crates = "tien"\ncooled = "ja"'))
    assert "crates: should be a whole number, not 'tien'" in words
    assert "cooled: should be true or false, without quotes, not 'ja'" in words
