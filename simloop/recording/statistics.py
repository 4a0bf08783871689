"""Where the time of a run went: for each thread, for each kind of event, for each line of source.

Rule: simulated picoseconds in and out; how they feel to a CPU is the caller's to say. A thread
waits while it is inside select(), and works the rest of the time from its first event to its last.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from simloop.recording.columns import COLUMNS, Row
from simloop.recording.recording import Recording
from simloop.recording.schema import rows_of

_T, _PHASE, _KIND, _THREAD, _FILE, _LINE = map(
    COLUMNS.index, ("t_ps", "phase", "kind", "thread", "file", "line")
)


@dataclass
class ThreadTime:
    working_ps: int = 0
    waiting_ps: int = 0


@dataclass
class LineTime:
    """A line's time lasts until its thread's next line begins, what it waits for included."""

    executions: int = 0
    ps: int = 0


@dataclass
class Statistics:
    kinds: dict[str, int]  # how many rows of each, most first
    threads: dict[str, ThreadTime] = field(default_factory=dict)
    lines: dict[tuple[str, int], LineTime] = field(default_factory=dict)  # longest first


def statistics(recording: Recording) -> Statistics:
    by_thread: dict[str, list[Row]] = {}
    kinds: Counter[str] = Counter()
    for rows in rows_of(recording.table):
        for row in rows:
            kinds[row[_KIND]] += 1
            if row[_THREAD] is not None:
                by_thread.setdefault(row[_THREAD], []).append(row)
    result = Statistics(dict(kinds.most_common()))
    for thread, rows in by_thread.items():
        result.threads[thread] = _thread_time(rows)
        for place, ps in _line_times(rows):
            line = result.lines.setdefault(place, LineTime())
            line.executions += 1
            line.ps += ps
    result.lines = dict(sorted(result.lines.items(), key=lambda item: (-item[1].ps, item[0])))
    return result


def _thread_time(rows: list[Row]) -> ThreadTime:
    waiting_ps, since_ps = 0, None
    for row in rows:
        if row[_KIND] == "select":
            if since_ps is not None:
                waiting_ps += row[_T] - since_ps
            since_ps = row[_T] if row[_PHASE] == "begin" else None
    return ThreadTime(rows[-1][_T] - rows[0][_T] - waiting_ps, waiting_ps)


def _line_times(rows: list[Row]) -> Iterator[tuple[tuple[str, int], int]]:
    starts = [row for row in rows if row[_KIND] == "line"]
    ends_ps = [row[_T] for row in starts[1:]] + [rows[-1][_T]]
    for row, end_ps in zip(starts, ends_ps, strict=True):
        yield (row[_FILE], row[_LINE]), end_ps - row[_T]
