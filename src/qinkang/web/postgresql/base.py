"""Connects as one of our roles to the database that is there at that moment.

Settings name only the role (`USER`), so they can be read before the embedded database runs, and a
new connection finds it again after it was restarted on another port.
"""

from typing import Any

from django.db.backends.postgresql import base
from psycopg.conninfo import conninfo_to_dict

from qinkang.supervisor import current


class DatabaseWrapper(base.DatabaseWrapper):
    """Takes host, port, user and password from the supervisor or from the environment."""

    def get_connection_params(self) -> dict[str, Any]:
        """Return what psycopg needs; raises Mistake where no database runs or none is named."""
        params = super().get_connection_params()
        address = conninfo_to_dict(current().url(params["user"]))
        return {**params, **address}
