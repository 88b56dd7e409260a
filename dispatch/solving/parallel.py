"""Several chains at work on one problem.

They run in threads (the compiled code lets go of the interpreter), several by turns in each where there are
steps enough for them. The budget is cut into rounds; between two rounds the chains meet: the
routes seen go into a pool, towards the end the master puts routes of the pool together anew, and a chain
that lags behind goes on from the leader's solution; or, where each searches several times over, all learn
what good solutions the others found. In a search bounded by iterations alone nothing depends on the clock.
"""

import random
from collections.abc import Callable, Collection, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field

from dispatch.model import CENT, MoveTally, to_cents
from dispatch.ports import Progress
from dispatch.solving.budget import Budget
from dispatch.solving.chains import Chain, Tally
from dispatch.solving.cooling import Cooling
from dispatch.solving.courses import Course, choice_of, course_of, is_open
from dispatch.solving.crossing import Parents, may_cross
from dispatch.solving.kernels import fields as f
from dispatch.solving.set_partitioning import Pool
from dispatch.solving.snapshots import Snapshot

ROUNDS = 40
"""Times that the chains meet."""

MASTER_AFTER = 33
"""Round after which the master recombines."""

LAG = 3.0
"""A chain so many temperatures behind the leader goes on from the leader's solution."""

TURNS, TURNS_ALIKE = ((1_600.0, 2), (8_000.0, 1)), ((1_600.0, 2), (6_400.0, 4), (16_000.0, 1))
"""Steps for each stop that a thread makes, from which on so many chains search in it by turns; and that where
all vehicles are alike and make one plain trip each."""

CHUNK = 0.02
"""Seconds of a call of compiled code, about; the clock and the keyboard are heeded in between."""

MASTER_SHARE = 0.05
"""Share of the time that the master may take."""

MASTER_LEAST = 1.0
"""With fewer seconds than this it finds nothing among thousands of routes, and is not asked."""

SEEN_EVERY = 5
"""Calls of compiled code of which the routes of one go into the pool, where the clock decides."""

MASTER_EFFORT = 1.0
"""CP-SAT's deterministic time for the master where no clock is looked at."""

LOOK = 0.2
"""Seconds between two reports of progress."""

EARLY = 0.01
"""Share of the budget before which nobody can tell how many steps it has room for."""

HOPE = 0.2
"""Share of the budget in which the search is too hot for its best to say anything."""


CourseMaker = Callable[[Cooling, int, float, int], Course]
"""Makes a course as :func:`dispatch.solving.courses.course_of` does."""


@dataclass(slots=True)
class Member:
    """Hold one chain and how far it is.

    Parameters
    ----------
    chain
        What it searches with.
    steps
        How many it may make; None where the clock decides.
    done, calls, pace
        Steps made, in how many calls of compiled code; steps in the next one.
    parents, lot
        Good solutions that it knows, and what draws two of them.
    seen
        Solutions it came by since the last meeting.
    course, number
        What it spends its budget on, as soon as that is known, and which search is under way.
    """

    chain: Chain
    steps: int | None
    parents: Parents
    lot: random.Random
    done: int = 0
    calls: int = 0
    pace: int = 50
    seen: list[Snapshot] = field(default_factory=list)
    course: Course | None = None
    number: int = 0


