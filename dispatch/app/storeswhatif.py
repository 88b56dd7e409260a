"""``dispatch whatif --stores``: the days of every store of a chain under other circumstances."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from dispatch.app.adapters import pressed
from dispatch.app.chain import read_chain
from dispatch.app.files import write_asked
from dispatch.app.whatif import Answered, PreparedStudy, WhatIfOptions, means_of, prepare_study
from dispatch.errors import DispatchError, InputError, UsageError
from dispatch.model import NEEDS_LOOK, PLANNED, Issue
from dispatch.phrases import Phrase, one_after_the_other
from dispatch.ports import Progress
from dispatch.reporting.tables import style_of
from dispatch.study.answering import Answer, differences_of
from dispatch.study.conducting import conduct
from dispatch.study.together import add_up, left_out
from dispatch.words import Words, words


@dataclass(frozen=True, slots=True)
class ChainAnswered:
    """Hold the answer of each store that has one, and that of all stores as one.

    Parameters
    ----------
    stores
        Name and answer, in the order of the list.
    whole
        Their days added up.
    uncounted
        Days of stores that are not in the sum.
    troubles
        Stores and days that could not be studied, in sentences.
    """

    stores: tuple[tuple[str, Answered], ...]
    whole: Answer
    say: Words
    uncounted: int = 0
    troubles: tuple[str, ...] = ()

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The answer of each store, under the name that the list gives it."""
        return tuple(replace(answered.answer, store=name) for name, answered in self.stores)

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What was doubted at any store, once."""
        return tuple(dict.fromkeys(issue for _, answered in self.stores for issue in answered.issues))

    @property
    def status(self) -> int:
        """0, or 5 if something needs a look."""
        looked = self.troubles or any(answered.status for _, answered in self.stores)
        return NEEDS_LOOK if looked else PLANNED


def whatif_stores(
    file: Path,
    options: WhatIfOptions,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    progress: Progress,
) -> ChainAnswered:
    """Plan days of every store under scenarios, all cells side by side; one store's fault harms no other.

    How many work side by side is said by the first store's ``[solver]``.

    Raises
    ------
    ConfigError
        If the list of stores holds something wrong.
    InputError
        If no store has a day to plan again.
    UsageError
        If no scenario can be had at every store.
    """
    prepared: list[tuple[str, PreparedStudy]] = []
    unread: list[Phrase] = []
    for store in read_chain(file).stores:
        try:
            prepared.append(
                (store.name, prepare_study(replace(options, config=store.config), environment, now))
            )
        except DispatchError as error:
            unread.append(Phrase("{store}: {why}", {"store": store.name, "why": error.phrase}))
    if not prepared:
        raise InputError(
            "No store can be studied: {told}",
            "Mend what is said of each store.",
            told=one_after_the_other(unread),
        )
    first = prepared[0][1].config
    say = words(first.store.language)
    means = means_of(options, first)
    found = conduct([study.study for _, study in prepared], means, say, progress)
    means.kept.forget(now().timestamp())
    stores = tuple((name, of.answered(studied)) for (name, of), studied in zip(prepared, found, strict=True))
    whole = Answer(
        add_up(found),
        ", ".join(name for name, _ in stores),
        by_iterations=all(answered.answer.by_iterations for _, answered in stores),
    )
    if not whole.studied.study.days:
        raise UsageError(
            "No store has a day that can be planned under every scenario.", "Ask for each store alone."
        )
    troubles = [f"{name}: {trouble}" for name, answered in stores for trouble in answered.troubles]
    return ChainAnswered(stores, whole, say, left_out(found), (*map(say.phrase, unread), *troubles))


def chain_whatif_files(
    chain: ChainAnswered, csv: Path | None, html: Path | None, pdf: Path | None
) -> tuple[Path, ...]:
    """Write all stores' differences as CSV, and the page of all stores as HTML and PDF, as asked.

    Raises
    ------
    ResourceError
        If a file cannot be written.
    """
    from dispatch.study.page import as_html, as_pdf

    say = chain.say
    return write_asked(
        (csv, lambda: _as_csv(chain).encode()),
        (html, lambda: as_html(chain.whole, say, chain.answers).encode()),
        (pdf, lambda: pressed(lambda press: as_pdf(chain.whole, say, press, chain.answers))),
    )


def _as_csv(chain: ChainAnswered) -> str:
    together = replace(chain.whole, store=chain.say("terminal.total"))
    return differences_of((*chain.answers, together)).csv(style_of(chain.say.language))
