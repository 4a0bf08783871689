"""The columns of a recording, and rows as columns of integers: what is hashed, and what Arrow gets.

A cell of text is the number of its word, and the words of a column are counted in the order in
which they first appear. Needs the standard library alone.
"""

from collections.abc import Sequence
from operator import itemgetter
from struct import pack
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
ALL_DIFFER = ("t_ps", "cause")  # numbers that are not worth remembering
FEW_NUMBERS = ("core", "line")
FORMATS = {8: "q", 4: "i"}
WIDTHS = tuple(8 if column == "t_ps" else 4 for column in COLUMNS)  # bytes of a cell
NULL = -1  # what stands for nothing: no event has a negative number

# A plain tuple: rows are made by the million, and whatever makes them needs no class from here.
Row: TypeAlias = tuple[Any, ...]
Buffer: TypeAlias = bytes | bytearray | memoryview


class Numbers(dict[int | None, int]):
    """Numbers as they are, and what stands for none of them."""

    def __init__(self) -> None:
        super().__init__({None: NULL})

    def __missing__(self, number: int) -> int:
        self[number] = number
        return number


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
        self._codes = [None if it in ALL_DIFFER else _codes_of(it) for it in COLUMNS]

    @property
    def words(self) -> list[list[str]]:
        """Of each column of text, its words."""
        return [codes.all for codes in self._codes if isinstance(codes, Words)]

    def coded(self, rows: Sequence[Row]) -> list[bytes]:
        """A column after the other, as little-endian integers of its width."""
        if not rows:
            return [b""] * len(COLUMNS)
        columns = []
        for codes, width, cells in zip(self._codes, WIDTHS, zip(*rows, strict=True), strict=True):
            numbers: Sequence[int] = cells
            if codes is not None:  # itemgetter is the shortest way through a dict
                numbers = itemgetter(*cells, None)(codes)[:-1]
            elif None in cells:
                numbers = [NULL if it is None else it for it in cells]
            columns.append(pack(f"<{len(rows)}{FORMATS[width]}", *numbers))
        return columns


def _codes_of(column: str) -> Numbers | Words:
    return Numbers() if column in FEW_NUMBERS else Words()


def _printable(text: str) -> str:
    """A program may print half a surrogate pair, which neither UTF-8 nor Arrow can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode(errors="backslashreplace").decode()
    return text
