"""One object for each page: everything is worked out here, nothing in templates."""
