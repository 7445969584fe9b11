"""Cleaning: what is not muscle is taken out, or marked so that nothing is read into it."""
