"""Serving: bind, say where, open a browser where there is a desktop, go on until told to stop."""

import os
import signal
import sys
import threading
import webbrowser
from pathlib import Path
from urllib.parse import quote

import gevent

from simloop.lecture.shelf import name_of
from simloop.machine.errors import BadInput
from simloop.web.access import Access
from simloop.web.app import App, Settings, create_app
from simloop.web.websocket import Server

EVERYWHERE = ("0.0.0.0", "::", "")


def serve(host: str, port: int, access: Access, lecture: Path | None = None) -> None:
    """Serve until interrupted or terminated; `lecture` is a deck to present."""
    app = create_app(Settings(access=access, lecture=lecture))
    try:
        server = listen(app, host, port)
        url = f"http://{_shown(host)}:{server.server_port}"
        if lecture:
            url += f"/lecture/{quote(name_of(lecture))}"
        print(f"simloop serves on {url}", flush=True)
        if host in EVERYWHERE:
            print("and on every other address of this machine", flush=True)
        print("Ctrl-C stops it.", flush=True)
        open_browser(url)
        gevent.signal_handler(signal.SIGTERM, server.stop)
        server.serve_forever()
    except KeyboardInterrupt:
        print()
    finally:
        app.close()


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
