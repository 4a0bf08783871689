"""What a program on the machine gets when it imports a module that does more than compute.

The names are the standard library's; what is behind them is the machine's.
"""

from types import ModuleType

from simloop.machine.computer import Machine
from simloop.machine.modules import (
    futures,
    multiprocessing,
    network,
    os,
    processor,
    queue,
    sys,
    threading,
    time,
)
from simloop.machine.modules.multiprocessing import Modules
from simloop.machine.selector import Selector


def machine_modules(
    machine: Machine,
    selector_type: type[Selector] = Selector,
    seed: int = 0,
    program: Modules | None = None,
) -> dict[str, ModuleType]:
    """The modules that the machine provides, by name.

    `program` knows the program's own modules, for new processes to have their own.
    """
    locks = machine.locks
    threads = threading.module(machine, locks)
    processes = multiprocessing.module(machine, locks, program)
    sockets = network.socket_module(machine)
    return {
        "socket": sockets,
        "os": os.module(machine, sockets.socket),
        "selectors": network.selectors_module(machine, selector_type),
        "time": time.module(machine),
        "random": time.random_module(seed),
        "cpu": processor.module(machine),
        "sys": sys.module(machine),
        "threading": threads,
        "queue": queue.module(locks),
        "multiprocessing": processes,
        "concurrent": ModuleType("concurrent"),
        "concurrent.futures": futures.module(machine, locks, threads, processes),
    }
