"""The ways into the hall: a short address with a code for phones, and a secret link for who drives.

Rule: the secret is never in what a page is told; it stands in the presenter's link alone, and the
page takes it out of the address as soon as it has read it.
"""

import json
import os
import secrets
import socket
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import segno
from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from simloop.web.hall import Hall
from simloop.web.runs import error_of

SHORTEST_SECRET = 16
LOOPBACK = ("localhost", "127.0.0.1", "[::1]", "::1")
NO_STORE = {"Cache-Control": "no-store"}


def blueprint(hall: Hall | None, deck: str) -> Blueprint:
    """`deck` is where followers wait while nobody has presented yet."""
    pages = Blueprint("hall", __name__)

    @pages.get("/hall")
    def enter() -> ResponseReturnValue:
        """The short address: to whatever is being presented."""
        if hall is None:
            return _none()
        name, _, query = (hall.at["deck"] if hall.at else deck).partition("?")
        response = redirect(f"/lecture/{quote(name)}?{f'{query}&' if query else ''}follow")
        response.headers.update(NO_STORE)
        return response

    @pages.get("/api/hall")
    def about() -> ResponseReturnValue:
        """For the presenter's page: where followers come in."""
        if hall is None:
            return _none()
        address = followers_address(request.host)
        qr = segno.make(address, micro=False).svg_inline(scale=1, border=2, omitsize=True)
        told = json.dumps({"address": address, "qr": qr, "followers": hall.followers})
        return told, NO_STORE | {"Content-Type": "application/json"}

    return pages


def _none() -> ResponseReturnValue:
    return {"error": error_of("there is no hall; simloop serve --lan opens one")}, 404


def followers_address(host: str) -> str:
    """Where phones come in, for a page that was asked for at `host`."""
    name, colon, port = host.rpartition(":") if not host.endswith("]") else (host, "", "")
    if not colon:
        name = host
    where = network_address() if name in LOOPBACK else name
    return f"http://{where}{colon}{port if colon else ''}/hall"


def network_address() -> str:
    """This machine's address in its network, as the way out of it would have it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # documentation's address: nothing is sent
        except OSError:
            return "127.0.0.1"
        address: str = probe.getsockname()[0]
        return address


def code_for_terminals(address: str) -> None:
    segno.make(address, micro=False).terminal(compact=True)


def presenters_secret(path: Path | None = None) -> str:
    """The same from one start to the next, so that the presenter's page finds its way back."""
    path = path or _state_home() / "simloop" / "presenter"
    with suppress(OSError, UnicodeDecodeError):
        kept = path.read_text().strip()
        if len(kept) >= SHORTEST_SECRET:
            return kept
    secret = secrets.token_urlsafe(SHORTEST_SECRET)
    with suppress(OSError):  # then it lasts as long as the server
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secret)
    return secret


def _state_home() -> Path:
    return Path(os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state")
