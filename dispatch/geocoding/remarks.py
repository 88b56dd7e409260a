"""Say in words what differs between an address as typed and a door."""

from typing import Final, Literal

from dispatch.geocoding.doors import Door
from dispatch.geocoding.weighing import Candidate
from dispatch.spelling import write_postcode

Language = Literal["nl", "en"]

_REMARKS: Final[dict[str, tuple[str, str]]] = {
    "STREET_UNKNOWN": ("straat gelezen als {street}", "street read as {street}"),
    "STREET_DIFFERS": ("andere straat: {street}", "another street: {street}"),
    "POSTCODE_UNKNOWN": ("postcode gelezen als {postcode}", "postcode read as {postcode}"),
    "POSTCODE_DIFFERS": ("postcode moet {postcode} zijn", "postcode should be {postcode}"),
    "TOWN_MISSING": ("plaats niet opgegeven, {city} aangenomen", "no town given, {city} assumed"),
    "TOWN_DIFFERS": ("plaats gelezen als {city}", "town read as {city}"),
    "ADDITION_UNKNOWN": ("toevoeging gelezen als '{addition}'", "addition read as '{addition}'"),
    "ADDITION_MISSING": ("toevoeging {addition} aangenomen", "addition {addition} assumed"),
    "ADDRESS_UNSURE": ("controleer het adres", "check the address"),
    "ADDRESS_TWICE": ("adres komt twee keer voor op de kaart", "address is on the map twice"),
    "ADDRESS_APPROXIMATE": ("midden van postcode {postcode}", "middle of postcode {postcode}"),
}
"""By code: Dutch, English. They are printed on the courier's sheet."""

_DIFFERENCES: Final[dict[str, str]] = {
    "STREET_UNKNOWN": "there is no street spelled so; the nearest is {street}",
    "STREET_DIFFERS": "it is another street: {street}",
    "POSTCODE_UNKNOWN": "the postcode does not exist; it is {postcode} there",
    "POSTCODE_DIFFERS": "the postcode belongs elsewhere; it is {postcode} there",
    "TOWN_MISSING": "no town was given; the only match is in {city}",
    "TOWN_DIFFERS": "the town differs; it is {city}",
    "NUMBER_UNKNOWN": "the number does not exist; {number} does",
    "ADDITION_UNKNOWN": "the addition does not exist; {door} does",
    "ADDITION_MISSING": "the number exists only with an addition, such as {door}",
}


def remark(code: str, door: Door, language: Language) -> str:
    """Return what a courier should know about a place that is not exact."""
    return _fill(_REMARKS[code][0 if language == "nl" else 1], door)


def what_differs(candidate: Candidate) -> str:
    """Return the gravest difference in words for the dispatcher; may quote the register."""
    return (
        _fill(_DIFFERENCES[candidate.code], candidate.door)
        if candidate.code
        else "it is not the only one that fits"
    )


def _fill(template: str, door: Door) -> str:
    return template.format(
        street=door.street,
        postcode=write_postcode(door.postcode),
        city=door.city,
        number=door.number,
        addition=door.addition,
        door=f"{door.number}{door.addition}",
    )
