"""The public face: run something by name, and have its recording."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from simloop.recording.recorder import OnBatch, Recorder
from simloop.recording.recording import Recording
from simloop.scenarios import Prepared, prepare


def run_scenario(
    name: str | Path, preset: str | Mapping[str, Any] = "notes", seed: int = 0, **parameters: Any
) -> Recording:
    """Run a scenario, or a program's file, to its end.

    `preset` is the name of a preset or a whole table. Bad input raises BadInput, which names the
    field and what is allowed. A program that fails is recorded up to there: see Recording.error.
    """
    return record(prepare(name, preset, seed, parameters))


def record(prepared: Prepared, on_batch: OnBatch | None = None) -> Recording:
    """Run what was prepared; `on_batch` is called with each piece of the recording on the way."""
    recorder = Recorder(prepared.metadata, on_batch)
    prepared.run(recorder.write)
    return recorder.finish()
