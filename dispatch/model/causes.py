"""Codes of what a plan can break, of what keeps a stop out of it, and of what would help."""

from enum import StrEnum


class Cause(StrEnum):
    """Name a rule of ``docs/objective.md``: what a violation breaks, and what keeps a stop out of a route.

    Those after ``UNMANNED`` are broken by plans only, but for ``PRICE``: the stop fits, and costs more
    than leaving it behind.
    """

    WINDOW = "WINDOW"
    RELEASE = "RELEASE"
    CAPACITY = "CAPACITY"
    SKILL = "SKILL"
    COLD = "COLD"
    BOARD = "BOARD"
    ZONE = "ZONE"
    RANGE = "RANGE"
    REACH = "REACH"
    SHIFT = "SHIFT"
    BREAK = "BREAK"
    TRIPS = "TRIPS"
    DEPOT = "DEPOT"
    UNMANNED = "UNMANNED"
    VEHICLE = "VEHICLE"
    FIXED = "FIXED"
    TIMES = "TIMES"
    COSTS = "COSTS"
    ACCOUNTS = "ACCOUNTS"
    UNKNOWN = "UNKNOWN"
    TWICE = "TWICE"
    PRICE = "PRICE"


class _Coded(StrEnum):
    """Begin every value with the cause, as ``cause.form``: the key of its words, too."""

    @property
    def cause(self) -> Cause:
        """The rule."""
        return Cause(self.value.partition(".")[0].upper())


class Breach(_Coded):
    """Say in which way a plan breaks a rule; the comment names the facts that go with it."""

    WINDOW_BEFORE = "window.before"  # start, limit
    WINDOW_AFTER = "window.after"  # n, limit
    RELEASE_COURIER = "release.courier"  # start, limit
    RELEASE_PACKED = "release.packed"  # start, limit
    CAPACITY_CRATES = "capacity.crates"  # n, limit
    CAPACITY_WEIGHT = "capacity.weight"  # n, limit
    CAPACITY_CHILLED = "capacity.chilled"  # n, limit
    CAPACITY_FROZEN = "capacity.frozen"  # n, limit
    CAPACITY_STOPS = "capacity.stops"  # n, limit
    SKILL_MISSING = "skill.missing"  # skill …
    COLD_OUTSIDE = "cold.outside"  # n, limit
    BOARD_LONG = "board.long"  # n, limit
    ZONE_CLOSED = "zone.closed"  # vehicle
    ZONE_RULE = "zone.rule"  # vehicle, rule
    RANGE_BEYOND = "range.beyond"  # n, limit
    RANGE_TRIP = "range.trip"  # n, limit
    REACH_VEHICLE = "reach.vehicle"  # vehicle
    REACH_LEG = "reach.leg"
    RELEASE_ON_BOARD = "release.on_board"  # vehicle
    SHIFT_EARLY = "shift.early"  # start, limit
    SHIFT_PAST = "shift.past"  # start, limit
    SHIFT_LATE = "shift.late"  # n, limit
    BREAK_ORDER = "break.order"  # number, before
    BREAK_WINDOW = "break.window"  # number, start
    BREAK_EDGE = "break.edge"  # number
    BREAK_MISSING = "break.missing"  # number
    BREAK_NOT_OWED = "break.not_owed"  # number
    TRIPS_MANY = "trips.many"  # n, limit
    TRIPS_NONE = "trips.none"
    TRIPS_EMPTY = "trips.empty"
    DEPOT_AWAY = "depot.away"  # depot
    DEPOT_MIXED = "depot.mixed"  # depot, other
    UNMANNED_CONSENT = "unmanned.consent"
    UNMANNED_AGE_CHECK = "unmanned.age_check"
    UNMANNED_STAIRS = "unmanned.stairs"
    UNMANNED_CRATES = "unmanned.crates"
    UNMANNED_CLOSING = "unmanned.closing"
    VEHICLE_TWICE = "vehicle.twice"  # vehicle, other
    FIXED_MISSING = "fixed.missing"  # shift
    FIXED_DEPARTURE = "fixed.departure"  # what, stated, expected
    FIXED_STOPS = "fixed.stops"
    FIXED_BREAKS = "fixed.breaks"
    TIMES_DIFFER = "times.differ"  # what, stated, expected
    COSTS_DIFFER = "costs.differ"  # what, stated, expected
    ACCOUNTS_DIFFER = "accounts.differ"  # what, stated, expected
    ACCOUNTS_NAME = "accounts.name"  # n
    ACCOUNTS_LOST = "accounts.lost"  # receipt …
    UNKNOWN_SHIFT = "unknown.shift"  # shift
    UNKNOWN_STOP = "unknown.stop"
    UNKNOWN_BREAK = "unknown.break"  # number, position
    UNKNOWN_WINDOW = "unknown.window"  # number
    TWICE_STOP = "twice.stop"  # n
    TWICE_SHIFT = "twice.shift"  # shift, n


