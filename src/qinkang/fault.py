"""Where something broke, told without the words of the error: those may quote a person's data."""

import traceback


def places(error: BaseException | None) -> str:
    """Return the kinds of the error and its causes, each with the code places it went through."""
    lines: list[str] = []
    while error is not None:
        kind = type(error)
        lines += [f"{kind.__module__}.{kind.__qualname__}\n", *traceback.format_tb(error.__traceback__)]
        error = error.__cause__ or error.__context__
    return "".join(lines)
