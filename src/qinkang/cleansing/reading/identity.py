"""Names, document numbers, telephone numbers and organisation codes.

They hardly repeat, so columns of them are read whole: the clean ones at once, the rest one by one.
"""

from __future__ import annotations

from datetime import date

from qinkang.cleansing.reading.cell import Cell
from qinkang.cleansing.reading.missing import NOTHING
from qinkang.kernel import citizen_id, credit_code, id_document, person_name, phone

NUMBER_NOTES = {
    citizen_id.Repair.SPELLING: "C-01",
    citizen_id.Repair.FIFTEEN: "C-03",
    citizen_id.Repair.CENTENARIAN: "C-04",
}
NAME_NOTES = {
    person_name.Repair.INVISIBLE: "C-17",
    person_name.Repair.SPACES: "C-17",
    person_name.Repair.WIDTH: "C-17",
    person_name.Repair.INTERPUNCT: "C-18",
    person_name.Repair.NOTE: "C-21",
}
PHONE_UNREADABLE = frozenset({phone.Problem.MOBILE, phone.Problem.FORMAT})
_NO_NUMBER = (None, None, None, None, None, None)
FIT_FOR_CITIZENS = "01 02 05 99"
"""The kinds of document whose pattern a sound citizen ID number has (see `kernel.id_document`)."""


def read_document_number(text: str, received_on: date) -> Cell:
    """Read the number of an identity document (C-01, C-03, C-04; C-33 when it says "none")."""
    stripped = text.strip()
    if not stripped:
        return Cell(facts=_NO_NUMBER)
    if stripped in NOTHING or stripped == "0":
        return Cell(None, ("C-33",), _NO_NUMBER)
    reading = citizen_id.read(text, on=received_on)
    if not reading.number:  # nothing but invisible characters
        return Cell(None, ("C-33",), _NO_NUMBER)
    notes = tuple(sorted({NUMBER_NOTES[repair] for repair in reading.repairs}))
    kind = id_document.recognise(reading.number)
    fits = " ".join(kind for kind in id_document.IdType if id_document.pattern_ok(kind, reading.number))
    problem = str(reading.problem) if reading.problem else None
    sex = str(reading.sex) if reading.sex else None
    return Cell(reading.number, notes, (problem, reading.birth_date, sex, reading.area_code, kind, fits))


def read_name(text: str) -> Cell:
    """Read a person's name (C-17, C-18, C-21)."""
    if not text.strip():
        return Cell(facts=(None,))
    reading = person_name.read(text)
    notes = tuple(sorted({NAME_NOTES[repair] for repair in reading.repairs}))
    return Cell(reading.name or None, notes, (str(reading.problem) if reading.problem else None,))


def read_phone(text: str) -> Cell:
    """Read a telephone number; what no telephone can dial is taken away (C-22)."""
    stripped = text.strip()
    if not stripped:
        return Cell(facts=(None,))
    if stripped in NOTHING or stripped == "0":
        return Cell(None, ("C-33",), (None,))
    reading = phone.read(stripped)
    if reading.problem in PHONE_UNREADABLE:
        return Cell(None, ("C-22",), (None,))
    return Cell(reading.number, (), (str(reading.problem) if reading.problem else None,))


def read_credit_code(text: str) -> Cell:
    """Read a unified social credit code; whether it is sound becomes a fact."""
    stripped = text.strip()
    if not stripped:
        return Cell(facts=(None,))
    if stripped in NOTHING:
        return Cell(None, ("C-33",), (None,))
    problem = credit_code.problem(stripped.upper())
    return Cell(stripped.upper(), (), (str(problem) if problem else None,))
