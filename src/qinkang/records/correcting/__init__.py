"""A correction in the making: the record as a file would hold it, what the rules say, what is sealed."""
