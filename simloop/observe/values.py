"""What an assignment left in a name, as a row: `response = b'HTTP/1.0'` in the call `fetch#2`.

Rule: looking changes nothing. It costs no simulated time, runs none of the program's own code (no
`__repr__`, no property), and says the same on every machine. A value that a name of this call
already had is not said again, so that a loop that changes nothing adds no rows.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import islice
from types import FunctionType, GeneratorType, MethodType
from typing import Any

from simloop.machine.errors import error_name
from simloop.machine.names import ShortRepr, name_of, shortened
from simloop.machine.sockets import Socket
from simloop.machine.trace import Trace

Note = Callable[["Call", int, str, object], object]

LONGEST_INT_BITS = 128

_PLAIN = (bool, type(None), type(...), type(NotImplemented), float, complex, range)
_PLAIN_MODULES = ("datetime", "decimal", "fractions")


class Call:
    """One call of a function, or one execution of a file. It has a number once it is spoken of."""

    __slots__ = ("_calls", "_function", "name", "said")

    def __init__(self, calls: Counter[str], function: str) -> None:
        self._calls = calls
        self._function = function
        self.name = ""  # `Crawler.fetch#2`: the second call of it
        self.said: dict[str, str] = {}

    def named(self) -> str:
        """The name of a call that has none yet."""
        self._calls[self._function] = number = self._calls[self._function] + 1
        self.name = f"{self._function}#{number}"
        return self.name


class Values:
    """All assignments of one run."""

    def __init__(self, trace: Trace) -> None:
        self.on = False
        self._trace = trace
        self._calls: Counter[str] = Counter()
        self._repr = ValueRepr()

    def enter(self, function: str) -> Call:
        """A function is called, or a file is executed."""
        return Call(self._calls, function)

    def note(self, file: str) -> Note:
        """What stands after an assignment in a file. It gives the value back."""
        known, text_of, say = self._repr.short, self._repr.text, self._trace.assign

        def note(call: Call, line: int, name: str, value: object) -> object:
            if self.on:
                short = known.get(type(value))
                text = text_of(value) if short is None else short(value)
                said = call.said
                if said.get(name) != text:
                    said[name] = text
                    say(file, line, call.name or call.named(), name, text)
            return value

        return note

    def note_attribute(self, file: str) -> Note:
        """What stands after `self.name = value`. It leaves properties alone."""
        note = self.note(file)

        def note_attribute(call: Call, line: int, name: str, owner: object) -> object:
            own = getattr(owner, "__dict__", {})
            return note(call, line, f"self.{name}", own[name]) if name in own else None

        return note_attribute


class ValueRepr(ShortRepr):
    """Shows what is built in and the machine's things; of a program's own things, their class.

    How a type is shown is found out once: programs assign by the million.
    """

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 3
        self._ways: dict[type, Callable[[Any, int], str]] = {}
        # What most values are, and what is said of them without looking deeper.
        self.short: dict[type, Callable[[Any], str]] = {
            type(None): repr,
            int: lambda value: self.repr_int(value, 0),
            list: lambda value: self.text(value) if value else "[]",
            MethodType: lambda value: shortened(f"<{name_of(value)}>"),
            FunctionType: lambda value: shortened(f"<{value.__name__}>"),
        }

    def text(self, value: object) -> str:
        """A value as a few words that every run would say."""
        try:
            return shortened(self.repr1(value, self.maxlevel))
        except Exception:  # a class may pretend to be anything
            return f"<{type(value).__name__}>"

    def repr1(self, value: Any, level: int) -> str:
        """As in Repr: what lies this deep is shown if anything may be."""
        kind = type(value)
        way = self._ways.get(kind)
        if way is None:
            way = self._ways[kind] = self._way(kind)
        return way(value, level)

    def _way(self, kind: type) -> Callable[[Any, int], str]:
        own: Callable[[Any, int], str] | None
        own = getattr(self, f"repr_{kind.__name__.replace(' ', '_')}", None)
        return own or self._way_of_class(kind)

    def repr_int(self, value: int, level: int) -> str:
        bits = value.bit_length()
        return repr(value) if bits <= LONGEST_INT_BITS else f"<int of {bits} bits>"

    def repr_set(self, value: Any, level: int) -> str:
        return self._set(value, level) if value else "set()"

    def repr_frozenset(self, value: Any, level: int) -> str:
        return f"frozenset({self._set(value, level) if value else ''})"

    def repr_dict(self, value: Any, level: int) -> str:
        if level <= 0 and value:
            return "{...}"
        texts = [
            f"{self.repr1(key, level - 1)}: {self.repr1(item, level - 1)}"
            for key, item in islice(value.items(), self.maxdict)
        ]
        return f"{{{', '.join(texts + ['...'] * (len(value) > self.maxdict))}}}"

    def _set(self, values: Any, level: int) -> str:
        """In the order of the texts: a set's own differs from process to process."""
        if level <= 0:
            return "{...}"
        texts = sorted(self.repr1(value, level - 1) for value in values)
        return f"{{{', '.join(texts[: self.maxset] + ['...'] * (len(texts) > self.maxset))}}}"

    def repr_instance(self, value: Any, level: int) -> str:
        """As in Repr: of a class that it knows no better way for."""
        return self._way_of_class(type(value))(value, level)

    def _way_of_class(self, kind: type) -> Callable[[Any, int], str]:
        short = super().repr_instance
        if issubclass(kind, Enum):
            return lambda value, level: f"{kind.__name__}.{value.name}"
        if kind in _PLAIN or kind.__module__ in _PLAIN_MODULES:
            return _plain
        if issubclass(kind, Exception) and kind.__module__ == "builtins":
            return lambda value, level: error_name(value)
        if issubclass(kind, GeneratorType):
            return lambda value, level: f"<generator {value.__qualname__}>"
        if issubclass(kind, tuple) and hasattr(kind, "_fields"):
            names = [f"{name}=" for name in kind._fields]
            return lambda value, level: self._fields(kind, zip(names, value, strict=False), level)
        if is_dataclass(kind) and kind.__dictoffset__:
            own_names = [(f"{field.name}=", field.name) for field in fields(kind)]
            return lambda value, level: self._fields(
                kind,
                [(n, value.__dict__[name]) for n, name in own_names if name in value.__dict__],
                level,
            )
        if issubclass(kind, Socket):
            self.short[kind] = lambda value: f"fd {value.fileno()}"
            return lambda value, level: f"fd {value.fileno()}"
        if _is_the_machines(kind):
            self.short[kind] = lambda value: (
                getattr(value, "__sim_name__", None) or self.text(value)
            )
            return lambda value, level: getattr(value, "__sim_name__", None) or short(value, level)
        if kind in (FunctionType, MethodType) or issubclass(kind, type):
            return short
        return lambda value, level: f"<{kind.__name__}>"

    def _fields(self, kind: type, own: Iterable[tuple[str, Any]], level: int) -> str:
        if level <= 0:
            return f"{kind.__name__}(...)"
        texts = [name + self.repr1(value, level - 1) for name, value in own]
        return f"{kind.__name__}({', '.join(texts)})"


def _plain(value: object, level: int) -> str:
    return repr(value)


def _is_the_machines(kind: type) -> bool:
    return str(getattr(kind.__repr__, "__module__", "")).startswith("simloop.")
