"""One run in the formats of the viewers.

For viewers of traces: a track for each thread, with its spans nested; an instant is a span without
length; packets and the like overlap, so each goes on the first track that is free. A picosecond is
written as a nanosecond, since those formats know nothing smaller.
"""

import heapq
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from simloop.face import run_scenario
from simloop.recording.recording import Recording

TASKS = 1000
MILLION: dict[str, Any] = {"urls": TASKS, "page_bytes": 27_000}
TEN_MILLION: dict[str, Any] = {"urls": TASKS, "page_bytes": 320_000}
FEW = 10_000
"""What vis-timeline is given: it does not open a hundred thousand."""


def write_all(folder: Path) -> dict[str, int]:
    """Returns how many events each contender gets. What is there already is taken as it is."""
    known = folder / "counts.json"
    if not known.exists():
        folder.mkdir(parents=True, exist_ok=True)
        known.write_text(json.dumps(_write(folder)))
    counts: dict[str, int] = json.loads(known.read_text())
    return counts


def _write(folder: Path) -> dict[str, int]:
    million = run_scenario("crawler", **MILLION)
    million.save(folder / "million.arrow")
    trace = list(_spans(million))
    _write_json(folder / "trace.json", {"traceEvents": trace})
    _write_json(folder / "few.json", [_item(index, span) for index, span in enumerate(trace[:FEW])])
    ten = run_scenario("crawler", **TEN_MILLION)
    ten.save(folder / "ten-million.arrow")
    return {
        "simloop": len(million),
        "Perfetto": len(million),
        "vis-timeline": FEW,
        "simloop, ten times as many": len(ten),
    }


def _write_json(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, separators=(",", ":")))


def _spans(recording: Recording) -> Iterator[dict[str, Any]]:
    """Every event is in it: begins and ends, and instants."""
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


def _item(index: int, span: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": index,
        "group": span["tid"],
        "content": span["name"],
        "start": span["ts"] / 1000,
        "end": span["ts"] / 1000 + 0.001,
    }
