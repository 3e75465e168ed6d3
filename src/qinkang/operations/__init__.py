"""Keeping the platform running: whether everything works, what is installed, and the manual."""
