"""Who can do what: the rules of skills, for the planner and whoever looks whether it can plan."""

from collections.abc import Sequence
from typing import Final

from dispatch.config.sections import CourierSection, VehicleSection

ID_CHECK: Final = "id_check"
"""Asking for an ID at the door; nobody under 18 may do it."""

LIFTING: Final = "lifting"
"""Carrying what is heavier than ``[service] heavy_kg`` a crate."""


def skills_in_use(couriers: Sequence[CourierSection], vehicles: Sequence[VehicleSection]) -> frozenset[str]:
    """Return the skills that are asked for: what some courier or vehicle has, and the ID check always."""
    named = {skill for courier in couriers for skill in courier.skills}
    return frozenset(named | {skill for vehicle in vehicles for skill in vehicle.equipment} | {ID_CHECK})


def skills_of(
    courier: CourierSection, couriers: Sequence[CourierSection], vehicles: Sequence[VehicleSection]
) -> frozenset[str]:
    """Return what a courier can do with the vehicle they drive.

    Where no courier is named for the ID check, every adult can do it.
    """
    skills = {*courier.skills, *(s for v in vehicles if v.id == courier.vehicle for s in v.equipment)}
    anyone = not any(ID_CHECK in other.skills for other in couriers)
    if anyone and courier.breaks != "16-17":
        skills.add(ID_CHECK)
    return frozenset(skills)
