"""What one would write first, on our own stack: one `emit` for each event, as JSON.

Serves on PORT. The rows are those of a real run, made before anybody asks.
"""

import os

from flask import Flask
from flask_socketio import SocketIO, emit
from gevent.pywsgi import WSGIServer
from geventwebsocket.handler import WebSocketHandler

from simloop.machine.trace import COLUMNS, Row
from simloop.scenarios import prepare

EVENTS = 50_000


def rows_of_a_run() -> list[Row]:
    rows: list[Row] = []
    prepare("echo", parameters={"clients": 100, "messages": 100}).run(rows.extend)
    return rows[:EVENTS]


def main(port: int) -> None:
    app = Flask(__name__)
    socketio = SocketIO(app, async_mode="gevent")
    events = [dict(zip(COLUMNS, row, strict=True)) for row in rows_of_a_run()]

    @socketio.on("run")  # type: ignore[untyped-decorator]
    def run(request: object) -> None:
        for event in events:
            emit("event", event)
        emit("finished", {"rows": len(events)})

    WSGIServer(("127.0.0.1", port), app, log=None, handler_class=WebSocketHandler).serve_forever()


if __name__ == "__main__":
    main(int(os.environ["PORT"]))
