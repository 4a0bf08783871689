"""A deck as one HTML file that plays offline: the page, its fonts, and the recordings of its runs.

Rule: the file asks nothing of any network, and holds each recording once, however many scenes show
it. A page from disk may load nothing beside it, so everything stands in it as text.
"""

import gzip
import html
import json
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from string import Template
from typing import Any

from simloop.lecture.check import check, key_of, recorded
from simloop.lecture.deck import Deck
from simloop.lecture.errors import Mistake
from simloop.lecture.fonts import with_fonts
from simloop.lecture.pictures import Inliner, with_pictures
from simloop.lecture.scene import Run
from simloop.lecture.shelf import lang_of
from simloop.machine.errors import BadInput
from simloop.page import DIST, TEMPLATES
from simloop.recording.recording import Recording
from simloop.version import __version__

CHINESE = re.compile("[\u4e00-\u9fff]")


class WrongDeck(Exception):
    """A deck whose scenes cannot all be shown is not exported."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        super().__init__("; ".join(map(str, mistakes)))
        self.mistakes = mistakes


@dataclass(frozen=True)
class Exported:
    """The file, how many bytes of it are what, and the pictures that it only refers to."""

    html: str
    bytes_of: dict[str, int]
    runs: int
    outside: list[str]


def export(
    deck: Deck, folder: Path, lang: str, dist: Path = DIST, templates: Path = TEMPLATES
) -> Exported:
    """`folder` holds the deck's pictures. Raises WrongDeck, or BadInput where nothing is built."""
    script = _built(dist, "exported.js")
    styles = _built(dist, "main.css")
    recordings = _Recordings()
    if mistakes := check(deck, recordings.of):
        raise WrongDeck(mistakes)

    inliner = Inliner(folder)
    told = _with_pictures(deck.describe() | {"lang": lang, "live": False}, inliner)
    carried = json.dumps({"deck": told, "runs": recordings.named(deck)}, ensure_ascii=False)
    held = "\n".join(
        f'    <script type="text/plain" id="{id_}">{packed(recording)}</script>'
        for id_, recording in recordings.by_id.items()
    )
    texts = [carried, script if lang == "zh" else CHINESE.sub("", script)]
    for recording in recordings.by_id.values():
        texts += _text_of(recording, lang)
    styled = with_fonts(styles, set().union(*texts), lambda name: (dist / name).read_bytes())
    page = Template((templates / "exported.html").read_text(encoding="utf-8")).substitute(
        lang="zh-CN" if lang == "zh" else "en",
        version=__version__,
        title=html.escape(deck.title),
        styles=styled,
        carried=carried.replace("<", "\\u003c"),
        recordings=held,
        script=_in_html(script),
    )
    bare = with_fonts(styles, set(), lambda _: b"")
    bytes_of = {
        "recordings": len(held),
        "fonts": len(styled) - len(bare),
        "script and styles": len(script) + len(bare),
        "deck": len(carried),
    }
    return Exported(page, bytes_of, len(recordings.by_id), inliner.outside)


def language_of(path: Path, deck: Deck) -> str:
    """By the file's name, else by its title."""
    return lang_of(path) or ("zh" if CHINESE.search(deck.title) else "en")


def packed(recording: Recording) -> str:
    """As the page reads it: gzip, the same bytes each time, as text."""
    return b64encode(gzip.compress(recording.to_bytes(), 9, mtime=0)).decode()


class _Recordings:
    """Each run once, each recording once: several runs may be the same."""

    def __init__(self) -> None:
        self.by_id: dict[str, Recording] = {}
        self._ids: dict[str, str] = {}

    def of(self, run: Run) -> Recording:
        key = key_of(run)
        if key not in self._ids:
            recording = recorded(run)
            self.by_id.setdefault(recording.id, recording)
            self._ids[key] = recording.id
        return self.by_id[self._ids[key]]

    def named(self, deck: Deck) -> list[tuple[dict[str, Any], str]]:
        """Every run as the deck writes it, and which recording it has."""
        runs = (asdict(state.run) for scene in deck.scenes for state in scene.states)
        distinct = {json.dumps(run): run for run in runs}
        return [(run, self.of(Run(**run)).id) for run in distinct.values()]


def _text_of(recording: Recording, lang: str) -> Iterator[str]:
    """All that it may show in a language."""
    for column in ("label", "value", "subject", "object", "host"):
        yield from filter(None, recording.table[column].unique().to_pylist())
    yield from _words(recording.metadata, "en" if lang == "zh" else "zh")


def _words(told: Any, other: str) -> Iterator[str]:
    """The texts in it, without those of the other language: `zh`, `felt_zh`."""
    if isinstance(told, str):
        yield told
    elif isinstance(told, list):
        for each in told:
            yield from _words(each, other)
    elif isinstance(told, dict):
        for key, value in told.items():
            if key != other and not key.endswith(f"_{other}"):
                yield from _words(value, other)


def _with_pictures(told: Any, inliner: Inliner) -> Any:
    """The deck's Markdown, and the notes, with their pictures."""
    if isinstance(told, list):
        return [_with_pictures(each, inliner) for each in told]
    if isinstance(told, dict):
        return {
            key: with_pictures(value, inliner)
            if key in ("markdown", "notes")
            else _with_pictures(value, inliner)
            for key, value in told.items()
        }
    return told


def _in_html(script: str) -> str:
    """Nothing in it ends the element that it stands in; strings and patterns stay the same."""
    return re.sub(r"<(?=/script|!--)", r"\\x3C", script, flags=re.IGNORECASE)


def _built(dist: Path, name: str) -> str:
    try:
        return (dist / name).read_text(encoding="utf-8")
    except OSError:
        raise BadInput(
            "page", "is not built, and an exported lecture carries it: run `make setup` first"
        ) from None
