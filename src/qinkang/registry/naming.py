"""How the name of an institution is spelled, so that two spellings of one name are one."""

BRACKETS = str.maketrans("()", "（）")


def tidy_name(text: str) -> str:
    """Return the name without spaces and with full-width brackets, as the register keeps it."""
    return "".join(text.split()).translate(BRACKETS)
