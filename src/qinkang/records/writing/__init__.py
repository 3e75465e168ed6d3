"""Writing in bulk: columns in, one statement per step, everything inside `acting_as`.

- `sightings`: who appears in a batch; `linkage`: to which persons they belong
- `records`: the rows of a data set, with what happened to each; `outbox`: what is to leave the house
- `corrections`: what the office has corrected is not undone by what a sender sends again
- `staging`: where rows wait for the statement that stores them; `rows`: columns to COPY
"""
