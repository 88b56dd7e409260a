"""When the sun rises and sets."""

from datetime import UTC, date, datetime, timedelta
from math import acos, asin, cos, degrees, radians, sin
from typing import Final

from dispatch.geo.globe import Point

_HORIZON: Final = radians(-0.833)
"""Height of the middle of the sun when its upper edge is seen on the horizon."""

_J2000: Final = datetime(2000, 1, 1, 12, tzinfo=UTC)


def daylight(place: Point, day: date) -> tuple[datetime, datetime] | None:
    """Return sunrise and sunset (UTC) of a day at a place; None where the sun does not rise or does not set.

    By the sunrise equation (mean anomaly, equation of the centre, declination), good to some minutes.
    """
    lat, lon = place
    days = (datetime(day.year, day.month, day.day, 12, tzinfo=UTC) - _J2000) / timedelta(days=1)
    noon = days - lon / 360
    anomaly = radians((357.5291 + 0.98560028 * noon) % 360)
    centre = 1.9148 * sin(anomaly) + 0.02 * sin(2 * anomaly) + 0.0003 * sin(3 * anomaly)
    longitude = radians((degrees(anomaly) + centre + 180 + 102.9372) % 360)
    transit = noon + 0.0053 * sin(anomaly) - 0.0069 * sin(2 * longitude)
    tilt = asin(sin(longitude) * sin(radians(23.4397)))
    cosine = (sin(_HORIZON) - sin(radians(lat)) * sin(tilt)) / (cos(radians(lat)) * cos(tilt))
    if not -1 < cosine < 1:
        return None
    half = degrees(acos(cosine)) / 360
    rise, fall = (_J2000 + timedelta(days=transit + part) for part in (-half, half))
    return rise, fall
