"""Who may have a query answered, and who waits.

A query begins in a quick place. One that is not done after a moment leaves it to the next and goes
on in a slow place, of which there are as many; so whoever asks little is answered soon, however
much others ask.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from threading import Event, Lock
from time import monotonic

from scgraph.errors import BusyError, LimitError

RETRY_AFTER = 10
"""Seconds after which another server may have taken the place of this one."""
A_LOOK = 0.05
"""Seconds between two looks whether whoever asked has gone."""


class Places:
    """Quick places and slow ones, with a bounded queue before each.

    Args:
        size: how many there are of each kind.
        waiting: how many may wait for each kind.
    """

    def __init__(self, size: int, waiting: int) -> None:
        self._quick = _Room(size, waiting, "queries")
        self._slow = _Room(size, waiting, "long queries")

    def enter(self, deadline: float, cancelled: Event | None) -> None:
        """Wait for a quick place.

        Raises:
            BusyError: if too many wait already, or none became free in time.
            LimitError: if nobody waits for the answer any more, or no query is answered any more.
        """
        self._quick.enter(deadline, cancelled, lambda: None)

    def leave(self) -> None:
        """Give a quick place free."""
        self._quick.leave()

    def enter_slow(
        self, deadline: float, cancelled: Event | None, held: Callable[[], None]
    ) -> None:
        """Wait for a slow place; `held` is called if there is none at once."""
        self._slow.enter(deadline, cancelled, held)

    def leave_slow(self) -> None:
        """Give a slow place free."""
        self._slow.leave()

    def close(self) -> None:
        """Let nobody in any more, and tell those who wait."""
        self._quick.close()
        self._slow.close()

    @property
    def are_left(self) -> bool:
        """Whether a query would be let in or to the queue now."""
        return self._quick.is_open

    @property
    def is_closed(self) -> bool:
        """Whether no query is answered any more."""
        return self._quick.is_closed


class _Room:
    """Places of one kind. Who leaves hands the place to who has waited longest."""

    def __init__(self, size: int, waiting: int, what: str) -> None:
        self._lock = Lock()
        self._free = size
        self._most_waiting = waiting
        self._what = what
        self._queue: deque[Event] = deque()
        self.is_closed = False

    def enter(self, deadline: float, cancelled: Event | None, held: Callable[[], None]) -> None:
        with self._lock:
            if self.is_closed:
                raise _closed()
            if self._free:
                self._free -= 1
                return
            if len(self._queue) >= self._most_waiting:
                raise BusyError(f"{len(self._queue)} {self._what} are waiting already", 1)
            turn = Event()
            self._queue.append(turn)
        try:
            held()
            self._wait(turn, deadline, cancelled)
        except BaseException:
            self._give_up(turn)
            raise

    def _wait(self, turn: Event, deadline: float, cancelled: Event | None) -> None:
        while not turn.is_set():
            left = deadline - monotonic()
            if left <= 0:
                raise BusyError(f"too many {self._what}: no place became free in time", 1)
            refuse_when_cancelled(cancelled)
            turn.wait(min(left, A_LOOK) if cancelled else left)
        if self.is_closed:
            raise _closed()

    def _give_up(self, turn: Event) -> None:
        with self._lock:
            if turn in self._queue:
                self._queue.remove(turn)
                return
        self.leave()  # the place was handed over in the last moment

    def leave(self) -> None:
        with self._lock:
            if self._queue:
                self._queue.popleft().set()
            else:
                self._free += 1

    def close(self) -> None:
        with self._lock:
            self.is_closed = True
            while self._queue:
                self._queue.popleft().set()

    @property
    def is_open(self) -> bool:
        return not self.is_closed and len(self._queue) < self._most_waiting


def _closed() -> LimitError:
    return LimitError("queries are no longer answered", RETRY_AFTER)


def refuse_when_cancelled(cancelled: Event | None) -> None:
    """Give up what nobody waits for.

    Raises:
        LimitError: if the event is set.
    """
    if cancelled is not None and cancelled.is_set():
        raise LimitError("nobody waits for the answer any more")
