"""What is said of the till's export and its lines, in Dutch and English (see ``catalogue.py``)."""

from typing import Final

_FILL_IN: Final = ("Vul het in.", "Fill it in.")
_SHORTEN: Final = ("Maak het korter.", "Shorten it.")
_YES_OR_NO: Final = ("Schrijf ja of nee.", "Write ja or nee.")
_AGREE: Final = ("Spreek een ander tijdvak af met de klant.", "Agree on another window with the customer.")
_CLOCK: Final = ("Controleer de klok van de kassa.", "Check the clock of the till.")
_CHECK: Final = ("Controleer de bon.", "Check the receipt.")
_CORRECT: Final = (
    "Verbeter het in de kassa of in rejected.csv.",
    "Correct it in the till or in rejected.csv.",
)
_MOMENT: Final = ("Schrijf 21-11-2026 14:05.", "Write 21-11-2026 14:05.")

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
        "Controleer of de bezorging is geannuleerd.",
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
    # When.
    "issue.TIME_MISSING.empty": ("Het tijdstip van aankoop ontbreekt.", "The time of purchase is missing."),
    "issue.TIME_MISSING.empty.hint": (
        "Vul het in, zoals 21-11-2026 14:05.",
        "Fill it in, such as 21-11-2026 14:05.",
    ),
    "issue.TIME_MISSING.date_only": (
        "Er is een datum, maar geen tijdstip van aankoop.",
        "There is a date, but no time of purchase.",
    ),
    "issue.TIME_MISSING.date_only.hint": (
        "Laat de kassa de tijd exporteren.",
        "Let the till export the time.",
    ),
    "issue.TIME_ASSUMED": (
        "Er is een datum, maar geen tijdstip van aankoop; gerekend is met de openingstijd {time}.",
        "There is a date, but no time of purchase; the opening time {time} is reckoned with.",
    ),
    "issue.TIME_ASSUMED.hint": ("Laat de kassa de tijd exporteren.", "Let the till export the time."),
    "issue.TIME_INVALID.clock": (
        "Het tijdstip van aankoop is geen tijd zoals 17:30.",
        "The time of purchase is not a time like 17:30.",
    ),
    "issue.TIME_INVALID.calendar": (
        "Het tijdstip van aankoop noemt een datum die niet bestaat.",
        "The time of purchase is not a date of the calendar.",
    ),
    "issue.TIME_INVALID.offset": (
        "Het tijdstip van aankoop heeft een onbruikbaar verschil met UTC.",
        "The time of purchase has no usable offset from UTC.",
    ),
    "issue.TIME_INVALID.hint": _MOMENT,
    "issue.DATE_OTHER_DAY": (
        "Het is gekocht op {bought}, en dit is het plan van {planned}.",
        "It was bought on {bought}, and this is the plan of {planned}.",
    ),
    "issue.DATE_OTHER_DAY.hint": (
        "Plan die dag met --date, of verbeter de datum.",
        "Plan that day with --date, or correct the date.",
    ),
    "issue.AFTER_CUT_OFF": (
        "Het is gekocht na {cut_off}, de uiterste tijd voor bezorging vandaag.",
        "It was bought after the cut-off of {cut_off}.",
    ),
    "issue.AFTER_CUT_OFF.hint": (
        "Niets: het gaat mee met de volgende bezorgdag. Anders: [promise] cut_off.",
        "Nothing: it goes along to the next delivery day. Otherwise: [promise] cut_off.",
    ),
    "issue.AFTER_CLOSING": (
        "Het is gekocht na sluitingstijd ({closing}).",
        "It was bought after closing time ({closing}).",
    ),
    "issue.AFTER_CLOSING.hint": _CLOCK,
    "issue.BEFORE_OPENING": (
        "Het is gekocht voordat de winkel openging.",
        "It was bought before the store opened.",
    ),
    "issue.BEFORE_OPENING.hint": _CLOCK,
    "issue.NO_DELIVERY_TODAY": (
        "De winkel bezorgt niet op deze dag.",
        "The store does not deliver on this day.",
    ),
    "issue.NO_DELIVERY_TODAY.hint": (
        "Plan het op de volgende bezorgdag, met --date.",
        "Plan it on the next delivery day, with --date.",
    ),
    "issue.WINDOW_INVALID.clock": (
        "Het tijdvak heeft een tijd die niet te lezen is.",
        "The window has a time that is not like 17:30.",
    ),
    "issue.WINDOW_INVALID.calendar": (
        "Het tijdvak noemt een datum die niet bestaat.",
        "The window names a date that is not in the calendar.",
    ),
    "issue.WINDOW_INVALID.offset": (
        "Het tijdvak heeft een onbruikbaar verschil met UTC.",
        "The window has no usable offset from UTC.",
    ),
    "issue.WINDOW_INVALID.span": (
        "Het tijdvak is niet zoals 18:00-20:00.",
        "The window is not a span like 18:00-20:00.",
    ),
    "issue.WINDOW_INVALID.hint": (
        "Schrijf het als UU:MM, of laat het leeg.",
        "Write it as HH:MM, or leave it empty.",
    ),
    "issue.WINDOW_REVERSED": ("Het tijdvak eindigt voordat het begint.", "The window ends before it begins."),
    "issue.WINDOW_REVERSED.hint": (
        "Verbeter de twee tijden in de kassa of in rejected.csv.",
        "Correct the two times in the till or in rejected.csv.",
    ),
    "issue.WINDOW_OUTSIDE_HOURS": (
        "Het tijdvak ligt buiten de bezorguren ({opens}-{closes}).",
        "The window lies outside the delivery hours ({opens}-{closes}).",
    ),
    "issue.WINDOW_OUTSIDE_HOURS.hint": (
        "Spreek een ander tijdvak af met de klant, of verander [store] delivery.",
        "Agree on another window with the customer, or change [store] delivery.",
    ),
    "issue.WINDOW_NARROWED": (
        "Een deel van het tijdvak ligt buiten de bezorguren ({opens}-{closes}) en wordt niet gebruikt.",
        "A part of the window lies outside the delivery hours ({opens}-{closes}) and is not used.",
    ),
    "issue.WINDOW_PAST": (
        "Het tijdvak was al voorbij bij de aankoop.",
        "The window was over when it was bought.",
    ),
    "issue.WINDOW_PAST.hint": _AGREE,
    "issue.WINDOW_TOO_SOON": (
        "Het tijdvak is voorbij voordat de bestelling is ingepakt ({packing} na de aankoop).",
        "The window is over before the order is packed ({packing} after the purchase).",
    ),
    "issue.WINDOW_TOO_SOON.hint": (
        "Spreek een later tijdvak af met de klant.",
        "Agree on a later window with the customer.",
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
        "Bij de leeftijdscontrole staat geen ja en geen nee; ze is ingepland.",
        "The age check is neither yes nor no; one is planned.",
    ),
    "issue.AGE_CHECK_UNCLEAR.hint": _YES_OR_NO,
    "issue.AGE_CHECK_ADDED": (
        "De bon vraagt geen leeftijdscontrole, maar een van de artikelen wel.",
        "The receipt asks for no age check, but one of its articles does.",
    ),
    # The lines of receipts.
    "issue.TOBACCO": (
        "{file} rij {row}: tabak, en die mogen supermarkten sinds 1 juli 2024 niet verkopen.",
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
        '{file} heeft twee kolommen voor hetzelfde; "{field}" wordt niet gebruikt.',
        '{file} has two columns for one thing; "{field}" is not used.',
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
