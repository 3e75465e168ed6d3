"""What one source said about somebody, as far as it helps to recognise them."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import cached_property

from qinkang.kernel import citizen_id, person_name
from qinkang.kernel.person_name import comparison_key
from qinkang.linkage.shape import shape
from qinkang.linkage.sound import sound

CITIZEN_ID = "01"
INTERPUNCT = "·"


class Soundness(IntEnum):
    """What a document number is worth."""

    NONE = 0  # missing, filler, or too damaged to compare
    BROKEN = 1  # 18 characters that fail the check or name no day: a slip of somebody's number (C-06)
    SOUND = 2  # may stand for a person


BROKEN_PROBLEMS = (citizen_id.Problem.CHECK, citizen_id.Problem.BIRTH)


@dataclass(frozen=True, repr=False)
class Identity:
    """One identity as cleansing left it; None where the source was silent.

    Attributes:
        number: of the document, in any spelling of C-01 to C-04.
        id_type: kind of document, CITIZEN_ID where not said.
        sex: GB/T 2261.1 code; anything but 1 and 2 counts as not said.
        region: where the person lives, a code of 6, 9 or 12 digits.
        on: the day of comparing; a birth after it is none.
    """

    on: date
    name: str | None = None
    number: str | None = None
    id_type: str | None = None
    sex: str | None = None
    birth_date: date | None = None
    phone: str | None = None
    region: str | None = None

    @cached_property
    def read_name(self) -> str | None:
        """The name without notes and odd spaces; None for placeholders and mojibake."""
        if self.name is None:
            return None
        reading = person_name.read(self.name)
        return None if reading.problem else reading.name

    @cached_property
    def name_key(self) -> str | None:
        """The name with its variant forms folded."""
        return None if self.read_name is None else comparison_key(self.read_name)

    @cached_property
    def own_part(self) -> str | None:
        """The key of what stands before the first ·: a minority name without the father's."""
        return None if self.read_name is None else comparison_key(self.read_name.split(INTERPUNCT)[0])

    @cached_property
    def has_parts(self) -> bool:
        """Whether the name is written with ·."""
        return self.read_name is not None and INTERPUNCT in self.read_name

    @cached_property
    def name_shape(self) -> str | None:
        """The key with characters that look alike folded."""
        return None if self.name_key is None else shape(self.name_key)

    @cached_property
    def name_sound(self) -> str | None:
        """The syllables of the name."""
        return None if self.name_key is None else sound(self.name_key)

    @cached_property
    def _number(self) -> tuple[str | None, Soundness, bool]:
        if not self.number:
            return None, Soundness.NONE, False
        if (self.id_type or CITIZEN_ID) != CITIZEN_ID:
            return self.number.upper(), Soundness.SOUND, False
        reading = citizen_id.read(self.number, on=self.on)
        if reading.problem is None:
            return reading.number, Soundness.SOUND, citizen_id.Repair.FIFTEEN in reading.repairs
        if reading.problem in BROKEN_PROBLEMS and len(reading.number) == 18:
            return reading.number, Soundness.BROKEN, False
        return None, Soundness.NONE, False

    @property
    def read_number(self) -> str | None:
        """The number normalised, 15 digits brought to 18; None where it is worth nothing."""
        return self._number[0]

    @property
    def soundness(self) -> Soundness:
        """What the number is worth."""
        return self._number[1]

    @property
    def was_fifteen(self) -> bool:
        """Whether the number was given with the 15 digits of the first generation."""
        return self._number[2]

    @property
    def kind(self) -> str:
        """The kind of document."""
        return self.id_type or CITIZEN_ID
