"""Files become rows here: encodings, workbooks, and headers matched to declared fields.

`open_source` gives a `Source` for any supported file; `propose` says which of its columns is which
field. Everything is text still: what a value means is decided in cleansing.
"""

from qinkang.readers.evidence import Candidate
from qinkang.readers.mapping import ColumnMapping, Mapping, propose
from qinkang.readers.opening import SeveralFiles, open_source
from qinkang.readers.source import Chunk, LineProblem, Source, Unreadable

__all__ = [
    "Candidate",
    "Chunk",
    "ColumnMapping",
    "LineProblem",
    "Mapping",
    "SeveralFiles",
    "Source",
    "Unreadable",
    "open_source",
    "propose",
]
