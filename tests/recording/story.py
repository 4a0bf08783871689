"""A small run told by hand, for tests of what happens to rows."""

from collections.abc import Iterator
from typing import Any

METADATA: dict[str, Any] = {
    "scenario": "story",
    "title": {"en": "A story", "zh": "故事"},
    "seed": 0,
    "preset": {"id": "notes", "instruction_ps": 380},
    "sources": [{"file": "story.py", "role": "program", "text": "print('一')\n"}],
}

Row = tuple[Any, ...]


def row(
    t_ps: int,
    phase: str,
    kind: str,
    *,
    subject: str | None = None,
    object: str | None = None,
    cause: int | None = None,
    file: str | None = None,
    line: int | None = None,
    label: str | None = None,
    value: str | None = None,
) -> Row:
    return t_ps, phase, kind, "here", 0, "main", subject, object, cause, file, line, label, value


def story(lines: int = 3, end: str = "done") -> list[Row]:
    """A program of `lines` statements, then one select() of 1,000 ps, then its end."""
    return [
        row(0, "begin", "program", subject="story"),
        *(
            row(
                380 * n,
                "instant",
                "line",
                subject="story.py#1",
                cause=0,
                file="story.py",
                line=1 + n % 5,
            )
            for n in range(lines)
        ),
        row(380 * lines, "begin", "select", subject="fd 3", cause=0, value="1"),
        row(380 * lines + 1000, "end", "select", subject="fd 3", cause=lines + 1, value="0"),
        row(380 * lines + 1380, "end", "program", subject="story", cause=0, value=end),
    ]


def pieces(rows: list[Row], *sizes: int) -> Iterator[list[Row]]:
    """The rows in lists of these sizes, the last size again and again."""
    start, queue = 0, list(sizes)
    while start < len(rows):
        size = queue.pop(0) if len(queue) > 1 else queue[0]
        yield rows[start : start + size]
        start += size
