"""Places in a recording, so that a deck can be checked without a browser.

Rule: they mean what static/src/model/places.ts says they mean; tests/lecture/places.json holds both
to the same answers.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from simloop.recording.kinds import KINDS
from simloop.recording.recording import Recording

ALLOWED = [
    "start",
    "end",
    "event 47",
    "turn 5",
    "Task-3 send 2",
    "f2 set_result",
    "fd 5 readable",
    "fd 5 writable 2",
    "Task-1 created",
    "select",
    "select returns",
    "callback",
    "set_result",
    "step",
    "send",
    "yield",
    "Task-3 send",
    "crawler.py:13",
    "next packet.synack",
    "next socket.recv ends",
]
NEXT = {  # from where one is
    "select": ("select", False),
    "select returns": ("select", True),
    "callback": ("callback", False),
    "set_result": ("future.set_result", False),
    "step": ("task.step", False),
    "send": ("coroutine.send", False),
    "yield": ("coroutine.send", True),
}


class PlaceError(ValueError):
    """A place that cannot be read, or that a recording does not have."""

    def __init__(self, message: str, allowed: list[str] | None = None) -> None:
        self.message = message
        self.allowed = allowed
        super().__init__(message)


@dataclass(frozen=True)
class Place:
    """The `count`th row like this one, from the start or, where `relative`, from where one is."""

    words: str
    kind: str | None = None  # None: the row is `row`
    ends: bool = False
    subject: str | None = None
    events: str = ""  # what select() reports
    file: str | None = None
    line: int | None = None
    count: int = 1
    relative: bool = False
    row: int = 0


GRAMMAR: list[tuple[str, Callable[[re.Match[str], str], Place]]] = [
    (r"start", lambda m, w: Place(w, row=0)),
    (r"end", lambda m, w: Place(w, row=-1)),
    (r"event (\d+)", lambda m, w: Place(w, row=int(m[1]))),
    (r"turn ([1-9]\d*)", lambda m, w: Place(w, "select", count=int(m[1]))),
    (
        r"(\S+) send ([1-9]\d*)",
        lambda m, w: Place(w, "coroutine.send", subject=_task(m[1]), count=int(m[2])),
    ),
    (r"(\S+) set_result", lambda m, w: Place(w, "future.set_result", subject=m[1])),
    (
        r"(fd \d+) (readable|writable)(?: ([1-9]\d*))?",
        lambda m, w: Place(
            w,
            "select.readiness",
            subject=m[1],
            events="READ" if m[2] == "readable" else "WRITE",
            count=int(m[3] or 1),
        ),
    ),
    (r"(\S+) created", lambda m, w: Place(w, "task.create", subject=_task(m[1]))),
    (
        r"(\S+) send",
        lambda m, w: Place(w, "coroutine.send", subject=_task(m[1]), relative=True),
    ),
    (
        r"(\S+\.py):([1-9]\d*)",
        lambda m, w: Place(w, "line", file=m[1], line=int(m[2]), relative=True),
    ),
]


def _task(name: str) -> str:
    """`task-1` is Task-1."""
    return re.sub("^task-", "Task-", name)


def parse_place(words: str) -> Place:
    trimmed = " ".join(words.split())
    if trimmed in NEXT:
        kind, ends = NEXT[trimmed]
        return Place(trimmed, kind, ends, relative=True)
    if match := re.fullmatch(r"next (\S+?)( ends)?", trimmed):
        if match[1] not in KINDS:
            raise PlaceError(f"{match[1]!r} is no kind of event", list(KINDS))
        return Place(trimmed, match[1], match[2] is not None, relative=True)
    for pattern, read in GRAMMAR:
        if match := re.fullmatch(pattern, trimmed, re.ASCII):
            return read(match, trimmed)
    raise PlaceError(f"{words!r:.80} is not a place", ALLOWED)


class Walk:
    """A recording's rows, to go through from place to place."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        columns = ("phase", "kind", "subject", "label", "file", "line")
        self._columns: dict[str, list[Any]] = {
            name: recording.table[name].to_pylist() for name in columns
        }
        self._count = len(recording)

    def knows(self, thing: str) -> bool:
        """Whether anything happens to it."""
        return thing in self._columns["subject"]

    def rows(self, places: Sequence[Place]) -> list[int]:
        """Where one comes by, from place to place."""
        rows: list[int] = []
        for place in places:
            rows.append(self.row(place, rows[-1] if rows else 0))
        return rows

    def row(self, place: Place, here: int = 0) -> int:
        if place.kind is None:
            row = self._count - 1 if place.row < 0 else place.row
            if row < self._count:
                return row
            raise PlaceError(f"there is no event {row}: the last one is {self._count - 1}")
        found = 0
        for row in range(here + 1 if place.relative else 0, self._count):
            found += self._is_like(place, row)
            if found == place.count:
                return row
        if place.relative:
            raise PlaceError(f"this recording has no '{place.words}' after event {here}")
        many = f"there are only {found} of them" if found else "it never happens"
        raise PlaceError(f"this recording has no {place.words}: {many}")

    def _is_like(self, place: Place, row: int) -> bool:
        of = self._columns
        return (
            of["kind"][row] == place.kind
            and (of["phase"][row] == "end") == place.ends
            and (place.subject is None or of["subject"][row] == place.subject)
            and place.events in (of["label"][row] or "")
            and (
                place.file is None or (of["file"][row], of["line"][row]) == (place.file, place.line)
            )
        )
