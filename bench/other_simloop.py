"""Beside the package index's simloop, which is another project, in an environment of its own.

It needs Python 3.12; everybody is measured on that same Python, so ours unrecorded, which needs
the standard library alone.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from bench.round_trips import CONNECTIONS, contender
from bench.rounds import interleaved, show

VERSION = "0.2.2"
ENVIRONMENT = Path(".bench", f"other-simloop-{VERSION}")


class NotHere(Exception):
    """It cannot be measured on this machine."""


def main(rounds: int) -> None:
    try:
        theirs, ours = _installed()
    except NotHere as reason:
        print(f"\nThe other simloop is skipped: {reason}")
        return
    contenders = {
        "simloop-unrecorded": contender("simloop-unrecorded", ours),
        "asyncio": contender("asyncio", ours),
        f"other simloop {VERSION}": contender("other-simloop", theirs, tree=False),
    }
    title = f"Echo round trips, {CONNECTIONS} connections, all on {_version(ours)}"
    show(title, interleaved(contenders, rounds), beside="asyncio")


def _installed() -> tuple[Path, Path]:
    """Its environment's interpreter, and the one that this was made from."""
    python = next(_pythons(), None)
    if python is None:
        raise NotHere("it needs Python 3.12 or later, and there is none on PATH")
    if not ENVIRONMENT.exists():
        unfinished = ENVIRONMENT.with_suffix(".unfinished")
        subprocess.run([python, "-m", "venv", "--clear", unfinished], check=True)
        install = [
            str(unfinished / "bin" / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--no-deps",
            f"simloop=={VERSION}",
        ]
        ended = subprocess.run(install, capture_output=True, text=True, check=False)
        if ended.returncode:
            raise NotHere(f"it could not be installed: {ended.stderr.strip().splitlines()[-1]}")
        unfinished.rename(ENVIRONMENT)
    return ENVIRONMENT / "bin" / "python", python


def _pythons() -> Iterator[Path]:
    """Interpreters that start, are new enough and can make environments."""
    root = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv"))
    names = ["python3", *(f"python3.{minor}" for minor in (14, 13, 12))]
    on_path = [Path(found) for name in names if (found := shutil.which(name))]
    check = "import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 12))"
    for python in [*on_path, *sorted(root.glob("versions/3.*/bin/python3"))]:
        if subprocess.run([python, "-c", check], capture_output=True, check=False).returncode == 0:
            yield python


def _version(python: Path) -> str:
    ended = subprocess.run([python, "--version"], capture_output=True, text=True, check=True)
    return ended.stdout.strip()
