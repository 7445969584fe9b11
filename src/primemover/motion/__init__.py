"""What the camera saw: landmarks → features → phases, repetitions, holds, faults, and what it cannot tell.

Everything is compiled from an exercise file; no exercise is named here and nothing is trained.
"""
