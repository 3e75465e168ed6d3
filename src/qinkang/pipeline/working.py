"""The worker process: runs jobs until it is told to stop."""

import logging

from procrastinate.contrib.django import app

from qinkang.pipeline.jobs import put_away_lost_jobs, wake_all
from qinkang.records.key_check import ring_in_force

AT_ONCE = 2  # one batch and one delivery; a delivery has calls in flight of its own
LOOK_EVERY = 1.0  # seconds between looks for jobs whose time has come


def work() -> None:
    """Check that keys and database belong together, wake every flow, then work."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    ring_in_force()
    put_away_lost_jobs()
    wake_all()
    with app.replace_connector(app.connector.get_worker_connector()) as working:
        working.run_worker(
            concurrency=AT_ONCE, fetch_job_polling_interval=LOOK_EVERY, delete_jobs="successful"
        )
