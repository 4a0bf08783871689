"""The page, and the built client that it loads.

Rule: what carries its content's hash in its name never changes, so browsers keep it; all the rest
is asked for again, and not sent again while it is the same.
"""

import mimetypes
import re
from pathlib import Path

from flask import Blueprint, render_template, request, send_from_directory
from flask.typing import ResponseReturnValue

from simloop.page import DIST

ENTRY = "main.js"
HASHED = re.compile(r".*-[\w-]{8}\.\w+")
IMPORTED = re.compile(r"""\bfrom\s*["']\./([\w-]+\.js)["']""")
RECORDING = re.compile(r"[\w-]{1,64}")
A_YEAR_S = 365 * 24 * 3600

mimetypes.add_type("font/woff2", ".woff2")
mimetypes.add_type("text/javascript", ".js")

NOT_BUILT = """<!doctype html>
<meta charset="utf-8">
<title>simloop</title>
<style>body { font: 1.1rem/1.6 system-ui; max-width: 40rem; margin: 4rem auto }</style>
<h1>The client is not built yet / 客户端还没有构建</h1>
<p>Run <code>make setup</code> in simloop's folder, then reload this page.</p>
<p lang="zh">在 simloop 目录下运行 <code>make setup</code>，然后刷新本页。</p>
"""


def blueprint(dist: Path = DIST) -> Blueprint:
    pages = Blueprint("pages", __name__)

    @pages.get("/")
    def page() -> ResponseReturnValue:
        if not (dist / ENTRY).is_file():
            return NOT_BUILT, 503
        asked = request.args.get("recording", "")
        soon = {
            "imported": _imported(dist / ENTRY),
            "recording": asked if RECORDING.fullmatch(asked) else None,
        }
        return render_template("index.html", **soon), {"Cache-Control": "no-cache"}

    @pages.get("/static/dist/<path:name>")
    def built(name: str) -> ResponseReturnValue:
        if not HASHED.fullmatch(name):
            return send_from_directory(dist, name)  # with an ETag, to be asked for again
        response = send_from_directory(dist, name, max_age=A_YEAR_S)
        response.cache_control.immutable = True
        return response

    return pages


def _imported(entry: Path) -> list[str]:
    """What the entry needs before it can begin: asked for beside it, and not after it."""
    return IMPORTED.findall(entry.read_text())
