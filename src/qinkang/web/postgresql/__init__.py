"""Django's PostgreSQL, with the address looked up when a connection is opened (see `base`)."""
