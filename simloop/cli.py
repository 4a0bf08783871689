"""The `simloop` command: what can be run, run it, or serve it to browsers.

Rule: 0 when all went well, 1 when the program failed, 2 when what was asked for is wrong.
"""

import argparse
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from simloop import embedding, lecturing
from simloop.face import record
from simloop.machine.errors import BadInput
from simloop.machine.felt import felt_text
from simloop.machine.latency import Preset, load_presets, preset_from_file
from simloop.recording.recording import Recording
from simloop.recording.statistics import Statistics, statistics
from simloop.scenarios import prepare, scenarios
from simloop.version import __version__

FAILED, WRONG = 1, 2
SLOWEST_LINES = 3
UNITS = [(10**12, "s"), (10**9, "ms"), (10**6, "us"), (10**3, "ns"), (1, "ps")]


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    try:
        code: int = options.act(options)
        sys.stdout.flush()
        return code
    except BadInput as error:
        print(f"simloop: {error}", file=sys.stderr)
        return WRONG
    except BrokenPipeError:  # `simloop presets | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="simloop",
        description="A simulated computer on which real Python event loops run, in felt time.",
    )
    parser.add_argument("--version", action="version", version=f"simloop {__version__}")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    listing = commands.add_parser("scenarios", help="what can be run, with the parameters")
    listing.set_defaults(act=_scenarios)

    tables = commands.add_parser("presets", help="the CPU-time tables")
    tables.add_argument("--json", action="store_true", help="whole tables, to change and run with")
    tables.set_defaults(act=_presets)

    run = commands.add_parser("run", help="run a scenario, or a program of your own")
    run.add_argument(
        "program", metavar="FILE_OR_SCENARIO", help="such as crawler, or my_program.py"
    )
    run.add_argument("--preset", default="notes", help="a preset, or a .toml or .json file of one")
    run.add_argument("--seed", type=int, default=0, help="for the program's random numbers")
    run.add_argument(
        "--param", action="append", default=[], metavar="NAME=VALUE", help="may be repeated"
    )
    run.add_argument("--out", metavar="FILE", help="save the recording (an Arrow stream)")
    run.set_defaults(act=_run)

    serve = commands.add_parser("serve", help="serve the page to browsers")
    serve.add_argument("--host", default="127.0.0.1", help="0.0.0.0 serves the whole network")
    serve.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    serve.add_argument(
        "--allow-host", action="append", default=[], metavar="NAME", help="another of our names"
    )
    serve.add_argument(
        "--allow-origin", action="append", default=[], metavar="URL", help="pages that may use us"
    )
    serve.add_argument(
        "--lan", action="store_true", help="open a hall: phones in this network follow a presenter"
    )
    serve.set_defaults(act=_serve)
    lecturing.add_to(commands)
    embedding.add_to(commands)
    return parser


def _scenarios(_options: argparse.Namespace) -> int:
    for scenario in scenarios():
        described = scenario.describe()
        print(f"{described['id']}: {described['description']['en']}")
        for parameter in described["parameters"]:
            print(f"    --param {parameter['name']}={parameter['default']}  {_about(parameter)}")
    return 0


def _about(parameter: Mapping[str, Any]) -> str:
    if parameter["choices"]:
        allowed = " or ".join(map(str, parameter["choices"]))
    else:
        allowed = f"{parameter['minimum']} to {parameter['maximum']}"
    return f"{parameter['title']['en']}: {allowed}"


def _presets(options: argparse.Namespace) -> int:
    presets = load_presets().values()
    if options.json:
        tables = [preset.table() for preset in presets]
        print(json.dumps({"presets": tables}, ensure_ascii=False, indent=2))
        return 0
    for preset in presets:
        print(f"{preset.id}: {preset.en}")
        for row in preset.rows:
            print(f"    {row.en:<42} {_real(row.real_ps):>9}   feels like {row.felt_en}")
    return 0


def _run(options: argparse.Namespace) -> int:
    prepared = prepare(
        _program(options.program), _preset(options.preset), options.seed, _values(options.param)
    )
    recording = record(prepared)
    if options.out:
        _save(recording, options.out)
    for line in summary(recording, prepared.preset):
        print(line)
    if options.out:
        print(f"saved to {options.out}")
    if recording.error:
        print(f"the program failed: {recording.error}", file=sys.stderr)
        return FAILED
    return 0


def _serve(options: argparse.Namespace) -> int:
    from simloop.web.access import Access  # only here: nothing else needs the server's libraries
    from simloop.web.server import serve

    if not 0 <= options.port <= 65535:
        raise BadInput("port", f"must be a number from 0 to 65535, not {options.port}")
    access = Access.here(options.allow_host, options.allow_origin)
    serve(options.host, options.port, access, lan=options.lan)
    return 0


def _program(name: str) -> str | Path:
    """A scenario's name, unless it looks like a file."""
    path = Path(name)
    return path if path.suffix == ".py" or path.parent.name or path.is_file() else name


def _preset(name: str) -> str | Mapping[str, Any]:
    """A preset's name, unless it looks like a file."""
    path = Path(name)
    return preset_from_file(path).table() if path.suffix in (".toml", ".json") else name


def _values(given: list[str]) -> dict[str, str]:
    values = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not name or not equals:
            raise BadInput("param", f"must be NAME=VALUE, not {each!r}")
        values[name] = value
    return values


def _save(recording: Recording, path: str) -> None:
    try:
        recording.save(path)
    except OSError as error:
        raise BadInput("out", f"cannot write {path}: {error.strerror}") from None


def summary(recording: Recording, preset: Preset) -> list[str]:
    """What happened, in simulated time and as the CPU feels it."""
    told = statistics(recording)
    about = recording.metadata
    parameters = ", ".join(f"{name} {value}" for name, value in about["parameters"].items())
    title = f"{about['scenario']} ({parameters})" if parameters else about["scenario"]
    return [
        f"{title}, preset {preset.id}, seed {about['seed']}",
        f"    took     {_time(recording.end_ps, preset)}",
        *_threads(told, preset),
        *_lines(told, preset),
        f"    {len(recording):,} events: {_most_frequent(told)}",
        f"    recording {recording.id}",
    ]


def _threads(told: Statistics, preset: Preset) -> list[str]:
    lines = []
    for thread, time in told.threads.items():
        whose = "" if len(told.threads) == 1 else f" ({thread})"
        lines.append(f"    worked   {_time(time.working_ps, preset)}{whose}")
        lines.append(f"    waited   {_time(time.waiting_ps, preset)}{whose}")
    return lines


def _lines(told: Statistics, preset: Preset) -> list[str]:
    return [
        f"    {file}:{line} took {_real(time.ps)}, executed {time.executions:,}x"
        for (file, line), time in list(told.lines.items())[:SLOWEST_LINES]
    ]


def _most_frequent(told: Statistics) -> str:
    return ", ".join(f"{count:,} {kind}" for kind, count in list(told.kinds.items())[:5])


def _time(t_ps: int, preset: Preset) -> str:
    felt = felt_text(t_ps, "en", preset.instruction_ps)
    return f"{_real(t_ps):>9}   feels like {felt}"


def _real(t_ps: int) -> str:
    for unit_ps, unit in UNITS:
        if t_ps >= unit_ps:
            return f"{t_ps / unit_ps:.4g} {unit}"
    return "0 s"
