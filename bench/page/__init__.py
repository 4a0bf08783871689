"""What it is like to use the page: how soon it plays, how soon a pulled latency is seen, its size.

The real page on the real server, which is warm: a browser has opened the page before. A fresh
browser for each round. The script's size is that of what the page needs to play, gzipped.
"""

import gzip
import json
import os
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from statistics import median

from bench.load import Load

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
DIST = ROOT / "static" / "dist"
NODE = Path(sys.prefix) / "bin" / "node"
PATIENCE_S = 300
IMPORT = re.compile(r"""\b(?:from|import)\s*["']\./([\w-]+\.js)["']""")

WANTED = {
    "firstFrameMs": ("from navigation to the first played frame, ms", 1000),
    "dragP50Ms": ("from the hand to the picture, ten URLs, median, ms", 100),
    "dragP95Ms": ("the same, p95, ms", 100),
    "scriptKb": ("the script, gzipped, KB", 300),
}


def main(rounds: int) -> None:
    measured: dict[str, list[float]] = defaultdict(list)
    load = Load()
    for _ in range(rounds):
        for name, value in load.watching(_measure).items():
            measured[name].append(value)
    measured["scriptKb"].append(_script_kb())
    print("\nThe page (headless Chromium, no GPU, 1920x1080)")
    print(f"  {'':52}  {'wanted at most':>14}  {'is':>8}")
    for name, (what, most) in WANTED.items():
        value = median(measured[name])
        print(f"  {what:52}  {most:14,}  {value:8,.1f}{'' if value <= most else '  missed'}")
    load.show()


def _measure() -> dict[str, float]:
    ended = subprocess.run(
        [str(NODE), str(HERE / "measure.ts")],
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
    )
    if ended.returncode:
        raise RuntimeError(f"the page could not be measured:\n{ended.stderr[-2000:]}")
    figures: dict[str, float] = json.loads(ended.stdout)
    return figures


def _script_kb() -> float:
    """The entry and all that it imports before it begins; what is loaded later is not among it."""
    names, seen = ["main.js"], set[str]()
    while names:
        name = names.pop()
        if name not in seen:
            seen.add(name)
            names += IMPORT.findall((DIST / name).read_text())
    return sum(len(gzip.compress((DIST / name).read_bytes())) for name in seen) / 1000
