"""One population and one sending, drawn once for all tests of the sandbox."""

import pytest

from qinkang.sandbox.check_ups import CheckUps
from qinkang.sandbox.people import Population
from qinkang.sandbox.senders import send_all


@pytest.fixture(scope="session")
def population():
    return Population.of(0.2, seed=7)


@pytest.fixture(scope="session")
def check_ups(population):
    return CheckUps.of(population, seed=7)


@pytest.fixture(scope="session")
def sent(population, tmp_path_factory):
    return send_all(population, tmp_path_factory.mktemp("sent"), 7)
