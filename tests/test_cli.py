"""The `simloop` command, as a shell sees it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import simloop
from simloop.cli import main
from simloop.recording.recording import Recording

PROGRAM = """
import time

print("hello")
for _ in range(3):
    time.sleep(0.5)
"""

Output = pytest.CaptureFixture[str]


def test_scenarios_are_listed_with_their_parameters(capsys: Output) -> None:
    assert main(["scenarios"]) == 0
    out = capsys.readouterr().out
    assert "crawler: The notes' crawler" in out
    assert "    --param urls=10  pages: 1 to 1000\n" in out


def test_presets_are_shown_with_what_they_feel_like(capsys: Output) -> None:
    assert main(["presets"]) == 0
    out = capsys.readouterr().out
    assert "notes: the notes' table\n" in out
    assert "    execute one instruction                       380 ps   feels like 1 second\n" in out
    assert "150 ms   feels like 12.5 years\n" in out


def test_presets_come_as_whole_tables_too(capsys: Output) -> None:
    assert main(["presets", "--json"]) == 0
    out = capsys.readouterr().out
    (notes, *_) = json.loads(out)["presets"]
    assert notes["id"] == "notes" and len(notes["rows"]) == 15
    assert "执行指令" in out


def test_a_run_is_summed_up_in_simulated_and_felt_time(capsys: Output, tmp_path: Path) -> None:
    out = tmp_path / "crawler.arrow"
    arguments = ["--preset", "same-dc", "--seed", "7", "--param", "urls=3", "--out", str(out)]
    assert main(["run", "crawler", *arguments]) == 0
    told = capsys.readouterr()
    recording = Recording.load(out)
    first, took, worked, waited, *_ = told.out.splitlines()
    assert first.startswith("crawler (model generators, urls 3, ") and first.endswith(
        "), preset same-dc, seed 7"
    )
    assert took.startswith("    took      1.08") and took.endswith(" ms   feels like 1.1 months")
    assert worked.endswith(" us   feels like 2.2 days")
    assert waited.endswith(" ms   feels like 1 month")
    assert f"    recording {recording.id}\n" in told.out
    assert told.out.endswith(f"saved to {out}\n")
    assert recording.id == simloop.run_scenario("crawler", preset="same-dc", seed=7, urls=3).id


def test_a_program_of_ones_own_runs_too(capsys: Output, tmp_path: Path) -> None:
    (tmp_path / "mine.py").write_text(PROGRAM)
    assert main(["run", str(tmp_path / "mine.py")]) == 0
    told = capsys.readouterr().out
    assert told.startswith(
        "mine, preset notes, seed 0\n    took         1.5 s   feels like 125 years\n"
    )


@pytest.mark.parametrize(
    ("program", "error"),
    [
        ("raise ValueError('no luck')", "ValueError: no luck"),
        ("import ctypes", "ModuleNotFoundError: No module named 'ctypes' on the simulated machine"),
    ],
)
def test_a_program_that_fails_is_recorded_and_the_exit_code_is_1(
    capsys: Output, tmp_path: Path, program: str, error: str
) -> None:
    (tmp_path / "mine.py").write_text(program + "\n")
    out = tmp_path / "mine.arrow"
    assert main(["run", str(tmp_path / "mine.py"), "--out", str(out)]) == 1
    told = capsys.readouterr()
    assert told.err.startswith(f"the program failed: {error}")
    failure = Recording.load(out).error
    assert failure is not None and failure.startswith(error)


def test_a_preset_may_be_a_file(capsys: Output, tmp_path: Path) -> None:
    notes = json.loads(_json_of_presets(capsys))["presets"][0]
    (ping,) = (row for row in notes["rows"] if row["id"] == "ping_other_city")
    ping |= {"real_ps": 10**12, "felt_zh": "", "felt_en": ""}
    whole, differing = tmp_path / "whole.json", tmp_path / "differing.toml"
    whole.write_text(json.dumps(notes | {"id": "mine"}), encoding="utf-8")
    differing.write_text(
        'base = "notes"\nid = "mine"\n[[rows]]\nid = "ping_other_city"\nreal_ps = 1_000_000_000_000'
    )
    ids = set()
    for file in (whole, differing):
        assert main(["run", "crawler", "--preset", str(file)]) == 0
        out = capsys.readouterr().out
        assert "preset mine" in out and " 2 s   feels like" in out
        ids.add(out.partition("recording ")[2])
    assert len(ids) == 1


def _json_of_presets(capsys: Output) -> str:
    main(["presets", "--json"])
    return capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (
            ["run", "spider"],
            "scenario: there is no scenario 'spider'; allowed: crawler, table, echo",
        ),
        (["run", "no/such.py"], "program: cannot read such.py"),
        (["run", "crawler", "--param", "urls"], "param: must be NAME=VALUE, not 'urls'"),
        (["run", "crawler", "--param", "url=1"], "parameters.url: crawler has no such parameter"),
        (["run", "crawler", "--param", "urls=x"], "parameters.urls: must be a whole number"),
        (["run", "crawler", "--preset", "slow"], "preset: there is no preset 'slow'; allowed:"),
        (["run", "crawler", "--preset", "no.toml"], "preset: cannot read no.toml"),
        (["run", "crawler", "--seed", "-1"], "seed: must be a whole number"),
        (["run", "crawler", "--out", "/no/such/place"], "out: cannot write /no/such/place"),
        (["serve", "--port", "99999"], "port: must be a number from 0 to 65535, not 99999"),
    ],
)
def test_what_is_asked_for_wrongly_is_said_and_the_exit_code_is_2(
    capsys: Output, arguments: list[str], complaint: str
) -> None:
    assert main(arguments) == 2
    told = capsys.readouterr()
    assert told.err.startswith(f"simloop: {complaint}")
    assert "Traceback" not in told.err and told.out == ""


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x = ", "cannot read"),
        ('base = "slow"', "preset: there is no preset 'slow'"),
        ("base = 7", "preset.base: must be a text"),
        ('base = "notes"\n[[rows]]\nid = "pong"', "preset.rows.id: a row that is not in the table"),
        ('base = "notes"\nmachine = 3', "preset.machine: must be a table"),
        ('base = "notes"\nrows = [3]', "preset.rows.id: a row that is not in the table"),
        ('base = "notes"\nspeed = 3', "preset.speed: there is no such field"),
        ('id = "mine"', "preset.instruction_ps: must be a whole number"),
    ],
)
def test_a_mistake_in_a_preset_file_is_said(
    capsys: Output, tmp_path: Path, text: str, complaint: str
) -> None:
    (tmp_path / "mine.toml").write_text(text)
    assert main(["run", "crawler", "--preset", str(tmp_path / "mine.toml")]) == 2
    assert complaint in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [[], ["walk"], ["run"], ["run", "crawler", "--seed", "x"]])
def test_what_is_no_command_is_answered_with_the_usage(
    capsys: Output, arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("usage: simloop")


def test_a_reader_that_has_had_enough_is_no_error() -> None:
    command = [sys.executable, "-m", "simloop", "presets", "--json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_what_is_no_server_needs_none() -> None:
    ask = (
        "import sys; from simloop.cli import main; main(['run', 'crawler']);"
        "print(sorted({'gevent', 'flask'} & sys.modules.keys()))"
    )
    told = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    assert told.stdout.endswith("\n[]\n")
