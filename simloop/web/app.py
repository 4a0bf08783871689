"""The application: pages, HTTP calls and live stream around one registry of runs."""

import atexit
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask.wrappers import Response
from flask_socketio import SocketIO

from simloop.lecture.shelf import Shelf, name_of
from simloop.page import DIST, TEMPLATES
from simloop.web import api, entrance, lectures, pages
from simloop.web.access import Access, Guard
from simloop.web.confine import Confinement
from simloop.web.hall import Hall
from simloop.web.live import Live
from simloop.web.packets import CheckedPacket
from simloop.web.runs import Bounds, Runs
from simloop.web.store import Store
from simloop.web.websocket import MOST_BYTES
from simloop.web.workers import WORK, Workers


@dataclass(frozen=True)
class Settings:
    """What a server may be told."""

    access: Access = field(default_factory=Access.here)
    confinement: Confinement = field(default_factory=Confinement)
    bounds: Bounds = field(default_factory=Bounds)
    store_bytes: int = 256 << 20  # of finished recordings
    dist: Path = DIST
    work: str = WORK
    lecture: Path | None = None  # a deck that is presented
    presenter: str | None = None  # the secret of who drives the hall; None: there is none


class App(Flask):
    """A Flask application that can be closed: its workers end, and its files go."""

    def __init__(self, settings: Settings) -> None:
        super().__init__("simloop.web", template_folder=str(TEMPLATES), static_folder=None)
        self.config["MAX_CONTENT_LENGTH"] = MOST_BYTES
        self.json.ensure_ascii = False  # type: ignore[attr-defined]
        self.settings = settings
        self.workers = Workers(settings.confinement, settings.work)
        self.store = Store(settings.store_bytes)
        self.runs = Runs(self.workers, self.store, settings.bounds)

    def close(self) -> None:
        atexit.unregister(self.close)
        self.runs.close()
        self.workers.close()
        self.store.close()


def create_app(settings: Settings | None = None) -> App:
    """A WSGI application; the live stream needs the server in websocket.py to carry it."""
    app = App(settings or Settings())
    app.register_blueprint(pages.blueprint(app.settings.dist))
    app.register_blueprint(lectures.blueprint(Shelf(app.settings.lecture), app.settings.dist))
    app.register_blueprint(api.blueprint(app.runs, app.store))
    app.after_request(_say_what_it_is)
    socketio = SocketIO(
        app,
        async_mode="gevent",
        async_handlers=False,  # a client's messages one after another
        serializer=CheckedPacket,
        manage_session=False,
        max_http_buffer_size=MOST_BYTES,
        cors_allowed_origins=[],  # no rule of its own: the guard has it
    )
    Live(socketio, app.runs)
    hall = Hall(socketio, app.settings.presenter) if app.settings.presenter else None
    app.register_blueprint(entrance.blueprint(hall, first_deck(app.settings.lecture)))
    app.wsgi_app = Guard(app.wsgi_app, app.settings.access)  # type: ignore[method-assign]
    app.workers.start()
    atexit.register(app.close)
    return app


def first_deck(lecture: Path | None) -> str:
    """The one that is presented, or the first that comes with simloop."""
    return name_of(lecture) if lecture else str(Shelf().names()[0]["name"])


def _say_what_it_is(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
