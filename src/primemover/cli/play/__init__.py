"""The session in the terminal: the same timeline and the same clock rules as in the browser."""
