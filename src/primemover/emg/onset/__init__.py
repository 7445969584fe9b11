"""Onsets and offsets with 95 % intervals, from a likelihood over local autoregressive models."""
