"""What it means: safety, pain rules and the plan for today, each with its reason."""
