"""What each trip of a route costs and takes."""

from dispatch.model import CENT, Route, to_cents

_HOUR = 3600


def trip_costs(route: Route, late_cents_per_hour: int) -> tuple[int, ...]:
    """Share the cost of a route among its trips, in cents that add up to it.

    The cost of use falls on the first trip; work on the trip at whose end it lies, so that the time
    between two trips belongs to the later one; distance and lateness where they arise.
    """
    shares: list[int] = []
    ticks = cents = 0
    begin = route.start
    for number, trip in enumerate(route.trips):
        paused = sum(pause.end - pause.start for pause in route.pauses if pause.trip == number)
        late = sum(visit.late for visit in trip.visits)
        ticks += (trip.arrival - begin - paused) * route.shift.cents_per_hour * (CENT // _HOUR)
        ticks += trip.metres * route.shift.vehicle.cents_per_km * (CENT // 1000)
        ticks += late * late_cents_per_hour * (CENT // _HOUR)
        ticks += route.cost.use if number == 0 else 0
        begin = trip.arrival
        last = number == len(route.trips) - 1
        share = (route.cost.cents if last else to_cents(ticks)) - cents
        cents += share
        shares.append(share)
    return tuple(shares)


def trip_seconds(route: Route, number: int, service: int) -> tuple[int, int]:
    """Return the waiting and the breaks of a trip.

    Waiting is what is left of the time on the road after driving, service and the breaks taken there;
    a break at the store before the trip counts as a break of the trip, but not as time on the road.
    """
    trip = route.trips[number]
    pauses = [pause for pause in route.pauses if pause.trip == number]
    breaks = sum(pause.end - pause.start for pause in pauses)
    on_road = sum(pause.end - pause.start for pause in pauses if pause.position > 0)
    return trip.arrival - trip.departure - trip.drive_seconds - service - on_road, breaks
