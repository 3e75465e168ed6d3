"""Rules across records, run over the truth.

`touched` says whose records a batch may have changed the judgement of, `reading` brings them into memory,
`settling` brings findings, standing and announcements in line with the verdicts, `judging` is what flows
call. All of it happens in the transaction of the change itself, before anybody is told.
"""
