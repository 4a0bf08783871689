"""What was wrong, as lines in the log.

Rule: at most so many lines a minute, so that whoever floods the server does not flood the log too;
how many were left out is a line of its own.
"""

import logging
import time

MOST_A_MINUTE = 30


class Logbook:
    def __init__(self, name: str) -> None:
        self._log = logging.getLogger(name)
        self._minute = 0
        self._lines = 0

    def note(self, line: str) -> None:
        minute = int(time.monotonic() // 60)
        if minute != self._minute:
            if self._lines > MOST_A_MINUTE:
                self._log.warning("and %d more", self._lines - MOST_A_MINUTE)
            self._minute, self._lines = minute, 0
        self._lines += 1
        if self._lines <= MOST_A_MINUTE:
            self._log.warning("%s", line)
