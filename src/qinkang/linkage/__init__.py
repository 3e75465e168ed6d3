"""Decides which sightings are the same person, and says why.

- `identity`: what one source said about somebody; `people`: many of them as columns
- `level`: what a comparison can find, in words and bits; `comparisons`: the six of them
- `judging`: score, verdict and the reasons; `judge` for one pair, `judge_pairs` for many
- `blocking`: which pairs are worth comparing; `background`: how frequent names and phones are here

Only equal numbers make one person. Everything else makes a suspicion, and a person decides (C-101).
"""
