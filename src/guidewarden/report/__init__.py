"""Reporters: pure functions of a finished `RunView`, one module per format, all from the same `digest`."""
