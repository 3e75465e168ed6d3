"""The documents that `./qk docs` makes from the repository itself; one file for each kind."""
