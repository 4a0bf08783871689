"""A request for a run, from outside: every field is checked before anything is done about it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from simloop.machine.errors import BadInput
from simloop.machine.interventions import interventions_from
from simloop.machine.latency import preset_from_table, preset_named
from simloop.recording.identity import canonical_json
from simloop.scenarios import Scenario, scenario_named
from simloop.scenarios.program import sources_of

FIELDS = ("scenario", "parameters", "preset", "seed")
MOST_SEED = 2**53 - 1  # what JSON carries exactly everywhere


@dataclass(frozen=True)
class Asked:
    """A request that can be carried out. Equal keys: equal recordings."""

    scenario: str
    parameters: dict[str, Any]
    preset: dict[str, Any]
    seed: int
    key: str

    @property
    def request(self) -> dict[str, Any]:
        """For a worker."""
        return {name: getattr(self, name) for name in FIELDS}


def asked(message: object) -> Asked:
    """Raises BadInput, which names the field and what is allowed."""
    if not isinstance(message, Mapping):
        raise BadInput("request", f"must be an object, not {message!r:.40}", list(FIELDS))
    for name in message:
        if name not in FIELDS:
            raise BadInput(f"{name:.40}", "there is no such field", list(FIELDS))
    name = message.get("scenario")
    if not isinstance(name, str):
        raise BadInput("scenario", f"must be a text, not {name!r:.40}", None)
    parameters = message.get("parameters") or {}
    if not isinstance(parameters, Mapping):
        raise BadInput("parameters", f"must be an object, not {parameters!r:.40}")
    scenario = scenario_named(name)
    values = _values(scenario, parameters)
    preset = _preset(message.get("preset", "notes"))
    seed = _seed(message.get("seed", 0))
    # What a run depends on, the program's text included: somebody may be editing it.
    depends_on = [name, values, preset, seed, sources_of(scenario.program(values))]
    key = hashlib.sha256(canonical_json(depends_on).encode()).hexdigest()
    return Asked(name, values, preset, seed, key)


def _values(scenario: Scenario, parameters: Mapping[str, Any]) -> dict[str, Any]:
    own = {name: value for name, value in parameters.items() if name != "interventions"}
    values = scenario.checked(own)
    changes = parameters.get("interventions", [])
    interventions_from(changes, [peer.name for peer in scenario.peers(values)])
    return values | ({"interventions": changes} if changes else {})


def _preset(preset: object) -> dict[str, Any]:
    if isinstance(preset, str):
        return preset_named(preset).table()
    if isinstance(preset, Mapping):
        return preset_from_table(preset).table()
    raise BadInput("preset", f"must be a name or a table, not {preset!r:.40}")


def _seed(seed: object) -> int:
    if type(seed) is not int or not 0 <= seed <= MOST_SEED:
        raise BadInput("seed", f"must be a whole number from 0 to {MOST_SEED}, not {seed!r:.40}")
    return seed
