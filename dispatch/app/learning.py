"""What returned actuals teach about driving, put into the configuration that plans are made with."""

from typing import TYPE_CHECKING, Any, Final

from dispatch.config import Config, Spread
from dispatch.files.folders import data_folder
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import count, percent, term

if TYPE_CHECKING:
    from dispatch.reporting.driving import LearnedDrives

_WORTH_TELLING: Final = 0.02


def learned_drives() -> "LearnedDrives":
    """Open what earlier days taught about driving."""
    from dispatch.reporting.driving import LearnedDrives

    return LearnedDrives(data_folder() / "learned.sqlite")


def with_learned(config: Config) -> tuple[Config, tuple[Issue, ...]]:
    """Put learned factors and spreads into a configuration that asks for it, and tell which.

    Raises
    ------
    ResourceError
        If what was learned cannot be read.
    """
    if not config.travel.learn:
        return config, ()
    from dispatch.reporting.driving import ENOUGH

    paces = [pace for pace in learned_drives().paces() if pace.drives >= ENOUGH]
    factor: dict[Any, Any] = dict(config.travel.factor)
    spread: dict[Any, Any] = dict(config.travel.spread)
    for pace in paces:
        factor[pace.kind] = pace.factor
        if pace.spread is not None:
            traffic, leg, door = pace.spread
            spread[pace.kind] = Spread(traffic=traffic, leg=leg, door=door)
    travel = config.travel.model_copy(update={"factor": factor, "spread": spread})
    told = tuple(
        Issue(
            Code.TRAVEL_LEARNED,
            Severity.INFO,
            facts=(
                term("kind", f"vehicle.{pace.kind}"),
                percent("factor", round(100 * pace.factor)),
                count("drives", pace.drives),
            ),
            field="travel.learn",
        )
        for pace in paces
        if abs(pace.factor - 1) >= _WORTH_TELLING
    )
    return config.model_copy(update={"travel": travel}), told
