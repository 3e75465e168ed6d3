"""Tables drawn in text, so that the people whose rules they are can read them."""


def drawn(table: str) -> list[dict[str, str]]:
    """Return one dict per row; the first line names the columns, a line of dashes follows it."""
    lines = [line for line in table.strip().splitlines() if line.strip()]
    names = [name.strip() for name in lines[0].split("|")]
    rows = [[cell.strip() for cell in line.split("|")] for line in lines[2:]]
    return [dict(zip(names, row, strict=True)) for row in rows]
