"""Telephone numbers as programs dial them (E.164), read as the country of the store's own number."""

from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber

_DEFAULT_REGION: Final = "NL"


def region_of(store_phone: str) -> str:
    """Return the country of the store's own number, such as ``NL``."""
    import phonenumbers

    try:
        number = phonenumbers.parse(store_phone, _DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return _DEFAULT_REGION
    return phonenumbers.region_code_for_number(number) or _DEFAULT_REGION


@lru_cache(maxsize=4096)
def numbers_in(typed: str, region: str) -> "tuple[PhoneNumber, ...]":
    """Find the numbers in what was typed, mobile ones first; page, phone and messages ask for the same."""
    import phonenumbers

    found = [match.number for match in phonenumbers.PhoneNumberMatcher(typed, region)]
    return tuple(sorted(found, key=lambda number: not mobile(number)))


def mobile(number: "PhoneNumber") -> bool:
    """Tell whether a number may take text messages: whatever is no landline and no service number."""
    import phonenumbers

    kinds = phonenumbers.PhoneNumberType
    fixed = (kinds.FIXED_LINE, kinds.TOLL_FREE, kinds.PREMIUM_RATE, kinds.SHARED_COST, kinds.VOIP, kinds.UAN)
    return phonenumbers.number_type(number) not in fixed


def e164(number: "PhoneNumber") -> str:
    """Write a number as programs dial it: ``+31612345678``."""
    import phonenumbers

    written: str = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return written


def in_a_cell(number: "PhoneNumber") -> str:
    """Write a number as programs read it from a table: ``0031612345678``.

    It is E.164 with ``00`` for ``+``: a cell that begins with ``+`` would be guarded by an apostrophe, which
    programs that call and send messages do not read.
    """
    return f"00{e164(number)[1:]}"


def dialled(typed: str, region: str) -> str:
    """Return the number to dial of what was typed; empty if there is none."""
    found = numbers_in(typed, region)
    return e164(found[0]) if found else ""
