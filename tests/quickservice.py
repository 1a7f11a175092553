"""``guidewarden schedule`` as it is, in a hurry: leases of seconds, so that a test sees them run out.

python tests/quickservice.py
"""

import argparse
import datetime as dt

from guidewarden.cli import logs
from guidewarden.cli.commands import schedule
from guidewarden.cli.main import _parser
from guidewarden.schedule.night import Rhythm

QUICK = Rhythm(look=dt.timedelta(seconds=0.4), beat=dt.timedelta(seconds=0.4), lease=dt.timedelta(seconds=6))
"""The lease is longer than heartbeats wait for a server that has gone (5 s), as the usual one is."""


def main() -> int:
    """Run the service until a signal ends it."""
    options: argparse.Namespace = _parser().parse_args(["schedule"])
    logs.configure("text", verbose=False)
    return schedule.run(options, QUICK)


if __name__ == "__main__":
    raise SystemExit(main())
