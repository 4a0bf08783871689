"""Where decks are found: those that come with simloop, and the file that somebody presents.

Rule: a file is read again when it has changed, and never otherwise.
"""

from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import Any

from simloop.lecture.deck import Deck, Slide, read_deck
from simloop.lecture.pictures import TYPES
from simloop.lecture.scene import Run, Scene, State
from simloop.machine.errors import BadInput
from simloop.scenarios import scenario_named

BUILT_IN = Path(__file__).parent.parent / "lectures"
LANGS = ("zh", "en")
# What may be fetched of the folder that a presented deck lies in.
PICTURES = sorted(TYPES)


class Shelf:
    """Decks by name. `presented` is a file that is shown while it is written."""

    def __init__(self, presented: Path | None = None, built_in: Path = BUILT_IN) -> None:
        self.presented = presented
        self.built_in = built_in

    def names(self) -> list[dict[str, Any]]:
        """Every deck with its title in each of its languages."""
        titles: dict[str, dict[str, str]] = {}
        for path in sorted(self.built_in.glob("*.*.md")):
            name, lang = path.name.removesuffix(".md").rsplit(".", 1)
            if lang in LANGS:
                titles.setdefault(name, {})[lang] = read_file(path).title
        return [{"name": name, "title": title} for name, title in titles.items()]

    def find(self, name: str, lang: str) -> tuple[Deck, str] | None:
        """The deck in a language, or in one that it has; and that language."""
        if self.presented is not None and name == name_of(self.presented):
            # Who follows in another language has the deck beside it: talk.en.md beside talk.zh.md.
            beside = self.presented.with_name(f"{name}.{lang}.md")
            path = beside if lang in LANGS and beside.is_file() else self.presented
            return read_file(path), lang_of(path) or lang
        for each in (lang, *LANGS):
            path = self.built_in / f"{name}.{each}.md"
            if each in LANGS and path.name in _listing(self.built_in):
                return read_file(path), each
        return None

    def picture(self, name: str) -> Path | None:
        """A picture in the presented deck's folder; nothing that only seems to lie there."""
        if self.presented is None or not is_picture(name):
            return None
        try:
            folder = self.presented.parent.resolve()
            path = (folder / name).resolve()  # where links and dots lead
            inside = path.is_relative_to(folder) and is_picture(path.name)
            return path if inside and path.is_file() else None
        except (OSError, ValueError):  # no name that a file can have
            return None


def is_picture(name: str) -> bool:
    return PurePath(name).suffix.lower() in PICTURES


def deck_of_scenario(scenario_id: str, lang: str) -> Deck:
    """A deck of one slide that shows a scenario."""
    scenario = scenario_named(scenario_id)
    first = State(1, Run(scenario_id), "start")
    states = [first, *(replace(first, place=place) for place in scenario.stops)]
    slide = Slide(1, [f"## {scenario.title[lang]}", Scene(1, tuple(states), optional=True)])
    slide.notes = scenario.look_at[lang]
    return Deck(scenario_id, scenario.title[lang], [[slide]], [], scenario_id)


def file_of(name: str) -> Path:
    """A deck's file; or one that comes with simloop: `notes.zh`."""
    if (path := Path(name)).exists():
        return path
    files = (BUILT_IN / each for each in sorted(_listing(BUILT_IN)))
    built_in = {path.name.removesuffix(".md"): path for path in files if lang_of(path)}
    if found := built_in.get(name.removesuffix(".md")):
        return found
    raise BadInput("file", f"there is no {name}", ["a file", *built_in])


def read_file(path: Path) -> Deck:
    try:
        stat = path.stat()
        return _read_file(path, (stat.st_mtime_ns, stat.st_size))
    except OSError as error:
        raise BadInput("file", f"cannot read {path}: {error.strerror}") from None
    except UnicodeDecodeError:
        raise BadInput("file", f"{path} is not UTF-8") from None


@lru_cache(maxsize=64)
def _read_file(path: Path, _stamp: tuple[int, int]) -> Deck:
    return read_deck(path.read_text(encoding="utf-8"), path.name)


def name_of(path: Path) -> str:
    """`notes` for notes.zh.md, and for notes.md."""
    name = path.name.removesuffix(".md")
    return name.removesuffix(f".{lang_of(path)}")


def lang_of(path: Path) -> str | None:
    lang = path.name.removesuffix(".md").rpartition(".")[2]
    return lang if lang in LANGS else None


def _listing(folder: Path) -> set[str]:
    """A name from outside is looked for here, never joined to a path."""
    return {path.name for path in folder.iterdir()}
