"""A mutex, a condition, an event, a semaphore and a queue, for threads of the machine.

Locking and unlocking cost the table's row for it; a thread that has to wait, and one that has to
wake another, enter the kernel besides. Whoever waits longest gets the lock next.
"""

from collections import deque
from collections.abc import Callable
from itertools import count
from types import TracebackType
from typing import Any

from simloop.machine.cpu import Scheduler, Thread
from simloop.machine.latency import Preset

SECOND_PS = 10**12


class LockMaker:
    """Makes the locks of one machine, and names them: `lock 1`, `condition 2`."""

    def __init__(self, scheduler: Scheduler, preset: Preset) -> None:
        self.scheduler = scheduler
        self.mutex_ps = preset.cost_ps("mutex")
        self.system_call_ps = preset.system_call_ps
        self._numbers: dict[str, count[int]] = {}

    def name(self, kind: str) -> str:
        """The next name of a kind."""
        return f"{kind} {next(self._numbers.setdefault(kind, count(1)))}"


class Mutex:
    """A lock that one thread holds at a time: threading.Lock, or RLock if it may be taken again."""

    def __init__(self, maker: LockMaker, again: bool = False, kind: str = "lock") -> None:
        self.__sim_name__ = maker.name(kind)
        self._maker = maker
        self._scheduler = maker.scheduler
        self._again = again
        self._depth = 0
        self.holder: Thread | None = None
        self._waiting: deque[Thread] = deque()

    def __repr__(self) -> str:
        held = f"held by {self.holder.name}" if self.holder else "free"
        return f"<{self.__sim_name__} {held}>"

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.release()

    def locked(self) -> bool:
        """Whether somebody holds it."""
        return self.holder is not None

    def acquire(self, blocking: bool = True, timeout: float = -1) -> bool:
        """Take the lock; wait for it if need be, for at most timeout seconds."""
        scheduler, me = self._scheduler, self._scheduler.current
        if not blocking and timeout != -1:
            raise ValueError("can't specify a timeout for a non-blocking call")
        with scheduler.trace.span("lock.acquire", self.__sim_name__) as span:
            scheduler.spend(self._maker.mutex_ps)
            if self._again and self.holder is me:
                self._depth += 1
                return True
            if self.holder is None:
                self.holder = me
                return True
            if not blocking:
                span.value = "held by another"
                return False
            got = self._wait(me, timeout)
            span.value = None if got else "timed out"
            return got

    def release(self) -> None:
        """Give the lock to whoever waits longest for it."""
        scheduler = self._scheduler
        if self.holder is None or (self._again and self.holder is not scheduler.current):
            message = "cannot release un-acquired lock" if self._again else "release unlocked lock"
            raise RuntimeError(message)
        with scheduler.trace.span("lock.release", self.__sim_name__) as span:
            scheduler.spend(self._maker.mutex_ps)
            if self._depth:
                self._depth -= 1
                return
            self.holder = self._waiting.popleft() if self._waiting else None
            if self.holder is not None:
                span.object = self.holder.name
                scheduler.wake(self.holder)
                scheduler.spend(self._maker.system_call_ps)

    def _wait(self, me: Thread, timeout: float) -> bool:
        scheduler, gil = self._scheduler, me.process.gil
        self._waiting.append(me)
        gil.drop()
        scheduler.spend(self._maker.system_call_ps)
        deadline_ps = None
        if timeout >= 0:
            deadline_ps = scheduler.clock.now_ps + round(timeout * SECOND_PS)
        got = scheduler.wait(lambda: self.holder is me, deadline_ps, self._waits_for)
        if not got:
            self._waiting.remove(me)
        gil.take()
        return got

    def _waits_for(self) -> str:
        holder = f", which {self.holder.name} holds" if self.holder else ""
        return f"{self.__sim_name__}{holder}"


