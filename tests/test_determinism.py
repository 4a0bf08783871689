"""Same program, preset and seed: same id, whatever the process, the flushes or the Python."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from shutil import which

import pytest

import simloop
from simloop.machine.trace import Rows
from simloop.recording.recorder import Recorder
from simloop.scenarios import prepare

ROOT = Path(__file__).parent.parent
SCENARIOS = "crawler", "echo"

# Needs the standard library alone, so that any Python can do it.
ID_OF = """
import sys
from simloop.recording.identity import Identity
from simloop.scenarios import prepare
for scenario in sys.argv[1:]:
    identity, prepared = Identity(), prepare(scenario, seed=7)
    prepared.run(identity.feed)
    print(identity.id(prepared.metadata))
"""


def ids_here() -> list[str]:
    return [simloop.run_scenario(scenario, seed=7).id for scenario in SCENARIOS]


def ids_of(python: str | Path, hash_seed: str = "random") -> list[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT), "PYTHONHASHSEED": hash_seed}
    command = [str(python), "-c", ID_OF, *SCENARIOS]
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    return ended.stdout.split()


def pythons() -> Iterator[Path]:
    """The interpreters on this machine that simloop supports."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    on_path = [Path(found) for minor in range(11, 15) if (found := which(f"python3.{minor}"))]
    check = "import sys; sys.exit(sys.version_info < (3, 11))"
    for python in [*on_path, *sorted(root.glob("versions/3.*/bin/python3"))]:
        if subprocess.run([python, "-c", check], capture_output=True).returncode == 0:
            yield python


@pytest.mark.parametrize("hash_seed", ["0", "1", "4294967295"])
def test_the_id_does_not_depend_on_the_process_or_its_hash_seed(hash_seed):
    assert ids_of(sys.executable, hash_seed) == ids_here()


def test_the_id_does_not_depend_on_when_rows_are_delivered():
    prepared = prepare("crawler")
    rows = []
    prepared.run(rows.extend)
    ids = set()
    for size in (1, 7, len(rows)):
        recorder = Recorder(prepared.metadata)
        for start in range(0, len(rows), size):
            recorder.write(Rows.of(rows[start : start + size]))
        ids.add(recorder.finish().id)
    assert ids == {simloop.run_scenario("crawler").id}


def test_the_id_does_not_depend_on_the_python():
    found = list(pythons())
    if not found:
        pytest.skip("there is no other Python on this machine")
    assert {python: ids_of(python) for python in found} == dict.fromkeys(found, ids_here())
