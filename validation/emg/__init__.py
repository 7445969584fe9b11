"""Onsets against known truth, beside the public detectors and an oracle."""
