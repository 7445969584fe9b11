"""Sentences as sound, for browsers that have no voice: who speaks, how it is kept small, where it lies."""
