"""Every code of an issue, and which of its sentences is meant where a code has several."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final


class Code(StrEnum):
    """Name what is the matter; stable, for scripts rely on it, and listed in ``docs/issues.md``."""

    # Addresses.
    NUMBER_MISSING = "NUMBER_MISSING"
    ADDRESS_INCOMPLETE = "ADDRESS_INCOMPLETE"
    ADDRESS_UNCHECKED = "ADDRESS_UNCHECKED"
    STREET_UNKNOWN = "STREET_UNKNOWN"
    STREET_DIFFERS = "STREET_DIFFERS"
    POSTCODE_UNKNOWN = "POSTCODE_UNKNOWN"
    POSTCODE_DIFFERS = "POSTCODE_DIFFERS"
    NUMBER_UNKNOWN = "NUMBER_UNKNOWN"
    ADDITION_UNKNOWN = "ADDITION_UNKNOWN"
    ADDITION_MISSING = "ADDITION_MISSING"
    TOWN_MISSING = "TOWN_MISSING"
    TOWN_AMBIGUOUS = "TOWN_AMBIGUOUS"
    TOWN_DIFFERS = "TOWN_DIFFERS"
    ADDRESS_TWICE = "ADDRESS_TWICE"
    ADDRESS_UNSURE = "ADDRESS_UNSURE"
    ADDRESS_BESIDE = "ADDRESS_BESIDE"
    POSITION_DIFFERS = "POSITION_DIFFERS"
    ADDRESS_APPROXIMATE = "ADDRESS_APPROXIMATE"
    OUTSIDE_AREA = "OUTSIDE_AREA"
    FAR_AWAY = "FAR_AWAY"
    GEOCODER_DOWN = "GEOCODER_DOWN"
    GAZETTEER_UNUSABLE = "GAZETTEER_UNUSABLE"
    CACHE_UNUSABLE = "CACHE_UNUSABLE"
    CORRECTION_UNUSABLE = "CORRECTION_UNUSABLE"
    # The till's export and its lines.
    RECEIPT_MISSING = "RECEIPT_MISSING"
    RECEIPT_TOO_LONG = "RECEIPT_TOO_LONG"
    RECEIPT_MANGLED = "RECEIPT_MANGLED"
    RECEIPT_REPEATED = "RECEIPT_REPEATED"
    RECEIPT_CONFLICT = "RECEIPT_CONFLICT"
    FLAG_CONTRADICTED = "FLAG_CONTRADICTED"
    DELIVERY_UNCLEAR = "DELIVERY_UNCLEAR"
    NAME_MISSING = "NAME_MISSING"
    TIME_MISSING = "TIME_MISSING"
    TIME_ASSUMED = "TIME_ASSUMED"
    TIME_INVALID = "TIME_INVALID"
    DATE_OTHER_DAY = "DATE_OTHER_DAY"
    DELIVERY_OTHER_DAY = "DELIVERY_OTHER_DAY"
    AFTER_CUT_OFF = "AFTER_CUT_OFF"
    AFTER_CLOSING = "AFTER_CLOSING"
    BEFORE_OPENING = "BEFORE_OPENING"
    NO_DELIVERY_TODAY = "NO_DELIVERY_TODAY"
    POSTCODE_INVALID = "POSTCODE_INVALID"
    POSITION_INVALID = "POSITION_INVALID"
    SPREADSHEET_DATE = "SPREADSHEET_DATE"
    PHONE_MANGLED = "PHONE_MANGLED"
    WINDOW_INVALID = "WINDOW_INVALID"
    WINDOW_SEVERAL = "WINDOW_SEVERAL"
    WINDOW_IN_WORDS = "WINDOW_IN_WORDS"
    WINDOW_REVERSED = "WINDOW_REVERSED"
    WINDOW_OUTSIDE_HOURS = "WINDOW_OUTSIDE_HOURS"
    WINDOW_NARROWED = "WINDOW_NARROWED"
    WINDOW_PAST = "WINDOW_PAST"
    WINDOW_TOO_SOON = "WINDOW_TOO_SOON"
    BELOW_MINIMUM = "BELOW_MINIMUM"
    AMOUNT_INVALID = "AMOUNT_INVALID"
    AMOUNT_NEGATIVE = "AMOUNT_NEGATIVE"
    AMOUNT_TOO_LARGE = "AMOUNT_TOO_LARGE"
    AMOUNT_ROUNDED = "AMOUNT_ROUNDED"
    NOTHING_TO_DELIVER = "NOTHING_TO_DELIVER"
    WEIGHT_DOUBTFUL = "WEIGHT_DOUBTFUL"
    TEMPERATURE_UNKNOWN = "TEMPERATURE_UNKNOWN"
    CRATES_ADDED = "CRATES_ADDED"
    AGE_CHECK_UNCLEAR = "AGE_CHECK_UNCLEAR"
    AGE_CHECK_ADDED = "AGE_CHECK_ADDED"
    TOBACCO = "TOBACCO"
    LINE_UNCLEAR = "LINE_UNCLEAR"
    LINES_MISSING = "LINES_MISSING"
    LINES_INCOMPLETE = "LINES_INCOMPLETE"
    LINES_WITHOUT_RECEIPT = "LINES_WITHOUT_RECEIPT"
    MORE_ISSUES = "MORE_ISSUES"
    QUOTE_UNCLOSED = "QUOTE_UNCLOSED"
    ROW_TOO_LONG = "ROW_TOO_LONG"
    ROW_TOO_SHORT = "ROW_TOO_SHORT"
    ROW_CUT_OFF = "ROW_CUT_OFF"
    NOTE_JOINED = "NOTE_JOINED"
    TEXT_TOO_LONG = "TEXT_TOO_LONG"
    CONTROL_CHARACTERS = "CONTROL_CHARACTERS"
    COLUMN_REPEATED = "COLUMN_REPEATED"
    ENCODING_MIXED = "ENCODING_MIXED"
    CORRECTED = "CORRECTED"
    CORRECTION_UNUSED = "CORRECTION_UNUSED"
    # How files were understood.
    COLUMN_UNUSED = "COLUMN_UNUSED"
    COLUMN_GONE = "COLUMN_GONE"
    COLUMNS_CHANGED = "COLUMNS_CHANGED"
    COLUMNS_FIRST = "COLUMNS_FIRST"
    SHEETS_READ = "SHEETS_READ"
    SHEET_UNREAD = "SHEET_UNREAD"
    ROWS_HIDDEN = "ROWS_HIDDEN"
    ROWS_CANCELLED = "ROWS_CANCELLED"
    STATE_DOUBTFUL = "STATE_DOUBTFUL"
    ROWS_OF_ARTICLES = "ROWS_OF_ARTICLES"
    STORES_TOGETHER = "STORES_TOGETHER"
    STORE_ABSENT = "STORE_ABSENT"
    STORE_UNTOLD = "STORE_UNTOLD"
    ENCODING_GUESSED = "ENCODING_GUESSED"
    CELL_ERROR = "CELL_ERROR"
    DAY_DOUBTFUL = "DAY_DOUBTFUL"
    ADDRESS_CONTRADICTED = "ADDRESS_CONTRADICTED"
    LINES_FIT_NOTHING = "LINES_FIT_NOTHING"
    LINES_WEIGHT_ESTIMATED = "LINES_WEIGHT_ESTIMATED"
    LINES_UNIT_GUESSED = "LINES_UNIT_GUESSED"
    # The assortment.
    ARTICLE_UNCLEAR = "ARTICLE_UNCLEAR"
    ARTICLES_UNKNOWN = "ARTICLES_UNKNOWN"
    ARTICLES_MISSING = "ARTICLES_MISSING"
    SCALE_CODES_READ = "SCALE_CODES_READ"
    # Basket events.
    EVENT_UNREADABLE = "EVENT_UNREADABLE"
    EVENT_ALTERED = "EVENT_ALTERED"
    EVENT_WITHOUT_RECEIPT = "EVENT_WITHOUT_RECEIPT"
    EVENTS_OTHER_DAY = "EVENTS_OTHER_DAY"
    DROP_FILE_LEFT = "DROP_FILE_LEFT"
    DROPPED_FOR_ANOTHER_DAY = "DROPPED_FOR_ANOTHER_DAY"
    # Travel.
    TRAVEL_ESTIMATED = "TRAVEL_ESTIMATED"
    DAY_NOT_TODAY = "DAY_NOT_TODAY"
    MAP_OLD = "MAP_OLD"
    SNAP_FAR = "SNAP_FAR"
    OFF_ROAD = "OFF_ROAD"
    ISLAND = "ISLAND"
    UNREACHABLE = "UNREACHABLE"
    ZONE_STORE = "ZONE_STORE"
    ZONE_UNMAPPED = "ZONE_UNMAPPED"
    # The search.
    SEARCH_FALLBACK = "SEARCH_FALLBACK"
    SEARCH_ROUGH = "SEARCH_ROUGH"
    CHANCE_MISSED = "CHANCE_MISSED"
    # Runs.
    RUN_EDITED = "RUN_EDITED"
    SETTINGS_LEFT_OUT = "SETTINGS_LEFT_OUT"
    DOCUMENT_MISSING = "DOCUMENT_MISSING"
    # Report and learning.
    ACTUAL_UNREADABLE = "ACTUAL_UNREADABLE"
    SERVICE_LEARNED = "SERVICE_LEARNED"
    TRAVEL_LEARNED = "TRAVEL_LEARNED"
    # The day.
    CANCELLED = "CANCELLED"
    DROPPED = "DROPPED"
    DONE = "DONE"
    CARRIED_OVER = "CARRIED_OVER"
    CARRIED_IN = "CARRIED_IN"
    STANDING_UNREADABLE = "STANDING_UNREADABLE"
    STANDING_REPLACED = "STANDING_REPLACED"
    STANDING_LEFT = "STANDING_LEFT"
    CANCEL_ON_BOARD = "CANCEL_ON_BOARD"
    CANCEL_TOO_LATE = "CANCEL_TOO_LATE"
    TILL_NEW = "TILL_NEW"
    TILL_WITHDRAWN = "TILL_WITHDRAWN"
    TILL_CHANGED = "TILL_CHANGED"
    TILL_TOO_LATE = "TILL_TOO_LATE"
    CHANGED_TOO_LATE = "CHANGED_TOO_LATE"
    TILL_GONE = "TILL_GONE"
    WINDOW_OVER = "WINDOW_OVER"
    COURIER_OUT_LOADED = "COURIER_OUT_LOADED"
    COURIER_UNKNOWN = "COURIER_UNKNOWN"
    WISH_NOT_KEPT = "WISH_NOT_KEPT"
    PROMISE_BROKEN = "PROMISE_BROKEN"
    PROMISE_LARGER = "PROMISE_LARGER"
    VEHICLE_SHARED = "VEHICLE_SHARED"
    HOURS_CUT = "HOURS_CUT"
    BASE_UNUSABLE = "BASE_UNUSABLE"
    BOOK_REPAIRED = "BOOK_REPAIRED"


AS_WRITTEN: Final = "as_written"
"""For any code: its facts ``message`` and ``hint`` are sentences of an older archive, shown as they stand."""

ADDRESS_CODES: Final = tuple(
    Code(name)
    for name in (
        *("NUMBER_MISSING", "ADDRESS_INCOMPLETE", "ADDRESS_UNCHECKED", "STREET_UNKNOWN", "STREET_DIFFERS"),
        *("POSTCODE_UNKNOWN", "POSTCODE_DIFFERS", "NUMBER_UNKNOWN", "ADDITION_UNKNOWN", "ADDITION_MISSING"),
        *("TOWN_MISSING", "TOWN_AMBIGUOUS", "TOWN_DIFFERS", "ADDRESS_TWICE", "ADDRESS_UNSURE"),
        *("ADDRESS_BESIDE", "POSITION_DIFFERS"),
    )
)
"""What can be the matter between an address as typed and a register."""

_ANSWERS: Final = ("not_found", "suggested", "taken")
"""Nothing was found; nothing, but something likely is suggested; a like address was taken."""

ABOUTS: Final[Mapping[Code, tuple[str, ...]]] = {
    **dict.fromkeys(ADDRESS_CODES, _ANSWERS),
    Code.ADDRESS_INCOMPLETE: (*_ANSWERS, "parts"),
    Code.OUTSIDE_AREA: ("outline", "postcode", "road"),
    Code.FAR_AWAY: ("far", "exchanged"),
    Code.GEOCODER_DOWN: (
        *("refused", "silent", "unreachable", "errors", "slow", "unintelligible", "misconfigured"),
    ),
    Code.CORRECTION_UNUSABLE: ("no_address", "says_nothing", "use_incomplete", "no_numbers", "off_world"),
    Code.TIME_MISSING: ("empty", "date_only"),
    Code.TIME_INVALID: ("clock", "calendar", "offset"),
    Code.WINDOW_INVALID: ("clock", "calendar", "offset", "span"),
    Code.POSITION_INVALID: ("no_numbers", "off_world", "exchanged"),
    Code.DAY_DOUBTFUL: ("far", "turned"),
    Code.ADDRESS_CONTRADICTED: ("number", "street"),
    Code.SPREADSHEET_DATE: ("house_number", "addition"),
    Code.LINE_UNCLEAR: ("age", "temperature", "number"),
    Code.ARTICLE_UNCLEAR: ("check_digit", "twice", "temperature", "number", "age"),
    Code.DROP_FILE_LEFT: ("unreadable", "kind", "alone", "waiting", "unfinished"),
    Code.EVENT_UNREADABLE: (
        *("json", "object", "twice", "kind", "missing", "moment", "nested", "long", "unfinished"),
    ),
    Code.TRAVEL_ESTIMATED: (
        "chosen",
        "no_map",
        "map_unreadable",
        "map_of_other_version",
        "map_damaged",
        "no_router",
        "no_roads",
    ),
    Code.ACTUAL_UNREADABLE: ("no_receipt", "twice", "outcome", "clock"),
    Code.COURIER_OUT_LOADED: ("lost", "back"),
    Code.CHANGED_TOO_LATE: ("window", "address", "note", "wish"),
    Code.STANDING_UNREADABLE: ("standing_id", "weekdays", "from_date", "until_date", "name"),
    Code.DONE: ("delivered", "not_home", "refused"),
    Code.WISH_NOT_KEPT: ("give", "first", "last", "keep", "together", "lock"),
}
"""The sentences of a code that has several; every other code has one."""


def abouts(code: Code) -> tuple[str, ...]:
    """Return the sentences that a code has; one without a name for most."""
    return ABOUTS.get(code, ("",))
