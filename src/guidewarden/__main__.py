"""``python -m guidewarden`` is the command line too."""

from guidewarden.cli.entry import entry

entry()
