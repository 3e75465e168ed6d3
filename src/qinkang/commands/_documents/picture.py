"""A terminal's output as SVG: no font, script or image from elsewhere, Chinese two columns wide."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from itertools import groupby
from xml.sax.saxutils import escape

from rich.ansi import AnsiDecoder
from rich.cells import cell_len
from rich.color import blend_rgb
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import SVG_EXPORT_THEME as THEME

COLUMN, LINE, SIZE, MARGIN = 8.4, 21, 14, 16  # pixels; letters are 0.6 of their size wide
FONTS = (
    "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', 'Noto Sans Mono CJK SC', 'Sarasa Mono SC', "
    "'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', 'WenQuanYi Micro Hei', monospace"
)


def picture(title: str, command: str, print_to: Callable[[Console], None], columns: int = 96) -> str:
    """Draw what a command prints on a terminal this wide, under the command as it was typed."""
    printed = io.StringIO()
    # Everything is said, so that the terminal this runs in has no say.
    console = Console(
        file=printed,
        width=columns,
        height=100,
        force_terminal=True,
        color_system="truecolor",
        no_color=False,
        legacy_windows=False,
    )
    console.print(f"[bold green]$[/] {command}\n", highlight=False)
    print_to(console)
    lines = [list(line.render(console)) for line in AnsiDecoder().decode(printed.getvalue())]
    width, height = columns * COLUMN + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    drawn = [shape for row, line in enumerate(lines) for shape in _drawn(line, row)]
    return "\n".join(
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:g} {height:g}" width="{width:g}" role="img">',
            f"<title>{escape(title)}</title>",
            f'<rect width="100%" height="100%" rx="8" fill="{THEME.background_color.hex}"/>',
            f'<g font-family="{FONTS}" font-size="{SIZE}">',
            *drawn,
            "</g>",
            "</svg>\n",
        )
    )


def _drawn(line: list[Segment], row: int) -> Iterator[str]:
    """One line: backgrounds and texts, each text as wide as its columns whatever the font."""
    top, column = MARGIN + row * LINE, 0
    for text, style, _ in line:
        ink, ground, weight = _look(style or Style())
        if ground:
            yield (
                f'<rect x="{MARGIN + column * COLUMN:g}" y="{top}" width="{cell_len(text) * COLUMN:g}" '
                f'height="{LINE}" fill="{ground}"/>'
            )
        for (wide, blank), letters in groupby(text, lambda letter: (cell_len(letter) == 2, letter == " ")):
            run = "".join(letters)
            if not blank:  # a viewer may drop spaces, so every word is put where it belongs
                size = ' font-size="16"' if wide else ""
                yield (
                    f'<text x="{MARGIN + column * COLUMN:g}" y="{top + 15}" fill="{ink}"{weight}{size} '
                    f'textLength="{cell_len(run) * COLUMN:g}">{escape(run)}</text>'
                )
            column += cell_len(run)


def _look(style: Style) -> tuple[str, str | None, str]:
    ink = style.color.get_truecolor(THEME) if style.color else THEME.foreground_color
    ground = style.bgcolor.get_truecolor(THEME, foreground=False) if style.bgcolor else None
    if style.dim:
        ink = blend_rgb(ink, ground or THEME.background_color, 0.35)
    return ink.hex, ground.hex if ground else None, ' font-weight="bold"' if style.bold else ""
