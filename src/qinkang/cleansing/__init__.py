"""Judging rows: rules said once, the engines that run them over columns or over one row, findings."""
