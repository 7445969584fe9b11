"""What a session is where nobody says otherwise."""

from __future__ import annotations

from typing import Final

USUAL_ROUTINE: Final = "glute-activation"
