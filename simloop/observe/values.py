"""What an assignment left in a name, as a row: `response = b'HTTP/1.0'` in the call `fetch#2`.

Rule: looking changes nothing. It costs no simulated time, runs none of the program's own code (no
`__repr__`, no property), and says the same on every machine. A value that a name of this call
already had is not said again, so that a loop that changes nothing adds no rows.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from enum import Enum
from itertools import islice
from types import FunctionType, GeneratorType, MethodType
from typing import Any

from simloop.machine.errors import error_name
from simloop.machine.names import ShortRepr, shortened
from simloop.machine.sockets import Socket
from simloop.machine.trace import Trace

Note = Callable[["Call", int, str, object], object]

LONGEST_INT_BITS = 128

_PLAIN = (bool, type(None), type(...), type(NotImplemented), float, complex, range)
_PLAIN_MODULES = ("datetime", "decimal", "fractions")


class Call:
    """One call of a function, or one execution of a file. It has a number once it is spoken of."""

    __slots__ = ("_calls", "_function", "_name", "said")

    def __init__(self, calls: Counter[str], function: str) -> None:
        self._calls = calls
        self._function = function
        self._name = ""
        self.said: dict[str, str] = {}

    @property
    def name(self) -> str:
        """`Crawler.fetch#2`: the second call of it."""
        if not self._name:
            self._calls[self._function] += 1
            self._name = f"{self._function}#{self._calls[self._function]}"
        return self._name


class Values:
    """All assignments of one run."""

    def __init__(self, trace: Trace) -> None:
        self.on = False
        self._trace = trace
        self._calls: Counter[str] = Counter()

    def enter(self, function: str) -> Call:
        """A function is called, or a file is executed."""
        return Call(self._calls, function)

    def note(self, file: str) -> Note:
        """What stands after an assignment in a file. It gives the value back."""

        def note(call: Call, line: int, name: str, value: object) -> object:
            if self.on:
                text = value_text(value)
                if call.said.get(name) != text:
                    call.said[name] = text
                    self._trace.assign(file, line, call.name, name, text)
            return value

        return note

    def note_attribute(self, file: str) -> Note:
        """What stands after `self.name = value`. It leaves properties alone."""
        note = self.note(file)

        def note_attribute(call: Call, line: int, name: str, owner: object) -> object:
            own = getattr(owner, "__dict__", {})
            return note(call, line, f"self.{name}", own[name]) if name in own else None

        return note_attribute


class _ValueRepr(ShortRepr):
    """Shows what is built in and the machine's things; of a program's own things, their class."""

    def __init__(self) -> None:
        super().__init__()
        self.maxlevel = 3

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
        kind = type(value)
        if isinstance(value, Enum):
            return f"{kind.__name__}.{value.name}"
        if kind in _PLAIN or kind.__module__ in _PLAIN_MODULES:
            return repr(value)
        if isinstance(value, Exception) and kind.__module__ == "builtins":
            return error_name(value)
        if isinstance(value, GeneratorType):
            return f"<generator {value.__qualname__}>"
        if isinstance(value, tuple) and hasattr(kind, "_fields"):
            return self._fields(kind, dict(zip(kind._fields, value, strict=False)), level)
        if is_dataclass(kind) and hasattr(value, "__dict__"):
            own = value.__dict__
            return self._fields(
                kind, {f.name: own[f.name] for f in fields(kind) if f.name in own}, level
            )
        if _is_the_machines(kind):
            return _name_of_machines(value) or super().repr_instance(value, level)
        if isinstance(value, FunctionType | MethodType | type):
            return super().repr_instance(value, level)
        return f"<{kind.__name__}>"

    def _fields(self, kind: type, own: dict[str, Any], level: int) -> str:
        texts = ", ".join(f"{name}={self.repr1(value, level - 1)}" for name, value in own.items())
        return f"{kind.__name__}({texts if level > 0 else '...'})"


def _is_the_machines(kind: type) -> bool:
    return str(getattr(kind.__repr__, "__module__", "")).startswith("simloop.")


def _name_of_machines(value: Any) -> str | None:
    """What the recording calls it: unlike its state, that stays."""
    if isinstance(value, Socket):
        return f"fd {value.fileno()}"
    return getattr(value, "__sim_name__", None)


_repr = _ValueRepr()


def value_text(value: object) -> str:
    """A value as a few words that every run would say."""
    try:
        return shortened(_repr.repr(value))
    except Exception:  # a class may pretend to be anything
        return f"<{type(value).__name__}>"
