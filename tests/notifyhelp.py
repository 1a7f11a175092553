"""Notifiers for tests: settings as they stand in the file, and a memory that is a dictionary."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from golden import NOW
from guidewarden.model import Notify
from guidewarden.notify.notifier import Notifier


@dataclass
class Notes:
    """What was told, by channel and recipient."""

    kept: dict[tuple[str, str], str] = field(default_factory=dict)

    def keep_told(self, channel: str, recipient: str, told_at: dt.datetime, body: str) -> None:
        body.encode()
        self.kept[channel, recipient] = body

    def told(self, channel: str, recipient: str) -> str | None:
        return self.kept.get((channel, recipient))


def notifier(
    settings: Mapping[str, object], environ: Mapping[str, str] | None = None, seconds: float = 20
) -> Notifier:
    """Give a notifier with these settings of ``notify``."""
    return Notifier(Notify.model_validate(settings), environ or {}, lambda: NOW, seconds)
