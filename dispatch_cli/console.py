"""The terminal: where text goes, whether it may be coloured, how progress looks, what Ctrl-C does."""

import json
import os
import signal
import sys
import textwrap
import time
import unicodedata
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType
from typing import TYPE_CHECKING, Any

from dispatch.ports import Progress, Silent, Stage
from dispatch.words import Words, words
from dispatch_cli import heeded

if TYPE_CHECKING:
    from rich.console import Console

FORMAT_VERSION = 1
"""Of what ``--json`` writes."""

GENTLE_STAGE = Stage.SEARCHING
"""The stage in which the first Ctrl-C asks for the best plan so far instead of ending the program."""

A_LINE_EVERY = 20.0
"""Seconds from one line about long work to the next."""

_TERMINAL_WIDTH_OFF_TTY = 100

kept: ContextVar[bool] = ContextVar("kept", default=False)
"""Whether the command of this process has written something that stays, however it ends."""


told_only: ContextVar[bool] = ContextVar("told_only", default=False)
"""Whether to show something is all that the command of this process does: it fails where that is lost."""


def nothing_but_told() -> bool:
    """Tell whether the command has done nothing but to show something."""
    return told_only.get() and not kept.get()


class Screen:
    """Write to people and to programs.

    Parameters
    ----------
    as_json
        Results go to standard output as one JSON object, and people's text to standard error.
    quiet
        People's text is left out unless something needs a look.
    language
        In which people are spoken to.
    """

    def __init__(self, *, as_json: bool = False, quiet: bool = False, language: str = "en") -> None:
        self.as_json = as_json
        self.quiet = quiet
        self.words = words(language)

    def people(self) -> "Console":
        """Return the console for people: standard output, or standard error next to JSON."""
        return _console(stderr=self.as_json)

    def say(self, text: str) -> None:
        """Print a line for people, without any markup."""
        if not self.quiet:
            _write(self.people(), safe(text))

    def warn(self, text: str) -> None:
        """Print a paragraph to standard error, even when quiet."""
        _write(_console(stderr=True), safe(text, lines=True))

    def result(self, value: Mapping[str, object], *, told: bool = False) -> None:
        """Print the result as one JSON object, if JSON was asked for.

        Parameters
        ----------
        told
            Whether all that the command does is to tell this.
        """
        told_only.set(told)
        if self.as_json:
            sys.stdout.write(json.dumps(value, indent=2) + "\n")


def safe(text: str, *, lines: bool = False) -> str:
    """Take control characters out of text of any origin: it must not move the cursor or change colours.

    Parameters
    ----------
    lines
        Whether line breaks stay.
    """
    return "".join(c for c in text if unicodedata.category(c)[0] != "C" or (lines and c == "\n"))


def _write(console: "Console", text: str) -> None:
    """Print text as it is: on a terminal sentences are broken between words, what is to be copied is not."""
    if console.is_terminal:
        text = "\n".join(_broken(line, console.width) for line in text.split("\n"))
    console.print(text, markup=False, highlight=False, soft_wrap=True)


def _broken(line: str, width: int) -> str:
    """Break a line between words; one that is set in is to be copied."""
    if line.startswith("  "):
        return line
    return textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)


def _console(*, stderr: bool) -> "Console":
    from rich.console import Console

    stream = sys.stderr if stderr else sys.stdout
    width = None if stream.isatty() else _TERMINAL_WIDTH_OFF_TTY
    return Console(stderr=stderr, width=width, highlight=False, emoji=False)


@contextmanager
def progress_on(screen: Screen, *, long: bool = False) -> Iterator[Progress]:
    """Show progress on a terminal; keep still without one. Ctrl-C is looked after in both.

    Parameters
    ----------
    long
        Whether the work may take so long that people want to hear of it where nothing can move, too.
    """
    shown = None if screen.quiet else _shown(screen.words, long=long)
    before = {number: signal.getsignal(number) for number in heeded()}
    progress = _Watched(shown, before, screen.words)
    for number in before:
        signal.signal(number, progress.on_signal)
    try:
        yield progress
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
        progress.close()


