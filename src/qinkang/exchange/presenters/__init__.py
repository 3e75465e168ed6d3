"""What the pages of delivery show."""
