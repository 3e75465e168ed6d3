"""A simulated province to try against: its people, its sending systems, and receivers that fail."""
