"""A person in numbers: skeleton, placement by contact, muscles and the drawn figure."""

from primemover.body import vocabulary
from primemover.body.blend import blend
from primemover.body.check import PoseProblem, check_pose
from primemover.body.figure import Drawing, Mark, Shape
from primemover.body.posture import Contact, PlacedProp, Posture
from primemover.body.skeleton import ADULT, Person
from primemover.body.solving import postures, standing
from primemover.body.svg import svg, view_box

__all__ = [
    "ADULT",
    "Contact",
    "Drawing",
    "Mark",
    "Person",
    "PlacedProp",
    "PoseProblem",
    "Posture",
    "Shape",
    "blend",
    "check_pose",
    "postures",
    "standing",
    "svg",
    "view_box",
    "vocabulary",
]
