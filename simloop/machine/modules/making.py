"""How a module is made of names."""

from types import ModuleType


def module_of(name: str, **members: object) -> ModuleType:
    """A module with these members."""
    module = ModuleType(name)
    vars(module).update(members)
    return module
