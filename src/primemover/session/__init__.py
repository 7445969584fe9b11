"""One session: its events and their fold into a state."""
