"""What it is like to look at a million events: the page beside other viewers, in one browser.

The events are those of one real run, a crawler with a thousand tasks. Each viewer gets them in a
format of its own, from the same server; vis-timeline, which does not open so many, gets the first
ten thousand. A fresh browser for each viewer in each round. Where the machine did much else
meanwhile, that is said.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from statistics import median

from bench.load import Load
from bench.viewers.traces import write_all

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
PEERS = ROOT / ".bench" / "viewers"
NPM = Path(sys.prefix) / "bin" / "npm"
NODE = Path(sys.prefix) / "bin" / "node"
PATIENCE_S = 600

CONTENDERS = ("simloop", "Perfetto", "speedscope", "vis-timeline", "simloop, ten times as many")
MEASURES = {
    "openMs": "open, ms",
    "frameP50Ms": "frame p50, ms",
    "frameP95Ms": "frame p95, ms",
    "memoryMb": "memory, MB",
    "seekP95Ms": "seek p95, ms",
    "seekPaintedP95Ms": "painted, ms",
}

Medians = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Wanted:
    """A ratio, or a figure, that is to be at most so much."""

    what: str
    most: float
    of: Callable[[Medians], float]


def _ratio(measure: str, contender: str, beside: str) -> Callable[[Medians], float]:
    return lambda medians: medians[contender][measure] / medians[beside][measure]


def _figure(measure: str, contender: str) -> Callable[[Medians], float]:
    return lambda medians: medians[contender][measure]


TENFOLD = CONTENDERS[-1]
WANTED = (
    Wanted("open / Perfetto's", 1 / 8, _ratio("openMs", "simloop", "Perfetto")),
    Wanted("open / speedscope's", 1 / 4, _ratio("openMs", "simloop", "speedscope")),
    Wanted("frame p95 / Perfetto's", 1 / 10, _ratio("frameP95Ms", "simloop", "Perfetto")),
    Wanted("frame p95, ms", 16.7, _figure("frameP95Ms", "simloop")),
    Wanted("memory / Perfetto's", 1 / 5, _ratio("memoryMb", "simloop", "Perfetto")),
    Wanted("seek p95, ms", 0.3, _figure("seekP95Ms", "simloop")),
    Wanted("seek and its picture p95, ms", 16.7, _figure("seekPaintedP95Ms", "simloop")),
    Wanted("ten times as many: open / Perfetto's", 1, _ratio("openMs", TENFOLD, "Perfetto")),
    Wanted("ten times as many: frame p95, ms", 33, _figure("frameP95Ms", TENFOLD)),
)


def main(rounds: int) -> None:
    _install()
    counts = write_all(PEERS / "traces")
    measured: dict[str, dict[str, list[float]]] = defaultdict(lambda: defaultdict(list))
    load = Load()
    for _ in range(rounds):
        for contender in CONTENDERS:
            for name, value in load.watching(partial(_measure, contender)).items():
                measured[contender][name].append(value)
    medians = {
        contender: {name: median(values) for name, values in of.items()}
        for contender, of in measured.items()
    }
    _show(medians, counts)
    load.show()


def _install() -> None:
    """The other viewers, once for each version of them."""
    pinned = [HERE / name for name in ("requirements.txt", "package.json", "package-lock.json")]
    stamp = PEERS / "installed"
    versions = "".join(path.read_text() for path in pinned)
    if stamp.exists() and stamp.read_text() == versions:
        return
    PEERS.mkdir(parents=True, exist_ok=True)
    for path in (*pinned, HERE / ".npmrc"):
        shutil.copy(path, PEERS)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
    wheel = ["--no-deps", "--upgrade", "--target", "python", "-r", "requirements.txt"]
    subprocess.run([*pip, *wheel], cwd=PEERS, check=True)
    install = [str(NPM), "ci", "--ignore-scripts", "--loglevel=error"]
    subprocess.run(install, cwd=PEERS, check=True, stdout=subprocess.DEVNULL)
    stamp.write_text(versions)


def _measure(contender: str) -> dict[str, float]:
    command = [str(NODE), str(HERE / "measure.ts"), contender, str(PEERS)]
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    ended = subprocess.run(
        command, capture_output=True, text=True, timeout=PATIENCE_S, check=False, env=environment
    )
    if ended.returncode:
        raise RuntimeError(f"{contender} failed:\n{ended.stderr[-2000:]}")
    figures: dict[str, float] = json.loads(ended.stdout)
    return figures


def _show(medians: Medians, counts: Mapping[str, int]) -> None:
    print("\nLooking at one run (headless Chromium, no GPU, 1920x1080)")
    print(f"  {'':28}  {'events':>10}" + "".join(f"  {title:>13}" for title in MEASURES.values()))
    for contender, figures in medians.items():
        cells = "".join(
            f"  {figures[name]:13,.2f}" if name in figures else f"  {'':>13}" for name in MEASURES
        )
        print(f"  {contender:28}  {counts[contender]:10,}{cells}")
    print(f"\n  {'':38}  {'wanted at most':>14}  {'is':>8}")
    for wanted in WANTED:
        value = wanted.of(medians)
        verdict = "" if value <= wanted.most else "  missed"
        print(f"  {wanted.what:38}  {wanted.most:14.3f}  {value:8.3f}{verdict}")
