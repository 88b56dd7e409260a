"""From bare driving times to the matrices of a problem, with what is wrong with which place."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from dispatch.config import Travel
from dispatch.errors import ResourceError
from dispatch.model import (
    UNREACHABLE,
    Code,
    Issue,
    Point,
    Severity,
    Snap,
    TimeWindow,
    TravelMatrix,
    TravelProfile,
    Ways,
)
from dispatch.model.facts import metres, term, written
from dispatch.ports import HourlyTravel, Progress, Silent, Stage, TravelSource
from dispatch.travel.rush import pace_of

_ROWS = 256
"""Rows of a matrix that are dressed at a time: whole ones of ten thousand places would take gigabytes."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Say what is the matter with a place for a profile.

    Parameters
    ----------
    place
        Index into the points; 0 is the depot.
    profile
        Key of the profile.
    code
        ``SNAP_FAR`` (marked), ``OFF_ROAD``, ``ISLAND`` or ``UNREACHABLE`` (barred).
    metres
        Distance from the place to the road it was put on.
    """

    place: int
    profile: str
    code: Code
    metres: int = 0

    @property
    def barred(self) -> bool:
        """Whether the profile cannot serve the place at all."""
        return self.code is not Code.SNAP_FAR

    def issue(self, receipt_id: str = "", severity: Severity = Severity.WARNING) -> Issue:
        """Make an issue of the finding."""
        kind = TravelProfile.of_key(self.profile).kind
        facts = (term("vehicle", f"vehicle.{kind}"), metres("road", self.metres))
        return Issue(self.code, severity, facts=facts, receipt_id=receipt_id)


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold the matrices of a day and what was found about its places.

    Parameters
    ----------
    matrices
        One per profile, with time at the door and the pace of the day; ``UNREACHABLE`` to and from every
        place that is barred.
    findings
        By profile, then by place.
    issues
        What there is to say about the source: a profile whose closed zones it does not know.
    """

    matrices: tuple[TravelMatrix, ...]
    findings: tuple[Finding, ...]
    issues: tuple[Issue, ...] = ()

    def barred(self, profile: str) -> frozenset[int]:
        """Return the places that a profile cannot serve, each of which has its finding."""
        return frozenset(f.place for f in self.findings if f.profile == profile and f.barred)


def measure(
    source: TravelSource,
    profiles: Sequence[TravelProfile],
    points: Sequence[Point],
    windows: Sequence[TimeWindow],
    section: Travel,
    *,
    excused: Mapping[str, Collection[int]] | None = None,
    depots: int = 1,
    progress: Progress | None = None,
) -> Measured:
    """Measure times and distances between all places, for each profile.

    Parameters
    ----------
    source
        Where bare driving times come from.
    profiles
        Different ones.
    points
        Place 0 is the depot.
    windows
        When each place is served: what holds then is asked of sources that know hours of their own.
    section
        Limits of snapping, rush hours, seconds at the door.
    excused
        By profile key: places that it may not serve in any case (a zone), about which nothing is
        to be found.
    depots
        How many depots there are: place 0, and so many less one at the end.
    progress
        Shown a step per profile.

    Raises
    ------
    ResourceError
        If the depot hangs on no road in any profile: it is the wrong map.
    ServiceError
        If the source is a server that fails for good.
    """
    progress = progress or Silent()
    progress.begin(Stage.MEASURING, len(profiles))
    matrices: list[TravelMatrix] = []
    findings: list[Finding] = []
    homes = (0, *range(len(points) - depots + 1, len(points)))
    for done, profile in enumerate(profiles):
        progress.advance(done, profile.key)
        if isinstance(source, HourlyTravel):
            bare = source.matrix_in(profile, points, windows)
        else:
            bare = source.matrix(profile, points)
        found = _judge(profile.key, source.snap(profile, points), bare, section)
        matrices.append(_dress(bare, profile.kind, points, section, found, homes))
        let_off = set((excused or {}).get(profile.key, ()))
        findings += [finding for finding in found if finding.place not in let_off]
    progress.end()
    issues = () if source.estimated else _through_zones(matrices)
    measured = Measured(tuple(matrices), tuple(findings), issues)
    _refuse_lost_depot(measured, profiles)
    return measured


