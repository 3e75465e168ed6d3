"""The tables of `accounts`."""

from qinkang.accounts.models.audit_event import AuditEvent
from qinkang.accounts.models.past_password import PastPassword
from qinkang.accounts.models.recovery import Recovery
from qinkang.accounts.models.right import Duty, Keeper, Line, Right, RoleTemplate
from qinkang.accounts.models.sign_in import SignIn, Tries
from qinkang.accounts.models.to_do import Announcement, Notice, ToDo
from qinkang.accounts.models.user import User

__all__ = [
    "Announcement",
    "AuditEvent",
    "Duty",
    "Keeper",
    "Line",
    "Notice",
    "PastPassword",
    "Recovery",
    "Right",
    "RoleTemplate",
    "SignIn",
    "ToDo",
    "Tries",
    "User",
]
