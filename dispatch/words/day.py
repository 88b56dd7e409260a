"""The lines of the day's book and what ``day`` and ``change`` say, in Dutch and English."""

from typing import Final

_CALL: Final = (
    "Bel de bezorger; de kratten komen terug naar de winkel.",
    "Call the courier; the crates come back to the store.",
)
_SHELVES: Final = ("De kratten gaan terug de winkel in.", "Its crates go back to the shelves.")

DAY_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "news.export.one": ("{name} gelezen: {n} bon om te bezorgen", "{name} read: {n} receipt to deliver"),
    "news.export.other": (
        "{name} gelezen: {n} bonnen om te bezorgen",
        "{name} read: {n} receipts to deliver",
    ),
    "news.export.events.one": (
        "{name} gelezen: gebeurtenissen van {n} bon om te bezorgen",
        "{name} read: events of {n} receipt to deliver",
    ),
    "news.export.events.other": (
        "{name} gelezen: gebeurtenissen van {n} bonnen om te bezorgen",
        "{name} read: events of {n} receipts to deliver",
    ),
    "news.lines.one": ("{name} gelezen: artikelen van {n} bon", "{name} read: articles of {n} receipt"),
    "news.lines.other": ("{name} gelezen: artikelen van {n} bonnen", "{name} read: articles of {n} receipts"),
    "news.standing.one": ("{name}: {n} vaste bestelling verwacht", "{name}: {n} standing order expected"),
    "news.standing.other": (
        "{name}: {n} vaste bestellingen verwacht",
        "{name}: {n} standing orders expected",
    ),
    "news.corrections.one": ("{name}: {n} rij verbeterd", "{name}: {n} row corrected"),
    "news.corrections.other": ("{name}: {n} rijen verbeterd", "{name}: {n} rows corrected"),
    "news.version.one": (
        "versie v{number} gemaakt: {n} bestelling ingepland",
        "version v{number} made: {n} order planned",
    ),
    "news.version.other": (
        "versie v{number} gemaakt: {n} bestellingen ingepland",
        "version v{number} made: {n} orders planned",
    ),
    "news.drive": ("versie v{number} wordt gereden", "version v{number} is driven"),
    "news.undo": ("regel {number} teruggenomen", "line {number} taken back"),
    "news.cancel": ("{receipt} afgezegd", "{receipt} cancelled"),
    "news.restore": ("{receipt} gaat weer door", "{receipt} on again"),
    "news.window": (
        "{receipt} beloofd tussen {since} en {until}",
        "{receipt} promised between {since} and {until}",
    ),
    "news.address": ("adres van {receipt} verbeterd", "address of {receipt} put right"),
    "news.note": ("opmerking bij {receipt} gewijzigd", "note of {receipt} changed"),
    "news.promise": (
        "{number}: {since}-{until} beloofd aan de kassa, vastgehouden tot {expires}",
        "{number}: {since}-{until} promised at the till, held until {expires}",
    ),
    "news.promise_bought": (
        "{number} gekocht: bon {receipt}, het tijdvak staat vast",
        "{number} bought: receipt {receipt}, its window binds",
    ),
    "news.give": ("{receipt} naar {courier}", "{receipt} to {courier}"),
    "news.give.first": ("{receipt} naar {courier}, als eerste", "{receipt} to {courier}, first"),
    "news.give.last": ("{receipt} naar {courier}, als laatste", "{receipt} to {courier}, last"),
    "news.keep": ("{receipt} niet met {courier}", "{receipt} not with {courier}"),
    "news.together": ("{receipt} samen in één rit", "{receipt} together in one trip"),
    "news.drop": ("{receipt} niet vandaag, maar op {day}", "{receipt} not today, but on {day}"),
    "news.drop.plain": ("{receipt} niet vandaag", "{receipt} not today"),
    "news.lock": ("{what} blijft zoals gepland", "{what} stays as planned"),
    "news.unlock": ("{what} mag weer veranderen", "{what} may change again"),
    "news.courier_out": ("{courier} stopt om {at}", "{courier} stops at {at}"),
    "news.courier_out.today": ("{courier} komt vandaag niet", "{courier} does not come today"),
    "news.courier_out.back": (
        "{courier} stopt om {at}; de kratten zijn om {back} terug",
        "{courier} stops at {at}; the crates are back at {back}",
    ),
    "news.courier_out.crates": (
        "de kratten van {courier} zijn om {back} terug",
        "the crates of {courier} are back at {back}",
    ),
    "news.courier_in": ("{courier} werkt van {since} tot {until}", "{courier} works from {since} to {until}"),
    "news.courier_in.usual": ("{courier} werkt weer", "{courier} works again"),
    "news.courier_late": ("{courier} is {length} later", "{courier} is {length} late"),
    "news.courier_vehicle": ("{courier} neemt {vehicle}", "{courier} takes {vehicle}"),
    "news.vehicle_out": ("{vehicle} valt uit om {at}", "{vehicle} is out from {at}"),
    "news.vehicle_out.today": ("{vehicle} rijdt vandaag niet", "{vehicle} is out today"),
    "news.vehicle_back": ("{vehicle} rijdt weer om {at}", "{vehicle} is back at {at}"),
    "news.store_closes": ("de winkel sluit om {at}", "the store closes at {at}"),
    "news.late_allowed": ("bezorgingen mogen {length} te laat zijn", "deliveries may be {length} late"),
    "news.late_allowed.hours": (
        "tussen {since} en {until} mogen bezorgingen {length} te laat zijn",
        "between {since} and {until} deliveries may be {length} late",
    ),
    "news.done": ("{receipt} {outcome} om {at}", "{receipt} {outcome} at {at}"),
    "news.done.plain": ("{receipt} {outcome}", "{receipt} {outcome}"),
    "news.outcome.delivered": ("afgeleverd", "delivered"),
    "news.outcome.not_home": ("niet thuis", "not home"),
    "news.outcome.refused": ("geweigerd", "refused"),
    "news.carried_over": ("{receipt} gaat mee naar {day}", "{receipt} goes along to {day}"),
    "news.carried_in": (
        "{receipt} komt mee van {day}: {reason}",
        "{receipt} comes along from {day}: {reason}",
    ),
    "news.reason.not_home": ("niet thuis", "not home"),
    "news.reason.refused": ("geweigerd", "refused"),
    "news.reason.dropped": ("niet vandaag", "not that day"),
    "news.reason.unassigned": ("geen plaats", "no room"),
    "news.reason.asked_for": ("gevraagd voor deze dag", "asked for this day"),
    "news.reason.after_cut_off": ("na de uiterste tijd gekocht", "bought after the cut-off"),
    # What is to know about a day.
    "issue.CANCELLED": ("De bestelling is afgezegd.", "The order was cancelled."),
    "issue.CANCELLED.hint": _SHELVES,
    "issue.DROPPED": ("De bestelling gaat vandaag niet mee.", "The order is not to be delivered today."),
    "issue.DROPPED.hint": (
        "Niets; 'dispatch change restore' brengt die terug.",
        "Nothing; 'dispatch change restore' brings it back.",
    ),
    "issue.DONE.delivered": ("De bestelling is afgeleverd.", "The order was delivered."),
    "issue.DONE.not_home": ("Er was niemand thuis.", "Nobody was at home."),
    "issue.DONE.refused": ("De bestelling is geweigerd.", "The order was refused."),
    "issue.DONE.hint": ("Niets; die wordt niet opnieuw ingepland.", "Nothing; it is not planned again."),
    "issue.CARRIED_OVER": (
        "De bestelling gaat mee naar een andere dag.",
        "The order goes along to another day.",
    ),
    "issue.CARRIED_OVER.hint": (
        "Niets; die staat in het dagboek van die dag.",
        "Nothing; it stands in the book of that day.",
    ),
    "issue.STANDING_UNREADABLE.standing_id": (
        "Een vaste bestelling heeft geen nummer, of een nummer dat al verder boven staat: {number}.",
        "A standing order has no number, or one that stands further up already: {number}.",
    ),
    "issue.STANDING_UNREADABLE.weekdays": (
        "Van vaste bestelling {number} is de weekdag niet te lezen.",
        "The weekday of standing order {number} cannot be read.",
    ),
    "issue.STANDING_UNREADABLE.from_date": (
        "Van vaste bestelling {number} is de begindatum niet te lezen.",
        "The first date of standing order {number} cannot be read.",
    ),
    "issue.STANDING_UNREADABLE.until_date": (
        "Van vaste bestelling {number} is de einddatum niet te lezen.",
        "The last date of standing order {number} cannot be read.",
    ),
    "issue.STANDING_UNREADABLE.name": (
        "Vaste bestelling {number} heeft geen naam.",
        "Standing order {number} has no name.",
    ),
    "issue.STANDING_UNREADABLE.hint": (
        "Verbeter de rij; de andere tellen mee.",
        "Correct the row; the others count.",
    ),
    "issue.STANDING_REPLACED": (
        "Bon {receipt} komt in de plaats van vaste bestelling {standing}.",
        "Receipt {receipt} takes the place of standing order {standing}.",
    ),
    "issue.STANDING_LEFT": (
        "Bon {receipt} kwam toen vaste bestelling {standing} al weg was; beide worden bezorgd.",
        "Receipt {receipt} came when standing order {standing} had left; both are delivered.",
    ),
    "issue.STANDING_LEFT.hint": (
        "Is het dezelfde mand: dispatch change cancel {receipt}.",
        "If it is the same basket: dispatch change cancel {receipt}.",
    ),
    "issue.CARRIED_IN": (
        "Bon {receipt} is meegekomen van {day}: {reason}.",
        "Receipt {receipt} came along from {day}: {reason}.",
    ),
    "issue.CARRIED_IN.hint": (
        "Gaat hij niet door: dispatch change cancel {receipt}.",
        "If it is off: dispatch change cancel {receipt}.",
    ),
    "issue.CANCEL_ON_BOARD": (
        "Bon {receipt} gaat niet door, maar is al onderweg.",
        "Receipt {receipt} is off, and on board already.",
    ),
    "issue.CANCEL_ON_BOARD.hint": _CALL,
    "issue.CANCEL_TOO_LATE": (
        "Bon {receipt} gaat niet door, maar zou om {at} aan de deur zijn.",
        "Receipt {receipt} is off, but was due at its door at {at}.",
    ),
    "issue.CANCEL_TOO_LATE.hint": ("Vraag het de bezorger.", "Ask the courier."),
    "issue.TILL_NEW": ("Bon {receipt} is nieuw in de export.", "Receipt {receipt} is new in the export."),
    "issue.TILL_WITHDRAWN": (
        "De kassa heeft bon {receipt} ingetrokken; hij wordt niet meer ingepland.",
        "The till took receipt {receipt} back; it is not planned any more.",
    ),
    "issue.TILL_WITHDRAWN.hint": _SHELVES,
    "issue.TILL_CHANGED": (
        "De kassa heeft bij bon {receipt} gewijzigd: {columns}; het plan volgt.",
        "The till changed at receipt {receipt}: {columns}; the plan follows.",
    ),
    "issue.TILL_TOO_LATE": (
        "De kassa heeft bij bon {receipt} gewijzigd: {columns}, maar hij is weg of geladen.",
        "The till changed at receipt {receipt}: {columns}, but it has left or is loaded.",
    ),
    "issue.TILL_TOO_LATE.hint": (
        "Bel de bezorger, en zo nodig de klant.",
        "Call the courier, and the customer if it matters.",
    ),
    "issue.CHANGED_TOO_LATE.window": (
        "Het tijdvak van bon {receipt} veranderde toen zijn rit al vaststond.",
        "The window of receipt {receipt} changed when its trip was fixed already.",
    ),
    "issue.CHANGED_TOO_LATE.address": (
        "Het adres van bon {receipt} veranderde toen zijn rit al vaststond.",
        "The address of receipt {receipt} changed when its trip was fixed already.",
    ),
    "issue.CHANGED_TOO_LATE.note": (
        "De opmerking van bon {receipt} veranderde toen zijn rit al vaststond.",
        "The note of receipt {receipt} changed when its trip was fixed already.",
    ),
    "issue.CHANGED_TOO_LATE.wish": (
        "De wens voor bon {receipt} komt te laat: zijn rit staat al vast.",
        "The wish for receipt {receipt} comes too late: its trip is fixed already.",
    ),
    "issue.CHANGED_TOO_LATE.hint": (
        "Bel de bezorger, of geef hem zijn wijzigingsbriefje (slips.pdf).",
        "Call the courier, or give him his change slip (slips.pdf).",
    ),
    "issue.TILL_GONE": (
        "Bon {receipt} staat niet meer in de export; hij blijft ingepland.",
        "Receipt {receipt} is not in the export any more; it is kept.",
    ),
    "issue.TILL_GONE.hint": (
        "Gaat hij niet door: dispatch change cancel {receipt}.",
        "If it is off: dispatch change cancel {receipt}.",
    ),
    "issue.WINDOW_OVER": (
        "Het tijdvak van bon {receipt} eindigde om {until}; het is {now}.",
        "The window of receipt {receipt} ended at {until}, and it is {now}.",
    ),
    "issue.WINDOW_OVER.hint": (
        "Spreek een ander tijdvak af: dispatch change window {receipt}.",
        "Agree on another window: dispatch change window {receipt}.",
    ),
    "issue.COURIER_OUT_LOADED.lost": (
        "Nog aan boord van {vehicle}: {receipts}.",
        "Still on {vehicle}: {receipts}.",
    ),
    "issue.COURIER_OUT_LOADED.back": (
        "Nog aan boord van {vehicle}: {receipts}; opnieuw ingepland vanaf {back_at}.",
        "Still on {vehicle}: {receipts}; planned again from {back_at} on.",
    ),
    "issue.COURIER_OUT_LOADED.hint": (
        "Haal de kratten op, of geef aan wanneer ze terug zijn in de winkel.",
        "Fetch the crates, or say when they are back at the store.",
    ),
    "issue.WISH_NOT_KEPT.give": (
        "Bon {receipts} kan niet met {courier} mee.",
        "Receipt {receipts} cannot go with {courier}.",
    ),
    "issue.WISH_NOT_KEPT.first": (
        "Bon {receipts} kan bij {courier} niet de eerste zijn.",
        "Receipt {receipts} cannot be the first of {courier}.",
    ),
    "issue.WISH_NOT_KEPT.last": (
        "Bon {receipts} kan bij {courier} niet de laatste zijn.",
        "Receipt {receipts} cannot be the last of {courier}.",
    ),
    "issue.WISH_NOT_KEPT.keep": (
        "Bon {receipts} blijft bij {courier}: niemand anders kan hem brengen.",
        "Receipt {receipts} stays with {courier}: nobody else can bring it.",
    ),
    "issue.WISH_NOT_KEPT.together": (
        "De bonnen {receipts} kunnen niet in één rit.",
        "Receipts {receipts} cannot go in one trip.",
    ),
    "issue.WISH_NOT_KEPT.lock": (
        "{what} blijft niet zoals gepland: de bezorger is gestopt.",
        "{what} does not stay as planned: its courier stopped.",
    ),
    "issue.PROMISE_BROKEN": (
        "Aan de kassa is {since}-{until} beloofd, en de bestelling blijft achter.",
        "{since}-{until} was promised at the till, and the order is left behind.",
    ),
    "issue.PROMISE_BROKEN.hint": ("Bel de klant.", "Call the customer."),
    "issue.PROMISE_LARGER": (
        "Het zijn {crates} kratten, en aan de kassa is een tijdvak beloofd voor {asked}.",
        "There are {crates} crates, and a window was promised at the till for {asked}.",
    ),
    "issue.PROMISE_LARGER.hint": (
        "Niets, als de bestelling is ingepland.",
        "Nothing, if the order is planned.",
    ),
    "issue.WISH_NOT_KEPT.hint": (
        "Geef een ander tijdvak of een langere dienst, of neem de wens terug: dispatch day --undo.",
        "Give it another window or a longer shift, or take the wish back: dispatch day --undo.",
    ),
    "issue.VEHICLE_SHARED": (
        "{vehicle} wordt dan door {other} gereden; {courier} gaat verder zoals het was.",
        "{vehicle} is driven by {other} then; {courier} goes on as before.",
    ),
    "issue.VEHICLE_SHARED.hint": (
        "Geef {other} eerst een ander voertuig.",
        "Give {other} another vehicle first.",
    ),
    "issue.SHARED_TRIP": (
        "{vehicle}: rit {trip} wordt om {at} geladen bij {store} ({n} stops).",
        "{vehicle}: trip {trip} loads at {store} at {at} ({n} stops).",
    ),
    "issue.SHARED_TRIP.hint": ("Niets.", "Nothing."),
    "issue.SHARED_NOT_OFFERED.one": (
        "1 route deelt de winkel met andere; aan de kassa komt daar niets bij.",
        "1 route is shared with other stores; nothing is added to it at the till.",
    ),
    "issue.SHARED_NOT_OFFERED.other": (
        "{n} routes deelt de winkel met andere; aan de kassa komt daar niets bij.",
        "{n} routes are shared with other stores; nothing is added to them at the till.",
    ),
    "issue.SHARED_NOT_OFFERED.hint": (
        "Is nog geen rit weg, dan plant 'dispatch stores' ze opnieuw samen.",
        "While no trip has left, 'dispatch stores' plans them together anew.",
    ),
    "issue.SHARED_CHANGED": (
        "{vehicle} reed ook voor {stores}, en de stops daarvan zijn niet meer zoals ze samen gepland waren.",
        "{vehicle} drove for {stores} as well, and its stops are not any more what was planned together.",
    ),
    "issue.SHARED_CHANGED.hint": (
        "Zeg het daar. Is nog geen rit weg, dan plant 'dispatch stores' ze opnieuw samen.",
        "Tell it there. While no trip has left, 'dispatch stores' plans them together anew.",
    ),
    "issue.HOURS_CUT": (
        "{courier} rijdt alleen van {since} tot {until}: daarbuiten heeft {other} {vehicle}.",
        "{courier} drives from {since} to {until} only: {other} has {vehicle} in the rest.",
    ),
    "issue.HOURS_CUT.hint": (
        "Geef een van beiden een ander voertuig: dispatch change courier {courier} --vehicle.",
        "Give one of them another vehicle: dispatch change courier {courier} --vehicle.",
    ),
    "issue.BASE_UNUSABLE": (
        "v{number} is gewijzigd nadat hij is gemaakt, of onleesbaar; de dag is opnieuw gepland.",
        "v{number} was changed since it was made or cannot be read; the day is planned anew.",
    ),
    "issue.BASE_UNUSABLE.hint": ("Bekijk hem met 'dispatch verify'.", "Look at it with 'dispatch verify'."),
    "issue.BOOK_REPAIRED": (
        "De laatste regel van het dagboek was afgebroken en telt niet mee.",
        "The last line of the day's book was cut short and is left out.",
    ),
    "issue.BOOK_REPAIRED.hint": (
        "Kijk met 'dispatch day' of wat net genoteerd werd er staat.",
        "Look with 'dispatch day' whether what was just written down stands there.",
    ),
    # What ``day`` and ``change`` say around them.
    "day.standing": ("vaste bestelling", "standing order"),
    "day.came": ("[mee van {day}: {reason}]", "[from {day}: {reason}]"),
    "day.title": ("Dagboek van {day}", "Book of {day}"),
    "day.undone": ("teruggenomen", "taken back"),
    "day.driven": ("Gereden wordt versie v{version}.", "Version v{version} is driven."),
    "day.newest": ("De nieuwste is v{version}.", "The newest is v{version}."),
    "day.unplanned": ("Er is nog geen plan.", "There is no plan yet."),
    "day.phases": ("Bestellingen", "Orders"),
    "day.phase.open": ("open", "open"),
    "day.phase.told": ("gemeld", "told"),
    "day.phase.on_board": ("onderweg", "on board"),
    "day.phase.stranded": ("gestrand", "stranded"),
    "day.phase.presumed": ("vermoedelijk bezorgd", "presumably delivered"),
    "day.phase.delivered": ("afgeleverd", "delivered"),
    "day.phase.not_home": ("niet thuis", "not home"),
    "day.phase.refused": ("geweigerd", "refused"),
    "day.phase.cancelled": ("afgezegd", "cancelled"),
    "day.phase.withdrawn": ("door de kassa ingetrokken", "withdrawn by the till"),
    "day.phase.dropped": ("niet vandaag", "not today"),
    "day.phase.carried_over": ("naar een andere dag", "carried over"),
    "day.wishes.none": ("Geen wensen.", "No wishes."),
    "todo.title": ("Te doen: v{version} vervangt v{replaces}", "To do: v{version} replaces v{replaces}"),
    "todo.call": ("BEL", "CALL"),
    "todo.send": ("STUUR", "SEND"),
    "todo.print": ("PRINT", "PRINT"),
    "todo.stick": ("PLAK", "STICK"),
    "todo.bin": ("WEG", "BIN"),
    "todo.keep": ("NIETS", "KEEP"),
    "todo.nothing": ("Niets.", "Nothing."),
    "todo.slip": ("{courier}: {what} → slips.pdf", "{courier}: {what} → slips.pdf"),
    "todo.messages": ("{what} → messages-to-send.csv", "{what} → messages-to-send.csv"),
    "todo.sheets": ("{trips} → sheets/again.pdf", "{trips} → sheets/again.pdf"),
    "todo.labels": ("{n} labels: {receipts} → labels-again.pdf", "{n} labels: {receipts} → labels-again.pdf"),
    "todo.trips": ("{route} rit {trips}", "{route} trip {trips}"),
    "todo.paper": ("het papier van {routes}", "the paper of {routes}"),
    "todo.holds": ("{routes}: het papier klopt nog", "{routes}: the paper still holds"),
    "todo.more": ("en nog {n}", "and {n} more"),
    "todo.was": ("was {span}", "was {span}"),
    "todo.tell.new": ("nieuw", "new"),
    "todo.tell.earlier": ("eerder", "earlier"),
    "todo.tell.later": ("later", "later"),
    "todo.tell.not_today": ("niet vandaag", "not today"),
    "todo.tell.cancelled": ("afgezegd", "cancelled"),
    "change.written": ("Genoteerd in het dagboek van {day}:", "Written into the book of {day}:"),
    "change.plan": ("Verwerk het met 'dispatch plan'.", "Carry it out with 'dispatch plan'."),
    "change.tried": ("Niet genoteerd; zo zou het zijn:", "Not written; it would be so:"),
    "change.cost": ("kosten {amount}, werk {work}", "cost {amount}, work {work}"),
    "change.behind": ("blijft dan achter: {receipts}", "left behind then: {receipts}"),
    "change.broken": ("hoort dan een andere tijd: {receipts}", "told another time then: {receipts}"),
    "change.harmless": ("Niemand anders merkt er iets van.", "Nobody else notices."),
}  # fmt: skip
