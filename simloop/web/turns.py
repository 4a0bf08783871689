"""Turns: what many ask for at once is done piece by piece, and the lecture goes on between.

Rule: of what takes turns, one begins in EACH_S. Who comes alone has AT_ONCE of them before that,
and so does not wait; of two hundred who fetch a recording in the same moment the last one waits
for seconds, and nobody else does.
"""

import time

import gevent

EACH_S = 0.005  # a request takes a third of it
AT_ONCE = 8


class Turns:
    def __init__(self) -> None:
        self._next_s = 0.0  # when the next one may begin

    def wait(self) -> None:
        now_s = time.monotonic()
        begins_s = max(self._next_s, now_s - AT_ONCE * EACH_S)
        self._next_s = begins_s + EACH_S
        if begins_s > now_s:
            gevent.sleep(begins_s - now_s)

    def give_way(self) -> None:
        """Between the pieces of what has begun: a turn again while others wait for theirs."""
        if self._next_s > time.monotonic():
            self.wait()
        else:
            gevent.sleep(0)


FETCHING = Turns()
