"""A question: from the YAML of its block to what the audience is asked before the scene shows it.

Rule: the deck states which option is right, so that it can be read without running anything; what
the run says of it (`felt`, `what`) is a proof, and `simloop lecture check` holds the two together.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import yaml

from simloop.lecture.block import Block, Node, compose
from simloop.lecture.errors import Wrong
from simloop.lecture.proof import seconds_meant
from simloop.lecture.scene import Scene

QUESTION_KEYS = ["ask", "options", "right", "felt", "what"]
LETTERS = "ABCDEF"


@dataclass(frozen=True)
class Question:
    """`right` counts from 0. `felt`: the two places between which time passes; `what`: the way
    of places to what is asked for."""

    line: int
    ask: str
    options: tuple[str, ...]
    right: int
    felt: tuple[str, str] | None = None
    what: tuple[str, ...] | None = None

    def describe(self) -> dict[str, Any]:
        return asdict(self)


def read_question(text: str, line: int) -> Question:
    """The question of a block whose text begins at a line; raises Wrong."""
    return _Reader(line).question(compose(text, line))


class _Reader(Block):
    def question(self, node: Node | None) -> Question:
        if node is None:
            raise Wrong(self.first_line, "the question is empty", QUESTION_KEYS)
        entries = self.entries(node, "a question", QUESTION_KEYS)
        for key in ("ask", "options", "right"):
            if key not in entries:
                raise Wrong(self.line(node), f"{key}: is missing", QUESTION_KEYS)
        if "felt" in entries and "what" in entries:
            raise Wrong(self.line(node), "a question has one proof: `felt` or `what`, not both")
        options = self.options(entries["options"])
        question = Question(
            self.line(node),
            self.text("ask", entries["ask"]),
            options,
            self.right(entries["right"], options),
        )
        if "what" in entries:
            return replace(question, what=self.places("what", entries["what"]))
        if "felt" not in entries:
            return question
        places = self.places("felt", entries["felt"])
        if len(places) != 2:
            raise Wrong(
                self.line(entries["felt"]), "felt: must be two places, such as [start, end]"
            )
        self.times(entries["options"], options)
        return replace(question, felt=(places[0], places[1]))

    def places(self, key: str, node: Node) -> tuple[str, ...]:
        """One, or a list of them."""
        if not isinstance(node, yaml.SequenceNode):
            return (self.place(key, node),)
        return tuple(self.place(key, place) for place in self.items(key, node))

    def options(self, node: Node) -> tuple[str, ...]:
        options = tuple(self.text("options", option) for option in self.items("options", node))
        if not 2 <= len(options) <= len(LETTERS):
            raise Wrong(self.line(node), f"options: must be 2 to {len(LETTERS)}")
        if len(set(options)) < len(options):
            raise Wrong(self.line(node), "options: two of them are the same")
        return options

    def right(self, node: Node, options: Sequence[str]) -> int:
        """It is named by its words, or by its letter."""
        word = self.text("right", node)
        if word in options:
            return options.index(word)
        letters = LETTERS[: len(options)]
        if len(word) == 1 and word in letters:
            return letters.index(word)
        raise Wrong(
            self.line(node), f"right: {word!r:.60} is no option", [*options, f"A to {letters[-1]}"]
        )

    def times(self, node: Node, options: Sequence[str]) -> None:
        for at, option in zip(self.items("options", node), options, strict=True):
            if seconds_meant(option) is None:
                allowed = ["2 months", "4.2 years", "15 天", "2.5万年"]
                raise Wrong(self.line(at), f"options: {option!r:.60} is no felt time", allowed)


# -- how a slide with a question goes on


def asked_first(scene: Scene) -> Scene:
    """The scene's steps behind the question's: it is open, then closed, and revealed where a step
    says so, else with the last one."""
    first, *rest = scene.states
    later = [replace(each, question=each.question or "closed") for each in rest]
    if not any(each.question == "revealed" for each in later):
        last = later.pop() if later else replace(first, place=None)
        later.append(replace(last, question="revealed"))
    closed = replace(first, place=None, question="closed")
    return replace(scene, states=(replace(first, question="open"), closed, *later))
