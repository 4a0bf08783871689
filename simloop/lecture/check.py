"""Checking a deck: every scene is run, and every place looked for in it.

Rule: the same walk as in the page. After a change of the run, the places so far are gone through
in the new one.
"""

from collections.abc import Iterator
from dataclasses import asdict
from json import dumps

from simloop.face import record
from simloop.lecture.deck import Deck
from simloop.lecture.errors import Mistake
from simloop.lecture.places import Place, PlaceError, Walk, parse_place
from simloop.lecture.scene import Run, Scene
from simloop.scenarios import prepare


def check(deck: Deck) -> list[Mistake]:
    """Everything that is wrong with it, in the order of its lines."""
    walks = Walks()
    found = [mistake for scene in deck.scenes for mistake in check_scene(scene, walks)]
    return sorted([*deck.mistakes, *found], key=lambda mistake: mistake.line)


class Walks:
    """The latest runs, each run once: neighbouring scenes often share theirs."""

    MOST = 8

    def __init__(self) -> None:
        self._known: dict[str, Walk] = {}

    def of(self, run: Run) -> Walk:
        key = dumps(asdict(run), sort_keys=True)
        if key not in self._known:
            if len(self._known) >= self.MOST:
                del self._known[next(iter(self._known))]
            prepared = prepare(run.scenario, run.preset, run.seed, run.parameters)
            self._known[key] = Walk(record(prepared))
        return self._known[key]


def check_scene(scene: Scene, walks: Walks) -> Iterator[Mistake]:
    places: list[Place] = []
    for state in scene.states:
        walk = walks.of(state.run)
        if state.select is not None and not walk.knows(state.select):
            yield Mistake(state.line, f"select: this run has no {state.select!r:.60}")
        if state.place is not None:
            places.append(parse_place(state.place))
        try:
            walk.rows(places)
        except PlaceError as error:
            yield Mistake(state.line, error.message, tuple(error.allowed or ()))
            return  # what follows is counted from here
