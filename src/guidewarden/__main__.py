"""``python -m guidewarden`` is the command line too."""

from guidewarden.cli.main import entry

entry()
