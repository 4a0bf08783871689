"""The page that presents a deck, the decks as data, and the pictures that lie beside a deck.

Rule: a deck is sent whole, with its mistakes: the page shows what is right, and says what is wrong.
"""

from pathlib import Path

from flask import Blueprint, render_template, request, send_file
from flask.typing import ResponseReturnValue

from simloop.lecture.deck import Deck
from simloop.lecture.shelf import LANGS, PICTURES, Shelf, deck_of_scenario, is_picture
from simloop.machine.errors import BadInput
from simloop.web.pages import NOT_BUILT
from simloop.web.runs import bad_input, error_of

ENTRY = "lecture.js"
# A picture may be drawn by anybody: on its own it runs nothing and fetches nothing.
PICTURE_ONLY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


def blueprint(shelf: Shelf, dist: Path) -> Blueprint:
    lectures = Blueprint("lectures", __name__)

    @lectures.get("/lecture/<name>")
    @lectures.get("/lecture/scenario/<name>")
    def page(name: str) -> ResponseReturnValue:
        """The page says itself when there is no such deck."""
        if is_picture(name):
            return picture(name)
        if not (dist / ENTRY).is_file():
            return NOT_BUILT, 503
        return render_template("lecture.html"), {"Cache-Control": "no-cache"}

    @lectures.get("/lecture/<path:name>")
    def picture(name: str) -> ResponseReturnValue:
        """What a slide calls `pictures/stage.png` lies there, seen from the presented deck."""
        found = shelf.picture(name)
        if found is None:
            error = error_of(f"there is no picture {name!r:.60}", "picture", PICTURES)
            return {"error": error}, 404
        response = send_file(found, conditional=True)
        response.headers["Cache-Control"] = "no-cache"
        response.headers["Content-Security-Policy"] = PICTURE_ONLY
        return response

    @lectures.get("/api/lectures")
    def names() -> ResponseReturnValue:
        return {"lectures": shelf.names()}

    @lectures.get("/api/lectures/<name>")
    def deck(name: str) -> ResponseReturnValue:
        found = shelf.find(name, _lang())
        if found is None:
            allowed = [each["name"] for each in shelf.names()]
            return {"error": error_of(f"there is no lecture {name!r:.60}", "lecture", allowed)}, 404
        return _told(*found, live=shelf.presented is not None)

    @lectures.get("/api/lectures/scenario/<name>")
    def scenario(name: str) -> ResponseReturnValue:
        return _told(deck_of_scenario(name, _lang()), _lang(), live=False)

    @lectures.errorhandler(BadInput)
    def bad(error: BadInput) -> ResponseReturnValue:
        return {"error": bad_input(error)}, 400

    return lectures


def _lang() -> str:
    lang = request.args.get("lang", "en")
    return lang if lang in LANGS else "en"


def _told(deck: Deck, lang: str, *, live: bool) -> ResponseReturnValue:
    """`live`: the deck is being written, so ask again."""
    return deck.describe() | {"lang": lang, "live": live}, {"Cache-Control": "no-cache"}
