"""The programs that an audience watches, and how one is run."""

from simloop.scenarios.run import (
    Limits,
    Outcome,
    Prepared,
    prepare,
    scenario_named,
    scenarios,
)
from simloop.scenarios.scenario import Parameter, Peer, Scenario

__all__ = [
    "Limits",
    "Outcome",
    "Parameter",
    "Peer",
    "Prepared",
    "Scenario",
    "prepare",
    "scenario_named",
    "scenarios",
]
