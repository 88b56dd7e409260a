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
    "verify.against.config": (
        "Volgens de configuratie van de winkel hoort dit anders te zijn: {what}",
        "By the store's configuration this should be otherwise: {what}",
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
    "verify.looked.book": (
        "Bekeken: wat het dagboek van deze versie vastlegde.",
        "Looked at: what the day's book recorded of this version.",
    ),
    "verify.looked.book.torn": (
        "Het dagboek is onderaan afgebroken (book.jsonl); wat eraan ontbreekt, is niet bekeken.",
        "The day's book is cut short at its end (book.jsonl); what it lacks was not looked at.",
    ),
    "verify.looked.book.unknown": (
        "Het dagboek kent deze versie niet (book.jsonl): de volgende opdracht die plant, neemt hem op.",
        "The day's book does not know this version (book.jsonl): a command that plans takes it in.",
    ),
    "verify.looked.book.older": (
        "Niet bekeken: het dagboek legde van deze versie geen hashes vast.",
        "Not looked at: the day's book recorded no hashes of this version.",
    ),
    "verify.looked.settings": (
        "Bekeken: settings.json, tegen de configuratie waarmee is gepland.",
        "Looked at: settings.json, against the configuration that it was planned with.",
    ),
    "verify.looked.settings.other_config": (
        "Niet bekeken: settings.json; de configuratie van toen is hier niet of is sindsdien veranderd.",
        "Not looked at: settings.json; the configuration of then is not here or has changed since.",
    ),
    "verify.looked.agreement": (
        "Bekeken: of het plan zichzelf nergens tegenspreekt.",
        "Looked at: whether the plan agrees with itself.",
    ),
    "verify.looked.files": (
        "Bekeken: tabellen, telefoonpagina's en log, opnieuw gemaakt.",
        "Looked at: tables, phone pages and log, made anew.",
    ),
    "verify.looked.documents": (
        "Bekeken: elke pdf en plan.html, opnieuw gezet.",
        "Looked at: every PDF and plan.html, set anew.",
    ),
    "verify.looked.documents.other_tools": (
        "Niet bekeken: pdf en plan.html (alleen hun hash); kaart, zetprogramma of sjabloon is hier anders.",
        "Not looked at: PDF and plan.html (their hash alone); here is another map, typesetter or template.",
    ),
    "verify.looked.inputs": (
        "Bekeken: of het plan van dit bestand van de kassa is gemaakt.",
        "Looked at: whether the plan was made of this file of the till.",
    ),
    "verify.looked.inputs.other_file": (
        "Niet bekeken: of het plan van dit bestand is gemaakt; het dagboek noemt een ander.",
        "Not looked at: whether the plan was made of this file; the day's book names another one.",
    ),
    "verify.looked.telling": (
        "Bekeken: meldingen, redenen en ritten, opnieuw afgeleid.",
        "Looked at: notices, reasons and ways, worked out anew.",
    ),
    "verify.looked.telling.other_roads": (
        "Niet bekeken: meldingen, redenen en ritten; hier is een andere kaart dan die van de run.",
        "Not looked at: notices, reasons and ways; the map here is another than that of the run.",
    ),
    "verify.looked.telling.other_program": (
        "Niet bekeken: meldingen, redenen en ritten; de run is van een andere versie van dit programma.",
        "Not looked at: notices, reasons and ways; the run is of another version of this program.",
    ),
    "verify.looked.telling.broken": (
        "Niet bekeken: meldingen, redenen en ritten; het plan klopt niet.",
        "Not looked at: notices, reasons and ways; the plan does not hold.",
    ),
    "verify.looked.telling.no_input": (
        "Niet bekeken: of meldingen en redenen kloppen; noem --input.",
        "Not looked at: whether notices and reasons are right; name --input.",
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
        "Niet bekeken: tabellen; het plan overtreedt een regel.",
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
        "Niet bekeken: {n} bestellingen die niet in dat bestand staan; het dagboek is voor waar gehouden.",
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
    "verify.looked.places.elsewhere": (
        "Niet bekeken: {n} adressen; de lijst of kaart waarin ze zijn gevonden, is hier niet.",
        "Not looked at: {n} addresses; the list or map in which they were found is not here.",
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
