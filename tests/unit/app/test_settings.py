"""The configuration of a run is kept beside its plan and read back to the letter."""

import json
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import BaseModel
from smallday import small_day

from dispatch.app.settings import OWN_KEYS, OWN_SECTIONS, SETTINGS, keep_settings, setting_of_run
from dispatch.archive import seal
from dispatch.config import Config, Notify, Travel, Zones, load_config
from dispatch.errors import ConfigError, InputError

EVERYTHING = """
[store]
name = "Winkel 'De \\"Waag\\"' \\u20ac"
address = "Nieuwe Rijn 1"
lat = 52.1234567
lon = 4.49
phone = "071 512 34 56"
language = "en"
opening = "08:00-24:00"
delivery = "14:00:30-24:00"
timezone = "Europe/Brussels"
[store.days.sun]
opening = "10:00-18:00"
delivery = "12:00-18:00"
[store.days.mon]
closed = true
[promise]
packing_minutes = 12.5
within_minutes = 240
cut_off = "24:00"
minimum_basket = 25.07
late_minutes = 7.5
[promise.area]
postcodes = ["2311-2334", "2343 AB"]
polygon = "area.geojson"
road_km = 9.5
far_km = 12
[[vehicle]]
id = "fiets-1"
profile = "bike"
crates = 10
kg = 140.5
chilled_crates = 4
frozen_crates = 0
range_km = 60.25
cost_per_km = 0.08
fixed_cost = "6,05"
loading_minutes = 7.5
[[vehicle]]
id = "bus"
profile = "van"
crates = 42
kg = 700
cooled = true
emission = "euro6"
equipment = ["lifting"]
[[courier]]
name = "Anna"
vehicle = "fiets-1"
shift = "14:00-22:00:59"
skills = ["id_check"]
hourly_wage = 15.29
days = ["tue", "sun"]
max_trips = 3
[[courier]]
name = "Bram"
vehicle = "bus"
shift = "13:00-22:00"
breaks = "16-17"
[service]
per_stop_seconds = 90
heavy_kg = 20.5
learn = true
[cold]
frozen_minutes = 45
[costs]
late_per_hour = 33.33
leave_behind = 0
basket_margin = 0.31
[zones]
zero_emission = false
[[zones.own]]
id = "markt"
polygon = [[4.485, 52.164], [4.495, 52.164], [4.495, 52.166]]
kinds = ["van", "bike"]
emissions = ["euro5"]
allowed = ["04:30-11:00", "18:00-24:00"]
days = ["mon"]
valid_from = "2026-01-01"
[[zones.own]]
id = "plein"
file = "plein.geojson"
[intake]
purchases = "kassa.csv"
lines = "/abs/regels.csv"
crate_litres = 48.5
[intake.columns]
"Klantnaam volledig" = "name"
[geocoding]
addresses = "addresses.csv"
nominatim = true
user_agent = "test@example.org"
[travel]
source = "osrm"
map = "map"
[travel.osrm_urls]
bike = "http://localhost:1"
"van~markt" = "http://localhost:2"
[travel.door_seconds]
van = 100
[[travel.rush_hours]]
hours = "16:30-18:30"
factor = 1.15
profile = "van"
[solver]
engine = "ortools"
iterations = 700
seed = 0
patience = 1
[sheets]
csv = "excel-nl"
exports = ["mymaps", "circuit"]
logo = "logo.png"
templates = "templates"
colour = "#ABCDEF"
message_nl = "Tot zo {name}\\n"
[sheets.texts]
heavy = "ZWAAR"
[archive]
folder = "runs"
retention_days = 0
[notify]
command = ["notify-send", "Bezorging"]
heartbeat = "beat"
log = "dispatch.log"
[serve]
port = 9000
[cluster]
begin = "slurm"
workers = 4
[cluster.options]
queue = "nacht"
cores = 2
[air]
clearance_metres = 80
[[air.wind]]
metres_per_second = 6.5
from_degrees = 240
hours = "15:00-18:00"
[notify.mail]
host = "smtp.example.org"
sender = "a@example.org"
to = ["b@example.org"]
security = "none"
password_file = "secret"
"""


@pytest.fixture
def config(tmp_path: Path) -> Config:
    path = tmp_path / "dispatch.toml"
    path.write_text(EVERYTHING, encoding="utf-8")
    return load_config(path)


