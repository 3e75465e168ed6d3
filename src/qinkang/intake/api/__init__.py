"""The interface for senders' programs: JSON over HTTP, a receipt for each row. `openapi` prints what it is.

- `token`: who calls; `messages`: rows come in and their receipts go out; `checking`: rows tried, not kept
- `problem`: how a refusal is said; `payload`: the shape of what comes
"""
