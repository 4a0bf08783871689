"""What a run says to a question of the deck: which of the options it means, if any.

Rule: a proof is exact about things (a name is there as a whole) and generous about times: an
option is a rounded one.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from simloop.lecture.places import Walk
from simloop.machine.felt import DAY, HOUR, MINUTE, MONTH, YEAR, felt_seconds, felt_text

NEAR = 0.1  # how far an option may be from the run's time, as a share of it

_UNITS: list[tuple[str, float]] = [
    (r"s|seconds?|秒", 1),
    (r"min|minutes?|分钟", MINUTE),
    (r"h|hours?|小时", HOUR),
    (r"d|days?|天", DAY),
    (r"months?|个月", MONTH),
    (r"y|years?|年", YEAR),
]
_TIME = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s*([千万]?)\s*([^\d\s]+)")
_MANY = {"": 1, "千": 1_000, "万": 10_000}


def seconds_meant(words: str) -> float | None:
    """The felt seconds of `4.2 years`, `2 个月`, `2.5万年`: one number and its unit."""
    if match := _TIME.fullmatch(words.strip()):
        number, many, unit = match.groups()
        for names, seconds in _UNITS:
            if re.fullmatch(names, unit):
                return float(number.replace(",", "")) * _MANY[many] * seconds
    return None


@dataclass(frozen=True)
class Finding:
    """What the run says, in words, and the option that says so."""

    words: str
    option: int | None


def time_between(walk: Walk, rows: tuple[int, int], options: Sequence[str]) -> Finding:
    """The felt time from one row to another, and the option that is near it."""
    t_ps = walk.recording.table["t_ps"]
    passed_ps = t_ps[rows[1]].as_py() - t_ps[rows[0]].as_py()
    instruction_ps = walk.recording.metadata["preset"]["instruction_ps"]
    seconds = felt_seconds(passed_ps, instruction_ps)
    off = [abs((seconds_meant(option) or 0) - seconds) for option in options]
    best = min(off)
    said = felt_text(passed_ps, "en", instruction_ps)
    return Finding(said, off.index(best) if best <= NEAR * seconds else None)


def thing_at(walk: Walk, row: int, options: Sequence[str]) -> Finding:
    """What a row is about, or has as its value; the one option that names it, or is named in it.

    A line is about its function.
    """
    subject, value = (walk.recording.table[name][row].as_py() for name in ("subject", "value"))
    names = [name for name in (subject, value) if name]
    if function := re.fullmatch(r"([\w.<>]+)#\d+", subject or ""):
        names = [function[1], function[1].rpartition(".")[2]]  # Crawler.fetch is fetch for short
    plain = [re.sub(r"[`*“”\"]", "", option) for option in options]
    found = [
        index
        for index, option in enumerate(plain)
        if any(_has(option, name) or _has(name, option) for name in names)
    ]
    return Finding(names[0] if names else "nothing", found[0] if len(found) == 1 else None)


def _has(text: str, part: str) -> bool:
    """As a whole: `Task-1` is not in `Task-10`, nor `Future` in `Future.__iter__`."""
    return re.search(rf"(?<![\w.-]){re.escape(part)}(?![\w-]|\.\w)", text, re.ASCII) is not None
