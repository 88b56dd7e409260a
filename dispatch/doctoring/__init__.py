"""Look whether everything is in place for the next unattended run."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from typing import Any, Final

from dispatch.config import Config
from dispatch.doctoring import machine, sources, store
from dispatch.doctoring.findings import Finding, Level, Surroundings, config_finding, fail

Check = Callable[[Config, Surroundings], Iterator[Finding]]

CHECKS: Final[tuple[Check, ...]] = (
    store.couriers,
    store.shifts,
    store.skills,
    store.vehicles,
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
    machine.python,
    machine.dependencies,
)


def examine(config: Config, around: Surroundings, checks: Sequence[Check] = CHECKS) -> tuple[Finding, ...]:
    """Run every check; one that itself fails is a finding too.

    The findings stand in the order of the checks, those of what the store decides first.
    """
    findings = [Finding("CONFIG", "ok", f"The configuration of {config.store.name} can be read.")]
    for check in checks:
        try:
            findings += check(config, around)
        except OSError as error:
            name = check.__name__.upper()
            findings.append(
                Finding(name, "fail", f"This could not be looked at: {error.strerror}.", "Look at the disk.")
            )
    return tuple(findings)


def verdict(findings: Sequence[Finding]) -> Level:
    """Return the worst level among findings."""
    levels = {finding.level for finding in findings}
    return "fail" if "fail" in levels else "warn" if "warn" in levels else "ok"


def as_json(findings: Sequence[Finding]) -> dict[str, Any]:
    """Write findings as JSON types."""
    return {
        "format_version": 1,
        "verdict": verdict(findings),
        "findings": [asdict(finding) for finding in findings],
    }


__all__ = [
    "CHECKS",
    "Check",
    "Finding",
    "Level",
    "Surroundings",
    "as_json",
    "config_finding",
    "examine",
    "fail",
    "verdict",
]
