"""Confined workers: whatever they try is refused, and an honest run notices nothing.

On this kernel as it is, and as if it had no Landlock, no seccomp, or neither.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

import simloop
from simloop.web import confine
from simloop.web.frames import Failed, Finished, Frame
from simloop.web.workers import Workers
from tests.web.escapes import ATTEMPTS

LANDLOCK, SECCOMP = confine.landlock_version(), confine.has_seccomp()
READS = "no Landlock (a program can read files)"
CALLS = "no seccomp filter (a program can use sockets and start processes)"


@dataclass(frozen=True)
class Kernel:
    entry: str
    landlock: int
    seccomp: bool


KERNELS = {
    "this kernel": Kernel("escapes", LANDLOCK, SECCOMP),
    "without Landlock": Kernel("without_landlock", 0, SECCOMP),
    "without seccomp": Kernel("without_seccomp", LANDLOCK, False),
    "without both": Kernel("without_both", 0, False),
}
REFUSED = {"EPERM", "EACCES", "can't start new thread", "not allowed to raise maximum limit"}


@pytest.fixture(scope="module", params=KERNELS.values(), ids=KERNELS.keys())
def kernel(request: pytest.FixtureRequest) -> Kernel:
    kernel: Kernel = request.param
    if kernel.entry != "escapes" and not SECCOMP:
        pytest.skip("this kernel has no seccomp filter, with which the lack of others is played")
    return kernel


@pytest.fixture(scope="module")
def workers(kernel: Kernel) -> Iterator[Workers]:
    workers = Workers(
        confine.Confinement(cpu_s=5, memory_bytes=1 << 30), f"tests.web.{kernel.entry}:work"
    )
    workers.start()
    yield workers
    workers.close()


def last_frame(workers: Workers, request: dict[str, Any]) -> Frame | None:
    worker = workers.fork(request)
    try:
        *_, last = [None, *worker.frames()]
        return last
    finally:
        worker.kill()


def told(workers: Workers, scenario: str, **more: Any) -> str:
    last = last_frame(workers, {"scenario": scenario, **more})
    if last is None:
        return "another program runs in its place"
    assert isinstance(last, Failed)
    return last.message


@pytest.mark.parametrize("name", ATTEMPTS)
def test_a_worker_cannot_get_out(
    workers: Workers, kernel: Kernel, name: str, tmp_path: Path
) -> None:
    (tmp_path / "file").touch()
    attempt = ATTEMPTS[name]
    outcome = told(workers, name, folder=str(tmp_path))
    if (attempt.seccomp and kernel.seccomp) or attempt.landlock <= kernel.landlock:
        assert outcome in REFUSED
        assert [path.name for path in tmp_path.iterdir()] == ["file"]
    elif name in ("fork", "a thread"):  # the limit on processes holds for all but root
        assert outcome in {"done", "EAGAIN", "can't start new thread"}
    elif name == "exec":
        assert outcome == "another program runs in its place"
    else:
        assert outcome == "done"


@pytest.mark.skipif(not SECCOMP, reason="this kernel has no seccomp filter: any call may be made")
@pytest.mark.parametrize("kernel", [KERNELS["this kernel"]], ids=["this kernel"], indirect=True)
def test_a_call_that_is_not_listed_is_refused(workers: Workers) -> None:
    assert told(workers, "sweep") == "[]"


def test_nothing_is_written_whatever_the_kernel(
    workers: Workers, kernel: Kernel, tmp_path: Path
) -> None:
    file = tmp_path / "file"
    file.touch()
    refusal = "EPERM" if kernel.seccomp else "EACCES" if kernel.landlock else "EFBIG"
    assert told(workers, "write", folder=str(tmp_path)) == refusal
    assert file.read_bytes() == b""


def test_what_a_program_needs_it_may_do(workers: Workers) -> None:
    assert told(workers, "ordinary") == "done"


@pytest.mark.parametrize("scenario", ["crawler", "echo"])
def test_an_honest_run_gives_the_recording_that_it_gives_anywhere(
    workers: Workers, scenario: str
) -> None:
    request = {"scenario": scenario, "parameters": {}, "preset": "notes", "seed": 7}
    last = last_frame(workers, request)
    assert isinstance(last, Finished)
    assert last.recording == simloop.run_scenario(scenario, seed=7).id


@pytest.mark.parametrize("kernel", KERNELS.values(), ids=KERNELS.keys(), indirect=True)
def test_what_the_kernel_lacks_is_said_in_one_line(
    kernel: Kernel, capfd: pytest.CaptureFixture[str]
) -> None:
    workers = Workers(confine.Confinement(), f"tests.web.{kernel.entry}:work")
    workers.start()
    told(workers, "ordinary")
    told(workers, "ordinary")
    workers.close()
    lacking = [text for text, has in ((READS, kernel.landlock), (CALLS, kernel.seccomp)) if not has]
    line = f"simloop: workers are confined less, the kernel has {' and '.join(lacking)}\n"
    assert capfd.readouterr().err == (line if lacking else "")


def test_a_filter_is_short_enough_for_its_jumps() -> None:
    for architecture in confine.ARCHITECTURES:
        assert len(confine.seccomp_filter(confine.ALLOWED, architecture)) // 8 < 4096


def test_no_call_is_listed_twice() -> None:
    for column in (0, 1, 2):
        listed = [call[column] for call in confine.ALLOWED if call[column] is not None]
        assert len(set(listed)) == len(listed)
