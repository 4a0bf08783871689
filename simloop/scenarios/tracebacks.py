"""`traceback`, as far as the machine has it: the program's own frames, and nothing below them.

What simloop has between them, such as the wrappers that record calls, is not the program's stack:
only frames of woven code are.
Source lines are left out: they look different on each version of Python.
"""

import sys
from collections.abc import Callable
from traceback import walk_tb
from types import ModuleType

from simloop.machine.errors import error_name
from simloop.observe.weave import TICK


def module(print_: Callable[[str], None]) -> ModuleType:
    """The machine's `traceback`, which prints as the program does."""
    made = ModuleType("traceback")

    def format_exc() -> str:
        """The exception that is being handled, as Python shows it."""
        error = sys.exception()
        if error is None:
            return "NoneType: None"
        frames = [
            f'  File "{frame.f_code.co_filename}", line {line}, in {frame.f_code.co_name}'
            for frame, line in walk_tb(error.__traceback__)
            if TICK in frame.f_globals
        ]
        return "\n".join(["Traceback (most recent call last):", *frames, error_name(error)])

    vars(made).update(format_exc=format_exc, print_exc=lambda: print_(format_exc()))
    return made
