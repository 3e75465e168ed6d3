"""The tables of `exchange`. The outbox itself belongs to `records`."""

from qinkang.exchange.models.channel import Channel

__all__ = ["Channel"]