def _through_zones(matrices: Sequence[TravelMatrix]) -> tuple[Issue, ...]:
    """Tell of profiles for which a source that measures could only estimate."""
    return tuple(
        Issue(
            Code.ROBOT_BY_BIKE if matrix.ways is Ways.BY_BIKE else Code.ZONE_UNMAPPED,
            Severity.WARNING,
            facts=(written("profile", matrix.profile),),
            field="travel.map",
        )
        for matrix in matrices
        if matrix.estimated
    )


def _judge(key: str, snaps: Sequence[Snap], bare: TravelMatrix, section: Travel) -> list[Finding]:
    """Find what is the matter with each place; at most one finding a place.

    Who cannot leave the store can reach no place at all.
    """
    seconds = np.frombuffer(bare.flat_seconds, np.int32).reshape(bare.size, bare.size)
    cut_off = (seconds[0] >= UNREACHABLE) | (seconds[:, 0] >= UNREACHABLE)
    findings: list[Finding] = []
    for place, snap in enumerate(snaps):
        if snap.metres > section.snap_max_metres:
            code = Code.OFF_ROAD
        elif snap.island:
            code = Code.ISLAND
        elif cut_off[place] or (findings and findings[0].place == 0 and findings[0].barred):
            code = Code.UNREACHABLE
        elif snap.metres > section.snap_warn_metres:
            code = Code.SNAP_FAR
        else:
            continue
        findings.append(Finding(place, key, code, snap.metres))
    return findings


def _dress(
    bare: TravelMatrix,
    kind: str,
    points: Sequence[Point],
    section: Travel,
    findings: Sequence[Finding],
    homes: Sequence[int],
) -> TravelMatrix:
    """Lay factor and time at the door over bare driving times, and bar lost places."""
    size = bare.size
    bare_seconds, bare_metres = (
        np.frombuffer(flat, np.int32).reshape(size, size) for flat in (bare.flat_seconds, bare.flat_metres)
    )
    barred = [finding.place for finding in findings if finding.barred]
    factor, door = section.factor_of(kind), section.seconds_at_door(kind)
    positions = np.asarray(points, dtype=float)
    dressed, metres = np.empty((2, size, size), np.int32)
    for first in range(0, size, _ROWS):
        rows = np.arange(first, min(first + _ROWS, size))
        seconds, far = bare_seconds[rows], bare_metres[rows]
        no_way = (seconds >= UNREACHABLE) | (far >= UNREACHABLE)
        no_way[np.isin(rows, barred)] = no_way[:, barred] = True
        no_way[np.arange(len(rows)), rows] = False
        legs = np.rint(seconds * factor).astype(np.int64)
        legs += _door_seconds(door, positions, rows, homes)
        dressed[rows] = np.where(no_way, UNREACHABLE, legs)
        metres[rows] = np.where(no_way, UNREACHABLE, far)
    return replace(bare.over(size, dressed, metres), pace=pace_of(section, kind))


def _door_seconds(
    door: int, positions: npt.NDArray[np.float64], rows: npt.NDArray[np.int64], homes: Sequence[int]
) -> npt.NDArray[np.int64]:
    """Return the seconds at the door of each leg: none at a depot, nor from the same position."""
    elsewhere = (positions[rows, None, :] != positions[None, :, :]).any(axis=2)
    seconds = np.where(elsewhere, door, 0)
    seconds[:, homes] = 0
    return seconds.astype(np.int64)


def _refuse_lost_depot(measured: Measured, profiles: Sequence[TravelProfile]) -> None:
    """Refuse a map that the store is not on; a store in a closed zone is another matter."""
    whole = {profile.key for profile in profiles if not profile.closed_zones}
    lost = [found for found in measured.findings if found.place == 0 and found.barred]
    if whole and whole <= {found.profile for found in lost}:
        raise ResourceError(
            "The store is not on the map: the nearest road is {metres} m away or leads nowhere.",
            "Check store.lat and store.lon, or install the map of this region with 'dispatch map install'.",
            metres=lost[0].metres,
        )
