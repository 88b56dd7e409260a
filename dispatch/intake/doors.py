"""Read where a row goes: the address in parts or in one piece, and a position if given."""

import re
from math import cos, hypot, radians
from typing import Final

from dispatch.intake.findings import Findings
from dispatch.intake.row import Row
from dispatch.intake.rules import DayRules
from dispatch.intake.values import amount
from dispatch.model import Address

_POSTCODE: Final = re.compile(r"(?<![0-9])([1-9][0-9]{3})\s*([A-Za-z]{2})(?![A-Za-z0-9])")
_FOUR_DIGITS: Final = re.compile(r"[1-9][0-9]{3}")
_TO_DIGITS: Final = str.maketrans("OoIiLl", "001111")
_STREET_WITH_NUMBER: Final = re.compile(
    r"(?P<street>\D.*?\D|\D)\s*,?\s+(?P<number>[0-9]{1,5})(?P<addition>(?:\s*[-/]?\s*[A-Za-z0-9]{1,6}){0,2})"
)
_MADE_A_DATE: Final = re.compile(
    r"[0-9]{1,2}-(?:jan|feb|mrt|mar|apr|mei|may|jun|jul|aug|sep|okt|oct|nov|dec)\.?(?:-[0-9]{2,4})?"
    r"|[0-9]{1,2}-[0-9]{1,2}-[0-9]{4}|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T.*)?",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(r"^([0-9]{1,5})[.,]0$")
_KM_PER_DEGREE: Final = 111.2


def read_address(row: Row, findings: Findings, *, optional: bool) -> Address:
    """Read the address as typed; a house number at the end of the street is put in its place.

    A cell with the whole address may stand beside cells with postcode and city.

    Parameters
    ----------
    optional
        Whether the row can do without, since it gives a position.
    """
    street, line = row.text("street"), row.text("address")
    number = _WHOLE.sub(r"\1", row.text("house_number"))
    addition, postcode, city = row.text("addition"), row.text("postcode"), row.text("city")
    if line and not street and (postcode or city):
        street, line = line, ""
    if street and not number:
        parts = _STREET_WITH_NUMBER.fullmatch(street)
        if parts:
            street, number = parts["street"].rstrip(" ,"), parts["number"]
            addition = addition or parts["addition"].strip(" -/")
        elif row.text("address"):
            line = ", ".join(part for part in (street, f"{postcode} {city}".strip()) if part)
            street = postcode = city = ""
    for column, text in (("house_number", number), ("addition", addition)):
        if _MADE_A_DATE.fullmatch(text):
            findings.error(
                "SPREADSHEET_DATE",
                column,
                f"A spreadsheet has made a date of the {column.replace('_', ' ')}.",
                "Format the column as text and enter it again.",
            )
    address = Address(street, number, addition, postcode, city, line)
    _complain_of_gaps(address, findings, optional=optional)
    return address


def _complain_of_gaps(address: Address, findings: Findings, *, optional: bool) -> None:
    if address.line and not (address.street or address.postcode):
        return
    by_postcode = address.postcode and address.house_number
    by_street = address.street and address.house_number and address.city
    if by_postcode or by_street:
        return
    lacking = [] if address.house_number else ["house number"]
    if not address.postcode and not address.street:
        lacking.append("postcode or street")
    elif not address.postcode and not address.city:
        lacking.append("postcode or city")
    message = f"The address is incomplete: no {' and no '.join(lacking)}."
    hint = "Give postcode and house number, or street, house number and city."
    if optional:
        findings.warning("ADDRESS_INCOMPLETE", "street", message, hint)
    else:
        findings.error("ADDRESS_INCOMPLETE", "street", message, hint)


def check_postcode(address: Address, findings: Findings) -> None:
    """Check the form of the postcode that was typed; whether it is served, the place decides."""
    typed = address.postcode.strip()
    mended = typed[:4].translate(_TO_DIGITS) + typed[4:]
    if typed and not (_POSTCODE.search(mended) or _FOUR_DIGITS.fullmatch(mended)):
        findings.warning(
            "POSTCODE_INVALID",
            "postcode",
            "The postcode is not like 2312 AB; the address is looked up without it where possible.",
            "Correct it in the till.",
        )


def read_position(row: Row, findings: Findings, rules: DayRules) -> tuple[float, float] | None:
    """Read latitude and longitude; ones that cannot be right are left out, and said so."""
    texts = row.text("lat"), row.text("lon")
    if not any(texts):
        return None
    try:
        lat, lon = (float(amount(text)) for text in texts)
    except ValueError:
        trouble = "are not both numbers"
    else:
        trouble = _trouble_with(lat, lon, rules)
        if not trouble:
            return lat, lon
    findings.warning(
        "POSITION_INVALID",
        "lat",
        f"Latitude and longitude {trouble}. The address is looked up instead.",
        "Give degrees, such as 52,158 and 4,491, or leave both empty.",
    )
    return None


def _trouble_with(lat: float, lon: float, rules: DayRules) -> str:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or (lat == 0 and lon == 0):
        return "are not a place on earth"
    if _km(rules.store, (lat, lon)) > rules.far_km and _km(rules.store, (lon, lat)) <= rules.far_km:
        return "are exchanged"
    return ""


def _km(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Measure roughly, as good as needed within a region."""
    north = one[0] - other[0]
    east = (one[1] - other[1]) * cos(radians(one[0]))
    return hypot(north, east) * _KM_PER_DEGREE
