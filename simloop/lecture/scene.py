"""A scene: from the YAML of its block to the states that the clicker goes through.

Rule: a state says everything that is to be seen at one step, so that it is the same whichever way
one came to it. A step says only what differs from the state before it.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import lru_cache
from typing import Any, Literal

import yaml

from simloop.lecture.block import Block, Node, compose
from simloop.lecture.errors import Wrong, wrong_input
from simloop.machine.errors import BadInput
from simloop.recording.kinds import DEPTHS
from simloop.scenarios import prepare

PANES = ["clock", "timeline", "chain", "narration", "code", "room", "transport"]
SHOWN = ["clock", "timeline", "chain", "narration", "code"]
SCENE_KEYS = [
    *("scenario", "parameters", "preset", "seed"),
    *("show", "from", "depth", "view", "select", "steps"),
]
STEP_KEYS = [
    *("to", "play", "preset", "parameters", "show", "pane", "depth", "view", "select"),
    "reveals",
]
WHOLE = ("start", "end")
Stage = Literal["open", "closed", "revealed"]


@dataclass(frozen=True)
class Run:
    """What is asked of the server."""

    scenario: str
    parameters: Mapping[str, Any] = field(default_factory=dict)
    preset: str = "notes"
    seed: int = 0


@dataclass(frozen=True)
class State:
    """What is seen at a step. `place` is None where the step does not move."""

    line: int
    run: Run
    place: str | None
    play: bool = False
    show: tuple[str, ...] = tuple(SHOWN)
    depth: str = "machine"
    view: tuple[str, str] | None = None  # what is on screen; None: the camera follows
    select: str | None = None
    question: Stage | None = None  # how far the slide's question is


@dataclass(frozen=True)
class Scene:
    """`states[0]` is where it begins; each step adds one."""

    line: int
    states: tuple[State, ...]
    optional: bool = False  # steps that the run does not have are passed over

    def describe(self) -> dict[str, Any]:
        return asdict(self)


def read_scene(text: str, line: int) -> Scene:
    """The scene of a block whose text begins at a line; raises Wrong."""
    return _Reader(line).scene(compose(text, line))


class _Reader(Block):
    def scene(self, node: Node | None) -> Scene:
        if node is None:
            raise Wrong(self.first_line, "the scene is empty", SCENE_KEYS)
        entries = self.entries(node, "a scene", SCENE_KEYS)
        if "scenario" not in entries:
            raise Wrong(self.line(node), "scenario: is missing", SCENE_KEYS)
        run = Run(self.text("scenario", entries["scenario"]))
        if "seed" in entries:
            run = replace(run, seed=self.value(entries["seed"]))
        first = State(self.line(node), run, "start")
        first = self.changed(first, entries)
        if "from" in entries:
            at = entries["from"]
            first = replace(first, line=self.line(at), place=self.place("from", at))
        states = [first]
        for step in self.items("steps", entries["steps"]) if "steps" in entries else []:
            states.append(self.step(states[-1], step))
        return Scene(self.line(node), tuple(states))

    def step(self, before: State, node: Node) -> State:
        here = replace(before, line=self.line(node), place=None, play=False)
        if not isinstance(node, yaml.MappingNode):
            return replace(here, place=self.place("steps", node))
        entries = self.entries(node, "a step", STEP_KEYS)
        if "to" in entries and "play" in entries:
            raise Wrong(self.line(node), "a step goes `to` a place or plays there, not both")
        for key in ("to", "play"):
            if key in entries:
                place = self.place(key, entries[key])
                here = replace(here, place=place, play=key == "play")
        if "reveals" in entries:
            if self.value(entries["reveals"]) is not True:
                raise Wrong(self.line(entries["reveals"]), "reveals: must be true", ["true"])
            here = replace(here, question="revealed")
        return self.changed(here, entries)

    def changed(self, state: State, entries: Mapping[str, Node]) -> State:
        """The state with everything that a mapping says of its run and its look."""
        run = state.run
        if "parameters" in entries:
            at = entries["parameters"]
            given = self.value(at)
            if not isinstance(given, dict) or not all(isinstance(name, str) for name in given):
                raise Wrong(self.line(at), "parameters: must be a mapping, such as {urls: 10}")
            run = replace(run, parameters={**run.parameters, **given})
        if "preset" in entries:
            run = replace(run, preset=self.text("preset", entries["preset"]))
        self.check(run, entries, state.line)
        show = state.show
        if "show" in entries:
            show = tuple(
                self.one_of("show", pane, PANES) for pane in self.items("show", entries["show"])
            )
        if "pane" in entries:
            pane = self.one_of("pane", entries["pane"], PANES)
            show = show if pane in show else (*show, pane)
        depth, view, select = state.depth, state.view, state.select
        if "depth" in entries:
            depth = self.one_of("depth", entries["depth"], list(DEPTHS))
        if "view" in entries:
            view = self.view(entries["view"])
        if "select" in entries:
            at = entries["select"]
            select = None if self.value(at) is None else self.text("select", at)
        return replace(state, run=run, show=show, depth=depth, view=view, select=select)

    def view(self, node: Node) -> tuple[str, str] | None:
        allowed = ["[PLACE, PLACE]", "whole", "null"]
        if isinstance(node, yaml.SequenceNode) and len(node.value) == 2:
            first, last = (self.place("view", place) for place in node.value)
            return first, last
        value = self.value(node)
        if value is None:
            return None
        if value == "whole":
            return WHOLE
        raise Wrong(self.line(node), f"view: must not be {value!r:.60}", allowed)

    def check(self, run: Run, entries: Mapping[str, Node], line: int) -> None:
        try:
            can_run(run)
        except BadInput as error:
            name, _, parameter = error.field.partition(".")
            at = entries.get(name)
            if isinstance(at, yaml.MappingNode):
                at = next((value for key, value in at.value if key.value == parameter), at)
            raise wrong_input(self.line(at) if at else line, error) from None


def can_run(run: Run) -> None:
    """Raises BadInput where the server would refuse it."""
    try:
        key = json.dumps(asdict(run), sort_keys=True)
    except (TypeError, ValueError):
        raise BadInput("parameters", "must be numbers and words") from None
    _can_run(key)


@lru_cache(maxsize=1000)
def _can_run(key: str) -> None:
    asked = json.loads(key)
    prepare(asked["scenario"], asked["preset"], asked["seed"], asked["parameters"])
