"""Decks: how they are read, and what is said of what is wrong with them."""

from collections.abc import Iterator
from itertools import product
from pathlib import Path
from textwrap import dedent

import pytest

from simloop.lecture.check import check, recorded
from simloop.lecture.deck import Deck, read_deck
from simloop.lecture.errors import Mistake
from simloop.lecture.places import PlaceError, Walk, parse_place
from simloop.lecture.scene import Run
from simloop.lecture.shelf import BUILT_IN, LANGS, Shelf, deck_of_scenario, read_file
from simloop.scenarios import Scenario, scenarios

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


def question(block: str, scenes: str = "scenario: crawler\nparameters: {urls: 2}") -> str:
    """A slide that asks; the question's block begins at line 4."""
    return f"# A question\n\n```question\n{dedent(block).strip()}\n```\n{scene(scenes)[8:]}"


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


def test_a_view_holds_until_another_step_sets_it() -> None:
    block = "scenario: crawler\nview: whole\nsteps: [send, {view: [send, send]}, {view: null}]"
    (only,) = deck(f"# T\n\n```simloop\n{block}\n```\n").scenes
    whole = ("start", "end")
    assert [state.view for state in only.states] == [whole, whole, ("send", "send"), None]


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
        ("scenario: crawler\nview: near", 5, "view: must not be 'near'", "whole"),
        ("scenario: crawler\nview: [send, noon]", 5, "view: 'noon' is not a place", "start"),
        ("scenario: crawler\nview: [end, start]", 4, "view: must end after it begins", None),
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


ASKED = "ask: Who?\noptions: [Task-1, Task-2]\n"


@pytest.mark.parametrize(
    ("block", "line", "says", "allowed"),
    [
        ("options: [a, b]\nright: a", 4, "ask: is missing", "ask"),
        ("ask: Who?\nright: a", 4, "options: is missing", "options"),
        (ASKED, 4, "right: is missing", "right"),
        (ASKED + "right: Task-3", 6, "right: 'Task-3' is no option", "Task-2"),
        (ASKED + "right: C", 6, "right: 'C' is no option", "A to B"),
        (ASKED + "answer: Task-1", 6, "'answer' is no key of a question", "right"),
        ("ask: Who?\noptions: [a]\nright: a", 5, "options: must be 2 to 6", None),
        ("ask: Who?\noptions: [a, b, a]\nright: a", 5, "two of them are the same", None),
        ("ask: Who?\noptions: [a, {b: c}]\nright: a", 5, "options: must be words", None),
        (ASKED + "right: A\nwhat: send\nfelt: [start, end]", 4, "not both", None),
        (ASKED + "right: A\nwhat: noon", 7, "what: 'noon' is not a place", "start"),
        (ASKED + "right: A\nfelt: [start]", 7, "felt: must be two places", None),
        (ASKED + "right: A\nfelt: [start, end]", 5, "options: 'Task-1' is no felt time", "15 天"),
        (ASKED + "right: A\nwhat: Task-9 send 1", 4, "what: this recording has no", None),
        ("", 4, "the question is empty", "options"),
    ],
)
def test_a_mistake_in_a_question_says_its_line_and_what_is_allowed(
    block: str, line: int, says: str, allowed: str | None
) -> None:
    (found,) = check(deck(question(block)))
    assert found.line == line
    assert says in found.message
    assert allowed is None or allowed in found.allowed


@pytest.mark.parametrize(
    ("options", "proof", "right", "said"),
    [
        ("[Task-2, Task-1 again, nobody]", "what: Task-2 send 1", "A", "Task-2"),
        ("['`fetch`', '`Future`']", "what: [Task-1 send 1, next line]", "A", "Crawler.fetch"),
        ("[12.5 years, 25 years, 50 years]", "felt: [start, end]", "B", "25 years"),
        ("[12.5年, 25 年, 2.5万年]", "felt: [start, end]", "B", "25 years"),
    ],
)
def test_a_right_answer_is_what_the_run_says(
    options: str, proof: str, right: str, said: str
) -> None:
    def asked(right: str) -> list[Mistake]:
        block = f"ask: What?\noptions: {options}\nright: {right}\n{proof}"
        return check(deck(question(block)))

    assert asked(right) == []
    (wrong,) = asked("B" if right == "A" else "A")
    assert wrong.line == 4 and f"the run says {said}" in wrong.message


