"""Reminders without an account: chosen days and a time, as a calendar's alarm and a message to a device."""
