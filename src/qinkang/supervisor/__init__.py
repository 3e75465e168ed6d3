"""Runs the product's processes on one machine, the embedded PostgreSQL first among them.

`with running() as database:` gives a database, a real server if `DATABASE_URL` names one; the processes
started inside find the same one with `current()`;
`with Supervisor() as supervisor: supervisor.start(Program(…))` keeps other programs running.
"""

from qinkang.supervisor.database import Database, current, named_server, remove, running, server_process
from qinkang.supervisor.programs import Program
from qinkang.supervisor.watch import Supervisor

__all__ = [
    "Database", "Program", "Supervisor", "current", "named_server", "remove", "running", "server_process",
]  # fmt: skip
