"""``guidewarden schema``: the JSON Schema of guides, people or settings."""

import argparse
import json
import sys

from guidewarden.cli.exits import Exit
from guidewarden.config import settings_schema
from guidewarden.guides import json_schema, people_schema


def run(options: argparse.Namespace) -> int:
    """Print the schema (draft-07)."""
    schema = {"guide": json_schema, "people": people_schema, "settings": settings_schema}[options.of]()
    sys.stdout.write(json.dumps(schema, indent=2, ensure_ascii=False) + "\n")
    return Exit.CLEAN
