"""The flows that carry a batch from one stage to the next, one short file each."""
