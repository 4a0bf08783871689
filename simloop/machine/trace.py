"""What happens, as rows: the machine's events, each with the row that made it happen.

Rule: whatever happens is caused by the innermost thing that is still going on in the same
context (a thread, or the kernel while it delivers a packet), unless the caller knows better.

A row is a tuple in the order of `COLUMNS`; its number is its index in the recording.
"""

from collections.abc import Callable
from types import TracebackType
from typing import Literal, Self

from simloop.machine.clock import Clock
from simloop.machine.errors import error_name

COLUMNS = (
    "t_ps",
    "phase",
    "kind",
    "host",
    "core",
    "thread",
    "subject",
    "object",
    "cause",
    "file",
    "line",
    "label",
    "value",
)

Phase = Literal["begin", "end", "instant"]
Row = tuple[
    int,
    Phase,
    str,
    str | None,
    int | None,
    str | None,
    str | None,
    str | None,
    int | None,
    str | None,
    int | None,
    str | None,
    str | None,
]
Place = tuple[str | None, int | None]  # a file and a line
Sink = Callable[[list[Row]], None]

ROOT = 0  # the row of the program's begin: the first cause of everything
ROWS_PER_DELIVERY = 256


class Context:
    """Who is acting: a thread on a core, or (both None) the kernel and network of a host."""

    __slots__ = ("causes", "core", "file", "host", "line", "task", "thread")

    def __init__(self, host: str | None, core: int | None = None, thread: str | None = None):
        self.host = host
        self.core = core
        self.thread = thread
        self.file: str | None = None
        self.line: int | None = None
        self.causes: list[int] = []
        self.task: str | None = None  # the task that the thread is running, where there are tasks


class Trace:
    """Numbers the rows and hands them on, in lists of a few hundred."""

    def __init__(self, clock: Clock, sink: Sink, context: Context) -> None:
        self.clock = clock
        self.context = context
        self.count = 0
        self.meddle: Callable[[str, str | None], None] | None = None  # told of each span
        self.muted = False  # once the program is over, what is being unwound is not recorded
        self._sink = sink
        self._rows: list[Row] = []  # the same list all along
        self._add = self._rows.append
        self._kernels: dict[str, Context] = {}  # of each host

    def instant(
        self,
        kind: str,
        subject: str | None = None,
        *,
        object: str | None = None,
        label: str | None = None,
        value: str | None = None,
        cause: int | None = None,
    ) -> int:
        """Something happens that takes no time. Returns its row number."""
        return self.row(self.context, "instant", kind, subject, object, label, value, cause)

    def span(
        self,
        kind: str,
        subject: str | None = None,
        *,
        object: str | None = None,
        label: str | None = None,
        value: str | None = None,
        cause: int | None = None,
        at: Place | None = None,
    ) -> "Span":
        """Something that lasts: `with trace.span(...)`; it causes what happens inside.

        `at` is where it begins, if that is not the statement being executed.
        """
        context = self.context
        file, line = context.file, context.line
        if at is not None:
            context.file, context.line = at
        row = self.row(context, "begin", kind, subject, object, label, value, cause)
        span = Span(self, context, row, kind, subject, file, line)
        if self.meddle is not None:
            self.meddle(kind, subject)
        return span

    def apart(
        self,
        context: Context,
        phase: Phase,
        kind: str,
        subject: str,
        *,
        object: str | None = None,
        label: str | None = None,
        value: str | None = None,
        cause: int | None = None,
    ) -> int:
        """A row of another context, such as a packet's or a woken thread's: it nests in nothing."""
        return self.row(context, phase, kind, subject, object, label, value, cause)

    def line(self, file: str, line: int, call: str | None = None) -> None:
        """A statement of a call (`fetch#2`) is about to run."""
        if self.muted:
            return
        context = self.context
        context.file = file
        context.line = line
        self._add(
            (
                self.clock.now_ps,
                "instant",
                "line",
                context.host,
                context.core,
                context.thread,
                call,
                None,
                context.causes[-1],
                file,
                line,
                None,
                None,
            )
        )
        self.count = count = self.count + 1
        if not count % ROWS_PER_DELIVERY:
            self.flush()

    def assign(self, file: str, line: int, call: str, name: str, value: str) -> None:
        """A name of a call has a value, since the statement at file and line."""
        if self.muted:
            return
        context = self.context
        context.file = file
        context.line = line
        self._add(
            (
                self.clock.now_ps,
                "instant",
                "assign",
                context.host,
                context.core,
                context.thread,
                call,
                context.task,
                context.causes[-1],
                file,
                line,
                name,
                value,
            )
        )
        self.count = count = self.count + 1
        if not count % ROWS_PER_DELIVERY:
            self.flush()

    def kernel(self, host: str, cause: int = ROOT) -> "InKernel":
        """What happens inside happens in the kernel or network of a host, because of `cause`."""
        return InKernel(self, self.kernel_context(host), cause)

    def kernel_context(self, host: str) -> Context:
        """The kernel and network of a host."""
        context = self._kernels.get(host)
        if context is None:
            context = self._kernels[host] = Context(host)
        return context

    def apart_do(self, context: Context, cause: int, action: Callable[[], None]) -> None:
        """What an action does happens in another context, because of `cause`."""
        own, self.context = self.context, context
        context.causes.append(cause)
        try:
            action()
        finally:
            context.causes.pop()
            self.context = own

    def flush(self) -> None:
        """Hand on what is still here."""
        if self._rows:
            rows = self._rows.copy()
            self._rows.clear()
            self._sink(rows)

    def row(
        self,
        context: Context,
        phase: Phase,
        kind: str,
        subject: str | None,
        object: str | None,
        label: str | None,
        value: str | None,
        cause: int | None,
    ) -> int:
        """Any row. Without a cause it is due to the innermost thing that goes on in its context."""
        if self.muted:
            return self.count
        if cause is None and context.causes:
            cause = context.causes[-1]
        self._add(
            (
                self.clock.now_ps,
                phase,
                kind,
                context.host,
                context.core,
                context.thread,
                subject,
                object,
                cause,
                context.file,
                context.line,
                label,
                value,
            )
        )
        row = self.count
        self.count = count = row + 1
        if not count % ROWS_PER_DELIVERY:
            self.flush()
        return row


