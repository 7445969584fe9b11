"""Does ``coach.response`` tell the truth? Simulated runners whose truth is known."""
