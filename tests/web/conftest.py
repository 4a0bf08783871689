from collections.abc import Iterator

import pytest

from tests.web.serving import Served, served


@pytest.fixture(scope="session")
def server() -> Iterator[Served]:
    with served() as server:
        yield server
