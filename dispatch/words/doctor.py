"""What the doctor says, in Dutch and English (see ``catalogue.py``)."""

from typing import Final

_ROOM: Final = ("De schijf van de runs heeft nog {room} MB vrij.", "The disk of the runs has {room} MB left.")
_SET_CLOCK: Final = (
    "Zet de klok gelijk en laat NTP hem gelijk houden.",
    "Set the clock, and let NTP keep it.",
)
_INSTALL: Final = ("dispatch map install", "dispatch map install")
_REBUILD: Final = ("Maak die opnieuw: dispatch map install", "Build it again: dispatch map install")
_FOLDERS: Final = {
    key: text
    for code in ("ARCHIVE_FOLDER", "LOG_FOLDER", "HEARTBEAT_FOLDER")
    for key, text in {
        f"doctor.{code}.good": ("Er kan in {folder} worden geschreven.", "{folder} can be written."),
        f"doctor.{code}.unwritable": (
            "Er kan niet in {folder} worden geschreven: {why}.",
            "{folder} cannot be written: {why}.",
        ),
        f"doctor.{code}.unwritable.remedy": (
            "Maak de map en geef die aan het account dat plant: mkdir -p {folder}",
            "Make it and let the account that plans own it: mkdir -p {folder}",
        ),
    }.items()
}

