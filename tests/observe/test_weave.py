"""A woven program does what it did, and ticks as its source reads."""

from textwrap import dedent

import pytest

from simloop.machine.computer import Machine
from simloop.machine.errors import EndlessLoop
from simloop.machine.latency import preset_named
from simloop.observe.ticks import Ticks, turns
from simloop.observe.weave import FIRST_HALF, MID, TICK, TURNS, weave


def run(source: str) -> tuple[list[int], dict]:
    """The lines that ticked, and the program's names afterwards."""
    lines: list[int] = []
    names = {
        TICK: lines.append,
        FIRST_HALF: lines.append,
        TURNS: turns(lines.append),
        MID: lambda value: value,
    }
    exec(weave(dedent(source).lstrip(), "program.py"), names)
    return lines, names


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ("a = 1\nb = 2", [1, 2]),
        ('"""Text."""\na = 1', [2]),
        ("from __future__ import annotations\na = 1", [2]),
        ("n = 2\nwhile n:\n    n -= 1", [1, 2, 3, 2, 3, 2]),
        ("for x in (1, 2):\n    y = x", [1, 2, 1, 2, 1]),
        ("for x in ():\n    pass\nelse:\n    y = 1", [1, 4]),
        ("for x in (1, 2, 3):\n    if x == 2:\n        break", [1, 2, 1, 2, 3]),
        ("for x in (1, 2):\n    continue", [1, 2, 1, 2, 1]),
        ("if 0:\n    a = 1\nelif 0:\n    a = 2\nelse:\n    a = 3", [1, 3, 6]),
        ("def f():\n    'doc'\n    global g\n    g = 1\nf()", [1, 5, 4]),
        ("class C:\n    x = 1\n    def m(self):\n        return 2\nC().m()", [1, 2, 3, 5, 4]),
        (
            "try:\n    1 / 0\nexcept ArithmeticError:\n    a = 1\nelse:\n    a = 2\n"
            "finally:\n    b = 3",
            [1, 2, 4, 8],
        ),
        ("match 2:\n    case 1:\n        a = 1\n    case 2:\n        a = 2", [1, 5]),
        ("f = lambda: 1\nf()", [1, 2]),
        ("def g():\n    x = yield 1\n    yield x\nlist(g())", [1, 4, 2, 3]),
        ("", []),
    ],
)
def test_a_statement_ticks_each_time_it_runs(source: str, lines: list[int]) -> None:
    assert run(source)[0] == lines


def test_async_statements_tick() -> None:
    source = """
    class Turns:
        def __aiter__(self):
            return self
        async def __anext__(self):
            raise StopAsyncIteration
        async def __aenter__(self):
            return self
        async def __aexit__(self, *error):
            return None
    async def main():
        async with Turns() as t:
            async for x in t:
                pass
        return 7
    """
    lines, names = run(source)
    with pytest.raises(StopIteration) as stop:
        names["main"]().send(None)
    assert stop.value.value == 7
    assert lines == [1, 2, 4, 6, 8, 10, 11, 7, 12, 3, 5, 9, 14]


def test_the_read_comes_before_mid_and_the_write_after() -> None:
    seen = []

    def spy(value):
        seen.append((value, names["count"]))
        names["count"] = 100  # another thread's write, which will be lost
        return value

    def silent(line):
        pass

    names: dict = {TICK: silent, FIRST_HALF: silent, TURNS: turns(silent), MID: spy}
    exec(weave("count = 5\ncount += 2", "program.py"), names)
    assert (seen, names["count"]) == ([(2, 5)], 7)


def test_traceback_lines_are_the_source_lines() -> None:
    with pytest.raises(ZeroDivisionError) as error:
        run("a = 1\n\n\nfor x in (1,):\n    a = x / 0")
    assert error.traceback[-1].lineno + 1 == 5


def test_a_syntax_error_names_its_line() -> None:
    with pytest.raises(SyntaxError) as error:
        weave("a = 1\nb = = 2", "program.py")
    assert (error.value.filename, error.value.lineno) == ("program.py", 2)


def test_a_tick_records_charges_and_stops() -> None:
    rows: list = []
    machine = Machine(preset_named("notes"), rows.extend)
    machine.trace.span("program", "test")
    ticks = Ticks(machine.scheduler, statement_ps=38_001, most_statements=3)
    ticks.on = True
    ticks.whole("program.py")(1)
    ticks.first_half("program.py")(2)
    assert ticks.mid("value") == "value"
    ticks.whole("program.py")(1)
    with pytest.raises(EndlessLoop, match=r"line 2 of program\.py.*3 statements"):
        ticks.whole("program.py")(2)
    machine.trace.flush()
    assert [(row[0], row[9], row[10]) for row in rows if row[2] == "line"] == [
        (0, "program.py", 1),
        (38_001, "program.py", 2),
        (76_002, "program.py", 1),
    ]
