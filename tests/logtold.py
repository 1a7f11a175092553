"""What the program has logged during a test."""

import pytest


def told(caplog: pytest.LogCaptureFixture, room: str = "guidewarden") -> list[str]:
    """Give the messages of one room, or of all, in their order; what libraries say is left out."""
    return [record.getMessage() for record in caplog.records if record.name.startswith(room)]
