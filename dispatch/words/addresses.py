"""What is said of addresses: what is the matter, what was taken, in Dutch and English (see ``catalogue.py``).

``address.CODE`` is a clause for inside a sentence, ``address.CODE.taken`` says how a like address differs,
``place.CODE`` is what couriers read on their sheet, and ``found.SOURCE`` says where a place is from.
"""

from typing import Final

from dispatch.model.codes import ADDRESS_CODES

_CLAUSES: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "found.given": ("plaats uit de kassa", "position from the till"),
    "found.correction": ("eigen adreslijst", "own list of addresses"),
    "found.cache": ("eerder gevonden", "found before"),
    "found.gazetteer": ("adressen van de kaart", "addresses of the map"),
    "found.pdok": ("adresregister (PDOK)", "address register (PDOK)"),
    "found.nominatim": ("OpenStreetMap (Nominatim)", "OpenStreetMap (Nominatim)"),
    "found.postcode": ("midden van de postcode", "middle of the postcode"),
    "address.NUMBER_MISSING": ("er is geen huisnummer", "there is no house number"),
    "address.ADDRESS_INCOMPLETE": (
        "er is geen postcode en geen straat",
        "there is neither a postcode nor a street",
    ),
    "address.ADDRESS_UNCHECKED.no_register": (
        "er is geen adresregister om te raadplegen, en het staat niet in de eigen adreslijst van de winkel",
        "no register of addresses could be asked, and the store's own list does not have it",
    ),
    "address.ADDRESS_UNCHECKED.no_answer": (
        "de dienst gaf geen begrijpelijk antwoord",
        "the service gave no answer that could be understood",
    ),
    "address.STREET_UNKNOWN": ("er is geen straat met deze naam", "there is no street of this name"),
    "address.STREET_UNKNOWN.near": (
        "er is geen straat met deze naam; het meest lijkt {street} erop",
        "there is no street of this name; the nearest is {street}",
    ),
    "address.STREET_UNKNOWN.near_without_number": (
        "er is geen straat met deze naam; het meest lijkt {street} erop, maar die heeft geen nummer {number}",
        "there is no street of this name; the nearest is {street}, which has no number {number}",
    ),
    "address.STREET_UNKNOWN.taken": (
        "zo'n straatnaam bestaat niet; het meest lijkt {street} erop",
        "there is no street spelled so; the nearest is {street}",
    ),
    "address.STREET_DIFFERS": (
        "de postcode hoort bij {street}, niet de opgegeven straat",
        "the postcode belongs to {street}, not to the street typed",
    ),
    "address.STREET_DIFFERS.postcode_likelier": (
        "de postcode hoort bij {street}, niet de opgegeven straat; de postcode klopt waarschijnlijk",
        "the postcode belongs to {street}, not to the street typed; the postcode is likelier to be right",
    ),
    "address.STREET_DIFFERS.street_likelier": (
        "de postcode hoort bij {street}, niet de opgegeven straat; de straat klopt waarschijnlijk",
        "the postcode belongs to {street}, not to the street typed; the street is likelier to be right",
    ),
    "address.STREET_DIFFERS.taken": ("het is een andere straat: {street}", "it is another street: {street}"),
    "address.POSTCODE_UNKNOWN": ("de postcode bestaat niet", "the postcode does not exist"),
    "address.POSTCODE_UNKNOWN.digits": (
        "er is hier geen adres bekend in postcode {postcode}",
        "no address in postcode {postcode} is known here",
    ),
    "address.POSTCODE_UNKNOWN.there": (
        "de postcode bestaat niet; daar is het {postcode}",
        "the postcode does not exist; there it is {postcode}",
    ),
    "address.POSTCODE_UNKNOWN.taken": (
        "de postcode bestaat niet; daar is het {postcode}",
        "the postcode does not exist; it is {postcode} there",
    ),
    "address.POSTCODE_DIFFERS.taken": (
        "de postcode hoort ergens anders; daar is het {postcode}",
        "the postcode belongs elsewhere; it is {postcode} there",
    ),
    "address.NUMBER_UNKNOWN.at_postcode.one": (
        "nummer {number} bestaat niet bij deze postcode, alleen {numbers}",
        "number {number} does not exist at this postcode; only {numbers} exists",
    ),
    "address.NUMBER_UNKNOWN.at_postcode.other": (
        "nummer {number} bestaat niet bij deze postcode; het dichtst erbij liggen {numbers}",
        "number {number} does not exist at this postcode; nearest are {numbers}",
    ),
    "address.NUMBER_UNKNOWN.on_street.one": (
        "nummer {number} bestaat niet in deze straat, alleen {numbers}",
        "number {number} does not exist on this street; only {numbers} exists",
    ),
    "address.NUMBER_UNKNOWN.on_street.other": (
        "nummer {number} bestaat niet in deze straat; het dichtst erbij liggen {numbers}",
        "number {number} does not exist on this street; nearest are {numbers}",
    ),
    "address.NUMBER_UNKNOWN.taken": (
        "ander huisnummer: {number}",
        "another house number: {number}",
    ),
    "address.ADDITION_UNKNOWN.at_postcode.one": (
        "die toevoeging bestaat niet bij deze postcode, alleen {numbers}",
        "that addition does not exist at this postcode; only {numbers} exists",
    ),
    "address.ADDITION_UNKNOWN.at_postcode.other": (
        "die toevoeging bestaat niet bij deze postcode; er zijn {numbers}",
        "that addition does not exist at this postcode; there are {numbers}",
    ),
    "address.ADDITION_UNKNOWN.on_street.one": (
        "die toevoeging bestaat niet in deze straat, alleen {numbers}",
        "that addition does not exist on this street; only {numbers} exists",
    ),
    "address.ADDITION_UNKNOWN.on_street.other": (
        "die toevoeging bestaat niet in deze straat; er zijn {numbers}",
        "that addition does not exist on this street; there are {numbers}",
    ),
    "address.ADDITION_UNKNOWN.taken": (
        "de toevoeging bestaat niet, {door} wel",
        "the addition does not exist; {door} does",
    ),
    "address.ADDITION_MISSING.at_postcode.one": (
        "nummer {number} bestaat bij deze postcode alleen als {numbers}",
        "number {number} exists at this postcode only as {numbers}",
    ),
    "address.ADDITION_MISSING.at_postcode.other": (
        "nummer {number} bestaat bij deze postcode alleen met een toevoeging: {numbers}",
        "number {number} exists at this postcode only with an addition: {numbers}",
    ),
    "address.ADDITION_MISSING.on_street.one": (
        "nummer {number} bestaat in deze straat alleen als {numbers}",
        "number {number} exists on this street only as {numbers}",
    ),
    "address.ADDITION_MISSING.on_street.other": (
        "nummer {number} bestaat in deze straat alleen met een toevoeging: {numbers}",
        "number {number} exists on this street only with an addition: {numbers}",
    ),
    "address.ADDITION_MISSING.taken": (
        "het nummer bestaat alleen met een toevoeging, zoals {door}",
        "the number exists only with an addition, such as {door}",
    ),
    "address.TOWN_MISSING.taken": (
        "er is geen plaats opgegeven; het enige adres dat past, ligt in {town}",
        "no town was given; the only match is in {town}",
    ),
    "address.TOWN_AMBIGUOUS": (
        "er is een straat met deze naam in {town}",
        "there is a street of this name in {town}",
    ),
    "address.TOWN_DIFFERS.towns": (
        "in die plaats is geen straat met deze naam, wel in {town}",
        "there is no street of this name in that town, but in {town}",
    ),
    "address.TOWN_DIFFERS.postcode": (
        "de postcode ligt in {town}, en dat is niet de opgegeven plaats",
        "the postcode is in {town}, which is not the town typed",
    ),
    "address.TOWN_DIFFERS.taken": ("het is een andere plaats: {town}", "the town differs; it is {town}"),
    "address.ADDRESS_TWICE": (
        "het register heeft dit adres op twee plekken, {apart} uit elkaar",
        "the register has this address at two places, {apart} apart",
    ),
    "address.ADDRESS_BESIDE": (
        'het is volgens "{word}" niet de deur van nummer {door} zelf',
        'it is "{word}" number {door}, so not that door itself',
    ),
    "address.ADDRESS_BESIDE.taken": (
        'het is volgens "{word}" niet de deur van nummer {door} zelf',
        'it is "{word}" number {door}, so not that door itself',
    ),
    "address.ADDRESS_QUESTIONED": (
        "er staat een vraagteken bij",
        "there is a question mark to it",
    ),
    "address.ADDRESS_QUESTIONED.taken": (
        "er staat een vraagteken bij",
        "there is a question mark to it",
    ),
    "address.POSITION_DIFFERS": (
        "de opgegeven positie ligt {apart} van het adres",
        "the position given lies {apart} from the address",
    ),
    "address.POSITION_DIFFERS.taken": (
        "de opgegeven positie ligt {apart} van het adres",
        "the position given lies {apart} from the address",
    ),
    "address.ADDRESS_UNSURE": (
        "de delen van het adres passen niet bij één deur",
        "the parts of the address do not agree with one door",
    ),
    "address.ADDRESS_UNSURE.taken": (
        "er past meer dan één adres bij",
        "it is not the only one that fits",
    ),
    "address.remembered": ("gevonden door {source} op {when}", "found by {source} on {when}"),
    "address.part.house_number": ("huisnummer", "house number"),
    "address.part.postcode_or_street": ("postcode of straat", "postcode or street"),
    "address.part.postcode_or_town": ("postcode of plaats", "postcode or town"),
}  # fmt: skip

