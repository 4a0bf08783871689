"""`queue`."""

from functools import partial
from types import ModuleType

from simloop.machine.locks import Empty, Full, LockMaker, Queue
from simloop.machine.modules.making import module_of


def module(locks: LockMaker) -> ModuleType:
    """The machine's `queue`."""
    return module_of("queue", Queue=partial(Queue, locks), Empty=Empty, Full=Full)
