"""What to do: exercise and routine files, their checker, compile() and position()."""
