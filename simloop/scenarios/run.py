"""From a request to a run: everything is checked first, then the program runs on the machine."""

import gc
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from simloop.machine.computer import HERE, Machine
from simloop.machine.errors import BadInput, ProgramStopped, error_name
from simloop.machine.interventions import Intervention, Meddler, interventions_from
from simloop.machine.latency import Preset, preset_from_table, preset_named
from simloop.machine.peers import WebServer
from simloop.machine.trace import Rows, Sink
from simloop.observe.ticks import Ticks
from simloop.scenarios.blocked_loop import BLOCKED_LOOP
from simloop.scenarios.c10k import C10K
from simloop.scenarios.convoy import CONVOY
from simloop.scenarios.crawler import CRAWLER
from simloop.scenarios.echo import ECHO
from simloop.scenarios.faults import FAULTS
from simloop.scenarios.gil import GIL
from simloop.scenarios.lost_update import LOST_UPDATE
from simloop.scenarios.program import Program, sources_of
from simloop.scenarios.scenario import Peer, Scenario, Values
from simloop.scenarios.shared_state import SHARED_STATE
from simloop.scenarios.stack_ripping import STACK_RIPPING
from simloop.scenarios.table import TABLE

_ALL = (
    CRAWLER,
    TABLE,
    ECHO,
    STACK_RIPPING,
    SHARED_STATE,
    GIL,
    CONVOY,
    LOST_UPDATE,
    BLOCKED_LOOP,
    C10K,
    FAULTS,
)
_SCENARIOS = {scenario.id: scenario for scenario in _ALL}
_HERE_WORDS = {"zh": "我们的主机", "en": "our host"}
MOST_SEED = 2**53 - 1  # what JSON carries exactly everywhere


@dataclass(frozen=True)
class Limits:
    """How much a run may do before it is stopped."""

    statements: int = 5_000_000
    rows: int = 20_000_000


@dataclass(frozen=True)
class Outcome:
    """How a run ended: None, or the program's own error."""

    error: str | None
    end_ps: int


class TooManyRows(ProgramStopped):
    """The run has recorded more than it may."""


def scenarios() -> list[Scenario]:
    """All scenarios that come with simloop."""
    return list(_SCENARIOS.values())


def scenario_named(name: str) -> Scenario:
    """One of the scenarios that come with simloop."""
    if name not in _SCENARIOS:
        raise BadInput("scenario", f"there is no scenario {name!r:.60}", list(_SCENARIOS))
    return _SCENARIOS[name]


def scenario_of_file(path: Path) -> Scenario:
    """Somebody's own program, with a web server in another city to talk to."""

    def furnish(machine: Machine, values: Values) -> dict[str, Any]:
        host = machine.network.hosts["example.com"]
        WebServer(machine.network, host, 80, lambda page: b"x" * 2000)
        return {}

    words = {"zh": path.name, "en": path.name}
    return Scenario(
        id=path.stem,
        title=words,
        description=words,
        look_at=words,
        program=lambda values: path,
        parameters=(),
        peers=lambda values: [Peer("example.com")],
        furnish=furnish,
    )


@dataclass(frozen=True)
class Prepared:
    """A run that is ready to go; `metadata` says everything that it depends on."""

    scenario: Scenario
    preset: Preset
    seed: int
    values: dict[str, Any]
    interventions: tuple[Intervention, ...]
    limits: Limits
    metadata: dict[str, Any]

    def run(self, sink: Sink) -> Outcome:
        """Run the program; the rows go to the sink, in order. Same request, same rows."""
        delivered = _limited(sink, self.limits.rows)
        peers = [peer.name for peer in self.scenario.peers(self.values)]
        machine = Machine(self.preset, delivered, peers, self.seed)
        Meddler(machine, self.interventions)
        error = None
        try:
            with patient_collector(), machine.trace.span("program", self.scenario.id) as span:
                self._load(machine).execute()
                span.value = "done"
        except (Exception, SystemExit, ProgramStopped) as failure:
            error = error_name(failure)
        machine.trace.flush()
        return Outcome(error, machine.clock.now_ps)

    def _load(self, machine: Machine) -> Program:
        parameters = self.scenario.furnish(machine, self.values)
        ticks = Ticks(machine.scheduler, self.preset.statement_ps, self.limits.statements)
        return Program(machine, self.scenario.program(self.values), ticks, parameters, self.seed)


def prepare(
    scenario: str | Path,
    preset: str | Mapping[str, Any] = "notes",
    seed: int = 0,
    parameters: Mapping[str, Any] | None = None,
    limits: Limits = Limits(),
) -> Prepared:
    """Check a request; raises BadInput, which names the field and what is allowed."""
    from simloop.version import __version__

    chosen = scenario_of_file(scenario) if isinstance(scenario, Path) else scenario_named(scenario)
    table = preset_named(preset) if isinstance(preset, str) else preset_from_table(preset)
    if isinstance(seed, bool) or not isinstance(seed, int) or not 0 <= seed <= MOST_SEED:
        raise BadInput("seed", f"must be a whole number from 0 to {MOST_SEED}, not {seed!r:.40}")
    given = dict(parameters or {})
    changes = given.pop("interventions", [])
    values = chosen.checked(given)
    interventions = interventions_from(changes, [peer.name for peer in chosen.peers(values)])
    metadata: dict[str, Any] = {
        "simloop": __version__,
        "scenario": chosen.id,
        "title": chosen.title,
        "look_at": chosen.look_at,
        "parameters": values | ({"interventions": changes} if changes else {}),
        "preset": table.table(),
        "seed": seed,
        "hosts": [{"id": HERE} | _HERE_WORDS]
        + [
            {"id": peer.name} | (peer.title or {"zh": peer.name, "en": peer.name})
            for peer in chosen.peers(values)
        ],
        "sources": sources_of(chosen.program(values)),
        "facts": {"round_trip_ps": table.round_trip_ps},
    }
    prepared = Prepared(chosen, table, seed, values, interventions, limits, metadata)
    if chosen.alone is not None:
        metadata["facts"]["alone_ps"] = _alone_ps(prepared, chosen.alone)
        metadata["facts"]["alone_count"] = values[chosen.alone]
    return prepared


def _alone_ps(prepared: Prepared, parameter: str) -> int:
    """How long the same takes with one page, or one client: found out by running it."""
    one = replace(prepared, values=prepared.values | {parameter: 1}, interventions=())
    return one.run(_drop).end_ps


@contextmanager
def patient_collector() -> Iterator[None]:
    """Let the garbage collector look less often: a run makes much that stays, and few cycles."""
    before = gc.get_threshold()
    if before[0]:  # else somebody has turned it off
        gc.set_threshold(max(before[0], 10_000), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _limited(sink: Sink, most: int) -> Sink:
    """A sink that stops the program once it has recorded too much."""
    taken = 0

    def take(rows: Rows) -> None:
        nonlocal taken
        before, taken = taken, taken + len(rows)
        sink(rows)
        if before <= most < taken:
            raise TooManyRows(f"stopped: the run has recorded {most:,} events, as many as it may")

    return take


def _drop(rows: Rows) -> None:
    pass
