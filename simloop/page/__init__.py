"""The page as it is built: the server sends it, an exported lecture carries it.

Rule: in the tree, `dist` and `templates` beside this file are links to static/dist and templates; a
wheel has the files themselves. So their place is one.
"""

from pathlib import Path

DIST = Path(__file__).parent / "dist"
TEMPLATES = Path(__file__).parent / "templates"