def test_a_proof_that_fits_no_option_is_told_and_one_without_a_scene_too() -> None:
    far = "ask: How long?\noptions: [1 day, 2 days]\nright: A\nfelt: [start, end]"
    (found,) = check(deck(question(far)))
    assert "the run says 25 years (no option)" in found.message
    (found,) = check(deck(f"# Alone\n\n```question\n{far}\n```\n"))
    assert "felt: there is no scene on this slide" in found.message


def test_a_question_is_open_then_closed_and_revealed_where_a_step_says_so() -> None:
    def stages(steps: str) -> list[tuple[str | None, str | None]]:
        text = question(ASKED + "right: A", f"scenario: crawler\nsteps: {steps}")
        (scene,) = deck(text).scenes
        return [(state.question, state.place) for state in scene.states]

    begin = [("open", "start"), ("closed", None)]
    assert stages("[send, yield]") == [*begin, ("closed", "send"), ("revealed", "yield")]
    assert stages("[{to: send, reveals: true}, end]") == [
        *begin,
        ("revealed", "send"),
        ("revealed", "end"),
    ]
    assert stages("[]") == [*begin, ("revealed", None)]


def test_nothing_is_revealed_where_nothing_is_asked() -> None:
    found = mistake("scenario: crawler\nsteps: [{to: send, reveals: true}]")
    assert found.line == 5 and "asks no question" in found.message
    found = mistake("scenario: crawler\nsteps: [{to: send, reveals: maybe}]")
    assert "reveals: must be true" in found.message


def test_both_languages_ask_the_same() -> None:
    """A hall counts by the question's number and the option's."""

    def asked(lang: str) -> list[tuple[int, int, int]]:
        slides = enumerate(read_file(BUILT_IN / f"notes.{lang}.md").slides)
        return [
            (at, len(slide.question.options), slide.question.right)
            for at, slide in slides
            if slide.question
        ]

    assert asked("zh") == asked("en")
    assert len(asked("zh")) == 9


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


def one_of_each(scenario: Scenario) -> Iterator[Walk]:
    """A run with each of the words that its parameters may be; a small one where one polls."""
    words = [it for it in scenario.parameters if it.choices]
    for chosen in product(*(it.choices for it in words)):
        given = dict(zip((it.name for it in words), chosen, strict=True))
        if scenario.id == "crawler":
            given["urls"] = "1"
        yield Walk(recorded(Run(scenario.id, given, "same-dc")))


def stopped_at(scenario: Scenario, walk: Walk) -> list[str]:
    """The stops that a run has, as the page goes through them."""
    here, found = 0, []
    for stop in scenario.stops:
        try:
            here = walk.row(parse_place(stop), here)
        except PlaceError:
            continue
        found.append(stop)
    return found


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda scenario: scenario.id)
def test_each_scenario_has_something_to_stop_at_in_each_of_its_models(scenario: Scenario) -> None:
    found = [stopped_at(scenario, walk) for walk in one_of_each(scenario)]
    assert min(map(len, found)) >= 3
    assert {stop for stops in found for stop in stops} == set(scenario.stops)


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


def test_who_follows_in_another_language_has_the_deck_that_lies_beside(tmp_path: Path) -> None:
    presented, beside = tmp_path / "talk.zh.md", tmp_path / "talk.en.md"
    presented.write_text("# 讲座")
    shelf = Shelf(presented)
    assert shelf.find("talk", "en") == (read_file(presented), "zh")
    beside.write_text("# Talk")
    assert shelf.find("talk", "en") == (read_file(beside), "en")
    assert shelf.find("talk", "zh") == (read_file(presented), "zh")


def test_a_file_is_read_again_when_it_has_changed(tmp_path: Path) -> None:
    path = tmp_path / "mine.md"
    path.write_text("# Before")
    shelf = Shelf(path, tmp_path)
    assert shelf.find("mine", "en") == (read_file(path), "en")
    before = read_file(path).version
    path.write_text("# Afterwards")
    assert read_file(path).title == "Afterwards"
    assert read_file(path).version != before
