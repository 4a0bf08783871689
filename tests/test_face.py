"""The public face, as a notebook uses it."""

import subprocess
import sys
from pathlib import Path

import pytest

import simloop
from simloop.machine.errors import BadInput
from simloop.recording.kinds import check_rows
from simloop.recording.schema import rows_of


def test_a_scenario_by_name_is_a_recording() -> None:
    recording = simloop.run_scenario("crawler", preset="same-dc", seed=3, urls=2)
    assert isinstance(recording, simloop.Recording)
    assert recording.error is None and recording.end_ps > 0
    assert recording.metadata["parameters"]["urls"] == 2
    check_rows(row for rows in rows_of(recording.table) for row in rows)


def test_a_preset_may_be_a_whole_table() -> None:
    table = simloop.run_scenario("crawler").metadata["preset"]
    faster = {**table, "id": "faster", "instruction_ps": 190}
    assert simloop.run_scenario("crawler", preset=faster).metadata["preset"]["id"] == "faster"


def test_a_program_file_that_fails_is_recorded_up_to_there(tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text("print('so far')\n1 / 0\n")
    recording = simloop.run_scenario(tmp_path / "mine.py")
    assert recording.error == "ZeroDivisionError: division by zero"
    assert "so far" in recording.table["value"].to_pylist()


def test_bad_input_names_the_field() -> None:
    with pytest.raises(BadInput, match=r"parameters\.url"):
        simloop.run_scenario("crawler", url=1)


def test_the_machine_comes_without_arrow_and_server() -> None:
    ask = (
        "import sys, simloop.scenarios;"
        "print(sorted({'pyarrow', 'gevent', 'flask'} & sys.modules.keys()));"
        "print(dir(sys.modules['simloop']))"
    )
    told = subprocess.run(
        [sys.executable, "-c", ask], check=True, capture_output=True, text=True
    ).stdout
    assert told.startswith("[]\n") and "run_scenario" in told


def test_what_simloop_has_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="module 'simloop' has no attribute 'walk'"):
        simloop.walk  # type: ignore[attr-defined]  # noqa: B018
