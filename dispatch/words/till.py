"""What is said of the till's export and its lines, in Dutch and English (see ``catalogue.py``)."""

from typing import Final

_FILL_IN: Final = ("Vul het in.", "Fill it in.")
_SHORTEN: Final = ("Maak het korter.", "Shorten it.")
_YES_OR_NO: Final = ("Schrijf ja of nee.", "Write ja or nee.")
_CHECK: Final = ("Controleer de bon.", "Check the receipt.")
_CORRECT: Final = (
    "Verbeter het in de kassa of in rejected.csv.",
    "Correct it in the till or in rejected.csv.",
)

TILL_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    # Who and whether.
    "issue.RECEIPT_MISSING": ("Het bonnummer ontbreekt.", "The receipt number is missing."),
    "issue.RECEIPT_MISSING.hint": _FILL_IN,
    "issue.RECEIPT_TOO_LONG": (
        "Het bonnummer heeft meer dan {most} tekens.",
        "The receipt number is longer than {most} characters.",
    ),
    "issue.RECEIPT_TOO_LONG.hint": _SHORTEN,
    "issue.RECEIPT_MANGLED": (
        "Een spreadsheet heeft het bonnummer afgekort.",
        "A spreadsheet has shortened the receipt number.",
    ),
    "issue.RECEIPT_MANGLED.hint": (
        "Maak de kolom op als tekst of als getal zonder decimalen, en exporteer opnieuw.",
        "Format the column as text or as a number without decimals, and export again.",
    ),
    "issue.RECEIPT_REPEATED": (
        "Gelijk aan rij {other}, die is ingepland.",
        "Identical to row {other}, which is planned.",
    ),
    "issue.RECEIPT_REPEATED.hint": (
        "Niets, tenzij er twee keer bezorgd moet worden.",
        "Nothing, unless it should be delivered twice.",
    ),
    "issue.RECEIPT_CONFLICT": (
        "Rij {other} heeft hetzelfde bonnummer maar een andere inhoud; die is ingepland.",
        "Row {other} has the same receipt number but differs; that one is planned.",
    ),
    "issue.RECEIPT_CONFLICT.hint": (
        "Zoek uit welke klopt; geef deze een eigen nummer als ze allebei kloppen.",
        "Find out which is right; give this one a number of its own if both are.",
    ),
    "issue.FLAG_CONTRADICTED": (
        "Een andere rij met dit bonnummer is niet voor bezorging.",
        "Another row with this receipt number is not for delivery.",
    ),
    "issue.FLAG_CONTRADICTED.hint": (
        "Controleer of de bezorging is afgezegd.",
        "Check whether the delivery was cancelled.",
    ),
    "issue.DELIVERY_UNCLEAR": (
        "Het is niet duidelijk of er bezorgd moet worden: er staat geen ja en geen nee.",
        "It is not clear whether to deliver: neither yes nor no.",
    ),
    "issue.DELIVERY_UNCLEAR.hint": _YES_OR_NO,
    "issue.NAME_MISSING": ("De naam van de klant ontbreekt.", "The name of the customer is missing."),
    "issue.NAME_MISSING.hint": _FILL_IN,
    "issue.PHONE_MANGLED": (
        "Een spreadsheet heeft het telefoonnummer afgekort; het is weggelaten.",
        "A spreadsheet has shortened the phone number; it is left out.",
    ),
    "issue.PHONE_MANGLED.hint": (
        "Maak de kolom op als tekst en vul het nummer opnieuw in.",
        "Format the column as text and enter it again.",
    ),
    # Where.
    "issue.POSTCODE_INVALID": (
        "De postcode is niet zoals 2312 AB; het adres wordt zo mogelijk zonder postcode gezocht.",
        "The postcode is not like 2312 AB; the address is looked up without it where possible.",
    ),
    "issue.POSTCODE_INVALID.hint": ("Verbeter het in de kassa.", "Correct it in the till."),
    "issue.POSITION_INVALID.no_numbers": (
        "Breedte- en lengtegraad zijn niet allebei getallen; het adres wordt opgezocht.",
        "Latitude and longitude are not both numbers. The address is looked up instead.",
    ),
    "issue.POSITION_INVALID.off_world": (
        "Breedte- en lengtegraad zijn geen plek op aarde; het adres wordt opgezocht.",
        "Latitude and longitude are not a place on earth. The address is looked up instead.",
    ),
    "issue.POSITION_INVALID.exchanged": (
        "Breedte- en lengtegraad zijn verwisseld; het adres wordt opgezocht.",
        "Latitude and longitude are exchanged. The address is looked up instead.",
    ),
    "issue.POSITION_INVALID.hint": (
        "Geef graden, zoals 52,158 en 4,491, of laat beide leeg.",
        "Give degrees, such as 52,158 and 4,491, or leave both empty.",
    ),
    "issue.SPREADSHEET_DATE.house_number": (
        "Een spreadsheet heeft van het huisnummer een datum gemaakt.",
        "A spreadsheet has made a date of the house number.",
    ),
    "issue.SPREADSHEET_DATE.addition": (
        "Een spreadsheet heeft van de toevoeging een datum gemaakt.",
        "A spreadsheet has made a date of the addition.",
    ),
    "issue.SPREADSHEET_DATE.hint": (
        "Maak de kolom op als tekst en vul het opnieuw in.",
        "Format the column as text and enter it again.",
    ),
    # What.
    "issue.BELOW_MINIMUM": (
        "Het bedrag ligt onder het minimum voor bezorging ({minimum}).",
        "The basket is below the minimum for delivery ({minimum}).",
    ),
    "issue.BELOW_MINIMUM.hint": (
        "Laat het afhalen, of verander [promise] minimum_basket.",
        "Have it collected, or change [promise] minimum_basket.",
    ),
    "issue.AMOUNT_INVALID": ('"{field}" is geen getal.', '"{field}" is not a number.'),
    "issue.AMOUNT_INVALID.hint": (
        "Schrijf een getal zoals 2 of 12,5, of laat het leeg.",
        "Write a number such as 2 or 12,5, or leave it empty.",
    ),
    "issue.AMOUNT_NEGATIVE": ('"{field}" is negatief.', '"{field}" is negative.'),
    "issue.AMOUNT_NEGATIVE.hint": _CORRECT,
    "issue.AMOUNT_TOO_LARGE": ('"{field}" is meer dan {most}.', '"{field}" is more than {most}.'),
    "issue.AMOUNT_TOO_LARGE.hint": _CORRECT,
    "issue.AMOUNT_ROUNDED": (
        "Een deel neemt de plaats van een hele in: {n}.",
        "A part of one takes the room of a whole: {n}.",
    ),
    "issue.NOTHING_TO_DELIVER": (
        "Geen kratten en geen tassen; er is één krat ingepland.",
        "No crates and no bags; one crate is planned.",
    ),
    "issue.NOTHING_TO_DELIVER.hint": _CHECK,
    "issue.WEIGHT_DOUBTFUL": (
        "Dat is meer dan {most} per krat; misschien staat het in grammen.",
        "That is more than {most} a crate; perhaps it is in grams.",
    ),
    "issue.WEIGHT_DOUBTFUL.hint": _CHECK,
    "issue.TEMPERATURE_UNKNOWN": (
        "De temperatuur is niet gewoon, koel of vries.",
        "The temperature is not made of gewoon, koel, vries (ambient, chilled, frozen).",
    ),
    "issue.TEMPERATURE_UNKNOWN.hint": (
        "Schrijf een daarvan, of meer met '+' ertussen.",
        "Write one of them, or several joined by '+'.",
    ),
    "issue.CRATES_ADDED.one": (
        "Koel en vries hebben elk een eigen krat nodig; er is {n} krat ingepland.",
        "Chilled and frozen each need a crate of their own; {n} crate is planned.",
    ),
    "issue.CRATES_ADDED.other": (
        "Koel en vries hebben elk een eigen krat nodig; er zijn {n} kratten ingepland.",
        "Chilled and frozen each need a crate of their own; {n} crates are planned.",
    ),
    "issue.AGE_CHECK_UNCLEAR": (
        "Bij de leeftijdscontrole staat geen ja en geen nee; die is ingepland.",
        "The age check is neither yes nor no; one is planned.",
    ),
    "issue.AGE_CHECK_UNCLEAR.hint": _YES_OR_NO,
    "issue.AGE_CHECK_ADDED": (
        "De bon vraagt geen leeftijdscontrole, maar een van de artikelen wel.",
        "The receipt asks for no age check, but one of its articles does.",
    ),
    # The lines of receipts.
    "issue.TOBACCO": (
        "{file} rij {row}: tabak, en die mogen supermarkten sinds 1 juli 2024 niet meer verkopen.",
        "{file} row {row}: tobacco, which supermarkets may not sell since 1 July 2024.",
    ),
    "issue.TOBACCO.hint": (
        "Haal het artikel uit de bestelling, of verbeter de naam ervan.",
        "Take the article out of the order, or correct its name.",
    ),
    "issue.LINE_UNCLEAR.age": (
        '{file} rij {row}: "{field}" is geen ja en geen nee; er is een leeftijdscontrole ingepland.',
        '{file} row {row}: "{field}" is neither yes nor no; an age check is planned.',
    ),
    "issue.LINE_UNCLEAR.temperature": (
        '{file} rij {row}: "{field}" is onbekend; het artikel gaat koel.',
        '{file} row {row}: "{field}" is unknown; the article is kept chilled.',
    ),
    "issue.LINE_UNCLEAR.number": (
        '{file} rij {row}: "{field}" is geen geloofwaardig getal; de regel telt niet mee.',
        '{file} row {row}: "{field}" is not a likely number; the line is left out.',
    ),
    "issue.LINE_UNCLEAR.hint": ("Verbeter het artikel in de kassa.", "Correct the article in the till."),
    "issue.LINES_MISSING": (
        "Er zijn geen bonregels {file}; kratten, gewicht en 18+-artikelen worden er dus niet uit berekend.",
        "There are no receipt lines {file}, so crates, weights and 18+ articles are not computed from them.",
    ),
    "issue.LINES_MISSING.hint": (
        "Kijk naar de export van de kassa, of haal [intake] lines weg.",
        "Look at the till's export, or take [intake] lines out.",
    ),
    "issue.LINES_INCOMPLETE": (
        "Niet elke regel noemt aantal en grootte; waar de bon meer kratten of gewicht noemt, geldt de bon.",
        "Not every line tells quantity and size; where the receipt says more crates or weight, it counts.",
    ),
    "issue.LINES_INCOMPLETE.hint": (
        "Geef weight_g of volume_ml bij elk artikel.",
        "Give weight_g or volume_ml for each article.",
    ),
    "issue.LINES_WITHOUT_RECEIPT.one": (
        "{file}: {n} regel hoort bij geen enkele bon van de export.",
        "{file}: {n} line belongs to no receipt of the till's export.",
    ),
    "issue.LINES_WITHOUT_RECEIPT.other": (
        "{file}: {n} regels horen bij geen enkele bon van de export.",
        "{file}: {n} lines belong to no receipt of the till's export.",
    ),
    "issue.LINES_WITHOUT_RECEIPT.hint": (
        "Niets, als er meer dagen of kassa's in staan; exporteer anders beide bestanden tegelijk.",
        "Nothing, if it holds more days or tills; otherwise export both files together.",
    ),
    "issue.MORE_ISSUES.one": ("{file}: nog {n} regel is zo.", "{file}: {n} more line is like that."),
    "issue.MORE_ISSUES.other": ("{file}: nog {n} regels zijn zo.", "{file}: {n} more lines are like that."),
    "issue.MORE_ISSUES.hint": ("Controleer of het het goede bestand is.", "Check that it is the right file."),
    # The shape of the file.
    "issue.QUOTE_UNCLOSED": (
        "In deze rij opent een aanhalingsteken dat nergens sluit; het is als gewoon teken gelezen.",
        "A quotation mark opens in this row and is never closed; it was taken as an ordinary character.",
    ),
    "issue.QUOTE_UNCLOSED.hint": (
        "Controleer de rij; haal het aanhalingsteken in de kassa weg.",
        "Check the row; remove the quotation mark in the till.",
    ),
    "issue.ROW_TOO_LONG": (
        "De rij heeft {cells} cellen onder {headers} kolommen, dus ze zijn misschien verschoven.",
        "The row has {cells} cells under {headers} headers, so they may have shifted.",
    ),
    "issue.ROW_TOO_LONG.hint": (
        "Waarschijnlijk staat het scheidingsteken in een cel; zet die tussen aanhalingstekens.",
        "A cell probably holds the delimiter; put it in quotation marks, or take it out.",
    ),
    "issue.ROW_TOO_SHORT.one": (
        "De rij houdt op na {cells} cel, voordat er staat of er bezorgd moet worden.",
        "The row ends after {cells} cell, before it says whether to deliver.",
    ),
    "issue.ROW_TOO_SHORT.other": (
        "De rij houdt op na {cells} cellen, voordat er staat of er bezorgd moet worden.",
        "The row ends after {cells} cells, before it says whether to deliver.",
    ),
    "issue.ROW_TOO_SHORT.hint": ("Exporteer opnieuw, of maak de rij af.", "Export it again, or complete it."),
    "issue.ROW_CUT_OFF": (
        "Het bestand houdt op midden in deze rij.",
        "The file ends in the middle of this row.",
    ),
    "issue.ROW_CUT_OFF.hint": (
        "De export is afgebroken; exporteer opnieuw.",
        "The export was cut off; export it again.",
    ),
    "issue.NOTE_JOINED": (
        "Het scheidingsteken staat in de opmerking; de delen zijn weer samengevoegd.",
        "The note holds the delimiter; its parts were joined again.",
    ),
    "issue.TEXT_TOO_LONG": (
        'De tekst onder "{header}" is na {most} tekens afgekapt.',
        'The text under "{header}" was cut off after {most} characters.',
    ),
    "issue.TEXT_TOO_LONG.hint": _SHORTEN,
    "issue.CONTROL_CHARACTERS": (
        "Tekens die niet te drukken zijn, zijn weggelaten.",
        "Characters that cannot be printed were taken out.",
    ),
    "issue.COLUMN_REPEATED": (
        '{file} heeft twee kolommen voor hetzelfde; "{field}" telt alleen waar de andere leeg is.',
        '{file} has two columns for one thing; "{field}" counts only where the other is empty.',
    ),
    "issue.COLUMN_REPEATED.hint": (
        "Hernoem of verwijder een van de twee, of kies er een in [intake.columns].",
        "Rename or remove one of the two, or choose in [intake.columns].",
    ),
    "issue.ENCODING_MIXED": (
        "{file} mengt UTF-8 en Windows-1252, voor het eerst in regel {line}.",
        "{file} mixes UTF-8 and Windows-1252, the first time in line {line}.",
    ),
    "issue.ENCODING_MIXED.hint": (
        "Controleer letters met accenten in namen en straten.",
        "Check letters with accents in names and streets.",
    ),
    "issue.CORRECTED.one": ("{n} rij komt uit {file}.", "{n} row was taken from {file}."),
    "issue.CORRECTED.other": ("{n} rijen komen uit {file}.", "{n} rows were taken from {file}."),
    "issue.CORRECTION_UNUSED": (
        "{file} rij {row} past bij geen rij van de export en wordt niet gebruikt.",
        "{file} row {row} fits no row of the till's export and is not used.",
    ),
    "issue.CORRECTION_UNUSED.hint": (
        "Laat receipt_id en row zoals ze zijn; verander alleen de kolommen erachter.",
        "Leave receipt_id and row as they are; only change the columns behind them.",
    ),
}  # fmt: skip
