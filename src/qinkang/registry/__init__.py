"""What the office decides: areas, units, organisations, dictionaries, parameters and working days."""
