"""Arrival of data: senders and their contracts, landed bytes, batches, a receipt for each row, findings."""
