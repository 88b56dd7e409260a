"""What is wrong with a command, its flags or what it was asked, in Dutch by the English sentence."""

from typing import Final

COMMANDS: Final = {
    # Which files.
    "Which purchases?": "Welke aankopen?",
    "Name the till's export, or set [intake] purchases.": (
        "Noem de export van de kassa, of vul [intake] purchases in."
    ),
    "There is no till's export named, and no dispatch.toml here that names one.": (
        "Er is geen export van de kassa genoemd, en hier is geen dispatch.toml die er een noemt."
    ),
    "Name the export, make a store with 'dispatch init', or look at the bundled day with --sample.": (
        "Noem de export, maak een winkel met 'dispatch init', of bekijk de voorbeelddag met --sample."
    ),
    "--sample plans the bundled day, with its own files.": (
        "--sample plant de meegeleverde dag, met zijn eigen bestanden."
    ),
    "Name no other with it.": "Noem daar geen ander bij.",
    "The bundled sample day is missing.": "De meegeleverde voorbeelddag ontbreekt.",
    "Install the program again.": "Installeer het programma opnieuw.",
    "{path} exists already.": "{path} bestaat al.",
    "Name an empty folder; nothing was written.": "Noem een lege map; er is niets geschreven.",
    "{file} changed while it was being read.": "{file} is veranderd terwijl het werd gelezen.",
    "Run again.": "Start opnieuw.",
    "{file} has vanished.": "{file} is verdwenen.",
    "Export it from the till again.": "Exporteer het opnieuw uit de kassa.",
    "{file} is still being written after {patience} seconds.": (
        "{file} wordt na {patience} seconden nog steeds geschreven."
    ),
    "Wait for the till to finish and run again.": "Wacht tot de kassa klaar is en start opnieuw.",
    "{name} has more than {most} rows for delivery.": "{name} heeft meer dan {most} rijen om te bezorgen.",
    "Export one day of one store.": "Exporteer één dag van één winkel.",
    "{file} has no column receipt_id.": "{file} heeft geen kolom receipt_id.",
    "Correct the rejected.csv of a run and pass that file.": (
        "Verbeter de rejected.csv van een run en geef dat bestand."
    ),
    (
        "Name the file that the till exported, of one day; [intake] has columns for other headers and max_mb "
        "for larger files."
    ): (
        "Noem het bestand dat de kassa exporteerde, van één dag; [intake] heeft columns voor andere "
        "kolomnamen en max_mb voor grotere bestanden."
    ),
    "Add it to the export, or name your till's header in [intake.columns].": (
        "Voeg hem toe aan de export, of noem de kolomnaam van uw kassa bij [intake.columns]."
    ),
    "It should hold receipt_id, arrived_at and outcome.": (
        "Er moeten receipt_id, arrived_at en outcome in staan."
    ),
    "Standard input is empty.": "De standaardinvoer is leeg.",
    "Pipe the till's export into the command.": "Stuur de export van de kassa naar de opdracht.",
    "Standard input holds more than {most_mb} MB.": "De standaardinvoer bevat meer dan {most_mb} MB.",
    "Export one day only.": "Exporteer maar één dag.",
    # A new store.
    "The sample store has a name of its own.": "De voorbeeldwinkel heeft een eigen naam.",
    "Leave --sample out, or the others.": "Laat --sample weg, of de andere.",
    "A store lacks {flags}.": "Bij de winkel ontbreekt {flags}.",
    "Give them, or run it in a terminal.": "Geef ze, of start het in een terminal.",
    "The store's address was not found for certain.": (
        "Het adres van de winkel is niet met zekerheid gevonden."
    ),
    "Say where it is: --at LAT,LON (see a map).": "Zeg waar de winkel is: --at LAT,LON (van een kaart).",
    "'{text}' is no courier.": "'{text}' is geen bezorger.",
    'Write it like "Noor, bike, 13:00-17:15"; or van.': 'Schrijf het als "Noor, fiets, 13:00-17:15"; of bus.',
    "'{text}' are no hours.": "'{text}' zijn geen uren.",
    "Write them like 13:00-21:30.": "Schrijf ze als 13:00-21:30.",
    "'{text}' is no position.": "'{text}' is geen positie.",
    "Write it like 52.1637,4.4921: LAT,LON.": "Schrijf het als 52.1637,4.4921: LAT,LON.",
    # Flags.
    "'{text}' is not a date.": "'{text}' is geen datum.",
    "Write it like 2026-11-21.": "Schrijf het als 2026-11-21.",
    "{flag} '{text}' is not a time like 17:30; nothing was written.": (
        "{flag} '{text}' is geen tijd zoals 17:30; er is niets geschreven."
    ),
    "Write it like 17:30.": "Schrijf het als 17:30.",
    "--column says what a column is.": "--column zegt wat een kolom is.",
    "Say --learn too, to write it down.": "Zeg ook --learn, om het op te schrijven.",
    "'{word}' cannot mean '{meaning}'.": "'{word}' kan niet '{meaning}' betekenen.",
    "Say yes, no or cancelled.": "Zeg yes, no of cancelled.",
    "[intake] {key} cannot be '{text}'.": "[intake] {key} kan niet '{text}' zijn.",
    "It is one of: {choices}.": "Het is een van: {choices}.",
    "'{text}' is not like 'Header=column'.": "'{text}' is niet van de vorm 'Kolomnaam=column'.",
    "Use - for a column that is none of ours.": "Gebruik - voor een kolom die niet van ons is.",
    "The bundled sample learns nothing.": "De meegeleverde voorbeelddag leert niets.",
    "Make a store with 'dispatch init' first.": "Maak eerst een winkel met 'dispatch init'.",
    "{file} cannot be written to: {why}.": "In {file} kan niet worden geschreven: {why}.",
    "Correct it by hand.": "Verbeter het met de hand.",
    "The correction was not found either: {why}.": "De verbetering is ook niet gevonden: {why}.",
    "Nothing was saved.": "Er is niets opgeslagen.",
    "There is nowhere to save it.": "Er is nergens plaats om het op te slaan.",
    "Set [geocoding] addresses in your dispatch.toml, such as addresses.csv.": (
        "Vul [geocoding] addresses in uw dispatch.toml in, bijvoorbeeld addresses.csv."
    ),
    "--back '{text}' names nobody.": "--back '{text}' noemt niemand.",
    "Write it like Bram=18:30.": "Schrijf het als Bram=18:30.",
    "Version {version} of {day} is not driven: couriers drive version {in_force}.": (
        "Versie {version} van {day} wordt niet gereden: de bezorgers rijden versie {in_force}."
    ),
    "Change that one, or drive this one first: dispatch day {day} --drive v{version}": (
        "Verander die, of laat eerst deze rijden: dispatch day {day} --drive v{version}"
    ),
    "A report cannot be grouped by '{by}'.": "Een rapport kan niet worden gegroepeerd per '{by}'.",
    "Choose one of {known}.": "Kies uit {known}.",
    "A report over stores takes all days of each of them.": (
        "Een rapport over winkels neemt alle dagen van elke winkel."
    ),
    "Leave all but --csv, --pdf and --json out.": "Laat alles behalve --csv, --pdf en --json weg.",
    "Which run is to be copied?": "Welke run moet worden gekopieerd?",
    "Name one: dispatch report latest --anonymous DIR": "Noem er een: dispatch report latest --anonymous MAP",
    "Which day did these actuals come back from?": "Van welke dag is dit teruggekomen?",
    "Name its run, and only that.": "Noem zijn run, en alleen die.",
    "--stores asks every store, each with its own configuration and runs.": (
        "--stores vraagt elke winkel, elk met zijn eigen configuratie en runs."
    ),
    "Leave --config and --out out, or ask one store without --stores.": (
        "Laat --config en --out weg, of vraag één winkel zonder --stores."
    ),
    # Changes of the day.
    "There is no day in {folder} yet.": "Er is nog geen dag in {folder}.",
    "Plan one first, or name the folder with --out.": "Plan er eerst een, of noem de map met --out.",
    "Which change?": "Welke wijziging?",
    "Name one, such as 'cancel 2611210042', or a file with --file.": (
        "Noem er een, zoals 'cancel 2611210042', of een bestand met --file."
    ),
    "One of: {examples}.": "Een van: {examples}.",
    "'{line}' says too little or too much; nothing was written.": (
        "'{line}' zegt te weinig of te veel; er is niets geschreven."
    ),
    "Write it like: dispatch change {example}": "Schrijf het als: dispatch change {example}",
    "--{flag} stands twice in '{line}'; nothing was written.": (
        "--{flag} staat twee keer in '{line}'; er is niets geschreven."
    ),
    "--wage is for a courier who is --new; nothing was written.": (
        "--wage is voor een bezorger die --new is; er is niets geschreven."
    ),
    "{file}, row {row}: {column} '{value}' cannot be read; nothing was written.": (
        "{file}, rij {row}: {column} '{value}' is niet te lezen; er is niets geschreven."
    ),
    "Times like 17:42; outcomes delivered, not_home, refused, or in Dutch.": (
        "Tijden zoals 17:42; uitkomsten geleverd, niet thuis, geweigerd, of in het Engels."
    ),
    "--wage '{text}' is not an amount; nothing was written.": (
        "--wage '{text}' is geen bedrag; er is niets geschreven."
    ),
    "Write it like 14,50.": "Schrijf het als 14,50.",
    "Is it a list of changes?": "Is het een lijst van wijzigingen?",
    "{name}, line {number}: a quotation mark is not closed.": (
        "{name}, regel {number}: een aanhalingsteken is niet gesloten."
    ),
    "Close the quotation mark.": "Sluit het aanhalingsteken.",
    "'{text}' is not a window; nothing was written.": "'{text}' is geen tijdvak; er is niets geschreven.",
    "Write it like 18:00-19:00.": "Schrijf het als 18:00-19:00.",
    "The window {text} ends before it begins; nothing was written.": (
        "Het tijdvak {text} eindigt voordat het begint; er is niets geschreven."
    ),
    "{courier} has nothing left to bring; nothing was written.": (
        "{courier} heeft niets meer te brengen; er is niets geschreven."
    ),
    "{flag} '{text}' is not a number of minutes; nothing was written.": (
        "{flag} '{text}' is geen aantal minuten; er is niets geschreven."
    ),
    "{receipt} has gone along to {carried_to}; nothing was written.": (
        "{receipt} is meegegaan naar {carried_to}; er is niets geschreven."
    ),
    "Take that line back: dispatch day {day}, then --undo its number.": (
        "Neem die regel terug: dispatch day {day}, en dan --undo met zijn nummer."
    ),
    "--until '{until}' is not a date; nothing was written.": (
        "--until '{until}' is geen datum; er is niets geschreven."
    ),
    "--until {until} is not after {day}; nothing was written.": (
        "--until {until} ligt niet na {day}; er is niets geschreven."
    ),
    "Write it like 2026-11-24.": "Schrijf het als 2026-11-24.",
    "{name} is new: with which vehicle, and when? Nothing was written.": (
        "{name} is nieuw: met welk voertuig, en wanneer? Er is niets geschreven."
    ),
    "Write it like: dispatch change courier {name} --new --in 15:00-19:15 --vehicle fiets-B": (
        "Schrijf het als: dispatch change courier {name} --new --in 15:00-19:15 --vehicle fiets-B"
    ),
    "There is no {what} '{name}' on this day; nothing was written.": (
        "Er is deze dag geen {what} '{name}'; er is niets geschreven."
    ),
    "receipt": "bon",
    "courier": "bezorger",
    "vehicle": "voertuig",
    "route": "route",
    "courier or route": "bezorger of route",
    "flag": "optie",
    "change": "wijziging",
    "lock": "vastgelegde wens",
    "outcome": "uitkomst",
    "Did you mean {near}?": "Bedoelde u {near}?",
    "Known: {known}.": "Bekend: {known}.",
    "Change {number}: {why}": "Wijziging {number}: {why}",
    "Without --quiet it is told in full.": "Zonder --quiet wordt het helemaal verteld.",
    "Look with 'dispatch day', or at the newest plan.": "Kijk met 'dispatch day', of in het nieuwste plan.",
    "{name} has no trip {trip}; nothing was written.": (
        "{name} heeft geen rit {trip}; er is niets geschreven."
    ),
    "The book of {day} has no export of the till yet.": (
        "Het dagboek van {day} heeft nog geen export van de kassa."
    ),
    "Plan the day first: dispatch plan PURCHASES.": "Plan eerst de dag: dispatch plan AANKOPEN.",
    "Plan the day first.": "Plan eerst de dag.",
    "v{version}, which is driven, was changed or cannot be read.": (
        "v{version}, die wordt gereden, is veranderd of kan niet worden gelezen."
    ),
    "Drive another version with 'dispatch day --drive', or plan anew with --afresh.": (
        "Laat een andere versie rijden met 'dispatch day --drive', of plan opnieuw met --afresh."
    ),
    "There is no book of {day} in {folder}.": "Er is geen dagboek van {day} in {folder}.",
    "The book has no line {number}; nothing was written.": (
        "Het dagboek heeft geen regel {number}; er is niets geschreven."
    ),
    "It has {n} lines.": "Het heeft {n} regels.",
    "Line {number} is a version, which is not taken back; nothing was written.": (
        "Regel {number} is een versie, en die wordt niet teruggenomen; er is niets geschreven."
    ),
    "Drive another one with --drive vN.": "Laat een andere rijden met --drive vN.",
    "There is no version '{text}' of {day}; nothing was written.": (
        "Er is geen versie '{text}' van {day}; er is niets geschreven."
    ),
    "Look at it with 'dispatch verify', or drive another version: dispatch day --drive": (
        "Bekijk het met 'dispatch verify', of laat een andere versie rijden: dispatch day --drive"
    ),
    "Look at it with 'dispatch verify', or write its sheets elsewhere with --to.": (
        "Bekijk het met 'dispatch verify', of schrijf de bladen ergens anders met --to."
    ),
    # The terminal.
    "There is no {stream} to show results on.": "Er is geen {stream} om uitkomsten op te tonen.",
    "Not everything could be shown on {stream}: {why}.": "Niet alles kon worden getoond op {stream}: {why}.",
    "standard output": "standaarduitvoer",
    "standard error": "standaardfoutuitvoer",
    # Planning.
    "The store does not deliver on {day}.": "De winkel bezorgt niet op {day}.",
    "Plan the next day on which it does, --date {next}, or change [store.days] or [[store.date]].": (
        "Plan de eerstvolgende bezorgdag, --date {next}, of verander [store.days] of [[store.date]]."
    ),
    "Name another day with --date, or change [store.days] or [[store.date]].": (
        "Noem een andere dag met --date, of verander [store.days] of [[store.date]]."
    ),
    "The plan breaks {n} rule(s), so nothing was published: {told}.": (
        "Het plan overtreedt {n} regel(s), dus er is niets gepubliceerd: {told}."
    ),
    "This is a bug: please report it with 'dispatch report --anonymous'.": (
        "Dit is een fout in het programma: meld het met 'dispatch report --anonymous'."
    ),
    "Not even what is left of the plan can be driven from now on.": (
        "Zelfs wat er van het plan over is, kan vanaf nu niet worden gereden."
    ),
    "Look at 'dispatch verify', or plan with --afresh.": "Kijk met 'dispatch verify', of plan met --afresh.",
    # Several stores, several days.
    "No store has a run: {told}": "Geen winkel heeft een run: {told}",
    "{store}: {why}": "{store}: {why}",
    "{said} {more}": "{said} {more}",
    "Plan a day first: dispatch stores.": "Plan eerst een dag: dispatch stores.",
    "No store can be studied: {told}": "Geen winkel kan worden onderzocht: {told}",
    "Mend what is said of each store.": "Verhelp wat er bij elke winkel staat.",
    "No store has a day that can be planned under every scenario.": (
        "Geen winkel heeft een dag die onder elk scenario kan worden gepland."
    ),
    "Ask for each store alone.": "Vraag het voor elke winkel apart.",
    "There is no day to plan again in {folder}.": "Er is geen dag om opnieuw te plannen in {folder}.",
    "Choose other --days, or plan days first; purged days have no orders any more.": (
        "Kies andere --days, of plan eerst dagen; opgeschoonde dagen hebben geen bestellingen meer."
    ),
    "Two scenarios are called '{name}'.": "Twee scenario's heten '{name}'.",
    'Give each its own: name = "…".': 'Geef elk een eigen naam: name = "…".',
    "A scenario draws the area '{zone}' differently than the store does.": (
        "Een scenario tekent het gebied '{zone}' anders dan de winkel."
    ),
    "Give the area of the scenario an id of its own: flights around an area go by its id.": (
        "Geef het gebied van het scenario een eigen id: vluchten om een gebied heen gaan op id."
    ),
    "'{text}' is not a span of days.": "'{text}' is geen reeks dagen.",
    "Write it like 2026-11-01..2026-11-30, or 2026-11 for a month.": (
        "Schrijf het als 2026-11-01..2026-11-30, of als 2026-11 voor een maand."
    ),
    "'{text}' ends before it begins.": "'{text}' eindigt voordat het begint.",
    "Write the first day first.": "Schrijf de eerste dag eerst.",
}
