from collections.abc import Iterable
from pathlib import Path

import pytest

from simloop.machine.trace import COLUMNS, Row
from simloop.scenarios import prepare


class Story:
    """A run's rows, as a test reads them."""

    def __init__(self, scenario: str | Path, preset="notes", seed: int = 0, **parameters) -> None:
        self.prepared = prepare(scenario, preset, seed, parameters)
        self.rows: list[Row] = []
        self.outcome = self.prepared.run(self.rows.extend)

    @property
    def end_ps(self) -> int:
        return self.outcome.end_ps

    def all(self, kind: str, phase: str | None = None) -> list[dict]:
        return [
            dict(zip(COLUMNS, row, strict=True)) | {"row": number}
            for number, row in enumerate(self.rows)
            if row[2] == kind and phase in (None, row[1])
        ]

    def causes(self, row: int) -> Iterable[tuple[int, str]]:
        """The chain of causes of a row: numbers and kinds, back to the program's start."""
        cause = self.rows[row][8]
        while cause is not None:
            yield cause, self.rows[cause][2]
            cause = self.rows[cause][8]


@pytest.fixture
def write_program(tmp_path: Path):
    def write(text: str, name: str = "program.py") -> Path:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return write
