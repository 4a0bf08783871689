"""`simloop player`: what a page of one's own needs to show recordings in a `<sim-player>`.

A script, its styles and the faces that these name, without a server of ours: docs/embedding.md.
"""

import argparse
import re
import shutil
from pathlib import Path
from typing import Any

from simloop.machine.errors import BadInput
from simloop.page import DIST

SCRIPT, STYLES = "player.js", "player.css"
SERVED_AT = "/static/dist/"


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    player = commands.add_parser(
        "player", help="write <sim-player>, for a page of your own that shows recordings"
    )
    player.add_argument("folder", type=Path, metavar="FOLDER", help="where it goes; it may exist")
    player.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    written = write_player(options.folder)
    size = sum(path.stat().st_size for path in written)
    print(
        f"{options.folder}: {SCRIPT}, {STYLES} and {len(written) - 2} faces, {size / 1e6:.1f} MB."
    )
    return 0


def write_player(folder: Path, dist: Path = DIST) -> list[Path]:
    """Writes the player into the folder, and says which files it is."""
    try:
        script = (dist / "embedded.js").read_bytes()
        styles = (dist / "embedded.css").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise BadInput(
            "page", "is not built, and the player is part of it: run `make setup` first"
        ) from None
    faces = sorted(set(re.findall(rf"url\({SERVED_AT}([^)]+)\)", styles)))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / SCRIPT).write_bytes(script)
        (folder / STYLES).write_text(styles.replace(SERVED_AT, ""), encoding="utf-8")
        for face in faces:
            shutil.copyfile(dist / face, folder / face)
    except OSError as error:
        raise BadInput("folder", f"cannot write {error.filename}: {error.strerror}") from None
    return [folder / name for name in (SCRIPT, STYLES, *faces)]
