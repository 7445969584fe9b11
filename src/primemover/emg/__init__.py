"""What the muscles did: recordings in, bursts with 95 % intervals, order and quality out.

Values in, values out, with NumPy arrays; nothing here reads a file, asks the time or remembers.
"""

from primemover.emg.analysis import Analyser, Analysis, ChannelResult, analyse
from primemover.emg.burst import Burst, Edge
from primemover.emg.muscles import Site
from primemover.emg.onset.detector import by_likelihood
from primemover.emg.order import Order, order, repetitions
from primemover.emg.orders import Pair, orders
from primemover.emg.quality import Finding, Gate, Quality, Verdict
from primemover.emg.recording import Channel, Recording, Unit, recording

__all__ = [
    "Analyser",
    "Analysis",
    "Burst",
    "Channel",
    "ChannelResult",
    "Edge",
    "Finding",
    "Gate",
    "Order",
    "Pair",
    "Quality",
    "Recording",
    "Site",
    "Unit",
    "Verdict",
    "analyse",
    "by_likelihood",
    "order",
    "orders",
    "recording",
    "repetitions",
]