class Condition:
    """threading.Condition: wait until somebody notifies."""

    def __init__(self, maker: LockMaker, lock: Mutex | None = None, kind: str = "condition"):
        self.__sim_name__ = maker.name(kind)
        self._maker = maker
        self._scheduler = maker.scheduler
        self._lock = lock or Mutex(maker, again=True)
        self._waiting: deque[Thread] = deque()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self) -> bool:
        return self._lock.__enter__()

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._lock.release()

    def wait(self, timeout: float | None = None) -> bool:
        """Let go of the lock, wait to be notified, take the lock again."""
        scheduler, me = self._scheduler, self._scheduler.current
        if self._lock.holder is not me:
            raise RuntimeError("cannot wait on un-acquired lock")
        deadline_ps = None
        if timeout is not None:
            deadline_ps = scheduler.clock.now_ps + round(timeout * SECOND_PS)
        self._waiting.append(me)
        with scheduler.trace.span("condition.wait", self.__sim_name__) as span:
            self._lock.release()
            me.process.gil.drop()
            scheduler.spend(self._maker.system_call_ps)
            notified = scheduler.wait(
                lambda: me not in self._waiting, deadline_ps, lambda: self.__sim_name__
            )
            if not notified:
                self._waiting.remove(me)
            span.value = "notified" if notified else "timed out"
            me.process.gil.take()
            self._lock.acquire()
        return notified

    def wait_for(self, predicate: Callable[[], Any], timeout: float | None = None) -> Any:
        """Wait until predicate() is true, looking each time somebody notifies."""
        result = predicate()
        while not result and self.wait(timeout):
            result = predicate()
        return result

    def notify(self, n: int = 1) -> None:
        """Wake n of those that wait."""
        scheduler = self._scheduler
        if self._lock.holder is not scheduler.current:
            raise RuntimeError("cannot notify on un-acquired lock")
        with scheduler.trace.span("condition.notify", self.__sim_name__) as span:
            woken = [self._waiting.popleft() for _ in range(min(n, len(self._waiting)))]
            span.value = str(len(woken))
            for thread in woken:
                scheduler.wake(thread)
                scheduler.spend(self._maker.system_call_ps)

    def notify_all(self) -> None:
        """Wake all that wait."""
        self.notify(len(self._waiting))


class Event:
    """threading.Event."""

    def __init__(self, maker: LockMaker) -> None:
        self._condition = Condition(maker, kind="event")
        self._flag = False

    def is_set(self) -> bool:
        """Whether it has happened."""
        return self._flag

    def set(self) -> None:
        """It happens: everybody who waits goes on."""
        with self._condition:
            self._flag = True
            self._condition.notify_all()

    def clear(self) -> None:
        """It has not happened."""
        with self._condition:
            self._flag = False

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it has happened. False: the timeout came first."""
        with self._condition:
            return bool(self._condition.wait_for(lambda: self._flag, timeout))


class Semaphore:
    """threading.Semaphore: as many may hold it as its value says."""

    def __init__(self, maker: LockMaker, value: int = 1) -> None:
        if value < 0:
            raise ValueError("semaphore initial value must be >= 0")
        self._condition = Condition(maker, kind="semaphore")
        self._value = value

    def __enter__(self) -> bool:
        return self.acquire()

    def __exit__(self, *error: object) -> None:
        self.release()

    def acquire(self, blocking: bool = True, timeout: float | None = None) -> bool:
        """Take one of the places; wait for one if need be."""
        with self._condition:
            if not self._value and not blocking:
                return False
            if not self._condition.wait_for(lambda: self._value > 0, timeout):
                return False
            self._value -= 1
            return True

    def release(self, n: int = 1) -> None:
        """Give n places back."""
        with self._condition:
            self._value += n
            self._condition.notify(n)


class Empty(Exception):
    """queue.Empty"""


class Full(Exception):
    """queue.Full"""


class Queue:
    """queue.Queue: first in, first out; a full one lets producers wait, an empty one consumers."""

    def __init__(self, maker: LockMaker, maxsize: int = 0) -> None:
        self.__sim_name__ = maker.name("queue")
        self.maxsize = maxsize
        self._items: deque[Any] = deque()
        self._unfinished = 0
        lock = Mutex(maker)
        self._not_empty = Condition(maker, lock)
        self._not_full = Condition(maker, lock)
        self._all_done = Condition(maker, lock)
        self._lock = lock

    def qsize(self) -> int:
        """How many things are in it."""
        return len(self._items)

    def empty(self) -> bool:
        """Whether nothing is in it."""
        return not self._items

    def full(self) -> bool:
        """Whether nothing more fits."""
        return 0 < self.maxsize <= len(self._items)

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Add a thing; wait for room if need be."""
        with self._lock:
            if self.full() and not block:
                raise Full
            if not self._not_full.wait_for(lambda: not self.full(), timeout):
                raise Full
            self._items.append(item)
            self._unfinished += 1
            self._not_empty.notify()

    def get(self, block: bool = True, timeout: float | None = None) -> Any:
        """Take the oldest thing; wait for one if need be."""
        with self._lock:
            if not self._items and not block:
                raise Empty
            if not self._not_empty.wait_for(lambda: self._items, timeout):
                raise Empty
            item = self._items.popleft()
            self._not_full.notify()
            return item

    def put_nowait(self, item: Any) -> None:
        """Add a thing, or raise Full."""
        self.put(item, block=False)

    def get_nowait(self) -> Any:
        """Take the oldest thing, or raise Empty."""
        return self.get(block=False)

    def task_done(self) -> None:
        """One of the things that were taken has been dealt with."""
        with self._lock:
            if not self._unfinished:
                raise ValueError("task_done() called too many times")
            self._unfinished -= 1
            if not self._unfinished:
                self._all_done.notify_all()

    def join(self) -> None:
        """Wait until everything that was put has been dealt with."""
        with self._lock:
            self._all_done.wait_for(lambda: not self._unfinished)
