"""The flows: short files that call the stages in order. No stage knows the next one; a flow does."""
