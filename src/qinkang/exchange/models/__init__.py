"""The tables of `exchange`. The outbox itself belongs to `records`."""

from qinkang.exchange.models.channel import Channel
from qinkang.exchange.models.manual import AnswerState, FileState, ManualAnswer, ManualFile, ManualRow

__all__ = ["AnswerState", "Channel", "FileState", "ManualAnswer", "ManualFile", "ManualRow"]
