"""The WSGI entry point. `python app.py` serves on HOST and PORT, 127.0.0.1:8000 by default."""

import os
import sys

if __name__ == "__main__":
    from simloop.cli import main

    host, port = os.environ.get("HOST", "127.0.0.1"), os.environ.get("PORT", "8000")
    sys.exit(main(["serve", "--host", host, "--port", port, *sys.argv[1:]]))
else:
    from simloop.web.app import create_app

    app = create_app()
