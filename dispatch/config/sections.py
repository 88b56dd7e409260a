"""The sections of ``dispatch.toml``: what each key means, its unit and its default."""

from datetime import date as Day  # noqa: N812 - a field is called date
from typing import Annotated, Literal

from pydantic import Field

from dispatch.config.outputs import Archive, ClusterSection, Notify, Serve, Sheets
from dispatch.config.unmanned import Air
from dispatch.config.values import (
    Count,
    DateFormat,
    Euro,
    FilePath,
    HoursOfDay,
    Kind,
    Minutes,
    ProfileKey,
    RoadKind,
    ScaleCodeLayout,
    Seconds,
    Section,
    Share,
    Text,
    TimeOfDay,
    Weekday,
)


def _usual_door_seconds() -> dict[Kind, int]:
    return {"bike": 20, "van": 75, "robot": 60, "drone": 60}


class DayHours(Section):
    """Hours of a weekday that differs; ``closed`` for no delivery at all."""

    opening: HoursOfDay | None = None
    delivery: HoursOfDay | None = None
    closed: bool = False


class DateHours(DayHours):
    """A date that differs from its weekday."""

    date: Day


class Store(Section):
    """The store: where trips begin and end, and what stands at the head of each sheet."""

    name: Text = Field(min_length=1, max_length=80)
    address: Text = ""
    lat: float = Field(ge=-90, le=90)
    lon: float = Field(ge=-180, le=180)
    phone: Text = ""
    language: Literal["nl", "en"] = "nl"
    opening: HoursOfDay
    delivery: HoursOfDay
    timezone: str = "Europe/Amsterdam"
    days: dict[Weekday, DayHours] = Field(default_factory=dict)
    date: tuple[DateHours, ...] = ()
    """Dates that differ: closed, or other hours."""

    @property
    def point(self) -> tuple[float, float]:
        """Where it is: (lat, lon)."""
        return (self.lat, self.lon)


class Area(Section):
    """The service area; an address must satisfy every rule that is set."""

    postcodes: tuple[str, ...] = ()
    """Four-digit postcodes, ranges of them (``"2311-2318"``), or whole ones."""
    polygon: FilePath | None = None
    """A GeoJSON file with the outline."""
    road_km: Annotated[float, Field(gt=0, le=500)] | None = None
    """Longest way from the store."""
    far_km: Annotated[float, Field(gt=0, le=1000)] = 15.0
    """A position further than this from the store as the crow flies is doubted in any case."""


class OfferedWindow(Section):
    """A window that a customer at the till may take."""

    hours: HoursOfDay
    price: Euro = 0
    """What the customer pays for it; the cheapest windows are those that cost the store least after it."""
    limit: Count | None = None
    """Orders that may be promised it at most."""


class Promise(Section):
    """What customers are promised, and which purchases qualify."""

    packing_minutes: Minutes = 20
    within_minutes: Annotated[int, Field(gt=0, le=2880)] | None = None
    """Delivered within this many minutes of the purchase where the receipt has no window."""
    cut_off: TimeOfDay | None = None
    """Last purchase for delivery today."""
    minimum_basket: Euro = 0
    late_minutes: Minutes = 0
    """How late service may begin, at the price of lateness; 0 makes windows hard."""
    handover_minutes: Minutes = 5
    """What a plan takes to reach the store's floor: nothing is loaded sooner after it was made."""
    carry_over: bool = True
    """What stays behind goes along to the next delivery day, unless it is off."""
    chance: Annotated[float, Field(ge=0.5, le=0.99)] | None = None
    """With which chance each window is to be kept on a day that goes otherwise than planned."""
    tell: bool = True
    """The window in a driven version's messages counts as told, and binds at a price."""
    windows: dict[Weekday | Literal["every"], tuple[OfferedWindow, ...]] = Field(default_factory=dict)
    """Offered at the till, by weekday; ``every`` for the others. Without any: two hours each."""
    hold_minutes: Minutes = 30
    """How long a window that was taken waits for its purchase."""
    release_minutes: Minutes = 0
    """So long before it leaves a trip stays as it is: its sheet is final, and is printed."""
    research_seconds: Annotated[float, Field(ge=0, le=60)] = 2.0
    """How long other plans are looked for before a window is refused."""
    area: Area = Area()


