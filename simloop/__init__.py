"""A simulated computer on which real Python event-loop code runs, and a recording of what happened.

    import simloop
    recording = simloop.run_scenario("crawler", preset="notes", seed=0, urls=10)
    recording.save("crawler.arrow")

Rule: importing a room below (the machine, the loops) brings in neither Arrow nor the server, so the
public names are looked up only when they are asked for.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from simloop.version import __version__

if TYPE_CHECKING:
    from simloop.face import run_scenario
    from simloop.recording.recording import NotARecording, Recording

__all__ = ["NotARecording", "Recording", "__version__", "run_scenario"]

_HOMES = {
    "run_scenario": "simloop.face",
    "Recording": "simloop.recording.recording",
    "NotARecording": "simloop.recording.recording",
}


def __getattr__(name: str) -> object:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'simloop' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
