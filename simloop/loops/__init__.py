"""The event loops that run on the machine."""