class VehicleSection(Section):
    """A vehicle."""

    id: Text = Field(min_length=1, max_length=40)
    profile: Kind
    crates: Annotated[int, Field(gt=0, le=1000)]
    kg: Annotated[float, Field(gt=0, le=20_000)]
    chilled_crates: Count | None = None
    frozen_crates: Count | None = None
    cooled: bool = False
    range_km: Annotated[float, Field(gt=0, le=2000)] | None = None
    emission: Literal["zero", "euro6", "euro5", "euro4", "older"] = "zero"
    cost_per_km: Euro = 0
    fixed_cost: Euro = 0
    loading_minutes: Minutes = 10
    max_stops: Annotated[int, Field(ge=1, le=1000)] | None = None
    """Stops of one trip at most: a drone has one, a robot's box three."""
    trip_range_km: Annotated[float, Field(gt=0, le=2000)] | None = None
    """Longest trip, where the battery is changed or charged at the store between two."""
    speed_kmh: Annotated[float, Field(gt=0, le=300)] | None = None
    """Of a robot on the path (6 without it), and of a drone through the air (60)."""
    allowed: bool = False
    """Of a robot or a drone: it has its permit. Until then it is marked as a trial wherever it stands."""
    permit: Text = Field(default="", max_length=60)
    """The number of the permit."""
    equipment: tuple[Text, ...] = ()
    """Skills the vehicle brings, such as ``lifting`` for one with a tail lift."""


class CourierSection(Section):
    """A courier and today's shift."""

    name: Text = Field(min_length=1, max_length=60)
    vehicle: Text
    shift: HoursOfDay
    skills: tuple[Text, ...] = ()
    hourly_wage: Euro = 0
    breaks: Literal["adult", "16-17", "none"] = "adult"
    """The law's preset (Arbeidstijdenwet 5:4)."""
    days: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    off: tuple[Day, ...] = ()
    """Dates on which this courier does not work."""
    extra: tuple[Day, ...] = ()
    """Dates on which this courier works although the weekday is not one of theirs."""
    max_trips: Annotated[int, Field(ge=1, le=30)] = 10
    paid: Literal["work", "call", "shift"] = "work"
    """What a courier who is sent out is paid for: the work, ``[costs] call_hours`` at least, or the shift."""
    prefers: tuple[str, ...] = ()
    """Postcodes (as in ``[promise.area]``) outside of which each stop costs ``[costs] other_area`` more."""


class Service(Section):
    """Time at the door."""

    per_stop_seconds: Seconds = 120
    per_crate_seconds: Seconds = 20
    per_floor_seconds: Seconds = 30
    id_check_seconds: Seconds = 30
    heavy_kg: Annotated[float, Field(gt=0)] = 23.0
    """A crate heavier than this asks for the skill ``lifting``, if any courier or vehicle has it."""
    learn: bool = False
    """Use service times per address learned from returned actuals."""


class Cold(Section):
    """Longest minutes out of the fridge without active cooling; the store's own rule."""

    chilled_minutes: Annotated[int, Field(gt=0, le=1440)] = 90
    frozen_minutes: Annotated[int, Field(gt=0, le=1440)] = 60
    on_board_minutes: Annotated[int, Field(gt=0, le=1440)] = 240
    """Longest minutes from loading to the door for anything in any vehicle: nobody waits hours at a door."""


class Costs(Section):
    """Prices that are nobody's wage."""

    late_per_hour: Euro = 3000
    leave_behind: Euro = 10_000
    """Price of leaving a stop behind today."""
    break_promise: Euro = 100_000
    """Price of leaving behind an order whose window was promised at the till."""
    break_told_per_hour: Euro = 3000
    """Price of an hour by which a visit lies outside the window its customer was told."""
    change_courier: Euro = 300
    """Price of giving an order that a courier has already to another one."""
    change_sheet: Euro = 500
    """Price of giving a courier new paper."""
    wait_per_hour: Euro = 0
    """Price of an hour of waiting on the road, besides the wage."""
    break_on_road: Euro = 0
    """Price of a break taken on the road with goods still on board."""
    other_area: Euro = 200
    """Price of a stop outside the postcodes that its courier prefers."""
    call_hours: Annotated[float, Field(ge=0, le=24)] = 3
    """Hours that a call is paid for at least (BW 7:628a), for couriers with ``paid = "call"``."""
    basket_margin: Share = 0.25
    """Share of a basket's value that is left to pay for its delivery (gross margin); for the report only."""


