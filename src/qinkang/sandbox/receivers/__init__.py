"""Outside systems that take our messages: processes of their own, with ledgers and faults."""
