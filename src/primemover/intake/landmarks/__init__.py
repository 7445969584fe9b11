"""Landmark files → ``Landmarks``: NumPy archives, MediaPipe CSV, OpenPose JSON and TRC.

Readers translate and refuse; what a recording means is ``motion``'s business.
"""

from primemover.intake.landmarks.given import Given
from primemover.intake.landmarks.reading import read_landmarks

__all__ = ["Given", "read_landmarks"]
