"""`simloop lecture export`: a deck as a file to give away, HTML that plays or a PDF."""

import sys
from collections.abc import Callable
from pathlib import Path

from simloop.lecture.browser import BrowserFailed, find_browser
from simloop.lecture.errors import Mistake
from simloop.lecture.export import Exported, WrongDeck, export, language_of
from simloop.lecture.pdf import print_pdf
from simloop.lecture.shelf import read_file
from simloop.machine.errors import BadInput

FAILED = 1
PDF, HTML = ".pdf", ".html"


def give_away(path: Path, out: Path | None, lang: str | None, pdf: bool, notes: bool) -> int:
    """Writes the file beside which we are called, or where `out` says."""
    pdf = pdf or (out is not None and out.suffix.lower() == PDF)
    if out is None:
        out = Path(path.name.removesuffix(".md") + (PDF if pdf else HTML))
    if notes and not pdf:
        raise BadInput("notes", "are pages of a PDF; the HTML file has them in it")
    program = find_browser() if pdf else None  # before all the work
    deck = read_file(path)
    try:
        exported = export(deck, path.parent, lang or language_of(path, deck))
    except WrongDeck as wrong:
        return tell(path, wrong.mistakes)
    for name in exported.outside:
        print(f"{path}: {name} is no picture beside the deck; it stays outside", file=sys.stderr)
    if program is None:
        _write(out, exported.html.encode())
        print(f"{out}: {_size(exported)}. It plays without a network.")
        return 0
    try:
        printed, steps = print_pdf(exported.html, program, notes, _counting())
    except BrowserFailed as error:
        print(f"simloop: {error}", file=sys.stderr)
        return FAILED
    _write(out, printed)
    print(f"{out}: {_mb(len(printed))}, {steps} steps.")
    return 0


def tell(path: Path, mistakes: list[Mistake]) -> int:
    """What is wrong with a deck, line by line."""
    for mistake in mistakes:
        print(f"{path}:{mistake}")
    return FAILED


def _counting() -> Callable[[int], None]:
    """On a terminal, one sees how far it is."""
    shown = sys.stderr.isatty()
    return lambda step: print(f"\r{step}", end="\r", file=sys.stderr) if shown else None


def _write(out: Path, data: bytes) -> None:
    try:
        out.write_bytes(data)
    except OSError as error:
        raise BadInput("out", f"cannot write {out}: {error.strerror}") from None


def _size(exported: Exported) -> str:
    parts = ", ".join(f"{part} {_mb(size)}" for part, size in exported.bytes_of.items())
    return f"{_mb(len(exported.html.encode()))} ({exported.runs} recordings: {parts})"


def _mb(size: int) -> str:
    return f"{size / 1e6:.2f} MB"
