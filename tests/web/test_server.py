"""`simloop serve` and `python app.py`: say where, serve, stop, leave nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from simloop.web import server
from tests.web.serving import ROOT


@contextmanager
def serving(*command: str, **environment: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """A server by its command, and the address that it prints."""
    with subprocess.Popen(
        [sys.executable, *command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "NO_BROWSER": "1", **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            assert process.stdout is not None
            yield process, process.stdout.readline().removeprefix("simloop serves on ").strip()
        finally:
            process.kill()


def children(process: "subprocess.Popen[str]") -> list[Path]:
    told = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text()
    return [Path(f"/proc/{child}") for child in told.split()]


@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
@pytest.mark.parametrize(
    ("command", "environment"),
    [
        (["-m", "simloop", "serve", "--port", "0"], {}),
        (["app.py"], {"HOST": "localhost", "PORT": "0"}),
    ],
)
def test_it_serves_until_it_is_told_to_stop(
    command: list[str], environment: dict[str, str], stop: signal.Signals
) -> None:
    with serving(*command, **environment) as (process, url):
        assert requests.get(f"{url}/api/scenarios", timeout=10).ok
        (zygote,) = children(process)
        process.send_signal(stop)
        assert process.wait(timeout=10) == 0
        assert not zygote.exists()


def test_a_server_that_is_killed_leaves_no_process(tmp_path: Path) -> None:
    command = ["-m", "simloop", "serve", "--port", "0"]
    with serving(*command, TMPDIR=str(tmp_path)) as (process, url):
        request = {"scenario": "crawler"}
        assert requests.post(f"{url}/api/runs", json=request, timeout=10).status_code == 201
        (zygote,) = children(process)
        process.kill()
        process.wait()
        deadline = time.monotonic() + 10
        while zygote.exists() and time.monotonic() < deadline:
            pass
        assert not zygote.exists()
        assert list(tmp_path.iterdir()) == []


def test_a_port_that_is_taken_is_said() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        process = subprocess.run(
            [sys.executable, "-m", "simloop", "serve", "--port", str(port)],
            cwd=ROOT,
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
    assert process.returncode == 2
    assert process.stderr == (
        f"simloop: port: cannot serve on 127.0.0.1:{port}: Address already in use\n"
    )


def test_a_browser_is_opened_where_there_is_a_desktop(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "NO_BROWSER", "CI", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    assert not server._has_desktop()
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert server._has_desktop()
    for name, value in (("NO_BROWSER", "1"), ("CI", "true"), ("BROWSER", "none")):
        with monkeypatch.context() as without:
            without.setenv(name, value)
            assert not server._has_desktop()
    monkeypatch.delenv("WAYLAND_DISPLAY")
    monkeypatch.setattr(sys, "platform", "darwin")
    assert server._has_desktop()


def test_the_wsgi_entry_point_is_an_application() -> None:
    ask = (
        "from app import app; client = app.test_client();"
        "print(client.get('/api/presets').status_code); app.close()"
    )
    process = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (process.stdout, process.stderr) == ("200\n", "")


def test_the_zygote_needs_no_gevent_and_no_flask() -> None:
    ask = (
        "import sys, simloop.web.zygote, simloop.web.worker;"
        "print(sorted({'gevent', 'flask', 'socketio'} & sys.modules.keys()))"
    )
    process = subprocess.run(
        [sys.executable, "-c", ask], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert process.stdout == "[]\n"
