"""``dispatch report --stores``: the figures of every store of a chain, a line each, and all together."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from dispatch.app.adapters import pressed
from dispatch.app.chain import read_chain
from dispatch.app.files import write_asked
from dispatch.app.report import Reported, report
from dispatch.errors import DispatchError, InputError
from dispatch.model import NEEDS_LOOK, PLANNED
from dispatch.phrases import Phrase, one_after_the_other
from dispatch.reporting import DayFigures, Report, Table, column, draw_report, tabulate
from dispatch.reporting.tables import Language, style_of
from dispatch.words import words


@dataclass(frozen=True, slots=True)
class ChainReported:
    """Hold the figures of each store that has any.

    Parameters
    ----------
    stores
        Name and figures, in the order of the list.
    troubles
        Stores and days that could not be read, in sentences.
    """

    stores: tuple[tuple[str, Reported], ...]
    troubles: tuple[str, ...] = ()

    @property
    def figures(self) -> tuple[DayFigures, ...]:
        """Every day of every store."""
        return tuple(day for _, reported in self.stores for day in reported.figures)

    @property
    def language(self) -> Language:
        """That of the first store."""
        return self.stores[0][1].tongue

    @property
    def status(self) -> int:
        """0, or 5 if something needs a look."""
        looked = self.troubles or any(reported.status for _, reported in self.stores)
        return NEEDS_LOOK if looked else PLANNED


def report_stores(file: Path, environment: Mapping[str, str], now: Callable[[], datetime]) -> ChainReported:
    """Gather the figures of every day of every store; one that cannot be read harms no other.

    Raises
    ------
    ConfigError
        If the list of stores holds something wrong.
    InputError
        If no store has any figures.
    """
    found: list[tuple[str, Reported]] = []
    unread: list[Phrase] = []
    troubles: list[str] = []
    for store in read_chain(file).stores:
        try:
            reported = report((), None, store.config, None, environment, now)
        except DispatchError as error:
            unread.append(Phrase("{store}: {why}", {"store": store.name, "why": error.phrase}))
        else:
            found.append((store.name, reported))
            troubles += [f"{store.name}: {trouble}" for trouble in reported.troubles]
    if not found:
        raise InputError(
            "No store has a run: {told}",
            "Plan a day first: dispatch stores.",
            told=one_after_the_other(unread),
        )
    say = words(found[0][1].language)
    return ChainReported(tuple(found), (*map(say.phrase, unread), *troubles))


def chain_table(chain: ChainReported) -> Table:
    """Set the stores beneath each other, and all of them together last."""
    say = words(chain.language)
    tables = [(name, tabulate(reported.figures, "period")) for name, reported in chain.stores]
    whole = tabulate(chain.figures, "period")
    rows = [(name, *table.rows[0][1:]) for name, table in tables if table.rows]
    rows += [(say("terminal.total"), *row[1:]) for row in whole.rows]
    return Table((column("store", "text"), *whole.columns[1:]), tuple(rows))


def chain_files(chain: ChainReported, csv: Path | None, pdf: Path | None) -> tuple[Path, ...]:
    """Write the table as CSV and the figures of all stores as PDF, as asked.

    Raises
    ------
    ResourceError
        If a file cannot be written.
    """
    table = (words(chain.language)("stores.title"), chain_table(chain))
    names = ", ".join(name for name, _ in chain.stores)
    whole = Report(chain.figures, names, chain.language, "day", (table,))
    return write_asked(
        (csv, lambda: chain_table(chain).csv(style_of(chain.language)).encode()),
        (pdf, lambda: pressed(lambda press: draw_report(whole, press))),
    )
