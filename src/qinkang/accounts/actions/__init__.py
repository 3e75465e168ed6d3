"""What people do with accounts: each in one transaction with its line in the audit trail."""
