"""Look whether everything is in place for the next unattended run."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, TypedDict

from dispatch.config import Config
from dispatch.doctoring import machine, sources, store, unmanned
from dispatch.doctoring.findings import Finding, Level, Surroundings, config_finding, error_finding, fail, ok
from dispatch.model.facts import written
from dispatch.words import Words

UNSEEN: Final = "unseen"
"""What is said of any check that failed itself."""

Check = Callable[[Config, Surroundings], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    store.couriers,
    store.shifts,
    store.skills,
    store.vehicles,
    unmanned.permits,
    unmanned.flights,
    machine.purchases,
    machine.files,
    machine.folders,
    machine.privacy,
    machine.retention,
    machine.disk,
    machine.lock,
    machine.clock,
    machine.time_zone,
    sources.road_map,
    sources.addresses,
    sources.online,
    sources.mail,
    sources.heartbeat,
    sources.server,
    sources.holds,
    machine.python,
    machine.dependencies,
)


def examine(config: Config, around: Surroundings, checks: Sequence[Check] = CHECKS) -> tuple[Finding, ...]:
    """Run every check; one that itself fails is a finding too.

    The findings stand in the order of the checks, those of what the store decides first.
    """
    findings = [ok("CONFIG", "good", written("store", config.store.name))]
    for check in checks:
        try:
            findings += check(config, around)
        except OSError as error:
            name = check.__name__.upper()
            why = written("why", error.strerror or type(error).__name__)
            findings.append(fail(name, UNSEEN, why))
    return tuple(findings)


def verdict(findings: Sequence[Finding]) -> Level:
    """Return the worst level among findings."""
    levels = {finding.level for finding in findings}
    return "fail" if "fail" in levels else "warn" if "warn" in levels else "ok"


class FindingJson(TypedDict):
    """Tell how one thing is, and what to do about it."""

    code: str
    level: Level
    message: str
    remedy: str


class FindingsJson(TypedDict):
    """Tell how everything is."""

    format_version: int
    verdict: Level
    findings: list[FindingJson]


def as_json(findings: Sequence[Finding], say: Words) -> FindingsJson:
    """Write findings as JSON types, in words."""
    return {
        "format_version": 1,
        "verdict": verdict(findings),
        "findings": [_as_json(finding, say) for finding in findings],
    }


def say_finding(say: Words, finding: Finding) -> tuple[str, str]:
    """Return how a thing is and what to do, in words; the remedy is empty where nothing is to be done."""
    if finding.error is not None:
        told = say.error(finding.error)
        return told.message, told.hint
    key = f"doctor.{finding.about}" if finding.about == UNSEEN else f"doctor.{finding.code}.{finding.about}"
    remedy = f"{key}.remedy"
    return say.tell(key, finding.facts), say.tell(remedy, finding.facts) if remedy in say.texts else ""


def _as_json(finding: Finding, say: Words) -> FindingJson:
    message, remedy = say_finding(say, finding)
    return {"code": finding.code, "level": finding.level, "message": message, "remedy": remedy}


__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "FindingsJson",
    "Level",
    "Surroundings",
    "as_json",
    "config_finding",
    "error_finding",
    "examine",
    "say_finding",
    "verdict",
]
