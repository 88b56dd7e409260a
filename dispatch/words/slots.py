"""What is said at the till about windows, in Dutch and English."""

from typing import Final

SLOT_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "slots.title": ("Tijdvakken op {day}", "Windows on {day}"),
    "slots.window": ("tijdvak", "window"),
    "slots.price": ("prijs", "price"),
    "slots.who": ("bezorger en rit", "courier and trip"),
    "slots.own": ("{courier}, eigen rit {trip}", "{courier}, a trip of its own ({trip})"),
    "slots.trip": ("{courier}, rit {trip}", "{courier}, trip {trip}"),
    "slots.start": ("aankomst", "arrival"),
    "slots.work": ("werk", "work"),
    "slots.cost": ("kosten", "cost"),
    "slots.slack": ("speling", "slack"),
    "slots.slack.now": ("{after} min (was {before})", "{after} min (was {before})"),
    "slots.slack.later": ("{n} later dan gezegd", "{n} later than told"),
    "slots.cheapest": ("voordelig", "cheapest"),
    "slots.searched": ("na zoeken", "after a search"),
    "slots.full": ("Vol: de winkel belooft er niet meer.", "Full: the store promises no more of it."),
    "slots.none": ("Op {day} kan geen tijdvak worden beloofd.", "No window can be promised on {day}."),
    "slots.unfound": ("Dat adres is niet gevonden.", "That address was not found."),
    "slots.nowhere": ("Daar wordt niet bezorgd.", "Nothing is delivered there."),
    "slots.taken": (
        "{number}: {since}-{until} op {day} wordt vastgehouden tot {expires}.",
        "{number}: {since}-{until} on {day} is held until {expires}.",
    ),
    "serve.ready": ("Antwoordt op {address} (stoppen: Ctrl-C)", "Answering at {address} (stop with Ctrl-C)"),
    "serve.stopped": ("Gestopt.", "Stopped."),
}
