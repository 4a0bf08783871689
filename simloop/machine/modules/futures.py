"""`concurrent.futures`: pools of threads and of processes.

A pool starts a worker when there is more to do than there are idle workers, up to its size, as
the standard library's do. What goes to a worker process and comes back is pickled and copied.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from types import ModuleType
from typing import Any, Self

from simloop.machine.computer import Machine
from simloop.machine.locks import Condition, LockMaker, Mutex
from simloop.machine.modules.making import module_of
from simloop.machine.modules.multiprocessing import (
    Modules,
    ProgramProcess,
    pickled,
    start_process,
    unpickled,
)
from simloop.machine.modules.threading import start_thread, wait_for_end

Call = tuple[Callable[..., Any], tuple[Any, ...], dict[str, Any]]


class Future:
    """concurrent.futures.Future: a result that another thread or process will bring."""

    def __init__(self, locks: LockMaker) -> None:
        self._condition = Condition(locks, kind="future")
        self._done = False
        self._result: Any = None
        self._error: BaseException | None = None
        self._callbacks: list[Callable[[Future], Any]] = []

    def done(self) -> bool:
        """Whether the result, or the exception, is there."""
        return self._done

    def result(self, timeout: float | None = None) -> Any:
        """Wait for the result; raises what the call raised."""
        with self._condition:
            if not self._condition.wait_for(lambda: self._done, timeout):
                raise TimeoutError
        if self._error is not None:
            raise self._error
        return self._result

    def exception(self, timeout: float | None = None) -> BaseException | None:
        """Wait for the end; what the call raised, or None."""
        with self._condition:
            if not self._condition.wait_for(lambda: self._done, timeout):
                raise TimeoutError
        return self._error

    def add_done_callback(self, fn: "Callable[[Future], Any]") -> None:
        """Call fn(future) when it is done: at once, if it is."""
        with self._condition:
            if not self._done:
                self._callbacks.append(fn)
                return
        fn(self)

    def finish(self, result: Any, error: BaseException | None) -> None:
        """Bring the result, or the exception."""
        with self._condition:
            self._result, self._error, self._done = result, error, True
            self._condition.notify_all()
        for fn in self._callbacks:
            fn(self)


class Executor:
    """What both pools share: a queue of calls, and workers that take them."""

    kind = "pool"

    def __init__(self, machine: Machine, locks: LockMaker, max_workers: int | None) -> None:
        workers = max_workers if max_workers is not None else len(machine.host.cpu.cores) + 4
        if workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._machine = machine
        self._locks = locks
        self._max_workers = workers
        self._calls: deque[tuple[Future, Any]] = deque()
        self._ready = Condition(locks, Mutex(locks), kind="pool")
        self._idle = 0
        self._workers: list[Any] = []
        self._shut = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.shutdown(wait=True)

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future:
        """Let a worker call fn(*args, **kwargs)."""
        if self._shut:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future = Future(self._locks)
        call = self._packed((fn, args, kwargs))
        with self._ready:
            self._calls.append((future, call))
            self._ready.notify()
            missing = len(self._calls) > self._idle and len(self._workers) < self._max_workers
        if missing:
            self._workers.append(self._start_worker(len(self._workers)))
        return future

    def map(self, fn: Callable[..., Any], *iterables: Iterable[Any]) -> Iterator[Any]:
        """The results of fn for each set of arguments, in their order."""
        futures = [self.submit(fn, *args) for args in zip(*iterables, strict=False)]
        return (future.result() for future in futures)

    def shutdown(self, wait: bool = True) -> None:
        """Take no more calls; wait for those that were taken."""
        with self._ready:
            self._shut = True
            self._ready.notify_all()
        if wait:
            for worker in self._workers:
                wait_for_end(self._machine.scheduler, worker)

    def _work(self) -> None:
        while True:
            with self._ready:
                self._idle += 1
                self._ready.wait_for(lambda: self._calls or self._shut)
                self._idle -= 1
                if not self._calls:
                    return
                future, call = self._calls.popleft()
            try:
                result, error = self._called(call), None
            except Exception as failure:
                result, error = None, failure
            future.finish(result, error)

    def _packed(self, call: Call) -> Any:
        return call

    def _called(self, call: Any) -> Any:
        fn, args, kwargs = call
        return fn(*args, **kwargs)

    def _start_worker(self, number: int) -> Any:
        return start_thread(self._machine, f"{self.kind}-{number}", self._work)


class ProcessExecutor(Executor):
    """A pool of processes: calls and results travel as bytes."""

    kind = "Worker"

    def __init__(
        self, machine: Machine, locks: LockMaker, modules: Modules, max_workers: int | None
    ) -> None:
        workers = max_workers if max_workers is not None else len(machine.host.cpu.cores)
        super().__init__(machine, locks, workers)
        self._modules = modules

    def _packed(self, call: Call) -> bytes:
        return self._copied(pickled(call, self._modules.main()))

    def _called(self, call: Any) -> Any:
        open_files = self._machine.sockets.open
        fn, args, kwargs = unpickled(call, self._modules.main(), open_files)
        result = pickled(fn(*args, **kwargs), self._modules.main())
        return unpickled(self._copied(result), self._modules.main(), open_files)

    def _copied(self, data: bytes) -> bytes:
        """Bytes go through a pipe: a system call and a copy."""
        preset = self._machine.preset
        self._machine.scheduler.spend(preset.system_call_ps + preset.copy_ps(len(data)))
        return data

    def _start_worker(self, number: int) -> Any:
        return start_process(self._machine, self._modules, f"{self.kind}-{number}", self._work)


def module(
    machine: Machine, locks: LockMaker, threading: ModuleType, multiprocessing: ModuleType
) -> ModuleType:
    """The machine's `concurrent.futures`."""
    process_type: type[ProgramProcess] = multiprocessing.Process

    class ThreadPoolExecutor(Executor):
        """A pool of threads."""

        kind = "ThreadPool"

        def __init__(self, max_workers: int | None = None, **_: Any) -> None:
            super().__init__(machine, locks, max_workers)

    class ProcessPoolExecutor(ProcessExecutor):
        """A pool of processes."""

        def __init__(self, max_workers: int | None = None, **_: Any) -> None:
            super().__init__(machine, locks, process_type.modules, max_workers)

    def as_completed(futures: Iterable[Future]) -> Iterator[Future]:
        """The futures, each when it is done."""
        pending = list(futures)
        done: deque[Future] = deque()
        arrived = Condition(locks)

        def tell(future: Future) -> None:
            with arrived:
                done.append(future)
                arrived.notify()

        for future in pending:
            future.add_done_callback(tell)
        for _ in pending:
            with arrived:
                arrived.wait_for(lambda: done)
                future = done.popleft()
            yield future

    return module_of(
        "concurrent.futures",
        Future=Future,
        ThreadPoolExecutor=ThreadPoolExecutor,
        ProcessPoolExecutor=ProcessPoolExecutor,
        as_completed=as_completed,
    )
