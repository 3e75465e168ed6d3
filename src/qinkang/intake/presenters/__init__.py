"""What the pages of receiving show; templates compute nothing."""
