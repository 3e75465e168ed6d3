"""A year's check-ups of a small population, drawn once."""

import pytest

from qinkang.sandbox.check_ups import drawn
from qinkang.sandbox.people import AS_OF, Population


@pytest.fixture(scope="session")
def check_ups():
    return drawn(Population.of(0.3, seed=11), 2025, 11, AS_OF)