@pytest.fixture
def run(tmp_path: Path, config: Config, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "runs" / "2026-11-24" / "v1"
    folder.mkdir(parents=True)
    return folder


def keep(config: Config, folder: Path) -> Path:
    """Keep the settings in a run, and seal it."""
    path = keep_settings(config, folder)
    seal(folder, small_day(), status=0)
    return path


def again(folder: Path, environment: dict[str, str] | None = None, **overrides: Any) -> Config:
    return setting_of_run(folder, None, environment or {}, overrides).config


def test_this_configuration_sets_every_section(config: Config) -> None:
    plain = Config.model_construct()
    assert [name for name in Config.model_fields if getattr(config, name) == getattr(plain, name, None)] == []


def test_every_section_reads_back_as_it_was(config: Config, run: Path) -> None:
    keep(config, run)
    assert again(run) == config
    assert setting_of_run(run, None, {}).file == run / SETTINGS


def test_flags_win_over_the_environment_and_that_over_the_run(config: Config, run: Path) -> None:
    keep(config, run)
    environment = {"DISPATCH_SOLVER_SEED": "8", "DISPATCH_SHEETS_CSV": "plain"}
    made = again(run, environment, **{"solver.seed": 9})
    assert (made.solver.seed, made.sheets.csv, made.solver.iterations) == (9, "plain", 700)


def test_what_flags_set_wrongly_is_told_of_them_and_not_of_the_run(config: Config, run: Path) -> None:
    keep(config, run)
    with pytest.raises(ConfigError, match=r"solver\.seed"):
        again(run, {"DISPATCH_SOLVER_SEED": "minus one"})


def test_a_configuration_that_is_named_wins(config: Config, run: Path, tmp_path: Path) -> None:
    keep(config, run)
    other = tmp_path / "other.toml"
    other.write_text(EVERYTHING.replace("retention_days = 0", "retention_days = 5"), encoding="utf-8")
    assert setting_of_run(run, other, {}).config.archive.retention_days == 5


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[]", b"5", b"\xff", b'{"store": 5}', b"[" * 100_000, b'{"store": {"lat": NaN}}'],
)
def test_a_damaged_file_asks_for_another(run: Path, damage: bytes) -> None:
    (run / SETTINGS).write_bytes(damage)
    with pytest.raises(InputError, match=r"v1/settings\.json is (damaged|empty).*--config"):
        again(run)


def test_a_missing_file_asks_for_another(run: Path) -> None:
    with pytest.raises(InputError, match=r"v1/settings\.json is missing.*--config"):
        again(run)


def test_whom_to_tell_is_not_kept(config: Config, run: Path) -> None:
    kept = json.loads(keep(config, run).read_text(encoding="utf-8"))
    assert kept.keys().isdisjoint({"notify", "archive", "serve"})


def test_settings_that_are_not_sealed_are_refused(config: Config, run: Path) -> None:
    keep_settings(config, run)
    with pytest.raises(InputError, match=r"settings\.json was changed.*--config"):
        again(run)


def test_without_the_stores_own_configuration_files_and_servers_are_left_out(
    config: Config, run: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    plain = config.model_copy(update={"zones": Zones(), "travel": Travel(source="estimate")})
    keep(plain, run)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    setting = setting_of_run(run, None, {})
    (issue,) = setting.issues
    assert issue.code == "SETTINGS_LEFT_OUT"
    made = setting.config
    assert (made.sheets.logo, made.geocoding.addresses, made.promise.area.polygon) == (None, None, None)
    assert (made.sheets.colour, made.solver.seed, made.store) == ("#ABCDEF", 0, config.store)
    assert made.notify == Notify()


def test_no_file_and_no_server_comes_from_a_run() -> None:
    """Every path and every address of a server in the configuration is named, the list is whole."""
    named = {*OWN_KEYS, "zones.own.file"}
    found = {
        key
        for section, field in Config.model_fields.items()
        if section not in OWN_SECTIONS
        for key in _reaching_out(section, field.annotation)
    }
    assert found == named


def _reaching_out(dotted: str, kind: Any) -> set[str]:
    """Find the keys below one that hold a path or, by their name, a server."""
    if isinstance(kind, type) and issubclass(kind, BaseModel):
        return {
            key
            for name, field in kind.model_fields.items()
            for key in _reaching_out(f"{dotted}.{name}", field.annotation)
        }
    if kind is Path or dotted.rpartition("_")[2] in {"url", "urls"}:
        return {dotted}
    return {key for inner in get_args(kind) for key in _reaching_out(dotted, inner)}
