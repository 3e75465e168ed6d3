"""The truth: sightings, persons, the tables of the data sets, their history and the outbox."""
