"""The runs: each is asked for, waits its turn, is carried out by a worker, and forgotten at last.

Rule: everything is bounded, whatever clients do and whatever workers say: how many run at once, how
many wait, how long and how much each may say, how many are remembered.
"""

import os
import secrets
import signal
from collections import OrderedDict
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from typing import Any, Literal

import gevent
from gevent.lock import BoundedSemaphore

from simloop.machine.errors import BadInput
from simloop.web.asking import Asked
from simloop.web.frames import BadFrame, Batch, Failed, Finished, Frame, Piece
from simloop.web.store import Scratch, Spool, Store, Stored, TooMuch
from simloop.web.workers import Ending, Workers

State = Literal["queued", "running", "finished", "failed", "cancelled"]
Error = dict[str, Any]  # {"field", "message", "allowed"}


@dataclass(frozen=True)
class Bounds:
    """How much there may be of everything."""

    at_once: int = max(2, os.cpu_count() or 2)
    waiting: int = 64
    remembered: int = 500
    run_bytes: int = 256 << 20  # on disk
    wall_s: float = 60  # for one run, its waiting not counted
    unwatched_s: float = 15  # a client that has lost its connection may come back


class Busy(Exception):
    """There are as many runs waiting as there may be."""


def error_of(message: str, field: str | None = None, allowed: list[str] | None = None) -> Error:
    return {"field": field, "message": message, "allowed": allowed}


def bad_input(error: BadInput) -> Error:
    return error_of(error.message, error.field, error.allowed)


class Run:
    """One run as clients see it; `watchers` are called whenever something has changed."""

    def __init__(self, asked: Asked, spool: Spool, kept: bool) -> None:
        self.id = secrets.token_hex(8)
        self.asked = asked
        self.spool = spool
        self.kept = kept  # it goes on though nobody watches
        self.state: State = "queued"
        self.error: Error | None = None
        self.result: Stored | None = None
        self.watchers: set[Callable[[], None]] = set()

    @property
    def over(self) -> bool:
        return self.state in ("finished", "failed", "cancelled")

    def describe(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "state": self.state,
            "error": self.error,
            "recording": self.result.id if self.result else None,
            "rows": self.result.rows if self.result else self.spool.rows,
        }

    def tell(self) -> None:
        for watcher in list(self.watchers):
            watcher()