_PLACES: Final[dict[str, tuple[str, str]]] = {
    "place.STREET_UNKNOWN": ("straat gelezen als {street}", "street read as {street}"),
    "place.STREET_DIFFERS": ("andere straat: {street}", "another street: {street}"),
    "place.POSTCODE_UNKNOWN": ("postcode gelezen als {postcode}", "postcode read as {postcode}"),
    "place.POSTCODE_DIFFERS": ("postcode moet {postcode} zijn", "postcode should be {postcode}"),
    "place.TOWN_MISSING": ("plaats niet opgegeven, {town} aangenomen", "no town given, {town} assumed"),
    "place.TOWN_DIFFERS": ("plaats gelezen als {town}", "town read as {town}"),
    "place.ADDITION_UNKNOWN": ("toevoeging gelezen als '{addition}'", "addition read as '{addition}'"),
    "place.ADDITION_MISSING": ("toevoeging {addition} aangenomen", "addition {addition} assumed"),
    "place.ADDRESS_UNSURE": ("controleer het adres", "check the address"),
    "place.ADDRESS_TWICE": ("adres komt twee keer voor op de kaart", "address is on the map twice"),
    "place.ADDRESS_APPROXIMATE": ("midden van postcode {postcode}", "middle of postcode {postcode}"),
    "place.ADDRESS_BESIDE": ('let op: "{word}" {door}', 'mind: "{word}" {door}'),
    "place.ADDRESS_QUESTIONED": ("vraagteken bij het adres", "question mark to the address"),
    "place.POSITION_DIFFERS": (
        "positie van de kassa, {apart} van dit adres",
        "position from the till, {apart} from this address",
    ),
    "place.as_written": ("{remark}", "{remark}"),
}  # fmt: skip

