"""Decides which sightings are the same person, and says why."""
