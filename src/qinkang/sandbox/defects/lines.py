"""Lines of flat files that cannot be read (R-01)."""

from qinkang.sandbox.defects.defect import Effect, Row, Ways

LINES = Ways()
BROKEN = "\udcff"  # written as the one byte 0xFF, which is no character in any of the encodings


@LINES.breaks(
    "R-01", Effect.REJECT, "name", says="行中有无法识别的字节", needs=lambda row: row.sheet.flat, rate=0.0005
)
def broken_byte(row: Row) -> None:
    row.write("name", row.plain("name") + BROKEN)
