"""The tables of `maternal`."""

from qinkang.maternal.models.consignment import Consignment
from qinkang.maternal.models.letter import Letter
from qinkang.maternal.models.movement import Movement
from qinkang.maternal.models.slip import Slip
from qinkang.maternal.models.stock import State, Stock

__all__ = ["Consignment", "Letter", "Movement", "Slip", "State", "Stock"]
