"""What the owner's questions show."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch.clock import hhmm
from dispatch.words import Words
from dispatch_cli.console import FORMAT_VERSION, Screen
from dispatch_cli.plainly import issue_as_json
from dispatch_cli.summary import show_issues, show_table

if TYPE_CHECKING:
    from dispatch.app.sharing import Together
    from dispatch.app.stores import Chain, StorePlanned
    from dispatch.app.storesreport import ChainReported
    from dispatch.app.storeswhatif import ChainAnswered
    from dispatch.app.whatif import Answered
    from dispatch.model import Plan
    from dispatch.study.answering import Answer
    from dispatch_cli import shapes


def show_whatif(
    screen: Screen, answered: "Answered", csv: Path | None, html: Path | None, pdf: Path | None
) -> int:
    """Show scenarios side by side and what differs, and write the files asked for."""
    from dispatch.app.whatif import whatif_files
    from dispatch.study.answering import to_json

    answer = answered.answer
    files = whatif_files(answered, csv, html, pdf)
    result: shapes.WhatIfShape = {
        "format_version": FORMAT_VERSION,
        "status": answered.status,
        **to_json(answer),
        "files": [str(path) for path in files],
        "issues": [issue_as_json(issue, screen.words) for issue in answered.issues],
    }
    screen.result(result, told=not files)
    if not screen.quiet:
        _show_answer(screen, answer, answered.say)
    _show_rest(screen, answered, files)
    return answered.status


def show_chain_whatif(
    screen: Screen, chain: "ChainAnswered", csv: Path | None, html: Path | None, pdf: Path | None
) -> int:
    """Show what differs over all stores, then store by store, and write the files asked for."""
    from dispatch.app.storeswhatif import chain_whatif_files
    from dispatch.study.answering import to_json

    files = chain_whatif_files(chain, csv, html, pdf)
    result: shapes.ChainWhatIfShape = {
        "format_version": FORMAT_VERSION,
        "status": chain.status,
        "stores": [to_json(answer) for answer in chain.answers],
        "together": to_json(chain.whole),
        "days_not_together": chain.uncounted,
        "troubles": list(chain.troubles),
        "files": [str(path) for path in files],
        "issues": [issue_as_json(issue, screen.words) for issue in chain.issues],
    }
    screen.result(result, told=not files)
    if not screen.quiet:
        _show_answer(screen, chain.whole, chain.say, chain.answers)
        if chain.uncounted:
            screen.say(chain.say.count("study.note.uncounted", chain.uncounted))
    _show_rest(screen, chain, files)
    return chain.status


def _show_answer(screen: Screen, answer: "Answer", say: "Words", stores: Sequence["Answer"] = ()) -> None:
    from dispatch.reporting.tables import language_of
    from dispatch.study.answering import by_store, differences, notes, side_by_side, span_of

    console, language = screen.people(), language_of(say.language)
    screen.say(f"{answer.store}, {span_of(answer, say)}")
    show_table(console, say("study.means"), side_by_side(answer), language)
    for scenario in answer.others:
        table = differences(answer, scenario, language)
        if table.rows:
            show_table(console, say("study.apart", scenario=scenario.name), table, language)
            if stores:
                title = say("study.by_store", scenario=scenario.name)
                show_table(console, title, by_store(stores, scenario, language), language)
    screen.say(say("study.clear"))
    found = [one.studied for one in stores or (answer,)]
    cells, known = sum(one.done for one in found), sum(one.known for one in found)
    done = say("study.planned", cells=say.integer(cells), known=say.integer(known))
    for note in (done, *notes(answer, say)):
        screen.say(note)


def _show_rest(screen: Screen, answered: "Answered | ChainAnswered", files: Sequence[Path]) -> None:
    show_issues(screen.people(), answered.say, answered.issues)
    for trouble in answered.troubles:
        screen.warn(trouble)
    for path in files:
        screen.say(str(path))


def show_stores(screen: Screen, chain: "Chain") -> int:
    """Show a line for each store, and below it why one has no plan."""
    from dispatch.reporting.tables import Column, Table

    say = screen.words
    result: shapes.StoresShape = {
        "format_version": FORMAT_VERSION,
        "status": chain.status,
        "stores": [_store_as_json(say, store) for store in chain.stores],
        "rows_of_no_store": dict(chain.nobodys),
        "together": [_together_as_json(say, one) for one in chain.together],
    }
    screen.result(result)
    counts = ("planned", "left", "rejected", "settled", "status")
    kinds = {**dict.fromkeys(counts, "count"), "euro": "euro"}
    columns = tuple(
        Column(key, say(f"stores.col.{key}"), say(f"stores.col.{key}"), kinds.get(key, "text"))  # type: ignore[arg-type]
        for key in ("store", "planned", "left", "rejected", "settled", "euro", "status")
    )
    if not screen.quiet:
        rows = tuple(_store_row(store) for store in chain.stores)
        if len(rows) > 1:
            rows += (_whole_row(say, chain, rows),)
        show_table(screen.people(), say("stores.title"), Table(columns, rows), say.language)
    for store in chain.stores:
        if why := "\n".join(filter(None, _why(screen.words, store))):
            screen.warn(f"{store.name}: {why}")
        for trouble in store.troubles:
            screen.warn(f"{store.name}: {trouble}")
        if store.folder is not None:
            same = f" ({say('stores.unchanged')})" if store.unchanged else ""
            screen.say(f"{store.name}: {store.folder}{same}")
    for one in chain.together:
        _show_together(screen, one)
    if chain.nobodys:
        names = ", ".join(f'"{name}"' if name else say("stores.nameless") for name in sorted(chain.nobodys))
        screen.warn(f"{say.count('stores.nobodys', sum(chain.nobodys.values()))} ({names})")
    return chain.status


def _show_together(screen: Screen, one: "Together") -> None:
    """Say what stores would save by sharing couriers, and which trips would load elsewhere."""
    say, names = screen.words, ", ".join(one.stores)
    if why := "\n".join(filter(None, _why_apart(say, one))):
        screen.warn(f"{names}: {why}")
    if one.stays:
        screen.say(say("stores.stays", stores=names, at=", ".join(one.stays)))
    if one.driven:
        screen.say(say("stores.driven", stores=names))
    if one.shared is None:
        return
    apart, together = one.shared.apart.totals, one.shared.together.totals
    screen.say(
        say(
            "stores.together",
            stores=names,
            together=say.euro(together.cost.cents),
            apart=say.euro(apart.cost.cents),
            saved=say.euro(one.shared.saved_cents),
        )
    )
    left = [len(plan.unserved) for plan in (one.shared.apart, one.shared.together)]
    figures = zip(left, (apart.routes, together.routes), (apart.metres, together.metres), strict=True)
    for key, (stays, routes, metres) in zip(("apart", "shared"), figures, strict=True):
        what = {"left": say.integer(stays), "routes": say.integer(routes), "km": say.km(metres)}
        screen.say(f"  {say(f'stores.{key}', **what)}")
    for trip in one.elsewhere:
        where = {"vehicle": trip.vehicle, "store": trip.store, "trip": trip.trip, "other": trip.loads_at}
        told_stops = say.count("stores.stops", trip.stops)
        screen.say(f"  {say('stores.elsewhere', at=hhmm(trip.loading), stops=told_stops, **where)}")


def _together_as_json(say: Words, one: "Together") -> "shapes.TogetherShape":
    plans = (one.shared.apart, one.shared.together) if one.shared else None
    error, hint = _why_apart(say, one)
    return {
        "stores": list(one.stores),
        "apart": _plan_as_json(plans[0]) if plans else None,
        "together": _plan_as_json(plans[1]) if plans else None,
        "saved_eur": one.shared.saved_cents / 100 if one.shared else None,
        "elsewhere": [asdict(trip) for trip in one.elsewhere],  # type: ignore[misc]
        "driven": one.driven,
        "stays": list(one.stays),
        "error": error,
        "hint": hint,
    }


def _why_apart(say: Words, one: "Together") -> tuple[str, str]:
    """Say why stores are not planned together, and what to do; empty where they are."""
    if one.error is None:
        return one.bug, ""
    told = say.error(one.error)
    return told.message, told.hint


def _plan_as_json(plan: "Plan") -> "shapes.PlanFiguresShape":
    totals = plan.totals
    return {
        "cost_eur": totals.cost.cents / 100,
        "stops": totals.stops,
        "left": len(plan.unserved),
        "routes": totals.routes,
        "trips": totals.trips,
        "metres": totals.metres,
        "work_seconds": totals.work_seconds,
    }


def _store_row(store: "StorePlanned") -> tuple[str | int | float | None, ...]:
    summary = store.summary
    if summary is None:
        return (store.name, None, None, None, None, None, store.status)
    accounts = summary.accounts
    open_rows = accounts.rejected - summary.settled
    counts = (accounts.planned, accounts.unassigned, open_rows, summary.settled)
    return (store.name, *counts, summary.cents / 100, store.status)


def _whole_row(
    say: Words, chain: "Chain", rows: Sequence[tuple[str | int | float | None, ...]]
) -> tuple[str | int | float | None, ...]:
    """Add up what the stores with a plan have; the status is that of the command."""
    figures = [[one for one in column if isinstance(one, int | float)] for column in zip(*rows, strict=True)]
    return (say("terminal.total"), *(sum(column) for column in figures[1:-1]), chain.status)


def _why(say: Words, store: "StorePlanned") -> tuple[str, str]:
    """Say why a store has no plan, and what to do; empty where it has one."""
    if store.error is None:
        return store.bug, ""
    told = say.error(store.error)
    return told.message, told.hint


def _store_as_json(say: Words, store: "StorePlanned") -> "shapes.StoreShape":
    summary = store.summary
    error, hint = _why(say, store)
    return {
        "name": store.name,
        "status": store.status,
        "date": summary.day.isoformat() if summary else None,
        "version": summary.version if summary else None,
        "accounts": asdict(summary.accounts) if summary else None,
        "cost_eur": summary.cents / 100 if summary else None,
        "folder": str(store.folder) if store.folder else None,
        "unchanged": store.unchanged,
        "error": error,
        "hint": hint,
        "troubles": list(store.troubles),
    }


def show_stores_report(screen: Screen, chain: "ChainReported", csv: Path | None, pdf: Path | None) -> int:
    """Show a line of figures for each store and one for all, and write the files asked for."""
    from dispatch.app.storesreport import chain_files, chain_table
    from dispatch.reporting import to_json as day_as_json

    files = chain_files(chain, csv, pdf)
    result: shapes.ChainReportShape = {
        "format_version": FORMAT_VERSION,
        "status": chain.status,
        "stores": [
            {"name": name, "days": [day_as_json(day.without_persons()) for day in reported.figures]}
            for name, reported in chain.stores
        ],
        "troubles": list(chain.troubles),
        "files": [str(path) for path in files],
    }
    screen.result(result, told=not files)
    show_table(screen.people(), screen.words("stores.title"), chain_table(chain), chain.language)
    for trouble in chain.troubles:
        screen.warn(trouble)
    for path in files:
        screen.say(str(path))
    return chain.status
