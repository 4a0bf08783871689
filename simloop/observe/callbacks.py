"""Watching the loop call what was registered with the selector."""

from collections.abc import Callable
from selectors import SelectorKey
from typing import Any

from simloop.machine.names import name_of
from simloop.machine.selector import Selector


class WatchedSelector(Selector):
    """A selector whose select() hands out each callback inside a wrapper that records its call."""

    def select(self, timeout: float | None = None) -> list[tuple[SelectorKey, int]]:
        """As Selector.select()."""
        return [(self._watched(key), events) for key, events in super().select(timeout)]

    def _watched(self, key: SelectorKey) -> SelectorKey:
        if not callable(key.data):
            return key
        call = self._recorded(key, key.data, self.readiness_rows[key.fd])
        return SelectorKey(key.fileobj, key.fd, key.events, call)

    def _recorded(self, key: SelectorKey, callback: Any, readiness: int) -> Callable[..., Any]:
        trace, name = self._kernel.trace, name_of(callback)

        def call(*args: Any, **kwargs: Any) -> Any:
            with trace.span("callback", f"fd {key.fd}", label=name, cause=readiness):
                return callback(*args, **kwargs)

        call.__name__ = name or call.__name__
        return call
