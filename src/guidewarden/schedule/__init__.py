"""The nightly service: when a night is due, whose it is, and what to do when something stands in its way."""
