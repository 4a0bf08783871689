"""Serving: bind, say where, open a browser where there is a desktop, go on until told to stop."""

import os
import signal
import sys
import threading
import webbrowser
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import gevent

from simloop.lecture.shelf import lang_of
from simloop.machine.errors import BadInput
from simloop.web.access import Access
from simloop.web.app import App, Settings, create_app, first_deck
from simloop.web.entrance import LOOPBACK, code_for_terminals, followers_address, presenters_secret
from simloop.web.websocket import Server

EVERYWHERE = ("0.0.0.0", "::", "")
MOST_DESCRIPTORS = 1 << 16


def serve(
    host: str, port: int, access: Access, lecture: Path | None = None, *, lan: bool = False
) -> None:
    """Serve until interrupted or terminated; `lecture` is a deck to present, `lan` opens a hall."""
    _make_room_for_phones()
    secret = presenters_secret() if lan else None
    if lan and host in LOOPBACK:
        host = "0.0.0.0"
    app = create_app(Settings(access=access, lecture=lecture, presenter=secret))
    try:
        server = listen(app, host, port)
        url = f"http://{_shown(host)}:{server.server_port}"
        if lecture:
            url += f"/lecture/{quote(first_deck(lecture))}{_in_its_language(lecture, '?')}"
        print(f"simloop serves on {url}", flush=True)
        if host in EVERYWHERE:
            print("and on every other address of this machine", flush=True)
        if secret:
            _say_where_the_hall_is(host, server.server_port or port, lecture, secret)
        print("Ctrl-C stops it.", flush=True)
        open_browser(url)
        gevent.signal_handler(signal.SIGTERM, server.stop)
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        app.close()


def _make_room_for_phones() -> None:
    """Each holds a descriptor, and many systems give a process a thousand unless it asks."""
    with suppress(ImportError, ValueError, OSError):
        import resource

        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        most = MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, MOST_DESCRIPTORS)
        if soft != resource.RLIM_INFINITY and soft < most:
            resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))


def _in_its_language(lecture: Path | None, joint: str) -> str:
    """What was asked for is talk.zh.md, whatever language the browser speaks."""
    lang = lang_of(lecture) if lecture else None
    return f"{joint}lang={lang}" if lang else ""


def _say_where_the_hall_is(host: str, port: int, lecture: Path | None, secret: str) -> None:
    address = followers_address(f"{_shown(host)}:{port}")
    print(f"\nFollowers come in at {address}")
    if sys.stdout.isatty():
        code_for_terminals(address)
    deck = quote(first_deck(lecture))
    lang = _in_its_language(lecture, "&")
    # On this machine it works without any network, and through every change of it.
    print(
        "The presenter's link, for you alone:"
        f" http://{_shown(host)}:{port}/lecture/{deck}?presenter={secret}{lang}\n",
        flush=True,
    )


def listen(app: App, host: str, port: int) -> Server:
    """A server that is bound already; port 0 takes a free one."""
    server = Server((host, port), app, app.settings.access)
    try:
        server.start()
    except OSError as error:
        why = str(error.strerror).partition(":")[0]  # gevent puts the address behind it
        raise BadInput("port", f"cannot serve on {host}:{port}: {why}") from None
    return server


def open_browser(url: str) -> None:
    if _has_desktop():
        # A thread: some browsers return only when they are closed.
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()


def _has_desktop() -> bool:
    unwanted = os.environ.get("NO_BROWSER") or os.environ.get("CI")
    if unwanted or os.environ.get("BROWSER") == "none":
        return False
    if sys.platform in ("darwin", "win32"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _shown(host: str) -> str:
    if host in EVERYWHERE:
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host
