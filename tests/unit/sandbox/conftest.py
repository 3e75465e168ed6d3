"""One population and one sending, drawn once for all tests of the sandbox."""

import pytest

from qinkang.sandbox import check_ups as drawing
from qinkang.sandbox.people import AS_OF, Population
from qinkang.sandbox.senders import send_all


@pytest.fixture(scope="session")
def population():
    return Population.of(0.2, seed=7)


@pytest.fixture(scope="session")
def check_ups(population):
    return drawing.drawn(population, 2025, 7, AS_OF)


@pytest.fixture(scope="session")
def sent(population, tmp_path_factory):
    return list(send_all(population, tmp_path_factory.mktemp("sent"), 7))
