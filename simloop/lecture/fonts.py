"""The fonts that a page's style sheet names, taken into it: those slices that a text needs.

Rule: a face says by its unicode-range which characters are its own; without any of them in the
text, it is left out. Letters and punctuation are a stack's first family's: no other is needed.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

FACE = re.compile(r"@font-face\s*\{[^}]*\}")
STACK = re.compile(r"--(?:sans|mono):\s*[\"']([^\"']+)")
FAMILY = re.compile(r"font-family:\s*[\"']?([^\"';}]+)")
ADDRESS = re.compile(r"url\(\s*[\"']?([^)\"']+)[\"']?\s*\)")
RANGE = re.compile(r"unicode-range:([^;}]*)")
LETTERS = 0x2070  # the codes below: Latin, Greek, Cyrillic, general punctuation


def with_fonts(styles: str, characters: set[str], read: Callable[[str], bytes]) -> str:
    """The style sheet with the faces of the characters, each with its file, read by its name."""
    used = set(map(ord, characters))
    beyond = {code for code in used if code >= LETTERS}
    first = set(STACK.findall(styles))

    def face(match: re.Match[str]) -> str:
        family = FAMILY.search(match[0])
        wanted = used if not first or (family and family[1] in first) else beyond
        ranges = RANGE.search(match[0])
        if ranges and not any(
            low <= code <= high for low, high in _pairs(ranges[1]) for code in wanted
        ):
            return ""
        return ADDRESS.sub(lambda address: f"url({_held(address[1], read)})", match[0])

    return FACE.sub(face, styles)


def _pairs(ranges: str) -> Iterator[tuple[int, int]]:
    """`U+460-52F, U+20B4, U+1F??` as first and last codes."""
    for each in ranges.split(","):
        low, _, high = each.strip()[2:].partition("-")
        yield int(low.replace("?", "0"), 16), int((high or low).replace("?", "F"), 16)


def _held(address: str, read: Callable[[str], bytes]) -> str:
    data = b64encode(read(PurePosixPath(address).name)).decode()
    return f"data:font/woff2;base64,{data}"
