"""What an officer can put right, said in a sentence."""

from qinkang.mistake import Mistake


class StockMistake(Mistake):
    """A deed with sheets that is refused; the text says what is wrong and what to do."""
