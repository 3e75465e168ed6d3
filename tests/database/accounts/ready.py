"""Makes the models importable for the tests of this folder, wherever the database will be."""

import django
import pytest
from django.db import connections

with pytest.MonkeyPatch.context() as patch:
    for server in ("DATABASE_URL", "QK_OWNER_URL"):
        patch.delenv(server, raising=False)
    patch.setenv("QK_SECRET_KEY", "of the tests")
    patch.setenv("DJANGO_SETTINGS_MODULE", "qinkang.web.settings")
    django.setup()


def become(role: str) -> str:
    """Let the next connection be this role's; return whose the last one was."""
    connection = connections["default"]
    connection.close()
    before: str = connection.settings_dict["USER"]
    connection.settings_dict["USER"] = role
    return before
