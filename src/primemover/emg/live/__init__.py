"""What the muscles do now: samples in as they come, moments out; any chunking tells the same moments.

Causal throughout, and without a clock: time is counted in samples.
"""

from primemover.emg.live.electrode import Trouble
from primemover.emg.live.moments import CameOn, Lost, Moment, Restored, State, Troubled, WentOff
from primemover.emg.live.monitor import Monitor
from primemover.emg.live.muscle import Now

__all__ = [
    "CameOn",
    "Lost",
    "Moment",
    "Monitor",
    "Now",
    "Restored",
    "State",
    "Trouble",
    "Troubled",
    "WentOff",
]