class _Watched(Silent):
    """Forward progress to a bar, if there is one, and remember whether Ctrl-C was pressed."""

    def __init__(self, bar: "_Bar | _Lines | None", before: Mapping[int, Any], say: Words) -> None:
        self._bar = bar
        self._say = say
        self._before = before
        self._stages: list[Stage] = []
        self._stop = False
        self._keeping = False
        self._held_back: int | None = None

    def on_signal(self, number: int, frame: FrameType | None) -> None:
        if self._keeping:
            self._held_back = number
            return
        if number != signal.SIGINT or GENTLE_STAGE not in self._stages or self._stop:
            self._end(number, frame)
        self._stop = True
        self.advance(0, self._say("stage.stopping"))

    def _end(self, number: int, frame: FrameType | None) -> None:
        end = self._before[number]
        if callable(end):
            end(number, frame)
        else:
            raise KeyboardInterrupt

    def begin(self, stage: Stage, total: float | None = None) -> None:
        self._stages.append(stage)
        if self._bar:
            self._bar.begin(self._say(f"stage.{stage.name.lower()}"), total)

    def advance(self, done: float, note: str = "") -> None:
        if self._bar:
            self._bar.advance(done, note)

    def end(self) -> None:
        if self._stages:
            self._stages.pop()
        if self._bar:
            self._bar.end()

    def interrupted(self) -> bool:
        return self._stop

    @contextmanager
    def keeping(self) -> Iterator[None]:
        self._keeping = True
        try:
            yield
            kept.set(True)
        finally:
            self._keeping = False
        if self._held_back is not None:
            self._end(self._held_back, None)

    def close(self) -> None:
        if self._bar:
            self._bar.close()


class _Lines:
    """Print a line for each stage: what a terminal without animation gets.

    Parameters
    ----------
    long
        Whether to say now and then how far a stage is.
    """

    def __init__(self, say: Words, *, long: bool) -> None:
        self._console = _console(stderr=True)
        self._say, self._long = say, long
        self._total: float | None = None
        self._told = 0.0

    def begin(self, stage: str, total: float | None) -> None:
        self._total, self._told = total, time.monotonic()
        self._console.print(f"{stage} …", markup=False)

    def advance(self, done: float, note: str) -> None:
        now = time.monotonic()
        if self._long and self._total and now - self._told >= A_LINE_EVERY:
            self._told = now
            share = self._say("stage.share", done=self._say.integer(int(done)),
                              total=self._say.integer(int(self._total)))  # fmt: skip
            self._console.print("  " + ", ".join(filter(None, (share, note))), markup=False)

    def end(self) -> None:
        """Say nothing."""

    def close(self) -> None:
        """Leave the lines where they are."""


class _Bar:
    """Draw one line: what is being done, how far it is, and a note such as the cost so far."""

    def __init__(self) -> None:
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        self._bars = Progress(
            SpinnerColumn(),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}", markup=False),
            console=_console(stderr=True),
            transient=True,
        )
        self._bars.start()
        self._task = self._bars.add_task("", note="")
        self._drawn = 0.0

    def begin(self, stage: str, total: float | None) -> None:
        self._bars.reset(self._task, total=total, description=stage, note="")

    def advance(self, done: float, note: str) -> None:
        now = time.monotonic()
        if now - self._drawn > 0.05:
            self._drawn = now
            self._bars.update(self._task, completed=done)
            if note:
                self._bars.update(self._task, note=note)

    def end(self) -> None:
        self._bars.update(self._task, description="", note="")

    def close(self) -> None:
        self._bars.stop()


def _shown(say: Words, *, long: bool) -> "_Bar | _Lines | None":
    """Return a bar that moves, or lines that do not where NO_COLOR asks for a still screen (no-color.org).

    Without a terminal only long work is shown, in lines.
    """
    if not sys.stderr.isatty():
        return _Lines(say, long=True) if long else None
    return _Lines(say, long=long) if os.environ.get("NO_COLOR") else _Bar()
