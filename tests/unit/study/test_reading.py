"""Scenarios as they are written, and what is refused."""

import pytest
from madedays import courier, store, vehicle

from dispatch.clock import MINUTE
from dispatch.errors import ConfigError
from dispatch.study.reading import read_scenarios
from dispatch.study.scenario import Demand, Windows


def read(tmp_path, text, base=None, **more):
    path = tmp_path / "question.toml"
    path.write_text(text, encoding="utf-8")
    return read_scenarios(path, base or store(bikes=2), **more)


def one(tmp_path, text, base=None):
    (scenario,) = read(tmp_path, text, base)
    return scenario


def test_a_scenario_is_called_by_its_file_unless_it_says_otherwise(tmp_path):
    assert one(tmp_path, "volume = 2").name == "question"
    assert one(tmp_path, 'name = "a third bike"').name == "a third bike"


def test_any_key_of_the_configuration_can_be_otherwise(tmp_path):
    config = one(
        tmp_path, '[promise]\ncut_off = "15:00"\nminimum_basket = 35\n[service]\nper_stop_seconds = 90'
    ).config
    assert config.promise.cut_off == 15 * 3600
    assert config.promise.minimum_basket == 3500
    assert config.promise.packing_minutes == store().promise.packing_minutes
    assert config.service.per_stop_seconds == 90


def test_an_entry_of_a_list_is_changed_by_its_name_and_the_others_stay(tmp_path):
    config = one(tmp_path, '[[courier]]\nname = "Courier 2"\nhourly_wage = 20').config
    assert [c.hourly_wage for c in config.courier] == [1800, 2000]
    assert config.courier[1].vehicle == "bike-2"


def test_an_entry_of_a_new_name_is_added(tmp_path):
    text = '[[vehicle]]\nid = "bus"\nprofile = "van"\ncrates = 40\nkg = 500\n'
    text += '[[courier]]\nname = "Noor"\nvehicle = "bus"\nshift = "16:00-21:00"'
    config = one(tmp_path, text).config
    assert [v.id for v in config.vehicle] == ["bike-1", "bike-2", "bus"]
    assert config.courier[-1].name == "Noor"


def test_a_vehicle_more_comes_with_couriers_like_those_who_drive_it(tmp_path):
    config = one(tmp_path, 'vehicles = "+1 bike-1"').config
    assert [v.id for v in config.vehicle] == ["bike-1", "bike-2", "bike-1 (2)"]
    assert [(c.name, c.vehicle) for c in config.courier[2:]] == [("Courier 1 (2)", "bike-1 (2)")]


def test_a_vehicle_less_takes_its_couriers_along(tmp_path):
    config = one(tmp_path, 'vehicles = "-bike-1"').config
    assert [v.id for v in config.vehicle] == ["bike-2"]
    assert [c.name for c in config.courier] == ["Courier 2"]


def test_several_changes_are_a_list(tmp_path):
    config = one(tmp_path, 'vehicles = ["-bike-1", "+2 bike-2"]').config
    assert [v.id for v in config.vehicle] == ["bike-2", "bike-2 (2)", "bike-2 (3)"]


def test_a_courier_less_leaves_the_vehicle(tmp_path):
    config = one(tmp_path, 'couriers = "-Courier 2"').config
    assert [c.name for c in config.courier] == ["Courier 1"]
    assert len(config.vehicle) == 2


def test_a_courier_more_takes_a_vehicle_that_stands_still(tmp_path):
    base = store(vehicle=[vehicle("a"), vehicle("b")], courier=[courier("Tijn", "a")])
    config = one(tmp_path, 'couriers = "+1 Tijn"', base).config
    assert [(c.name, c.vehicle) for c in config.courier] == [("Tijn", "a"), ("Tijn (2)", "b")]


def test_a_courier_more_without_a_vehicle_is_refused_with_what_to_do(tmp_path):
    with pytest.raises(ConfigError, match="no vehicle like 'bike-1' is free") as refused:
        read(tmp_path, 'couriers = "+1 Courier 1"')
    assert refused.value.hint == 'Add one with its courier: vehicles = "+1 bike-1".'


def test_a_curve_is_a_scenario_for_each_number_of_vehicles(tmp_path):
    scenarios = read(tmp_path, 'name = "bikes"\nvehicles = "-1..+2 bike-1"')
    assert [(s.name, s.count) for s in scenarios] == [
        ("bikes -1", 1),
        ("bikes 0", 2),
        ("bikes +1", 3),
        ("bikes +2", 4),
    ]
    assert [len(s.config.vehicle) for s in scenarios] == [1, 2, 3, 4]
    assert {s.curve for s in scenarios} == {"bike-1"}
    assert scenarios[1].config == store(bikes=2)