class Runs:
    """All runs that are remembered."""

    def __init__(self, workers: Workers, store: Store, bounds: Bounds = Bounds()) -> None:
        self._workers = workers
        self._store = store
        self._bounds = bounds
        self._turns = BoundedSemaphore(bounds.at_once)
        self._runs: OrderedDict[str, Run] = OrderedDict()
        self._results: OrderedDict[str, str] = OrderedDict()  # a request's key -> a recording's id
        self._greenlets: dict[str, gevent.Greenlet[[Run], None]] = {}

    def start(self, asked: Asked, kept: bool = False) -> Run:
        """Kept: it goes on though nobody watches. The same again is answered at once."""
        waiting = sum(run.state == "queued" for run in self._runs.values())
        if waiting >= self._bounds.waiting:
            raise Busy(f"{waiting} runs are waiting already; try again later")
        run = Run(asked, Spool(self._bounds.run_bytes), kept)
        self._runs[run.id] = run
        self._forget_old()
        if not self._known(run):
            greenlet = self._greenlets[run.id] = gevent.spawn(self._carry_out, run)
            greenlet.rawlink(lambda _: self._greenlets.pop(run.id, None))
        return run

    def find(self, run_id: object) -> Run | None:
        return self._runs.get(run_id) if isinstance(run_id, str) else None

    def watch(self, run: Run, watcher: Callable[[], None]) -> None:
        run.watchers.add(watcher)

    def unwatch(self, run: Run, watcher: Callable[[], None], served: bool = False) -> None:
        """Somebody has gone; who was not served to the end may come back for the rest."""
        run.watchers.discard(watcher)
        if not run.watchers:
            delay_s = 0 if served else self._bounds.unwatched_s
            gevent.spawn_later(delay_s, self._give_up, run)

    def cancel(self, run: Run) -> None:
        if not run.over:
            self._end(run, "cancelled", error_of("the run was cancelled"))
            self._greenlets[run.id].kill(block=False)

    def close(self) -> None:
        gevent.killall(list(self._greenlets.values()))
        for run in self._runs.values():
            run.spool.close()

    def _give_up(self, run: Run) -> None:
        """What nobody watches any more is cancelled, and its batches go."""
        if run.watchers:
            return
        if not run.kept:
            self.cancel(run)
        if run.over:
            run.spool.close()

    def _forget_old(self) -> None:
        for run in [run for run in self._runs.values() if run.over and not run.watchers]:
            if len(self._runs) <= self._bounds.remembered:
                return
            del self._runs[run.id]
            run.spool.close()

    def _known(self, run: Run) -> bool:
        """Is the recording there already? The same request gives the same one."""
        result = self._store.find(self._results.get(run.asked.key, ""))
        if result:
            self._finish(run, result)
        return result is not None

    def _carry_out(self, run: Run) -> None:
        try:
            with self._turns:
                if self._known(run):  # somebody else's was first
                    return
                run.state = "running"
                run.tell()
                self._work(run)
        except Exception as error:
            self._fail(run, f"simloop failed: {type(error).__name__}: {error}")
            raise  # gevent prints it

    def _work(self, run: Run) -> None:
        packed = Scratch(self._bounds.run_bytes)
        worker = self._workers.fork(run.asked.request)
        try:
            with gevent.Timeout(self._bounds.wall_s), closing(worker.frames()) as frames:
                if not self._follow(run, packed, frames):
                    self._fail(run, self._how(worker.ending()))
        except gevent.Timeout:
            self._fail(run, f"stopped: it took more than {self._bounds.wall_s:g} s")
        except BadFrame as error:
            self._fail(run, f"stopped: the worker said what no worker says: {error}")
        except (TooMuch, OSError) as error:
            self._fail(run, f"stopped: {error}")
        finally:
            worker.kill()
            if run.result is None:
                packed.close()

    def _follow(self, run: Run, packed: Scratch, frames: Iterable[Frame]) -> bool:
        """Take in what a worker says. True: it has come to an end."""
        for frame in frames:
            match frame:
                case Batch():
                    if frame.first_row != run.spool.rows:
                        raise BadFrame("a batch out of order")
                    run.spool.append(frame.first_row, frame.rows, frame.data)
                    run.tell()
                case Piece():
                    packed.append(frame.data)
                case Finished():
                    if frame.rows != run.spool.rows:
                        raise BadFrame("rows that were never sent")
                    result = self._store.keep(packed, frame)
                    self._remember(run.asked.key, result)
                    self._finish(run, result)
                    return True
                case Failed():
                    self._fail(run, frame.message, frame.field, frame.allowed)
                    return True
        return False

    def _remember(self, key: str, result: Stored) -> None:
        self._results[key] = result.id
        if len(self._results) > self._bounds.remembered:
            self._results.popitem(last=False)

    def _finish(self, run: Run, result: Stored) -> None:
        run.result = result
        self._end(run, "finished", error_of(result.error) if result.error else None)

    def _fail(
        self, run: Run, message: str, field: str | None = None, allowed: list[str] | None = None
    ) -> None:
        if not run.over:
            self._end(run, "failed", error_of(message, field, allowed))

    def _end(self, run: Run, state: State, error: Error | None) -> None:
        run.state, run.error = state, error
        run.tell()
        if run.kept and not run.watchers:
            run.spool.close()  # else somebody may still come back for them, until they give up

    def _how(self, ending: Ending) -> str:
        """Why a worker ended without a result."""
        confinement = self._workers.confinement
        if ending.signal == signal.SIGXCPU or ending.cpu_s >= confinement.cpu_s:
            return f"stopped: it used {confinement.cpu_s} s of CPU time, as much as a run may"
        if ending.signal is not None:
            return f"the worker was ended by {signal.Signals(ending.signal).name}"
        if ending.code is not None:
            return f"the worker ended without a result (exit code {ending.code})"
        return "the worker was lost"
