"""Putting a program on the machine: its files are woven, its imports are the machine's.

A program sees the machine's `socket`, `selectors`, `time` and `random`, the taught loop, its
`parameters`, modules beside it, and the parts of the standard library that only compute.
"""

import ast
import builtins
from collections.abc import Mapping
from pathlib import Path
from types import CodeType, ModuleType
from typing import Any

from simloop.machine.computer import Machine
from simloop.machine.errors import BadInput
from simloop.machine.modules import machine_modules
from simloop.machine.modules.threading import wait_for_end
from simloop.machine.process import Process
from simloop.observe.callbacks import WatchedSelector
from simloop.observe.minimal import watched_future, watched_task
from simloop.observe.ticks import Ticks, turns
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
from simloop.scenarios import tracebacks
from simloop.scenarios.scenario import PROGRAMS

LOOPS = Path(__file__).parent.parent / "loops"
LOOP_MODULES = ("future", "task", "loop")  # in the order in which they need each other
LOOP_PACKAGES = ("simloop.loops.minimal", "simloop.loops.yield_from")
_ONLY_COMPUTE_NAMES = """
    __future__ abc array base64 binascii bisect calendar codecs collections contextlib copy
    dataclasses datetime decimal difflib enum errno fractions functools hashlib heapq html inspect
    io itertools json keyword math numbers operator pprint re reprlib statistics string struct
    textwrap types typing unicodedata urllib weakref zlib
"""
ONLY_COMPUTE = frozenset(_ONLY_COMPUTE_NAMES.split())
NOT_HERE = ("input", "breakpoint")


class Program:
    """One program, loaded on one machine for one run."""

    def __init__(
        self, machine: Machine, path: Path, ticks: Ticks, parameters: Mapping[str, Any], seed: int
    ) -> None:
        self._machine = machine
        self._path = path
        self._ticks = ticks
        self._modules = machine_modules(machine, WatchedSelector, seed, self)
        self._mains: dict[Process, ModuleType] = {}
        self._modules["traceback"] = tracebacks.module(self._print)
        self._modules["parameters"] = _module_of("parameters", parameters)
        self._builtins = vars(builtins) | {"__import__": self._import, "print": self._print}
        self._builtins["open"] = machine.files.open
        self._builtins |= {name: _refuse(name) for name in NOT_HERE}
        self._main = _compiled(path)

    def execute(self) -> None:
        """Run the program from its first statement to its last."""
        module = self._mains[self._machine.process] = ModuleType("__main__")
        self._ticks.on = True
        try:
            self._execute(self._main, module, self._path.name)
            self._wait_for_threads()
        finally:
            self._ticks.on = False
            self._machine.scheduler.end()

    def main(self) -> ModuleType:
        """The main module of the process that is running."""
        return self._mains[self._machine.scheduler.current.process]

    def renew(self, process: Process) -> None:
        """Give a process a main module of its own, as if it had just been imported."""
        module = self._mains[process] = ModuleType("__mp_main__")
        self._ticks.on = False
        self._execute(self._main, module, self._path.name)
        self._ticks.on = True

    def _wait_for_threads(self) -> None:
        """As Python does at its end: what is not a daemon may come to its own."""
        scheduler = self._machine.scheduler
        while True:
            others = (
                thread
                for thread in scheduler.threads
                if thread is not scheduler.current and not thread.daemon
            )
            other = next(others, None)
            if other is None:
                return
            wait_for_end(scheduler, other)

    def _load_loop(self, loop: str) -> None:
        """The taught loop counts as already there: loading it is neither shown nor charged."""
        self._ticks.on = False
        package = _packages(self._modules, loop)
        watchers = {"future": watched_future, "task": watched_task}
        for name in LOOP_MODULES:
            module = ModuleType(f"{loop}.{name}")
            self._execute(_compiled(_loop_file(loop, name)), module, f"{name}.py")
            if name in watchers:
                taught = name.capitalize()
                setattr(
                    module, taught, watchers[name](self._machine.trace, getattr(module, taught))
                )
            setattr(package, name, module)
            self._modules[f"{loop}.{name}"] = module
        self._ticks.on = True

    def _execute(self, code: CodeType, module: ModuleType, file: str) -> None:
        tick = self._ticks.whole(file)
        values = self._ticks.values
        woven = {
            ENTER: values.enter,
            NOTE: values.note(file),
            NOTE_ATTRIBUTE: values.note_attribute(file),
            TICK: tick,
            FIRST_HALF: self._ticks.first_half(file),
            TURNS: turns(tick),
            MID: self._ticks.mid,
        }
        vars(module).update({"__builtins__": self._builtins} | woven)
        exec(code, vars(module))

    def _import(
        self,
        name: str,
        globals: Mapping[str, Any] | None = None,
        locals: Mapping[str, Any] | None = None,
        fromlist: tuple[str, ...] = (),
        level: int = 0,
    ) -> ModuleType:
        loop = _loop_of(name)
        if loop and loop not in self._modules:
            self._load_loop(loop)
        if name not in self._modules and name.isidentifier():
            self._load_beside(name)
        if name in self._modules:
            return self._modules[name] if fromlist else self._modules[name.partition(".")[0]]
        if name.partition(".")[0] in ONLY_COMPUTE and level == 0:
            return builtins.__import__(name, None, None, fromlist)
        raise ModuleNotFoundError(
            f"No module named {name!r} on the simulated machine: it has"
            f" {', '.join(sorted(self._modules))}, and what only computes",
            name=name,
        )

    def _load_beside(self, name: str) -> None:
        """A module in the program's own folder is part of the program."""
        path = self._path.parent / f"{name}.py"
        if path.is_file() and path != self._path:
            module = ModuleType(name)
            self._modules[name] = module
            self._execute(_compiled(path), module, path.name)

    def _print(
        self, *values: object, sep: str | None = None, end: str | None = None, **_: Any
    ) -> None:
        """print() costs a system call, and its text is part of the recording."""
        text = (" " if sep is None else sep).join(map(str, values))
        self._machine.trace.instant("print", value=text[:1000])
        self._machine.scheduler.spend(self._machine.preset.system_call_ps)


