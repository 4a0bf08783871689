"""What a CPU does with data: the small rows of the table, as operations on data structures.

A cache model of the simplest kind: where an array fits decides what a read in no order costs (L1,
L2 or main memory); a walk in order costs the row for sequential reading.
"""

from simloop.machine.cpu import Scheduler
from simloop.machine.latency import Preset

LINE_BYTES = 64


class Work:
    """Does work on a machine: each call is one span, charged by one row of the table."""

    def __init__(self, scheduler: Scheduler, preset: Preset) -> None:
        self.scheduler = scheduler
        self.preset = preset

    def charge(self, row: str, times: int, cost_ps: int | None = None) -> None:
        """Do something `times` times, for what the row says each."""
        if times < 0:
            raise ValueError(f"cannot do something {times} times")
        self._spend(
            row, str(times), self.preset.cost_ps(row) * times if cost_ps is None else cost_ps
        )

    def _spend(self, row: str, amount: str, cost_ps: int) -> None:
        with self.scheduler.trace.span("cpu.work", row, value=amount):
            self.scheduler.spend(cost_ps)

    def instructions(self, number: int) -> None:
        """Execute simple instructions."""
        self.charge("instruction", number)

    def compute(self, seconds: float) -> None:
        """Execute instructions for so long."""
        cost_ps = round(seconds * 10**12)
        self.charge("instruction", cost_ps // self.preset.cost_ps("instruction"), cost_ps)

    def branches(self, number: int, predictable: bool = False) -> None:
        """Take branches. Of unpredictable ones every second goes another way than was guessed."""
        self.charge("instruction", number)
        if not predictable:
            self.charge("branch_mispredict", number // 2)

    def copy(self, size_bytes: int) -> None:
        """Go through so many bytes of memory in order: read them, or copy them elsewhere."""
        if size_bytes < 0:
            raise ValueError(f"cannot copy {size_bytes} bytes")
        self._spend("memory_read_1mb", f"{size_bytes} B", self.preset.copy_ps(size_bytes))


class Array:
    """An array in memory: what reading it costs depends on its size and on the order."""

    def __init__(self, work: Work, size_bytes: int) -> None:
        if size_bytes <= 0:
            raise ValueError(f"an array has at least one byte, not {size_bytes}")
        self.size_bytes = size_bytes
        self._work = work
        machine = work.preset.machine
        if size_bytes <= machine.l1_bytes:
            self.where = "l1_read"
        elif size_bytes <= machine.l2_bytes:
            self.where = "l2_read"
        else:
            self.where = "memory_reference"

    def __repr__(self) -> str:
        return f"<array of {self.size_bytes} bytes, {self.where}>"

    def walk(self) -> None:
        """Read all of it, in order."""
        self._work.copy(self.size_bytes)

    def pick(self, number: int) -> None:
        """Read so many of its elements, in no order: chase pointers through it."""
        self._work.charge(self.where, number)
