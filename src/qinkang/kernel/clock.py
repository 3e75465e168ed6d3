"""One clock for the whole platform: Asia/Shanghai, replaceable for tests.

Nothing else asks the machine for the time, so that a test (or a replayed day) can set it.
"""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")

# One for the process and not one per thread: a test's web server runs in another thread.
_frozen_at: dt.datetime | None = None


def now() -> dt.datetime:
    """Return the present moment, aware, in Asia/Shanghai."""
    return _frozen_at or dt.datetime.now(SHANGHAI)


def today() -> dt.date:
    """Return the present day in Asia/Shanghai."""
    return now().date()


@contextmanager
def frozen(at: dt.datetime | dt.date) -> Iterator[dt.datetime]:
    """Stop the clock inside the block; may be nested.

    A date means its first moment. A moment without a zone is taken as Shanghai time, one with a zone
    is converted.
    """
    global _frozen_at
    moment = at if isinstance(at, dt.datetime) else dt.datetime.combine(at, dt.time.min)
    moment = moment.replace(tzinfo=SHANGHAI) if moment.tzinfo is None else moment.astimezone(SHANGHAI)
    before, _frozen_at = _frozen_at, moment
    try:
        yield moment
    finally:
        _frozen_at = before
