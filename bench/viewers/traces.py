"""One run in the formats of the viewers.

For viewers of traces: a track for each thread, with its spans nested; an instant is a span without
length; packets and the like overlap, so each goes on the first track that is free. A picosecond is
written as a nanosecond, since those formats know nothing smaller.

Rule: every event is in every format, except where a viewer opens no more than a few.
"""

import heapq
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from simloop.face import run_scenario
from simloop.recording.recording import Recording

TASKS = 1000
MILLION: dict[str, Any] = {"urls": TASKS, "page_bytes": 27_000}
TEN_MILLION: dict[str, Any] = {"urls": TASKS, "page_bytes": 320_000}
FEW = 10_000
"""What vis-timeline is given: it does not open a hundred thousand."""

FORMAT = 2
"""To be raised when what is written changes."""

Span = dict[str, Any]


def write_all(folder: Path) -> dict[str, int]:
    """Returns how many events each contender gets. What is there already is taken as it is."""
    known = folder / "counts.json"
    if known.exists():
        counts: dict[str, int] = json.loads(known.read_text())
        if counts.pop("format", None) == FORMAT:
            return counts
    folder.mkdir(parents=True, exist_ok=True)
    counts = _write(folder)
    known.write_text(json.dumps({"format": FORMAT, **counts}))
    return counts


def _write(folder: Path) -> dict[str, int]:
    million = run_scenario("crawler", **MILLION)
    million.save(folder / "million.arrow")
    trace = list(_spans(million))
    _write_json(folder / "trace.json", {"traceEvents": trace})
    _write_json(folder / "speedscope.json", _speedscope(trace))
    _write_json(folder / "few.json", [_item(index, span) for index, span in enumerate(trace[:FEW])])
    ten = run_scenario("crawler", **TEN_MILLION)
    ten.save(folder / "ten-million.arrow")
    return {
        "simloop": len(million),
        "Perfetto": len(million),
        "speedscope": len(million),
        "vis-timeline": FEW,
        "simloop, ten times as many": len(ten),
    }


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, separators=(",", ":")))


def _spans(recording: Recording) -> Iterator[Span]:
    """As the trace event format has them."""
    free: list[int] = []
    tracks = 0
    flying: dict[int, int] = {}
    names = {"t_ps", "phase", "kind", "thread", "subject", "label", "cause"}
    columns = [recording.table[name].to_pylist() for name in sorted(names)]
    for row, cells in enumerate(zip(*columns, strict=True)):
        cause, kind, label, phase, subject, t_ps, thread = cells
        track, group = 0, 1
        if phase != "instant" and thread is None:
            group = 2
            if phase == "begin":
                if not free:
                    tracks += 1
                    free.append(tracks)
                track = flying[row] = heapq.heappop(free)
            elif (track := flying.pop(cause, 0)) == 0:
                continue
            else:
                heapq.heappush(free, track)
        event = {"name": kind, "ts": t_ps / 1000, "pid": group, "tid": track}
        if phase == "instant":
            yield event | {"ph": "X", "dur": 0, "args": {"subject": subject, "label": label}}
        else:
            yield event | {"ph": "B" if phase == "begin" else "E", "args": {"subject": subject}}


def _speedscope(trace: Sequence[Span]) -> dict[str, Any]:
    """speedscope's own format: a profile for each track, and it shows one at a time.

    It opens no profile in which a span is still open at the end: those are closed there.
    """
    frames: dict[str, int] = {}
    tracks: dict[tuple[int, int], list[Span]] = defaultdict(list)
    for span in trace:
        tracks[span["pid"], span["tid"]].append(span)
    return {
        "$schema": "https://www.speedscope.app/file-format-schema.json",
        "profiles": [_profile(name, spans, frames) for name, spans in sorted(tracks.items())],
        "shared": {"frames": [{"name": name} for name in frames]},
    }


def _profile(name: tuple[int, int], spans: list[Span], frames: dict[str, int]) -> dict[str, Any]:
    events: list[dict[str, Any]] = []
    opened: list[int] = []

    def put(what: str, at: float, frame: int) -> None:
        events.append({"type": what, "at": at, "frame": frame})

    for span in spans:
        frame = frames.setdefault(span["name"], len(frames))
        if span["ph"] == "E":
            put("C", span["ts"], opened.pop())
        else:
            put("O", span["ts"], frame)
            if span["ph"] == "X":
                put("C", span["ts"], frame)
            else:
                opened.append(frame)
    end = spans[-1]["ts"]
    for frame in reversed(opened):
        put("C", end, frame)
    return {
        "type": "evented",
        "name": f"track {name[1]} of group {name[0]}",
        "unit": "microseconds",
        "startValue": spans[0]["ts"],
        "endValue": end,
        "events": events,
    }


def _item(index: int, span: Span) -> Span:
    return {
        "id": index,
        "group": span["tid"],
        "content": span["name"],
        "start": span["ts"] / 1000,
        "end": span["ts"] / 1000 + 0.001,
    }
