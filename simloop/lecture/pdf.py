"""A deck as a PDF: one page of 16:9 for each step, words as words, timelines as lines.

Rule: what is printed is the exported file itself, walked through in a browser; static/src/lecture/
paper.ts keeps a sheet of each step.
"""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path

from simloop.lecture.browser import Browser, Program

WIDTH, HEIGHT = 1280, 720  # pixels of a page
PIXELS_AN_INCH = 96
SHARP = 1  # pixels of the screen for each of the page's: what is printed has none


def print_pdf(
    html: str,
    program: Program,
    notes: bool = False,
    on_step: Callable[[int], None] = lambda _: None,
) -> tuple[bytes, int]:
    """The PDF of an exported file, and how many steps and notes it has."""
    with tempfile.TemporaryDirectory(prefix="simloop-pdf-") as folder, Browser(program) as browser:
        page = Path(folder) / "lecture.html"
        page.write_text(html, encoding="utf-8")
        browser.call(
            "Emulation.setDeviceMetricsOverride",
            width=WIDTH,
            height=HEIGHT,
            deviceScaleFactor=SHARP,
            mobile=False,
        )
        still = {"name": "prefers-reduced-motion", "value": "reduce"}
        browser.call("Emulation.setEmulatedMedia", media="print", features=[still])
        browser.call("Page.navigate", url=page.as_uri())
        browser.evaluate(_when_there(f"window.printed = window.paper({json.dumps(notes)})"))
        steps, more = 0, True
        while more:
            more = browser.evaluate("printed.ready().then(() => printed.next())")
            steps += 1
            on_step(steps)
        browser.evaluate("printed.lay()")
        told = browser.call(
            "Page.printToPDF",
            paperWidth=WIDTH / PIXELS_AN_INCH,
            paperHeight=HEIGHT / PIXELS_AN_INCH,
            **{f"margin{side}": 0 for side in ("Top", "Right", "Bottom", "Left")},
            printBackground=True,
            transferMode="ReturnAsStream",
        )
        return b"".join(browser.read(told["stream"])), steps


def _when_there(expression: str) -> str:
    """The page has begun: its first slide is there."""
    return f"""new Promise((resolve, reject) => {{
      const mistake = () => document.querySelector('sim-lecture > .mistake')
      const look = () => {{
        if (mistake()) reject(new Error(mistake().textContent))
        else if (document.querySelector('sim-lecture')?.begun) {{
          {expression}
          resolve()
        }} else setTimeout(look, 50)
      }}
      look()
    }})"""
