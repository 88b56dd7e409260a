"""Threads of their own for those who share a store: each with its own adapters."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from datetime import datetime
from typing import Any, Final

from dispatch.app.adapters import open_adapters
from dispatch.app.files import Setting
from dispatch.pipeline import Adapters
from dispatch.ports import Silent

_AT_ONCE: Final = 32
"""Questions that are gathered at most, so that none waits long for those that came with it."""


class Bench:
    """Do work in a thread of its own, with its own adapters."""

    def __init__(self, name: str, setting: Setting, now: Callable[[], datetime]) -> None:
        self._pool = ThreadPoolExecutor(1, thread_name_prefix=name)
        self._stack = ExitStack()
        opening = open_adapters(setting, now, Silent())
        self.adapters = self._pool.submit(self._stack.enter_context, opening).result()

    def do[T](self, work: Callable[[Adapters], T]) -> T:
        """Return what work returns; it is done after what was asked for before."""
        return self._pool.submit(work, self.adapters).result()

    def later(self, work: Callable[[Adapters], object]) -> None:
        """Do work when its turn comes."""
        self._pool.submit(work, self.adapters)

    def close(self) -> None:
        """Finish what was begun, and close the adapters."""
        self._pool.submit(self._stack.close).result()
        self._pool.shutdown()


class Gathered[Q, P, A]:
    """Answer questions at a bench; those that came while it was busy are made ready together.

    Parameters
    ----------
    bench
        Where.
    look
        Looks at a question first.
    ahead
        Called with what was seen of several, before the first of them is answered.
    work
        Answers from what was seen.
    """

    def __init__(
        self,
        bench: Bench,
        look: Callable[[Q, Adapters], P],
        ahead: Callable[[Sequence[P]], object],
        work: Callable[[P, Adapters], A],
    ) -> None:
        self._bench, self._look, self._ahead, self._work = bench, look, ahead, work
        self._waiting: deque[tuple[Q, Future[A]]] = deque()

    def answer(self, question: Q) -> A:
        """Return the answer to a question."""
        future: Future[A] = Future()
        self._waiting.append((question, future))
        self._bench.later(self._answer_waiting)
        return future.result()

    def close(self) -> None:
        """Finish what was begun."""
        self._bench.close()

    def _answer_waiting(self, adapters: Adapters) -> None:
        """Answer what waits; there is as much of this work as there are questions, so it may find none."""
        seen: list[tuple[P, Future[A]]] = []
        for question, future in self._taken():
            with _handing(future):
                seen.append((self._look(question, adapters), future))
        if len(seen) > 1:
            with _handing(*(future for _, future in seen)):
                self._ahead([one for one, _ in seen])
        for one, future in seen:
            if not future.done():
                with _handing(future):
                    future.set_result(self._work(one, adapters))

    def _taken(self) -> list[tuple[Q, Future[A]]]:
        return [self._waiting.popleft() for _ in range(min(_AT_ONCE, len(self._waiting)))]


@contextmanager
def _handing(*futures: Future[Any]) -> Iterator[None]:
    """Raise whatever is raised to those who asked."""
    try:
        yield
    except BaseException as error:  # noqa: BLE001 - it is raised to whoever waits for it
        for future in futures:
            future.set_exception(error)
