"""A year's check-ups of a small population, drawn once."""

import pytest

from qinkang.sandbox.check_ups import CheckUps
from qinkang.sandbox.people import Population


@pytest.fixture(scope="session")
def check_ups():
    return CheckUps.of(Population.of(0.3, seed=11), seed=11)
