"""A new store: asked for in a terminal, or by flags; never with anything of the sample store's."""

import fcntl
import os
import pty
import struct
import subprocess
import sys
import termios
from pathlib import Path

import pytest
from program import ROOT, SAMPLE, environment, run
from till import table

from dispatch.app.starting import NewCourier, NewStore, own_configuration, read_courier
from dispatch.config import load_config

FLAGS = ("--name", 'De "Hoek"', "--at", "52.16,4.49", "--phone", "071-1234567", "--delivery", "12:00-20:00")
COURIERS = ("--courier", "Noor, bike, 12:00-16:00", "--courier", "Bram, van, 14:00-20:00")
ANSWERS = ("De Hoek", "Nergens 1, 1234 AB Nergens", "hier", "52.16,4.49", "", "laat", "12:00-20:00")
MORE = ("Noor", "Noor, bike, 16:00-12:00", "Noor, bike, 12:00-16:00", "Bram, van, 14:00-20:00", "")


def test_flags_alone_make_a_store_that_plans(tmp_path: Path) -> None:
    begun = run("init", "hoek", *FLAGS, *COURIERS, home=tmp_path)
    assert begun.status == 0, begun.err
    assert "dispatch map install" in begun.out  # what the doctor still misses
    config = load_config(tmp_path / "hoek" / "dispatch.toml")
    assert (config.store.name, config.store.point) == ('De "Hoek"', (52.16, 4.49))
    assert [(c.name, c.vehicle) for c in config.courier] == [("Noor", "bike-1"), ("Bram", "van-1")]
    assert [vehicle.profile for vehicle in config.vehicle] == ["bike", "van"]
    (tmp_path / "hoek" / "purchases.csv").write_text(
        table({"lat": "52.161", "lon": "4.491"}), encoding="utf-8"
    )
    plan = ("plan", "--iterations", "20", "--offline", "--json")
    planned = run(*plan, home=tmp_path, cwd=tmp_path / "hoek")
    assert planned.json["accounts"]["planned"] == 1, planned.out
    assert {issue["code"] for issue in planned.json["issues"]} <= {"TRAVEL_ESTIMATED", "DAY_NOT_TODAY"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_what_it_prints_last_makes_a_first_plan(tmp_path: Path, language: str) -> None:
    """The command is copied from the screen; the made-up orders stay out of the store's own book."""
    begun = run("init", "hoek", *FLAGS, *COURIERS, home=tmp_path, DISPATCH_LANGUAGE=language)
    words = next(line for line in begun.out.splitlines() if line.startswith("  dispatch plan")).split()[1:]
    planned = run(*words, "--iterations", "20", "--offline", "--json", home=tmp_path)
    assert planned.status in {0, 5}, planned.err
    accounts = planned.json["accounts"]
    assert (accounts["read"], accounts["planned"]) == (6, 6)
    assert {issue["code"] for issue in planned.json["issues"]} <= {"TRAVEL_ESTIMATED", "DAY_NOT_TODAY"}
    assert not (tmp_path / "hoek" / "runs").exists()


@pytest.mark.parametrize(("language", "vehicle"), [("nl", "bakfiets-1"), ("en", "bike-1")])
def test_nothing_of_the_sample_store_stays_in_ones_own(tmp_path: Path, language: str, vehicle: str) -> None:
    template = (SAMPLE / "dispatch.toml").read_text(encoding="utf-8")
    couriers = (NewCourier("Noor", "bike", "12:00-16:00"),)
    text = own_configuration(template, NewStore("De Hoek", "", (52.1, 4.5), language, couriers))
    (tmp_path / "dispatch.toml").write_text(text, encoding="utf-8")
    config, sample = load_config(tmp_path / "dispatch.toml"), load_config(SAMPLE / "dispatch.toml")
    assert config.courier[0].vehicle == config.vehicle[0].id == vehicle
    assert config.sheets.csv == ("excel-nl" if language == "nl" else "plain")
    promise, geocoding = config.promise, config.geocoding
    of_the_sample = (promise.area.postcodes, promise.cut_off, promise.minimum_basket, config.store.days)
    assert not any((*of_the_sample, config.intake.lines, geocoding.offline))
    assert config.service == sample.service
    before, behind = template.split("# ── Vehicles")[0], template.split("# ── Time at the door")[1]
    remarks = [line for line in (before + behind).splitlines() if line.startswith("#")]
    assert [line for line in remarks if line not in text] == []


def test_an_address_that_is_not_found_can_be_remembered_in_a_new_store(tmp_path: Path) -> None:
    assert run("init", "hoek", *FLAGS, *COURIERS, home=tmp_path).status == 0
    shop = tmp_path / "hoek"
    typed = {"straat": "Nieuwe Laan", "huisnummer": "7", "postcode": "2311 ZZ", "plaats": "Leiden"}
    (shop / "purchases.csv").write_text(table(typed), encoding="utf-8")
    check = ("check", "purchases.csv", "--offline", "--json")
    refused = run(*check, home=tmp_path, cwd=shop)
    assert (refused.json["good"], "dispatch locate --save" in refused.out) == (0, True)
    remember = ("locate", "Nieuwe Laan 7, 2311 ZZ Leiden", "--save", "52.161,4.491", "--offline")
    assert run(*remember, home=tmp_path, cwd=shop).status == 0
    assert (shop / "addresses.csv").is_file()
    assert run(*check, home=tmp_path, cwd=shop).json["good"] == 1


def test_what_is_missing_is_named_where_nobody_can_be_asked(tmp_path: Path) -> None:
    refused = run("init", "hoek", "--name", "De Hoek", home=tmp_path)
    assert refused.status == 2
    assert "--address or --at, --courier" in refused.err
    for wrong in (("--courier", "Noor"), ("--courier", "Noor, bike, nooit"), ("--at", "hier")):
        assert run("init", "hoek", *FLAGS, *COURIERS, *wrong, home=tmp_path).status == 2
    assert not (tmp_path / "hoek").exists()


def test_an_address_that_no_service_knows_is_asked_for_as_a_position(tmp_path: Path) -> None:
    more = {"DISPATCH_GEOCODING_PDOK_URL": "http://127.0.0.1:9"}
    name = ("--name", "De Hoek", "--address", "Nergens 1, 1234 AB Nergens")
    refused = run("init", "hoek", *name, *COURIERS, home=tmp_path, **more)
    assert refused.status == 2
    assert "--at LAT,LON" in refused.err


@pytest.mark.parametrize(
    ("answer", "language", "asked", "slipped", "not_found"),
    [
        (
            "", "nl", "Naam van de winkel", "'{}' zijn geen uren.",
            "Dat adres is niet met zekerheid gevonden. Neem de coördinaten van de deur over van een kaart.",
        ),
        (
            "en", "en", "Name of the store", "'{}' are no hours.",
            "That address was not found for certain. Copy the coordinates of the door from a map.",
        ),
    ],
)  # fmt: skip
def test_in_a_terminal_it_asks_in_the_language_of_the_store(
    tmp_path: Path, answer: str, language: str, asked: str, slipped: str, not_found: str
) -> None:
    """In eighty columns no word is broken."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
    kept = environment(tmp_path, TERM="xterm", DISPATCH_GEOCODING_PDOK_URL="http://127.0.0.1:9")
    del kept["DISPATCH_LANGUAGE"]
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "cli.py"), "init", "hoek"],
        cwd=tmp_path,
        env=kept,
        stdin=slave,
        stdout=slave,
        stderr=slave,
    )
    os.close(slave)
    os.write(master, "".join(f"{typed}\n" for typed in (answer, *ANSWERS, *MORE)).encode())
    shown = b""
    while True:
        try:
            shown += os.read(master, 65_536)
        except OSError:
            break
    assert process.wait(timeout=60) == 0, shown.decode()
    said = shown.decode()
    assert asked in said
    config = load_config(tmp_path / "hoek" / "dispatch.toml")
    assert (config.store.name, config.store.language, len(config.courier)) == ("De Hoek", language, 2)
    for sentence in (not_found, *(slipped.format(slip) for slip in ("laat", "16:00-12:00"))):
        assert sentence in " ".join(said.split())
    assert not_found not in said  # longer than a line: broken by the program, between words


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("bike", "bike"),
        ("fiets", "bike"),
        ("Bakfiets", "bike"),
        ("van", "van"),
        ("bus", "van"),
        ("bestelbus", "van"),
    ],
)
def test_a_vehicle_is_named_as_people_call_it(word: str, kind: str) -> None:
    assert read_courier(f"Noor, {word}, 13:00-17:15").kind == kind
