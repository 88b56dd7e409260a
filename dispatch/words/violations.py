"""What is said of rules that a plan breaks, and of the figures that differ (see ``catalogue.py``).

A violation is said with its facts: ``violation.`` and the breach.
"""

from typing import Final

VIOLATION_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "violation.where": ("het plan", "the plan"),
    "violation.where.trip": ("rit {trip}", "trip {trip}"),
    "violation.where.stop": ("stop {stop}", "stop {stop}"),
    "violation.window.before": (
        "de bezorging begint om {start}, vóór {limit}",
        "service begins at {start}, before {limit}",
    ),
    "violation.window.after": (
        "de bezorging begint om {n}, na {limit}",
        "service begins at {n}, after {limit}",
    ),
    "violation.release.courier": (
        "het laden begint om {start}, en de bezorger is pas om {limit} klaar",
        "loading begins at {start}, and the courier is ready at {limit} only",
    ),
    "violation.release.packed": (
        "de rit vertrekt om {start}, en dit is pas om {limit} ingepakt",
        "the trip leaves at {start}, and this is packed at {limit} only",
    ),
    "violation.release.on_board": (
        "de kratten staan nog op {vehicle}; die bezorger is gestopt",
        "its crates are still on {vehicle}, whose courier stopped",
    ),
    "violation.capacity.crates": (
        "{n} kratten aan boord, en er passen er {limit}",
        "{n} crates on board, and {limit} fit",
    ),
    "violation.capacity.weight": (
        "{n} aan boord, en {limit} is toegestaan",
        "{n} on board, and {limit} is allowed",
    ),
    "violation.capacity.chilled": (
        "{n} koele kratten aan boord, en er passen er {limit}",
        "{n} chilled crates on board, and {limit} fit",
    ),
    "violation.capacity.frozen": (
        "{n} vrieskratten aan boord, en er passen er {limit}",
        "{n} frozen crates on board, and {limit} fit",
    ),
    "violation.capacity.stops": (
        "{n} stops in een rit, en {limit} zijn toegestaan",
        "{n} stops in a trip, and {limit} are allowed",
    ),
    "violation.skill.missing": ("vraagt {skill}", "needs {skill}"),
    "violation.cold.outside": (
        "{n} na het laden, en {limit} zonder koeling is toegestaan",
        "{n} since loading, and {limit} without cooling is allowed",
    ),
    "violation.board.long": (
        "{n} na het laden, en {limit} aan boord is toegestaan",
        "{n} since loading, and {limit} on board is allowed",
    ),
    "violation.zone.closed": ("{vehicle} mag daar niet komen", "{vehicle} may not go there"),
    "violation.zone.rule": ("{vehicle} mag daar niet komen ({rule})", "{vehicle} may not go there ({rule})"),
    "violation.range.beyond": (
        "de route is {n} lang, en het bereik {limit}",
        "the route is {n} long, and the range {limit}",
    ),
    "violation.range.trip": (
        "de rit is {n} lang, en het bereik van een rit {limit}",
        "the trip is {n} long, and the range of a trip {limit}",
    ),
    "violation.reach.vehicle": ("{vehicle} kan daar niet komen", "{vehicle} cannot get there"),
    "violation.reach.leg": ("er is geen weg erheen", "there is no way to get there"),
    "violation.shift.early": (
        "het laden begint om {start}, en de dienst om {limit}",
        "loading begins at {start}, and the shift at {limit}",
    ),
    "violation.shift.past": (
        "het laden begint om {start}, en het kan pas vanaf {limit}",
        "loading begins at {start}, and it can from {limit} on only",
    ),
    "violation.shift.late": (
        "de laatste rit is om {n} terug, en de dienst eindigt om {limit}",
        "the last trip is back at {n}, and the shift ends at {limit}",
    ),
    "violation.break.order": (
        "pauze {number} komt na pauze {before}",
        "break {number} follows break {before}",
    ),
    "violation.break.window": (
        "pauze {number} begint om {start}, buiten de tijd die ervoor staat",
        "break {number} begins at {start}, outside its time",
    ),
    "violation.break.edge": (
        "pauze {number} ligt aan het begin of het eind van het werk",
        "break {number} lies at the start or end of the work",
    ),
    "violation.break.missing": (
        "pauze {number} is verplicht en ontbreekt",
        "break {number} is owed and not taken",
    ),
    "violation.break.not_owed": (
        "pauze {number} is genomen en niet verplicht",
        "break {number} is taken and not owed",
    ),
    "violation.trips.many": (
        "{n} ritten, en {limit} zijn toegestaan",
        "{n} trips, and {limit} are allowed",
    ),
    "violation.trips.none": ("een route zonder rit", "a route without a trip"),
    "violation.trips.empty": ("een rit zonder stop", "a trip without a stop"),
    "violation.depot.away": (
        "de rit laadt bij {depot}, en daar laadt deze dienst niet",
        "the trip loads at {depot}, where this shift does not load",
    ),
    "violation.depot.mixed": (
        "de stop hoort bij {other}, en de rit laadt bij {depot}",
        "the stop is of {other}, and the trip loads at {depot}",
    ),
    "violation.unmanned.consent": (
        "de klant heeft dit voertuig zonder bezorger niet toegestaan",
        "the customer did not consent to a vehicle without a courier",
    ),
    "violation.unmanned.age_check": (
        "vraagt een leeftijdscontrole, en er is geen bezorger bij",
        "needs an age check, and no courier comes along",
    ),
    "violation.unmanned.stairs": (
        "moet een trap op, en er is geen bezorger bij",
        "goes up stairs, and no courier comes along",
    ),
    "violation.unmanned.crates": (
        "heeft kratten van verschillende temperatuur, en een drone vliegt met één soort",
        "has crates of several temperatures, and a drone flies with one kind",
    ),
    "violation.unmanned.closing": (
        "de winkel is dan dicht, en er is geen bezorger bij",
        "the store is closed by then, and no courier comes along",
    ),
    "violation.vehicle.twice": (
        "{vehicle} is tegelijk in gebruik voor {other}",
        "{vehicle} is in use for {other} at the same time",
    ),
    "violation.fixed.missing.one": (
        "{n} rit van {shift} die al vertrokken is, ontbreekt",
        "{n} trip of {shift} that has left already is missing",
    ),
    "violation.fixed.missing.other": (
        "{n} ritten van {shift} die al vertrokken zijn, ontbreken",
        "{n} trips of {shift} that have left already are missing",
    ),
    "violation.fixed.departure": (
        "{what} van een rit die al weg is: {stated} in plaats van {expected} (seconden)",
        "{what} of a trip that has left already: {stated} and not {expected} (seconds)",
    ),
    "violation.fixed.stops": (
        "de stops van een rit die al weg is, zijn anders",
        "the stops of a trip that has left already differ",
    ),
    "violation.fixed.breaks": (
        "de pauzes van een rit die al weg is, zijn anders",
        "the breaks of a trip that has left already differ",
    ),
    "violation.times.differ": (
        "{what}: {stated} in plaats van {expected} (seconden)",
        "{what}: {stated} and not {expected} (seconds)",
    ),
    "violation.costs.differ": (
        "{what}: {stated} in plaats van {expected} (deeltjes van een cent)",
        "{what}: {stated} and not {expected} (parts of a cent)",
    ),
    "violation.accounts.differ": (
        "{what}: {stated} in plaats van {expected}",
        "{what}: {stated} and not {expected}",
    ),
    "violation.accounts.name": ("{n} routes heten zo", "{n} routes have this name"),
    "violation.accounts.lost": (
        "niet op precies één plaats: {receipt}",
        "not in exactly one place: {receipt}",
    ),
    "violation.unknown.shift": (
        "deze dag kent geen dienst {shift} zoals deze",
        "this day has no shift {shift} like this",
    ),
    "violation.unknown.stop": ("deze dag kent geen stop zoals deze", "this day has no stop like this"),
    "violation.unknown.break": (
        "pauze {number} op plaats {position} bestaat niet",
        "there is no break {number} at place {position}",
    ),
    "violation.unknown.window": (
        "de klant noemde geen {number}e tijdvak",
        "the customer named no window number {number}",
    ),
    "violation.twice.stop": ("{n} keer bezocht", "visited {n} times"),
    "violation.twice.shift": ("{shift} heeft {n} routes", "{shift} has {n} routes"),
    # Figures that are compared.
    "figure.arrival": ("aankomst", "arrival"),
    "figure.start": ("begin", "start"),
    "figure.departure": ("vertrek", "departure"),
    "figure.return": ("terugkomst", "return"),
    "figure.loading": ("laadtijd", "loading time"),
    "figure.drive": ("rijtijd", "driving time"),
    "figure.late": ("te laat", "lateness"),
    "figure.cold": ("tijd sinds het laden", "time since loading"),
    "figure.break.start": ("begin van de pauze", "start of the break"),
    "figure.break.end": ("einde van de pauze", "end of the break"),
    "figure.depot": ("winkel waar geladen wordt", "store of loading"),
    "figure.approach": ("rijtijd naar waar geladen wordt", "driving time to where it loads"),
    "figure.approach_metres": ("meters naar waar geladen wordt", "metres to where it loads"),
    "figure.metres": ("meters", "metres"),
    "figure.load.crates": ("kratten aan boord", "crates on board"),
    "figure.load.grams": ("grammen aan boord", "grams on board"),
    "figure.load.chilled": ("koele kratten aan boord", "chilled crates on board"),
    "figure.load.frozen": ("vrieskratten aan boord", "frozen crates on board"),
    "figure.left.crates": ("kratten over", "crates left"),
    "figure.left.grams": ("grammen over", "grams left"),
    "figure.left.chilled": ("koele kratten over", "chilled crates left"),
    "figure.left.frozen": ("vrieskratten over", "frozen crates left"),
    "figure.routes": ("routes", "routes"),
    "figure.trips": ("ritten", "trips"),
    "figure.stops": ("stops", "stops"),
    "figure.orders": ("bestellingen", "orders"),
    "figure.drive_seconds": ("rijtijd", "driving time"),
    "figure.service_seconds": ("tijd aan de deur", "time at doors"),
    "figure.wait_seconds": ("wachttijd", "waiting time"),
    "figure.break_seconds": ("pauzes", "breaks"),
    "figure.work_seconds": ("werktijd", "working time"),
    "figure.late_seconds": ("te laat", "lateness"),
    "figure.cost.use": ("inzetkosten", "cost of use"),
    "figure.cost.work": ("loonkosten", "cost of work"),
    "figure.cost.distance": ("kilometerkosten", "cost of distance"),
    "figure.cost.lateness": ("kosten van te laat komen", "cost of lateness"),
    "figure.cost.unserved": ("kosten van laten staan", "cost of leaving behind"),
    "figure.cost.affinity": ("prijs van wie waar komt", "price of who comes where"),
    "figure.cost.told": ("prijs buiten wat de klant is gezegd", "price beside what customers were told"),
    "figure.cost.waiting": ("prijs van wachten onderweg", "price of waiting on the road"),
    "figure.cost.breaks": ("prijs van pauzes met lading", "price of breaks with goods on board"),
}  # fmt: skip
