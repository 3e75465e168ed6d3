"""The clock can be stopped, also in nested blocks and for other threads."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest

from qinkang.kernel import clock


def test_the_clock_runs_in_shanghai_time():
    before = datetime.now(UTC)
    told = clock.now()

    assert told.utcoffset() == timedelta(hours=8)
    assert timedelta(0) <= told - before < timedelta(minutes=1)


def test_midnight_in_shanghai_comes_eight_hours_before_midnight_utc():
    with clock.frozen(datetime(2025, 6, 30, 16, 0, tzinfo=UTC)):
        assert clock.today() == date(2025, 7, 1)


def test_a_frozen_clock_is_restored_even_after_an_error():
    with clock.frozen(date(2025, 1, 1)):
        with pytest.raises(RuntimeError), clock.frozen(datetime.fromisoformat("2020-01-01T00:00")):
            assert clock.today() == date(2020, 1, 1)
            raise RuntimeError
        assert clock.now() == datetime(2025, 1, 1, tzinfo=clock.SHANGHAI)
    assert clock.now() != datetime(2025, 1, 1, tzinfo=clock.SHANGHAI)


def test_other_threads_see_the_frozen_clock():
    with clock.frozen(date(2025, 1, 1)), ThreadPoolExecutor(1) as pool:
        assert pool.submit(clock.today).result() == date(2025, 1, 1)
