"""The machine put together: one clock, one network, and the host whose program is watched."""

from collections.abc import Iterable

from simloop.machine.clock import Clock
from simloop.machine.kernel import Kernel
from simloop.machine.latency import Preset
from simloop.machine.network import Host, Network
from simloop.machine.sockets import SocketTable
from simloop.machine.trace import Context, Sink, Trace

HERE = "here"  # the host whose program is watched


class Machine:
    """A simulated computer and its peers, at the costs of a preset."""

    def __init__(self, preset: Preset, sink: Sink, peers: Iterable[str] = ()) -> None:
        self.preset = preset
        self.clock = Clock()
        self.trace = Trace(self.clock, sink, Context(HERE, core=0, thread="main"))
        self.network = Network(self.clock, self.trace, preset)
        self.host = self.network.add(Host(HERE))
        for name in peers:
            self.network.add(Host(name))
        self.kernel = Kernel(self.network, self.host)
        self.sockets = SocketTable(self.kernel)
