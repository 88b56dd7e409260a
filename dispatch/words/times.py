"""What is said of when receipts were bought and are wanted, in Dutch and English (see ``catalogue.py``)."""

from typing import Final

_AGREE: Final = ("Spreek een ander tijdvak af met de klant.", "Agree on another window with the customer.")
_CLOCK: Final = ("Controleer de klok van de kassa.", "Check the clock of the till.")
_MOMENT: Final = ("Schrijf 21-11-2026 14:05.", "Write 21-11-2026 14:05.")

TIME_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "issue.TIME_MISSING.empty": ("Het tijdstip van aankoop ontbreekt.", "The time of purchase is missing."),
    "issue.TIME_MISSING.empty.hint": (
        "Vul het in, zoals 21-11-2026 14:05.",
        "Fill it in, such as 21-11-2026 14:05.",
    ),
    "issue.TIME_MISSING.date_only": (
        "Er is een datum, maar geen tijdstip van aankoop.",
        "There is a date, but no time of purchase.",
    ),
    "issue.TIME_MISSING.date_only.hint": (
        "Laat de kassa de tijd exporteren.",
        "Let the till export the time.",
    ),
    "issue.TIME_ASSUMED": (
        "Er is een datum, maar geen tijdstip van aankoop; gerekend is met de openingstijd {time}.",
        "There is a date, but no time of purchase; the opening time {time} is reckoned with.",
    ),
    "issue.TIME_ASSUMED.hint": ("Laat de kassa de tijd exporteren.", "Let the till export the time."),
    "issue.TIME_INVALID.clock": (
        "Het tijdstip van aankoop is geen tijd zoals 17:30.",
        "The time of purchase is not a time like 17:30.",
    ),
    "issue.TIME_INVALID.calendar": (
        "Het tijdstip van aankoop noemt een datum die niet bestaat.",
        "The time of purchase is not a date of the calendar.",
    ),
    "issue.TIME_INVALID.offset": (
        "Het tijdstip van aankoop heeft een onbruikbaar verschil met UTC.",
        "The time of purchase has no usable offset from UTC.",
    ),
    "issue.TIME_INVALID.hint": _MOMENT,
    "issue.DATE_OTHER_DAY": (
        "Het is gekocht op {bought}, en dit is het plan van {planned}.",
        "It was bought on {bought}, and this is the plan of {planned}.",
    ),
    "issue.DATE_OTHER_DAY.hint": (
        "Plan die dag met --date, of verbeter de datum.",
        "Plan that day with --date, or correct the date.",
    ),
    "issue.AFTER_CUT_OFF": (
        "Het is gekocht na {cut_off}, de uiterste tijd voor bezorging vandaag.",
        "It was bought after the cut-off of {cut_off}.",
    ),
    "issue.AFTER_CUT_OFF.hint": (
        "Niets: het gaat mee met de volgende bezorgdag. Anders: [promise] cut_off.",
        "Nothing: it goes along to the next delivery day. Otherwise: [promise] cut_off.",
    ),
    "issue.AFTER_CLOSING": (
        "Het is gekocht na sluitingstijd ({closing}).",
        "It was bought after closing time ({closing}).",
    ),
    "issue.AFTER_CLOSING.hint": _CLOCK,
    "issue.BEFORE_OPENING": (
        "Het is gekocht voordat de winkel openging.",
        "It was bought before the store opened.",
    ),
    "issue.BEFORE_OPENING.hint": _CLOCK,
    "issue.NO_DELIVERY_TODAY": (
        "De winkel bezorgt niet op deze dag.",
        "The store does not deliver on this day.",
    ),
    "issue.NO_DELIVERY_TODAY.hint": (
        "Plan het op de volgende bezorgdag, met --date.",
        "Plan it on the next delivery day, with --date.",
    ),
    "issue.WINDOW_INVALID.clock": (
        "Het tijdvak heeft een tijd die niet te lezen is.",
        "The window has a time that is not like 17:30.",
    ),
    "issue.WINDOW_INVALID.calendar": (
        "Het tijdvak noemt een datum die niet bestaat.",
        "The window names a date that is not in the calendar.",
    ),
    "issue.WINDOW_INVALID.offset": (
        "Het tijdvak heeft een onbruikbaar verschil met UTC.",
        "The window has no usable offset from UTC.",
    ),
    "issue.WINDOW_INVALID.span": (
        "Het tijdvak is niet zoals 18:00-20:00.",
        "The window is not a span like 18:00-20:00.",
    ),
    "issue.WINDOW_INVALID.hint": (
        "Schrijf het als UU:MM, of laat het leeg.",
        "Write it as HH:MM, or leave it empty.",
    ),
    "issue.WINDOW_REVERSED": ("Het tijdvak eindigt voordat het begint.", "The window ends before it begins."),
    "issue.WINDOW_REVERSED.hint": (
        "Verbeter de twee tijden in de kassa of in rejected.csv.",
        "Correct the two times in the till or in rejected.csv.",
    ),
    "issue.WINDOW_OUTSIDE_HOURS": (
        "Het tijdvak ligt buiten de bezorguren ({opens}-{closes}).",
        "The window lies outside the delivery hours ({opens}-{closes}).",
    ),
    "issue.WINDOW_OUTSIDE_HOURS.hint": (
        "Spreek een ander tijdvak af met de klant, of verander [store] delivery.",
        "Agree on another window with the customer, or change [store] delivery.",
    ),
    "issue.WINDOW_NARROWED": (
        "Een deel van het tijdvak ligt buiten de bezorguren ({opens}-{closes}) en wordt niet gebruikt.",
        "A part of the window lies outside the delivery hours ({opens}-{closes}) and is not used.",
    ),
    "issue.WINDOW_PAST": (
        "Het tijdvak was al voorbij bij de aankoop.",
        "The window was over when it was bought.",
    ),
    "issue.WINDOW_PAST.hint": _AGREE,
    "issue.WINDOW_TOO_SOON": (
        "Het tijdvak is voorbij voordat de bestelling is ingepakt ({packing} na de aankoop).",
        "The window is over before the order is packed ({packing} after the purchase).",
    ),
    "issue.WINDOW_TOO_SOON.hint": (
        "Spreek een later tijdvak af met de klant.",
        "Agree on a later window with the customer.",
    ),
    "issue.DELIVERY_OTHER_DAY": (
        "Te bezorgen op {wanted}, en dit is het plan van {planned}.",
        "It is to be delivered on {wanted}, and this is the plan of {planned}.",
    ),
    "issue.DELIVERY_OTHER_DAY.hint": (
        "Niets: op die dag gaat het mee. Klopt de datum niet, verbeter hem dan.",
        "Nothing: it comes along on that day. If the date is wrong, correct it.",
    ),
    "issue.WINDOW_SEVERAL": (
        "Er staan {n} tijdvakken; {kept} daarvan kan nog, en het plan kiest er één.",
        "There are {n} windows; {kept} of them can be kept, and the plan takes one.",
    ),
    "issue.WINDOW_SEVERAL.hint": (
        "Niets: plan, papier en bericht noemen het tijdvak dat het plan kiest.",
        "Nothing: plan, paper and message name the window that the plan takes.",
    ),
    "issue.WINDOW_IN_WORDS": (
        "Het tijdvak staat er niet als van-tot; gelezen als {from}-{to}.",
        "The window is not written as from-to; read as {from}-{to}.",
    ),
    "issue.WINDOW_IN_NOTE": (
        "Er is geen tijdvak, en de opmerking noemt een tijd; daar houdt het plan geen rekening mee.",
        "There is no window, and the note names a time; the plan does not reckon with it.",
    ),
    "issue.WINDOW_IN_NOTE.hint": (
        "Lees de opmerking; zet de tijd in het tijdvak, of geef hem door met 'dispatch change'.",
        "Read the note; put the time into the window, or give it with 'dispatch change'.",
    ),
    "issue.DAY_DOUBTFUL.far": (
        "De export is van {shown}, en dat is weken van vandaag ({today}).",
        "The export is of {shown}, which is weeks from today ({today}).",
    ),
    "issue.DAY_DOUBTFUL.turned": (
        "De datums zijn gelezen als {shown}; met de maand voorop (of juist niet) was het {turned}.",
        "The dates were read as {shown}; with day and month exchanged it would be {turned}.",
    ),
    "issue.DAY_DOUBTFUL.hint": (
        'Zet [intake] dates = "day first" of "month first", of noem de dag met --date.',
        'Set [intake] dates = "day first" or "month first", or name the day with --date.',
    ),
}
