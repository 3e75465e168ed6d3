"""What people fill in, one file per page's noun."""
