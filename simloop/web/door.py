"""How soon somebody comes in.

Rule: each who is let go makes those who come after from the same address wait a second, for a
minute and MOST_WAIT_S in all. Two hundred phones may share that address: none of them is thrown
out or refused for it, and one that has been here and behaved comes in at once.
"""

import time
from collections import deque
from collections.abc import Callable

MOST_WAIT_S = 4
FORGIVEN_S = 60
MOST_ADDRESSES = 1_000
MOST_TOKENS = 5_000


class Door:
    def __init__(self, now: Callable[[], float] = time.monotonic) -> None:
        self._now = now
        self._let_go: dict[str, deque[float]] = {}  # when, by address
        self._known: dict[str, None] = {}

    def wait_s(self, address: str, token: str | None) -> int:
        if token in self._known:
            return 0
        since = self._now() - FORGIVEN_S
        return sum(when > since for when in self._let_go.get(address, ()))

    def came_in(self, token: str | None) -> None:
        if token is not None:
            self._known[token] = None
            _bound(self._known, MOST_TOKENS)

    def let_go(self, address: str, token: str | None) -> None:
        if token is not None:
            self._known.pop(token, None)
        whens = self._let_go.pop(address, deque(maxlen=MOST_WAIT_S))
        whens.append(self._now())
        self._let_go[address] = whens
        _bound(self._let_go, MOST_ADDRESSES)


def _bound(known: "dict[str, None] | dict[str, deque[float]]", most: int) -> None:
    if len(known) > most:
        del known[next(iter(known))]
