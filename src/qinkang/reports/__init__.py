"""Reports: lists as workbooks, made in the background and kept sealed."""
