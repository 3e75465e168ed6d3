"""People who look at the pages of operations."""

from tests.database.accounts.conftest import act, audited, db, person, unit  # noqa: F401  - fixtures by name
