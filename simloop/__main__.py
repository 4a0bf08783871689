"""`python -m simloop` is the `simloop` command."""

import sys

from simloop.cli import main

sys.exit(main())
