"""A woven program does what it did, and ticks as its source reads."""

from textwrap import dedent

import pytest

from simloop.machine.computer import Machine
from simloop.machine.errors import EndlessLoop
from simloop.machine.latency import preset_named
from simloop.observe.ticks import Ticks, turns
from simloop.observe.values import ValueRepr, Values
from simloop.observe.weave import (
    ENTER,
    FIRST_HALF,
    MID,
    NOTE,
    NOTE_ATTRIBUTE,
    TICK,
    TURNS,
    weave,
)


class Spy:
    """Stands where a trace does, and keeps what is assigned."""

    def __init__(self) -> None:
        self.assigned: list[tuple[str, int, str, str]] = []

    def assign(self, file: str, line: int, call: str, name: str, value: str) -> None:
        self.assigned.append((call, line, name, value))


def woven(lines: list[int], spy: Spy) -> dict:
    """What a woven program finds among its names."""

    def tick(line, call):
        lines.append(line)

    values = Values(spy)  # type: ignore[arg-type]
    values.on = True
    return {
        ENTER: values.enter,
        NOTE: values.note("program.py"),
        NOTE_ATTRIBUTE: values.note_attribute("program.py"),
        TICK: tick,
        FIRST_HALF: tick,
        TURNS: turns(tick),
        MID: lambda value: value,
    }


def run(source: str) -> tuple[list[int], dict]:
    """The lines that ticked, and the program's names afterwards."""
    lines: list[int] = []
    names = woven(lines, Spy())
    exec(weave(dedent(source).lstrip(), "program.py"), names)
    return lines, names


def assigned(source: str) -> list[tuple[str, int, str, str]]:
    """The call, line, name and value of each assignment."""
    spy = Spy()
    exec(weave(dedent(source).lstrip(), "program.py"), woven([], spy))
    return spy.assigned


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a = 1\na = 1\na = 2", [(1, "a", "1"), (3, "a", "2")]),
        ("a, (b, *c) = 1, (2, 3)", [(1, "a", "1"), (1, "b", "2"), (1, "c", "[3]")]),
        ("a = b = []\nb += [1]", [(1, "a", "[]"), (1, "b", "[]"), (2, "b", "[1]")]),
        ("a: int\nb: int = 2", [(2, "b", "2")]),
        ("for x in 'ab':\n    pass", [(1, "x", "'a'"), (1, "x", "'b'")]),
        ("if (n := 3) > 2:\n    pass", [(1, "n", "3")]),
        (
            "try:\n    1 / 0\nexcept ArithmeticError as e:\n    pass",
            [(3, "e", "ZeroDivisionError: division by zero")],
        ),
        ("a = {}\na['k'] = 1", [(1, "a", "{}")]),
        ("class C:\n    x = 1", []),
    ],
)
def test_a_name_that_has_a_new_value_is_noted(source: str, said: list) -> None:
    assert assigned(source) == [("program.py#1", *one) for one in said]


def test_each_call_has_names_of_its_own() -> None:
    source = """
    def down(n, *rest):
        left = n
        if n:
            down(n - 1)
        left = -n
    down(1)
    """
    assert assigned(source) == [
        ("down#1", 1, "n", "1"),
        ("down#1", 1, "rest", "()"),
        ("down#1", 2, "left", "1"),
        ("down#2", 1, "n", "0"),
        ("down#2", 1, "rest", "()"),
        ("down#2", 2, "left", "0"),
        ("down#1", 5, "left", "-1"),
    ]


def test_what_a_yield_takes_in_is_noted_when_it_comes() -> None:
    source = """
    class Crawler:
        def fetch(self):
            self.got = b''
            chunk = yield 'f1'
            self.got += chunk
            yield
    coro = Crawler().fetch()
    coro.send(None)
    coro.send(b'HTTP')
    """
    assert assigned(source) == [
        ("program.py#1", 7, "coro", "<generator Crawler.fetch>"),
        ("Crawler.fetch#1", 3, "self.got", "b''"),
        ("Crawler.fetch#1", 4, "chunk", "b'HTTP'"),
        ("Crawler.fetch#1", 5, "self.got", "b'HTTP'"),
    ]


def test_looking_at_a_value_runs_nothing_of_the_program() -> None:
    source = """
    looked = []
    class Sly:
        def __init__(self):
            self.prop = 1
        def __repr__(self):
            looked.append('repr')
        def __eq__(self, other):
            looked.append('eq')
        def __hash__(self):
            return 1
        @property
        def prop(self):
            looked.append('property')
        @prop.setter
        def prop(self, value):
            pass
    a = Sly()
    b = [a, {'k': a}, {a}, (a,)]
    c = list(looked)
    """
    assert assigned(source) == [
        ("program.py#1", 1, "looked", "[]"),
        ("Sly.prop#1", 15, "value", "1"),
        ("program.py#1", 17, "a", "<Sly>"),
        ("program.py#1", 18, "b", "[<Sly>, {'k': <Sly>}, {<Sly>}, (<Sly>,)]"),
        ("program.py#1", 19, "c", "[]"),
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b", "a", "c"}, "{'a', 'b', 'c'}"),
        ({"b": 1, "a": 2}, "{'b': 1, 'a': 2}"),
        (2**4000, "<int of 4001 bits>"),
        (b"x" * 41, "<41 bytes>"),
        (object(), "<object>"),
        ([object()], "[<object>]"),
        (ConnectionRefusedError(111, "no"), "ConnectionRefusedError ECONNREFUSED"),
    ],
)
def test_a_value_is_shown_the_same_in_every_process(value: object, text: str) -> None:
    assert ValueRepr().text(value) == text


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

    names = woven([], Spy()) | {MID: spy}
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
    call = ticks.values.enter("f")
    ticks.whole("program.py")(1, call)
    ticks.first_half("program.py")(2, call)
    assert ticks.mid("value") == "value"
    ticks.whole("program.py")(1, call)
    with pytest.raises(EndlessLoop, match=r"line 2 of program\.py.*3 statements"):
        ticks.whole("program.py")(2, call)
    machine.trace.flush()
    assert [(row[0], row[9], row[10]) for row in rows if row[2] == "line"] == [
        (0, "program.py", 1),
        (38_001, "program.py", 2),
        (76_002, "program.py", 1),
    ]
