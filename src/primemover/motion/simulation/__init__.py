"""The simulated person: any exercise file, done by a moving skeleton and seen as landmarks, with the truth.

The test bench for every exercise file, ours or a user's.
"""

from primemover.motion.simulation.camera import Camera
from primemover.motion.simulation.person import Doer, Wrong, wrong_for
from primemover.motion.simulation.simulate import Done, Simulation, simulate

__all__ = ["Camera", "Doer", "Done", "Simulation", "Wrong", "simulate", "wrong_for"]
