"""A real server on a free port, as a process of its own, with workers that may misbehave.

`python -m tests.web.serving` prints the port and serves until its standard input closes.
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

    def __init__(self, process: "subprocess.Popen[str]", port: int) -> None:
        self.pid = process.pid
        self.port = port
        self.url = f"http://127.0.0.1:{port}"

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
            assert process.stdout is not None
            yield Served(process, int(process.stdout.readline()))
        finally:
            process.terminate()


def main() -> None:
    import gevent
    from gevent.fileobject import FileObjectPosix

    from simloop.web.access import Access
    from simloop.web.app import Settings, create_app
    from simloop.web.confine import Confinement
    from simloop.web.runs import Bounds
    from simloop.web.server import listen

    settings = Settings(
        access=Access.here(hosts=["lecture.example"], origins=["https://slides.example"]),
        confinement=Confinement(cpu_s=2),
        bounds=Bounds(at_once=8, unwatched_s=1.5),
        work="tests.web.rogues:work",
        presenter=SECRET,
    )
    app = create_app(settings)
    server = listen(app, "127.0.0.1", 0)
    print(server.server_port, flush=True)

    def stop_with_parent() -> None:
        FileObjectPosix(sys.stdin.fileno(), "rb", closefd=False).read()
        server.stop()

    gevent.spawn(stop_with_parent)
    server.serve_forever()
    app.close()


if __name__ == "__main__":
    main()
