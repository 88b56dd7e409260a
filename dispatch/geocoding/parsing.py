"""Sort out what people type into an address form: every part in its own field, in its usual form."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from dispatch.address_keys import postcode_key, write_postcode
from dispatch.geocoding.additions import addition_of, read_addition
from dispatch.model import Address

_LONGEST: Final = 200
_PASSES: Final = 5
"""What one pass puts right may let the next see more; a second pass nearly always changes nothing."""

_SPACES: Final = re.compile(r"\s+")
_EDGES: Final = ' ,;:|/\\-"()[]'
_POSTCODE: Final = re.compile(
    r"(?<![^\W_])(?:NL[ -]?)?([1-9IL][0-9OIL]{3})[ .-]{0,2}([A-Z01]{2})(?![^\W_])", re.IGNORECASE
)
_FOUR_DIGITS: Final = re.compile(r"(?<!\d)[1-9]\d{3}(?!\d)")
_TURNED_POSTCODE: Final = re.compile(r"([A-Z]{2})[ -]?([1-9]\d{3})", re.IGNORECASE)
_TO_DIGITS: Final = str.maketrans("OoIiLl", "001111")
_TO_LETTERS: Final = str.maketrans("01", "OI")
_COUNTRY: Final = re.compile(r"(?:nl|nld|nederland|the netherlands|netherlands|holland)\.?", re.IGNORECASE)
_NUMBER_WORD: Final = re.compile(r"^(?:nr|no|num|nummer|huisnr|huisnummer|#)[.:]?\s*(?=\d)", re.IGNORECASE)
_SPREADSHEET_NUMBER: Final = re.compile(r"(\d+)[.,]0+")
_LEADING_NUMBER: Final = re.compile(r"0*(\d{1,5})(?!\d)\s*(.*)")
_CAPITAL: Final = re.compile(r"[A-Z]")
_LETTER: Final = re.compile(r"[^\W\d_]")
_YEARS: Final = range(1500, 2100)
_ARTICLES: Final = frozenset({"DE", "HET", "TE", "ST"})


@dataclass(slots=True)
class _Draft:
    street: str = ""
    number: str = ""
    addition: str = ""
    postcode: str = ""
    city: str = ""

    def fill(self, other: "_Draft") -> None:
        """Take over what is still missing."""
        for part in ("street", "number", "addition", "postcode", "city"):
            setattr(self, part, getattr(self, part) or getattr(other, part))


def parse_address(typed: Address) -> Address:
    """Normalise an address: columns put right, number and addition apart, postcode in its form.

    A postcode comes out as ``2312 AB``, the addition in capitals without separators, the number
    without leading zeros. Confusions of O with 0 and of I or l with 1 in a postcode are repaired.
    Spelling of street and town is left as typed. Never raises: what cannot be read is left out
    or left as it is. Parsing the result again changes nothing.
    """
    for _ in range(_PASSES):
        once = _parse(typed)
        if once == typed:
            break
        typed = once
    return typed


def _parse(typed: Address) -> Address:
    parts = (_one_line(typed.street), typed.house_number, typed.addition, typed.postcode, typed.city)
    draft = _Draft(*map(_clean, parts))
    line = _clean(_one_line(typed.line))
    if line and not (draft.street or draft.postcode):
        draft.fill(_read_line(line))
    elif draft.street and not (draft.number or draft.postcode or draft.city):
        street, draft.street = draft.street, ""
        draft.fill(_read_line(street))
    _mend_columns(draft)
    _mend_postcode(draft)
    _mend_number(draft)
    draft.city = _mend_city(draft.city)
    draft.street = draft.street.strip(_EDGES)
    unread = line if not (draft.street or draft.postcode) else ""
    return Address(draft.street, draft.number, draft.addition, draft.postcode, draft.city, unread)


def _one_line(text: str) -> str:
    return ", ".join(text.splitlines())


def _clean(text: str) -> str:
    text = text[:_LONGEST]
    if text.isascii() and text.isprintable():  # as nearly all are, and there may be thousands
        return " ".join(text.replace("?", " ").split())
    text = unicodedata.normalize("NFKC", text)
    text = "".join(" " if char == "?" or unicodedata.category(char)[0] in "CZ" else char for char in text)
    return _SPACES.sub(" ", text).strip()


def _read_line(line: str) -> _Draft:
    """Take a whole address in one line apart, in whatever order its parts stand."""
    draft = _Draft()
    before, postcode, after = _cut_postcode(line)
    draft.postcode = postcode
    for text, behind in ((before, False), (after, bool(postcode))):
        for piece in (piece.strip(_EDGES) for piece in re.split(r"[,;|]", text)):
            if piece and not _COUNTRY.fullmatch(piece):
                _place_piece(draft, piece, behind_postcode=behind)
    return draft


def _place_piece(draft: _Draft, piece: str, *, behind_postcode: bool) -> None:
    if not draft.number:
        street, number, addition, rest = _split_door(piece)
        if number and (street or not rest or behind_postcode):
            draft.number, draft.addition = number, addition
            if street:
                draft.city = draft.city or draft.street  # "Leiden, Rapenburg 70": the town came first
                draft.street = street
            draft.city = rest or draft.city
            return
        if number:  # "70 Rapenburg"
            draft.number, draft.addition, piece = number, addition, rest
    elif not draft.addition and (floor := read_addition(piece)):
        draft.addition = floor
        return
    if not draft.street and not (behind_postcode and draft.number):
        draft.street = piece
    else:
        draft.city = draft.city or piece


def _split_door(text: str) -> tuple[str, str, str, str]:
    """Split ``Rapenburg 70hs Leiden`` into street, number, addition and the rest.

    The house number is the first number with letters before it and nothing but an addition, or an
    addition and a town, behind it; a year is part of a street's name (``Plein 1945 12``).
    """
    fallback = ("", "", "", text)
    for match in re.finditer(r"(?<![^\W_])\d{1,5}(?!\d)", text):
        street, tail = text[: match.start()].strip(_EDGES), text[match.end() :]
        street = re.sub(r"\b(?:nr|no|nummer|huisnummer)[.:]?$", "", street, flags=re.IGNORECASE).strip(_EDGES)
        number = match[0].lstrip("0")
        if not number or (int(number) in _YEARS and re.match(r"\s+\d", tail)):
            continue
        addition = read_addition(tail)
        if addition is not None and (_LETTER.search(street) or not street):
            return street, number, addition, ""
        door = _addition_and_town(tail)
        if door and (_LETTER.search(street) or fallback[1] == ""):
            found = (street, number, *door)
            if street:
                return found
            fallback = found
    return fallback


def _addition_and_town(tail: str) -> tuple[str, str] | None:
    """Split what follows a house number into an addition and a name of at least three letters."""
    words = tail.split(" ")
    for cut in range(min(len(words), 4) - 1, 0, -1):
        head, rest = " ".join(words[:cut]), " ".join(words[cut:]).strip(_EDGES)
        addition = read_addition(head)
        if addition is not None and len(_LETTER.findall(rest)) >= 3 and not re.match(r"\d", rest):
            return addition, rest
    return None


def _mend_columns(draft: _Draft) -> None:
    """Put back what stands in a neighbour's column."""
    if _is_door(draft.street) and len(_LETTER.findall(draft.number)) >= 3:
        draft.street, draft.number = draft.number, draft.street
    if not re.match(r"\D{0,12}\d", draft.number):
        street, number, addition, rest = _split_door(draft.street)
        if number and street:
            draft.addition = draft.addition or draft.number
            draft.street, draft.number = street, number + (f" {addition}" if addition else "")
            draft.city = draft.city or rest
        elif not draft.number and re.match(r"\d", draft.addition):
            draft.number, draft.addition = draft.addition, ""
    else:
        street, number, addition, rest = _split_door(draft.street)
        typed = _LEADING_NUMBER.match(_NUMBER_WORD.sub("", draft.number))
        if street and not rest and typed and number == typed[1]:
            draft.street = street
            draft.addition = draft.addition or ("" if read_addition(typed[2]) else addition)


