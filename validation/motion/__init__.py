"""How well recordings and simulated people are counted; the figures of docs/motion.md."""
