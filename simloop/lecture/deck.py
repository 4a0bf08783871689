"""A deck: one Markdown file, read into slides.

Rule: reading never fails. What is wrong with a scene or a question is a mistake with its line;
the rest of the deck is there.
"""

import hashlib
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from simloop.lecture.errors import Mistake, Wrong
from simloop.lecture.question import Question, asked_first, read_question
from simloop.lecture.scene import Scene, read_scene

FENCE = re.compile(r"( {0,3})(`{3,}|~{3,})\s*(\S*)")
HEADING = re.compile(r"#{1,6}\s+(.+?)\s*#*$")
BLOCKS: dict[str, tuple[Callable[[str, int], Question | Scene], type]] = {
    "simloop": (read_scene, Scene),
    "question": (read_question, Question),
}
Line = tuple[int, str]  # its number, from 1, and its text


@dataclass
class Slide:
    """`parts` are Markdown, at most one question and at most one scene, in their order."""

    line: int
    parts: list[str | Question | Scene] = field(default_factory=list)
    notes: str = ""

    def describe(self) -> dict[str, Any]:
        parts = [_part(part) for part in self.parts]
        return {"line": self.line, "parts": parts, "notes": self.notes}

    @property
    def scene(self) -> Scene | None:
        return next((part for part in self.parts if isinstance(part, Scene)), None)

    @property
    def question(self) -> Question | None:
        return next((part for part in self.parts if isinstance(part, Question)), None)


def _part(part: str | Question | Scene) -> dict[str, Any]:
    if isinstance(part, str):
        return {"markdown": part}
    return {"question" if isinstance(part, Question) else "scene": part.describe()}


@dataclass
class Deck:
    """`columns` are the slides from left to right; each goes down."""

    file: str
    title: str
    columns: list[list[Slide]]
    mistakes: list[Mistake]
    version: str

    @property
    def slides(self) -> Iterator[Slide]:
        for column in self.columns:
            yield from column

    @property
    def scenes(self) -> Iterator[Scene]:
        for slide in self.slides:
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
    fence, asked = "", False

    def close() -> None:
        if (text := "\n".join(markdown).strip("\n")).strip():
            slide.parts.append(text)
        markdown.clear()

    for number, line in numbered:
        match = FENCE.match(line)
        if not fence and line.rstrip() == "Note:":
            slide.notes = "\n".join(text for _, text in numbered).strip()
        elif not fence and match and match[3] in BLOCKS:
            close()
            block = "\n".join(_block(numbered, match[2]))
            asked = asked or match[3] == "question"
            _take(slide, match[3], number, block, mistakes)
        else:
            if match and not fence:
                fence = match[2]
            elif match and match[2].startswith(fence) and not match[3]:
                fence = ""
            markdown.append(line)
    close()
    _join(slide, asked, mistakes)
    return slide


def _block(numbered: Iterator[Line], fence: str) -> Iterator[str]:
    for _, line in numbered:
        if line.strip().startswith(fence):
            return
        yield line


def _take(slide: Slide, kind: str, fence_line: int, text: str, mistakes: list[Mistake]) -> None:
    read, what = BLOCKS[kind]
    try:
        if any(isinstance(part, what) for part in slide.parts):
            name = what.__name__.lower()
            raise Wrong(fence_line, f"a slide holds one {name}, and this one has one already")
        slide.parts.append(read(text, fence_line + 1))
    except Wrong as wrong:
        mistakes.append(wrong.mistake)


def _join(slide: Slide, asked: bool, mistakes: list[Mistake]) -> None:
    """The question and the scene of a slide are gone through together."""
    scene = slide.scene
    if scene and slide.question:
        slide.parts[slide.parts.index(scene)] = asked_first(scene)
    elif scene and not asked:
        mistakes += [
            Mistake(state.line, "reveals: this slide asks no question")
            for state in scene.states
            if state.question
        ][:1]


def _title(slide: Slide) -> str:
    for part in slide.parts:
        for line in part.splitlines() if isinstance(part, str) else []:
            if match := HEADING.match(line):
                return re.sub(r"<[^>]*>|[*_`]", "", match[1])
    return ""
