"""What is wrong with a deck: where, what, and what is allowed."""

from dataclasses import dataclass
from typing import Any

from simloop.machine.errors import BadInput


@dataclass(frozen=True)
class Mistake:
    """One thing that is wrong; `line` counts from 1."""

    line: int
    message: str
    allowed: tuple[str, ...] = ()

    def describe(self) -> dict[str, Any]:
        return {"line": self.line, "message": self.message, "allowed": list(self.allowed)}

    def __str__(self) -> str:
        allowed = f"; allowed: {', '.join(self.allowed)}" if self.allowed else ""
        return f"{self.line}: {self.message}{allowed}"


class Wrong(Exception):
    """Raised where a scene is read; the deck collects them."""

    def __init__(self, line: int, message: str, allowed: list[str] | None = None) -> None:
        self.mistake = Mistake(line, message, tuple(allowed or ()))
        super().__init__(str(self.mistake))


def wrong_input(line: int, error: BadInput) -> Wrong:
    return Wrong(line, f"{error.field}: {error.message}", error.allowed)
