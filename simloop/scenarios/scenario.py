"""What a scenario is: a program with its peers, its parameters, and words about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from simloop.machine.computer import Machine
from simloop.machine.errors import BadInput

Words = dict[str, str]  # by language: "zh", "en"
Values = Mapping[str, Any]
PROGRAMS = Path(__file__).parent / "programs"


@dataclass(frozen=True)
class Parameter:
    """A number or word that a viewer may change."""

    name: str
    title: Words
    default: int | str
    minimum: int | None = None
    maximum: int | None = None
    choices: Mapping[str, Words] = field(default_factory=dict)  # what may be chosen, with titles

    def describe(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "name": self.name,
            "type": type(self.default).__name__,
            "title": self.title,
            "default": self.default,
            "minimum": self.minimum,
            "maximum": self.maximum,
            "choices": list(self.choices),
            "choice_titles": dict(self.choices),
        }

    def checked(self, value: object) -> int | str:
        """The value, if it is allowed; a text that reads as a number counts as one."""
        if isinstance(self.default, int):
            return self._checked_number(value)
        if value not in self.choices:
            raise BadInput(
                f"parameters.{self.name}", f"must not be {value!r:.40}", list(self.choices)
            )
        return str(value)

    def _checked_number(self, value: object) -> int:
        number = _as_number(value)
        low, high = self.minimum, self.maximum
        if (
            number is None
            or (low is not None and number < low)
            or (high is not None and number > high)
        ):
            raise BadInput(
                f"parameters.{self.name}",
                f"must be a whole number from {low} to {high}, not {value!r:.40}",
                [f"{low} to {high}"],
            )
        return number


def _as_number(value: object) -> int | None:
    if isinstance(value, str) and value.removeprefix("-").isdecimal() and len(value) < 20:
        return int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) else None


@dataclass(frozen=True)
class Peer:
    """A host on the network, with what the timeline calls it."""

    name: str
    title: Words | None = None


@dataclass(frozen=True)
class Scenario:
    """A program that an audience watches.

    `program(values)` is the file that runs. `furnish(machine, values)` sets up the peers, and
    returns what the program finds in its module `parameters`. `stops` are places, in their order,
    that are worth stopping at when the run is presented; it need not have all of them, whatever its
    parameters.
    """

    id: str
    title: Words
    description: Words
    look_at: Words
    program: Callable[[Values], Path]
    parameters: tuple[Parameter, ...]
    peers: Callable[[Values], list[Peer]]
    furnish: Callable[[Machine, Values], dict[str, Any]]
    headline: tuple[str, ...] = ()  # the parameters that say which run it is, at a glance
    alone: str | None = None  # the parameter that says how many go on at once
    stops: tuple[str, ...] = ()

    def describe(self) -> dict[str, Any]:
        """As plain data."""
        return {
            "id": self.id,
            "title": self.title,
            "description": self.description,
            "look_at": self.look_at,
            "headline": list(self.headline),
            "parameters": [parameter.describe() for parameter in self.parameters],
        }

    def checked(self, given: Mapping[str, Any]) -> dict[str, Any]:
        """All parameters' values, defaults filled in; raises BadInput, which names the field."""
        known = {parameter.name: parameter for parameter in self.parameters}
        for name in given:
            if name not in known:
                raise BadInput(
                    f"parameters.{name}", f"{self.id} has no such parameter", list(known)
                )
        return {
            name: parameter.checked(given.get(name, parameter.default))
            for name, parameter in known.items()
        }