class ZoneRule(Section):
    """A zone of the store's own: a car-free street with loading hours, say."""

    id: str = Field(pattern=r"^[a-z0-9-]{1,40}$")
    polygon: tuple[tuple[float, float], ...] = ()
    """(lon, lat) points, as in GeoJSON; or give ``file`` instead."""
    file: FilePath | None = None
    kinds: tuple[Kind, ...] = ("van",)
    emissions: tuple[str, ...] = ()
    """Emission classes it applies to; empty for all."""
    allowed: tuple[HoursOfDay, ...] = ()
    """Hours in which they may enter all the same."""
    days: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
    valid_from: str = ""
    valid_to: str = ""


class Zones(Section):
    """Zones closed to some vehicles."""

    zero_emission: bool = True
    """Apply the zones that ship with the program (docs/travel.md)."""
    no_fly: bool = True
    """Keep drones out of the areas that ship with the program (docs/drones.md)."""
    own: tuple[ZoneRule, ...] = ()


class OwnWords(Section):
    """What the store's till writes for yes, no and cancelled; it wins over the program's own words."""

    yes: tuple[str, ...] = ()
    no: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()
    """States of an order that is not to be delivered any more."""


class IntakeSection(Section):
    """How to read the till's export."""

    purchases: FilePath | None = None
    """Default for ``dispatch plan`` without an argument."""
    drop: FilePath | None = None
    """A folder into which the till drops files; it takes the place of ``purchases``."""
    lines: FilePath | None = None
    articles: FilePath | None = None
    """The list of what the store sells, for lines that tell numbers only."""
    scale_codes: tuple[ScaleCodeLayout, ...] = ("21AAAAAWWWWWC", "23AAAAAPPPPPC")
    """Bar codes of the store's scales: A article, W grams, P price, V and C check digits."""
    standing: FilePath | None = None
    """Standing orders: the same basket on the same weekdays, until a date."""
    columns: dict[str, str] = Field(default_factory=dict)
    """Header in the file → column of the program, on top of the known names; ``-`` for none of them."""
    values: OwnWords = OwnWords()
    profile: Literal["generic", "shopify", "woocommerce", "lightspeed", "odoo", "square"] = "generic"
    """Which program writes the export."""
    dates: DateFormat | None = None
    """Which comes first in dates of numbers; without it the file's dates tell, else the day comes first."""
    sheet: tuple[str, ...] = ()
    """Sheets of a workbook to read; without it every one that has the same headers."""
    store: str = ""
    """In an export of several stores: what it calls this one. Rows of the others are passed over."""
    decimal: Literal[",", "."] | None = None
    """The decimal sign; without it each number shows it by itself."""
    units: dict[str, Literal["g", "kg", "lb", "oz", "ml", "cl", "l"]] = Field(default_factory=dict)
    """Header → unit of its numbers, where it is not the program's."""
    crate_litres: Annotated[float, Field(gt=0)] = 52.0
    crate_kg: Annotated[float, Field(gt=0)] = 15.0
    bags_per_crate: Annotated[int, Field(gt=0)] = 3
    """Bags that take the room of one crate."""
    settle_seconds: Annotated[float, Field(ge=0, le=600)] = 2.0
    """A file that changed less long ago is waited for."""
    max_mb: Annotated[int, Field(gt=0)] = 200


class Geocoding(Section):
    """Where addresses are looked up."""

    addresses: FilePath | None = None
    """The store's own corrections and address book."""
    offline: bool = False
    pdok: bool = True
    pdok_url: str = "https://api.pdok.nl/bzk/locatieserver/search/v3_1"
    nominatim: bool = False
    nominatim_url: str = "https://nominatim.openstreetmap.org"
    user_agent: str = ""
    """Required by Nominatim: who you are, with a contact address."""
    timeout_seconds: Annotated[float, Field(gt=0, le=120)] = 5.0
    cache_days: Annotated[int, Field(ge=0, le=3650)] = 180
    accept_score: Share = 0.93
    """A near miss is taken, and marked, from this certainty on; below, it is only suggested."""
    postcode_centres: bool = True
    """Fall back on the middle of the postcode, marked as approximate."""


