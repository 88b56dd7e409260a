"""Stores that share couriers, planned as one and published as each store's own day."""

import traceback
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, chdir
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from dispatch.app.adapters import travel_source
from dispatch.app.day import WorkedOut, base_of, clock_of, publish, take_in_safely, work_out
from dispatch.app.digest import digest_of, with_others
from dispatch.app.files import Setting
from dispatch.app.plan import OpenedDay, opened_day
from dispatch.app.request import PlanOptions, in_zone
from dispatch.app.run import Outcome
from dispatch.app.sharing import LoadsAt, Store, Together, require_own_days, shared_day
from dispatch.app.telling import with_end_told
from dispatch.day import LEFT, hold
from dispatch.errors import DispatchError
from dispatch.pipeline.day import MadeDay
from dispatch.pipeline.parting import Member, days_of_stores
from dispatch.ports import Progress

_COMMAND: Final = "plan"


@dataclass(frozen=True, slots=True)
class Party:
    """Name a store that is planned together with others.

    Parameters
    ----------
    name
        As tables call it.
    options
        What ``dispatch plan`` in its folder would be asked.
    setting
        Its configuration.
    may_load_at
        As the list of stores says.
    folder
        Where it is run.
    """

    name: str
    options: PlanOptions
    setting: Setting
    may_load_at: LoadsAt
    folder: Path


@dataclass(frozen=True, slots=True)
class Jointly:
    """Say how planning stores together ended.

    Parameters
    ----------
    together
        What it saves, or why they are not planned together.
    outcomes
        Of each store, by name; empty if each is to be planned apart.
    begun
        Stores that had published their part when it failed: what they share is to be taken apart.
    """

    together: Together
    outcomes: Mapping[str, Outcome] = field(default_factory=dict)
    begun: frozenset[str] = frozenset()


def plan_jointly(parties: Sequence[Party], now: Callable[[], datetime], progress: Progress) -> Jointly:
    """Plan stores as one, under the locks of all, and publish to each its own day.

    Nothing is published where a trip has left or must stay, a window is held, or anything fails.
    """
    names, begun = tuple(party.name for party in parties), list[str]()
    try:
        with ExitStack() as stack:
            days = [
                stack.enter_context(opened_day(one.options, one.setting, in_zone(now, one.setting.config)))
                for one in parties
            ]
            for one in days:
                take_in_safely(one.desk, one.asked)
            if stays := tuple(name for name, one in zip(names, days, strict=True) if _stays(one)):
                return Jointly(Together(names, stays=stays))
            together, outcomes = _planned(parties, days, now, progress, begun)
    except DispatchError as error:
        return Jointly(Together(names, error=error), begun=frozenset(begun))
    except Exception as error:  # noqa: BLE001 - each store is planned apart then, and this is told
        bug = "".join(traceback.format_exception(error))
        return Jointly(Together(names, bug=bug), begun=frozenset(begun))
    return Jointly(
        together, {one.name: _told(one, outcomes[one.name], now) for one in parties}, frozenset(begun)
    )


def _stays(opened: OpenedDay) -> bool:
    """Tell whether something of a store's day may not be planned anew with that of others."""
    desk, asked = opened.desk, opened.asked
    clock = clock_of(desk, asked)
    state = desk.state(clock.left if clock else None)
    if desk.held(state, clock.now if clock else None):
        return True
    if asked.afresh:
        return False
    base, _ = base_of(desk, state, asked)
    return bool(state.in_phase(*LEFT) or hold(base, state, clock, shared_too=False).stops)


def _planned(
    parties: Sequence[Party],
    days: Sequence[OpenedDay],
    now: Callable[[], datetime],
    progress: Progress,
    begun: list[str],
) -> tuple[Together, dict[str, Outcome]]:
    names = tuple(party.name for party in parties)
    digests = _digests(days)
    same = all(
        one.desk.state().digest == digest and not one.asked.afresh
        for one, digest in zip(days, digests, strict=True)
    )
    found = [work_out(one.desk, one.asked, progress, anew=not same) for one in days]
    outcomes = {name: one for name, one in zip(names, found, strict=True) if isinstance(one, Outcome)}
    if len(outcomes) == len(days):
        return Together(names, driven=True), outcomes
    made = [one for one in found if isinstance(one, WorkedOut)]
    stores = [
        Store(party.name, one.made.planned, party.setting, party.may_load_at, one.request.state)
        for party, one in zip(parties, made, strict=True)
    ]
    require_own_days(stores)
    shared = shared_day(stores, now, progress)
    members = [
        Member(one.made.planned, one.request, config, travel_source(config, now)[0])
        for one, config in zip(made, (party.setting.config for party in parties), strict=True)
    ]
    parts = days_of_stores(shared, members)
    for name, opened, one, part, digest in zip(names, days, made, parts, digests, strict=True):
        begun.append(name)
        planned = replace(one, made=MadeDay(part), digest=digest)
        outcomes[name] = publish(opened.desk, planned, opened.asked, progress)
    return Together(names, shared, driven=True), outcomes


def _digests(days: Sequence[OpenedDay]) -> list[str]:
    """Return the digest of each store's day, planned together with all the others."""
    own = []
    for one in days:
        clock = clock_of(one.desk, one.asked)
        own.append(digest_of(one.desk.state(clock.left if clock else None), one.desk))
    return [with_others(digest, own) for digest in own]


def _told(party: Party, outcome: Outcome, now: Callable[[], datetime]) -> Outcome:
    if party.options.dry_run:
        return outcome
    config = party.setting.config
    # Its notify command may name files by where it is run.
    with chdir(party.folder):
        return with_end_told(config, _COMMAND, in_zone(now, config), outcome)