class Obstacle(_Coded):
    """Say what keeps a stop out of a shift, alone in the best case or at the best place of its route."""

    # Alone, in the first trip that the shift can still make.
    SKILL_MISSING = "skill.missing"  # courier, skill …
    RELEASE_ON_BOARD = "release.on_board"  # vehicle
    ZONE_CLOSED = "zone.closed"  # vehicle
    ZONE_RULE = "zone.rule"  # vehicle, rule
    ZONE_HOURS = "zone.hours"  # vehicle
    REACH_VEHICLE = "reach.vehicle"  # vehicle
    REACH_LEG = "reach.leg"  # kind
    UNMANNED_CONSENT = "unmanned.consent"  # vehicle
    UNMANNED_AGE_CHECK = "unmanned.age_check"  # vehicle
    UNMANNED_STAIRS = "unmanned.stairs"  # vehicle
    UNMANNED_CRATES = "unmanned.crates"  # vehicle
    UNMANNED_CLOSING = "unmanned.closing"  # vehicle
    CAPACITY_CRATES = "capacity.crates"  # vehicle, n
    CAPACITY_WEIGHT = "capacity.weight"  # vehicle, n
    CAPACITY_CHILLED = "capacity.chilled"  # vehicle, n
    CAPACITY_FROZEN = "capacity.frozen"  # vehicle, n
    COLD_ALONE = "cold.alone"  # courier, length, limit
    BOARD_ALONE = "board.alone"  # courier, length, limit
    RANGE_ALONE = "range.alone"  # vehicle, length, left
    RANGE_TRIP_ALONE = "range.trip_alone"  # vehicle, length, left
    DEPOT_AWAY = "depot.away"  # courier, depot
    SHIFT_TRIPS = "shift.trips"  # courier
    SHIFT_ARRIVAL = "shift.arrival"  # courier, start, limit
    SHIFT_ARRIVAL_ZONE = "shift.arrival_zone"  # courier, start, vehicle, limit
    RELEASE_PACKED = "release.packed"  # packed, start, limit
    RELEASE_PACKED_ZONE = "release.packed_zone"  # packed, start, vehicle, limit
    SHIFT_BACK = "shift.back"  # courier, end, limit
    # At the best place of the route.
    CAPACITY_FULL_CRATES = "capacity.full_crates"  # courier, trip, n
    CAPACITY_FULL_WEIGHT = "capacity.full_weight"  # courier, trip, n
    CAPACITY_FULL_CHILLED = "capacity.full_chilled"  # courier, trip, n
    CAPACITY_FULL_FROZEN = "capacity.full_frozen"  # courier, trip, n
    CAPACITY_FULL_STOPS = "capacity.full_stops"  # courier, trip, n
    RANGE_OVER = "range.over"  # vehicle, over
    RANGE_TRIP_OVER = "range.trip_over"  # courier, trip, over
    COLD_OVER = "cold.over"  # courier, trip, over
    COLD_OTHER = "cold.another"  # courier, trip, over, receipt
    BOARD_OVER = "board.over"  # courier, trip, over
    BOARD_OTHER = "board.another"  # courier, trip, over, receipt
    WINDOW_OVER = "window.over"  # courier, trip, over
    WINDOW_OTHER = "window.another"  # courier, trip, over, receipt
    RELEASE_TRIP = "release.trip"  # courier, trip
    SHIFT_OVER = "shift.over"  # courier, over, limit
    SHIFT_BREAK = "shift.break"  # courier
    REACH_TRIP = "reach.trip"  # courier, trip
    DEPOT_TRIP = "depot.trip"  # courier, trip
    PRICE_DEARER = "price.dearer"  # courier, extra, price
    # Many in the same hours.
    SHIFT_SHORT = "shift.short"  # n, total, since, until
    SHIFT_CROWD = "shift.crowd"  # n, since, until
    # Very many.
    PRICE_MANY = "price.many"  # n
    SHIFT_MANY = "shift.many"  # n
    WRITTEN = "unknown.written"  # text: in a plan of an older program


class Help(StrEnum):
    """Say what would have made a delivery possible."""

    HOUR_LATER = "hour_later"  # courier, until, n, total
    HOUR_SOONER = "hour_sooner"  # courier, since, n, total
    ONE_MORE = "one_more"  # kind, vehicle, since, until, n, total
    PAY = "pay"  # courier, trip (0: one of its own), work, extra
    PACK_SOONER = "pack_sooner"  # and until
    LEARN_SKILL = "learn_skill"  # and skill …
    OPEN_UNTIL = "open_until"  # and until
    OPEN_FROM = "open_from"  # and since
    WRITTEN = "written"  # text: a plan of an older program


class Barrier(StrEnum):
    """Say what keeps a vehicle from a stop.

    A zone, the lack of a road, crates on a vehicle that is out, or that the stop stays with its courier. Of
    a robot or a drone besides: no consent, an ID to check, stairs, several kinds of crates, the closing hour.
    """

    ZONE = "ZONE"
    REACH = "REACH"
    ON_BOARD = "ON_BOARD"
    KEPT = "KEPT"
    CONSENT = "CONSENT"
    AGE_CHECK = "AGE_CHECK"
    STAIRS = "STAIRS"
    CRATES = "CRATES"
    CLOSING = "CLOSING"
