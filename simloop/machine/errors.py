"""What can be wrong: with what somebody asked for, and with a program that the machine stops."""

import errno


class BadInput(ValueError):
    """A request that cannot be carried out: which field, what is wrong, what is allowed."""

    def __init__(self, field: str, message: str, allowed: list[str] | None = None) -> None:
        self.field = field
        self.message = message
        self.allowed = allowed
        suffix = f"; allowed: {', '.join(allowed)}" if allowed else ""
        super().__init__(f"{field}: {message}{suffix}")


class ProgramStopped(BaseException):
    """The machine ends the program. Not an Exception: the program cannot catch it by accident."""


class Deadlock(ProgramStopped):
    """The program waits for something that can no longer happen."""


class EndlessLoop(ProgramStopped):
    """The program has executed more statements than a run may."""


def error_name(error: BaseException) -> str:
    """An error in a few words that are the same on every system: `BlockingIOError EINPROGRESS`."""
    if isinstance(error, OSError) and error.errno is not None and error.errno in errno.errorcode:
        return f"{type(error).__name__} {errno.errorcode[error.errno]}"
    text = str(error)
    return f"{type(error).__name__}: {text}" if text else type(error).__name__
