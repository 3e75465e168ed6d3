"""Reading cells: from the text a sender wrote to a typed value.

`read_cell` reads one, `read_column` a column with the same answers. Each distinct text of a column is
read once, in plain Python; numbers of documents, names and free text, which hardly repeat, go through
whole-column functions. What had to be changed or could not be read is told by the code of a reading
rule (`rules.READING_RULES`); what further rules need to know (the birth date in an ID number, since
when an area code is valid) becomes a *fact*, a column `<field>_<fact>` beside the field's own.
"""

from qinkang.cleansing.reading.cell import Cell
from qinkang.cleansing.reading.column import ColumnReading, read_column
from qinkang.cleansing.reading.facts import fact_types, facts_of
from qinkang.cleansing.reading.kinds import reader_of

__all__ = ["Cell", "ColumnReading", "fact_types", "facts_of", "read_column", "reader_of"]
