"""The columns of a recording, and a row: one event, as a tuple in their order."""

from typing import Any, TypeAlias

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

# A plain tuple: rows are made by the million, and whatever makes them needs no class from here.
Row: TypeAlias = tuple[Any, ...]
