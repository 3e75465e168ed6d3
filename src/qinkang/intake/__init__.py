"""Receives files: landing, batches, a receipt for each row, and what each sender agreed to send."""
