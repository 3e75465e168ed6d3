"""Golden values: which of a person's sightings gives each value."""

from collections.abc import Sequence

from django.db import connection

from qinkang.records.precedence import order_in_force

GROUP_OF: dict[str, str] = {
    "name_from_id": "identity",
    "number_from_id": "identity",
    "sex": "identity",
    "birth_date": "identity",
    "live_region": "living",
}
"""Value to the group whose order of sources counts for it (`standards.sources`); then the newest sighting."""
DEATH_SOURCES = ("2", "3", "1", "4", "5", "6", "7")
"""Codes of who reports a death, the surest first (C-47): police and crematories before the register of
causes of death, before insurance, before visits and villages. A provincial default."""
# Value to the sighting's column that gives it, and the column that must not be null for that.
GIVEN_BY: dict[str, tuple[str, str]] = {
    "name_from_id": ("id", "name_birth_index"),
    "number_from_id": ("id", "id_index"),
    "sex": ("sex", "sex"),
    "birth_date": ("birth_date", "birth_date"),
    "live_region": ("live_region", "live_region"),
}


def refresh_golden(persons: str, parameters: Sequence[object]) -> int:
    """Compute golden values and scope of some persons anew; return how many rows changed.

    Args:
        persons: a SELECT of their numbers, with its parameters.
    """
    order = order_in_force()
    chosen: list[str] = []
    ordered: list[list[int]] = []
    for value, group in GROUP_OF.items():
        given, needed = GIVEN_BY[value]
        senders, places = order.ranked(group)
        ordered += [places, senders]
        chosen.append(
            f"(array_agg(s.{given} ORDER BY (%s::int[])[array_position(%s::int[], s.sender)] NULLS LAST,"
            f" s.created_at DESC, s.id DESC) FILTER (WHERE s.{needed} IS NOT NULL))[1] AS {value}"
        )
    values = (*GROUP_OF, "scope")
    columns, old, new = (", ".join(before + name for name in values) for before in ("", "p.", "w."))
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            WITH touched AS MATERIALIZED ({persons}),
            golden AS (
              SELECT l.person_id, {", ".join(chosen)}
              FROM touched t(id) JOIN records_personlink l ON l.person_id = t.id
              JOIN records_sighting s ON s.id = l.sighting_id GROUP BY l.person_id
            ),
            seen AS (
              SELECT l.person_id, array_agg(DISTINCT unit ORDER BY unit) AS scope
              FROM touched t(id) JOIN records_personlink l ON l.person_id = t.id
              JOIN records_sighting s ON s.id = l.sighting_id, unnest(s.scope) unit GROUP BY l.person_id
            ),
            wanted AS (SELECT person_id, {columns} FROM golden JOIN seen USING (person_id))
            UPDATE records_person p SET ({columns}) = ROW({new}) FROM wanted w
            WHERE p.id = w.person_id AND ROW({old}) IS DISTINCT FROM ROW({new})
            """,  # noqa: S608  names from the table above
            [*parameters, *ordered],
        )
        return cursor.rowcount
