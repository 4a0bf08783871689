"""Watching the notes' Future and Task: subclasses that record each call and then make it.

The taught classes know nothing of this. They are replaced in their modules before anything
uses them.
"""

from collections.abc import Callable
from inspect import GEN_CREATED, getgeneratorstate, isgenerator
from itertools import count
from types import GeneratorType
from typing import Any, TypeAlias

from simloop.machine.errors import error_name
from simloop.machine.names import name_of, short_repr
from simloop.machine.trace import Place, Trace

Coroutine: TypeAlias = "GeneratorType[Any, Any, Any]"


def watched_future(trace: Trace, future_type: type[Any]) -> type[Any]:
    """The Future class, watched."""
    numbers = count(1)

    class Future(future_type):  # type: ignore[misc]
        def __init__(self) -> None:
            self.__sim_name__ = f"f{next(numbers)}"
            trace.instant("future.create", self.__sim_name__)
            super().__init__()

        def __repr__(self) -> str:
            return self.__sim_name__

        def add_done_callback(self, fn: Callable[[Any], Any]) -> None:
            task, name = _task_of(fn), name_of(fn)
            trace.instant("future.add_done_callback", self.__sim_name__, object=task, label=name)
            super().add_done_callback(self._recorded(fn, task, name))

        def set_result(self, result: Any) -> None:
            with trace.span("future.set_result", self.__sim_name__, value=short_repr(result)):
                super().set_result(result)

        def _recorded(
            self, fn: Callable[[Any], Any], task: str | None, name: str | None
        ) -> Callable[[Any], Any]:
            def call(future: Any) -> Any:
                with trace.span("future.callback", self.__sim_name__, object=task, label=name):
                    return fn(future)

            call.__name__ = name or call.__name__
            return call

    return Future


def watched_task(trace: Trace, task_type: type[Any]) -> type[Any]:
    """The Task class, watched."""
    numbers = count(1)

    class Task(task_type):  # type: ignore[misc]
        def __init__(self, coro: Coroutine) -> None:
            self.__sim_name__ = f"Task-{next(numbers)}"
            with trace.span("task.create", self.__sim_name__, label=coro.__qualname__):
                super().__init__(WatchedCoroutine(trace, self.__sim_name__, coro))

        def __repr__(self) -> str:
            return self.__sim_name__

        def step(self, future: Any) -> None:
            with trace.span(
                "task.step", self.__sim_name__, object=getattr(future, "__sim_name__", None)
            ):
                super().step(future)

    return Task


class WatchedCoroutine:
    """A generator that records what is sent into it and what comes out."""

    def __init__(self, trace: Trace, task: str, coro: Coroutine) -> None:
        self._trace = trace
        self._task = task
        self._coro = coro

    def __repr__(self) -> str:
        return f"<generator {self._coro.__qualname__}>"

    def send(self, value: Any) -> Any:
        """Resume the generator at its yield."""
        new = getgeneratorstate(self._coro) == GEN_CREATED
        with self._trace.span(
            "coroutine.send",
            self._task,
            label="started" if new else "resumed",
            value=short_repr(value),
            at=_place(self._trace, self._coro),
        ) as span:
            context = self._trace.context
            outer, context.task = context.task, self._task
            try:
                out = self._coro.send(value)
            except StopIteration as stop:
                span.label, span.value = "returned", short_repr(stop.value)
                self._done("returned", stop.value)
                returned = stop
            except Exception as error:
                span.label = "raised"
                self._done("raised", error)
                raise
            else:
                span.label, span.value = "yielded", short_repr(out)
                span.object = getattr(out, "__sim_name__", None)
                span.at = _place(self._trace, self._coro)
                return out
            finally:
                context.task = outer
        raise returned

    def _done(self, how: str, result: object) -> None:
        text = error_name(result) if isinstance(result, Exception) else short_repr(result)
        self._trace.instant("task.done", self._task, label=how, value=text)


def _task_of(callback: Callable[[Any], Any]) -> str | None:
    """The task whose method a callback is."""
    return getattr(getattr(callback, "__self__", None), "__sim_name__", None)


def _place(trace: Trace, coro: Coroutine) -> Place:
    """Where a generator is paused; of generators that wait for each other, the innermost."""
    inner = coro.gi_yieldfrom
    if isgenerator(inner):
        return _place(trace, inner)
    code, frame = coro.gi_code, coro.gi_frame
    return trace.files[code.co_filename][frame.f_lineno if frame else code.co_firstlineno]
