"""`cpu`: work that a program does with data, charged by the small rows of the table."""

from functools import partial
from types import ModuleType

from simloop.machine.computer import Machine
from simloop.machine.modules.making import module_of
from simloop.machine.work import Array


def module(machine: Machine) -> ModuleType:
    """The machine's `cpu`."""
    work = machine.work
    return module_of(
        "cpu",
        instructions=work.instructions,
        compute=work.compute,
        branches=work.branches,
        copy=work.copy,
        Array=partial(Array, work),
    )
