"""What is said of violations, of stops left behind and of what would help (see ``catalogue.py``).

A reason is said with its facts: ``reason.`` and the obstacle, ``violation.`` and the breach, ``remedy.`` and
the help; :mod:`dispatch.words.explaining` puts the parts together.
"""

from typing import Final

VIOLATION_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "violation.where": ("het plan", "the plan"),
    "violation.where.trip": ("rit {trip}", "trip {trip}"),
    "violation.where.stop": ("stop {stop}", "stop {stop}"),
    "violation.window.before": (
        "de bezorging begint om {start}, voor {limit}",
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
    "violation.skill.missing": ("vraagt {skill}", "needs {skill}"),
    "violation.cold.outside": (
        "{n} na het laden, en {limit} zonder koeling is toegestaan",
        "{n} since loading, and {limit} without cooling is allowed",
    ),
    "violation.zone.closed": ("{vehicle} mag daar niet komen", "{vehicle} may not go there"),
    "violation.zone.rule": ("{vehicle} mag daar niet komen ({rule})", "{vehicle} may not go there ({rule})"),
    "violation.range.beyond": (
        "de route is {n} lang, en het bereik {limit}",
        "the route is {n} long, and the range {limit}",
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
        "pauze {number} begint om {start}, buiten haar tijd",
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
    "violation.trips.many": (
        "{n} ritten, en {limit} zijn toegestaan",
        "{n} trips, and {limit} are allowed",
    ),
    "violation.trips.none": ("een route zonder rit", "a route without a trip"),
    "violation.trips.empty": ("een rit zonder stop", "a trip without a stop"),
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
    "figure.orders": ("bonnen", "orders"),
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
}  # fmt: skip

REASON_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "reason.nobody": ("Op deze dag werkt er niemand.", "Nobody works on this day."),
    "reason.several": (
        "Niemand kan dit vandaag bezorgen: {details}.",
        "Nobody can deliver it today: {details}.",
    ),
    "reason.more": ("nog {n}", "{n} more"),
    "reason.room": (
        "Vandaag is er geen plaats meer; wat er het dichtst bij komt: {detail}.",
        "No room left today; what comes closest: {detail}.",
    ),
    "reason.price": (
        "Bezorgen kost meer dan laten staan: {detail}.",
        "It costs more than leaving it behind: {detail}.",
    ),
    "reason.never.skill": ("Niemand kan dit vandaag: {detail}.", "Nobody can do this today: {detail}."),
    "reason.never.zone": ("Geen voertuig mag daar komen: {detail}.", "No vehicle may go there: {detail}."),
    "reason.never.reach": ("Er is geen weg erheen: {detail}.", "There is no way there: {detail}."),
    "reason.never.capacity": (
        "Te veel voor elk voertuig: {detail}.",
        "Too much for every vehicle: {detail}.",
    ),
    "reason.never.cold": ("Dit blijft niet koud genoeg: {detail}.", "Cannot be kept cold: {detail}."),
    "reason.never.range": ("Te ver: {detail}.", "Too far: {detail}."),
    "reason.never.release": ("Te laat ingepakt: {detail}.", "Packed too late: {detail}."),
    "reason.never.shift": ("Buiten ieders werktijd: {detail}.", "Outside the hours of everybody: {detail}."),
    # What keeps a stop out of a shift, alone in the best case.
    "reason.skill.missing": ("{courier} kan dit niet: {skill}", "{courier} cannot do {skill}"),
    "reason.release.on_board": (
        "de kratten staan nog op {vehicle}; die bezorger is gestopt",
        "its crates are still on {vehicle}, whose courier stopped",
    ),
    "reason.zone.closed": ("{vehicle} mag daar niet komen", "{vehicle} may not go there"),
    "reason.zone.rule": ("{vehicle} mag daar niet komen ({rule})", "{vehicle} may not go there ({rule})"),
    "reason.zone.hours": (
        "{vehicle} mag daar alleen op andere uren komen",
        "{vehicle} may be there in other hours only",
    ),
    "reason.reach.vehicle": ("{vehicle} kan daar niet komen", "{vehicle} cannot get there"),
    "reason.reach.leg": (
        "er is geen weg heen en terug voor een {kind}",
        "there is no way there and back for a {kind}",
    ),
    "reason.capacity.crates.one": (
        "{n} krat meer dan er in {vehicle} past",
        "{n} crate more than {vehicle} can hold",
    ),
    "reason.capacity.crates.other": (
        "{n} kratten meer dan er in {vehicle} passen",
        "{n} crates more than {vehicle} can hold",
    ),
    "reason.capacity.weight": ("{n} meer dan {vehicle} mag dragen", "{n} more than {vehicle} can hold"),
    "reason.capacity.chilled.one": (
        "{n} koele krat meer dan er in {vehicle} past",
        "{n} chilled crate more than {vehicle} can hold",
    ),
    "reason.capacity.chilled.other": (
        "{n} koele kratten meer dan er in {vehicle} passen",
        "{n} chilled crates more than {vehicle} can hold",
    ),
    "reason.capacity.frozen.one": (
        "{n} vrieskrat meer dan er in {vehicle} past",
        "{n} frozen crate more than {vehicle} can hold",
    ),
    "reason.capacity.frozen.other": (
        "{n} vrieskratten meer dan er in {vehicle} passen",
        "{n} frozen crates more than {vehicle} can hold",
    ),
    "reason.cold.alone": (
        "met {courier} {length} van laden tot de deur, en {limit} mag",
        "{length} from loading to the door with {courier}, {limit} allowed",
    ),
    "reason.range.alone": (
        "{length} heen en terug, en {vehicle} kan nog {left}",
        "{length} there and back, {vehicle} has {left} left",
    ),
    "reason.shift.trips": ("{courier} heeft geen rit meer over", "{courier} has no trip left"),
    "reason.shift.arrival": (
        "{courier} kan er op zijn vroegst om {start} zijn, en het moet er voor {limit} zijn",
        "{courier} could be there at {start} at the earliest, and service must begin by {limit}",
    ),
    "reason.shift.arrival_zone": (
        "{courier} kan er op zijn vroegst om {start} zijn, en {vehicle} mag daar tot {limit} zijn",
        "{courier} could be there at {start} at the earliest, and {vehicle} may be there until {limit}",
    ),
    "reason.release.packed": (
        "het is om {packed} ingepakt en op zijn vroegst om {start} bij de deur, en moet er voor {limit} zijn",
        "it is packed at {packed}, at the door at {start} at best, and service must begin by {limit}",
    ),
    "reason.release.packed_zone": (
        "het is om {packed} ingepakt en om {start} aan de deur, en {vehicle} mag daar tot {limit} zijn",
        "it is packed at {packed}, at the door at {start} at best, and {vehicle} may be there until {limit}",
    ),
    "reason.shift.back": (
        "{courier} zou om {end} terug zijn, en de dienst eindigt om {limit}",
        "{courier} would be back at {end}, and the shift ends at {limit}",
    ),
    # What keeps it out at the place of a route that comes closest.
    "reason.capacity.full_crates.one": (
        "rit {trip} van {courier} is vol ({n} krat te veel)",
        "{courier}'s trip {trip} is full ({n} crate too much)",
    ),
    "reason.capacity.full_crates.other": (
        "rit {trip} van {courier} is vol ({n} kratten te veel)",
        "{courier}'s trip {trip} is full ({n} crates too much)",
    ),
    "reason.capacity.full_weight": (
        "rit {trip} van {courier} is vol ({n} te veel)",
        "{courier}'s trip {trip} is full ({n} too much)",
    ),
    "reason.capacity.full_chilled.one": (
        "rit {trip} van {courier} is vol ({n} koele krat te veel)",
        "{courier}'s trip {trip} is full ({n} chilled crate too much)",
    ),
    "reason.capacity.full_chilled.other": (
        "rit {trip} van {courier} is vol ({n} koele kratten te veel)",
        "{courier}'s trip {trip} is full ({n} chilled crates too much)",
    ),
    "reason.capacity.full_frozen.one": (
        "rit {trip} van {courier} is vol ({n} vrieskrat te veel)",
        "{courier}'s trip {trip} is full ({n} frozen crate too much)",
    ),
    "reason.capacity.full_frozen.other": (
        "rit {trip} van {courier} is vol ({n} vrieskratten te veel)",
        "{courier}'s trip {trip} is full ({n} frozen crates too much)",
    ),
    "reason.range.over": (
        "{vehicle} zou {over} verder moeten dan het bereik",
        "{vehicle} would go {over} beyond its range",
    ),
    "reason.cold.over": (
        "in rit {trip} van {courier} zou het {over} te lang zonder koeling zijn",
        "in {courier}'s trip {trip} it would be {over} too long without cooling",
    ),
    "reason.cold.another": (
        "in rit {trip} van {courier} zou bon {receipt} {over} te lang zonder koeling zijn",
        "in {courier}'s trip {trip} receipt {receipt} would be {over} too long without cooling",
    ),
    "reason.window.over": (
        "in rit {trip} van {courier} zou het {over} te laat komen",
        "in {courier}'s trip {trip} it would be served {over} too late",
    ),
    "reason.window.another": (
        "in rit {trip} van {courier} zou bon {receipt} {over} te laat komen",
        "in {courier}'s trip {trip} receipt {receipt} would be served {over} too late",
    ),
    "reason.release.trip": (
        "rit {trip} van {courier} zou vertrekken voordat alles is ingepakt",
        "{courier}'s trip {trip} would leave before all is packed",
    ),
    "reason.shift.over": (
        "{courier} zou {over} na het einde van de dienst om {limit} terug zijn",
        "{courier} would be back {over} after the shift ends at {limit}",
    ),
    "reason.shift.break": (
        "{courier} zou niet op tijd pauze kunnen nemen",
        "{courier} could not take the break in time",
    ),
    "reason.reach.trip": (
        "in rit {trip} van {courier} is er geen weg erheen",
        "there is no way there in {courier}'s trip {trip}",
    ),
    "reason.price.dearer": (
        "met {courier} {extra}, laten staan {price}",
        "with {courier} {extra}, left behind {price}",
    ),
    # Many in the same hours.
    "reason.shift.short.one": (
        "Tussen {since} en {until} is er ongeveer {n} bezorger te weinig: {total} bonnen blijven staan.",
        "Between {since} and {until} about {n} courier is missing: {total} orders stay behind.",
    ),
    "reason.shift.short.other": (
        "Tussen {since} en {until} zijn er ongeveer {n} bezorgers te weinig: {total} bonnen blijven staan.",
        "Between {since} and {until} about {n} couriers are missing: {total} orders stay behind.",
    ),
    "reason.shift.crowd": (
        "Tussen {since} en {until} is er voor {n} bonnen geen plaats meer.",
        "Between {since} and {until} there is no room left for {n} orders.",
    ),
    "reason.price.many": (
        "Zoals {n} andere: bezorgen kost meer dan laten staan.",
        "Like {n} others: it costs more than leaving it behind.",
    ),
    "reason.shift.many": (
        "Zoals {n} andere: vandaag is er geen plaats meer.",
        "Like {n} others: there is no room left today.",
    ),
    "reason.unknown.written": ("{text}", "{text}"),
}  # fmt: skip

