"""The columns of a recording, and rows as columns of integers: what is hashed, and what Arrow gets.

A cell of text is the number of its word, and the words of a column are counted in the order in
which they first appear. Needs the standard library alone.
"""

from array import array
from collections.abc import Sequence
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
INTEGERS = ("t_ps", "core", "cause", "line")
NULL = -1  # what stands for nothing: no event has a negative number

# A plain tuple: rows are made by the million, and whatever makes them needs no class from here.
Row: TypeAlias = tuple[Any, ...]


class Words(dict[str | None, int]):
    """The words of one column, by number; asked for a new one, it has one more."""

    def __init__(self) -> None:
        super().__init__({None: NULL})
        self.all: list[str] = []

    def __missing__(self, text: str) -> int:
        if not text.isascii() and (word := _printable(text)) != text:
            number = self[text] = self[word]
            return number
        number = self[text] = len(self.all)
        self.all.append(text)
        return number


class Coder:
    """Makes columns of rows; the words are those of all rows so far."""

    def __init__(self) -> None:
        self.words = [Words() for column in COLUMNS if column not in INTEGERS]
        words = iter(self.words)
        self._words = [None if column in INTEGERS else next(words) for column in COLUMNS]

    def coded(self, rows: Sequence[Row]) -> list["array[int]"]:
        """A column after the other, 64 bits a cell for the time and 32 for the rest."""
        if not rows:
            return no_columns()
        whole = zip(*rows, strict=True)
        columns = [array("q", next(whole))]
        for words, cells in zip(self._words[1:], whole, strict=True):
            if words is not None:
                columns.append(array("i", map(words.__getitem__, cells)))
            elif None in cells:
                columns.append(array("i", [NULL if it is None else it for it in cells]))
            else:
                columns.append(array("i", cells))
        return columns


def no_columns() -> list["array[int]"]:
    """Columns without rows."""
    return [array("q" if column == "t_ps" else "i") for column in COLUMNS]


def _printable(text: str) -> str:
    """A program may print half a surrogate pair, which neither UTF-8 nor Arrow can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="backslashreplace").decode()
    return text
