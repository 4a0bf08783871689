"""The kinds of event: kinds.toml as Python values, and a check that holds a row against them.

Rule: a column that a kind does not name is null in all its rows; a column that it names is null
only where its description speaks of null. The client's types are generated from the same table:

    python -m simloop.recording.kinds --typescript > static/src/model/kinds.generated.ts
"""

import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from simloop.recording.columns import COLUMNS, Row

PHASES = ("begin", "end", "instant")
DEPTHS = ("program", "future", "loop", "machine")
DESCRIBED = ("subject", "object", "label", "value")

INT_COLUMNS = {"t_ps", "core", "cause", "line"}
NEVER_NULL = {"t_ps", "phase", "kind"}


@dataclass(frozen=True)
class Kind:
    """One entry of kinds.toml. `columns` says what subject, object, label and value hold."""

    name: str
    phases: tuple[str, ...]
    depth: str
    columns: Mapping[str, str]
    effect: str
    sentence: str

    def meaning(self, column: str, phase: str) -> str | None:
        """What the column holds in a row of this phase; None where it must be null."""
        return _by_phase(self.columns.get(column, "")).get(phase)


def _by_phase(description: str) -> dict[str, str]:
    """`begin: the timeout; end: how many` differs by phase; a plain description holds for all."""
    parts = re.split(r"(?:^|; )(begin|end): ", description)
    if len(parts) > 1:
        return dict(zip(parts[1::2], parts[2::2], strict=True))
    return dict.fromkeys(PHASES, description) if description else {}


def _kind(entry: dict[str, Any]) -> Kind:
    name = entry["name"]
    unknown = entry.keys() - {"name", "phases", "depth", "effect", "sentence", *DESCRIBED}
    if unknown:
        raise ValueError(f"kinds.toml: {name} has unknown keys {sorted(unknown)}")
    if entry["depth"] not in DEPTHS:
        raise ValueError(f"kinds.toml: {name} has depth {entry['depth']!r}, not one of {DEPTHS}")
    if entry["phases"] not in (["begin", "end"], ["instant"]):
        raise ValueError(f"kinds.toml: {name} has phases {entry['phases']}")
    columns = {column: entry[column] for column in DESCRIBED if column in entry}
    return Kind(
        name, tuple(entry["phases"]), entry["depth"], columns, entry["effect"], entry["sentence"]
    )


def _load() -> dict[str, Kind]:
    table = tomllib.loads(Path(__file__).with_name("kinds.toml").read_text(encoding="utf-8"))
    kinds = [_kind(entry) for entry in table["kind"]]
    by_name = {kind.name: kind for kind in kinds}
    if len(by_name) < len(kinds):
        raise ValueError("kinds.toml: two kinds have one name")
    return by_name


KINDS = _load()


def check_row(row: Row, row_number: int) -> None:
    """Raise ValueError, naming the row and what is wrong with it, unless the row obeys its kind."""
    if problem := _problem(row, row_number):
        raise ValueError(f"row {row_number}: {problem} in {row!r}")


def check_rows(rows: Iterable[Row]) -> None:
    """check_row for a whole recording, and what holds between rows: time never goes back, and the
    cause of an end is its own begin."""
    open_spans: dict[int, tuple[Any, ...]] = {}
    now_ps = 0
    for number, row in enumerate(rows):
        check_row(row, number)
        t_ps, phase, kind, subject, cause = row[0], row[1], row[2], row[6], row[8]
        if t_ps < now_ps:
            raise ValueError(f"row {number}: t_ps goes back from {now_ps} in {row!r}")
        now_ps = t_ps
        if phase == "begin":
            open_spans[number] = (kind, subject)
        elif phase == "end":
            begun = open_spans.pop(-1 if cause is None else cause, None)
            if begun != (kind, subject):
                raise ValueError(f"row {number}: its cause is not its begin in {row!r}")


def _problem(row: Row, row_number: int) -> str | None:
    if len(row) != len(COLUMNS):
        return f"{len(row)} columns, not {len(COLUMNS)}"
    cells = dict(zip(COLUMNS, row, strict=True))
    kind = KINDS.get(str(cells["kind"]))
    if kind is None:
        return f"unknown kind {cells['kind']!r}"
    phase = str(cells["phase"])
    if phase not in kind.phases:
        return f"phase {phase!r}, not one of {kind.phases}"
    for column, cell in cells.items():
        if problem := _type_problem(column, cell):
            return problem
    for column in DESCRIBED:
        meaning = kind.meaning(column, phase)
        if meaning is None and cells[column] is not None:
            return f"{column} must be null"
        if meaning is not None and "null" not in meaning and cells[column] is None:
            return f"{column} must hold {meaning}"
    if kind.name == "line" and (cells["file"] is None or cells["line"] is None):
        return "file and line must not be null"
    cause = cells["cause"]
    if cause is not None and not 0 <= int(cause) < row_number:
        return f"cause {cause} is not an earlier row"
    return None


def _type_problem(column: str, cell: object) -> str | None:
    if cell is None:
        return f"{column} must not be null" if column in NEVER_NULL else None
    expected = int if column in INT_COLUMNS else str
    if type(cell) is not expected:  # a bool is no int here
        return f"{column} is {type(cell).__name__}, not {expected.__name__}"
    return f"{column} is negative" if isinstance(cell, int) and cell < 0 else None


def typescript() -> str:
    """The text of static/src/model/kinds.generated.ts."""

    def union(names: Iterable[str]) -> str:
        return " | ".join(f"'{name}'" for name in names)

    def info(kind: Kind) -> str:
        phases = ", ".join(f"'{phase}'" for phase in kind.phases)
        return f"  '{kind.name}': {{phases: [{phases}], depth: '{kind.depth}'}},"

    return "\n".join(
        [
            "// Generated from simloop/recording/kinds.toml; change it there.",
            "",
            f"export type Phase = {union(PHASES)}",
            f"export type Depth = {union(DEPTHS)}",
            "",
            "/** In the order of the table: a kind's number is its index here. */",
            "export const KINDS = [",
            *(f"  '{name}'," for name in KINDS),
            "] as const",
            "",
            "export type Kind = (typeof KINDS)[number]",
            "",
            "export interface KindInfo {",
            "  readonly phases: readonly Phase[]",
            "  readonly depth: Depth",
            "}",
            "",
            "export const KIND_INFO: Readonly<Record<Kind, KindInfo>> = {",
            *(info(kind) for kind in KINDS.values()),
            "}",
            "",
        ]
    )


if __name__ == "__main__":
    if sys.argv[1:] != ["--typescript"]:
        sys.exit("usage: python -m simloop.recording.kinds --typescript")
    sys.stdout.write(typescript())
