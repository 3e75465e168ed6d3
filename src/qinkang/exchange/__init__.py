"""Delivers to outside systems and keeps what became of each delivery."""
