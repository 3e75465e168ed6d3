"""Rules about the people in a row, said once for every data set that has any.

They stand before those of the data sets, so that a data set's own rules see numbers, dates and areas
already put right.
"""

from qinkang.cleansing.rules.people import area, dates, document_number, identity

__all__ = ["area", "dates", "document_number", "identity"]