def test_what_no_key_says(tmp_path):
    scenario = one(
        tmp_path,
        'volume = 1.3\ndemand = "fri"\npaid = "shift"\n[windows]\nwidth_minutes = 60\nlater_minutes = -30',
    )
    assert scenario.demand == Demand(1.3, "fri")
    assert scenario.windows == Windows(60 * MINUTE, -30 * MINUTE)
    assert scenario.paid_shift


def test_pay_is_that_of_the_study_unless_the_file_says(tmp_path):
    assert read(tmp_path, "volume = 2", paid_shift=True)[0].paid_shift
    assert not read(tmp_path, 'paid = "work"', paid_shift=True)[0].paid_shift


def test_a_path_in_a_scenario_counts_from_its_own_folder(tmp_path):
    config = one(tmp_path, '[promise.area]\npolygon = "smaller.geojson"').config
    assert config.promise.area.polygon == tmp_path / "smaller.geojson"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[promise]\ncutoff = '15:00'", "did you mean 'cut_off'"),
        ("volume = 0", "volume"),
        ("volumes = 2", "volumes is not a known key"),
        ('demand = "friday"', "demand"),
        ('vehicles = "+1 bike-9"', r"no vehicle 'bike-9' \(did you mean"),
        ('vehicles = "one more"', "is no change"),
        ('vehicles = "-3 bike-1"', "there are 2 vehicles like 'bike-1', and 3 are to go"),
        ('vehicles = ["-bike-1", "-bike-2"]', "nobody is left to drive"),
        ('vehicles = "+2..-1 bike-1"', "a curve is one span"),
        ('vehicles = ["0..1 bike-1", "+1 bike-2"]', "a curve is one span"),
        ('couriers = "-Courier 3"', "no courier 'Courier 3'"),
        ("[windows]\nwidth = 60", "windows.width"),
        ("[solver]\nseconds = 5", "every scenario searches as long"),
        ("[sheets]\nqr = 'none'", r"\[sheets\] changes nothing here"),
        ("[travel]\nsource = 'osrm'", "travel.source changes nothing here"),
        ("volume = ", "is not valid TOML"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said(tmp_path, text, words):
    with pytest.raises(ConfigError, match=words):
        read(tmp_path, text)


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(ConfigError, match="There is no scenario"):
        read_scenarios(tmp_path / "none.toml", store())


def test_a_share_of_customers_consents(tmp_path):
    (scenario,) = read(tmp_path, "consent = { robot = 0.6 }")
    assert scenario.consents == (("robot", 0.6),)


def test_the_air_is_measured_once_for_all(tmp_path):
    with pytest.raises(ConfigError, match=r"\[air\] changes nothing here"):
        read(tmp_path, "[[air.wind]]\nmetres_per_second = 3\nfrom_degrees = 90")


def test_a_key_that_stands_in_no_section_is_told_where_it_would_stand(tmp_path):
    with pytest.raises(ConfigError, match=r"cut_off is not a known key \(did you mean 'promise.cut_off'\?\)"):
        one(tmp_path, 'cut_off = "17:00"')
    with pytest.raises(ConfigError, match=r"volum is not a known key \(did you mean 'volume'\?\)"):
        one(tmp_path, "volum = 1.5")


def test_a_change_that_is_laid_over_a_list_is_told_its_key(tmp_path):
    with pytest.raises(ConfigError, match=r"vehicle is not a known key \(did you mean 'vehicles'\?\)"):
        one(tmp_path, 'vehicle = "+1 bike-1"')


def test_a_number_is_no_time_of_day_and_a_time_of_toml_is(tmp_path):
    with pytest.raises(ConfigError, match="'17' is not a time like 17:30"):
        one(tmp_path, "[promise]\ncut_off = 17")
    assert one(tmp_path, "[promise]\ncut_off = 17:00:00").config.promise.cut_off == 17 * 3600


@pytest.mark.parametrize("text", ['[intake]\ndecimal = ","', "[serve]\nport = 9000"])
def test_what_says_nothing_of_orders_that_were_read_is_refused(tmp_path, text):
    with pytest.raises(ConfigError, match="changes nothing here"):
        one(tmp_path, text)


def test_how_many_bags_fill_a_crate_can_be_otherwise(tmp_path):
    assert one(tmp_path, "[intake]\nbags_per_crate = 5").config.intake.bags_per_crate == 5
