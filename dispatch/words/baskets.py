"""What is said of basket events, in Dutch and English (see ``catalogue.py``)."""

from typing import Final

_MEND: Final = (
    "Verbeter de regel, of voeg de bestelling met de hand toe.",
    "Correct the line, or add the order by hand.",
)

BASKET_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "issue.EVENT_UNREADABLE.json": (
        "{file} regel {row}: dit is geen JSON; er kan een bestelling ontbreken.",
        "{file} line {row}: this is not JSON; an order may be missing.",
    ),
    "issue.EVENT_UNREADABLE.object": (
        "{file} regel {row}: dit is geen gebeurtenis maar een andere JSON-waarde.",
        "{file} line {row}: this is no event but another JSON value.",
    ),
    "issue.EVENT_UNREADABLE.twice": (
        '{file} regel {row}: "{name}" staat er twee keer in.',
        '{file} line {row}: "{name}" stands in it twice.',
    ),
    "issue.EVENT_UNREADABLE.kind": (
        '{file} regel {row}: "{name}" is niet paid, changed of cancelled.',
        '{file} line {row}: "{name}" is not paid, changed or cancelled.',
    ),
    "issue.EVENT_UNREADABLE.missing": (
        '{file} regel {row}: "{name}" ontbreekt; er kan een bestelling ontbreken.',
        '{file} line {row}: "{name}" is missing; an order may be missing.',
    ),
    "issue.EVENT_UNREADABLE.moment": (
        '{file} regel {row}: "{name}" is geen tijdstip zoals 2026-11-21T14:05:00+01:00.',
        '{file} line {row}: "{name}" is no moment such as 2026-11-21T14:05:00+01:00.',
    ),
    "issue.EVENT_UNREADABLE.nested": (
        '{file} regel {row}: "{name}" is geen tekst of getal.',
        '{file} line {row}: "{name}" is neither text nor a number.',
    ),
    "issue.EVENT_UNREADABLE.long": (
        '{file} regel {row}: "{name}" is te lang.',
        '{file} line {row}: "{name}" is too long.',
    ),
    "issue.EVENT_UNREADABLE.unfinished": (
        "{file} regel {row}: de laatste regel is niet af; er kan een bestelling ontbreken.",
        "{file} line {row}: the last line is not finished; an order may be missing.",
    ),
    "issue.EVENT_UNREADABLE.hint": _MEND,
    "issue.EVENT_ALTERED": (
        'Regel {row}: de gebeurtenis "{id}" zegt iets anders dan de vorige keer; de eerste telt.',
        'Line {row}: the event "{id}" says something else than before; the first one counts.',
    ),
    "issue.EVENT_ALTERED.hint": (
        "Laat de kassa elke gebeurtenis een eigen id geven.",
        "Have the till give every event an id of its own.",
    ),
    "issue.EVENT_WITHOUT_RECEIPT": (
        "Regel {row}: een wijziging van een bon waarvan geen betaling bekend is.",
        "Line {row}: a change of a receipt of which no payment is known.",
    ),
    "issue.EVENT_WITHOUT_RECEIPT.hint": (
        "Kijk of er een bestand van de kassa ontbreekt.",
        "See whether a file of the till is missing.",
    ),
    "issue.EVENTS_OTHER_DAY.one": (
        "{n} bon in {file} is voor een andere dag en blijft voor dat plan.",
        "{n} receipt in {file} is for another day and is left to that plan.",
    ),
    "issue.EVENTS_OTHER_DAY.other": (
        "{n} bonnen in {file} zijn voor een andere dag en blijven voor dat plan.",
        "{n} receipts in {file} are for another day and are left to that plan.",
    ),
}
