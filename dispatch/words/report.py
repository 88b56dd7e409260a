"""What the report says, in Dutch and English (see ``catalogue.py``)."""

from typing import Final

REPORT_TEXTS: Final[dict[str, tuple[str, str]]] = {
    # Dutch, English
    "report.title": ("Thuisbezorging", "Home delivery"),
    "report.span.one": ("{first} ({n} dag)", "{first} ({n} day)"),
    "report.span.other": ("{first} t/m {last} ({n} dagen)", "{first} to {last} ({n} days)"),
    "report.total": ("totaal", "total"),
    # What a table is of.
    "report.by.day": ("Per dag", "By day"),
    "report.by.week": ("Per week", "By week"),
    "report.by.month": ("Per maand", "By month"),
    "report.by.courier": ("Per bezorger", "By courier"),
    "report.by.vehicle": ("Per voertuig", "By vehicle"),
    "report.by.period": ("Alles bij elkaar", "All of it"),
    "report.by.area": ("Per postcode", "By postcode"),
    "report.by.hour": ("Per uur van de dag", "By hour of the day"),
    "report.by.weekday": ("Per dag van de week", "By day of the week"),
    "report.by.customer": ("Per klant", "By customer"),
    "report.by.basket": ("Naar bedrag van de bestelling", "By value of the order"),
    "report.rows": ("Rijen en waar ze bleven", "Rows and where they ended"),
    "report.shifts": ("Uren in dienst en gewerkt", "Hours on shift and worked"),
    "report.returned": ("Werkelijk, volgens wat er is teruggemeld", "Actual, of what came back"),
    "report.unprofitable": ("Kosten meer dan ze opbrengen", "Cost more than they bring"),
    "report.beside": ("Naast cijfers van anderen", "Beside figures of others"),
    # Columns: what a line is about.
    "report.col.day": ("dag", "day"),
    "report.col.week": ("week", "week"),
    "report.col.month": ("maand", "month"),
    "report.col.courier": ("bezorger", "courier"),
    "report.col.vehicle": ("voertuig", "vehicle"),
    "report.col.period": ("periode", "period"),
    "report.col.area": ("postcode", "postcode"),
    "report.col.hour": ("uur", "hour"),
    "report.col.weekday": ("dag", "day"),
    "report.col.customer": ("klant", "customer"),
    "report.col.basket": ("bedrag", "value"),
    "report.col.store": ("winkel", "store"),
    # Columns: what was done, planned.
    "report.col.deliveries": ("bestellingen", "orders"),
    "report.col.stops": ("stops", "stops"),
    "report.col.trips": ("ritten", "trips"),
    "report.col.planned_on_time_share": ("op tijd, plan", "on time, plan"),
    "report.col.late_min": ("te laat (min)", "late (min)"),
    "report.col.distance_km": ("km", "km"),
    "report.col.km_per_stop": ("km/stop", "km/stop"),
    "report.col.empty_share": ("leeg terug", "empty back"),
    "report.col.work_h": ("uren", "hours"),
    "report.col.min_per_stop": ("min/stop", "min/stop"),
    "report.col.deliveries_per_hour": ("per uur", "an hour"),
    "report.col.wait_min": ("wachten (min)", "waiting (min)"),
    "report.col.crate_load_share": ("kratten vol", "crates full"),
    "report.col.weight_load_share": ("gewicht vol", "weight full"),
    "report.col.at_home_share": ("thuis", "at home"),
    "report.col.door_min": ("min aan deur", "min at door"),
    # Columns: what it costs.
    "report.col.wage_eur": ("loon (€)", "wage (€)"),
    "report.col.distance_eur": ("km (€)", "km (€)"),
    "report.col.fixed_eur": ("vast (€)", "fixed (€)"),
    "report.col.cost_eur": ("kosten (€)", "cost (€)"),
    "report.col.cost_per_delivery_eur": ("€/bestelling", "€/order"),
    "report.col.margin_eur": ("marge (€)", "margin (€)"),
    "report.col.result_eur": ("over (€)", "remains (€)"),
    "report.col.co2_kg": ("CO₂ (kg)", "CO₂ (kg)"),
    "report.col.car_co2_kg": ("CO₂ zelf halen", "CO₂ own cars"),
    # Columns: shifts.
    "report.col.shifts": ("diensten", "shifts"),
    "report.col.paid_h": ("uren in dienst", "hours on shift"),
    "report.col.worked_h": ("gewerkt", "worked"),
    "report.col.idle_h": ("niets te doen", "idle"),
    "report.col.idle_share": ("deel", "share"),
    "report.col.idle_eur": ("niets te doen (€)", "idle (€)"),
    "report.col.shift_eur": ("hele dienst (€)", "whole shift (€)"),
    # Columns: baskets that cost too much.
    "report.col.receipt_id": ("bon", "receipt"),
    "report.col.route": ("route", "route"),
    "report.col.total_eur": ("bedrag (€)", "value (€)"),
    "report.col.delivery_eur": ("bezorging (€)", "delivery (€)"),
    "report.col.needed_eur": ("had moeten zijn", "should have been"),
    # Columns: what came back.
    "report.col.known": ("gemeld", "reported"),
    "report.col.delivered": ("geleverd", "delivered"),
    "report.col.not_home": ("niet thuis", "not home"),
    "report.col.refused": ("geweigerd", "refused"),
    "report.col.on_time_share": ("op tijd", "on time"),
    "report.col.deviation_median_min": ("afwijking (min)", "off by (min)"),
    "report.col.deviation_p90_min": ("90% binnen (min)", "90% within (min)"),
    "report.col.bias_min": ("later (min)", "behind (min)"),
    # Columns: drives.
    "report.drives": ("Rijden: plan en werkelijk", "Driving: planned and actual"),
    "report.col.drives": ("ritdelen", "drives"),
    "report.col.planned_min": ("plan (min)", "plan (min)"),
    "report.col.driven_min": ("werkelijk (min)", "actual (min)"),
    "report.col.driven_share": ("van plan", "of plan"),
    "report.col.factor": ("[travel] factor", "[travel] factor"),
    # Columns: rows and where they ended.
    "report.col.version": ("versie", "version"),
    "report.col.read": ("rijen", "rows"),
    "report.col.not_flagged": ("niet voor bezorging", "not for delivery"),
    "report.col.rejected": ("afgewezen", "rejected"),
    "report.col.settled": ("afgehandeld", "settled"),
    "report.col.unassigned": ("niet ingepland", "unassigned"),
    "report.col.planned": ("ingepland", "planned"),
    # Columns: beside figures of others.
    "report.col.who": ("wie", "who"),
    "report.col.measure": ("wat", "what"),
    "report.col.value": ("waarde", "value"),
    "report.col.source": ("bron", "source"),
    "report.ours": ("deze winkel", "this store"),
    "report.ours.bike": ("deze winkel, bakfietsen", "this store, cargo bikes"),
    "report.ours.van": ("deze winkel, bestelauto's", "this store, vans"),
    "report.ours.robot": ("deze winkel, robots", "this store, robots"),
    "report.ours.drone": ("deze winkel, drones", "this store, drones"),
    "report.measure.per_hour": ("bestellingen per uur", "deliveries an hour"),
    "report.measure.per_vehicle_week": ("bestellingen per voertuig en week", "deliveries a vehicle and week"),
    "report.beside.why": (
        (
            "Bij anderen gaat het om pakjes zonder tijdvak, of om bestelauto's die een hele week rijden; "
            "hier tellen uren vanaf het laden."
        ),
        (
            "Those of others are parcels without windows, or vans that drive all week; "
            "hours count from loading here."
        ),
    ),
    # Numbers at the head of the page.
    "report.number.deliveries": ("bestellingen", "orders"),
    "report.number.cost": ("per bestelling", "an order"),
    "report.number.planned_on_time": ("op tijd, plan", "on time, plan"),
    "report.number.on_time": ("op tijd", "on time"),
    "report.number.min_stop": ("minuten per stop", "minutes a stop"),
    "report.number.km_stop": ("km per stop", "km a stop"),
    "report.number.full": ("kratten vol", "crates full"),
    "report.number.co2": ("CO₂ bespaard", "CO₂ saved"),
    # Plots.
    "report.plot.cost": ("Wat een bestelling kost", "What an order costs"),
    "report.plot.minutes": ("Hoe lang een stop duurt", "How long a stop takes"),
    "report.plot.load": ("Hoe vol de voertuigen waren", "How full vehicles were"),
    "report.plot.areas": (
        "Waar: rood kost meer dan het overhoudt",
        "Where: red costs more than it leaves",
    ),
    "report.plot.left": ("Wat een bestelling overhoudt", "What an order leaves"),
    "report.plot.late": ("Op tijd", "On time"),
    "report.plot.door": ("Minuten aan de deur", "Minutes at the door"),
    "report.plot.wage": ("loon", "wage"),
    "report.plot.distance": ("kilometers", "kilometres"),
    "report.plot.fixed": ("vast", "fixed"),
    "report.plot.drive": ("rijden", "driving"),
    "report.plot.at_door": ("aan de deur", "at the door"),
    "report.plot.besides": ("laden en wachten", "loading and waiting"),
    "report.plot.planned": ("plan", "plan"),
    "report.plot.actual": ("werkelijk", "actual"),
    # Axes.
    "report.axis.euro": ("euro per bestelling", "euros an order"),
    "report.axis.minutes": ("minuten per stop", "minutes a stop"),
    "report.axis.door": ("minuten per bestelling", "minutes an order"),
    "report.axis.east": ("km naar het oosten", "km to the east"),
    "report.axis.north": ("km naar het noorden", "km to the north"),
    "report.axis.full": ("kratten, deel van de ruimte (%)", "crates, share of the room (%)"),
    "report.axis.routes": ("routes", "routes"),
    "report.axis.left": ("euro over na bezorging", "euros left after delivery"),
    "report.axis.orders": ("bestellingen", "orders"),
    "report.axis.on_time": ("% van de stops", "% of the stops"),
    # The foot.
    "report.accounts": (
        (
            "{read} rijen = {not_flagged} niet voor bezorging + {rejected} afgewezen{decided} "
            "+ {unassigned} niet ingepland + {planned} ingepland"
        ),
        (
            "{read} rows read = {not_flagged} not for delivery + {rejected} rejected{decided} "
            "+ {unassigned} unassigned + {planned} planned"
        ),
    ),
    "report.loss": (
        "{count} van {all} bestellingen met bekend bedrag kosten meer dan ze opbrengen: {euro} in totaal.",
        "{count} of {all} orders of known value cost more than they bring: {euro} in total.",
    ),
    "report.co2": (
        "CO₂: tegenover iedere klant alleen met de auto ({car} kg); {note}bronnen in docs/report.md.",
        "CO₂: against every customer driving alone ({car} kg); {note}sources in docs/report.md.",
    ),
    "report.co2.bike_roads": ("langs fietsroutes gemeten; ", "measured along cycle routes; "),
    "report.trial": (
        "Proef, zonder vergunning: {vehicles}.",
        "Trials, without a permit: {vehicles}.",
    ),
    "report.estimated": (
        "Reistijden van {count} dag(en) zijn schattingen.",
        "Travel times of {count} day(s) are estimates.",
    ),
    "report.on_time": (
        "Op tijd: aan de deur voordat het tijdvak voorbij is; plan is gepland, anders werkelijk.",
        "On time: at the door before the window is over; plan is planned, else actual.",
    ),
    "report.customers": (
        "Nog {n} klanten, die meer overlaten, staan in --csv.",
        "{n} more customers, who leave more, are in --csv.",
    ),
    "report.days": (
        "Dagen waarop alle bestellingen zijn ingepland, staan alleen in het totaal.",
        "Days on which all orders were planned are in the total alone.",
    ),
}
