"""What is wrong with the configuration and files of the store's own, in Dutch by the English sentence."""

from typing import Final

SETTINGS: Final = {
    # dispatch.toml.
    "There is no configuration {path}.": "Er is geen configuratie {path}.",
    "There is no {config} here or beside {purchases}.": "Er is geen {config} hier of naast {purchases}.",
    "Make one with 'dispatch init DIR', or name it with --config.": (
        "Maak er een met 'dispatch init MAP', of noem die met --config."
    ),
    "Make one with 'dispatch init', or name one with --config.": (
        "Maak er een met 'dispatch init', of noem er een met --config."
    ),
    "Name the configuration with --config.": "Noem de configuratie met --config.",
    "{file} is not valid TOML: {why}.": "{file} is geen geldige TOML: {why}.",
    "Correct that line and run again.": "Verbeter die regel en start opnieuw.",
    "Correct that line.": "Verbeter die regel.",
    "{file}: {mistakes}.": "{file}: {mistakes}.",
    "Correct the file and run again.": "Verbeter het bestand en start opnieuw.",
    "Correct the configuration and run again.": "Verbeter de configuratie en start opnieuw.",
    "The environment variable {name} sets nothing{near}.": (
        "De omgevingsvariabele {name} stelt niets in{near}."
    ),
    "[{section}] should be a section.": "[{section}] moet een sectie zijn.",
    " (did you mean '{near}'?)": " (bedoelde u '{near}'?)",
    " (known: {known})": " (bekend: {known})",
    "": "",
    "{where} is not a known key{near}": "{where} is geen bekende sleutel{near}",
    "{where} is missing": "{where} ontbreekt",
    "vehicle '{id}': {key} is for robots and drones, and this is a {kind}": (
        "voertuig '{id}': {key} is voor robots en drones, en dit is een {kind}"
    ),
    "vehicle '{id}': allowed = true needs the permit's number, permit = \"…\"": (
        "voertuig '{id}': allowed = true vraagt het nummer van de vergunning, permit = \"…\""
    ),
    "vehicle '{id}': a robot on the pavement does {least} to {most} km/h": (
        "voertuig '{id}': een robot op de stoep rijdt {least} tot {most} km/u"
    ),
    "vehicle '{id}': a drone has one drop a flight, max_stops = 1": (
        "voertuig '{id}': een drone bezorgt per vlucht op één adres, max_stops = 1"
    ),
    "vehicle '{id}': a drone needs trip_range_km, what its battery lasts for": (
        "voertuig '{id}': een drone heeft trip_range_km nodig: hoe ver hij op zijn accu komt"
    ),
    "vehicle '{id}': trip_range_km is more than it flies in {n} hour at its speed, speed_kmh": (
        "voertuig '{id}': trip_range_km is meer dan hij in {n} uur vliegt op zijn snelheid, speed_kmh"
    ),
    "zones.own: zone '{id}' has allowed hours, which open nothing to a drone.": (
        "zones.own: zone '{id}' heeft uren (allowed), en die openen niets voor een drone."
    ),
    "Leave allowed out: flights go around the zone at every hour.": (
        "Laat allowed weg: vluchten gaan op elk uur om de zone heen."
    ),
    "{where}: {said}": "{where}: {said}",
    "{as_said}": "{as_said}",
    "{should_be}, not {given}": "{should_be}, niet {given}",
    "should be a whole number": "moet een geheel getal zijn",
    "should be a number": "moet een getal zijn",
    "should be a finite number": "moet een eindig getal zijn",
    "should be true or false, without quotes": "moet true of false zijn, zonder aanhalingstekens",
    "should be text between quotes": "moet tekst tussen aanhalingstekens zijn",
    "should be a list between [ and ]": "moet een lijst tussen [ en ] zijn",
    "should be a section of its own": "moet een eigen sectie zijn",
    "should be a path between quotes": "moet een pad tussen aanhalingstekens zijn",
    "should be a date such as 2026-11-24": "moet een datum zijn zoals 2026-11-24",
    "should be more than {gt}": "moet meer zijn dan {gt}",
    "should be at least {ge}": "moet ten minste {ge} zijn",
    "should be less than {lt}": "moet minder zijn dan {lt}",
    "should be at most {le}": "mag ten hoogste {le} zijn",
    "should be {expected}": "moet {expected} zijn",
    "should have at least {min_length} of them": "moet er ten minste {min_length} hebben",
    "should have at most {max_length} of them": "mag er ten hoogste {max_length} hebben",
    "should not be empty": "mag niet leeg zijn",
    "should have at most {max_length} characters": "mag ten hoogste {max_length} tekens hebben",
    "'{value}' is not a span like 14:00-22:00": "'{value}' is geen tijdvak zoals 14:00-22:00",
    "'{value}' is not a time like 17:30": "'{value}' is geen tijd zoals 17:30",
    "'{value}' ends before it begins": "'{value}' eindigt voordat het begint",
    "is not an amount in euros": "is geen bedrag in euro's",
    "'{value}' is not an amount in euros": "'{value}' is geen bedrag in euro's",
    "'{value}' is not an amount of whole cents, zero or more": (
        "'{value}' is geen bedrag van hele centen, nul of meer"
    ),
    "there are two vehicles '{name}'": "er zijn twee voertuigen '{name}'",
    "there are two couriers '{name}'": "er zijn twee bezorgers '{name}'",
    "courier '{name}' drives '{vehicle}'{near}": "bezorger '{name}' rijdt op '{vehicle}'{near}",
    "the shift of courier '{name}' is over {longest} hours, which the law forbids": (
        "de dienst van bezorger '{name}' duurt langer dan {longest} uur, en dat verbiedt de wet"
    ),
    "courier '{name}' is 16 or 17 and may not work between 23:00 and 06:00": (
        "bezorger '{name}' is 16 of 17 en mag niet werken tussen 23:00 en 06:00"
    ),
    "'{one}' and '{other}' drive '{vehicle}' at the same time": (
        "'{one}' en '{other}' rijden tegelijk op '{vehicle}'"
    ),
    "geocoding.nominatim needs geocoding.user_agent (who you are, with a contact)": (
        "geocoding.nominatim vraagt geocoding.user_agent (wie u bent, en hoe u te bereiken bent)"
    ),
    "promise.within_minutes ({within}) leaves no time after promise.packing_minutes ({packing})": (
        "promise.within_minutes ({within}) laat na promise.packing_minutes ({packing}) geen tijd over"
    ),
    'travel.source = "osrm" needs travel.osrm_urls.{kind}': (
        'travel.source = "osrm" vraagt travel.osrm_urls.{kind}'
    ),
    "travel.snap_warn_metres ({warn}) is more than travel.snap_max_metres ({most})": (
        "travel.snap_warn_metres ({warn}) is meer dan travel.snap_max_metres ({most})"
    ),
    "store.timezone '{name}' is not a known time zone such as Europe/Amsterdam": (
        "store.timezone '{name}' is geen bekende tijdzone zoals Europe/Amsterdam"
    ),
    "{name} holds fewer than {least} bytes.": "{name} bevat minder dan {least} bytes.",
    "Make one: head -c 32 /dev/urandom > key": "Maak er een: head -c 32 /dev/urandom > key",
    # Columns of the till.
    "[intake.columns] maps '{header}' to '{column}', which is no column{meant}.": (
        "[intake.columns] zet '{header}' om in '{column}', en dat is geen kolom{meant}."
    ),
    # Outlines, zones, areas.
    "It should be a GeoJSON file with a Polygon or MultiPolygon in degrees, as [lon, lat].": (
        "Het moet een GeoJSON-bestand zijn met een Polygon of MultiPolygon in graden, als [lon, lat]."
    ),
    "{name} holds no Polygon or MultiPolygon with a surface.": (
        "{name} bevat geen Polygon of MultiPolygon met een oppervlakte."
    ),
    "{name} is no GeoJSON that can be read.": "{name} is geen leesbare GeoJSON.",
    "{where}: an outline needs three corners at least.": (
        "{where}: een omtrek heeft ten minste drie hoeken nodig."
    ),
    "{where}: an outline is no list of rings.": "{where}: een omtrek is geen lijst van ringen.",
    "{where}: a corner of the outline lies outside the world.": (
        "{where}: een hoek van de omtrek ligt buiten de wereld."
    ),
    "{where}: a corner of the outline is no [lon, lat] pair.": (
        "{where}: een hoek van de omtrek is geen paar [lon, lat]."
    ),
    "Corners are [lon, lat] in degrees.": "Hoeken zijn [lon, lat] in graden.",
    "zones.own: zone '{id}' needs one outline: polygon or file, once.": (
        "zones.own: zone '{id}' vraagt één omtrek: polygon of file, één keer."
    ),
    "zones.own: the id '{id}' is that of a zone that ships with the program.": (
        "zones.own: het id '{id}' is van een zone die bij het programma hoort."
    ),
    "Choose another id, or leave the shipped ones out ([zones] zero_emission, no_fly).": (
        "Kies een ander id, of laat de meegeleverde weg ([zones] zero_emission, no_fly)."
    ),
    "zones.own: {where}: '{text}' is not a day such as 2026-11-24.": (
        "zones.own: {where}: '{text}' is geen dag zoals 2026-11-24."
    ),
    "{setting}: '{rule}' is not a postcode.": ("{setting}: '{rule}' is geen postcode."),
    'Write "2311", "2311-2318" or "2311 AB".': 'Schrijf "2311", "2311-2318" of "2311 AB".',
    # The store's own texts, templates and pictures.
    "[sheets] texts: {mistakes}.": "[sheets] texts: {mistakes}.",
    "The keys are listed in docs/texts.md.": "De sleutels staan in docs/texts.md.",
    "'{key}' is not a known key": "'{key}' is geen bekende sleutel",
    "'{key}' is not a known key (did you mean '{near}'?)": (
        "'{key}' is geen bekende sleutel (bedoelde u '{near}'?)"
    ),
    "'{key}' cannot fill {placeholder} (known: {known})": (
        "'{key}' kan {placeholder} niet invullen (bekend: {known})"
    ),
    "'{key}': {why}": "'{key}': {why}",
    "{key}: {why}.": "{key}: {why}.",
    "a brace has no partner": "een accolade heeft geen tegenhanger",
    "{placeholder} is not a plain placeholder": "{placeholder} is geen gewone invulplek",
    "{key} cannot fill {placeholder}.": "{key} kan {placeholder} niet invullen.",
    "Known placeholders: {known}.": "Bekende invulplekken: {known}.",
    "[sheets] templates: there is no folder {templates}.": "[sheets] templates: er is geen map {templates}.",
    "[sheets] templates: {template}: {why}.": "[sheets] templates: {template}: {why}.",
    "[sheets] templates: {template}.typ cannot be set: {why}.": (
        "[sheets] templates: {template}.typ kan niet worden gezet: {why}."
    ),
    "Correct it, or take it out of the folder to use the program's own.": (
        "Verbeter het, of haal het uit de map om dat van het programma te gebruiken."
    ),
    "The template {template}.typ cannot be set: {why}.": (
        "Het sjabloon {template}.typ kan niet worden gezet: {why}."
    ),
    "[sheets] logo: {file} is no PNG, JPEG or SVG picture.": (
        "[sheets] logo: {file} is geen plaatje in PNG, JPEG of SVG."
    ),
    "Make it smaller.": "Maak het kleiner.",
    # Stores and scenarios.
    "{file}: {store} may load at '{name}', which is no store of the list{instead}.": (
        "{file}: {store} mag laden bij '{name}', en dat is geen winkel van de lijst{instead}."
    ),
    "Name stores as tables call them; see docs/stores.md.": (
        "Noem winkels zoals tabellen ze noemen; zie docs/stores.md."
    ),
    "{store} has no plan, so its couriers are not shared.": (
        "{store} heeft geen plan, dus zijn bezorgers worden niet gedeeld."
    ),
    "Mend what is said of that store.": "Herstel wat er bij die winkel staat.",
    "{store} has no vehicle '{name}'{instead}.": "{store} heeft geen voertuig '{name}'{instead}.",
    "Correct may_load_at in the list of stores.": "Verbeter may_load_at in de lijst van winkels.",
    "{stores} share couriers and are planned for different days.": (
        "{stores} delen bezorgers en zijn voor verschillende dagen gepland."
    ),
    "Name one day with --date.": "Noem één dag met --date.",
    "{file}: the name of store '{name}' holds a / or a #.": (
        "{file}: in de naam van winkel '{name}' staat een / of een #."
    ),
    "Give it a name without.": "Geef er een naam zonder.",
    "{stores} share couriers and differ in {key}.": "{stores} delen bezorgers en verschillen in {key}.",
    "Say the same in the configuration of each.": "Zeg hetzelfde in de configuratie van elk.",
    "OR-Tools' routing library knows one store only, and these share couriers.": (
        "De routeplanbibliotheek van OR-Tools kent maar één winkel, en deze delen bezorgers."
    ),
    'Plan with [solver] engine = "search".': 'Plan met [solver] engine = "search".',
    "{file}: {told}.": "{file}: {told}.",
    "There is no list of stores {path}.": "Er is geen lijst van winkels {path}.",
    "Name a TOML file; see docs/stores.md.": "Noem een TOML-bestand; zie docs/stores.md.",
    "See docs/stores.md.": "Zie docs/stores.md.",
    "{file}: there are two stores '{name}'.": "{file}: er zijn twee winkels '{name}'.",
    "Give each a name.": "Geef elk een naam.",
    "There is no folder {folder}.": "Er is geen map {folder}.",
    "Correct the list of stores.": "Verbeter de lijst van winkels.",
    "There is no scenario {path}.": "Er is geen scenario {path}.",
    "Name a TOML file; see docs/whatif.md.": "Noem een TOML-bestand; zie docs/whatif.md.",
    "See docs/whatif.md.": "Zie docs/whatif.md.",
    "{file}: every scenario searches as long as the others.": (
        "{file}: elk scenario zoekt even lang als de andere."
    ),
    "Leave [solver] out; --iterations, --time-limit and --seed hold for all of them.": (
        "Laat [solver] weg; --iterations, --time-limit en --seed gelden voor alle."
    ),
    (
        "{file}: {idle} changes nothing here: orders are found, and travel is measured, "
        "once for all scenarios."
    ): (
        "{file}: {idle} verandert hier niets: bestellingen worden één keer gevonden, en reistijden één keer "
        "gemeten, voor alle scenario's."
    ),
    "Leave it out.": "Laat het weg.",
    "{file}: vehicles: a curve is one span such as '-1..+2 bakfiets-1', of at most 50 steps.": (
        "{file}: vehicles: een kromme is één reeks zoals '-1..+2 bakfiets-1', van ten hoogste 50 stappen."
    ),
    "Write one file for each curve.": "Schrijf voor elke kromme een bestand.",
    "{file}: {what}: '{text}' is no change.": "{file}: {what}: '{text}' is geen wijziging.",
    "Write '+1 NAME', '-NAME' or '-1..+2 NAME'.": "Schrijf '+1 NAAM', '-NAAM' of '-1..+2 NAAM'.",
    "{file}: there are {there} vehicles like '{name}', and {count} are to go.": (
        "{file}: er zijn {there} voertuigen zoals '{name}', en er moeten er {count} weg."
    ),
    "Take fewer away.": "Haal er minder weg.",
    "{file}: nobody is left to drive.": "{file}: er blijft niemand over om te rijden.",
    "Take fewer vehicles away.": "Haal minder voertuigen weg.",
    "{file}: couriers: '-{count} {name}' cannot be.": "{file}: couriers: '-{count} {name}' kan niet.",
    "Name each courier who is away.": "Noem elke bezorger die er niet is.",
    "{file}: there is no {what} '{name}'{meant}.": "{file}: er is geen {what} '{name}'{meant}.",
    "Correct the name.": "Verbeter de naam.",
    "{file}: no vehicle like '{vehicle}' is free during the shift of '{name}'.": (
        "{file}: geen voertuig zoals '{vehicle}' is vrij tijdens de dienst van '{name}'."
    ),
    'Add one with its courier: vehicles = "+1 {vehicle}".': (
        'Voeg er een toe met zijn bezorger: vehicles = "+1 {vehicle}".'
    ),
}
