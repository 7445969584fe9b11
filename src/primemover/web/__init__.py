"""The browser's face: parse, call one verb, render."""
