"""What is said of how files were understood, in Dutch and English (see ``catalogue.py``)."""

from typing import Final

READING_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    # Columns.
    "issue.COLUMN_UNUSED": (
        "{file} heeft kolommen die niet worden gebruikt, maar op bekende kolommen lijken: {columns}.",
        "{file} has columns that are not used, but look like known ones: {columns}.",
    ),
    "issue.COLUMN_UNUSED.hint": (
        'Noem ze in [intake.columns] met de kolom die bedoeld is, of met "-" als het die niet is.',
        'Name them in [intake.columns] with the column that is meant, or with "-" if it is none.',
    ),
    "issue.COLUMN_GONE": (
        "{file} mist kolommen die in [intake.columns] staan: {columns}.",
        "{file} lacks columns that [intake.columns] names: {columns}.",
    ),
    "issue.COLUMN_GONE.hint": (
        "Kijk of de kassa anders exporteert sinds een update, en verbeter [intake.columns].",
        "Look whether the till exports differently since an update, and correct [intake.columns].",
    ),
    "issue.PROFILE_FITS": (
        "{file} heeft de kolommen van {program}, en wordt zonder dat profiel gelezen.",
        "{file} has the columns of {program}, and is read without that profile.",
    ),
    "issue.PROFILE_FITS.hint": (
        'Zet [intake] profile = "{program}", of "generic" als het die niet is.',
        'Set [intake] profile = "{program}", or "generic" if it is not that.',
    ),
    "issue.COLUMNS_CHANGED": (
        "{file} heeft andere kolommen dan de vorige keer: {changes}.",
        "{file} has other columns than last time: {changes}.",
    ),
    "issue.COLUMNS_CHANGED.hint": (
        "Kijk met 'dispatch check' hoe elke kolom wordt gelezen.",
        "See with 'dispatch check' what every column is read as.",
    ),
    "issue.COLUMNS_FIRST": (
        "{file} is voor het eerst gelezen; zo zijn de kolommen opgevat: {columns}.",
        "{file} was read for the first time; its columns were taken so: {columns}.",
    ),
    "issue.COLUMNS_FIRST.hint": (
        "Klopt er iets niet, noem het dan in [intake.columns]; 'dispatch check' toont alles.",
        "If something is wrong, name it in [intake.columns]; 'dispatch check' shows it all.",
    ),
    # What was in the file.
    "issue.SHEETS_READ": (
        "{file} heeft meer bladen met dezelfde kolommen; gelezen zijn {sheets}.",
        "{file} has several sheets with the same columns; read are {sheets}.",
    ),
    "issue.SHEETS_READ.hint": (
        'Niets, of kies met [intake] sheet = ["…"].',
        'Nothing, or choose with [intake] sheet = ["…"].',
    ),
    "issue.SHEET_UNREAD.one": (
        "{file} heeft een blad dat op een export lijkt en niet gelezen is: {sheets}, {n} rij.",
        "{file} has a sheet that looks like an export and was not read: {sheets}, {n} row.",
    ),
    "issue.SHEET_UNREAD.other": (
        "{file} heeft bladen die op een export lijken en niet gelezen zijn: {sheets}, {n} rijen.",
        "{file} has sheets that look like an export and were not read: {sheets}, {n} rows.",
    ),
    "issue.SHEET_UNREAD.hint": (
        "Geef het dezelfde kolommen als het andere blad, of plan het apart met [intake] sheet.",
        "Give it the columns of the other sheet, or plan it by itself with [intake] sheet.",
    ),
    "issue.ROWS_HIDDEN.one": (
        "{n} rij voor bezorging is in {file} verborgen of weggefilterd; die is wel gelezen.",
        "{n} row for delivery is hidden or filtered out in {file}; it was read all the same.",
    ),
    "issue.ROWS_HIDDEN.other": (
        "{n} rijen voor bezorging zijn in {file} verborgen of weggefilterd; ze zijn wel gelezen.",
        "{n} rows for delivery are hidden or filtered out in {file}; they were read all the same.",
    ),
    "issue.ROWS_HIDDEN.hint": (
        "Verwijder de rijen die niet bezorgd moeten worden, of haal het filter weg.",
        "Delete the rows that are not to be delivered, or remove the filter.",
    ),
    "issue.ROWS_CANCELLED.one": (
        "{n} rij is volgens de kassa afgezegd en telt als niet voor bezorging.",
        "{n} row is cancelled, says the till, and counts as not for delivery.",
    ),
    "issue.ROWS_CANCELLED.other": (
        "{n} rijen zijn volgens de kassa afgezegd en tellen als niet voor bezorging.",
        "{n} rows are cancelled, says the till, and count as not for delivery.",
    ),
    "issue.STATE_DOUBTFUL.one": (
        "{n} bon in {file} wordt bezorgd terwijl de status iets anders kan betekenen: {states}.",
        "{n} receipt in {file} is delivered although its state may mean otherwise: {states}.",
    ),
    "issue.STATE_DOUBTFUL.other": (
        "{n} bonnen in {file} worden bezorgd terwijl de status iets anders kan betekenen: {states}.",
        "{n} receipts in {file} are delivered although their state may mean otherwise: {states}.",
    ),
    "issue.STATE_DOUBTFUL.hint": (
        "Zeg met [intake.values] wat het betekent: onder yes wordt bezorgd, onder cancelled niet.",
        "Say with [intake.values] what it means: under yes it is delivered, under cancelled not.",
    ),
    "issue.ROWS_OF_ARTICLES.one": (
        "{n} rij noemt alleen nog een artikel van een bon erboven.",
        "{n} row only adds an article to a receipt above it.",
    ),
    "issue.ROWS_OF_ARTICLES.other": (
        "{n} rijen noemen alleen nog een artikel van een bon erboven.",
        "{n} rows only add an article to a receipt above them.",
    ),
    "issue.STORES_TOGETHER": (
        "{file} heeft rijen van meer dan een winkel: {stores}; alle worden als van deze winkel gepland.",
        "{file} has rows of more than one store: {stores}; all are planned as this store's.",
    ),
    "issue.STORES_TOGETHER.hint": (
        "Zet met [intake] store hoe het bestand deze winkel noemt, of maak de kolom '-' in [intake.columns].",
        "Say with [intake] store what the file calls this store, or make the column '-' in [intake.columns].",
    ),
    "issue.STORE_ABSENT": (
        "{file} heeft geen rij van winkel {store}; het noemt {stores}.",
        "{file} has no row of the store {store}; it names {stores}.",
    ),
    "issue.STORE_ABSENT.hint": (
        "Verbeter [intake] store, of in de lijst van winkels 'in_export'.",
        "Correct [intake] store, or 'in_export' in the list of stores.",
    ),
    "issue.STORE_UNTOLD.one": (
        "{n} rij voor bezorging in {file} zegt niet van welke winkel die is, en is niet ingepland.",
        "{n} row for delivery in {file} does not say of which store it is, and was not planned.",
    ),
    "issue.STORE_UNTOLD.other": (
        "{n} rijen voor bezorging in {file} zeggen niet van welke winkel ze zijn, en zijn niet ingepland.",
        "{n} rows for delivery in {file} do not say of which store they are, and were not planned.",
    ),
    "issue.STORE_UNTOLD.hint": (
        "Vul de winkel in bij die rijen en plan opnieuw.",
        "Fill in the store of those rows and plan again.",
    ),
    "issue.ENCODING_GUESSED": (
        "{file} is gelezen als {encoding}.",
        "{file} was read as {encoding}.",
    ),
    "issue.ENCODING_GUESSED.hint": (
        "Controleer letters met accenten in namen en straten; exporteer liever als UTF-8.",
        "Check letters with accents in names and streets; rather export as UTF-8.",
    ),
    "issue.CELL_ERROR": (
        "In deze cel staat een fout van de spreadsheet in plaats van een waarde.",
        "This cell holds an error of the spreadsheet instead of a value.",
    ),
    "issue.CELL_ERROR.hint": (
        "Herstel de formule, of vul de waarde in.",
        "Mend the formula, or fill in the value.",
    ),
    "issue.COURIER_UNKNOWN.one": (
        '{n} bon vraagt om bezorger "{courier}", en zo heet niemand; iedereen kan hem brengen.',
        '{n} receipt asks for courier "{courier}", and nobody is called so; anybody may bring it.',
    ),
    "issue.COURIER_UNKNOWN.other": (
        '{n} bonnen vragen om bezorger "{courier}", en zo heet niemand; iedereen kan ze brengen.',
        '{n} receipts ask for courier "{courier}", and nobody is called so; anybody may bring them.',
    ),
    "issue.COURIER_UNKNOWN.hint": (
        'Verbeter de naam, of zet de kolom op "-" in [intake.columns] als het geen bezorger van u is.',
        'Correct the name, or map the column to "-" in [intake.columns] if it is no courier of yours.',
    ),
    # Where.
    "issue.ADDRESS_CONTRADICTED.number": (
        "Er staan twee verschillende huisnummers: een in de straat of het adres, een in de eigen kolom.",
        "There are two different house numbers: one in the street or address, one in its own column.",
    ),
    "issue.ADDRESS_CONTRADICTED.street": (
        "Er staan twee verschillende adressen: een in één cel, een in delen.",
        "There are two different addresses: one in one cell, one in parts.",
    ),
    "issue.ADDRESS_CONTRADICTED.country": (
        "Het adres ligt volgens de export in een ander land.",
        "The export says that the address is in another country.",
    ),
    "issue.ADDRESS_CONTRADICTED.hint": (
        "Vraag de klant welk klopt.",
        "Ask the customer which is right.",
    ),
    # Lines.
    "issue.LINES_FIT_NOTHING.one": (
        "{file}: de enige regel hoort bij geen enkele bon van de export; 18+ en koeling zijn dus onbekend.",
        "{file}: the one line belongs to no receipt of the export, so 18+ and cooling are unknown.",
    ),
    "issue.LINES_FIT_NOTHING.other": (
        "{file}: geen van de {n} regels hoort bij een bon van de export; 18+ en koeling zijn dus onbekend.",
        "{file}: none of its {n} lines belongs to a receipt of the export, so 18+ and cooling are unknown.",
    ),
    "issue.LINES_FIT_NOTHING.hint": (
        "Kijk of beide bestanden van dezelfde dag zijn en de bonnummers hetzelfde schrijven.",
        "Look whether both files are of one day and write receipt numbers alike.",
    ),
    "issue.LINES_WEIGHT_ESTIMATED.one": (
        "{file}: {n} regel noemt een inhoud en geen gewicht; gerekend is met een kilo per liter.",
        "{file}: {n} line tells a volume and no weight; a kilo a litre was reckoned with.",
    ),
    "issue.LINES_WEIGHT_ESTIMATED.other": (
        "{file}: {n} regels noemen een inhoud en geen gewicht; gerekend is met een kilo per liter.",
        "{file}: {n} lines tell a volume and no weight; a kilo a litre was reckoned with.",
    ),
    "issue.LINES_UNIT_GUESSED.one": (
        "{file}: {n} gewicht of inhoud kan ook anders bedoeld zijn: {value} is gelezen als {read}.",
        "{file}: {n} weight or volume may be meant otherwise: {value} was read as {read}.",
    ),
    "issue.LINES_UNIT_GUESSED.other": (
        "{file}: {n} gewichten of inhouden kunnen ook anders bedoeld zijn: zo is {value} gelezen als {read}.",
        "{file}: {n} weights or volumes may be meant otherwise: {value} was read as {read}, say.",
    ),
    "issue.LINES_UNIT_GUESSED.hint": (
        "Zet [intake] decimal of [intake.units], of laat de kassa één eenheid exporteren.",
        "Set [intake] decimal or [intake.units], or let the till export one unit.",
    ),
}  # fmt: skip
