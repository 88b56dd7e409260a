"""What is said of stops left behind and of what would help (see ``catalogue.py``).

A reason is said with its facts: ``reason.`` and the obstacle, ``remedy.`` and the help;
:mod:`dispatch.words.explaining` puts the parts together.
"""

from typing import Final

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
    "reason.never.board": ("Te lang onderweg: {detail}.", "Too long on the road: {detail}."),
    "reason.never.range": ("Te ver: {detail}.", "Too far: {detail}."),
    "reason.never.depot": ("Niemand kan daar laden: {detail}.", "Nobody may load there: {detail}."),
    "reason.never.unmanned": (
        "Dit kan niet zonder bezorger: {detail}.",
        "Not without a courier: {detail}.",
    ),
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
    "reason.unmanned.consent": (
        "de klant heeft {vehicle} niet toegestaan",
        "the customer did not consent to {vehicle}",
    ),
    "reason.unmanned.age_check": (
        "{vehicle} kan geen leeftijd controleren",
        "{vehicle} cannot check an age",
    ),
    "reason.unmanned.stairs": ("{vehicle} kan geen trap op", "{vehicle} cannot climb stairs"),
    "reason.unmanned.crates": (
        "{vehicle} vliegt met één soort kratten, en dit zijn er meer",
        "{vehicle} flies with one kind of crate, and these are several",
    ),
    "reason.unmanned.closing": (
        "{vehicle} bezorgt niet na sluitingstijd",
        "{vehicle} hands nothing over after closing",
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
        "met {courier} {length} van laden tot de deur, en {limit} is toegestaan",
        "{length} from loading to the door with {courier}, {limit} allowed",
    ),
    "reason.board.alone": (
        "met {courier} {length} van laden tot de deur, en {limit} aan boord is toegestaan",
        "{length} from loading to the door with {courier}, {limit} on board allowed",
    ),
    "reason.range.trip_alone": (
        "{length} heen en terug, en {vehicle} haalt {left} in een rit",
        "{length} there and back, {vehicle} can do {left} in a trip",
    ),
    "reason.range.alone": (
        "{length} heen en terug, en {vehicle} haalt nog {left}",
        "{length} there and back, {vehicle} has {left} left",
    ),
    "reason.depot.away": ("{courier} laadt niet bij {depot}", "{courier} does not load at {depot}"),
    "reason.shift.trips": ("{courier} heeft geen rit meer over", "{courier} has no trip left"),
    "reason.shift.arrival": (
        "{courier} kan er op zijn vroegst om {start} zijn, en het moet er vóór {limit} zijn",
        "{courier} could be there at {start} at the earliest, and service must begin by {limit}",
    ),
    "reason.shift.arrival_zone": (
        "{courier} kan er op zijn vroegst om {start} zijn, en {vehicle} mag daar tot {limit} zijn",
        "{courier} could be there at {start} at the earliest, and {vehicle} may be there until {limit}",
    ),
    "reason.release.packed": (
        "het is om {packed} ingepakt en op zijn vroegst om {start} aan de deur, en moet er vóór {limit} zijn",
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
    "reason.capacity.full_stops.one": (
        "rit {trip} van {courier} heeft al het hoogste aantal stops ({n} te veel)",
        "{courier}'s trip {trip} has all the stops it may ({n} too many)",
    ),
    "reason.capacity.full_stops.other": (
        "rit {trip} van {courier} heeft al het hoogste aantal stops ({n} te veel)",
        "{courier}'s trip {trip} has all the stops it may ({n} too many)",
    ),
    "reason.range.trip_over": (
        "rit {trip} van {courier} zou {over} langer zijn dan een rit mag",
        "{courier}'s trip {trip} would be {over} longer than a trip may be",
    ),
    "reason.board.over": (
        "in rit {trip} van {courier} zou het {over} te lang aan boord zijn",
        "in {courier}'s trip {trip} it would be on board {over} too long",
    ),
    "reason.board.another": (
        "in rit {trip} van {courier} zou bon {receipt} {over} te lang aan boord zijn",
        "in {courier}'s trip {trip} receipt {receipt} would be on board {over} too long",
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
    "reason.depot.trip": (
        "rit {trip} van {courier} laadt bij een andere winkel",
        "{courier}'s trip {trip} loads at another store",
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
        "Van {since} tot {until} is er ongeveer {n} bezorger te weinig: {total} bestellingen blijven staan.",
        "Between {since} and {until} about {n} courier is missing: {total} orders stay behind.",
    ),
    "reason.shift.short.other": (
        "Van {since} tot {until} zijn er zo'n {n} bezorgers te weinig: {total} bestellingen blijven staan.",
        "Between {since} and {until} about {n} couriers are missing: {total} orders stay behind.",
    ),
    "reason.shift.crowd": (
        "Tussen {since} en {until} is er voor {n} bestellingen geen plaats meer.",
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
