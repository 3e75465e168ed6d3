"""Staging tables: unlogged, without row security, for the worker alone.

PostgreSQL refuses COPY into a table with row security, so rows are copied here and stored by
INSERT … SELECT under policy. They never hold a committed row: what a transaction copies in, it takes
out again. So they are made anew from the declarations after every migration.
"""

from django.apps import apps
from django.db import connection, models

from qinkang.records.models import Sighting
from qinkang.records.tables import Recorded, part_models

SIGHTINGS = "staging_sighting"
KEYS = "staging_key"
BLOCKING_KEYS = ("sound_index", "shape_index", "place_index")  # those of `BlockingKeys`, beside its sighting


def staging_of(model: type[models.Model]) -> str:
    """Return the name of the staging table of a data set's table."""
    return f"staging_{model._meta.model_name}"


def recorded_models() -> list[type[Recorded]]:
    """Return the tables of all data sets."""
    return [model for model in apps.get_models() if issubclass(model, Recorded)]


def staging_tables() -> list[str]:
    """Return the names of all staging tables."""
    parts = [part for model in recorded_models() for part in part_models(model).values()]
    return [SIGHTINGS, KEYS, *map(staging_of, [*recorded_models(), *parts])]


def lay_out_staging() -> None:
    """Make every staging table anew; the owner's work."""
    statements = [
        made(
            SIGHTINGS,
            f"LIKE {Sighting._meta.db_table}, " + ", ".join(f"{name} bytea" for name in BLOCKING_KEYS),
        ),
        # What decides about a row, before the row itself is sent.
        made(
            KEYS,
            "position int, source_no text, business_key bytea, source_version bigint, content bytea,"
            " standing text, withdraw boolean",
        ),
    ]
    for model in recorded_models():
        statements.append(made(staging_of(model), f"LIKE {model._meta.db_table}, PRIMARY KEY (id)"))
        statements += [
            made(staging_of(part), f"LIKE {part._meta.db_table}")
            + f" ALTER TABLE {staging_of(part)} DROP COLUMN id;"
            for part in part_models(model).values()
        ]
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def made(table: str, columns: str) -> str:
    """Return statements that make one staging table, empty and open to the worker alone."""
    return (
        f"DROP TABLE IF EXISTS {table}; CREATE UNLOGGED TABLE {table} ({columns});"
        f" REVOKE ALL ON {table} FROM PUBLIC; GRANT SELECT, INSERT, DELETE ON {table} TO qk_worker;"
    )


def emptied(table: str) -> None:
    """Take out what this transaction has copied in; nobody else's rows can be seen."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table}")  # noqa: S608  the names are ours
