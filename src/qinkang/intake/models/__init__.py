"""Tables of the intake, one noun a file."""

from qinkang.intake.models.batch import Batch, State
from qinkang.intake.models.client import AccessToken, Client, ClientSecret, Message
from qinkang.intake.models.contract import Contract, Schedule
from qinkang.intake.models.finding import Finding
from qinkang.intake.models.marked_copy import CopyState, MarkedCopy
from qinkang.intake.models.missing_record import MissingAnswer, MissingRecord
from qinkang.intake.models.progress import Progress
from qinkang.intake.models.receipt import Receipt, Undone
from qinkang.intake.models.rulebook_used import RulebookUsed
from qinkang.intake.models.sender import Sender
from qinkang.intake.models.upload import Upload, UploadState
from qinkang.intake.models.withdrawal import Withdrawal, WithdrawalState

__all__ = [
    "AccessToken",
    "Batch",
    "Client",
    "ClientSecret",
    "Contract",
    "CopyState",
    "Finding",
    "MarkedCopy",
    "Message",
    "MissingAnswer",
    "MissingRecord",
    "Progress",
    "Receipt",
    "RulebookUsed",
    "Schedule",
    "Sender",
    "State",
    "Undone",
    "Upload",
    "UploadState",
    "Withdrawal",
    "WithdrawalState",
]
