"""The analytical file: read out of the database as `qk_figures`, built beside the old one, swapped.

- `extract`: rows out of PostgreSQL by COPY, into the file as a stream
- `places`: areas, report units and units of the management tree, by today's map
- `population`: denominators from outside, for every age band that can be had from what was given
- `tables`: the statements that make the file's tables
- `builder`: one build from lock to swap; `build`, `build_if_due`, `due_at`
"""

from qinkang.measures.building.builder import build, build_if_due, due_at

__all__ = ["build", "build_if_due", "due_at"]
