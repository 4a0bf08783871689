"""The pictures that a deck shows: files beside it, named in its Markdown or in its HTML.

Rule: what is no such file stays as it is written.
"""

import re
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

TYPES = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
NAMED = re.compile(r"""(!\[[^\]]*\]\(\s*<?|<img\b[^>]*?\ssrc=["']?)([^\s<>"')]+)""")


def with_pictures(markdown: str, carried: Callable[[str], str]) -> str:
    """The text with each picture's name replaced."""
    return NAMED.sub(lambda match: match[1] + carried(match[2]), markdown)


class Inliner:
    """Names of files in a folder, as addresses that hold the files. `outside` are those left."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.outside: list[str] = []

    def __call__(self, name: str) -> str:
        if name.startswith("data:"):
            return name
        path = self.folder / unquote(name)
        type_ = TYPES.get(path.suffix.lower())
        if type_ is None or not path.is_file():
            self.outside.append(name)
            return name
        return f"data:{type_};base64,{b64encode(path.read_bytes()).decode()}"
