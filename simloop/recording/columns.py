"""The columns of a recording, and rows as columns of integers: what is hashed, and what Arrow gets.

Rule: rows stay packed as they came. A cell of text is the number of its word, a cell that many
rows share is the number of what it says; both are counted in the order in which they first appear.
Needs the standard library alone.
"""

import struct
from operator import attrgetter, itemgetter
from struct import pack
from typing import Any, TypeAlias

from simloop.machine.trace import CELLS, Rows
from simloop.machine.trace import COLUMNS as COLUMNS

PACKED = CELLS
SHARED = {"who": ("host", "core", "thread"), "shape": ("phase", "kind", "file", "line")}
NUMBERS = ("t_ps", "cause")
FORMATS = {8: "q", 4: "i"}
WIDTHS = tuple(8 if column == "t_ps" else 4 for column in PACKED)  # bytes of a cell
NULL = -1  # what stands for nothing: no event has a negative number

# A plain tuple: whatever makes rows needs no class from here.
Row: TypeAlias = tuple[Any, ...]
Book: TypeAlias = dict[str, list[Any]]  # of each packed column but NUMBERS, what its numbers mean
Buffer: TypeAlias = bytes | bytearray | memoryview


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


class Shared(dict[object, int]):
    """What the rows share, by number. Who says the same as another has the other's number."""

    def __init__(self, columns: tuple[str, ...]) -> None:
        super().__init__()
        self.all: list[Row] = []
        self._cells_of = attrgetter(*columns)
        self._numbers: dict[Row, int] = {}

    def __missing__(self, thing: object) -> int:
        cells = self._cells_of(thing)
        cells = tuple(_printable(it) if isinstance(it, str) else it for it in cells)
        number = self._numbers.get(cells)
        if number is None:
            number = self._numbers[cells] = len(self.all)
            self.all.append(cells)
        self[thing] = number
        return number


class Coder:
    """Makes columns of rows; what they share and their words are those of all rows so far."""

    def __init__(self) -> None:
        self.shared = {name: Shared(columns) for name, columns in SHARED.items()}
        self.words = {name: Words() for name in PACKED if name not in (*SHARED, *NUMBERS)}
        self._codes = [(self.shared | self.words).get(name) for name in PACKED]

    @property
    def book(self) -> Book:
        """What the numbers mean."""
        return {name: codes.all for name, codes in (self.shared | self.words).items()}

    def coded(self, rows: Rows) -> list[bytes]:
        """A packed column after the other, as little-endian integers of its width."""
        size, cells = len(rows), rows.cells
        if not size:
            return [b""] * len(PACKED)
        columns = []
        for number, (codes, width) in enumerate(zip(self._codes, WIDTHS, strict=True)):
            column = cells[number :: len(PACKED)]
            if codes is not None:  # itemgetter is the shortest way through a dict
                column = itemgetter(*column, column[0])(codes)[:-1]
            columns.append(_as_bytes(f"<{size}{FORMATS[width]}", column))
        return columns


def _as_bytes(form: str, column: list[Any]) -> bytes:
    try:
        return pack(form, *column)
    except struct.error:
        return pack(form, *(NULL if it is None else it for it in column))


def _printable(text: str) -> str:
    """A program may print half a surrogate pair, which neither UTF-8 nor Arrow can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="backslashreplace").decode()
    return text
