"""Processes that answer questions at the till, so that every core does: OSRM and Python keep one each."""

import contextlib
import logging
import multiprocessing
import signal
import threading
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, Protocol

from dispatch.app.adapters import open_adapters
from dispatch.app.files import Setting
from dispatch.app.improving import clock_ahead
from dispatch.app.opendays import Answered, Located, OpenDays
from dispatch.errors import DispatchError, ResourceError
from dispatch.executing import end_with_parent, undisturbed
from dispatch.pipeline import Adapters
from dispatch.ports import Silent
from dispatch.serving import Basket

_LOG: Final = logging.getLogger("dispatch.serve")

_AT_ONCE: Final = 16
"""Questions that a process takes at most, so that none waits long for those that came with it."""

_IDLE_SECONDS: Final = 1.0
"""How often a process that is asked nothing looks whether its day is still as it stands."""

_APART_SECONDS: Final = 1.0
"""How long a process answers from a day at least before it is opened anew."""

_TRIES: Final = 2
"""How often a question may take the process with it that answers."""


class Questions(Protocol):
    """Answer questions, whoever does it; may be called from several threads."""

    def answer(self, question: Basket) -> Answered:
        """Return the answer to a question."""
        ...

    def close(self) -> None:
        """Finish what was begun."""
        ...


@dataclass(slots=True)
class _Asked:
    """Hold a question, who waits for its answer, and how often it was tried."""

    basket: Basket
    future: Future[Answered]
    tries: int = 0


class _Wire(Protocol):
    """One end of a pipe between two processes, of whatever kind the system has."""

    def send(self, obj: Any, /) -> None: ...

    def recv(self) -> Any: ...

    def poll(self, timeout: float, /) -> bool: ...

    def close(self) -> None: ...


class Answerers:
    """Answer questions in processes of their own, which keep the day open each for itself.

    Parameters
    ----------
    setting
        The store's.
    ahead
        By how much the store's clock runs ahead of this machine's: a rehearsal.
    count
        How many processes.
    """

    def __init__(self, setting: Setting, ahead: timedelta, count: int) -> None:
        self._setting, self._ahead, self._count = setting, ahead, count
        self._waiting: deque[_Asked] = deque()
        self._news = threading.Condition()
        self._closing = False
        self._threads: list[threading.Thread] = []

    def begin(self) -> None:
        """Begin the processes, once it is sure that the store's files can be read."""
        for number in range(self._count):
            name = f"answerer-{number}"
            self._threads.append(threading.Thread(target=self._hand_out, name=name, daemon=True))
            self._threads[-1].start()

    def answer(self, question: Basket) -> Answered:
        """Return the answer to a question."""
        asked = _Asked(question, Future())
        with self._news:
            self._waiting.append(asked)
            self._news.notify()
        return asked.future.result()

    def close(self) -> None:
        """Finish what was asked, and end the processes."""
        with self._news:
            self._closing = True
            self._news.notify_all()
        for thread in self._threads:
            thread.join()

    def _hand_out(self) -> None:
        """Hand questions to a process, and begin another where it ended."""
        while not self._closing:
            with _process(self._setting, self._ahead) as connection:
                if self._served(connection):
                    return
                _LOG.warning("A process that answers ended; another is begun.")

    def _served(self, connection: _Wire) -> bool:
        """Hand out questions until there will be no more; False if the process ended before."""
        while asked := self._taken():
            try:
                connection.send([one.basket for one in asked])
                for one in asked:
                    _hand_back(one.future, connection.recv())
            except (EOFError, OSError):
                self._again([one for one in asked if not one.future.done()])
                return False
        return True

    def _taken(self) -> list[_Asked]:
        """Wait for questions, and take a process's share of them; none once it is closing."""
        with self._news:
            self._news.wait_for(lambda: self._waiting or self._closing)
            share = -(-len(self._waiting) // self._count)
            return [self._waiting.popleft() for _ in range(min(_AT_ONCE, share))]

    def _again(self, asked: Sequence[_Asked]) -> None:
        """Ask once more what a process did not live to answer."""
        for one in asked[:1]:
            one.tries += 1
        lost = [one for one in asked if one.tries >= _TRIES]
        for one in lost:
            one.future.set_exception(ResourceError("The process that answers ended at this question."))
        with self._news:
            self._waiting.extendleft(one for one in reversed(asked) if one.tries < _TRIES)
            self._news.notify()


def _hand_back(future: Future[Answered], told: Answered | DispatchError) -> None:
    if isinstance(told, DispatchError):
        future.set_exception(told)
    else:
        future.set_result(told)


@contextlib.contextmanager
def _process(setting: Setting, ahead: timedelta) -> Iterator[_Wire]:
    """Begin a process that answers what comes through a connection, and end it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, setting, ahead), daemon=True)
    with undisturbed():
        process.start()
    theirs.close()
    try:
        yield ours
    finally:
        ours.close()
        process.join(timeout=5)
        if process.is_alive():
            process.terminate()


def _work(connection: _Wire, setting: Setting, ahead: timedelta) -> None:
    """Answer what comes, until the connection is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with_parent()
    now, gone = clock_ahead(setting, ahead), (EOFError, OSError, DispatchError)
    # What keeps it from beginning is told to whoever asks.
    with contextlib.suppress(*gone), open_adapters(setting, now, Silent()) as adapters:
        answering = _Answering(OpenDays(setting, now), adapters)
        answering.keep_up()
        while True:
            if not connection.poll(0 if answering.ahead else _IDLE_SECONDS):
                answering.use_time()
                continue
            for told in answering.answers(connection.recv()):
                connection.send(told)


class _Answering:
    """Answer from days that this process keeps open."""

    def __init__(self, days: OpenDays, adapters: Adapters) -> None:
        self._days, self._adapters = days, adapters
        self._opened = -_APART_SECONDS
        self.ahead = True
        """Whether doors are left to look ahead to."""

    def use_time(self) -> None:
        """Keep up, and look ahead to doors that may be asked about."""
        self.keep_up()
        with contextlib.suppress(DispatchError):
            self.ahead = self._days.look_ahead()

    def keep_up(self) -> None:
        """Open today anew if its book was written, or the minute is over; not many times a second."""
        if time.monotonic() - self._opened < _APART_SECONDS:
            return
        with contextlib.suppress(DispatchError):  # whoever asks is told
            if self._days.due():
                self._days.open(self._days.today(), self._adapters)
                self._opened = time.monotonic()

    def answers(self, baskets: Sequence[Basket]) -> Iterator[Answered | DispatchError]:
        """Answer questions that came together: the map is asked once about all their doors."""
        self.keep_up()
        seen = [self._located(basket) for basket in baskets]
        try:
            self._days.foresee([one for one in seen if not isinstance(one, DispatchError)])
        except DispatchError as error:
            seen = [error] * len(seen)
        for one in seen:
            yield one if isinstance(one, DispatchError) else self._answer(one)

    def _located(self, basket: Basket) -> Located | DispatchError:
        try:
            return self._days.locate(basket, self._adapters)
        except DispatchError as error:
            return error

    def _answer(self, located: Located) -> Answered | DispatchError:
        try:
            return self._days.answer(located, self._adapters)
        except DispatchError as error:
            return error