class InKernel:
    """`with trace.kernel(...)`: not on any thread's account."""

    __slots__ = ("_cause", "_context", "_thread", "_trace")

    def __init__(self, trace: Trace, context: Context, cause: int) -> None:
        self._trace = trace
        self._context = context
        self._cause = cause

    def __enter__(self) -> None:
        self._thread = self._trace.context
        self._trace.context = self._context
        self._context.causes.append(self._cause)

    def __exit__(self, *_: object) -> None:
        self._context.causes.pop()
        self._trace.context = self._thread


class Span:
    """Something that lasts. Set object, label and value to what its end shall say, and `at` to
    where it ends, if that is not the statement being executed.

    However it ends, what was going on around it goes on; an exception is named by the end.
    """

    __slots__ = (
        "_context",
        "_file",
        "_line",
        "_trace",
        "at",
        "kind",
        "label",
        "object",
        "row",
        "subject",
        "value",
    )

    def __init__(
        self,
        trace: Trace,
        context: Context,
        row: int,
        kind: str,
        subject: str | None,
        file: str | None,
        line: int | None,
    ) -> None:
        self._trace = trace
        self._context = context
        self._file = file
        self._line = line
        self.at: Place | None = None
        self.row = row
        self.kind = kind
        self.subject = subject
        self.object: str | None = None
        self.label: str | None = None
        self.value: str | None = None
        context.causes.append(row)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        context = self._context
        if context.causes.pop() != self.row:
            raise RuntimeError(f"{self.kind} of row {self.row} ends while something in it goes on")
        if error is not None:
            self.value = error_name(error)
        if self.at is not None:
            context.file, context.line = self.at
        else:
            context.file, context.line = self._file, self._line
        self._trace.row(
            context, "end", self.kind, self.subject, self.object, self.label, self.value, self.row
        )
        if self.at is not None:
            context.file, context.line = self._file, self._line
