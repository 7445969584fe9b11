"""What leaves and comes in: the archive."""
