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
        return key._replace(data=self._recorded(key, key.data, self.readiness_rows[key.fd]))

    def _recorded(self, key: SelectorKey, callback: Any, readiness: int) -> Callable[..., Any]:
        trace = self._kernel.trace

        def call(*args: Any, **kwargs: Any) -> Any:
            with trace.span("callback", f"fd {key.fd}", label=name_of(callback), cause=readiness):
                return callback(*args, **kwargs)

        call.__name__ = name_of(callback) or call.__name__
        return call
