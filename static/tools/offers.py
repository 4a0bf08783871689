"""Every scenario at its defaults, in its models but one; and what the machine makes of an offer.

`offers.py FOLDER` records each of them into the folder, and prints their names as JSON.
`offers.py` reads `[[name, intervention], ...]` and prints for each of them null, or what is wrong:
it is refused, or changes nothing.
"""

import json
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from simloop.face import record  # noqa: E402
from simloop.machine.errors import BadInput  # noqa: E402
from simloop.machine.trace import Row  # noqa: E402
from simloop.scenarios import Prepared, prepare, scenarios  # noqa: E402

TOO_LONG = "busy"  # it polls, a million times where others wait once


def main() -> None:
    if len(sys.argv) > 1:
        for name in runs():
            path = Path(sys.argv[1]) / f"{name}.arrow"
            path.write_bytes(record(prepared(name)).to_bytes())
        print(json.dumps(list(runs())))
    else:
        print(json.dumps([wrong_with(name, offer) for name, offer in json.load(sys.stdin)]))


@cache
def runs() -> dict[str, dict[str, Any]]:
    """Their parameters."""
    return dict(_every_run())


def _every_run() -> Iterator[tuple[str, dict[str, Any]]]:
    for scenario in scenarios():
        models = [
            name for one in scenario.parameters if one.name == "model" for name in one.choices
        ]
        for model in models:
            if model != TOO_LONG:
                yield f"{scenario.id} {model}", {"model": model}
        if not models:
            yield scenario.id, {}


def prepared(name: str, *interventions: dict[str, Any]) -> Prepared:
    parameters = runs()[name] | {"interventions": list(interventions)}
    return prepare(name.partition(" ")[0], parameters=parameters)


def wrong_with(name: str, offer: dict[str, Any]) -> str | None:
    try:
        changed = prepared(name, offer)
    except BadInput as error:
        return f"refused: {error}"
    return "nothing is changed" if happened(changed) == plainly(name) else None


@cache
def plainly(name: str) -> list[Row]:
    return happened(prepared(name))


def happened(run: Prepared) -> list[Row]:
    """The rows without their causes, which are numbers; that somebody intervened is not one."""
    rows: list[Row] = []
    run.run(rows.extend)
    return [(*row[:8], None, *row[9:]) for row in rows if row[2] != "intervention"]


if __name__ == "__main__":
    main()
