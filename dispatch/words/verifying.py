"""What ``dispatch verify`` says, in Dutch and English (see ``catalogue.py``)."""

from typing import Final

VERIFY_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "verify.against.plan": (
        "Het plan spreekt zichzelf tegen: {what}",
        "The plan contradicts itself: {what}",
    ),
    "verify.against.files": (
        "Dit bestand zegt iets anders dan plan.json: {what}",
        "This file says something else than plan.json: {what}",
    ),
    "verify.against.settings": (
        "Volgens settings.json hoort dit anders te zijn: {what}",
        "By settings.json this should be otherwise: {what}",
    ),
    "verify.against.manifest": (
        "manifest.json zegt iets anders dan plan.json: {what}",
        "manifest.json says something else than plan.json: {what}",
    ),
    "verify.against.travel": (
        "Opnieuw gemeten is dit anders: {what}",
        "Measured again, this is otherwise: {what}",
    ),
    "verify.against.book": (
        "Volgens het dagboek hoort dit anders te zijn: {what}",
        "By the book of the day this should be otherwise: {what}",
    ),
    "verify.against.till": (
        "Volgens de kassa hoort dit anders te zijn: {what}",
        "By the till's file this should be otherwise: {what}",
    ),
    "verify.forged": (
        "De handtekening van de winkel ontbreekt of klopt niet: deze run is door iemand anders verzegeld.",
        "The store's signature is missing or wrong: somebody else sealed this run.",
    ),
    "verify.looked.rules": ("Bekeken: alle regels.", "Looked at: every rule."),
    "verify.looked.hashes": ("Bekeken: de hash van elk bestand.", "Looked at: the hash of every file."),
    "verify.looked.signature": ("Bekeken: de handtekening.", "Looked at: the signature."),
    "verify.looked.signature.unsigned": (
        "Niet bekeken: de run heeft geen handtekening ([archive] key_file).",
        "Not looked at: the run bears no signature ([archive] key_file).",
    ),
    "verify.looked.signature.no_key": (
        "Niet bekeken: de handtekening; hier is geen sleutel ([archive] key_file).",
        "Not looked at: the signature; there is no key here ([archive] key_file).",
    ),
    "verify.looked.agreement": (
        "Bekeken: of het plan het met zichzelf eens is.",
        "Looked at: whether the plan agrees with itself.",
    ),
    "verify.looked.files": (
        "Bekeken: tabellen, telefoonpagina's en log, opnieuw gemaakt; van pdf en plan.html alleen de hash.",
        "Looked at: tables, phone pages and log, made anew; of PDF and plan.html only the hash.",
    ),
    "verify.looked.files.other_program": (
        "Niet bekeken: tabellen; de run is van een andere versie van dit programma.",
        "Not looked at: tables; the run is of another version of this program.",
    ),
    "verify.looked.files.other_config": (
        "Niet bekeken: tabellen; ze zijn opnieuw gemaakt met een andere configuratie.",
        "Not looked at: tables; they were made anew with another configuration.",
    ),
    "verify.looked.files.broken": (
        "Niet bekeken: tabellen; het plan breekt een regel.",
        "Not looked at: tables; the plan breaks a rule.",
    ),
    "verify.looked.files.no_settings": (
        "Niet bekeken: tabellen; settings.json is weg of veranderd (noem --config).",
        "Not looked at: tables; settings.json is gone or was changed (name --config).",
    ),
    "verify.looked.orders.till": (
        "Bekeken: {n} bestellingen, tegen het bestand van de kassa.",
        "Looked at: {n} orders, against the till's file.",
    ),
    "verify.looked.orders.book": (
        "Bekeken: {n} bestellingen, tegen het dagboek; --input houdt ze tegen het bestand van de kassa.",
        "Looked at: {n} orders, against the book of the day; --input holds them against the till's file.",
    ),
    "verify.looked.orders.elsewhere": (
        "Niet bekeken: {n} bestellingen die niet in dat bestand staan; het boek van de dag is geloofd.",
        "Not looked at: {n} orders that are not in that file; the day's book was believed.",
    ),
    "verify.looked.orders.own": (
        "Bekeken: wat de bestellingen in het plan vragen; --input houdt ze tegen het bestand van de kassa.",
        "Looked at: what the orders in the plan itself ask; --input holds them against the till's file.",
    ),
    "verify.looked.orders.no_settings": (
        "Niet bekeken: bestellingen; settings.json is weg of veranderd (noem --config).",
        "Not looked at: orders; settings.json is gone or was changed (name --config).",
    ),
    "verify.looked.places": (
        "Bekeken: elk adres, opnieuw opgezocht.",
        "Looked at: every address, found again.",
    ),
    "verify.looked.places.believed": (
        "Niet bekeken: {n} adressen die alleen een dienst op het netwerk kent.",
        "Not looked at: {n} addresses that only a service on the network knows.",
    ),
    "verify.looked.places.no_input": (
        "Niet bekeken: of adressen zo worden gevonden; noem --input.",
        "Not looked at: whether addresses are found so; name --input.",
    ),
    "verify.looked.travel": ("Bekeken: reistijden, opnieuw gemeten.", "Looked at: travel, measured again."),
    "verify.looked.travel.other_roads": (
        "Niet bekeken: reistijden; hier is een andere kaart dan die van de run.",
        "Not looked at: travel; the map here is another than that of the run.",
    ),
    "verify.looked.travel.no_input": (
        "Niet bekeken: reistijden; noem --input.",
        "Not looked at: travel; name --input.",
    ),
}
