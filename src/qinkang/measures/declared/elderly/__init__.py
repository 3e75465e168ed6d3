"""Measures of elderly health (老龄)."""
