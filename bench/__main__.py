"""`make bench`: all comparisons, one after the other. `make bench ARGS='--rounds 3'` is quicker."""

import argparse
import os
import platform
import sys

from bench import (
    c10k,
    hall,
    machine,
    memory,
    other_simloop,
    page,
    round_trips,
    stream,
    viewers,
)

COMPARISONS = {
    "round-trips": round_trips.main,
    "stream": stream.main,
    "hall": hall.main,
    "viewers": viewers.main,
    "page": page.main,
    "machine": machine.main,
    "c10k": c10k.main,
    "memory": memory.main,
    "other-simloop": other_simloop.main,
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("only", nargs="*", choices=[*COMPARISONS, []], help="all, if none is named")
    parser.add_argument("--rounds", type=int, default=5)
    arguments = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr] # a file, too, grows
    print(
        f"Python {platform.python_version()}, {os.cpu_count()} cores, medians of"
        f" {arguments.rounds} interleaved rounds, a fresh process for each measurement;\n"
        "the garbage collector is on with its defaults, unless a title says otherwise.\n"
        "The ratios are the result, the figures a remark."
    )
    for name in arguments.only or COMPARISONS:
        COMPARISONS[name](arguments.rounds)


if __name__ == "__main__":
    main()
