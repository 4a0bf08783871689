"""Real recordings for the client's tests, in static/fixtures: vitest runs this first.

Beside each stands who held which GIL from when on, as the machine knows it: a recording does not
say it, and the page infers it.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from simloop.face import record  # noqa: E402
from simloop.machine import process  # noqa: E402
from simloop.scenarios import Prepared, prepare  # noqa: E402

FIXTURES: dict[str, tuple[str | Path, str, dict[str, Any]]] = {
    "crawler-1": ("crawler", "notes", {"urls": 1}),
    "crawler-3": ("crawler", "notes", {"urls": 3}),
    "crawler-10": ("crawler", "notes", {"urls": 10}),
    "crawler-40": ("crawler", "notes", {"urls": 40}),
    "crawler-dropped": (
        "crawler",
        "notes",
        {"urls": 10, "interventions": [{"at": "Task-3 packet 4", "do": "drop"}]},
    ),
    "crawler-same-host": ("crawler", "same-host", {"urls": 3}),
    "echo": ("echo", "notes", {}),
    "crawler-threads": ("crawler", "notes", {"urls": 3, "model": "threads"}),
    "crawler-processes": ("crawler", "notes", {"urls": 2, "model": "processes"}),
    "lost-update": ("lost-update", "notes", {}),
    "gil": ("gil", "notes", {}),
    "convoy": ("convoy", "notes", {}),
    "table": ("table", "notes", {}),
    "faults": ("faults", "notes", {}),
    "troubles": (Path(__file__).with_name("troubles.py"), "notes", {}),
    "machines": (Path(__file__).with_name("machines.py"), "notes", {}),
}


def main() -> None:
    folder = Path(__file__).resolve().parents[1] / "fixtures"
    folder.mkdir(exist_ok=True)
    for name, (scenario, preset, parameters) in FIXTURES.items():
        write(folder / name, prepare(scenario, preset, 0, parameters))


def write(path: Path, prepared: Prepared) -> None:
    """The recording as a whole, and the batches in which it would have come."""
    batches: list[bytes] = []

    def keep(batch: bytes, first_row: int, rows: int) -> None:
        batches.append(batch)

    with holders() as held:
        recording = record(prepared, keep)
    path.with_name(f"{path.name}.gil.json").write_text(json.dumps(held))
    path.with_name(f"{path.name}.arrow").write_bytes(recording.to_bytes())
    for number, batch in enumerate(batches):
        path.with_name(f"{path.name}.batch-{number}.arrow").write_bytes(batch)


@contextmanager
def holders() -> Iterator[list[tuple[int, str, str | None]]]:
    """Filled meanwhile: at which instant, in picoseconds, whose GIL got which holder."""
    held: list[tuple[int, str, str | None]] = []

    class Watched(process.Gil):
        __slots__ = ("_holder",)

        @property
        def holder(self) -> Any:
            return self._holder

        @holder.setter
        def holder(self, thread: Any) -> None:
            self._holder = thread
            if hasattr(self, "_scheduler"):
                name = thread and thread.name
                held.append((self._scheduler.clock.now_ps, self._process.name, name))

    watched, process.Gil = process.Gil, Watched  # type: ignore[misc]
    try:
        yield held
    finally:
        process.Gil = watched  # type: ignore[misc]


if __name__ == "__main__":
    main()
