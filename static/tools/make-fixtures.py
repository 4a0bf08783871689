"""Real recordings for the client's tests, in static/fixtures: vitest runs this first."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from simloop.face import record  # noqa: E402
from simloop.scenarios import prepare  # noqa: E402

FIXTURES: dict[str, tuple[str | Path, str, dict[str, int]]] = {
    "crawler-1": ("crawler", "notes", {"urls": 1}),
    "crawler-3": ("crawler", "notes", {"urls": 3}),
    "crawler-10": ("crawler", "notes", {"urls": 10}),
    "crawler-40": ("crawler", "notes", {"urls": 40}),
    "crawler-same-host": ("crawler", "same-host", {"urls": 3}),
    "echo": ("echo", "notes", {}),
    "troubles": (Path(__file__).with_name("troubles.py"), "notes", {}),
}


def main() -> None:
    folder = Path(__file__).resolve().parents[1] / "fixtures"
    folder.mkdir(exist_ok=True)
    for name, (scenario, preset, parameters) in FIXTURES.items():
        batches: list[bytes] = []
        recording = record(
            prepare(scenario, preset, 0, parameters),
            lambda batch, first_row, rows, batches=batches: batches.append(batch),
        )
        (folder / f"{name}.arrow").write_bytes(recording.to_bytes())
        for number, batch in enumerate(batches):
            (folder / f"{name}.batch-{number}.arrow").write_bytes(batch)


if __name__ == "__main__":
    main()
