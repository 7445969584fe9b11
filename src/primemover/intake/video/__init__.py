"""Video files → ``Landmarks``: pictures one by one, the pose model on each, and one person followed.

Needs the extra ``mediapipe``. Nothing leaves the machine, and no picture is kept.
"""

from primemover.intake.video.film import Film, is_video, read_film
from primemover.intake.video.followed import Followed

__all__ = ["Film", "Followed", "is_video", "read_film"]
