"""Robots and drones: their permits, the areas closed to drones, daylight and wind."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from dispatch.clock import MINUTE, hhmm_span, seconds_of_day
from dispatch.config import DRONE, Config, unmanned, working_on
from dispatch.doctoring.findings import Finding, Surroundings, ok, warn
from dispatch.geo.sun import daylight
from dispatch.model.facts import courier, term, vehicle, written
from dispatch.model.facts import day as on_day


def permits(config: Config, _: Surroundings) -> Iterator[Finding]:
    """Look for robots and drones without a permit."""
    without = [v.id for v in config.vehicle if unmanned(v.profile) and not v.allowed]
    if without:
        yield warn("PERMITS", "trial", *(vehicle("vehicle", name) for name in without))
    elif any(unmanned(v.profile) for v in config.vehicle):
        yield ok("PERMITS", "good")


def flights(config: Config, around: Surroundings) -> Iterator[Finding]:
    """Look whether flights are planned around something, in some wind, and by daylight."""
    drones = {v.id for v in config.vehicle if v.profile == DRONE}
    if not drones:
        return
    yield ok("NO_FLY", "good") if around.no_fly else warn("NO_FLY", "none")
    if not config.air.wind:
        yield warn("WIND", "calm")
    dark = list(_dark(config, around, drones))
    for (ahead, sun), found in groupby(dark, key=lambda one: one[1:]):
        day = around.now.date() + timedelta(days=ahead)
        word = term("when", "word.tomorrow" if ahead else "word.today")
        names = (courier("courier", name) for name, *_ in found)
        yield warn("DAYLIGHT", "dark", word, on_day("day", day), written("hours", sun), *names)
    if not dark:
        yield ok("DAYLIGHT", "good")


def _dark(config: Config, around: Surroundings, drones: set[str]) -> Iterator[tuple[str, int, str]]:
    """Yield the drones that fly before sunrise or after sunset, today or tomorrow, with the day's light."""
    zone = ZoneInfo(config.store.timezone)
    for ahead in (0, 1):
        day = around.now.date() + timedelta(days=ahead)
        light = daylight(config.store.point, day)
        if light is None:
            continue
        rise, fall = (seconds_of_day(moment, day, zone) // MINUTE * MINUTE for moment in light)
        for one in working_on(config.courier, day):
            if one.vehicle in drones and (one.shift.start < rise or one.shift.end > fall):
                yield one.name, ahead, hhmm_span(rise, fall)
