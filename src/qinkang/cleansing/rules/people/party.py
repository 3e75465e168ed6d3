"""One party of a row, whoever it is: the columns rules ask for, under the names they have for the subject."""

from __future__ import annotations

from typing import Any

CITIZEN_ID = "01"
MAN, WOMAN = "1", "2"


class PartyRow:
    """A row as one of its parties sees it: `who.id_no_sex` is the mother's in a row of births.

    `who.happened_on` is the day of the event, whatever the data set calls it.

    Args:
        row: the unbound table of the plan.
        prefix: of the party's fields.
        happened_on: the data set's field for the day.
    """

    def __init__(self, row: Any, prefix: str, happened_on: str) -> None:
        self._row, self._prefix, self._happened_on = row, prefix, happened_on

    def __getattr__(self, name: str) -> Any:
        return self._row[self._happened_on if name == "happened_on" else self._prefix + name]

    def fact(self, column: Any, fact: str) -> Any:
        """What reading learned of this column."""
        return self._row[f"{column.get_name()}_{fact}"]


def born(who: Any) -> Any:
    """The birth date; where none is given, the one in a sound ID number."""
    return who.birth_date.coalesce(who.id_no_birth)


def said_to_be_citizen_id(who: Any) -> Any:
    """Whether the number is given as a citizen's, or without saying of what kind it is."""
    return who.id_type.isnull() | (who.id_type == CITIZEN_ID)
