"""Faults: a host goes down and comes back, a link is cut and mended.

What sockets see of it is what real ones see: silence, retransmission, time-outs, and a reset by
a host that has come back and remembers nothing.
"""

from simloop.machine.network import Network
from simloop.machine.trace import Context

REBOOTS = {"VM": "vm_reboot", "server": "server_reboot"}


def reboot(network: Network, host_name: str, what: str = "VM") -> None:
    """Let a host go down now, and come back after the time that the table gives for it."""
    trace, clock, host = network.trace, network.clock, network.hosts[host_name]
    cause = trace.context.causes[-1]
    begun = trace.apart(
        Context(host_name), "begin", "host.reboot", host_name, label=what, cause=cause
    )
    with trace.kernel(host_name, begun):
        host.crash()

    def boot() -> None:
        row = trace.apart(Context(host_name), "end", "host.reboot", host_name, cause=begun)
        with trace.kernel(host_name, row):
            host.boot()

    clock.call_at(clock.now_ps + network.preset.cost_ps(REBOOTS[what]), boot)


def cut(network: Network, a: str, b: str, for_ps: int) -> None:
    """Let nothing through between two hosts for a while."""
    trace, clock, link = network.trace, network.clock, network.link(a, b)
    cause = trace.context.causes[-1]
    begun = trace.apart(Context(a), "begin", "link.down", f"{a} - {b}", cause=cause)
    link.up = False

    def mend() -> None:
        trace.apart(Context(a), "end", "link.down", f"{a} - {b}", cause=begun)
        link.up = True

    clock.call_at(clock.now_ps + for_ps, mend)
