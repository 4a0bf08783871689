"""A deck: one Markdown file, read into slides.

Rule: reading never fails. What is wrong with a scene is a mistake with its line; the rest of the
deck is there.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from simloop.lecture.errors import Mistake, Wrong
from simloop.lecture.scene import Scene, read_scene

FENCE = re.compile(r"( {0,3})(`{3,}|~{3,})\s*(\S*)")
HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$")
Line = tuple[int, str]  # its number, from 1, and its text


@dataclass
class Slide:
    """`parts` are Markdown and at most one scene, in their order."""

    line: int
    parts: list[str | Scene] = field(default_factory=list)
    notes: str = ""

    def describe(self) -> dict[str, Any]:
        parts = [
            {"markdown": part} if isinstance(part, str) else {"scene": part.describe()}
            for part in self.parts
        ]
        return {"line": self.line, "parts": parts, "notes": self.notes}

    @property
    def scene(self) -> Scene | None:
        return next((part for part in self.parts if isinstance(part, Scene)), None)


@dataclass
class Deck:
    """`columns` are the slides from left to right; each goes down."""

    file: str
    title: str
    columns: list[list[Slide]]
    mistakes: list[Mistake]
    version: str

    @property
    def scenes(self) -> Iterator[Scene]:
        for column in self.columns:
            for slide in column:
                if slide.scene:
                    yield slide.scene

    def describe(self) -> dict[str, Any]:
        return {
            "file": self.file,
            "title": self.title,
            "columns": [[slide.describe() for slide in column] for column in self.columns],
            "mistakes": [mistake.describe() for mistake in self.mistakes],
            "version": self.version,
        }


def read_deck(text: str, file: str) -> Deck:
    mistakes: list[Mistake] = []
    columns: list[list[Slide]] = []
    title = ""
    for across, lines in _slides(text):
        slide = _slide(lines, mistakes)
        if across:
            columns.append([])
        columns[-1].append(slide)
        title = title or _title(slide)
    version = hashlib.sha256(text.encode()).hexdigest()[:16]
    return Deck(file, title or file, columns, mistakes, version)


def _slides(text: str) -> Iterator[tuple[bool, list[Line]]]:
    """Each slide's lines, and whether it stands to the right of the one before (else below it)."""
    across, lines = True, list[Line]()
    for number, line, fenced in _lines(text):
        separator = line.strip() if not fenced else ""
        if separator in ("---", "--") and line.startswith(separator):
            yield across, lines
            across, lines = separator == "---", []
        else:
            lines.append((number, line))
    yield across, lines


def _lines(text: str) -> Iterator[tuple[int, str, bool]]:
    """Number, text, and whether the line is in a fence."""
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        match = FENCE.match(line)
        if fence:
            yield number, line, True
            if match and match[2].startswith(fence) and not match[3]:
                fence = ""
        else:
            fence = match[2] if match else ""
            yield number, line, bool(match)


def _slide(lines: list[Line], mistakes: list[Mistake]) -> Slide:
    slide = Slide(lines[0][0] if lines else 1)
    numbered = iter(lines)
    markdown: list[str] = []
    fence = ""

    def close() -> None:
        if (text := "\n".join(markdown).strip("\n")).strip():
            slide.parts.append(text)
        markdown.clear()

    for number, line in numbered:
        match = FENCE.match(line)
        if not fence and line.rstrip() == "Note:":
            slide.notes = "\n".join(text for _, text in numbered).strip()
        elif not fence and match and match[3] == "simloop":
            close()
            _scene(slide, number, list(_block(numbered, match[2])), mistakes)
        else:
            if match and not fence:
                fence = match[2]
            elif match and match[2].startswith(fence) and not match[3]:
                fence = ""
            markdown.append(line)
    close()
    return slide


def _block(numbered: Iterator[Line], fence: str) -> Iterator[str]:
    for _, line in numbered:
        if line.strip().startswith(fence):
            return
        yield line


def _scene(slide: Slide, fence_line: int, block: list[str], mistakes: list[Mistake]) -> None:
    try:
        if slide.scene:
            raise Wrong(fence_line, "a slide holds one scene, and this one has one already")
        slide.parts.append(read_scene("\n".join(block), fence_line + 1))
    except Wrong as wrong:
        mistakes.append(wrong.mistake)


def _title(slide: Slide) -> str:
    for part in slide.parts:
        for line in part.splitlines() if isinstance(part, str) else []:
            if match := HEADING.match(line):
                return re.sub(r"<[^>]*>|[*_`]", "", match[1])
    return ""
