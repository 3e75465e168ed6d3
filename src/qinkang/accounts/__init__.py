"""Who may do what and where: sign-in, rights, to-dos, notices and the audit trail."""
