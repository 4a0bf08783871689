"""A Chromium of this machine, driven over a pipe in the words of the DevTools protocol.

Rule: it is a process of ours with a profile of its own, and both are gone when we are done.
"""

import contextlib
import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from simloop.machine.errors import BadInput

NAMES = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
]
# Where the browser tests unpack theirs, in a source tree (tests/browser/browser.ts).
UNPACKED = Path(__file__).parents[2] / "tests" / "browser" / "node_modules" / ".cache"
FLAGS = [
    "--headless",
    "--remote-debugging-pipe",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
    "--force-color-profile=srgb",
]
PATIENCE_S = 600.0  # printing hundreds of pages takes a while on a busy machine
PIECE = 1 << 16


class BrowserFailed(Exception):
    """It does not start, does not answer, or says that something is wrong."""


@dataclass(frozen=True)
class Program:
    path: str
    environment: dict[str, str] = field(default_factory=dict)


def find_browser() -> Program:
    """$CHROMIUM, else one on PATH, else the one that the browser tests have unpacked."""
    asked = os.environ.get("CHROMIUM", "")
    for name in [] if asked == "npm" else [asked] if asked else NAMES:
        if path := shutil.which(name):
            return Program(path)
    for folder in sorted(UNPACKED.glob("chromium-*[0-9]")) if asked in ("", "npm") else []:
        if (folder / "chromium").is_file():
            library = str(folder / "al2023" / "lib")
            fonts = str(folder / "fonts.conf")
            return Program(
                str(folder / "chromium"), {"LD_LIBRARY_PATH": library, "FONTCONFIG_FILE": fonts}
            )
    if asked:
        raise BadInput("CHROMIUM", f"names no program: {asked}", ["a path", "nothing"])
    raise BadInput(
        "pdf",
        "needs a browser to print it: install Chromium, or name one: CHROMIUM=/path/to/it",
    )


class Browser:
    """Commands are answered one after another; what it tells unasked is passed over."""

    def __init__(self, program: Program) -> None:
        self._profile = tempfile.TemporaryDirectory(
            prefix="simloop-browser-", ignore_cleanup_errors=True
        )
        self._log = Path(self._profile.name) / "log"
        self._received = bytearray()
        self._asked = 0
        self._session: str | None = None
        command = [program.path, *FLAGS, f"--user-data-dir={self._profile.name}/profile"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command += ["--no-sandbox", "--no-zygote"]  # its sandbox refuses to start for root
        reads, self._to = os.pipe()
        self._from, writes = os.pipe()
        ends = [fcntl.fcntl(end, fcntl.F_DUPFD_CLOEXEC, 10) for end in (reads, writes)]

        def as_it_expects() -> None:
            os.dup2(ends[0], 3)
            os.dup2(ends[1], 4)

        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                command,
                env=os.environ | program.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=(3, 4),
                preexec_fn=as_it_expects,
                start_new_session=True,
            )
        for end in (reads, writes, *ends):
            os.close(end)

    def __enter__(self) -> Self:
        try:
            target = self.call("Target.createTarget", url="about:blank")["targetId"]
            attached = self.call("Target.attachToTarget", targetId=target, flatten=True)
        except BaseException:
            self.close()
            raise
        self._session = attached["sessionId"]
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        with contextlib.suppress(OSError):
            os.killpg(self._process.pid, 9)
        self._process.wait()
        os.close(self._to)
        os.close(self._from)
        self._profile.cleanup()

    def call(self, method: str, **params: Any) -> dict[str, Any]:
        """The answer to a command."""
        self._asked += 1
        message: dict[str, Any] = {"id": self._asked, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        self._send(json.dumps(message).encode() + b"\0")
        deadline = time.monotonic() + PATIENCE_S
        while True:
            answer = self._receive(deadline, method)
            if answer.get("id") == self._asked:
                break
        if "error" in answer:
            raise BrowserFailed(f"{method}: {answer['error'].get('message')}")
        result: dict[str, Any] = answer["result"]
        return result

    def evaluate(self, expression: str) -> Any:
        """The value of a script's expression, awaited."""
        told = self.call(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        if "exceptionDetails" in told:
            details = told["exceptionDetails"]
            said = details.get("exception", {}).get("description") or details.get("text")
            raise BrowserFailed(f"the page failed: {said}")
        return told["result"].get("value")

    def read(self, stream: str) -> Iterator[bytes]:
        """What a command answers with as a stream."""
        while True:
            piece = self.call("IO.read", handle=stream, size=1 << 20)
            data = piece["data"]
            yield b64decode(data) if piece.get("base64Encoded") else data.encode()
            if piece["eof"]:
                self.call("IO.close", handle=stream)
                return

    def _send(self, message: bytes) -> None:
        view = memoryview(message)
        try:
            while view:
                view = view[os.write(self._to, view) :]
        except BrokenPipeError:
            raise self._ended() from None

    def _receive(self, deadline: float, method: str) -> dict[str, Any]:
        while (end := self._received.find(b"\0")) < 0:
            left = deadline - time.monotonic()
            if left <= 0 or not select.select([self._from], [], [], left)[0]:
                raise BrowserFailed(f"the browser does not answer {method}; {self._said()}")
            piece = os.read(self._from, PIECE)
            if not piece:
                raise self._ended()
            self._received += piece
        message = self._received[:end]
        del self._received[: end + 1]
        told: dict[str, Any] = json.loads(message)
        return told

    def _ended(self) -> BrowserFailed:
        return BrowserFailed(f"the browser has ended; {self._said()}")

    def _said(self) -> str:
        lines = self._log.read_text(errors="replace").splitlines()[-5:]
        return "it said: " + " / ".join(lines) if lines else "it said nothing"
