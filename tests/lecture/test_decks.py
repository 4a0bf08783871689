"""Decks: how they are read, and what is said of what is wrong with them."""

from pathlib import Path
from textwrap import dedent

import pytest

from simloop.lecture.check import check
from simloop.lecture.deck import Deck, read_deck
from simloop.lecture.errors import Mistake
from simloop.lecture.shelf import BUILT_IN, LANGS, Shelf, deck_of_scenario, read_file
from simloop.scenarios import scenarios

NOTES = """\
# A *title*

```simloop
scenario: crawler
parameters: {urls: 3}
from: task-1 created
show: [clock, timeline]
steps: [select returns, send, {preset: same-dc}, {play: end, pane: code}]
```

After it.

Note:
Say this.
--
## Below

```python
---
```
---
## To the right
"""


def deck(text: str) -> Deck:
    return read_deck(text, "deck.md")


def scene(block: str) -> str:
    return f"# A scene\n\n```simloop\n{dedent(block).strip()}\n```\n"


def mistake(block: str) -> Mistake:
    (only,) = check(deck(scene(block)))
    return only


def test_slides_go_right_and_down_and_a_fence_is_text() -> None:
    columns = deck(NOTES).columns
    assert [[slide.line for slide in column] for column in columns] == [[1, 16], [22]]
    assert columns[0][1].parts == ["## Below\n\n```python\n---\n```"]


def test_a_slide_has_its_text_its_scene_and_its_notes() -> None:
    (slide, _), _ = deck(NOTES).columns
    assert (slide.parts[0], slide.parts[2], slide.notes) == (
        "# A *title*",
        "After it.",
        "Say this.",
    )
    assert deck(NOTES).title == "A title"


def test_a_state_says_everything_and_a_step_only_what_differs() -> None:
    (only,) = deck(NOTES).scenes
    first, second, _, nearer, last = only.states
    assert (first.place, first.line, first.show) == ("task-1 created", 6, ("clock", "timeline"))
    assert (second.place, second.run) == ("select returns", first.run)
    assert (nearer.place, nearer.run.preset, nearer.run.parameters) == (
        None,
        "same-dc",
        {"urls": 3},
    )
    assert (last.place, last.play, last.run.preset) == ("end", True, "same-dc")
    assert last.show == ("clock", "timeline", "code")


def test_a_deck_that_is_right_has_no_mistakes() -> None:
    assert check(deck(NOTES)) == []


@pytest.mark.parametrize(
    ("block", "line", "says", "allowed"),
    [
        ("scenario: crawlr", 4, "there is no scenario 'crawlr'", "crawler"),
        ("scenario: crawler\nparameters:\n  urls: 3\n  pages: 4", 7, "no such parameter", "urls"),
        ("scenario: crawler\nparameters: {urls: many}", 5, "parameters.urls: must be", "1 to 1000"),
        ("scenario: crawler\npreset: notse", 5, "preset: ", "notes"),
        ("scenario: crawler\nseed: -1", 5, "seed: must be", None),
        ("scenario: crawler\nspeed: 3", 5, "'speed' is no key of a scene", "steps"),
        ("scenario: crawler\nshow:\n  - clock\n  - clocks", 7, "show: must not be", "clock"),
        ("scenario: crawler\ndepth: deep", 5, "depth: must not be 'deep'", "machine"),
        ("scenario: crawler\nfrom: noon", 5, "from: 'noon' is not a place", "start"),
        ("scenario: crawler\nsteps:\n  - send\n  - {goto: end}", 7, "no key of a step", "play"),
        ("scenario: crawler\nsteps:\n  - send\n  - to: Task-99 send 2", 7, "never happens", None),
        ("scenario: crawler\nsteps: [end, send]", 5, "no 'send' after event", None),
        ("scenario: crawler\nselect: Task-99", 4, "this run has no 'Task-99'", None),
        ("scenario: crawler\nsteps: [{preset: nowhere}]", 5, "preset: ", "same-dc"),
        ("scenario: crawler\nscenario: echo", 5, "stands here twice", None),
        ("scenario: crawler\nsteps: [send", 5, "is not YAML", None),
        ("preset: notes", 4, "scenario: is missing", "scenario"),
        ("", 4, "the scene is empty", "scenario"),
        ("- crawler", 4, "a scene is a mapping", "scenario"),
    ],
)
def test_a_mistake_says_its_line_and_what_is_allowed(
    block: str, line: int, says: str, allowed: str | None
) -> None:
    found = mistake(block)
    assert found.line == line
    assert says in found.message
    assert allowed is None or allowed in found.allowed


def test_a_second_scene_is_a_mistake_and_the_first_stays() -> None:
    twice = deck(scene("scenario: crawler") + "\n" + scene("scenario: echo"))
    (found,) = twice.mistakes
    assert "one scene" in found.message and found.line == 9
    assert [each.states[0].run.scenario for each in twice.scenes] == ["crawler"]


@pytest.mark.parametrize("scenario", [scenario.id for scenario in scenarios()])
@pytest.mark.parametrize("lang", LANGS)
def test_each_scenario_is_a_deck_of_one_slide(scenario: str, lang: str) -> None:
    made = deck_of_scenario(scenario, lang)
    assert [each.states[0].run.scenario for each in made.scenes] == [scenario]


@pytest.mark.parametrize("path", sorted(BUILT_IN.glob("*.*.md")), ids=lambda path: path.name)
def test_the_decks_that_come_with_simloop_are_right(path: Path) -> None:
    assert [str(each) for each in check(read_file(path))] == []


def test_a_name_leads_to_no_file_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "decks").mkdir()
    (tmp_path / "secret.en.md").write_text("# Secret")
    (tmp_path / "decks" / "open.zh.md").write_text("# 公开")
    shelf = Shelf(built_in=tmp_path / "decks")
    assert shelf.find("../secret", "en") is None
    found = shelf.find("open", "en")
    assert found is not None and (found[0].title, found[1]) == ("公开", "zh")
    assert shelf.names() == [{"name": "open", "title": {"zh": "公开"}}]


def test_a_file_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("# Before")
    shelf = Shelf(path, tmp_path)
    assert shelf.find("mine", "en") == (read_file(path), "en")
    before = read_file(path).version
    path.write_text("# Afterwards")
    assert read_file(path).title == "Afterwards"
    assert read_file(path).version != before
