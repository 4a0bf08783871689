"""The HTTP calls: JSON in, JSON out, except for recordings.

Rule: a mistake is answered with {"error": {"field", "message", "allowed"}}, whatever it is.
"""

import gzip
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from flask import Blueprint, Response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, NotFound

from simloop.machine.errors import BadInput
from simloop.machine.latency import load_presets
from simloop.scenarios import scenarios
from simloop.web.asking import asked
from simloop.web.runs import Busy, Error, Run, Runs, bad_input, error_of
from simloop.web.store import Store, Stored
from simloop.web.turns import FETCHING

ARROW_STREAM = "application/vnd.apache.arrow.stream"
PIECE = 64 * 1024
ROWS = "Simloop-Rows"
"""How many there will be: a browser makes room for them at once."""


def blueprint(runs: Runs, store: Store) -> Blueprint:
    api = Blueprint("api", __name__, url_prefix="/api")

    @api.get("/presets")
    def presets() -> ResponseReturnValue:
        return {"presets": [preset.table() for preset in load_presets().values()]}

    @api.get("/scenarios")
    def all_scenarios() -> ResponseReturnValue:
        return {"scenarios": [scenario.describe() for scenario in scenarios()]}

    @api.post("/runs")
    def start() -> ResponseReturnValue:
        run = runs.start(asked(_json_body()), kept=True)
        return run.describe(), 201, {"Location": f"/api/runs/{run.id}"}

    @api.get("/runs/<run_id>")
    def state(run_id: str) -> ResponseReturnValue:
        return _found(runs, run_id).describe()

    @api.delete("/runs/<run_id>")
    def cancel(run_id: str) -> ResponseReturnValue:
        run = _found(runs, run_id)
        runs.cancel(run)
        return run.describe()

    @api.get("/recordings/<recording_id>")
    def recording(recording_id: str) -> ResponseReturnValue:
        stored = store.find(recording_id)
        if stored is None:
            raise NotThere(error_of("there is no such recording, or no longer", "recording"))
        return _recording(stored)

    @api.errorhandler(BadInput)
    def bad(error: BadInput) -> ResponseReturnValue:
        return {"error": bad_input(error)}, 400

    @api.errorhandler(NotThere)
    def not_there(error: NotThere) -> ResponseReturnValue:
        return {"error": error.error}, 404

    @api.errorhandler(Busy)
    def busy(error: Busy) -> ResponseReturnValue:
        return {"error": error_of(str(error))}, 429

    @api.app_errorhandler(HTTPException)
    def refused(error: HTTPException) -> ResponseReturnValue:
        """Paths and methods that nothing answers to, bodies that are too long, mistakes of ours."""
        if request.path != "/api" and not request.path.startswith("/api/"):
            return error
        if isinstance(error, NotFound):
            told = error_of(f"there is nothing at {request.path:.100}", "path", CALLS)
        else:
            told = error_of(error.description or error.name)
        return {"error": told}, error.code or 500

    return api


CALLS = [
    "GET /api/presets",
    "GET /api/scenarios",
    "POST /api/runs",
    "GET /api/runs/<id>",
    "DELETE /api/runs/<id>",
    "GET /api/recordings/<id>",
    "GET /api/lectures",
    "GET /api/lectures/<name>",
    "GET /api/lectures/scenario/<id>",
]


class NotThere(Exception):
    def __init__(self, error: Error) -> None:
        super().__init__(error["message"])
        self.error = error


def _found(runs: Runs, run_id: str) -> Run:
    run = runs.find(run_id)
    if run is None:
        raise NotThere(error_of("there is no such run, or no longer", "run"))
    return run


def _json_body() -> Any:
    # Asked of every caller: a form on a foreign page cannot say it.
    if request.mimetype != "application/json":
        raise BadInput("Content-Type", "must be application/json", ["application/json"])
    try:
        return json.loads(request.get_data())
    except (ValueError, RecursionError) as error:
        raise BadInput("body", f"is not JSON: {error}") from None


def _recording(stored: Stored) -> Response:
    """It never changes: a browser asks for it once."""
    packed = request.accept_encodings["gzip"] > 0
    reader = stored.packed.reader()
    source: Any = reader if packed else gzip.GzipFile(fileobj=reader)
    response = Response(_pieces(source), mimetype=ARROW_STREAM)
    response.call_on_close(reader.close)
    response.cache_control.public = True
    response.cache_control.max_age = 365 * 24 * 3600
    response.cache_control.immutable = True
    response.headers[ROWS] = stored.rows
    response.vary.add("Accept-Encoding")
    response.set_etag(stored.id, weak=True)  # weak: the same content, packed or not
    if packed:
        response.headers["Content-Encoding"] = "gzip"
        response.content_length = stored.packed.length
    response.make_conditional(request)
    return response


def _pieces(source: BinaryIO) -> Iterator[bytes]:
    piece = source.read(PIECE)
    while piece:
        yield piece
        if piece := source.read(PIECE):
            FETCHING.give_way()
