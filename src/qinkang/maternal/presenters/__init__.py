"""What the pages of the stock show."""
