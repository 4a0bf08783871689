"""The machine put together: one clock, one network, and the host whose program is watched."""

from collections.abc import Iterable

from simloop.machine.clock import Clock
from simloop.machine.cpu import Scheduler
from simloop.machine.disk import FileSystem
from simloop.machine.kernel import Kernel
from simloop.machine.latency import Preset
from simloop.machine.locks import LockMaker
from simloop.machine.network import Host, Network
from simloop.machine.process import Process
from simloop.machine.sockets import SocketTable
from simloop.machine.trace import Context, Sink, Trace
from simloop.machine.work import Work

HERE = "here"  # the host whose program is watched


class Machine:
    """A simulated computer and its peers, at the costs of a preset."""

    def __init__(
        self, preset: Preset, sink: Sink, peers: Iterable[str] = (), seed: int = 0
    ) -> None:
        self.preset = preset
        self.clock = Clock()
        self.trace = Trace(self.clock, sink, Context(HERE))
        self.scheduler = Scheduler(self.clock, self.trace, preset)
        self.network = Network(self.clock, self.trace, preset, seed)
        self.host = self.network.add(Host(HERE, preset.machine.cores, preset.machine.memory_bytes))
        for name in peers:
            self.network.add(Host(name))
        self.process = Process("main", self.host, self.scheduler, preset)
        self.scheduler.adopt(self.process.new_thread("main"))
        self.process.gil.take()
        self.kernel = Kernel(self.network, self.host, self.scheduler)
        self.sockets = SocketTable(self.kernel)
        self.locks = LockMaker(self.scheduler, preset)
        self.files = FileSystem(self.kernel)
        self.work = Work(self.scheduler, preset)
