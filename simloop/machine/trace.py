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
        self._rows: list[Row] = []

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
        return self._emit("instant", kind, subject, object, label, value, cause)

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
        before = self.place
        if at is not None:
            self.context.file, self.context.line = at
        row = self._emit("begin", kind, subject, object, label, value, cause)
        span = Span(self, row, kind, subject, before)
        if self.meddle is not None:
            self.meddle(kind, subject)
        return span

    @property
    def place(self) -> Place:
        """The statement that is being executed."""
        return self.context.file, self.context.line

    def begin(
        self,
        kind: str,
        subject: str,
        *,
        object: str | None = None,
        label: str | None = None,
        value: str | None = None,
    ) -> int:
        """The row of a Span that the caller makes."""
        return self._emit("begin", kind, subject, object, label, value, None)

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
        own, self.context = self.context, context
        row = self._emit(phase, kind, subject, object, label, value, cause)
        self.context = own
        return row

    def line(self, file: str, line: int, call: str | None = None) -> None:
        """A statement of a call (`fetch#2`) is about to run."""
        context = self.context
        context.file = file
        context.line = line
        self._emit("instant", "line", call, None, None, None, None)

    def assign(self, file: str, line: int, call: str, name: str, value: str) -> None:
        """A name of a call has a value, since the statement at file and line."""
        context = self.context
        context.file = file
        context.line = line
        self._emit("instant", "assign", call, context.task, name, value, None)

    def kernel(self, host: str, cause: int = ROOT) -> "InKernel":
        """What happens inside happens in the kernel or network of a host, because of `cause`."""
        return InKernel(self, host, cause)

    def end(self, span: "Span") -> None:
        """A span is over. `with` calls this."""
        self._emit("end", span.kind, span.subject, span.object, span.label, span.value, span.row)

    def flush(self) -> None:
        """Hand on what is still here."""
        if self._rows:
            rows, self._rows = self._rows, []
            self._sink(rows)

    def _emit(
        self,
        phase: Phase,
        kind: str,
        subject: str | None,
        object: str | None,
        label: str | None,
        value: str | None,
        cause: int | None,
    ) -> int:
        if self.muted:
            return self.count
        context = self.context
        if cause is None and context.causes:
            cause = context.causes[-1]
        self._rows.append(
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
        self.count = row + 1
        if len(self._rows) >= ROWS_PER_DELIVERY:
            self.flush()
        return row


class InKernel:
    """`with trace.kernel(...)`: not on any thread's account."""

    __slots__ = ("_context", "_thread", "_trace")

    def __init__(self, trace: Trace, host: str, cause: int) -> None:
        self._trace = trace
        self._context = Context(host)
        self._context.causes.append(cause)

    def __enter__(self) -> None:
        self._thread = self._trace.context
        self._trace.context = self._context

    def __exit__(self, *_: object) -> None:
        self._trace.context = self._thread


class Span:
    """Something that lasts. Set object, label and value to what its end shall say, and `at` to
    where it ends, if that is not the statement being executed.

    However it ends, what was going on around it goes on; an exception is named by the end.
    """

    __slots__ = (
        "_before",
        "_context",
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
        self, trace: Trace, row: int, kind: str, subject: str | None, before: Place
    ) -> None:
        self._trace = trace
        self._context = trace.context
        self._before = before
        self.at = before
        self.row = row
        self.kind = kind
        self.subject = subject
        self.object: str | None = None
        self.label: str | None = None
        self.value: str | None = None
        trace.context.causes.append(row)

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
        context.file, context.line = self.at
        if error is not None:
            self.value = error_name(error)
        self._trace.end(self)
        context.file, context.line = self._before
