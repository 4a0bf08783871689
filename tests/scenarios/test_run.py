"""What can be asked for, what is refused, and that one request gives one run."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from simloop.machine.errors import BadInput
from simloop.machine.latency import load_presets
from simloop.recording.kinds import check_row
from simloop.scenarios import Limits, prepare, scenarios
from tests.scenarios.conftest import Story

ROOT = Path(__file__).parents[2]
HASHES_OF_RUNS = """
import hashlib, sys
from simloop.scenarios import prepare
for scenario in sys.argv[1:]:
    rows = []
    prepare(scenario).run(rows.extend)
    print(scenario, hashlib.sha256(repr(rows).encode()).hexdigest())
"""


@pytest.mark.parametrize("scenario", [scenario.id for scenario in scenarios()])
@pytest.mark.parametrize("preset", list(load_presets()))
def test_every_row_is_as_the_table_of_kinds_says(scenario: str, preset: str) -> None:
    story = Story(scenario, preset)
    assert story.outcome.error is None
    for number, row in enumerate(story.rows):
        check_row(row, number)


@pytest.mark.parametrize("scenario", [scenario.id for scenario in scenarios()])
def test_every_chain_of_causes_leads_back_to_the_program(scenario: str) -> None:
    story = Story(scenario)
    assert story.rows[0][1:3] == ("begin", "program")
    for number in range(1, len(story.rows)):
        *_, (first, kind) = story.causes(number)
        assert (first, kind) == (0, "program")


@pytest.mark.parametrize("scenario", [scenario.id for scenario in scenarios()])
def test_causes_come_before_and_every_end_has_its_begin(scenario: str) -> None:
    story = Story(scenario)
    instants = [row[0] for row in story.rows]
    assert instants == sorted(instants)
    for number, row in enumerate(story.rows[1:], 1):
        assert 0 <= row[8] < number
        if row[1] == "end":
            begin = story.rows[row[8]]
            assert (begin[1], begin[2], begin[6]) == ("begin", row[2], row[6])
    ended = [row[8] for row in story.rows if row[1] == "end"]
    assert len(ended) == len(set(ended))


def pythons() -> list[str]:
    """The supported interpreters on this machine: the one that runs the tests, at least."""
    found = {os.path.realpath(sys.executable)}
    folders = [Path(folder) for folder in os.environ["PATH"].split(os.pathsep)]
    folders += sorted(Path.home().glob(".pyenv/versions/3.1*/bin"))
    for candidate in (folder / f"python3.{minor}" for folder in folders for minor in (11, 12, 13)):
        if "shims" not in candidate.parts and candidate.exists():
            found.add(os.path.realpath(candidate))
    return sorted(found)


def test_one_request_gives_one_run_on_every_python_and_hash_seed() -> None:
    names = [scenario.id for scenario in scenarios()]
    hashes = set()
    for python in pythons():
        for seed in ("0", "1", "77"):
            done = subprocess.run(
                [python, "-c", HASHES_OF_RUNS, *names],
                cwd=ROOT,
                env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
            hashes.add(done.stdout)
    assert len(hashes) == 1, "\n".join(sorted(hashes))


def test_runs_do_not_disturb_each_other() -> None:
    alone = Story("crawler", urls=2).rows
    Story("echo")
    Story("crawler", "same-dc", urls=7)
    assert Story("crawler", urls=2).rows == alone


@pytest.mark.parametrize(
    ("field", "request_"),
    [
        ("scenario", {"scenario": "crawl"}),
        ("preset", {"preset": "mars"}),
        ("preset.rows", {"preset": {"instruction_ps": 380}}),
        ("seed", {"seed": -1}),
        ("seed", {"seed": "7"}),
        ("seed", {"seed": True}),
        ("seed", {"seed": 2**60}),
        ("parameters.pages", {"parameters": {"pages": 3}}),
        ("parameters.urls", {"parameters": {"urls": 0}}),
        ("parameters.urls", {"parameters": {"urls": "many"}}),
        ("parameters.urls", {"parameters": {"urls": 1.5}}),
        ("parameters.urls", {"parameters": {"urls": None}}),
        ("parameters.urls", {"parameters": {"urls": True}}),
        ("parameters.urls", {"parameters": {"urls": 10**9}}),
    ],
)
def test_a_wrong_request_is_refused_by_its_field(field: str, request_: dict) -> None:
    with pytest.raises(BadInput) as refusal:
        prepare(**({"scenario": "crawler"} | request_))
    assert refusal.value.field == field


def test_a_number_may_come_as_text() -> None:
    assert prepare("crawler", parameters={"urls": "3"}).values["urls"] == 3


def test_metadata_is_plain_and_says_everything_the_run_depends_on() -> None:
    metadata = prepare("crawler", "same-dc", 5, {"urls": 2}).metadata
    assert json.loads(json.dumps(metadata)) == metadata
    assert metadata["parameters"] == {
        "model": "generators",
        "urls": 2,
        "page_bytes": 2000,
        "sites": 1,
    }
    assert (metadata["preset"]["id"], metadata["seed"]) == ("same-dc", 5)
    files = [(source["file"], source["role"]) for source in metadata["sources"]]
    assert files == [
        ("crawler.py", "program"),
        ("future.py", "loop"),
        ("task.py", "loop"),
        ("loop.py", "loop"),
    ]


def test_a_program_of_ones_own_runs(write_program) -> None:
    path = write_program(
        "import socket\n"
        "sock = socket.create_connection(('example.com', 80))\n"
        "sock.sendall(b'GET / HTTP/1.0\\r\\n\\r\\n')\n"
        "print(len(sock.recv(4096)))\n"
    )
    story = Story(path)
    assert [row["value"] for row in story.all("print")] == ["2000"]
    assert story.outcome.error is None


def test_modules_beside_a_program_are_part_of_it(write_program) -> None:
    write_program("def twice(x):\n    return 2 * x\n", "helper.py")
    story = Story(write_program("from helper import twice\nprint(twice(21))\n"))
    assert [row["value"] for row in story.all("print")] == ["42"]
    assert ("helper.py", 2) in {(row["file"], row["line"]) for row in story.all("line")}
    assert [source["file"] for source in story.prepared.metadata["sources"]] == [
        "program.py",
        "helper.py",
    ]


def test_what_a_program_raises_ends_the_run_and_is_recorded(write_program) -> None:
    story = Story(write_program("x = 1\nx / 0\n"))
    assert story.outcome.error == "ZeroDivisionError: division by zero"
    assert story.all("program", "end")[0]["value"] == "ZeroDivisionError: division by zero"


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("while True:\n    pass\n", "EndlessLoop: stopped at line 2 of program.py"),
        ("try:\n    while True:\n        pass\nexcept Exception:\n    pass\n", "EndlessLoop"),
        ("import selectors\nselectors.DefaultSelector().select()\n", "Deadlock"),
        ("import subprocess\n", "ModuleNotFoundError: No module named 'subprocess'"),
        ("open('/etc/passwd')\n", "FileNotFoundError ENOENT"),
        ("input()\n", "PermissionError: input() is not on the simulated machine"),
        ("import ctypes\n", "ModuleNotFoundError"),
        ("raise SystemExit(3)\n", "SystemExit: 3"),
    ],
)
def test_a_program_that_goes_wrong_is_ended_with_a_clear_word(write_program, text, error) -> None:
    prepared = prepare(write_program(text), limits=Limits(statements=1001))
    rows: list = []
    outcome = prepared.run(rows.extend)
    assert outcome.error is not None and outcome.error.startswith(error)
    assert rows[-1][1:3] == ("end", "program")


def test_a_run_that_records_too_much_is_stopped(write_program) -> None:
    prepared = prepare(write_program("while True:\n    pass\n"), limits=Limits(rows=5000))
    rows: list = []
    outcome = prepared.run(rows.extend)
    assert "5,000 events" in (outcome.error or "")
    assert 5000 < len(rows) < 6000


def test_a_program_that_cannot_be_read_is_bad_input(write_program, tmp_path) -> None:
    with pytest.raises(BadInput, match=r"program\.py, line 2: invalid syntax"):
        prepare(write_program("a = 1\nb = = 2\n"))
    with pytest.raises(BadInput, match="cannot read"):
        prepare(tmp_path / "none.py")


def test_random_numbers_come_from_the_seed(write_program) -> None:
    path = write_program("import random\nprint(random.random(), random.choice('abc'))\n")
    texts = [Story(path, seed=seed).all("print")[0]["value"] for seed in (1, 1, 2)]
    assert texts[0] == texts[1] != texts[2]
