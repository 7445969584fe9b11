"""The browser's face: parse, call one verb, render."""

from primemover.web.application import create_app

__all__ = ["create_app"]
