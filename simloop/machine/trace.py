"""What happens, as rows: the machine's events, each with the row that made it happen.

Rule: whatever happens is caused by the innermost thing that is still going on in the same
context (a thread, or the kernel while it delivers a packet), unless the caller knows better.

A row has a cell for each of `COLUMNS`; its number is its index in the recording. Rows are made by
the million, so they are kept packed: no object for each, but one list with eight cells after
each other for every row. Two of the cells are shared by many rows: a `Who` and a `Shape` say the
other seven columns.
"""

from collections.abc import Callable, Iterable, Iterator
from types import TracebackType
from typing import Any, Literal, Self

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
CELLS = ("t_ps", "who", "shape", "subject", "object", "cause", "label", "value")  # of a packed row

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

ROOT = 0  # the row of the program's begin: the first cause of everything
ROWS_PER_DELIVERY = 1024


class Who:
    """Who acts, as far as a row tells: a thread on a core, or (both None) a host's kernel."""

    __slots__ = ("core", "host", "thread")

    def __init__(self, host: str | None, core: int | None, thread: str | None) -> None:
        self.host = host
        self.core = core
        self.thread = thread


class Shape:
    """What kind of thing happens, and at which statement."""

    __slots__ = ("file", "kind", "line", "phase")

    def __init__(self, phase: Phase, kind: str, file: str | None, line: int | None) -> None:
        self.phase = phase
        self.kind = kind
        self.file = file
        self.line = line


class Rows:
    """Some rows, packed. Its length is their number; walked over, it gives each as a `Row`."""

    __slots__ = ("cells",)

    def __init__(self, cells: list[Any]) -> None:
        self.cells = cells

    @classmethod
    def of(cls, rows: Iterable[Row]) -> Self:
        """Rows that somebody made by hand."""
        cells: list[Any] = []
        for t_ps, phase, kind, host, core, thread, subject, other, cause, file, line, *text in rows:
            who, shape = Who(host, core, thread), Shape(phase, kind, file, line)
            cells += t_ps, who, shape, subject, other, cause, *text
        return cls(cells)

    def __len__(self) -> int:
        return len(self.cells) // len(CELLS)

    def __iter__(self) -> Iterator[Row]:
        cells = iter(self.cells)
        for t_ps, who, shape, subject, other, cause, label, value in zip(*[cells] * 8, strict=True):
            yield (
                t_ps,
                shape.phase,
                shape.kind,
                who.host,
                who.core,
                who.thread,
                subject,
                other,
                cause,
                shape.file,
                shape.line,
                label,
                value,
            )


Sink = Callable[[Rows], object]


class Shapes(dict[str, Shape]):
    """The shapes of one phase at one statement, by kind."""

    def __init__(self, phase: Phase, file: str | None, line: int | None) -> None:
        super().__init__()
        self._of = phase, file, line

    def __missing__(self, kind: str) -> Shape:
        phase, file, line = self._of
        shape = self[kind] = Shape(phase, kind, file, line)
        return shape


class Place:
    """A statement, or (both None) none at all: the shapes of what happens there."""

    __slots__ = ("assigned", "begin", "end", "executed", "instant")

    def __init__(self, file: str | None, line: int | None) -> None:
        self.begin = Shapes("begin", file, line)
        self.end = Shapes("end", file, line)
        self.instant = Shapes("instant", file, line)
        self.executed = self.instant["line"]
        self.assigned = self.instant["assign"]


class Places(dict[int, Place]):
    """The statements of a file, by line."""

    def __init__(self, file: str) -> None:
        super().__init__()
        self._file = file

    def __missing__(self, line: int) -> Place:
        place = self[line] = Place(self._file, line)
        return place


class Files(dict[str, Places]):
    """The places of all files."""

    def __missing__(self, file: str) -> Places:
        places = self[file] = Places(file)
        return places


NOWHERE = Place(None, None)


