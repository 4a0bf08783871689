"""Names of hosts, and the resolver that some of them must be asked of.

A host's name is its address here. A name that a scenario marks (`Host.needs_lookup`) is asked of
a resolver first, a round trip away, as getaddrinfo() does: the thread waits for the answer even
where its socket does not block. Nothing is remembered: who asks twice waits twice.
"""

from socket import gaierror

from simloop.machine.kernel import Kernel
from simloop.machine.network import Host

HERE_NAMES = ("localhost", "127.0.0.1", "0.0.0.0", "")
UNKNOWN_HOST = -2  # EAI_NONAME on Linux


class Names:
    """What a host's programs can ask about names."""

    def __init__(self, kernel: Kernel) -> None:
        self._kernel = kernel

    def host(self, name: str) -> Host:
        """The host of that name; asks nobody."""
        if name in HERE_NAMES:
            return self._kernel.host
        host = self._kernel.network.hosts.get(name)
        if host is None:
            raise gaierror(UNKNOWN_HOST, f"Name or service not known: {name!r}")
        return host

    def ask(self, name: str) -> None:
        """Wait for the resolver's answer, where the name needs one."""
        host = self._kernel.network.hosts.get(name)
        if host is None or not host.needs_lookup:
            return
        kernel = self._kernel
        with kernel.trace.span("dns.lookup", name) as span:
            kernel.scheduler.spend(kernel.preset.system_call_ps)
            kernel.sleep(kernel.preset.round_trip_ps)
            span.value = host.name

    def resolve(self, name: str) -> Host:
        """Find a host, by asking if need be."""
        host = self.host(name)
        self.ask(name)
        return host