REMEDY_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "remedy.hour_later": (
        "Als {courier} een uur langer werkt, tot {until}, {served}.",
        "One more hour for {courier}, until {until}, {served}.",
    ),
    "remedy.hour_sooner": (
        "Als {courier} een uur eerder begint, om {since}, {served}.",
        "Letting {courier} start at {since}, an hour earlier, {served}.",
    ),
    "remedy.one_more": (
        "Met een extra bezorger op een {kind} zoals {vehicle} ({since}-{until}) {served}.",
        "One more courier with a {kind} like {vehicle} ({since}-{until}) {served}.",
    ),
    "remedy.served.it": ("kan het mee", "serves it"),
    "remedy.served.all": ("kunnen ze alle {total} mee", "serves all {total}"),
    "remedy.served.some": (
        "kunnen er {n} van de {total} mee die blijven staan",
        "serves {n} of the {total} left behind",
    ),
    "remedy.pay": (
        "Past {place} als het dat mag kosten: {more}.",
        "Fits {place} if it may cost that: {more}.",
    ),
    "remedy.pack_sooner": (
        "Past {place} als het om {until} is ingepakt: {more}.",
        "Fits {place} if it is packed by {until}: {more}.",
    ),
    "remedy.learn_skill": (
        "Past {place} als {courier} dit ook kan: {skill} ({more}).",
        "Fits {place} if {courier} can do {skill}: {more}.",
    ),
    "remedy.open_until": (
        "Past {place} als het tijdvak tot {until} duurt: {more}.",
        "Fits {place} if the window is open until {until}: {more}.",
    ),
    "remedy.open_from": (
        "Past {place} als het tijdvak om {since} begint: {more}.",
        "Fits {place} if the window opens at {since}: {more}.",
    ),
    "remedy.place.trip": ("in rit {trip} van {courier}", "{courier}'s trip {trip}"),
    "remedy.place.own": ("in een eigen rit van {courier}", "a trip of its own for {courier}"),
    "remedy.written": ("{text}", "{text}"),
}  # fmt: skip
