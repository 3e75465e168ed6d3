"""Data sets of the elderly-health thematic database (老龄健康主题库)."""
