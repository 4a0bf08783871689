"""Names and values as text: short, and the same on every machine and every Python.

Nothing here shows an address in memory, nor the order of a set.
"""

import re
from reprlib import Repr
from types import BuiltinMethodType, FunctionType, MethodType
from typing import Any

LONGEST = 80


_NAMED = FunctionType, MethodType
_HAS_NAME = FunctionType, BuiltinMethodType, type
_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


class ShortRepr(Repr):
    def __init__(self) -> None:
        super().__init__()
        self.maxstring = self.maxother = 40
        self.maxlong = 24

    def repr_bytes(self, value: bytes, level: int) -> str:
        return repr(value) if len(value) <= 40 else f"<{len(value)} bytes>"

    def repr_bytearray(self, value: bytearray, level: int) -> str:
        return f"bytearray({self.repr1(bytes(value), level)})"

    def repr_instance(self, value: Any, level: int) -> str:
        if isinstance(value, _NAMED) or _has_no_repr(value):
            return f"<{name_of(value)}>"
        try:
            text = _ADDRESS.sub("", repr(value))  # before it is cut: half an address is one too
        except Exception:
            return f"<{type(value).__name__}>"
        half = (self.maxother - 3) // 2
        return text if len(text) <= self.maxother else f"{text[:half]}...{text[-half:]}"


_short = ShortRepr()


def short_repr(value: Any) -> str:
    """A value as a few words: `None`, `b'GET /'`, `<2000 bytes>`, `f2`."""
    if value is None:  # what most results are
        return "None"
    return shortened(_short.repr(value))


def shortened(text: str) -> str:
    """At most `LONGEST` letters of a text."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def name_of(thing: Any) -> str | None:
    """What a program calls a thing: a function's name, else what it looks like."""
    if thing is None:
        return None
    if isinstance(thing, MethodType):
        owner = getattr(thing.__self__, "__sim_name__", None) or type(thing.__self__).__name__
        return f"{owner}.{thing.__func__.__name__}"
    if isinstance(thing, _HAS_NAME):
        return thing.__name__
    return type(thing).__name__ if _has_no_repr(thing) else short_repr(thing)


def _has_no_repr(thing: Any) -> bool:
    """Whether its repr would be object's, which is an address in memory."""
    own: Any = type(thing).__repr__
    return own is object.__repr__
