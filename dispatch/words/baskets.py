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
    # The drop folder.
    "issue.DROP_FILE_LEFT.unreadable": (
        "{file} blijft in de map liggen, want het is niet te lezen: {why}",
        "{file} stays in the drop folder, for it cannot be read: {why}",
    ),
    "issue.DROP_FILE_LEFT.kind": (
        "{file} blijft in de map liggen: aan de naam is niet te zien wat het is.",
        "{file} stays in the drop folder: its name does not tell what it is.",
    ),
    "issue.DROP_FILE_LEFT.alone": (
        "{file} blijft in de map liggen: de export waar deze regels bij horen is er niet.",
        "{file} stays in the drop folder: the export that its lines belong to is not there.",
    ),
    "issue.DROP_FILE_LEFT.waiting": (
        "{file} blijft in de map liggen: het gaat over bonnen die nog niet betaald zijn: {receipts}.",
        "{file} stays in the drop folder: it is about receipts that are not paid yet: {receipts}.",
    ),
    "issue.DROP_FILE_LEFT.unfinished": (
        "{file} blijft in de map liggen: de laatste regel is nog niet af.",
        "{file} stays in the drop folder: its last line is not finished yet.",
    ),
    "issue.DROP_FILE_LEFT.hint": (
        "Verbeter het bestand, geef het een naam op .csv of .ndjson, of haal het weg.",
        "Correct the file, give it a name that ends in .csv or .ndjson, or take it away.",
    ),
    "issue.DROPPED_FOR_ANOTHER_DAY.one": (
        "{n} bon uit de map is voor {day} en staat in het dagboek van die dag.",
        "{n} receipt from the drop folder is for {day} and stands in the book of that day.",
    ),
    "issue.DROPPED_FOR_ANOTHER_DAY.other": (
        "{n} bonnen uit de map zijn voor {day} en staan in het dagboek van die dag.",
        "{n} receipts from the drop folder are for {day} and stand in the book of that day.",
    ),
    # What the store sells.
    "issue.ARTICLE_UNCLEAR.check_digit": (
        '{file} rij {row}: het laatste cijfer van "{field}" klopt niet; het telt als eigen nummer.',
        '{file} row {row}: the last digit of "{field}" is wrong; it counts as a number of your own.',
    ),
    "issue.ARTICLE_UNCLEAR.twice": (
        "{file} rij {row}: dit artikelnummer staat er al met andere gegevens; de eerste rij telt.",
        "{file} row {row}: this number stands there already with other facts; the first row counts.",
    ),
    "issue.ARTICLE_UNCLEAR.temperature": (
        '{file} rij {row}: "{field}" is onbekend; het artikel gaat koel.',
        '{file} row {row}: "{field}" is unknown; the article is kept chilled.',
    ),
    "issue.ARTICLE_UNCLEAR.number": (
        '{file} rij {row}: "{field}" is geen geloofwaardig getal en telt niet mee.',
        '{file} row {row}: "{field}" is not a likely number and is left out.',
    ),
    "issue.ARTICLE_UNCLEAR.age": (
        '{file} rij {row}: "{field}" is geen leeftijd, ja of nee; het artikel telt als 18+.',
        '{file} row {row}: "{field}" is no age, yes or no; the article counts as 18+.',
    ),
    "issue.ARTICLE_UNCLEAR.hint": ("Verbeter de artikellijst.", "Correct the list of articles."),
    "issue.ARTICLES_UNKNOWN.one": (
        "{n} artikel staat niet in de artikellijst ({lines} van {of} regels in {file}): {articles}.",
        "{n} article is not in the list of articles ({lines} of {of} lines in {file}): {articles}.",
    ),
    "issue.ARTICLES_UNKNOWN.other": (
        "{n} artikelen staan niet in de artikellijst ({lines} van {of} regels in {file}), vooral {articles}.",
        "{n} articles are not in the list of articles ({lines} of {of} lines in {file}), mostly {articles}.",
    ),
    "issue.ARTICLES_UNKNOWN.hint": (
        "Vul ze aan, het meest verkochte eerst; 'dispatch check' noemt ze allemaal.",
        "Add them, what is sold most first; 'dispatch check' names them all.",
    ),
    "issue.ARTICLES_MISSING": (
        "Er is geen artikellijst {file}; van regels met alleen een nummer is niets bekend.",
        "There is no list of articles {file}; nothing is known of lines that have a number only.",
    ),
    "issue.ARTICLES_MISSING.hint": (
        "Zet het bestand neer, of haal [intake] articles weg.",
        "Put the file there, or take [intake] articles out.",
    ),
    "issue.SCALE_CODES_READ.one": (
        "Van {n} regel in {file} is het gewicht uit de streepjescode van de weegschaal gelezen.",
        "The weight of {n} line in {file} was read from the bar code of the scale.",
    ),
    "issue.SCALE_CODES_READ.other": (
        "Van {n} regels in {file} is het gewicht uit de streepjescode van de weegschaal gelezen.",
        "The weight of {n} lines in {file} was read from the bar code of the scale.",
    ),
    "issue.SCALE_CODES_READ.hint": (
        "Drukken uw weegschalen het anders af, geef dat dan op met [intake] scale_codes.",
        "If your scales print it otherwise, say so with [intake] scale_codes.",
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
