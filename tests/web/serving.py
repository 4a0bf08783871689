"""A real server on a free port, as a process of its own, with workers that may misbehave.

`python -m tests.web.serving` prints the port and serves until its standard input closes. For each
line that comes in there it begins anew, with an application that knows nothing of the one before,
on another port: much sooner than another process would.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests

ROOT = Path(__file__).parents[2]
SECRET = "known-to-the-presenter"


class Served:
    """The server, as a test sees it."""

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        assert process.stdout is not None
        self._process = process
        self.pid = process.pid
        self.port = int(process.stdout.readline())
        self.url = f"http://127.0.0.1:{self.port}"

    def anew(self) -> "Served":
        assert self._process.stdin is not None
        self._process.stdin.write("anew\n")
        self._process.stdin.flush()
        return Served(self._process)

    def get(self, path: str) -> requests.Response:
        return requests.get(self.url + path, timeout=10)

    @property
    def memory(self) -> int:
        """Bytes that are its own."""
        (line,) = (
            line
            for line in Path(f"/proc/{self.pid}/status").read_text().splitlines()
            if line.startswith("RssAnon")
        )
        return int(line.split()[1]) * 1024


@contextmanager
def served() -> Iterator[Served]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.web.serving"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with process:
        try:
            yield Served(process)
        finally:
            process.terminate()


def main() -> None:
    import gevent
    from gevent.fileobject import FileObjectPosix

    from simloop.web.access import Access
    from simloop.web.app import App, Settings, create_app
    from simloop.web.confine import Confinement
    from simloop.web.runs import Bounds
    from simloop.web.server import Server, listen

    settings = Settings(
        access=Access.here(hosts=["lecture.example"], origins=["https://slides.example"]),
        confinement=Confinement(cpu_s=2),
        bounds=Bounds(at_once=8, unwatched_s=1.5),
        work="tests.web.rogues:work",
        presenter=SECRET,
    )

    def begin() -> tuple[App, Server]:
        app = create_app(settings)
        server = listen(app, "127.0.0.1", 0)
        print(server.server_port, flush=True)
        return app, server

    def end(app: App, server: Server) -> None:
        server.stop()
        app.close()

    serving = begin()
    while FileObjectPosix(sys.stdin.fileno(), "rb", closefd=False).readline():
        gevent.spawn(end, *serving)
        serving = begin()
    end(*serving)


if __name__ == "__main__":
    main()
