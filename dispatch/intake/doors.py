"""Read where a row goes: the address in parts or in one piece, and a position if given."""

import re
from typing import Final

from dispatch.files.text import words
from dispatch.geo.globe import metres_between
from dispatch.intake.countries import is_abroad
from dispatch.intake.findings import Findings
from dispatch.intake.row import Row
from dispatch.intake.rules import DayRules
from dispatch.intake.values import amount
from dispatch.model import Address, Code
from dispatch.model.facts import term

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
_TOWN_LINE: Final = re.compile(r"([1-9][0-9]{3})\s*([A-Za-z]{2})\b[ ,]*([^0-9]*)")
_LIKE_A_STREET: Final = re.compile(
    r"[0-9]|(?:straat|str\.?|weg|laan|gracht|plein|kade|singel|dijk|hof|pad|steeg|park|plantsoen|street|road)\b",
    re.IGNORECASE,
)
_WHOLE: Final = re.compile(r"^([0-9]{1,5})[.,]0$")
_LEADING_NUMBER: Final = re.compile(r"\D{0,12}?0*([1-9][0-9]{0,4})(?![0-9])")
_YEAR: Final = re.compile(r"1[5-9][0-9]{2}|20[0-9]{2}")
_OWN_NUMBER: Final = re.compile(r"(?<=[^\W\d_.])[ .]*(?<![0-9])([0-9]{1,5})(?![0-9])(?!e\b)")
_GLUED_NUMBER: Final = re.compile(r"([^\W\d_]{3})([0-9]{1,5}[A-Za-z]?)$")
_LIKE_AN_ADDITION: Final = re.compile(
    r"[A-Za-z]?[ -]?[0-9]{0,4}[ -]?[A-Za-z]{0,3}"
    r"|[0-9]{1,2} ?(?:e|de|ste)? ?(?:verdieping|etage|hoog|floor)"
    r"|(?:huis|bis|rood|zwart|app?(?:artement|t)?)\.? ?[0-9]*",
    re.IGNORECASE,
)


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
    postcode, city = row.text("postcode"), row.text("city")
    addition = _addition(row)
    for found in map(_TOWN_LINE.fullmatch, row.texts_of_door("address_2")):
        if found and not postcode:
            postcode, city = f"{found[1]} {found[2]}", city or found[3].strip(" ,")
    street = street.replace(" / ", " ")  # web shops write street, number and addition on lines of their own
    if number and not any(map(str.isdigit, number)) and door_number(street or line):
        number, addition = "", addition or number  # an addition that has slipped into the number
    if number and "house_number" in row.columns.weak and door_number(street or line):
        number = ""
    if street and not _LIKE_A_STREET.search(line):
        line = ""  # the name of a person or a company, as some programs write above an address
    _tell_contradiction(street, line, number, findings)
    _tell_country(row, findings)
    if line and not street and (postcode or city):
        street, line = line, ""
    if street and not number:
        street = _without_town(street, city)
        parts = _STREET_WITH_NUMBER.fullmatch(street)
        if parts and not _YEAR.fullmatch(parts["number"]):
            street, number = parts["street"].rstrip(" ,"), parts["number"]
            addition = addition or parts["addition"].strip(" -/")
        elif row.text("address") or any(char.isdigit() for char in street):
            street = _GLUED_NUMBER.sub(r"\1 \2", street)
            line = ", ".join(part for part in (street, f"{postcode} {city}".strip()) if part)
            line += f" {addition}" if addition and not postcode and not city else ""
            street = postcode = city = ""
    for column, text in (("house_number", number), ("addition", addition)):
        if _MADE_A_DATE.fullmatch(text):
            findings.error(Code.SPREADSHEET_DATE, column, about=column)
    address = Address(street, number, addition, postcode, city, line)
    _complain_of_gaps(address, findings, optional=optional)
    return address