def _is_door(text: str) -> bool:
    match = _LEADING_NUMBER.fullmatch(text)
    return match is not None and read_addition(match[2]) is not None


def _mend_postcode(draft: _Draft) -> None:
    before, postcode, after = _cut_postcode(draft.postcode)
    if postcode:
        draft.city = draft.city or f"{before} {after}".strip(_EDGES)
    else:
        postcode = _loose_postcode(draft)
    if not postcode:
        digits = _FOUR_DIGITS.search(draft.postcode)
        alone = digits is not None and len(draft.postcode.strip(_EDGES)) <= 4
        postcode = digits[0] if digits and alone else draft.postcode[:12]
    draft.postcode = postcode


def _loose_postcode(draft: _Draft) -> str:
    """Find a postcode that stands in another column, is split over two, or is turned round."""
    for part in ("city", "street"):
        before, postcode, after = _cut_postcode(getattr(draft, part))
        if postcode and not re.search(r"\d", draft.postcode):
            rest = f"{before} {after}".strip(_EDGES)
            setattr(draft, part, rest or (draft.postcode if part == "city" else ""))
            return postcode
    digits = re.fullmatch(r"([1-9]\d{3}) (\D.*)", draft.city)
    if digits and not draft.postcode:
        draft.city = digits[2]
        return digits[1]
    split = re.fullmatch(r"([A-Za-z]{2}) (.*)", draft.city)
    if split and re.fullmatch(r"[1-9]\d{3}", draft.postcode) and split[1].upper() not in _ARTICLES:
        key = postcode_key(draft.postcode + split[1])
        if key:
            draft.city = split[2]
            return write_postcode(key)
    turned = _TURNED_POSTCODE.fullmatch(draft.postcode)
    return write_postcode(postcode_key(turned[2] + turned[1])) if turned else ""


def _cut_postcode(text: str) -> tuple[str, str, str]:
    """Return what stands before the first postcode in a text, the postcode, and what stands behind."""
    for match in _POSTCODE.finditer(text):
        digits, letters = match[1], match[2]
        if sum(char.isdigit() for char in digits) < 2 or letters.isdigit():
            continue
        key = postcode_key(digits.translate(_TO_DIGITS) + letters.translate(_TO_LETTERS))
        if key:
            return text[: match.start()].strip(), write_postcode(key), text[match.end() :].strip()
    return text, "", ""


def _mend_number(draft: _Draft) -> None:
    text = _NUMBER_WORD.sub("", draft.number)
    if whole := _SPREADSHEET_NUMBER.fullmatch(text):
        text = whole[1]
    match = _LEADING_NUMBER.match(text)
    number = match[1].lstrip("0") if match else ""
    tail = match[2] if match else text
    own, given = addition_of(tail), addition_of(draft.addition)
    letters = given.removeprefix(number)
    if number and letters != given and _CAPITAL.match(letters):
        given = letters  # "12" and "12A"
    draft.number = number
    draft.addition = own if own.endswith(given) else own + given


def _mend_city(city: str) -> str:
    parts = [part.strip(_EDGES) for part in re.split(r"[,;]", city)]
    kept = [part for part in parts if part and not _COUNTRY.fullmatch(part)]
    return re.sub(r"\s*\((?:zh|z\.h\.|zuid-holland)\)?$", "", " ".join(kept), flags=re.IGNORECASE).strip(
        _EDGES
    )