class RushHour(Section):
    """A band of the day in which travel takes longer."""

    hours: HoursOfDay
    factor: Annotated[float, Field(ge=0.5, le=5)]
    profile: RoadKind


class Spread(Section):
    """How far times scatter: standard deviations of the logarithm, of a slow day, of a drive, of a door."""

    traffic: Annotated[float, Field(ge=0, le=1)]
    leg: Annotated[float, Field(ge=0, le=1)]
    door: Annotated[float, Field(ge=0, le=1)]


class Travel(Section):
    """Where travel times come from."""

    source: Literal["auto", "map", "osrm", "estimate"] = "auto"
    map: FilePath | None = None
    """Folder of the installed map; default under the XDG data home."""
    map_url: str = "https://download.geofabrik.de/europe/netherlands/zuid-holland-latest.osm.pbf"
    margin_km: Annotated[float, Field(ge=0, le=100)] = 3.0
    reach_km: Annotated[float, Field(gt=0, le=200)] = 10.0
    """The map is clipped to this distance around the store where no area is set by polygon."""
    osrm_urls: dict[ProfileKey, str] = Field(default_factory=dict)
    """OSRM servers by kind, or by profile for one whose data has zones closed (docs/travel.md)."""
    timeout_seconds: Annotated[float, Field(gt=0, le=600)] = 20.0
    rush_hours: tuple[RushHour, ...] = ()
    factor: dict[Kind, Annotated[float, Field(ge=0.5, le=2)]] = Field(default_factory=dict)
    """By which the source's times are multiplied, by kind of vehicle; 1 where it is not named."""
    spread: dict[Kind, Spread] = Field(default_factory=dict)
    """How far times scatter, by kind of vehicle; without it what is assumed (docs/solver.md)."""
    learn: bool = False
    """Take factor and spread from what couriers brought back, where there is enough of it."""
    door_seconds: dict[Kind, Seconds] = Field(default_factory=_usual_door_seconds)
    """Parking and walking to the door, added to each leg that ends at a door."""
    snap_warn_metres: Count = 60
    snap_max_metres: Count = 300

    def factor_of(self, kind: str) -> float:
        """Return by what the source's times are multiplied for a kind of vehicle."""
        return next((factor for name, factor in self.factor.items() if name == kind), 1.0)

    def seconds_at_door(self, kind: str) -> int:
        """Return what a kind of vehicle takes to park, and its driver to walk to a door."""
        return next((seconds for name, seconds in self.door_seconds.items() if name == kind), 0)


class Solver(Section):
    """How long and how hard to search."""

    engine: Literal["search", "ortools"] = "search"
    seconds: Annotated[float, Field(gt=0, le=86_400)] = 20.0
    iterations: Annotated[int, Field(gt=0)] | None = None
    """Instead of seconds: makes the plan reproducible."""
    seed: Annotated[int, Field(ge=0, le=2**31 - 1)] = 1
    workers: Annotated[int, Field(ge=0, le=256)] = 0
    """Parallel chains; 0 for one a core."""
    patience: Annotated[float, Field(gt=0, le=1)] = 0.5
    """Stop early when this share of the time brought nothing; 1 never stops early."""


class Config(Section):
    """The whole of ``dispatch.toml``."""

    store: Store
    promise: Promise = Promise()
    vehicle: tuple[VehicleSection, ...] = Field(min_length=1)
    courier: tuple[CourierSection, ...] = Field(min_length=1)
    service: Service = Service()
    cold: Cold = Cold()
    costs: Costs = Costs()
    zones: Zones = Zones()
    air: Air = Air()
    intake: IntakeSection = IntakeSection()
    geocoding: Geocoding = Geocoding()
    travel: Travel = Travel()
    solver: Solver = Solver()
    sheets: Sheets = Sheets()
    archive: Archive = Archive()
    notify: Notify = Notify()
    serve: Serve = Serve()
    cluster: ClusterSection = ClusterSection()
