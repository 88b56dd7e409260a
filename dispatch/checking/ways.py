"""Where the trips of a route load, and the ways between."""

from itertools import pairwise

from dispatch.checking.hours import begins, ends
from dispatch.checking.known import Known
from dispatch.model import Route, Stop, TravelMatrix


class Ways:
    """Follow a route from depot to depot."""

    def __init__(self, known: Known, route: Route) -> None:
        self._known, self._route = known, route
        self._own = known.shifts[route.shift.id].depot
        self.matrix: TravelMatrix = known.problem.matrix(route.shift.vehicle.profile)
        self.depots = [
            self.wanted(known.stops[trip.visits[0].stop][1]) if trip.visits else self._own
            for trip in route.trips
        ]

    def wanted(self, stop: Stop) -> int:
        """Return the depot where a stop is to be loaded."""
        return self._own if stop.depot is None else stop.depot

    def begin(self, trip: int) -> int:
        """Return the place where a trip of that number loads; behind the last one, where the shift ends."""
        return self._known.depots[self.depots[trip] if trip < len(self.depots) else self._own]

    def approach(self, trip: int) -> tuple[int, int]:
        """Return seconds and metres from where the shift begins to where its first trip loads."""
        home, first = self._known.depots[self._own], self.begin(0)
        if trip > 0 or home == first:
            return 0, 0
        loading = self._route.trips[0].loading_start
        return loading - self.departs(home, first, loading), self.matrix.metres(home, first)

    def arrives(self, here: int, there: int, departs: int) -> int:
        """Return when who departs from one place at a moment arrives at another."""
        seconds, pace = self.matrix.seconds(here, there), self.matrix.pace
        return departs + seconds if pace is None else ends(pace, departs, seconds, parks=self._door(there))

    def departs(self, here: int, there: int, arrives: int) -> int:
        """Return when to depart from one place at the latest to be at another by a moment."""
        seconds, pace = self.matrix.seconds(here, there), self.matrix.pace
        return arrives - seconds if pace is None else begins(pace, arrives, seconds, parks=self._door(there))

    def _door(self, place: int) -> bool:
        return 0 < place <= len(self._known.stops)

    def path(self, trip: int) -> list[int]:
        """Return the places of a trip, from where it loads to where the next one does."""
        visited = (self._known.stops[visit.stop][0] for visit in self._route.trips[trip].visits)
        return [self.begin(trip), *visited, self.begin(trip + 1)]

    def metres(self) -> int:
        """Return the metres of the route."""
        return sum(self.metres_of(number) for number in range(len(self._route.trips)))

    def metres_of(self, trip: int) -> int:
        """Return the metres of a trip, the ways there and back included."""
        on_the_way = sum(self.matrix.metres(here, there) for here, there in pairwise(self.path(trip)))
        return on_the_way + self.approach(trip)[1]

    def work(self) -> int:
        """Return the seconds from the start to the last return, less the breaks."""
        trips = self._route.trips
        began = trips[0].loading_start - self.approach(0)[0]
        return trips[-1].arrival - began - sum(p.end - p.start for p in self._route.pauses)

    def stood(self) -> int:
        """Add up, moment by moment, how long the courier stands on the road with nothing to do."""
        idle = 0
        for number, trip in enumerate(self._route.trips):
            free = trip.departure
            for position, visit in enumerate(trip.visits, start=1):
                idle += visit.start - free - visit.drive_seconds
                free = visit.departure
                for pause in self._route.pauses:
                    if (pause.trip, pause.position) == (number, position):
                        idle += pause.start - free
                        free = pause.end
        return idle
