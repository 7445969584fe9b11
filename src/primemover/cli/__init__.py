"""The terminal's face: parse, call one verb, render."""
