"""Where the trips of a route written out load, and from when on."""

from dispatch.solving.kernels import fields as f
from dispatch.solving.kernels.compiled import part, small


@small
def place_of(d: f.Data, depot: int) -> int:
    """Return the place of a depot in the legs."""
    return int(len(d.stop) - 1 + depot) if depot > 0 else 0


@part
def depot_ahead(d: f.Data, s: int, rows: f.Rows, r: int, length: int, k: int) -> int:
    """Return the depot where the trip behind a position loads, or where the shift ends if there is none."""
    while k < length:
        if rows[r, k] > 0:
            return int(d.base[d.shift[s, f.KIND], rows[r, k]])
        k += 1
    return int(d.shift[s, f.HOME])


@small
def store_at(d: f.Data, s: int, rows: f.Rows, r: int, length: int, k: int) -> int:
    """Return the place to which a courier returns at a position."""
    return place_of(d, depot_ahead(d, s, rows, r, length, k)) if d.depots > 1 else 0


@part
def trip_release(d: f.Data, rows: f.Rows, r: int, k: int) -> int:
    """Return the moment from which all stops from position ``k`` to the next 0 are ready to go."""
    release = 0
    while rows[r, k] != 0:
        if rows[r, k] > 0:
            release = max(release, d.stop[rows[r, k], f.RELEASE])
        k += 1
    return release
