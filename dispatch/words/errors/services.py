"""What is wrong with addresses, maps, services and other machines, in Dutch by the English sentence."""

from typing import Final

SERVICES: Final = {
    # Addresses.
    "It is not asked any more ({about}).": "Die wordt niet meer gevraagd ({about}).",
    "The cache of addresses {file} cannot be used, so services are asked anew.": (
        "De gevonden adressen in {file} zijn niet te gebruiken, dus diensten worden opnieuw gevraagd."
    ),
    "Delete the file if it is damaged; it is made again.": (
        "Verwijder het bestand als het beschadigd is; het wordt opnieuw gemaakt."
    ),
    "The cache of addresses failed: {why}.": "De gevonden adressen zijn niet te gebruiken: {why}.",
    "The gazetteer {file} of the installed map cannot be read.": (
        "Het adresregister {file} van de geïnstalleerde kaart kan niet worden gelezen."
    ),
    "The gazetteer of the installed map broke while it was read: {why}.": (
        "Het adresregister van de geïnstalleerde kaart ging stuk tijdens het lezen: {why}."
    ),
    "Install the map again with 'dispatch map install'.": (
        "Installeer de kaart opnieuw met 'dispatch map install'."
    ),
    (
        "Its header should be: street;house_number;addition;postcode;city;lat;lon;"
        "use_street;use_house_number;use_addition;use_postcode;use_city;note"
    ): (
        "De kolomnamen moeten zijn: street;house_number;addition;postcode;city;lat;lon;"
        "use_street;use_house_number;use_addition;use_postcode;use_city;note"
    ),
    "{file} has no columns lat and lon or use_…, so it corrects nothing.": (
        "{file} heeft geen kolommen lat en lon of use_…, dus het verbetert niets."
    ),
    "{file} is no list of corrections: it has no columns lat and lon.": (
        "{file} is geen lijst van verbeteringen: het heeft geen kolommen lat en lon."
    ),
    "This address cannot be remembered: a number and a postcode or street are needed.": (
        "Dit adres kan niet worden onthouden: een huisnummer en een postcode of straat zijn nodig."
    ),
    "{file} is a workbook, to which nothing is added here.": (
        "{file} is een werkmap, en daar wordt hier niets aan toegevoegd."
    ),
    "Add the row yourself, or save the list as .csv.": "Voeg de rij zelf toe, of sla de lijst op als .csv.",
    "The learned times in {path} cannot be used: {why}.": (
        "De geleerde tijden in {path} zijn niet te gebruiken: {why}."
    ),
    "Remove the file to start learning anew, or set learn = false in [service] and [travel].": (
        "Verwijder het bestand om opnieuw te leren, of zet learn = false in [service] en [travel]."
    ),
    # The map.
    "{problem}": "{problem}",
    "Install one with 'dispatch map install', or set [travel] source.": (
        "Installeer er een met 'dispatch map install', of stel [travel] source in."
    ),
    "There is no map to build again.": "Er is geen kaart om opnieuw te bouwen.",
    "Run 'dispatch map install'.": "Start 'dispatch map install'.",
    "The installed map does not reach that far.": "De geïnstalleerde kaart loopt niet zo ver door.",
    "Run 'dispatch map install' or 'dispatch map build'.": (
        "Start 'dispatch map install' of 'dispatch map build'."
    ),
    "Run 'dispatch map install' again.": "Start 'dispatch map install' opnieuw.",
    "Run 'dispatch map build' or 'dispatch map install' again.": (
        "Start 'dispatch map build' of 'dispatch map install' opnieuw."
    ),
    "The map needs about {needed_mb} MB; {free_mb} MB are free.": (
        "De kaart vraagt ongeveer {needed_mb} MB; {free_mb} MB is vrij."
    ),
    "Make room, choose another folder with [travel] map, or a smaller travel.reach_km.": (
        "Maak ruimte, kies een andere map met [travel] map, of een kleinere travel.reach_km."
    ),
    "Make room, or choose another folder with [travel] map.": (
        "Maak ruimte, of kies een andere map met [travel] map."
    ),
    "Make room, or choose another folder.": "Maak ruimte, of kies een andere map.",
    "{file} holds no road around the store ({lat}, {lon}).": (
        "{file} bevat geen weg rond de winkel ({lat}, {lon})."
    ),
    "Check store.lat and store.lon, or take the extract of this region.": (
        "Controleer store.lat en store.lon, of neem het uittreksel van deze streek."
    ),
    "{file} is no OpenStreetMap extract that can be read ({why}).": (
        "{file} is geen leesbaar uittreksel van OpenStreetMap ({why})."
    ),
    "It should be a .osm.pbf file, complete.": "Het moet een .osm.pbf-bestand zijn, compleet.",
    "The map build was stopped; the map of before is still in place.": (
        "Het bouwen van de kaart is gestopt; de vorige kaart staat er nog."
    ),
    "'{url}' is no address of an extract.": "'{url}' is geen adres van een uittreksel.",
    "travel.map_url is one such as https://…/x.osm.pbf.": (
        "travel.map_url is er een zoals https://…/x.osm.pbf."
    ),
    "What {host} sent does not agree with its checksum, twice.": (
        "Wat {host} stuurde, klopt twee keer niet met zijn controlegetal."
    ),
    "Try again later, or check travel.map_url.": "Probeer het later, of controleer travel.map_url.",
    "{name} could not be written ({why}).": "{name} kon niet worden geschreven ({why}).",
    "{host} answers {status_code} for {name}.": "{host} antwoordt {status_code} op {name}.",
    "Check travel.map_url.": "Controleer travel.map_url.",
    "{host} redirects in circles.": "{host} verwijst in een kringetje.",
    "{host} redirects to nowhere: {why}.": "{host} verwijst nergens heen: {why}.",
    "{host} failed {failures} times in a row: {cut}.": (
        "Bij {host} ging het {failures} keer achter elkaar mis: {cut}."
    ),
    "Check the network and travel.map_url; what is there already is kept.": (
        "Controleer het netwerk en travel.map_url; wat er al is, blijft bewaard."
    ),
    "it stopped after {done} of {total} bytes": "het stopte na {done} van {total} bytes",
    "it continued the file at the wrong place": "het ging op de verkeerde plek verder",
    "it would not continue the file": "het wilde niet verder met het bestand",
    "it answers {status}": "het antwoordt {status}",
    "it became too slow": "het werd te traag",
    "{why}": "{why}",
    "The download was stopped.": "Het ophalen is gestopt.",
    "The next one continues it.": "De volgende keer gaat het verder.",
    "The routing engine is not installed.": "De routeplanner is niet geïnstalleerd.",
    "Install the program again: it needs osrm-bindings.": (
        "Installeer het programma opnieuw: het heeft osrm-bindings nodig."
    ),
    "{name} failed: {log}": "{name} is mislukt: {log}",
    "it said nothing.": "het zei niets.",
    "Is the extract complete, and the disk not full?": "Is het uittreksel compleet, en de schijf niet vol?",
    "{name} cannot be started: {why}.": "{name} kan niet worden gestart: {why}.",
    "{name} took over an hour and was stopped.": "{name} duurde langer dan een uur en is gestopt.",
    "Use a smaller extract.": "Gebruik een kleiner uittreksel.",
    "The map's {background} cannot be read: {why}.": (
        "De {background} van de kaart kan niet worden gelezen: {why}."
    ),
    # Travel.
    "The store is not on the map: the nearest road is {metres} m away or leads nowhere.": (
        "De winkel staat niet op de kaart: de dichtstbijzijnde weg ligt {metres} m ver of leidt nergens heen."
    ),
    "Check store.lat and store.lon, or install the map of this region with 'dispatch map install'.": (
        "Controleer store.lat en store.lon, of installeer de kaart van hier met 'dispatch map install'."
    ),
    "The installed map was made by another version of this program.": (
        "De geïnstalleerde kaart is door een andere versie van dit programma gemaakt."
    ),
    "There is no map that can be read in {folder} ({why}).": (
        "Er is geen leesbare kaart in {folder} ({why})."
    ),
    "The installed map has no roads for {key}.": "De geïnstalleerde kaart heeft geen wegen voor {key}.",
    "The map gave no travel times: {why}.": "De kaart gaf geen reistijden: {why}.",
    "The map gave no way: {why}.": "De kaart gaf geen weg: {why}.",
    "The roads for {key} cannot be read ({why}).": "De wegen voor {key} kunnen niet worden gelezen ({why}).",
    "The OSRM server {host} did not answer in {tries} tries ({why}).": (
        "De OSRM-server {host} gaf in {tries} pogingen geen antwoord ({why})."
    ),
    "status {status}": "status {status}",
    "Is it running? Use travel.source = auto to plan without it.": (
        "Draait die? Gebruik travel.source = auto om zonder die server te plannen."
    ),
    "The OSRM server refuses: {told}.": "De OSRM-server weigert: {told}.",
    "Start it with a larger --max-table-size.": "Start hem met een grotere --max-table-size.",
    "Check travel.osrm_urls.": "Controleer travel.osrm_urls.",
    "There is no OSRM server for {kind}.": "Er is geen OSRM-server voor {kind}.",
    "Set travel.osrm_urls.{kind}.": "Vul travel.osrm_urls.{kind} in.",
    "What answers (status {status_code}) is no OSRM server.": (
        "Wat antwoordt (status {status_code}), is geen OSRM-server."
    ),
    "Travel to {unknown} was not measured.": "De reis naar {unknown} is niet gemeten.",
    # Other processes and machines.
    "The process that answers ended at this question.": "Het proces dat antwoordt stopte bij deze vraag.",
    "The process that works on {key} was ended {tries} times.": (
        "Het proces dat aan {key} werkt, is {tries} keer beëindigd."
    ),
    "Is there enough memory? Run with fewer --workers; what is done already is kept.": (
        "Is er genoeg geheugen? Start met minder --workers; wat klaar is, blijft bewaard."
    ),
    "The cluster {address} cannot be reached, or has no worker: {why}.": (
        "Het cluster {address} is niet te bereiken, of heeft geen werker: {why}."
    ),
    "Start 'dask scheduler' and 'dask worker', or leave --cluster out.": (
        "Start 'dask scheduler' en 'dask worker', of laat --cluster weg."
    ),
    "The cluster lost its scheduler or its workers: {why}.": (
        "Het cluster is zijn planner of zijn werkers kwijt: {why}."
    ),
    "Start it, and run again: what is done already is kept.": (
        "Start het, en start dan opnieuw: wat klaar is, blijft bewaard."
    ),
    "The worker {worker} has other versions: {other}.": "De werker {worker} heeft andere versies: {other}.",
    "Install the same on every machine; plans would differ.": (
        "Installeer overal hetzelfde; de plannen zouden verschillen."
    ),
    "A cluster needs Dask, which is not installed.": (
        "Voor een cluster is Dask nodig, en dat is niet geïnstalleerd."
    ),
    "pip install 'local-dispatch[cluster]'": "pip install 'local-dispatch[cluster]'",
    "A cluster by {kind} needs {package}, which is not installed.": (
        "Voor een cluster via {kind} is {package} nodig, en dat is niet geïnstalleerd."
    ),
    "pip install {install}": "pip install {install}",
    "[cluster] workers: say how many to ask {kind} for.": (
        "[cluster] workers: zeg hoeveel er aan {kind} worden gevraagd."
    ),
    "[cluster] options: {kind} cannot be begun with them: {why}.": (
        "[cluster] options: daarmee kan {kind} niet worden begonnen: {why}."
    ),
    "See docs/scale.md, and the documentation of Dask's deployment.": (
        "Zie docs/scale.md, en de documentatie van wat Dask daarvoor heeft."
    ),
}
