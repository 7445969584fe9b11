"""Files and devices into values: it translates, and never judges."""