def sources_of(path: Path) -> list[dict[str, str]]:
    """The files that a viewer is shown: the program's, those beside it that it imports, the loop's.

    Raises BadInput where the program cannot be read or is no Python.
    """
    files = [path]
    imported: set[str] = set()
    for file in files:  # grows while it is walked
        names = _imports(file)
        imported |= set(names)
        beside = [path.parent / f"{name}.py" for name in names if name.isidentifier()]
        files += [other for other in beside if other.is_file() and other not in files]
    sources = [_source(file, "program") for file in files]
    for loop in filter(None, sorted({_loop_of(name) for name in imported})):
        sources += [_source(_loop_file(loop, name), "loop") for name in LOOP_MODULES]
    return sources


def _loop_of(name: str) -> str:
    """The taught loop that a module belongs to, if to any."""
    return next((loop for loop in LOOP_PACKAGES if f"{name}.".startswith(f"{loop}.")), "")


def _loop_file(loop: str, name: str) -> Path:
    return LOOPS / loop.rpartition(".")[2] / f"{name}.py"


def _source(path: Path, role: str) -> dict[str, str]:
    return {"file": path.name, "role": role, "text": path.read_text("utf-8")}


def _imports(path: Path) -> list[str]:
    """The names that a file imports, in its order."""
    names = []
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.append(node.module)
    return list(dict.fromkeys(names))


def _parsed(path: Path) -> ast.Module:
    try:
        return ast.parse(path.read_text("utf-8"), path.name)
    except (OSError, ValueError) as error:
        raise BadInput("program", f"cannot read {path.name}: {error}") from None
    except SyntaxError as error:
        raise BadInput("program", f"{path.name}, line {error.lineno}: {error.msg}") from None


def weave_ours() -> None:
    """Weave the scenarios' programs and the taught loops: whoever runs them finds it done."""
    for path in sorted([*PROGRAMS.rglob("*.py"), *LOOPS.rglob("*.py")]):
        _compiled(path)


def _compiled(path: Path) -> CodeType:
    return weave(path.read_text("utf-8"), path.name)


def _packages(modules: dict[str, ModuleType], dotted: str) -> ModuleType:
    """The empty packages that a dotted name goes through; returns the last."""
    parts = dotted.split(".")
    for depth in range(len(parts)):
        name = ".".join(parts[: depth + 1])
        modules[name] = ModuleType(name)
        if depth:
            setattr(modules[".".join(parts[:depth])], parts[depth], modules[name])
    return modules[dotted]


def _module_of(name: str, members: Mapping[str, Any]) -> ModuleType:
    module = ModuleType(name)
    vars(module).update(members)
    return module


def _refuse(name: str) -> Any:
    def refused(*args: Any, **kwargs: Any) -> Any:
        raise PermissionError(f"{name}() is not on the simulated machine")

    return refused