DOCTOR_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "word.today": ("vandaag", "today"),
    "word.tomorrow": ("morgen", "tomorrow"),
    "doctor.unseen": ("Dit kon niet worden bekeken: {why}.", "This could not be looked at: {why}."),
    "doctor.unseen.remedy": ("Kijk naar de schijf.", "Look at the disk."),
    "doctor.CONFIG.good": (
        "De configuratie van {store} kan worden gelezen.",
        "The configuration of {store} can be read.",
    ),
    # The store.
    "doctor.COURIERS.closed": (
        "De winkel bezorgt {when} niet ({day}).",
        "The store does not deliver {when} ({day}).",
    ),
    "doctor.COURIERS.nobody": (
        "Er werkt {when} geen bezorger ({day}, {weekday}), terwijl de winkel van {hours} bezorgt.",
        "No courier works {when} ({day}, {weekday}), while the store delivers {hours}.",
    ),
    "doctor.COURIERS.nobody.remedy": (
        "Zet de weekdag bij de dagen van een [[courier]], of sluit de dag in [store.days].",
        "Add the weekday to the days of a [[courier]], or close the day in [store.days].",
    ),
    "doctor.COURIERS.gap": (
        "Van {gap} werkt {when} niemand, terwijl de winkel van {hours} bezorgt.",
        "Nobody works {gap} {when}, while the store delivers {hours}.",
    ),
    "doctor.COURIERS.gap.remedy": (
        "Maak een dienst langer, voeg een bezorger toe, of kort [store] delivery in.",
        "Lengthen a shift, add a courier, or shorten [store] delivery.",
    ),
    "doctor.COURIERS.covered.one": (
        "{n} bezorger werkt {when} en dekt {hours}.",
        "{n} courier covers {hours} {when}.",
    ),
    "doctor.COURIERS.covered.other": (
        "{n} bezorgers werken {when} en dekken {hours}.",
        "{n} couriers cover {hours} {when}.",
    ),
    "doctor.COURIERS_LAST.late": (
        "De laatste dienst eindigt {when} met het laatste tijdvak ({hours}): wie dan bezorgt, is laat terug.",
        "The last shift {when} ends with the last window ({hours}): who delivers then is back too late.",
    ),
    "doctor.COURIERS_LAST.late.remedy": (
        "Laat één dienst een half uur na het laatste tijdvak eindigen.",
        "Let one shift end half an hour after the last window.",
    ),
    "doctor.SHIFTS.good": (
        "Elke dienst valt in de bezorguren.",
        "Every shift meets the delivery hours.",
    ),
    "doctor.SHIFTS.idle": (
        "De dienst valt op alle dagen buiten de bezorguren: {courier}.",
        "The shift lies outside the delivery hours on every day: {courier}.",
    ),
    "doctor.SHIFTS.idle.remedy": (
        "Verbeter de dienst of de dagen van de [[courier]], of [store] delivery.",
        "Correct the shift or the days of the [[courier]], or [store] delivery.",
    ),
    "doctor.ID_CHECK.gap": (
        "Van {gap} werkt vandaag niemand met id_check; bestellingen met een 18+-artikel kunnen dan niet mee.",
        "Nobody with the skill id_check works {gap} today; orders with an 18+ article cannot go then.",
    ),
    "doctor.ID_CHECK.gap.remedy": (
        'Geef een bezorger skills = ["id_check"].',
        'Give a courier skills = ["id_check"].',
    ),
    "doctor.VEHICLES.good": (
        "Voertuigen: {vehicles}, bezorgers: {couriers}.",
        "Vehicles: {vehicles}, couriers: {couriers}.",
    ),
    "doctor.VEHICLES.idle": ("Niemand rijdt op {vehicle}.", "Nobody drives {vehicle}."),
    "doctor.VEHICLES.idle.remedy": (
        "Geef een bezorger het voertuig, of haal het weg.",
        "Give a courier the vehicle, or take it out.",
    ),
    # Robots and drones.
    "doctor.PERMITS.good": (
        "Elke robot en drone heeft een vergunning.",
        "Every robot and drone has its permit.",
    ),
    "doctor.PERMITS.trial": (
        "Zonder vergunning, dus alleen als proef: {vehicle}.",
        "Without a permit, so as a trial only: {vehicle}.",
    ),
    "doctor.PERMITS.trial.remedy": (
        "Zet allowed = true en permit (het nummer) bij het voertuig zodra er een vergunning is.",
        "Set allowed = true and permit (its number) at the vehicle once there is a permit.",
    ),
    "doctor.NO_FLY.good": (
        "Er zijn gebieden bekend waar drones niet mogen vliegen.",
        "Areas that are closed to drones are known.",
    ),
    "doctor.NO_FLY.none": (
        "Rond de winkel is geen enkel gebied bekend waar drones niet mogen vliegen.",
        "Not one area that is closed to drones is known around the store.",
    ),
    "doctor.NO_FLY.none.remedy": (
        'Zet ze in [[zones.own]] met kinds = ["drone"]; zie docs/drones.md.',
        'Put them into [[zones.own]] with kinds = ["drone"]; see docs/drones.md.',
    ),
    "doctor.WIND.calm": (
        "Voor de drones is geen wind opgegeven: er wordt windstil gepland.",
        "No wind is given for the drones: calm air is planned with.",
    ),
    "doctor.WIND.calm.remedy": (
        "Zet de wind van vandaag in [[air.wind]].",
        "Write today's wind into [[air.wind]].",
    ),
    "doctor.DAYLIGHT.good": (
        "Drones vliegen alleen bij daglicht.",
        "Drones fly by daylight only.",
    ),
    "doctor.DAYLIGHT.dark": (
        "Vliegt {when} ({day}) ook in het donker, want het is licht van {hours}: {courier}.",
        "Flies in the dark too {when} ({day}), for it is light {hours}: {courier}.",
    ),
    "doctor.DAYLIGHT.dark.remedy": (
        "Verkort de dienst, tenzij de vergunning vluchten in het donker toestaat.",
        "Make the shift shorter, unless the permit allows flights in the dark.",
    ),
    # The machine.
    **_FOLDERS,
    "doctor.FILES.good.one": (
        "{n} genoemd bestand kan worden gelezen.",
        "{n} named file can be read.",
    ),
    "doctor.FILES.good.other": (
        "{n} genoemde bestanden kunnen worden gelezen.",
        "{n} named files can be read.",
    ),
    "doctor.FILES.no_book": (
        "Er is nog geen adresboek {file}: de eerste 'dispatch locate --save' maakt het.",
        "There is no address book {file} yet: the first 'dispatch locate --save' makes it.",
    ),
    "doctor.FILES.missing": ("Niet te lezen: {file}.", "Cannot be read: {file}."),
    "doctor.FILES.missing.remedy": (
        "Zet de bestanden daar neer, of verbeter de sleutels.",
        "Put the files there or correct the keys.",
    ),
    "doctor.PURCHASES.good": (
        "De export van de kassa is vandaag om {time} geschreven.",
        "The till's export was written today at {time}.",
    ),
    "doctor.PURCHASES.drop": (
        "De kassa kan bestanden kwijt in {folder}.",
        "The till can drop files into {folder}.",
    ),
    "doctor.PURCHASES.no_drop": (
        "De map waarin de kassa bestanden zet is er niet of is niet leeg te maken: {folder}.",
        "The folder into which the till drops files is not there or cannot be emptied: {folder}.",
    ),
    "doctor.PURCHASES.no_drop.remedy": (
        "Maak de map, met rechten om erin te schrijven, of verbeter [intake] drop.",
        "Make the folder, with the right to write into it, or correct [intake] drop.",
    ),
    "doctor.PURCHASES.missing": (
        "De export van de kassa is er nog niet: {file}.",
        "The till's export {file} is not there yet.",
    ),
    "doctor.PURCHASES.missing.remedy": (
        "Dat klopt zolang de kassa nog niet heeft geschreven; kijk anders naar kassa en [intake] purchases.",
        "Right before the till has written it; else check the till's export and [intake] purchases.",
    ),
    "doctor.PURCHASES.old": (
        "De export van de kassa is het laatst geschreven op {day}.",
        "The till's export was last written on {day}.",
    ),
    "doctor.PURCHASES.old.remedy": (
        "Dat klopt zolang de kassa die van vandaag nog niet heeft geschreven; kijk anders naar de kassa.",
        "Right before the till has written today's; else check the till's export.",
    ),
    "doctor.PRIVATE_RUNS.good": (
        "Alleen de eigenaar kan de runs lezen.",
        "Runs can be read by their owner only.",
    ),
    "doctor.PRIVATE_RUNS.open.one": (
        "Anderen op deze computer kunnen {n} dag met runs lezen: {day}.",
        "Others on this machine can read {n} day of runs: {day}.",
    ),
    "doctor.PRIVATE_RUNS.open.other": (
        "Anderen op deze computer kunnen {n} dagen met runs lezen, zoals {day}.",
        "Others on this machine can read {n} days of runs, such as {day}.",
    ),
    "doctor.PRIVATE_RUNS.open.remedy": ("chmod -R go-rwx {folder}", "chmod -R go-rwx {folder}"),
    "doctor.MAIL_PASSWORD.missing": ("{file} kan niet worden gelezen.", "{file} cannot be read."),
    "doctor.MAIL_PASSWORD.missing.remedy": (
        "Schrijf het wachtwoord van het mailaccount erin.",
        "Write the password of the mail account into it.",
    ),
    "doctor.MAIL_PASSWORD.open": (
        "Anderen op deze computer kunnen {file} lezen.",
        "Others on this machine can read {file}.",
    ),
    "doctor.MAIL_PASSWORD.open.remedy": ("chmod 600 {file}", "chmod 600 {file}"),
    "doctor.RETENTION.good": (
        "Geen run is ouder dan {days} dagen.",
        "No run is older than {days} days.",
    ),
    "doctor.RETENTION.old.one": (
        "{n} dag met runs is ouder dan {days} dagen.",
        "{n} day of runs is older than {days} days.",
    ),
    "doctor.RETENTION.old.other": (
        "{n} dagen met runs zijn ouder dan {days} dagen.",
        "{n} days of runs are older than {days} days.",
    ),
    "doctor.RETENTION.old.remedy": ("dispatch purge", "dispatch purge"),
    "doctor.DISK.good": _ROOM,
    "doctor.DISK.low": _ROOM,
    "doctor.DISK.low.remedy": (
        "Maak ruimte; oude runs verdwijnen met 'dispatch purge'.",
        "Free some space; old runs go with 'dispatch purge'.",
    ),
    "doctor.LOCK.good": ("Er is geen andere run bezig.", "No other run is busy."),
    "doctor.LOCK.busy": (
        "Er is een andere run bezig: proces {pid} op {host}, sinds {since}.",
        "Another run is busy: process {pid} on {host}, since {since}.",
    ),
    "doctor.LOCK.busy.remedy": (
        "Wacht tot hij klaar is, of kijk wat hem ophoudt en stop hem.",
        "Wait for it, or see what holds it up and end it.",
    ),
    "doctor.CLOCK.good": ("Het is {now}.", "It is {now}."),
    "doctor.CLOCK.behind": ("De klok staat op {day}.", "The clock says {day}."),
    "doctor.CLOCK.behind.remedy": _SET_CLOCK,
    "doctor.CLOCK.ahead": (
        "Het is {now}, maar er is een run gemaakt om {run}.",
        "It is {now}, yet a run was made at {run}.",
    ),
    "doctor.CLOCK.ahead.remedy": _SET_CLOCK,
    "doctor.TIME_ZONE.good": (
        "De klok van de computer klopt met {zone}.",
        "The machine's clock agrees with {zone}.",
    ),
    "doctor.TIME_ZONE.differs": (
        "De klok van de computer verschilt {minutes} minuten van {zone}; cron start runs op die klok.",
        "The machine's clock stands {minutes} minutes from {zone}; cron begins runs by the machine's.",
    ),
    "doctor.TIME_ZONE.differs.remedy": (
        "timedatectl set-timezone {zone}, of CRON_TZ={zone}",
        "timedatectl set-timezone {zone}, or CRON_TZ={zone}",
    ),
    "doctor.CLOCK_CHANGE.soon": (
        "De klok verspringt in de nacht naar {day}; plannen van die dag houden er rekening mee.",
        "The clocks change in the night to {day}; plans of that day reckon with it.",
    ),
    "doctor.PYTHON.good": ("Python {version} in {path}.", "Python {version} at {path}."),
    "doctor.DEPENDENCIES.good": ("{package}.", "{package}."),
    "doctor.DEPENDENCIES.broken": ("Niet te laden: {package}.", "Cannot be loaded: {package}."),
    "doctor.DEPENDENCIES.broken.remedy": (
        "Installeer het programma opnieuw: pip install --force-reinstall local-dispatch, of make clean plan.",
        "Install the program again: pip install --force-reinstall local-dispatch, or make clean plan.",
    ),
    # The sources.
    "doctor.MAP.unneeded": (
        'Er is geen kaart nodig: [travel] source = "{source}".',
        'No map is needed: [travel] source = "{source}".',
    ),
    "doctor.MAP.no_router": (
        "Voor dit systeem bestaat de routeplanner OSRM niet als pakket: de reistijden worden geschat.",
        "For this system there is no package of the router OSRM: travel times will be estimates.",
    ),
    "doctor.MAP.no_router.remedy": (
        'Gebruik een OSRM-server ([travel] source = "osrm"), of houd wat speling.',
        'Use an OSRM server ([travel] source = "osrm"), or leave some slack.',
    ),
    "doctor.MAP.other_version": (
        "De kaart is door een andere versie van het programma gemaakt.",
        "The map was made by another version of the program.",
    ),
    "doctor.MAP.other_version.remedy": _INSTALL,
    "doctor.MAP.missing": (
        "Er is geen kaart geïnstalleerd: de reistijden worden geschat.",
        "No map is installed: travel times will be estimates.",
    ),
    "doctor.MAP.missing.remedy": _INSTALL,
    "doctor.MAP.unreadable": (
        "De kaart kan niet worden gelezen ({why}).",
        "The map cannot be read ({why}).",
    ),
    "doctor.MAP.unreadable.remedy": _INSTALL,
    "doctor.MAP.ageless": (
        "Hoe oud de kaart is, staat er niet bij.",
        "The map does not tell how old it is.",
    ),
    "doctor.MAP.ageless.remedy": _INSTALL,
    "doctor.MAP.old.one": ("De kaart is van {day}, {n} dag oud.", "The map is of {day}, {n} day old."),
    "doctor.MAP.old.other": ("De kaart is van {day}, {n} dagen oud.", "The map is of {day}, {n} days old."),
    "doctor.MAP.old.remedy": ("Vernieuw die: dispatch map install", "Renew it: dispatch map install"),
    "doctor.MAP.good.one": ("De kaart is van {day}, {n} dag oud.", "The map is of {day}, {n} day old."),
    "doctor.MAP.good.other": ("De kaart is van {day}, {n} dagen oud.", "The map is of {day}, {n} days old."),
    "doctor.MAP_AREA.elsewhere": (
        "De winkel ligt niet op de kaart.",
        "The store does not lie on the map.",
    ),
    "doctor.MAP_AREA.elsewhere.remedy": (
        "Installeer een kaart van de streek: dispatch map install",
        "Install one of its region: dispatch map install",
    ),
    "doctor.MAP_PROFILES.missing": (
        "De kaart heeft geen wegen voor {profile}.",
        "The map has no roads for {profile}.",
    ),
    "doctor.MAP_PROFILES.missing.remedy": _REBUILD,
    "doctor.MAP_ADDRESSES.missing": ("De kaart heeft geen adressen.", "The map has no addresses."),
    "doctor.MAP_ADDRESSES.missing.remedy": _REBUILD,
    "doctor.ADDRESS_CACHE.empty": (
        "Er zijn nog geen adressen onthouden.",
        "No addresses are remembered yet.",
    ),
    "doctor.ADDRESS_CACHE.good.one": (
        "Adressen worden {n} dag onthouden.",
        "Addresses are remembered for {n} day.",
    ),
    "doctor.ADDRESS_CACHE.good.other": (
        "Adressen worden {n} dagen onthouden.",
        "Addresses are remembered for {n} days.",
    ),
    "doctor.ADDRESS_CACHE.damaged": (
        "De onthouden adressen zijn beschadigd ({why}).",
        "The remembered addresses are damaged ({why}).",
    ),
    "doctor.ADDRESS_CACHE.damaged.remedy": (
        "Verwijder {file}; het vult zich vanzelf weer.",
        "Remove {file}; it fills again by itself.",
    ),
    "doctor.ADDRESSES.none": (
        "Er is geen adresbron over: [geocoding] offline, geen kaart, geen adreslijst.",
        "No source of addresses is left: [geocoding] offline, no map, no address book.",
    ),
    "doctor.ADDRESSES.none.remedy": (
        "Sta de online diensten toe, of installeer een kaart: dispatch map install",
        "Allow the online services, or install a map: dispatch map install",
    ),
    "doctor.NOTIFY.nobody": (
        "Niemand krijgt bericht als een run aandacht nodig heeft.",
        "Nobody is told when a run needs a look.",
    ),
    "doctor.NOTIFY.nobody.remedy": (
        "Stel [notify] command of [notify.mail] in; docs/cron.md laat beide zien.",
        "Set [notify] command or [notify.mail]; docs/cron.md shows both.",
    ),
    "doctor.MAIL.good": (
        "De mailserver {server} accepteert de aanmelding.",
        "The mail server {server} accepts the login.",
    ),
    "doctor.MAIL.closed": (
        "De mailserver {server} weigert de aanmelding ({why}).",
        "The mail server {server} refuses the login ({why}).",
    ),
    "doctor.MAIL.closed.remedy": (
        "Controleer host, port, security, user en password_file van [notify.mail].",
        "Check host, port, security, user and password_file of [notify.mail].",
    ),
    "doctor.SERVE.good": (
        "De server kan starten, op {address}.",
        "The server may begin, at {address}.",
    ),
    "doctor.SERVE_TOKEN.open": (
        "Anderen op deze computer kunnen {file} lezen.",
        "Others on this machine can read {file}.",
    ),
    "doctor.SERVE_TOKEN.open.remedy": ("chmod 600 {file}", "chmod 600 {file}"),
    "doctor.PROMISES.good.one": (
        "Een beloofd tijdvak blijft {held} minuten staan; elke minuut komt er een export van de kassa.",
        "A promised window is held for {held} minutes; the till exports every minute.",
    ),
    "doctor.PROMISES.good.other": (
        "Een beloofd tijdvak blijft {held} minuten staan; om de {n} minuten komt er een export van de kassa.",
        "A promised window is held for {held} minutes; the till exports every {n} minutes.",
    ),
    "doctor.PROMISES.short.one": (
        "Een beloofd tijdvak vervalt meteen, en de kassa exporteert elke minuut.",
        "A promised window is not held at all, and the till exports every minute.",
    ),
    "doctor.PROMISES.short.other": (
        "Een beloofd tijdvak vervalt na {held} minuten; de kassa exporteert maar om de {n} minuten.",
        "A promised window lapses after {held} minutes; the till exports every {n} minutes only.",
    ),
    "doctor.PROMISES.short.remedy": (
        "Zet [promise] hold_minutes op meer dan {n}, lees vaker in, of gebruik dispatch serve.",
        "Set [promise] hold_minutes to more than {n}, read exports more often, or use dispatch serve.",
    ),
    "doctor.HEARTBEAT.good": ("De laatste run eindigde op {moment}.", "The last run ended at {moment}."),
    "doctor.HEARTBEAT.silent": ("De laatste run eindigde op {moment}.", "The last run ended at {moment}."),
    "doctor.HEARTBEAT.silent.remedy": (
        "Is cron (of de timer) nog ingesteld? Zie docs/cron.md.",
        "Is cron (or the timer) still set? See docs/cron.md.",
    ),
}  # fmt: skip
