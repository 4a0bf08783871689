"""Simulated time: the clock and what is due. The only source of time.

Rule: actions due at one instant run in the order in which they were scheduled.

The heap holds plain integers, each instant once; what is due at an instant is kept beside it: one
action, or a queue of them. So a timer makes no object of its own, and integers compare fast.
"""

from collections import deque
from collections.abc import Callable
from heapq import heappop, heappush

Action = Callable[[], None]


def _cancelled() -> None:
    """What stands for the actions of an instant when all were cancelled."""


class Clock:
    """Counts picoseconds, as an int: nothing is ever rounded."""

    __slots__ = ("_at", "_emptied", "due", "now_ps")

    def __init__(self) -> None:
        self.now_ps = 0
        self.due: list[int] = []  # a heap of instants; something is due at the one on top
        self._at: dict[int, Action | deque[Action]] = {}
        self._emptied = 0  # how many instants in the heap have lost all their actions

    def call_at(self, t_ps: int, action: Action) -> None:
        """Run the action when the clock reaches t_ps."""
        if t_ps < self.now_ps:
            raise ValueError(f"cannot schedule at {t_ps} ps: it is already {self.now_ps} ps")
        at = self._at
        there = at.get(t_ps)
        if there is None:
            at[t_ps] = action
            heappush(self.due, t_ps)
        elif type(there) is deque:
            there.append(action)
        else:
            at[t_ps] = self._both(there, action)  # type: ignore[arg-type]

    def call_later(self, delay_ps: int, action: Action) -> None:
        """Run the action when delay_ps more have passed."""
        if delay_ps < 0:
            raise ValueError(f"cannot schedule {-delay_ps} ps ago")
        t_ps = self.now_ps + delay_ps
        at = self._at
        there = at.get(t_ps)
        if there is None:
            at[t_ps] = action
            heappush(self.due, t_ps)
        elif type(there) is deque:
            there.append(action)
        else:
            at[t_ps] = self._both(there, action)  # type: ignore[arg-type]

    def put_first(self, t_ps: int, action: Action) -> None:
        """As call_at(), but the action runs before all that are due at t_ps as well."""
        there = self._at.get(t_ps)
        self.call_at(t_ps, action)
        if there is not None and type(self._at[t_ps]) is deque:
            self._at[t_ps].rotate()  # type: ignore[union-attr]

    def cancel(self, t_ps: int, action: Action) -> None:
        """Forget an action that is due at t_ps."""
        there = self._at[t_ps]
        if type(there) is deque:
            there.remove(action)
            if there:
                return
        elif there is not action:
            raise ValueError(f"{action!r} is not due at {t_ps} ps")
        self._at[t_ps] = _cancelled
        self._emptied += 1
        self._clear_top()

    def next_due_ps(self) -> int | None:
        """When the next action is due; None: nothing is."""
        return self.due[0] if self.due else None

    def first(self) -> Action:
        """What is due next."""
        action = self._at[self.due[0]]
        return action[0] if type(action) is deque else action  # type: ignore[return-value]

    def take_first(self) -> Action:
        """Take what is due next, without jumping there."""
        now_ps = self.now_ps
        action = self.pop()
        self.now_ps = now_ps
        return action

    def pop(self) -> Action:
        """Jump to the next due instant and take its action, for the caller to run."""
        due, at = self.due, self._at
        t_ps = self.now_ps = due[0]
        action = at[t_ps]
        if type(action) is deque:
            there, action = action, action.popleft()
            if there:
                return action
        heappop(due)
        del at[t_ps]
        if self._emptied:
            self._clear_top()
        return action  # type: ignore[return-value]

    def advance(self) -> bool:
        """Jump to the next due instant and run its action. False: nothing is due."""
        if not self.due:
            return False
        self.pop()()
        return True

    def run(self) -> None:
        """Jump from one due instant to the next until nothing is due any more."""
        due, at = self.due, self._at
        while due:
            t_ps = self.now_ps = due[0]
            action = at[t_ps]
            if type(action) is deque:
                there, action = action, action.popleft()
                if there:
                    action()
                    continue
            heappop(due)
            del at[t_ps]
            if self._emptied:
                self._clear_top()
            action()  # type: ignore[operator]

    def _both(self, there: Action, action: Action) -> Action | deque[Action]:
        """Two are due at one instant, unless the first was cancelled."""
        if there is _cancelled:
            self._emptied -= 1
            return action
        return deque((there, action))

    def _clear_top(self) -> None:
        """Take emptied instants from the top of the heap: nothing happens when they come."""
        due, at = self.due, self._at
        while due and at[due[0]] is _cancelled:
            del at[heappop(due)]
            self._emptied -= 1
