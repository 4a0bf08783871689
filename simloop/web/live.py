"""The live stream over Socket.IO: batches to those who watch, at the pace at which they take them.

Rule: at most WINDOW batches are on their way to a client before it has acknowledged one; the others
lie on disk. So memory stays bounded whatever a client does, and one that comes back is served from
the batch that it lacks.

    client                                         server
    run {scenario, parameters, preset, seed}  ->   answer {run} or {error}
                                              <-   batch {run, index, first_row, rows}, bytes
    ack {run, index}                          ->
                                              <-   finished {run, recording, rows, end_ps, error}
                                              or   failed {run, error}
    resume {run, next}                        ->   answer {run} or {error}, batches from `next`
    cancel {run}                              ->   answer {run} or {error}
                                              <-   error_message {error}: no answer is awaited
"""

from collections.abc import Callable
from typing import Any, TypeAlias

import gevent
from flask import request
from flask_socketio import SocketIO
from gevent.event import Event

from simloop.machine.errors import BadInput
from simloop.web.asking import asked
from simloop.web.packets import EVENTS, MALFORMED
from simloop.web.runs import Busy, Run, Runs, bad_input, error_of
from simloop.web.turns import FETCHING

WINDOW = 4
MOST_WATCHED = 4  # runs of one client at once
MOST_UNREAD = 256  # packets waiting for a client before nothing more is heard from it
PAUSE_S = 0.05

Message: TypeAlias = dict[str, Any]
Emit: TypeAlias = Callable[..., None]


class Watch:
    """One client's view of one run."""

    def __init__(self, run: Run, runs: Runs, emit: Emit, next_index: int = 0) -> None:
        self.run = run
        self._runs = runs
        self._emit = emit
        self._next = next_index
        self._acknowledged = next_index
        self._news = Event()
        runs.watch(run, self._news.set)
        self._greenlet = gevent.spawn(self._stream)

    @property
    def done(self) -> bool:
        return self._greenlet.dead

    def acknowledge(self, index: int) -> bool:
        """Everything up to this batch has arrived. False: it was not even sent."""
        if not 0 <= index < self._next:
            return False
        self._acknowledged = max(self._acknowledged, index + 1)
        self._news.set()
        return True

    def stop(self) -> None:
        self._greenlet.kill(block=False)
        self._runs.unwatch(self.run, self._news.set)

    def _stream(self) -> None:
        while not (self.run.over and self._next >= len(self.run.spool.batches)):
            self._news.clear()
            self._send_what_fits()
            if not (self.run.over and self._next >= len(self.run.spool.batches)):
                self._news.wait()
        self._tell_the_end()
        self._runs.unwatch(self.run, self._news.set, served=True)

    def _send_what_fits(self) -> None:
        batches = self.run.spool.batches
        while self._next < len(batches) and self._next - self._acknowledged < WINDOW:
            batch = batches[self._next]
            about = {
                "run": self.run.id,
                "index": self._next,
                "first_row": batch.first_row,
                "rows": batch.rows,
            }
            self._next += 1
            self._emit("batch", (about, self.run.spool.read(batch)))

    def _tell_the_end(self) -> None:
        result = self.run.result
        if result is None:
            self._emit("failed", {"run": self.run.id, "error": self.run.error})
            return
        ended = {"rows": result.rows, "end_ps": result.end_ps, "error": result.error}
        self._emit("finished", {"run": self.run.id, "recording": result.id, **ended})


class Live:
    """All clients that are connected."""

    def __init__(self, socketio: SocketIO, runs: Runs) -> None:
        self._socketio = socketio
        self._runs = runs
        self._watches: dict[str, dict[str, Watch]] = {}  # client -> run -> watch
        socketio.on_event("connect", self._connect)
        socketio.on_event("disconnect", self._disconnect)
        for event in (*EVENTS, MALFORMED):
            socketio.on_event(event, self._handler(getattr(self, f"_{event}")))

    def _connect(self, _auth: object = None) -> None:
        FETCHING.wait()
        self._watches[_client()] = {}

    def _disconnect(self, _reason: object = None) -> None:
        for watch in self._watches.pop(_client(), {}).values():
            watch.stop()

    def _handler(self, act: Callable[[str, Message], Message]) -> Callable[..., Message | None]:
        """What every message goes through: mistakes are answered, and nobody floods us."""

        def handle(message: object, answer_awaited: bool = False) -> Message | None:
            client = _client()
            try:
                if not isinstance(message, dict):
                    raise BadInput("message", f"must be an object, not {message!r:.40}")
                answer = act(client, message)
            except BadInput as error:
                answer = {"error": bad_input(error)}
            except Busy as error:
                answer = {"error": error_of(str(error))}
            self._let_catch_up(client)
            if "error" in answer and not answer_awaited:
                self._socketio.emit("error_message", answer, to=client)
            return answer

        return handle

    def _run(self, client: str, message: Message) -> Message:
        FETCHING.wait()
        if client not in self._watches:
            raise Busy("this page has gone meanwhile")
        watches = self._watches_of(client)
        run = self._runs.start(asked(message))
        watches[run.id] = Watch(run, self._runs, self._emitter(client))
        return {"run": run.id}

    def _ack(self, client: str, message: Message) -> Message:
        watch = self._watches.get(client, {}).get(str(message.get("run")))
        index = message.get("index")
        # A late one, for what is over or belongs to an earlier connection, says nothing.
        if watch and not (type(index) is int and watch.acknowledge(index)):
            raise BadInput("index", f"no batch {index!r:.40} has been sent")
        return {}

    def _cancel(self, client: str, message: Message) -> Message:
        run = self._find(message)
        self._runs.cancel(run)
        return {"run": run.id}

    def _resume(self, client: str, message: Message) -> Message:
        run = self._find(message)
        index, sent = message.get("next"), len(run.spool.batches)
        if type(index) is not int or index < 0 or (index > sent and not run.over):
            raise BadInput("next", f"must be a whole number from 0 to {sent}, not {index!r:.40}")
        watches = self._watches_of(client)
        if earlier := watches.pop(run.id, None):
            earlier.stop()
        watches[run.id] = Watch(run, self._runs, self._emitter(client), index)
        return {"run": run.id}

    def _malformed(self, client: str, message: Message) -> Message:
        raise BadInput("message", f"is malformed: {message['problem']}", list(EVENTS))

    def _find(self, message: Message) -> Run:
        run = self._runs.find(message.get("run"))
        if run is None:
            raise BadInput("run", "there is no such run, or no longer")
        return run

    def _watches_of(self, client: str) -> dict[str, Watch]:
        watches = self._watches[client]
        for run_id in [run_id for run_id, watch in watches.items() if watch.done]:
            del watches[run_id]
        if len(watches) >= MOST_WATCHED:
            raise Busy(f"this page watches {len(watches)} runs already; cancel one")
        return watches

    def _emitter(self, client: str) -> Emit:
        def emit(event: str, message: object) -> None:
            # python-socketio's own: it takes a tuple for several arguments.
            self._socketio.server.emit(event, message, to=client)

        return emit

    def _let_catch_up(self, client: str) -> None:
        """A client that asks and asks, and never reads the answers, is not heard meanwhile."""
        server = self._socketio.server
        engine_id = server.manager.eio_sid_from_sid(client, "/")
        while (socket := server.eio.sockets.get(engine_id)) and not socket.closed:
            if socket.queue.qsize() <= MOST_UNREAD:
                return
            gevent.sleep(PAUSE_S)


def _client() -> str:
    client: str = request.sid  # type: ignore[attr-defined]
    return client
