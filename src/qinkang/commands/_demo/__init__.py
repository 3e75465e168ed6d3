"""The demonstration: a simulated province's data, taken in and delivered before one's eyes."""
