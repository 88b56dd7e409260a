"""Grams of CO2 that kilometres cost, from a dated file inside the package."""

import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Factors:
    """Hold grams of CO2 equivalent a kilometre.

    Parameters
    ----------
    as_of
        When the figures were gathered.
    car
        A customer's car in town.
    bike, van_zero, van_fuel, robot, drone
        The store's vehicles; ``van_fuel`` is any van that is not electric, and a drone's kilometres are
        those through the air.
    """

    as_of: date
    car: int
    bike: int
    van_zero: int
    van_fuel: int
    robot: int
    drone: int

    def of_vehicle(self, kind: str, emission: str) -> int:
        """Return the grams a kilometre of a vehicle by kind and emission class."""
        electric = {"bike": self.bike, "robot": self.robot, "drone": self.drone}
        if kind in electric:
            return electric[kind]
        return self.van_zero if emission == "zero" else self.van_fuel


@cache
def shipped_factors() -> Factors:
    """Return the factors that ship with the program; ``docs/report.md`` names their sources."""
    text = files("dispatch.reporting").joinpath("co2.toml").read_text(encoding="utf-8")
    found = tomllib.loads(text)
    return Factors(found["as_of"], **found["grams_per_km"])
