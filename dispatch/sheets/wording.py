"""Every word that the documents print, in Dutch and English, and the country's way of writing figures.

A text may hold ``{placeholders}``; the store replaces any of them under ``[sheets] texts`` by its key.
Keys end in ``.one`` and ``.other`` where a number decides the form (:meth:`Words.count`).
"""

import difflib
import string
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from dispatch.errors import ConfigError
from dispatch.sheets.screenwords import SCREEN_TEXTS

LANGUAGES: Final = ("nl", "en")

TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    # What everything is called.
    "route": ("Route", "Route"),
    "trip": ("Rit", "Trip"),
    "trip.of": ("Rit {number} van {total}", "Trip {number} of {total}"),
    "courier": ("Koerier", "Courier"),
    "vehicle": ("Voertuig", "Vehicle"),
    "vehicle.bike": ("bakfiets", "cargo bike"),
    "vehicle.van": ("bestelauto", "van"),
    "store": ("Winkel", "Store"),
    "stop": ("Stop", "Stop"),
    "stop.one": ("{n} stop", "{n} stop"),
    "stop.other": ("{n} stops", "{n} stops"),
    "crate.one": ("{n} krat", "{n} crate"),
    "crate.other": ("{n} kratten", "{n} crates"),
    "bag.one": ("{n} tas", "{n} bag"),
    "bag.other": ("{n} tassen", "{n} bags"),
    "trip.one": ("{n} rit", "{n} trip"),
    "trip.other": ("{n} ritten", "{n} trips"),
    "receipt": ("Bon", "Receipt"),
    # Marks, always words in a frame and never a colour alone.
    "mark.chilled": ("KOEL", "CHILLED"),
    "mark.frozen": ("VRIES", "FROZEN"),
    "mark.age": ("18+", "18+"),
    "mark.heavy": ("ZWAAR", "HEAVY"),
    "mark.floor": ("{floor}e VERDIEPING", "FLOOR {floor}"),
    "mark.address": ("±ADRES", "±ADDRESS"),
    "mark.time": ("±TIJD", "±TIME"),
    "mark.late": ("TE LAAT", "LATE"),
    # Temperatures.
    "temperature.ambient": ("gewoon", "ambient"),
    "temperature.chilled": ("koel", "chilled"),
    "temperature.frozen": ("vries", "frozen"),
    # Head and foot of the paper.
    "sheet.title": ("Routeblad {route}", "Route sheet {route}"),
    "sheets.title": ("Routebladen", "Route sheets"),
    "depart": ("Vertrek", "Depart"),
    "return": ("Terug", "Return"),
    "loading": ("Laden", "Loading"),
    "page.of": ("Pagina {page} van {pages}", "Page {page} of {pages}"),
    "version": ("versie {version}", "version {version}"),
    "made.at": ("gemaakt {moment}", "made {moment}"),
    "seed": ("startgetal {seed}", "seed {seed}"),
    "travel": ("reistijden: {source}", "travel times: {source}"),
    "program": ("local-dispatch {version}", "local-dispatch {version}"),
    "destroy": ("Persoonsgegevens: vernietigen na de dienst.", "Personal data: destroy after the shift."),
    "nothing.planned": ("Vandaag is er geen enkele rit gepland.", "No trip is planned today."),
    # What was estimated, said in the head.
    "estimated.times": (
        "Reistijden zijn schattingen: bij ±TIJD kan het eerder of later worden.",
        "Travel times are estimates: stops marked ±TIME may come earlier or later.",
    ),
    "doubtful.one": (
        "{n} adres is niet zeker (±ADRES): bel de klant voor vertrek.",
        "{n} address is not certain (±ADDRESS): call the customer before leaving.",
    ),
    "doubtful.other": (
        "{n} adressen zijn niet zeker (±ADRES): bel de klant voor vertrek.",
        "{n} addresses are not certain (±ADDRESS): call the customers before leaving.",
    ),
    "late.one": ("{n} stop komt na het beloofde tijdvak.", "{n} stop comes after its promised window."),
    "late.other": ("{n} stops komen na het beloofde tijdvak.", "{n} stops come after their promised window."),
    # A stop.
    "window": ("tijdvak", "window"),
    "wait": ("wacht {minutes} min", "wait {minutes} min"),
    "late": ("{minutes} min te laat", "{minutes} min late"),
    "from.before": ("{km} · {minutes} min rijden", "{km} · {minutes} min drive"),
    "via": ("via {streets}", "by {streets}"),
    "typed.as": ("Opgegeven als: {address}", "Typed as: {address}"),
    "address.unsure": ("Adres niet zeker: {remark}", "Address not certain: {remark}"),
    "address.unsure.bare": ("Adres niet zeker, bel de klant", "Address not certain, call the customer"),
    "delivered": ("afgeleverd", "delivered"),
    "not.home": ("niet thuis", "not home"),
    "refused": ("geweigerd", "refused"),
    "initials": ("paraaf", "initials"),
    "qr.to": ("QR-code met de route naar stop {stop}", "QR code with the way to stop {stop}"),
    # Between the stops.
    "break.from": ("PAUZE {start} tot {end}", "BREAK {start} to {end}"),
    "minutes": ("{minutes} min", "{minutes} min"),
    "back": ("TERUG IN DE WINKEL {time}", "BACK AT THE STORE {time}"),
    "reload": (
        "Rit {trip}: laden vanaf {loading}, vertrek {depart}",
        "Trip {trip}: load from {loading}, depart {depart}",
    ),
    # Totals.
    "to.load": ("Te laden", "To load"),
    "total.stops.one": ("stop", "stop"),
    "total.stops.other": ("stops", "stops"),
    "total.crates.one": ("krat", "crate"),
    "total.crates.other": ("kratten", "crates"),
    "total.bags.one": ("tas", "bag"),
    "total.bags.other": ("tassen", "bags"),
    "total.weight": ("gewicht", "weight"),
    "total.id.one": ("18+-controle", "ID check"),
    "total.id.other": ("18+-controles", "ID checks"),
    "total.distance": ("afstand", "distance"),
    "total.time": ("onderweg", "on the road"),
    "total.break": ("pauze", "break"),
    "span": ("{hours}:{minutes} u", "{hours}:{minutes} h"),
    # Nobody home.
    "nobody.head": ("Niemand thuis?", "Nobody home?"),
    "nobody.call": (
        "Bel de klant, wacht 5 minuten; geen gehoor: bel de winkel {phone}.",
        "Call the customer, wait 5 minutes; no answer: call the store {phone}.",
    ),
    "nobody.neighbour": (
        "Buren mogen alleen als de klant dat goedvindt; schrijf het huisnummer op.",
        "Neighbours only if the customer agrees; write down the house number.",
    ),
    "nobody.never": (
        "18+, KOEL en VRIES gaan nooit naar de buren en blijven nooit voor de deur staan: neem ze mee terug.",
        "18+, CHILLED and FROZEN never go to neighbours and never stay at the door: bring them back.",
    ),
    "nobody.age": (
        "18+: vraag de ontvanger om een legitimatie. Geen legitimatie of nog geen 18: niet afgeven.",
        "18+: ask the receiver for identification. None, or younger than 18: do not hand over.",
    ),
    "mark.not.neighbour": ("NIET BIJ BUREN", "NOT TO NEIGHBOURS"),
    # To hand in.
    "hand.in": ("Na de dienst inleveren bij de winkel", "Hand in at the store after the shift"),
    "route.total": ("Hele route", "Whole route"),
    "km.begin": ("km-stand begin", "km at start"),
    "km.end": ("km-stand eind", "km at end"),
    "crates.back": ("lege kratten terug", "empty crates back"),
    "bottles.back": ("statiegeld (stuks / kratten)", "deposit bottles (pieces / crates)"),
    "goods.back": ("niet afgeleverd, terug (stops)", "not delivered, back (stops)"),
    "remarks": ("bijzonderheden", "remarks"),
    "signature": ("handtekening koerier", "signature of courier"),
    "received": ("gezien winkel", "seen by store"),
    # Packing.
    "loading.title": ("Laadlijsten", "Loading sheets"),
    "loading.heading": ("Laadlijst {route}", "Loading sheet {route}"),
    "loading.order": (
        "Van boven naar beneden laden: de laatste stop eerst. Plaats 1 is achterin en onderop.",
        "Load from top to bottom: the last stop first. Place 1 is at the back and the bottom.",
    ),
    "loading.cold": (
        "KOEL en VRIES pas vanaf {loading} uit de koeling, bij elkaar in de koelbox (plaats K).",
        "Leave CHILLED and FROZEN in the cold store until {loading}; together in the cool box (place C).",
    ),
    "loading.cooled": (
        "Dit voertuig koelt: KOEL en VRIES bij elkaar in het koelvak (plaats K).",
        "This vehicle cools: CHILLED and FROZEN together in its cold compartment (place C).",
    ),
    "loading.cold.letter": ("K", "C"),
    "loading.column.stop": ("Stop", "Stop"),
    "loading.column.place": ("Plaats", "Place"),
    "loading.column.crates": ("Kratten (afvinken)", "Crates (tick)"),
    "loading.column.bags": ("Tassen", "Bags"),
    "loading.column.weight": ("kg", "kg"),
    "loading.column.order": ("Bon en initialen", "Receipt, initials"),
    "loading.room": ("{crates} van {room} kratplaatsen", "{crates} of {room} crate places"),
    "loading.dock": ("laadplek", "dock"),
    "loading.by": ("geladen door", "loaded by"),
    "loading.checked": ("nageteld door", "counted by"),
    "loading.ready": ("klaar om", "ready at"),
    "loading.packed": ("De laatste bon is ingepakt om {time}.", "The last order is packed at {time}."),
    "bag.letter": ("T", "B"),
    "labels.title": ("Kratlabels", "Crate labels"),
    # The map.
    "map.alt": ("Kaart van route {route}, rit {trip}: {stops}", "Map of route {route}, trip {trip}: {stops}"),
    "map.sketch": ("Schets: geen kaart geïnstalleerd", "Sketch: no map installed"),
    "osm": ("© OpenStreetMap contributors", "© OpenStreetMap contributors"),
    "chunk.head": ("Navigatie per stuk van de rit", "Navigation, a part of the trip each"),
    "chunk": ("{first} t/m {last}", "{first} to {last}"),
    # The calendar.
    "weekday.1": ("maandag", "Monday"),
    "weekday.2": ("dinsdag", "Tuesday"),
    "weekday.3": ("woensdag", "Wednesday"),
    "weekday.4": ("donderdag", "Thursday"),
    "weekday.5": ("vrijdag", "Friday"),
    "weekday.6": ("zaterdag", "Saturday"),
    "weekday.7": ("zondag", "Sunday"),
    "month.1": ("januari", "January"),
    "month.2": ("februari", "February"),
    "month.3": ("maart", "March"),
    "month.4": ("april", "April"),
    "month.5": ("mei", "May"),
    "month.6": ("juni", "June"),
    "month.7": ("juli", "July"),
    "month.8": ("augustus", "August"),
    "month.9": ("september", "September"),
    "month.10": ("oktober", "October"),
    "month.11": ("november", "November"),
    "month.12": ("december", "December"),
    # plan.html and the messages.
    **SCREEN_TEXTS,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Words:
    """Speak one language, with the store's own texts where it has them.

    Parameters
    ----------
    language
        One of :data:`LANGUAGES`.
    texts
        Every key of :data:`TEXTS` in that language.
    """

    language: str
    texts: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the text of a key with its placeholders filled."""
        return self.texts[key].format_map({name: str(value) for name, value in values.items()})

    def count(self, key: str, n: int) -> str:
        """Return the form of ``key`` that belongs to a number, with the number in it."""
        return self(f"{key}.one" if n == 1 else f"{key}.other", n=self.integer(n))

    def form(self, key: str, n: int) -> str:
        """Return the form of ``key`` that belongs to a number, without the number."""
        return self(f"{key}.one" if n == 1 else f"{key}.other")

    def day(self, day: date) -> str:
        """Write a date in full: ``zaterdag 21 november 2026``."""
        weekday, month = self(f"weekday.{day.isoweekday()}"), self(f"month.{day.month}")
        return f"{weekday} {day.day} {month} {day.year}"

    def short_day(self, day: date) -> str:
        """Write a date in figures, day first: ``21-11-2026`` or ``21/11/2026``."""
        return day.strftime("%d-%m-%Y" if self.language == "nl" else "%d/%m/%Y")

    def integer(self, number: int) -> str:
        """Write a whole number with the country's mark between thousands."""
        text = f"{number:,}"
        return text.replace(",", ".") if self.language == "nl" else text

    def decimal(self, number: float, digits: int = 1) -> str:
        """Write a number with the country's decimal mark."""
        text = f"{number:,.{digits}f}"
        return text.translate(str.maketrans(",.", ".,")) if self.language == "nl" else text

    def km(self, metres: int) -> str:
        """Write metres as kilometres: ``12,3 km``."""
        return f"{self.decimal(metres / 1000)} km"

    def kg(self, grams: int) -> str:
        """Write grams as kilograms: ``8,4 kg``."""
        return f"{self.decimal(grams / 1000)} kg"

    def span(self, seconds: int) -> str:
        """Write a length of time in hours and minutes, rounded up: ``1:05 u``."""
        hours, minutes = divmod(-(-seconds // 60), 60)
        return self("span", hours=hours, minutes=f"{minutes:02d}")

    def euro(self, cents: int) -> str:
        """Write cents as euros: ``€ 12,34``."""
        sign = "-" if cents < 0 else ""
        space = "\N{NO-BREAK SPACE}" if self.language == "nl" else ""
        return f"{sign}€{space}{self.decimal(abs(cents) / 100, 2)}"


def words(language: str, replacements: Mapping[str, str] | None = None) -> Words:
    """Return the words of a language, with texts of the store in place of ours.

    Parameters
    ----------
    language
        One of :data:`LANGUAGES`.
    replacements
        Text by key, as under ``[sheets] texts``; the placeholders of ours may be used, and no others.

    Raises
    ------
    ConfigError
        If a key does not exist or a text holds a placeholder that it cannot fill; all are named at once.
    """
    column = LANGUAGES.index(language)
    texts = {key: forms[column] for key, forms in TEXTS.items()}
    mistakes = [mistake for key, text in (replacements or {}).items() for mistake in _mistakes(key, text)]
    if mistakes:
        raise ConfigError(
            "[sheets] texts: " + "; ".join(mistakes) + ".", "The keys are listed in docs/texts.md."
        )
    return Words(language, texts | dict(replacements or {}))


def placeholders(text: str) -> frozenset[str]:
    """Return the names of the placeholders in a text.

    Raises
    ------
    ValueError
        If a brace has no partner, or a placeholder is more than a name.
    """
    names = set()
    for _, name, form, conversion in string.Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or form or conversion:
            raise ValueError(f"{{{name}}} is not a plain placeholder")
        names.add(name)
    return frozenset(names)


def _mistakes(key: str, text: str) -> list[str]:
    if key not in TEXTS:
        near = difflib.get_close_matches(key, TEXTS, n=1, cutoff=0.5)
        return [f"{key!r} is not a known key" + (f" (did you mean {near[0]!r}?)" if near else "")]
    allowed = placeholders(TEXTS[key][0])
    try:
        unknown = placeholders(text) - allowed
    except ValueError as error:
        return [f"{key!r}: {error}"]
    if unknown:
        known = ", ".join(f"{{{name}}}" for name in sorted(allowed)) or "none"
        return [f"{key!r} cannot fill {{{min(unknown)}}} (known: {known})"]
    return []
