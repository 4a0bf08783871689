"""The YAML of a block in a deck: whatever is wrong in it is known with its line.

Rule: the nodes are read as they stand, since values have forgotten where they stood.
"""

from typing import Any

import yaml

from simloop.lecture.errors import Wrong
from simloop.lecture.places import PlaceError, parse_place

Node = yaml.Node


def compose(text: str, line: int) -> Node | None:
    """The block whose text begins at a line; None where it is empty. Raises Wrong."""
    try:
        node: Node | None = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise Wrong(line + (mark.line if mark else 0), f"is not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise Wrong(line, f"is not YAML: {error}") from None
    return node


class Block:
    """Reads nodes of a block that begins at a line."""

    def __init__(self, first_line: int) -> None:
        self.first_line = first_line

    def line(self, node: Node) -> int:
        return self.first_line + int(node.start_mark.line)

    def place(self, key: str, node: Node) -> str:
        words = self.text(key, node)
        try:
            parse_place(words)
        except PlaceError as error:
            raise Wrong(self.line(node), f"{key}: {error.message}", error.allowed) from None
        return words

    def entries(self, node: Node, what: str, allowed: list[str]) -> dict[str, Node]:
        if not isinstance(node, yaml.MappingNode):
            raise Wrong(self.line(node), f"{what} is a mapping of these", allowed)
        found: dict[str, Node] = {}
        for key, value in node.value:
            if key.value not in allowed:
                raise Wrong(self.line(key), f"{key.value!r:.60} is no key of {what}", allowed)
            if key.value in found:
                raise Wrong(self.line(key), f"{key.value} stands here twice")
            found[key.value] = value
        return found

    def items(self, key: str, node: Node) -> list[Node]:
        if not isinstance(node, yaml.SequenceNode):
            raise Wrong(self.line(node), f"{key}: must be a list")
        return list(node.value)

    def text(self, key: str, node: Node) -> str:
        if not isinstance(node, yaml.ScalarNode) or not node.value:
            raise Wrong(self.line(node), f"{key}: must be words, not {self.value(node)!r:.60}")
        return str(node.value)

    def one_of(self, key: str, node: Node, allowed: list[str]) -> str:
        word = self.text(key, node)
        if word not in allowed:
            raise Wrong(self.line(node), f"{key}: must not be {word!r:.60}", allowed)
        return word

    def value(self, node: Node) -> Any:
        loader = yaml.SafeLoader("")
        try:
            return loader.construct_document(node)
        except yaml.YAMLError as error:
            raise Wrong(self.line(node), f"is not YAML that is allowed here: {error}") from None
