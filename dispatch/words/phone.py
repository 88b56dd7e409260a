"""The words of the courier's phone page, in Dutch and English (see ``catalogue.py``)."""

from typing import Final

PHONE_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "phone.title": ("{route}: {courier}", "{route}: {courier}"),
    "phone.done": ("{done} van {all}", "{done} of {all}"),
    "phone.load": ("Laden", "Load"),
    "phone.ride": ("Rijden", "Ride"),
    "phone.hand.back": ("Inleveren", "Hand in"),
    "phone.next": ("Volgende stop", "Next stop"),
    "phone.all": ("Alle stops", "All stops"),
    "phone.finished": ("Klaar: alle stops zijn gemeld.", "Done: every stop is reported."),
    "phone.call": ("Bel", "Call"),
    "phone.navigate": ("Navigeer", "Navigate"),
    "phone.arrived": ("Ik ben er", "I am here"),
    "phone.arrived.at": ("aangekomen {time}", "arrived {time}"),
    "phone.undo": ("Ongedaan maken", "Undo"),
    "phone.until": ("tot {time}", "until {time}"),
    "phone.scan": ("Scan of typ de code van een stuk", "Scan or type the code of a piece"),
    "phone.scan.camera": ("Camera", "Camera"),
    "phone.scan.stop": ("Stop camera", "Stop camera"),
    "phone.scan.none": (
        "Deze telefoon leest geen codes met de camera; typ de code of vink af.",
        "This phone cannot read codes with its camera; type the code or tick it off.",
    ),
    "phone.scan.ok": (
        "{code}: goed, stop {stop}, plaats {place}",
        "{code}: right, stop {stop}, place {place}",
    ),
    "phone.scan.here": ("{code}: hoort hier", "{code}: belongs here"),
    "phone.scan.trip": (
        "{code}: hoort op rit {trip}, niet op deze",
        "{code}: belongs on trip {trip}, not on this one",
    ),
    "phone.scan.elsewhere": (
        "{code}: hoort bij stop {stop}, niet hier",
        "{code}: belongs to stop {stop}, not here",
    ),
    "phone.scan.unknown": ("{code}: hoort niet op deze route", "{code}: is not on this route"),
    "phone.missing": ("Ontbreekt nog: {codes}", "Still missing: {codes}"),
    "phone.complete": ("Alles is er.", "Everything is there."),
    "phone.place": ("plaats {place}", "place {place}"),
    "phone.share": ("Deel actuals.csv", "Share actuals.csv"),
    "phone.save": ("Bewaar actuals.csv", "Save actuals.csv"),
    "phone.codes": ("Delen lukt niet? Laat dit scannen", "Cannot share? Have this scanned"),
    "phone.code": ("code {n} van {all}", "code {n} of {all}"),
    "phone.kept": (
        "Alles blijft op deze telefoon tot het gedeeld is.",
        "Everything stays on this phone until you share it.",
    ),
    "phone.not.kept": (
        "Deze telefoon bewaart niets: houd de pagina open tot alles gedeeld is.",
        "This phone keeps nothing: leave the page open until you have shared.",
    ),
    "phone.noscript": (
        "Zonder JavaScript is dit een lijst van de stops.",
        "Without JavaScript this is a list of the stops.",
    ),
    "phone.qr": ("Deze route op de telefoon", "This route on your phone"),
}  # fmt: skip