class ParallelSearch:
    """Let several chains work on one problem.

    Parameters
    ----------
    data
        The problem.
    chains
        As many as :func:`chains_of` says.
    workers
        Threads that they work in.
    make_course
        What :func:`course_maker` found.
    budget, seed
        As in :func:`dispatch.solving.solve`.
    clock, began
        What the seconds of the budget are measured with, and its reading when the search began.
    plain
        Whether all vehicles are alike and make one plain trip each.
    """

    def __init__(
        self,
        data: f.Data,
        chains: list[Chain],
        workers: int,
        make_course: CourseMaker | None,
        budget: Budget,
        seed: int,
        clock: Callable[[], float],
        began: float,
        *,
        plain: bool,
    ) -> None:
        self.budget, self.seed, self.clock, self.began = budget, seed, clock, began
        self.workers, self.cooling = workers, chains[0].cooling
        steps = None if budget.iterations is None else -(-budget.iterations // len(chains))
        self.members = [
            Member(chain, steps, Parents(data), random.Random(f"{seed} {n}"))  # noqa: S311 - no secret
            for n, chain in enumerate(chains)
        ]
        self.working = self.members[:workers]
        self.pool = Pool(data)
        self.stops = len(data.stop) - 1
        self.make_course, self.plain = make_course, plain
        self.trace: list[tuple[float, int]] = []
        self.stopped = False
        self.found = 0.0

    @property
    def leader(self) -> Member:
        """The member with the best solution; of equals the first."""
        return min(self.members, key=lambda member: member.chain.record)

    @property
    def moves(self) -> tuple[MoveTally, ...]:
        """What each kind of change did, over all chains."""
        return moves_of([member.chain.tally for member in self.members])

    def work(self, progress: Progress) -> None:
        """Search until the budget is used, nothing improves any more or a person says stop."""
        with ThreadPoolExecutor(self.workers, thread_name_prefix="chain") as threads:
            self._together(threads, self._construct, 0.0, progress)
            if self.budget.iterations is not None:
                self._widen(len(self.members))
            for turn in range(ROUNDS):
                until = (turn + 1) / ROUNDS
                self._together(threads, self._advance, until, progress)
                if self.stopped or until - max(self.found, self._hope) >= self.budget.patience:
                    break
                self._meet(turn, until)
                if turn == 0 and self.budget.iterations is None and self.make_course is None:
                    steps = self._steps_of(self.working[0], until) / self.stops
                    self._widen(self.workers * by_turns(steps, plain=self.plain))

    def _together(
        self,
        threads: ThreadPoolExecutor,
        task: Callable[[Member, float], None],
        until: float,
        progress: Progress,
    ) -> None:
        """Let all who work do something, by turns where they share a thread, and report meanwhile."""
        turns = -(-len(self.working) // self.workers) if self.budget.seconds is not None else 1
        tasks = []
        for number, member in enumerate(self.working):
            turns_left = turns - 1 - number // self.workers % turns
            tasks.append(threads.submit(task, member, until - turns_left / turns / ROUNDS))
        for running in at_work(tasks):
            if running or not until:
                self._report(progress)
        self._note(until)

    def _note(self, share: float) -> None:
        """Note a new best cost and when it was found."""
        best = to_cents(self.leader.chain.record)
        if not self.trace or best < self.trace[-1][1]:
            self.trace.append((round(self.clock() - self.began, 3), best))
            self.found = share

    def _report(self, progress: Progress) -> None:
        """Tell how far the search is, and ask whether to go on."""
        share = min(self._share(member) for member in self.working)
        progress.advance(min(1.0, share), euros(self.leader.chain.record))
        self.stopped = self.stopped or progress.interrupted()

    def _share(self, member: Member) -> float:
        """Return the share of the budget that is used."""
        share = member.done / member.steps if member.steps else 0.0
        if self.budget.seconds is not None:
            share = max(share, (self.clock() - self.began) / self.budget.seconds)
        return share

    def _construct(self, member: Member, _: float) -> None:
        member.chain.construct()

    def _advance(self, member: Member, until: float) -> None:
        """Let a chain go on until a share of the budget is used."""
        while not self.stopped:
            share = self._share(member)
            if share >= until:
                return
            steps, end = self._next_call(member, share, until)
            began = self.clock()
            hot, cold = self._heats(member, share, end)
            member.chain.advance(steps, hot, cold)
            member.done += steps
            if member.steps is None:
                took = max(1e-6, self.clock() - began)
                member.pace = max(1, int(steps * CHUNK / took))
            member.calls += 1
            if asks_master(self.budget) and (member.steps is not None or member.calls % SEEN_EVERY == 0):
                member.seen.append(member.chain.now())

    def _heats(self, member: Member, share: float, end: float) -> tuple[float, float]:
        """Return the temperatures of the next call; the next search of a chain may begin with it."""
        whole = self._steps_of(member, share)
        if self.make_course is None or not whole:
            heat = self.cooling.heat
            return heat(share, whole), heat(end, whole)
        if member.course is None:
            member.course = self.make_course(self.cooling, self.stops, whole, len(self.members))
        course = member.course
        if course.number(share) > member.number:
            member.number = course.number(share)
            self._begin(member, course)
        return course.heat(member.number, share, whole), course.heat(member.number, end, whole)

    def _begin(self, member: Member, course: Course) -> None:
        """Let a chain search anew: from nothing, from crossed routes, or from the cheapest that are known."""
        if member.chain.latest < f.FAR:
            member.parents.add(member.chain.latest, member.chain.latest_best())
        if member.number < course.starts:
            member.chain.begin(None)
            return
        child = member.parents.cross(member.lot) if course.crossed else member.parents.cheapest
        if child is not None:
            member.chain.begin(child)

    def _widen(self, count: int) -> None:
        """Let so many chains work; those that did not go on from where the others are."""
        for number in range(len(self.working), count):
            self.members[number].chain.take(self.members[number % len(self.working)].chain.now())
        self.working = self.members[:count]

    def _steps_of(self, member: Member, share: float) -> float:
        """Return how many steps a member will have made at the end, as far as that can be told."""
        if member.steps is not None:
            return float(member.steps)
        return member.done / share if share > EARLY else 0.0

    def _next_call(self, member: Member, share: float, until: float) -> tuple[int, float]:
        """Return how many steps come next and the share of the budget used after them."""
        if member.steps is None:
            step = CHUNK / (self.budget.seconds or CHUNK)
            return member.pace, min(until, share + step)
        goal = min(member.steps, max(member.done + 1, round(member.steps * until)))
        steps = min(goal - member.done, max(1, member.steps // (8 * ROUNDS)))
        return steps, (member.done + steps) / member.steps

    def _meet(self, turn: int, share: float) -> None:
        """Exchange what the members found."""
        for member in self.working:
            for snapshot in member.seen:
                self.pool.add(snapshot)
            member.seen.clear()
            if asks_master(self.budget):
                self.pool.add(member.chain.best())
        if turn == MASTER_AFTER and asks_master(self.budget):
            self._recombine()
            self._note(share)
        if self._hope > HOPE:
            for one in [parent for member in self.working for parent in member.parents.kept]:
                for member in self.working:
                    member.parents.welcome(one)
            return
        leader = min(self.working, key=lambda member: member.chain.current)
        for member in self.working:
            if member.chain.current - leader.chain.current > LAG * self.cooling.heat(share):
                member.chain.take(leader.chain.now())

    @property
    def _hope(self) -> float:
        """Share of the budget in which nobody can expect anything better than what is."""
        return max([HOPE, *(m.course.bred for m in self.members if m.course and m.course.children)])

    def _recombine(self) -> None:
        """Let the master put routes together anew; the member that is worst goes on from there."""
        seconds = _master_seconds(self.budget) or None
        found = self.pool.recombine(self.leader.chain.record, seconds, MASTER_EFFORT, self.seed)
        if found is None:
            return
        worst = max(self.working, key=lambda member: member.chain.current)
        worst.chain.take(found)


def asks_master(budget: Budget) -> bool:
    """Tell whether the master is asked: where it has time enough, or the clock is not looked at."""
    return not 0.0 < _master_seconds(budget) < MASTER_LEAST


def _master_seconds(budget: Budget) -> float:
    """Return the seconds for the master; 0 where the clock is not looked at."""
    return MASTER_SHARE * (budget.seconds or 0.0)


def chains_of(
    stops: int, budget: Budget, workers: int, make_course: CourseMaker | None, *, plain: bool
) -> int:
    """Return how many chains may search: one for each worker, or several for each by turns.

    Where the clock decides these are the most there can be; how many do is known when the first ones meet.
    """
    if make_course is not None:
        return workers
    if budget.iterations is None:
        return workers * max(chains for _, chains in (TURNS_ALIKE if plain else TURNS))
    return workers * by_turns(budget.iterations / workers / stops, plain=plain)


def by_turns(steps: float, *, plain: bool) -> int:
    """Return how many chains search by turns in a thread that makes so many steps for each stop.

    Several, of which those that lag go on from the leader's solution, end at less than one with all of them;
    where there are many, that was never shown.
    """
    return [1, *(chains for enough, chains in (TURNS_ALIKE if plain else TURNS) if steps >= enough)][-1]


def course_maker(data: f.Data) -> CourseMaker | None:
    """Return what tells the budget of each chain where one cooling is not all; None where it is."""
    return course_of if may_cross(data) else choice_of if is_open(data) else None


def at_work[T](futures: Iterable[Future[T]]) -> Iterator[int]:
    """Yield now and then how many are at work still, 0 at the end; what one of them raised is raised."""
    running = set(futures)
    while running:
        finished, running = wait(running, timeout=LOOK)
        for one in finished:
            one.result()
        yield len(running)


def moves_of(tallies: Collection[Tally]) -> tuple[MoveTally, ...]:
    """Add up what each kind of change did."""
    names = dict.fromkeys(name for tally in tallies for name in tally)
    sums = (
        (name, [sum(column) for column in zip(*(t[name] for t in tallies if name in t), strict=True)])
        for name in names
    )
    return tuple(MoveTally(name, tried, done, to_cents(gained)) for name, (tried, done, gained) in sums)


def euros(ticks: int) -> str:
    """Say a cost to whoever watches the search."""
    return f"{ticks / CENT / 100:.2f} euro"
