"""The `simloop lecture` command: begin a deck, check it, present it, give it away as one file."""

import argparse
from pathlib import Path
from typing import Any

from simloop.exporting import give_away, tell
from simloop.lecture.check import check
from simloop.lecture.shelf import LANGS, file_of, name_of, read_file
from simloop.machine.errors import BadInput

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
USAGE = """simloop lecture FILE [--host HOST] [--port PORT] [--lan]
       simloop lecture check FILE
       simloop lecture export FILE [-o OUT.html | -o OUT.pdf | --pdf] [--notes] [--lang LANG]
       simloop lecture new NAME"""


def add_to(commands: "argparse._SubParsersAction[Any]") -> None:
    lecture = commands.add_parser(
        "lecture",
        help="present a deck of slides with living scenes, check it, export it, or begin one",
        usage=USAGE,
    )
    lecture.add_argument("what", nargs="+", metavar="FILE", help="a deck's, or notes.zh, notes.en")
    lecture.add_argument("--host", default="127.0.0.1")
    lecture.add_argument("--port", type=int, default=8000, help="0 takes a free one")
    lecture.add_argument(
        "--lan", action="store_true", help="open a hall, as simloop serve --lan does"
    )
    lecture.add_argument(
        "-o", "--out", type=Path, metavar="OUT", help="the exported file: .html or .pdf"
    )
    lecture.add_argument("--pdf", action="store_true", help="export a page for each step")
    lecture.add_argument("--notes", action="store_true", help="after each slide of the PDF")
    lecture.add_argument("--lang", choices=LANGS, help="of what the page says, if not the deck's")
    lecture.set_defaults(act=act)


def act(options: argparse.Namespace) -> int:
    match options.what:
        case ["new", name]:
            return _new(name)
        case ["check", file]:
            return _check(file_of(file))
        case ["export", file]:
            return give_away(file_of(file), options.out, options.lang, options.pdf, options.notes)
        case [file]:
            return _present(file_of(file), options.host, options.port, lan=options.lan)
        case _:
            allowed = ["FILE", "check FILE", "export FILE", "new NAME"]
            raise BadInput("lecture", "takes one deck", allowed)


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
    if mistakes := check(deck):
        return tell(path, mistakes)
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