def _tell_contradiction(street: str, line: str, number: str, findings: Findings) -> None:
    """Ask which address is meant where a row gives two."""
    own = _LEADING_NUMBER.match(number)
    for text in (street, line):
        within = door_number(text)
        if own and within and within != own[1]:
            findings.error(Code.ADDRESS_CONTRADICTED, "house_number", about="number")
            return
    if street and line and not set(words(street)) & set(words(line)):
        findings.error(Code.ADDRESS_CONTRADICTED, "address", about="street")


def _tell_country(row: Row, findings: Findings) -> None:
    """Ask about an address in another country: its street may have a namesake here."""
    country = row.text("country")
    if is_abroad(country) or is_abroad(row.text("address").rpartition(",")[2]):
        findings.error(Code.ADDRESS_CONTRADICTED, "country" if country else "address", about="country")


def second_line(row: Row) -> tuple[str, str]:
    """Tell further lines of an address apart into an addition and a note for the courier."""
    texts = [text for text in row.texts_of_door("address_2") if not _TOWN_LINE.fullmatch(text)]
    additions = [text for text in texts if _LIKE_AN_ADDITION.fullmatch(text)]
    return " ".join(additions[:1]), "; ".join(text for text in texts if text not in additions[:1])


def _addition(row: Row) -> str:
    """Put letter and addition together: the register has them as two, people as one."""
    letter, addition = row.text("house_letter"), row.text("addition")
    both = letter if addition.casefold() == letter.casefold() else " ".join(filter(None, (letter, addition)))
    return both or second_line(row)[0]


def door_number(text: str) -> str:
    """Return the house number that a street or an address holds itself; empty if it has none.

    A year is part of a street's name (``Plein 1945``), and so is a number in front (``5 Meilaan``).
    """
    numbers = (found[1] for found in _OWN_NUMBER.finditer(text.partition(",")[0]))
    return next((number for number in numbers if not _YEAR.fullmatch(number)), "")


def _without_town(street: str, city: str) -> str:
    """Take the town off a street that repeats it behind a comma."""
    before, comma, after = street.rpartition(",")
    return before.rstrip() if comma and after.strip().casefold() == city.casefold() else street


def _complain_of_gaps(address: Address, findings: Findings, *, optional: bool) -> None:
    if address.line and not (address.street or address.postcode):
        return
    by_postcode = address.postcode and address.house_number
    by_street = address.street and address.house_number and address.city
    if by_postcode or by_street:
        return
    lacking = [] if address.house_number else ["house_number"]
    if not address.postcode and not address.street:
        lacking.append("postcode_or_street")
    elif not address.postcode and not address.city:
        lacking.append("postcode_or_town")
    facts = [term("lacking", f"address.part.{part}") for part in lacking]
    if optional:
        findings.warning(Code.ADDRESS_INCOMPLETE, "street", *facts, about="parts")
    else:
        findings.error(Code.ADDRESS_INCOMPLETE, "street", *facts, about="parts")


def check_postcode(address: Address, findings: Findings) -> None:
    """Check the form of the postcode that was typed; whether it is served, the place decides."""
    typed = address.postcode.strip()
    mended = typed[:4].translate(_TO_DIGITS) + typed[4:]
    if typed and not (_POSTCODE.search(mended) or _FOUR_DIGITS.fullmatch(mended)):
        findings.warning(Code.POSTCODE_INVALID, "postcode")


def read_position(row: Row, findings: Findings, rules: DayRules) -> tuple[float, float] | None:
    """Read latitude and longitude; ones that cannot be right are left out, and said so."""
    texts = row.text("lat"), row.text("lon")
    if not any(texts):
        return None
    try:
        lat, lon = (float(amount(text)) for text in texts)
    except ValueError:
        trouble = "no_numbers"
    else:
        trouble = _trouble_with(lat, lon, rules)
        if not trouble:
            return lat, lon
    findings.warning(Code.POSITION_INVALID, "lat", about=trouble)
    return None


def _trouble_with(lat: float, lon: float, rules: DayRules) -> str:
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or (lat == 0 and lon == 0):
        return "off_world"
    far = rules.far_km * 1000
    if metres_between(rules.store, (lat, lon)) > far >= metres_between(rules.store, (lon, lat)):
        return "exchanged"
    return ""
