"""Which courier the till asks for: a wish like one of the dispatcher, which wins where there are two."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from dispatch.day import DayState
from dispatch.day.news import Turn
from dispatch.files.text import words
from dispatch.intake import Export
from dispatch.model import Code, Issue, Severity
from dispatch.model.facts import count, written


def with_wishes_of_till(
    state: DayState, till: Export, couriers: Iterable[str]
) -> tuple[DayState, tuple[Issue, ...]]:
    """Return the day with the couriers that its rows ask for, and tell of names that no courier has.

    Parameters
    ----------
    state
        What the book says.
    till
        The rows as they stand.
    couriers
        Names of those that the configuration knows; the book may know more.
    """
    if "courier" not in till.columns.indexes:
        return state, ()
    known = {" ".join(words(name)): name for name in (*couriers, *state.fleet.couriers)}
    given, unknown = {}, Counter[str]()
    for record in till.flagged:
        index = till.columns.place(record.text, "courier")
        name = "" if index is None else record.text(index)
        if courier := known.get(" ".join(words(name))):
            given[till.receipt(record)] = (courier, Turn.ANY)
        elif any(map(str.isalpha, name)):
            unknown[name] += 1
    field = till.columns.title("courier")
    issues = (
        Issue(
            Code.COURIER_UNKNOWN,
            Severity.WARNING,
            facts=(count("n", number), written("courier", name)),
            field=field,
        )
        for name, number in unknown.most_common()
    )
    return replace(state, given={**given, **state.given}), tuple(issues)
