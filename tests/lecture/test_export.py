"""An exported deck: what stands in the one file. That it plays is the browser tests' affair."""

import gzip
import json
import re
from base64 import b64decode
from pathlib import Path

import pytest

from simloop.cli import main
from simloop.lecture.deck import read_deck
from simloop.lecture.export import Exported, WrongDeck, export, language_of
from simloop.lecture.fonts import with_fonts
from simloop.machine.errors import BadInput
from simloop.recording.recording import Recording

SCENE = """
```simloop
scenario: crawler
parameters: {urls: 2}
steps: [send, {preset: same-dc}, {preset: notes}]
```
"""
STYLES = """
:root{--sans:"Latin","Chinese"}
@font-face{font-family:Latin;src:url(/static/dist/latin.woff2);unicode-range:U+??}
@font-face{font-family:"Chinese";src:url(/static/dist/common.woff2);unicode-range:U+41,U+4E00-4EFF}
@font-face{font-family:"Chinese";src:url(/static/dist/rare.woff2);unicode-range:U+9F??}
"""
Output = pytest.CaptureFixture[str]


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """A built client."""
    built = tmp_path / "dist"
    built.mkdir()
    (built / "main.css").write_text(STYLES)
    (built / "exported.js").write_text('play("</script><!-- 龘 -->")')
    for name in ("latin", "common", "rare"):
        (built / f"{name}.woff2").write_bytes(name.encode())
    return built


def exported(text: str, folder: Path, dist: Path, lang: str = "en") -> Exported:
    return export(read_deck(text, "mine.md"), folder, lang, dist)


def carried(page: str) -> dict:
    return json.loads(re.search(r'id="carried">(.*?)</script>', page)[1])


def test_each_run_of_the_deck_is_inside_once(tmp_path: Path, dist: Path) -> None:
    page = exported(f"# One{SCENE}\n---\n# Again{SCENE}", tmp_path, dist)
    runs = carried(page.html)["runs"]
    assert [run["preset"] for run, _ in runs] == ["notes", "same-dc"]
    held = dict(re.findall(r'<script type="text/plain" id="(\w+)">([^<]*)</script>', page.html))
    assert set(held) == {id_ for _, id_ in runs} and page.runs == 2
    for run, id_ in runs:
        recording = Recording.from_bytes(gzip.decompress(b64decode(held[id_])))
        assert recording.id == id_
        assert recording.metadata["preset"]["id"] == run["preset"]


def test_the_same_deck_is_the_same_file(tmp_path: Path, dist: Path) -> None:
    text = f"# One{SCENE}"
    assert exported(text, tmp_path, dist) == exported(text, tmp_path, dist)


def test_nothing_in_it_ends_the_element_that_it_stands_in(tmp_path: Path, dist: Path) -> None:
    page = exported("# <b>One</b> </script>", tmp_path, dist).html
    assert page.count("</script>") == 2  # of the deck and of the program
    assert "<!--" not in page.partition("<body>")[2]
    assert '"\\x3C/script>\\x3C!-- 龘 -->"' in page
    [[slide]] = carried(page)["deck"]["columns"]
    assert slide["parts"] == [{"markdown": "# <b>One</b> </script>"}]


def test_a_picture_beside_the_deck_comes_along(tmp_path: Path, dist: Path) -> None:
    (tmp_path / "a dot.svg").write_text("<svg/>")
    text = '![A](a%20dot.svg) <img alt="" src="a%20dot.svg"> ![B](https://x.org/b.png) ![C](c.png)'
    page = exported(text, tmp_path, dist)
    [[slide]] = carried(page.html)["deck"]["columns"]
    dot = "data:image/svg+xml;base64,PHN2Zy8+"
    assert slide["parts"][0]["markdown"].startswith(f'![A]({dot}) <img alt="" src="{dot}"> ![B](ht')
    assert page.outside == ["https://x.org/b.png", "c.png"]


@pytest.mark.parametrize(
    ("text", "files"),
    [
        ("A", ["latin"]),  # the Chinese face has an A too, and is not asked for it
        ("A中", ["latin", "common"]),
        ("丁鿿", ["common", "rare"]),
        ("龘", ["rare"]),
        ("ก", []),
    ],
)
def test_the_fonts_are_those_of_the_text(text: str, files: list[str]) -> None:
    read: list[str] = []

    def reading(name: str) -> bytes:
        read.append(name.removesuffix(".woff2"))
        return b""

    styles = with_fonts(STYLES, set(text), reading)
    assert read == files
    assert styles.count("@font-face") == len(files)


def test_a_wrong_deck_is_not_exported(tmp_path: Path, dist: Path) -> None:
    with pytest.raises(WrongDeck, match=r"4: .*noon") as wrong:
        exported("# One\n```simloop\nscenario: crawler\nfrom: noon\n```\n", tmp_path, dist)
    assert [mistake.line for mistake in wrong.value.mistakes] == [4]


def test_without_a_built_page_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="make setup"):
        exported("# One", tmp_path, tmp_path)


@pytest.mark.parametrize(
    ("name", "text", "lang"),
    [("a.zh.md", "# A", "zh"), ("a.md", "# 讲稿", "zh"), ("a.md", "# A", "en")],
)
def test_the_page_speaks_the_decks_language(name: str, text: str, lang: str) -> None:
    assert language_of(Path(name), read_deck(text, name)) == lang


def test_the_command_says_what_the_file_weighs(tmp_path: Path, capsys: Output) -> None:
    deck = tmp_path / "mine.md"
    deck.write_text(f"# Mine{SCENE}")
    out = tmp_path / "mine.html"
    assert main(["lecture", "export", str(deck), "-o", str(out)]) == 0
    told = capsys.readouterr().out
    assert re.match(rf"{out}: \d\.\d\d MB \(2 recordings: recordings ", told)
    assert "/static/dist/" not in out.read_text()


@pytest.mark.parametrize(
    "what", [["export", "nothing.md"], ["export"], ["export", "notes.en", "-o", "/nowhere/x.html"]]
)
def test_what_cannot_be_exported_is_refused(what: list[str], capsys: Output) -> None:
    assert main(["lecture", *what]) == 2
    assert capsys.readouterr().err.startswith("simloop: ")


def test_a_pdf_without_a_browser_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chromium")
    assert main(["lecture", "export", "notes.en", "--pdf"]) == 2
    assert "CHROMIUM: names no program: /nowhere/chromium" in capsys.readouterr().err
    monkeypatch.delenv("CHROMIUM")
    monkeypatch.setenv("PATH", "/nowhere")
    monkeypatch.setattr("simloop.lecture.browser.UNPACKED", Path("/nowhere"))
    monkeypatch.setattr("simloop.lecture.browser.NAMES", ["chromium"])
    assert main(["lecture", "export", "notes.en", "-o", "notes.pdf"]) == 2
    assert "install Chromium, or name one: CHROMIUM=" in capsys.readouterr().err


def test_what_is_no_browser_is_told_with_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Output
) -> None:
    program = tmp_path / "chromium"
    program.write_text("#!/bin/sh\necho no display\n")
    program.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(program))
    deck = tmp_path / "mine.md"
    deck.write_text("# Mine")
    out = tmp_path / "mine.pdf"
    assert main(["lecture", "export", str(deck), "-o", str(out)]) == 1
    assert "the browser has ended; it said: no display" in capsys.readouterr().err
    assert not out.exists()


def test_notes_are_pages_of_a_pdf(capsys: Output) -> None:
    assert main(["lecture", "export", "notes.en", "--notes"]) == 2
    assert "are pages of a PDF" in capsys.readouterr().err
