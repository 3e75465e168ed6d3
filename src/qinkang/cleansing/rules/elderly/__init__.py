"""Rules of the elderly-health data sets."""
