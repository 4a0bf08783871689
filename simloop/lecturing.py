"""The `simloop lecture` command: begin a deck, check it, present it."""

import argparse
from pathlib import Path
from typing import Any

from simloop.lecture.check import check
from simloop.lecture.shelf import name_of, read_file
from simloop.machine.errors import BadInput

FAILED = 1
NEW = """# {name}

What this is about.

---

## A Future is a box

```simloop
scenario: crawler
parameters: {{urls: 3}}
from: Task-1 created
steps: [select returns, callback, set_result, step, send]
```

Note:
For the speaker alone. What a deck may hold: simloop/lectures/README.md.
"""


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    lecture = commands.add_parser(
        "lecture",
        help="present a deck of slides with living scenes, check it, or begin one",
        usage="simloop lecture [-h] [--host HOST] [--port PORT] (FILE | check FILE | new NAME)",
    )
    lecture.add_argument("what", nargs="+", metavar="FILE", help="or: check FILE, new NAME")
    lecture.add_argument("--host", default="127.0.0.1")
    lecture.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    lecture.add_argument(
        "--lan", action="store_true", help="open a hall, as simloop serve --lan does"
    )
    lecture.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    match options.what:
        case ["new", name]:
            return _new(name)
        case ["check", file]:
            return _check(Path(file))
        case [file]:
            return _present(Path(file), options.host, options.port, lan=options.lan)
        case _:
            raise BadInput("lecture", "takes one deck", ["FILE", "check FILE", "new NAME"])


def _new(name: str) -> int:
    path = Path(name if name.endswith(".md") else f"{name}.md")
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(NEW.format(name=name_of(path)))
    except FileExistsError:
        raise BadInput("name", f"{path} is there already, and stays as it is") from None
    except OSError as error:
        raise BadInput("name", f"cannot write {path}: {error.strerror}") from None
    print(f"{path} is there. Present it with: simloop lecture {path}")
    return 0


def _check(path: Path) -> int:
    deck = read_file(path)
    mistakes = check(deck)
    for mistake in mistakes:
        print(f"{path}:{mistake}")
    if mistakes:
        return FAILED
    slides = sum(map(len, deck.columns))
    scenes = list(deck.scenes)
    steps = sum(len(scene.states) - 1 for scene in scenes)
    print(f"{path}: {slides} slides, {len(scenes)} scenes, {steps} steps, all in order")
    return 0


def _present(path: Path, host: str, port: int, *, lan: bool) -> int:
    from simloop.web.access import Access  # only here: nothing else needs the server's libraries
    from simloop.web.server import serve

    if not 0 <= port <= 65535:
        raise BadInput("port", f"must be a number from 0 to 65535, not {port}")
    read_file(path)  # a file that cannot be read is said before a server starts
    serve(host, port, Access.here([], []), lecture=path, lan=lan)
    return 0
