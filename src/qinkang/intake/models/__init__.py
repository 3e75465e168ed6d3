"""Tables of the intake, one noun a file."""

from qinkang.intake.models.batch import Batch, State
from qinkang.intake.models.contract import Contract
from qinkang.intake.models.finding import Finding
from qinkang.intake.models.receipt import Receipt
from qinkang.intake.models.rulebook_used import RulebookUsed
from qinkang.intake.models.sender import Sender

__all__ = ["Batch", "Contract", "Finding", "Receipt", "RulebookUsed", "Sender", "State"]
