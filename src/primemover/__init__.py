"""Prime Mover: guided glute activation for runners, and an honest answer whether it helps."""

__version__ = "0.1.0"
