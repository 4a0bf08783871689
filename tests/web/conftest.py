from collections.abc import Iterator

import pytest

from tests.web.serving import Served, served


@pytest.fixture(scope="session")
def used_server() -> Iterator[Served]:
    """One for all tests: what one does to it, the others must not feel."""
    with served() as server:
        yield server


@pytest.fixture(scope="session")
def server(used_server: Served) -> Served:
    return used_server


@pytest.fixture(scope="session")
def fresh_servers() -> Iterator[Served]:
    """Begins anew for whoever asks."""
    with served() as server:
        yield server
