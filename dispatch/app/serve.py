"""``dispatch serve``: the store behind HTTP, with the plan brought up to date in the background."""

import contextlib
import logging
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final, Self

from dispatch import __version__
from dispatch.app.adapters import writers
from dispatch.app.answerers import Answerers
from dispatch.app.files import Setting, find_setting
from dispatch.app.improving import Improved, Improvement, Rest, clock_ahead, improve
from dispatch.app.liveshop import LiveShop
from dispatch.app.request import in_zone, named_moment
from dispatch.app.run import signing_key
from dispatch.clock import instant
from dispatch.cores import cores
from dispatch.errors import DispatchError
from dispatch.executing import end_with_parent, undisturbed
from dispatch.serving import Address, require_extra, run, safe_address

_LOG: Final = logging.getLogger("dispatch.serve")
_TICK_SECONDS: Final = 1.0
_MOST_PROCESSES: Final = 4
"""That answer, unless more are asked for: they take 120 MB each."""
_SETTLE_SECONDS: Final = 2.0
"""So long after the last purchase the search begins: several often come together."""


@dataclass(frozen=True, slots=True)
class ServeOptions:
    """Hold the flags of ``dispatch serve``.

    Parameters
    ----------
    day, moment
        A rehearsal: the clock starts at that moment of that day, and runs on from there.
    """

    config: Path | None = None
    overrides: Mapping[str, Any] = field(default_factory=dict)
    day: date | None = None
    moment: str = ""


def serve(
    options: ServeOptions,
    environment: Mapping[str, str],
    now: Callable[[], datetime],
    ready: Callable[[str], None],
) -> None:
    """Answer over HTTP until a signal tells to stop.

    Parameters
    ----------
    ready
        Called with the address once connections are taken.

    Raises
    ------
    UsageError
        If the extra is not installed.
    ConfigError
        If it would not be safe to answer there.
    DispatchError
        Any of the tree.
    """
    require_extra()
    setting = find_setting(options.config, None, environment, options.overrides)
    section = setting.config.serve
    address = safe_address(section)
    writers(setting)  # what they refuse, they refuse before anybody is answered
    signing_key(setting.config)
    ahead = _ahead(options, setting, now)
    count = section.processes or min(_MOST_PROCESSES, cores())
    answerers = Answerers(setting, ahead, count) if count > 1 else None
    shop = LiveShop(setting, clock_ahead(setting, ahead), answerers)
    background = _Background(setting, shop, ahead) if section.replan else None
    with contextlib.ExitStack() as stack:
        stack.callback(shop.close)
        if answerers is not None:
            answerers.begin()
        shop.keep_up()
        stack.enter_context(_ticking(shop))
        if background is not None:
            stack.enter_context(background)
        _run(shop, address, setting, ready)


def _run(shop: LiveShop, address: Address, setting: Setting, ready: Callable[[str], None]) -> None:
    run(shop, setting.config.serve, address, __version__, ready)


def _ahead(options: ServeOptions, setting: Setting, now: Callable[[], datetime]) -> timedelta:
    """Return by how much the clock of a rehearsal runs ahead; nothing without one."""
    if options.day is None and not options.moment:
        return timedelta()
    from zoneinfo import ZoneInfo

    local = in_zone(now, setting.config)()
    day = options.day or local.date()
    zone = ZoneInfo(setting.config.store.timezone)
    if not options.moment:
        seconds = local.hour * 3600 + local.minute * 60 + local.second
    else:
        seconds = named_moment(options.moment)
    return instant(day, seconds, zone) - local


@contextlib.contextmanager
def _ticking(shop: LiveShop) -> Iterator[None]:
    """Let the shop look every second whether its day is still as it stands."""
    stop = threading.Event()

    def tick() -> None:
        trouble = ""
        while not stop.wait(_TICK_SECONDS):
            try:
                shop.keep_up()
                shop.tell_released()
                trouble = ""
            except DispatchError as error:
                if trouble != type(error).__name__:
                    trouble = type(error).__name__
                    _LOG.warning("The day cannot be read: %s", trouble)

    thread = threading.Thread(target=tick, name="tick", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


class _Background:
    """Bring the plan up to date in a process of its own, one search at a time."""

    def __init__(self, setting: Setting, shop: LiveShop, ahead: timedelta) -> None:
        self._setting, self._shop, self._ahead = setting, shop, ahead
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._work, name="replan", daemon=True)
        self._pool: ProcessPoolExecutor | None = None
        self._seed = setting.config.solver.seed

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join(timeout=5)
        if self._pool is not None:
            for process in list((self._pool._processes or {}).values()):  # noqa: SLF001
                process.terminate()
            self._pool.shutdown(wait=False, cancel_futures=True)

    def _work(self) -> None:
        searched, rest = time.monotonic(), Rest()
        while not self._stop.is_set():
            news = self._shop.unplanned.wait(timeout=1.0)
            if self._stop.is_set():
                return
            if news:
                self._shop.unplanned.clear()
                if self._stop.wait(_SETTLE_SECONDS):
                    return
            elif time.monotonic() - searched < rest.seconds:
                continue
            self._shop.replanning = True
            ended = self._improve(anew=not news)
            self._shop.replanning = False
            searched = time.monotonic()
            rest.after(ended)
            if ended is Improved.OVERTAKEN:
                self._shop.unplanned.set()

    def _improve(self, *, anew: bool) -> Improved | None:
        """Search once; trouble is noted, and the next purchase tries again."""
        self._seed += anew
        asked = Improvement(self._shop.today(), self._setting, self._ahead, anew, self._seed)
        try:
            with undisturbed():
                future: Future[Improved] = self._workers().submit(improve, asked)
            while not future.done():
                if self._stop.wait(0.2):
                    return None
            return future.result()
        except BrokenExecutor:
            self._pool = None
            _LOG.warning("The process that replans ended; another is begun.")
        except DispatchError as error:
            _LOG.warning("No new plan: %s", type(error).__name__)
        return None

    def _workers(self) -> ProcessPoolExecutor:
        if self._pool is None:
            self._pool = ProcessPoolExecutor(1, get_context("spawn"), end_with_parent)
        return self._pool
