"""What figures stand on: places, the pieces they consist of, and who sees them; read once for each file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

import duckdb

from qinkang.accounts.scope import Scope
from qinkang.measures.place import COLUMNS, Level, Tree


@dataclass(frozen=True)
class Placed:
    """One place that has a line in figures. `seen` numbers the scope of who sees it."""

    code: str
    name: str
    parent: str | None
    level: Level
    seen: int


@dataclass(frozen=True)
class Piece:
    """A county, or a part of one: what every unit of both trees is made of."""

    area: str
    places: Mapping[str, str | None]
    seen: int


@dataclass(frozen=True)
class Ground:
    """Places in the order of reports, pieces, and the scopes of the file.

    Attributes:
        day: until when the file knows anything.
        scopes: number to the units that see.
    """

    day: date
    places: Mapping[tuple[Tree, str], Placed]
    pieces: tuple[Piece, ...]
    scopes: Mapping[int, frozenset[int]]
    _seen: dict[tuple[int, ...], frozenset[int]] = field(default_factory=dict, compare=False)

    @staticmethod
    def of(cursor: duckdb.DuckDBPyConnection, day: date) -> Ground:
        """Read it from the file."""
        columns = ", ".join(sorted(set(COLUMNS.values())))
        places = cursor.execute(
            "SELECT tree, code, COALESCE(name, code), parent, level, seen FROM place ORDER BY position"
        ).fetchall()
        pieces = cursor.execute(f"SELECT area, seen, {columns} FROM atom").fetchall()  # noqa: S608
        scopes = cursor.execute("SELECT seen, scope FROM seen").fetchall()
        return Ground(
            day,
            {
                (Tree(tree), code): Placed(code, name, parent, Level(level), seen)
                for tree, code, name, parent, level, seen in places
            },
            tuple(
                Piece(area, dict(zip(columns.split(", "), codes, strict=True)), seen)
                for area, seen, *codes in pieces
            ),
            {number: frozenset(units) for number, units in scopes},
        )

    @property
    def month(self) -> int:
        """The number of the file's month."""
        return 12 * self.day.year + self.day.month - 1

    def in_scope(self, scope: Scope) -> frozenset[int]:
        """Return the numbers of the scopes that a scope meets."""
        if scope.units not in self._seen:
            units = set(scope.units)
            self._seen[scope.units] = frozenset(
                number for number, seeing in self.scopes.items() if units & seeing
            )
        return self._seen[scope.units]

    def seen_by(self, scope: Scope) -> str:
        """Return the condition that a row is seen in a scope."""
        numbers = self.in_scope(scope)
        if len(numbers) == len(self.scopes):
            return "true"
        return f"seen IN ({', '.join(map(str, sorted(numbers)))})" if numbers else "false"

    @cached_property
    def _by_place(self) -> Mapping[tuple[str, str | None], tuple[Piece, ...]]:
        found: dict[tuple[str, str | None], list[Piece]] = defaultdict(list)
        for piece in self.pieces:
            for column, code in piece.places.items():
                found[column, code].append(piece)
        return {place: tuple(pieces) for place, pieces in found.items()}

    def pieces_of(self, tree: Tree, level: Level, code: str | None) -> tuple[Piece, ...]:
        """Return the pieces that make up a place."""
        return self._by_place.get((COLUMNS[tree, level], code), ())

    def sees_whole(self, scope: Scope, tree: Tree, level: Level, code: str) -> bool:
        """Tell whether a scope takes in all of a place; a township is seen whole or not at all."""
        if level is Level.TOWNSHIP:
            return self.places[tree, code].seen in self.in_scope(scope)
        return all(piece.seen in self.in_scope(scope) for piece in self.pieces_of(tree, level, code))

    def below(self, tree: Tree, area: str, found: Level, level: Level) -> list[Placed]:
        """Return the places of a level inside an area, in the order of reports."""
        if level is found:
            return [self.places[tree, area]]
        inside = {
            piece.places[COLUMNS[tree, Level.COUNTY if level is Level.TOWNSHIP else level]]
            for piece in self.pieces_of(tree, found, area)
        }
        return [
            place
            for (of_tree, _), place in self.places.items()
            if of_tree is tree
            and place.level is level
            and (place.parent if level is Level.TOWNSHIP else place.code) in inside
        ]
