"""The tables of `accounts`."""

from qinkang.accounts.models.audit_event import AuditEvent
from qinkang.accounts.models.user import User

__all__ = ["AuditEvent", "User"]
