"""What the templates of records show."""
