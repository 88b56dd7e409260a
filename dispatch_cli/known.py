"""What the terminal says in a line of what is known: settled orders, and what the version before said."""

from collections import Counter
from collections.abc import Iterator

from dispatch.model import Confidence, Fresh, Place, PlannedDay, Rejected
from dispatch.words import Words

_NAMED = 4
"""Receipts that are named; the rest is counted."""


def doubtful_doors(day: PlannedDay | None) -> list[tuple[str, Place]]:
    """List the doors that are not certain, with the receipts that go there."""
    return [
        (", ".join(stop.receipt_ids), stop.place)
        for stop in (day.problem.stops if day else ())
        if stop.place.confidence is not Confidence.EXACT
    ]


def known_lines(say: Words, fresh: Fresh, doubts: int) -> Iterator[str]:
    """Say what nobody needs to look at again.

    Parameters
    ----------
    fresh
        What a version says, parted.
    doubts
        Uncertain addresses that the version before told of.
    """
    if fresh.decided:
        settled: dict[str, list[str]] = {}
        for reject in fresh.decided:
            settled.setdefault(_reason(reject), []).append(reject.receipt_id)
        told = [say(f"terminal.settled.{why}", what=_first(say, named)) for why, named in settled.items()]
        yield say("terminal.settled", what="; ".join(told))
    if fresh.rejected_before:
        named = [reject.receipt_id or str(reject.row) for reject in fresh.rejected_before]
        yield say("terminal.known.rejected", n=say.integer(len(named)), what=_first(say, named))
    if doubts:
        yield say("terminal.known.doubts", n=say.integer(doubts))
    if fresh.issues_before:
        counted = Counter(str(issue.code) for issue in fresh.issues_before)
        yield say("terminal.known.issues", what=", ".join(f"{code} {n}" for code, n in counted.items()))


def _reason(reject: Rejected) -> str:
    issue = reject.issues[0]
    return f"{issue.code}.{issue.about}" if issue.about else str(issue.code)


def _first(say: Words, named: list[str]) -> str:
    listed = ", ".join(named[:_NAMED])
    if len(named) <= _NAMED:
        return listed
    return say("change.more", items=listed, n=say.integer(len(named) - _NAMED))
