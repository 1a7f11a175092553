"""Starting is quick: what a command does not need is not loaded for it."""

import subprocess
import sys

import pytest


@pytest.mark.parametrize("command", ["check", "lint"])
def test_commands_without_history_load_no_database_templates_or_certificates(command: str) -> None:
    heavy = ("sqlalchemy", "jinja2", "cryptography", "trustme", "apscheduler")
    code = f"import sys, guidewarden.cli.commands.{command}; print([name for name in {heavy} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
