"""Checking a deck: every scene is run, every place looked for in it, every answer proved by it.

Rule: the same walk as in the page. After a change of the run, the places so far are gone through
in the new one.
"""

from collections.abc import Callable, Iterator
from dataclasses import asdict
from json import dumps

from simloop.face import record
from simloop.lecture.deck import Deck, Slide
from simloop.lecture.errors import Mistake
from simloop.lecture.places import Place, PlaceError, Walk, parse_place
from simloop.lecture.proof import thing_at, time_between
from simloop.lecture.question import Question
from simloop.lecture.scene import Run, Scene
from simloop.recording.recording import Recording
from simloop.scenarios import prepare


def key_of(run: Run) -> str:
    return dumps(asdict(run), sort_keys=True)


def recorded(run: Run) -> Recording:
    return record(prepare(run.scenario, run.preset, run.seed, run.parameters))


def check(deck: Deck, of: Callable[[Run], Recording] = recorded) -> list[Mistake]:
    """Everything that is wrong with it, in the order of its lines."""
    walks = Walks(of)
    found = [mistake for slide in deck.slides for mistake in check_slide(slide, walks)]
    return sorted([*deck.mistakes, *found], key=lambda mistake: mistake.line)


class Walks:
    """The latest runs, each run once: neighbouring scenes often share theirs."""

    MOST = 8

    def __init__(self, of: Callable[[Run], Recording] = recorded) -> None:
        self._of = of
        self._known: dict[str, Walk] = {}

    def of(self, run: Run) -> Walk:
        key = key_of(run)
        if key not in self._known:
            if len(self._known) >= self.MOST:
                del self._known[next(iter(self._known))]
            self._known[key] = Walk(self._of(run))
        return self._known[key]


def check_slide(slide: Slide, walks: Walks) -> Iterator[Mistake]:
    if slide.scene:
        yield from check_scene(slide.scene, walks)
    if slide.question:
        yield from check_answer(slide.question, slide.scene, walks)


def check_answer(question: Question, scene: Scene | None, walks: Walks) -> Iterator[Mistake]:
    """The scene's run says what the deck says; its places are counted from the scene's `from`."""
    proof = question.felt or question.what
    if not proof:
        return
    key = "felt" if question.felt else "what"
    if scene is None:
        yield Mistake(question.line, f"{key}: there is no scene on this slide to take it from")
        return
    first, walk = scene.states[0], walks.of(scene.states[0].run)
    try:
        rows = walk.rows([parse_place(place) for place in (first.place or "start", *proof)])[1:]
    except PlaceError as error:
        yield Mistake(question.line, f"{key}: {error.message}", tuple(error.allowed or ()))
        return
    options = question.options
    if question.felt:
        found = time_between(walk, (rows[0], rows[1]), options)
    else:
        found = thing_at(walk, rows[-1], options)
    if found.option != question.right:
        means = "no option" if found.option is None else repr(options[found.option])
        stated = options[question.right]
        message = f"right: the deck says {stated!r:.60}, the run says {found.words} ({means})"
        yield Mistake(question.line, message)


def check_scene(scene: Scene, walks: Walks) -> Iterator[Mistake]:
    places: list[Place] = []
    for state in scene.states:
        walk = walks.of(state.run)
        if state.select is not None and not walk.knows(state.select):
            yield Mistake(state.line, f"select: this run has no {state.select!r:.60}")
        if state.place is not None:
            places.append(parse_place(state.place))
        try:
            if state.view is not None:
                first, last = walk.rows([places[0], *map(parse_place, state.view)])[1:]
                if last <= first:
                    yield Mistake(state.line, "view: must end after it begins")
            walk.rows(places)
        except PlaceError as error:
            yield Mistake(state.line, error.message, tuple(error.allowed or ()))
            return  # what follows is counted from here