_ASK: Final = (
    "Bel de klant en verbeter daarna de rij, of onthoud de plek met 'dispatch locate --save'.",
    "Call the customer, then correct the row or remember the place with 'dispatch locate --save'.",
)
_NOT_FOUND: Final = ("Het adres is niet gevonden: {why}.", "The address was not found: {why}.")
_ISSUES: Final[dict[str, tuple[str, str]]] = {
    key: text
    for code in ADDRESS_CODES
    for key, text in {
        f"issue.{code}.not_found": _NOT_FOUND,
        f"issue.{code}.not_found.hint": _ASK,
        f"issue.{code}.suggested": _NOT_FOUND,
        f"issue.{code}.suggested.hint": (
            "Zie het voorstel; verbeter de rij, of onthoud de plek met 'dispatch locate --save'.",
            "See the suggestion; correct the row, or remember the place with 'dispatch locate --save'.",
        ),
        f"issue.{code}.taken": (
            "Het adres is gelezen als een adres dat erop lijkt: {why}.",
            "The address was read as a similar one: {why}.",
        ),
        f"issue.{code}.taken.hint": _ASK,
    }.items()
}

ADDRESS_TEXTS: Final[dict[str, tuple[str, str]]] = {
    **_CLAUSES,
    **_PLACES,
    **_ISSUES,
    "issue.ADDRESS_QUESTIONED.taken": (
        "Wie het adres opschreef, was er niet zeker van: {why}.",
        "Whoever wrote the address was not sure of it: {why}.",
    ),
    "issue.POSITION_DIFFERS.taken": (
        "De positie van de kassa is gebruikt: {why}.",
        "The till's position was used: {why}.",
    ),
    "issue.ADDRESS_UNCHECKED.not_found.hint": (
        "Installeer een kaart ('dispatch map install'), ga online, of gebruik 'dispatch locate --save'.",
        "Install a map ('dispatch map install'), go online, or use 'dispatch locate --save'.",
    ),
    "issue.ADDRESS_INCOMPLETE.parts": (
        "Het adres is onvolledig; dit ontbreekt: {lacking}.",
        "The address is incomplete; it lacks {lacking}.",
    ),
    "issue.ADDRESS_INCOMPLETE.parts.hint": (
        "Geef postcode en huisnummer, of straat, huisnummer en plaats.",
        "Give postcode and house number, or street, house number and city.",
    ),
    "issue.ADDRESS_APPROXIMATE": (
        "Het adres is niet gevonden; het midden van de postcode is gebruikt: {why}.",
        "The address was not found, and its postcode's middle is used: {why}.",
    ),
    "issue.ADDRESS_APPROXIMATE.hint": _ASK,
    "issue.OUTSIDE_AREA.outline": (
        "Het adres ligt buiten het bezorggebied: buiten de omtrek van promise.area.polygon.",
        "The address is not served: it lies outside the outline of promise.area.polygon.",
    ),
    "issue.OUTSIDE_AREA.postcode": (
        "Het adres ligt buiten het bezorggebied: postcode {postcode} staat niet in promise.area.postcodes.",
        "The address is not served: its postcode {postcode} is not in promise.area.postcodes.",
    ),
    "issue.OUTSIDE_AREA.road": (
        "Het is {way} over de weg, en het bezorggebied houdt op bij {most}.",
        "It is {way} by road, and the service area ends at {most}.",
    ),
    "issue.OUTSIDE_AREA.road.hint": (
        "Bel de klant, of verander [promise.area] road_km.",
        "Call the customer, or change [promise.area] road_km.",
    ),
    "issue.OUTSIDE_AREA.hint": (
        "Verbeter het adres, of maak het gebied ruimer.",
        "Correct the address, or widen the area.",
    ),
    "issue.FAR_AWAY.far": (
        "Het adres ligt hemelsbreed {distance} van de winkel.",
        "The address lies {distance} from the store as the crow flies.",
    ),
    "issue.FAR_AWAY.far.hint": (
        "Als het klopt, verhoog promise.area.far_km; zo niet, verbeter het adres of de coördinaten.",
        "If it is right, raise promise.area.far_km; if not, correct the address or the coordinates.",
    ),
    "issue.FAR_AWAY.exchanged": (
        "Het adres ligt hemelsbreed {distance} van de winkel.",
        "The address lies {distance} from the store as the crow flies.",
    ),
    "issue.FAR_AWAY.exchanged.hint": (
        "lat en lon staan in elkaars kolom.",
        "lat and lon stand in each other's column.",
    ),
    "issue.GEOCODER_DOWN.refused": (
        "De adresdienst {service} wordt deze run niet meer gevraagd: hij weigerde de toegang.",
        "The address service {service} is left out for the rest of this run: it refused access.",
    ),
    "issue.GEOCODER_DOWN.silent": (
        "De adresdienst {service} wordt deze run niet meer gevraagd: hij antwoordde niet op tijd.",
        "The address service {service} is left out for the rest of this run: it did not answer in time.",
    ),
    "issue.GEOCODER_DOWN.unreachable": (
        "De adresdienst {service} wordt deze run niet meer gevraagd: hij was niet te bereiken.",
        "The address service {service} is left out for the rest of this run: it could not be reached.",
    ),
    "issue.GEOCODER_DOWN.errors": (
        "De adresdienst {service} wordt deze run niet meer gevraagd: hij antwoordde met fouten.",
        "The address service {service} is left out for the rest of this run: it answered with errors.",
    ),
    "issue.GEOCODER_DOWN.slow": (
        "De adresdienst {service} wordt deze run niet meer gevraagd: hij is te traag.",
        "The address service {service} is left out for the rest of this run: it is too slow.",
    ),
    "issue.GEOCODER_DOWN.unintelligible": (
        "De adresdienst {service} wordt deze run niet meer gevraagd: zijn antwoorden zijn onbegrijpelijk.",
        "The address service {service} is left out for the rest of this run: its answers make no sense.",
    ),
    "issue.GEOCODER_DOWN.misconfigured": (
        "De adresdienst {service} wordt deze run niet meer gevraagd: hij is niet goed ingesteld.",
        "The address service {service} is left out for the rest of this run: it is not configured properly.",
    ),
    "issue.GEOCODER_DOWN.hint": (
        "Adressen die alleen deze dienst kent, worden afgewezen; plan later opnieuw, of verbeter ze zelf.",
        "Addresses only it would have found are rejected; run again later, or correct them by hand.",
    ),
    "issue.GAZETTEER_UNUSABLE": (
        "Het adresregister van de geïnstalleerde kaart kan niet worden gelezen en wordt overgeslagen.",
        "The gazetteer of the installed map cannot be read, and is left out.",
    ),
    "issue.GAZETTEER_UNUSABLE.hint": (
        "Installeer de kaart opnieuw met 'dispatch map install'.",
        "Install the map again with 'dispatch map install'.",
    ),
    "issue.CACHE_UNUSABLE": (
        "Het geheugen van gevonden adressen is onbruikbaar; de diensten worden opnieuw gevraagd.",
        "The cache of addresses cannot be used, so services are asked anew.",
    ),
    "issue.CACHE_UNUSABLE.hint": (
        "Verwijder het bestand als het beschadigd is; het wordt opnieuw gemaakt.",
        "Delete the file if it is damaged; it is made again.",
    ),
    "issue.CORRECTION_UNUSABLE.no_address": (
        "Rij {row} van de eigen adreslijst is overgeslagen: nummer, of postcode en straat, ontbreken.",
        "Row {row} of the store's own list is left out: a number and a postcode or street are needed.",
    ),
    "issue.CORRECTION_UNUSABLE.says_nothing": (
        "Rij {row} van de eigen adreslijst is overgeslagen: er staat geen positie en geen ander adres in.",
        "Row {row} of the store's own list is left out: it gives neither a position nor an address to use.",
    ),
    "issue.CORRECTION_UNUSABLE.use_incomplete": (
        "Rij {row} van de eigen adreslijst is overgeslagen: het adres dat moet gelden, is onvolledig.",
        "Row {row} of the store's own list is left out: the address to use is incomplete.",
    ),
    "issue.CORRECTION_UNUSABLE.no_numbers": (
        "Rij {row} van de eigen adreslijst is overgeslagen: de positie bestaat niet uit twee getallen.",
        "Row {row} of the store's own list is left out: its position is not two numbers.",
    ),
    "issue.CORRECTION_UNUSABLE.off_world": (
        "Rij {row} van de eigen adreslijst is overgeslagen: de positie ligt niet op aarde.",
        "Row {row} of the store's own list is left out: its position lies outside the world.",
    ),
    "issue.CORRECTION_UNUSABLE.hint": (
        "Verbeter of verwijder die rij.",
        "Correct or delete that row.",
    ),
}  # fmt: skip
