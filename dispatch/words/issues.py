"""What is said of travel and of changes of the day, in Dutch and English (see ``catalogue.py``)."""

from typing import Final

_ESTIMATED: Final = (
    "Installeer een kaart met 'dispatch map install'; houd tot dan wat speling.",
    "Install a map with 'dispatch map install'; until then leave some slack.",
)
_OTHERWISE: Final = (
    "Verbeter de positie, of bezorg het op een andere manier.",
    "Correct the position, or deliver it another way.",
)

ISSUE_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "issue.as_written": ("{message}", "{message}"),
    "issue.as_written.hint": ("{hint}", "{hint}"),
    "word.courier": ("een bezorger", "a courier"),
    # The installed map.
    "map.no_map": ("Er is geen kaart geïnstalleerd.", "No map is installed."),
    "map.map_unreadable": (
        "De geïnstalleerde kaart kan niet worden gelezen.",
        "The installed map cannot be read.",
    ),
    "map.map_of_other_version": (
        "De geïnstalleerde kaart is door een andere versie van dit programma gemaakt.",
        "The installed map was made by another version of this program.",
    ),
    "map.map_damaged": ("De geïnstalleerde kaart is beschadigd.", "The installed map is damaged."),
    "map.no_router": (
        "Voor dit systeem bestaat de routeplanner OSRM niet als pakket.",
        "For this system there is no package of the router OSRM.",
    ),
    "map.no_router.hint": (
        "Een kaart dient hier voor adressen en achtergrond; reistijden zijn schattingen, of van een server.",
        "A map serves for addresses and background here; travel times are estimates, or those of a server.",
    ),
    "map.no_roads.hint": (
        "Bouw die hier opnieuw: dispatch map build",
        "Build it again here: dispatch map build",
    ),
    "map.no_roads": (
        "De geïnstalleerde kaart heeft geen wegen: die is gebouwd op een systeem zonder OSRM.",
        "The installed map has no roads: it was built on a system without OSRM.",
    ),
    # Travel.
    "issue.TRAVEL_ESTIMATED.chosen": (
        "De reistijden zijn schattingen, hemelsbreed.",
        "Travel times are estimates as the crow flies.",
    ),
    "issue.TRAVEL_ESTIMATED.no_map": (
        "De reistijden zijn schattingen, hemelsbreed: er is geen kaart geïnstalleerd.",
        "Travel times are estimates as the crow flies: no map is installed.",
    ),
    "issue.TRAVEL_ESTIMATED.map_unreadable": (
        "De reistijden zijn schattingen, hemelsbreed: de geïnstalleerde kaart kan niet worden gelezen.",
        "Travel times are estimates as the crow flies: the installed map cannot be read.",
    ),
    "issue.TRAVEL_ESTIMATED.map_of_other_version": (
        "De reistijden zijn schattingen, hemelsbreed: de kaart is van een andere versie van dit programma.",
        "Travel times are estimates as the crow flies: the map was made by another version of this program.",
    ),
    "issue.TRAVEL_ESTIMATED.map_damaged": (
        "De reistijden zijn schattingen, hemelsbreed: de geïnstalleerde kaart is beschadigd.",
        "Travel times are estimates as the crow flies: the installed map is damaged.",
    ),
    "issue.TRAVEL_ESTIMATED.no_roads": (
        "De reistijden zijn schattingen, hemelsbreed: de geïnstalleerde kaart heeft geen wegen.",
        "Travel times are estimates as the crow flies: the installed map has no roads.",
    ),
    "issue.TRAVEL_ESTIMATED.no_router": (
        "De reistijden zijn schattingen, hemelsbreed: voor dit systeem bestaat geen pakket van OSRM.",
        "Travel times are estimates as the crow flies: for this system there is no package of OSRM.",
    ),
    "issue.TRAVEL_ESTIMATED.no_router.hint": (
        'Gebruik een OSRM-server ([travel] source = "osrm"), of houd wat speling.',
        'Use an OSRM server ([travel] source = "osrm"), or leave some slack.',
    ),
    "issue.TRAVEL_ESTIMATED.hint": _ESTIMATED,
    "issue.DAY_NOT_TODAY": (
        "De export is van {shown}, en die dag wordt gepland; vandaag is het {today}.",
        "The export is of {shown}, and that day is planned; today is {today}.",
    ),
    "issue.DAY_NOT_TODAY.hint": (
        "Noem de dag met --date als dat de bedoeling is; kijk anders of de kassa nog exporteert.",
        "Name the day with --date if that is meant; else look whether the till still exports.",
    ),
    "issue.MAP_OLD.one": ("De geïnstalleerde kaart is {n} dag oud.", "The installed map is {n} day old."),
    "issue.MAP_OLD.other": (
        "De geïnstalleerde kaart is {n} dagen oud.",
        "The installed map is {n} days old.",
    ),
    "issue.MAP_OLD.hint": (
        "Installeer een nieuwe met 'dispatch map install'.",
        "Install a new one with 'dispatch map install'.",
    ),
    "issue.SNAP_FAR": (
        "De positie ligt {road} van de dichtstbijzijnde weg waar een {vehicle} mag komen.",
        "The position lies {road} from the nearest road a {vehicle} may use.",
    ),
    "issue.SNAP_FAR.hint": (
        "Controleer de positie; de reistijden gelden tot die weg.",
        "Check the position; travel times count to that road only.",
    ),
    "issue.OFF_ROAD": (
        "De positie ligt {road} van de dichtstbijzijnde weg waar een {vehicle} mag komen.",
        "The position lies {road} from the nearest road a {vehicle} may use.",
    ),
    "issue.OFF_ROAD.hint": _OTHERWISE,
    "issue.ISLAND": (
        "De dichtstbijzijnde weg waar een {vehicle} mag komen, is van de winkel afgesneden.",
        "The nearest road a {vehicle} may use is cut off from the store.",
    ),
    "issue.ISLAND.hint": _OTHERWISE,
    "issue.UNREACHABLE": (
        "Voor een {vehicle} is er geen weg van de winkel naar deze positie en terug.",
        "There is no way for a {vehicle} from the store to this position and back.",
    ),
    "issue.UNREACHABLE.hint": _OTHERWISE,
    "issue.SEARCH_FALLBACK": (
        "Het eigen zoekprogramma kan hier niet worden geladen; OR-Tools heeft gepland.",
        "The program's own search cannot be loaded here; OR-Tools planned the day.",
    ),
    "issue.SEARCH_FALLBACK.hint": (
        "Installeer numba opnieuw; tot dan kosten plannen een paar procent meer.",
        "Install numba anew; until then plans cost some percent more.",
    ),
    "issue.SEARCH_ROUGH": (
        "OR-Tools kent dit niet bij het zoeken: {what}. Het voorstel is daarna verbeterd en aangevuld.",
        "OR-Tools does not know this when it searches: {what}. What it proposed was put right and filled up.",
    ),
    "issue.SEARCH_ROUGH.hint": (
        'Zet [solver] engine op "search" voor een plan dat er wel op zoekt.',
        'Set [solver] engine to "search" for a plan that is searched with it.',
    ),
    "word.breaks": ("pauzes", "breaks"),
    "word.cold": ("koeltijden", "cold limits"),
    "word.packing": ("inpaktijden", "times of packing"),
    "word.on_board": ("langste tijd aan boord", "longest time on board"),
    "word.trip_range": ("bereik van een rit", "range of a trip"),
    "word.least_paid": ("uren die altijd betaald worden", "hours that are always paid"),
    "word.waiting": ("prijs van wachten", "price of waiting"),
    "word.rush": ("drukke uren (gemiddeld over het tijdvak)", "rush hours (the mean over the window)"),
    "issue.ZONE_STORE": (
        "{vehicle} mag niet in {zone} komen, waar de winkel ligt, en rijdt daarom niet.",
        "{vehicle} may not enter {zone}, where the store is, and serves nothing.",
    ),
    "issue.ZONE_STORE.hint": (
        "Neem een ander voertuig, of verbeter de emissieklasse of de zone.",
        "Take another vehicle, or correct its emission class or the zone.",
    ),
    "issue.ZONE_UNMAPPED": (
        "De kaart kent voor {profile} geen wegen om de gesloten zone heen; de tijden lopen erdoorheen.",
        "There is no routing data for {profile}: its times lead through the closed zone.",
    ),
    "issue.ZONE_UNMAPPED.hint": (
        "Maak de kaart opnieuw: 'dispatch map build' of 'dispatch map install'.",
        "Build the map again: 'dispatch map build' or 'dispatch map install'.",
    ),
    "issue.ROBOT_BY_BIKE": (
        "De kaart kent geen paden voor {profile}: dit zijn fietswegen, op de snelheid van de robot.",
        "The map has no paths for {profile}: its times are those of a bike's ways at the robot's speed.",
    ),
    "issue.ROBOT_BY_BIKE.hint": (
        "Maak de kaart opnieuw: 'dispatch map build' of 'dispatch map install'.",
        "Build the map again: 'dispatch map build' or 'dispatch map install'.",
    ),
    "issue.NOT_FLOWN.one": (
        "Naar {n} adres vliegt geen drone: te dicht bij een gesloten gebied, of te veel wind.",
        "No drone flies to {n} address: too near to a closed area, or too much wind.",
    ),
    "issue.NOT_FLOWN.other": (
        "Naar {n} adressen vliegt geen drone: te dicht bij een gesloten gebied, of te veel wind.",
        "No drone flies to {n} addresses: too near to a closed area, or too much wind.",
    ),
    "issue.NOT_FLOWN.hint": (
        "Zij gaan met een ander voertuig; zie [air] en docs/drones.md.",
        "They go by another vehicle; see [air] and docs/drones.md.",
    ),
    "issue.CALM_ASSUMED": (
        "Voor de drones is windstil weer aangenomen.",
        "Calm air is assumed for the drones.",
    ),
    "issue.CALM_ASSUMED.hint": (
        "Zet de wind van vandaag in [[air.wind]].",
        "Write today's wind into [[air.wind]].",
    ),
    "issue.TRIAL": (
        "{vehicle} is een proef: er staat geen vergunning bij.",
        "{vehicle} is a trial: no permit is written down for it.",
    ),
    "issue.TRIAL.hint": (
        "Zet allowed = true met het nummer van de vergunning (permit) bij het voertuig.",
        "Set allowed = true with the permit's number (permit) at the vehicle.",
    ),
    # Runs.
    "issue.RUN_EDITED": (
        "{run}: het plan is veranderd nadat het was gemaakt.",
        "{run}: the plan was changed since it was made.",
    ),
    "issue.RUN_EDITED.hint": (
        "Bekijk het met 'dispatch verify'; wat hier staat, is het veranderde plan.",
        "Look at it with 'dispatch verify'; what is shown here is the changed plan.",
    ),
    "issue.SETTINGS_LEFT_OUT.one": (
        "Bestanden en servers komen nooit uit een run: {keys} is weggelaten.",
        "Files and servers are not taken from a run: {keys} is left out.",
    ),
    "issue.SETTINGS_LEFT_OUT.other": (
        "Bestanden en servers komen nooit uit een run: {keys} zijn weggelaten.",
        "Files and servers are not taken from a run: {keys} are left out.",
    ),
    "issue.SETTINGS_LEFT_OUT.hint": (
        "Start in de map met de dispatch.toml van de winkel, of noem die met --config.",
        "Stand in the folder of the store's dispatch.toml, or name it with --config.",
    ),
    "issue.DOCUMENT_MISSING": (
        "{document} kon niet worden gemaakt: {why}",
        "{document} could not be made: {why}",
    ),
    "issue.DOCUMENT_MISSING.hint": (
        "Verbeter dat, en maak de bladen opnieuw met 'dispatch sheets'.",
        "Correct that, and make the sheets again with 'dispatch sheets'.",
    ),
    "issue.BACKGROUND_UNUSABLE": (
        "Kaartjes hebben geen achtergrond: die van de geïnstalleerde kaart kan niet worden gelezen ({why}).",
        "Maps have no background: that of the installed map cannot be read ({why}).",
    ),
    "issue.BACKGROUND_UNUSABLE.hint": (
        "Installeer de kaart opnieuw: 'dispatch map install', en daarna 'dispatch sheets'.",
        "Install the map again: 'dispatch map install', and then 'dispatch sheets'.",
    ),
    # Report and learning.
    "issue.ACTUAL_UNREADABLE.no_receipt": (
        "{file} rij {row}: er is geen bonnummer.",
        "{file} row {row}: there is no receipt number.",
    ),
    "issue.ACTUAL_UNREADABLE.twice": (
        "{file} rij {row}: deze bon staat er twee keer; de eerste rij telt.",
        "{file} row {row}: the receipt stands here twice; the first row counts.",
    ),
    "issue.ACTUAL_UNREADABLE.outcome": (
        "{file} rij {row}: de uitkomst is niet afgeleverd, niet thuis of geweigerd.",
        "{file} row {row}: the outcome is none of delivered, not_home, refused.",
    ),
    "issue.ACTUAL_UNREADABLE.clock": (
        "{file} rij {row}: {field} is geen tijd zoals 17:42.",
        "{file} row {row}: {field} is not a time such as 17:42.",
    ),
    "issue.ACTUAL_UNREADABLE.hint": (
        "Verbeter de rij en maak het rapport opnieuw.",
        "Correct the row and run the report again.",
    ),
    "issue.CHANCE_MISSED": (
        "Bon {receipt}: de kans om op tijd te zijn is {chance}; gevraagd is {asked}.",
        "Receipt {receipt}: the chance to be in time is {chance}; {asked} was asked for.",
    ),
    "issue.CHANCE_MISSED.hint": (
        "Spreek een ruimer tijdvak af, zet een bezorger meer in, of verlaag [promise] chance.",
        "Agree on a wider window, let one more courier work, or lower [promise] chance.",
    ),
    "issue.TRAVEL_LEARNED": (
        "Rijtijden met {kind} zijn {factor} van die van de bron, geleerd van {drives} ritdelen.",
        "Driving times by {kind} are {factor} of the source's, learned from {drives} drives.",
    ),
    "issue.TRAVEL_LEARNED.hint": (
        "Zet [travel] learn = false om de bron te volgen, of vul [travel] factor zelf in.",
        "Set [travel] learn = false to go by the source, or fill in [travel] factor.",
    ),
    "issue.SERVICE_LEARNED": (
        "Tijd aan de deur: {learned} min, geleerd van eerdere bezoeken; volgens de regel {ruled} min.",
        "Time at the door: {learned} min as learned from earlier visits, not {ruled} min by the rule.",
    ),
    "issue.SERVICE_LEARNED.hint": (
        "Zet [service] learn = false om de regel te volgen, of vul service_minutes in.",
        "Set [service] learn = false to go by the rule, or fill in service_minutes.",
    ),
}  # fmt: skip