class Context:
    """Who is acting, where, and because of what: a thread, or the kernel and network of a host."""

    __slots__ = ("_host", "_thread", "causes", "place", "task", "who")

    def __init__(self, host: str | None, core: int | None = None, thread: str | None = None):
        self._host = host
        self._thread = thread
        self.who = Who(host, core, thread)
        self.place = NOWHERE
        self.causes: list[int] = []
        self.task: str | None = None  # the task that the thread is running, where there are tasks

    def on_core(self, core: int) -> None:
        """The thread has a core, perhaps another than before."""
        if core != self.who.core:
            self.who = Who(self._host, core, self._thread)


class Trace:
    """Numbers the rows and hands them on, many at a time."""

    def __init__(self, clock: Clock, sink: Sink, context: Context) -> None:
        self.clock = clock
        self.context = context
        self.count = 0
        self._full_at = ROWS_PER_DELIVERY  # the count at which rows are handed on
        self.files = Files()
        self._cells: list[Any] = []  # the same list all along
        self.meddle: Callable[[str, str | None], None] | None = None  # told of each span
        self.muted = False  # once the program is over, what is being unwound is not recorded
        self._sink = sink
        self._add = self._cells.extend
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
        context = self.context
        return self.row(context, context.place.instant[kind], subject, object, label, value, cause)

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
        span = Span(self, context, kind, subject, object, label, value, cause, at)
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
        shape = getattr(context.place, phase)[kind]
        return self.row(context, shape, subject, object, label, value, cause)

    def line(self, file: str, line: int, call: str | None = None) -> None:
        """A statement of a call (`fetch#2`) is about to run."""
        if self.muted:
            return
        context = self.context
        context.place = place = self.files[file][line]
        shape, cause = place.executed, context.causes[-1]
        self._add((self.clock.now_ps, context.who, shape, call, None, cause, None, None))
        self.count = count = self.count + 1
        if count >= self._full_at:
            self.flush()

    def assign(self, file: str, line: int, call: str, name: str, value: str) -> None:
        """A name of a call has a value, since the statement at file and line."""
        if self.muted:
            return
        context = self.context
        context.place = place = self.files[file][line]
        shape, cause = place.assigned, context.causes[-1]
        self._add((self.clock.now_ps, context.who, shape, call, context.task, cause, name, value))
        self.count = count = self.count + 1
        if count >= self._full_at:
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
        self._full_at = self.count + ROWS_PER_DELIVERY
        if self._cells:
            rows = Rows(self._cells.copy())
            self._cells.clear()
            self._sink(rows)

    def row(
        self,
        context: Context,
        shape: Shape,
        subject: str | None,
        object: str | None,
        label: str | None,
        value: str | None,
        cause: int | None,
    ) -> int:
        """Any row. Without a cause it is due to the innermost thing that goes on in its context."""
        row = self.count
        if self.muted:
            return row
        if cause is None and context.causes:
            cause = context.causes[-1]
        self._add((self.clock.now_ps, context.who, shape, subject, object, cause, label, value))
        self.count = row + 1
        if row + 1 >= self._full_at:
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
        "_place",
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
        kind: str,
        subject: str | None,
        object: str | None,
        label: str | None,
        value: str | None,
        cause: int | None,
        at: Place | None = None,
    ) -> None:
        self._trace = trace
        self._context = context
        self._place = context.place
        if at is not None:
            context.place = at
        self.at: Place | None = None
        self.kind = kind
        self.subject = subject
        self.object: str | None = None
        self.label: str | None = None
        self.value: str | None = None
        shape = context.place.begin[kind]
        self.row = row = trace.row(context, shape, subject, object, label, value, cause)
        context.causes.append(row)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        context, row = self._context, self.row
        if context.causes.pop() != row:
            raise RuntimeError(f"{self.kind} of row {row} ends while something in it goes on")
        if error is not None:
            self.value = error_name(error)
        context.place = self._place
        shape = (self.at or self._place).end[self.kind]
        self._trace.row(context, shape, self.subject, self.object, self.label, self.value, row)
