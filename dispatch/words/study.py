"""What is said of a study, in Dutch and English (see ``catalogue.py``)."""

from typing import Final

STUDY_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "study.title": ("Wat als", "What if"),
    "study.as_it_is": ("zoals het is", "as it is"),
    "study.scenario": ("scenario", "scenario"),
    "study.measure": ("per dag", "a day"),
    "study.before": ("nu", "as it is"),
    "study.after": ("dan", "then"),
    "study.difference": ("verschil", "difference"),
    "study.interval": ("95 %", "95 %"),
    "study.days": ("dagen", "days"),
    "study.left": ("nog {span}", "{span} left"),
    "study.left.minutes": ("nog {n} min", "{n} min left"),
    "study.means": ("Gemiddeld per dag", "Mean of a day"),
    "study.apart": (
        "{scenario}: wat er per dag verschilt",
        "{scenario}: what differs a day",
    ),
    "study.by_store": (
        "{scenario}: kosten per bestelling (€), winkel voor winkel",
        "{scenario}: cost of a delivery (€), store by store",
    ),
    "study.clear": (
        "95 %: hierin ligt het gemiddelde bijna zeker. * niet door toeval te verklaren",
        "95 %: where the mean almost certainly lies. * chance does not explain it",
    ),
    "study.unclear": (
        "{scenario}: geen enkel verschil is groter dan het toeval.",
        "{scenario}: no difference is larger than chance.",
    ),
    "study.span.one": ("{n} dag, {first}", "{n} day, {first}"),
    "study.span.other": ("{n} dagen, {first} tot en met {last}", "{n} days, {first} to {last}"),
    "study.planned": (
        "{cells} plannen, waarvan {known} al bekend; niets is gepubliceerd.",
        "{cells} plans, {known} of them known already; nothing was published.",
    ),
    "study.scatter": (
        "Kosten per bestelling tegenover wat het brengt",
        "Cost of a delivery against what it brings",
    ),
    "study.forest": ("Verschil in kosten per bestelling (€)", "Difference in cost of a delivery (€)"),
    "study.curve": ("Hoeveel voertuigen als {vehicle}?", "How many vehicles like {vehicle}?"),
    "study.forest.axis": ("verschil (€)", "difference (€)"),
    "study.curve.mean": ("gemiddeld", "mean"),
    "study.curve.days": ("elke dag", "each day"),
    "study.curve.count": ("voertuigen", "vehicles"),
    # The stores of a chain.
    "stores.title": ("Winkels", "Stores"),
    "stores.col.store": ("winkel", "store"),
    "stores.col.planned": ("ingepland", "planned"),
    "stores.col.left": ("blijft", "left"),
    "stores.col.rejected": ("afgewezen", "rejected"),
    "stores.col.settled": ("afgehandeld", "settled"),
    "stores.col.euro": ("euro", "euro"),
    "stores.col.status": ("status", "status"),
    "stores.nobodys.one": (
        "{n} rij is van een winkel die niet in de lijst staat.",
        "{n} row is of a store that is not in the list.",
    ),
    "stores.nobodys.other": (
        "{n} rijen zijn van winkels die niet in de lijst staan.",
        "{n} rows are of stores that are not in the list.",
    ),
    "stores.nameless": ("leeg", "empty"),
    "stores.unchanged": ("onveranderd", "unchanged"),
    "stores.together": (
        "{stores} met gedeelde bezorgers: {together} in plaats van {apart}, dat scheelt {saved}.",
        "{stores} with shared couriers: {together} instead of {apart}, which saves {saved}.",
    ),
    "stores.driven": (
        "{stores} rijden het gezamenlijke plan: elke winkel heeft zijn deel ervan.",
        "{stores} drive the plan together: each store has its part of it.",
    ),
    "stores.stays": (
        "{stores} gaan elk alleen verder, met wat ze delen: bij {at} staat een rit of tijdvak al vast.",
        "{stores} each go on alone, with what they share: at {at} a trip or a window stands already.",
    ),
    "stores.apart": (
        "elk apart: {routes} routes, {km}, {left} stops blijven achter",
        "each alone: {routes} routes, {km}, {left} stops left behind",
    ),
    "stores.shared": (
        "gedeeld: {routes} routes, {km}, {left} stops blijven achter",
        "shared: {routes} routes, {km}, {left} stops left behind",
    ),
    "stores.elsewhere": (
        "{vehicle} van {store}: rit {trip} laadt om {at} bij {other} ({stops})",
        "{vehicle} of {store}: trip {trip} loads at {other} at {at} ({stops})",
    ),
    "stores.stops.one": ("{n} stop", "{n} stop"),
    "stores.stops.other": ("{n} stops", "{n} stops"),
    # Measures: in full, and as the head of a narrow column.
    "study.measure.cost_per_delivery_eur": ("kosten per bestelling (€)", "cost of a delivery (€)"),
    "study.measure.cost_eur": ("kosten (€)", "cost (€)"),
    "study.measure.margin_eur": ("marge (€)", "margin (€)"),
    "study.measure.result_eur": ("over (€)", "remains (€)"),
    "study.measure.deliveries": ("bezorgd", "delivered"),
    "study.measure.left_behind": ("blijft achter", "left behind"),
    "study.measure.turned_away": ("niet aangenomen", "turned away"),
    "study.measure.late_orders": ("te laat", "late"),
    "study.measure.late_min": ("te laat (min)", "late (min)"),
    "study.measure.slack_min": ("speling gemiddeld (min)", "slack of a delivery (min)"),
    "study.measure.distance_km": ("kilometers", "kilometres"),
    "study.measure.work_h": ("uren gewerkt", "hours worked"),
    "study.measure.paid_h": ("uren betaald", "hours paid"),
    "study.measure.vehicles": ("voertuigen gebruikt", "vehicles used"),
    "study.measure.trips": ("ritten", "trips"),
    "study.measure.co2_kg": ("CO₂ (kg)", "CO₂ (kg)"),
    "study.short.cost_per_delivery_eur": ("€/best", "€/del"),
    "study.short.left_behind": ("blijft", "left"),
    "study.short.late_orders": ("laat", "late"),
    "study.short.slack_min": ("speling", "slack"),
    "study.short.distance_km": ("km", "km"),
    "study.short.work_h": ("uren", "hours"),
    "study.short.vehicles": ("vrtg", "veh"),
    "study.short.co2_kg": ("CO₂", "CO₂"),
    # What a study found, and what it cannot do.
    "study.same": ("{scenario}: er verandert niets.", "{scenario}: nothing differs."),
    "study.note.purged.one": (
        "{n} dag heeft alleen nog cijfers, geen bestellingen: die kan niet opnieuw worden gepland.",
        "{n} day has figures only and no orders any more: it cannot be planned again.",
    ),
    "study.note.purged.other": (
        "{n} dagen hebben alleen nog cijfers, geen bestellingen: die kunnen niet opnieuw worden gepland.",
        "{n} days have figures only and no orders any more: they cannot be planned again.",
    ),
    "study.note.rejected.one": (
        "{n} rij was destijds afgewezen en doet in geen enkel scenario mee.",
        "{n} row was rejected then and is in no scenario.",
    ),
    "study.note.rejected.other": (
        "{n} rijen waren destijds afgewezen en doen in geen enkel scenario mee.",
        "{n} rows were rejected then and are in no scenario.",
    ),
    "study.note.shared.one": (
        "{n} dag werd met andere winkels gereden; hier rijdt elke winkel alleen.",
        "{n} day was driven with other stores; here each store drives alone.",
    ),
    "study.note.shared.other": (
        "{n} dagen werden met andere winkels gereden; hier rijdt elke winkel alleen.",
        "{n} days were driven with other stores; here each store drives alone.",
    ),
    "study.note.closed": (
        "{scenario}: op {days} wordt niet bezorgd.",
        "{scenario}: nothing is delivered on {days}.",
    ),
    "study.note.no_such_weekday": (
        "{scenario}: onder de gekozen dagen is er geen van die weekdag, voor {days}.",
        "{scenario}: none of the days chosen is of that weekday, for {days}.",
    ),
    "study.note.no_orders": (
        "{scenario}: op {days} blijft geen bestelling over.",
        "{scenario}: no order is left on {days}.",
    ),
    "study.note.closed.all": (
        "{scenario}: op geen van de dagen wordt bezorgd.",
        "{scenario}: nothing is delivered on any of the days.",
    ),
    "study.note.no_such_weekday.all": (
        "{scenario}: onder de gekozen dagen is er geen van die weekdag.",
        "{scenario}: none of the days chosen is of that weekday.",
    ),
    "study.note.no_orders.all": (
        "{scenario}: op geen van de dagen blijft een bestelling over.",
        "{scenario}: no order is left on any of the days.",
    ),
    "study.note.single": (
        "Van één dag is niet te zeggen wat toeval is; neem er meer.",
        "Of a single day nobody can tell what is chance; take more.",
    ),
    "study.note.few": (
        "Minder dan {n} dagen: het toeval is groot, neem er meer.",
        "Fewer than {n} days: chance weighs heavily, take more.",
    ),
    "study.note.uncounted.one": (
        "{n} dag van een winkel telt in het geheel niet mee: niet onder elk scenario is er een plan.",
        "{n} day of a store is not in the whole: it has no plan under every scenario.",
    ),
    "study.note.uncounted.other": (
        "{n} dagen van winkels tellen in het geheel niet mee: niet onder elk scenario is er een plan.",
        "{n} days of stores are not in the whole: they have no plan under every scenario.",
    ),
    "study.note.estimated": ("Reistijden zijn schattingen.", "Travel times are estimates."),
    "study.note.seconds": (
        "Gezocht op tijd: opnieuw rekenen geeft net andere cijfers. Met --iterations niet.",
        "Searched by the clock: another run gives slightly other figures. With --iterations it does not.",
    ),
}
