"""Who comes where rather than elsewhere, as prices of pairs of shift and stop."""

from collections.abc import Sequence

from dispatch.address_keys import Postcodes
from dispatch.config import CourierSection
from dispatch.model import Affinity, Shift, Stop


def area_affinities(
    couriers: Sequence[CourierSection], shifts: Sequence[Shift], stops: Sequence[Stop], cents: int
) -> tuple[Affinity, ...]:
    """Price every stop outside the postcodes that a courier prefers; a stop without a postcode is in them.

    Raises
    ------
    ConfigError
        If a postcode cannot be understood.
    """
    preferred = {
        one.name: Postcodes.of(one.prefers, f"courier.prefers ({one.name})")
        for one in couriers
        if one.prefers and cents
    }
    return tuple(
        Affinity(shift.id, stop.id, cents)
        for shift in shifts
        if shift.courier in preferred
        for stop in stops
        if not preferred[shift.courier].covers(stop.place.address.postcode)
    )


def joined(affinities: Sequence[Affinity]) -> tuple[Affinity, ...]:
    """Add up the prices of each pair; a pair of which they come to nothing is left out."""
    sums: dict[tuple[str, str], int] = {}
    for one in affinities:
        sums[one.shift, one.stop] = sums.get((one.shift, one.stop), 0) + one.cents
    return tuple(Affinity(shift, stop, cents) for (shift, stop), cents in sums.items() if cents)
